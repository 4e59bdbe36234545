"""The columns of a decision table: variables, types, and the values that they may have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.checks.file import RESERVED

from .cells import TYPES, read_tests, read_value
from .literals import CellRefused
from .reading import children, text_of, written_in
from .sets import encode
from .table import Input, Output

if TYPE_CHECKING:
    from .reading import Reading
    from .sets import Accepted

_VARIABLE = re.compile(r"[a-z][a-z0-9_]*")


def read_inputs(reading: Reading) -> list[Input] | None:
    """Return the inputs of a table; None when one of them is refused."""
    nodes = enumerate(children(reading.table, "input"), start=1)
    found = [_input(reading, node, number) for number, node in nodes]
    known = [column for column in found if column is not None]
    return known if len(known) == len(found) else None


def read_outputs(reading: Reading) -> list[Output] | None:
    """Return the outputs of a table; None when one of them is refused."""
    nodes = enumerate(children(reading.table, "output"), start=1)
    found = [_output(reading, node, number) for number, node in nodes]
    known = [column for column in found if column is not None]
    return known if len(known) == len(found) else None


def tests_in(reading: Reading, cell: Any, type_ref: str, *, where: str) -> Accepted | None:
    """Return what a cell accepts; None when that is anything, or the cell is refused."""
    try:
        return read_tests(text_of(cell), type_ref)
    except CellRefused as refused:
        reading.refuse_cell(refused.code, cell, where=where, **refused.words)
        return None


def value_in(reading: Reading, cell: Any, column: Output, *, where: str) -> Any:
    """Return the value that a cell gives; None when it is refused."""
    try:
        value = read_value(text_of(cell), column.type_ref)
    except CellRefused as refused:
        reading.refuse_cell(refused.code, cell, where=where, **refused.words)
        return None
    if column.allowed is not None and encode(column.kind, value) not in column.allowed:
        reading.refuse_cell("cell_outside", cell, where=where)
    return value


def _input(reading: Reading, node: Any, number: int) -> Input | None:
    expressions = children(node, "inputExpression")
    name = text_of(expressions[0]).strip() if len(expressions) == 1 else ""
    if not _is_variable(name):
        reading.refuse("dmn_input", node, kolom=number, tekst=name[:60])
        return None
    type_ref = expressions[0].get("typeRef", "")
    if not _is_type(reading, node, number, type_ref):
        return None
    label = node.get("label") or name
    allowed = _allowed(reading, node, "inputValues", type_ref, label)
    return Input(
        name=name, kind=TYPES[type_ref][0], type_ref=type_ref, label=label, allowed=allowed
    )


def _output(reading: Reading, node: Any, number: int) -> Output | None:
    name, type_ref = node.get("name", ""), node.get("typeRef", "")
    if not _is_variable(name):
        reading.refuse("dmn_output", node, kolom=number, tekst=name[:60])
        return None
    if not _is_type(reading, node, number, type_ref):
        return None
    label = node.get("label") or name
    allowed = _allowed(reading, node, "outputValues", type_ref, label)
    column = Output(
        name=name, kind=TYPES[type_ref][0], type_ref=type_ref, label=label, allowed=allowed
    )
    found = children(node, "defaultOutputEntry")
    if not found:
        return column
    where = f"kolom '{label}', standaardwaarde"
    default = value_in(reading, found[0], column, where=where)
    return Output(**{**vars(column), "default": default})


def _is_variable(name: str) -> bool:
    return _VARIABLE.fullmatch(name) is not None and name not in RESERVED


def _is_type(reading: Reading, node: Any, number: int, type_ref: str) -> bool:
    if type_ref not in TYPES:
        reading.refuse("dmn_type", node, kolom=number, waarde=type_ref[:60])
    return type_ref in TYPES


def _allowed(reading: Reading, node: Any, tag: str, type_ref: str, label: str) -> Accepted | None:
    if not written_in(node, tag):
        return None
    where = f"kolom '{label}', toegestane waarden"
    return tests_in(reading, children(node, tag)[0], type_ref, where=where)
