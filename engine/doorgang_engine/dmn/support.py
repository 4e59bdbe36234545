"""The gate for decision tables: what is not surely read as it is meant, is refused."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.checks.file import RESERVED

from .cells import TYPES, read_tests, read_value
from .errors import TableRefused
from .judging import check_rules
from .literals import CellRefused
from .reading import Reading, children, read_dmn, text_of, written_in
from .sets import common, encode
from .table import COLLECT, POLICIES, UNIQUE, Input, Output, Rule, Table
from .vocabulary import DMN
from .whitelist import check_whitelist

if TYPE_CHECKING:
    from doorgang_engine.bpmn.finding import Finding

    from .sets import Accepted

MAX_COLUMNS = 12  # of inputs, and of outputs
MAX_RULES = 250
_VARIABLE = re.compile(r"[a-z][a-z0-9_]*")


def read_table(text: str) -> Table:
    """Return the table of a file that passed the gate when it was published.

    Only what cannot be read is refused: a gate that became stricter does not stop a running case.

    :raises RouteUnreadable: if the file cannot be read safely.
    :raises TableRefused: if a part of it cannot be read.
    """
    reading = Reading(read_dmn(text.encode()))
    table = _read(reading)
    if table is None or reading.is_wrong:
        raise TableRefused([f for f in reading.findings if f.is_error])
    return replace(table, version=_version(text))


def judge_table(text: str) -> tuple[Table | None, list[Finding]]:
    """Return the table, as far as it can be read, and everything that was found, by line.

    :raises RouteUnreadable: if the file cannot be read safely.
    """
    root = read_dmn(text.encode())
    reading = Reading(root)
    if root.tag != f"{{{DMN}}}definitions":
        reading.refuse("dmn_version", root)
        return None, reading.findings
    check_whitelist(reading)
    table = _read(reading)
    if table is not None and not reading.is_wrong:
        check_rules(reading, table)
    found = sorted(dict.fromkeys(reading.findings), key=lambda f: f.line)
    return (replace(table, version=_version(text)) if table else None), found


def _version(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read(reading: Reading) -> Table | None:
    count = len(children(reading.root, "decision"))
    if count == 0:
        reading.refuse("dmn_no_decision", reading.root)
        return None
    if count > 1:
        reading.refuse("dmn_several_decisions", reading.root, aantal=count)
        return None
    tables = children(reading.decision, "decisionTable")
    if len(tables) != 1 or not _fits_limits(reading):
        if not tables and not reading.is_wrong:
            reading.refuse("dmn_no_table", reading.decision, naam=reading.name, soort="leeg")
        return None
    policy = _policy(reading)
    inputs, outputs = _inputs(reading), _outputs(reading)
    if policy is None or None in inputs or None in outputs:
        return None
    known_in, known_out = [i for i in inputs if i], [o for o in outputs if o]
    rules = _Rules(reading, known_in, known_out).read()
    _check_names(reading, known_in, known_out)
    _check_outcome(reading, policy, known_out)
    return Table(
        key=reading.key,
        name=reading.name,
        policy=policy,
        inputs=tuple(known_in),
        outputs=tuple(known_out),
        rules=tuple(rules),
    )


def _fits_limits(reading: Reading) -> bool:
    limits = (("input", "invoer", MAX_COLUMNS), ("output", "uitvoer", MAX_COLUMNS))
    for tag, word, most in (*limits, ("rule", "regels", MAX_RULES)):
        count = len(children(reading.table, tag))
        if not count:
            reading.refuse("dmn_lacks", reading.table, soort=word)
        if not count or count > most:
            if count:
                reading.refuse("dmn_large", reading.table, aantal=most, soort=word)
            return False
    return True


def _policy(reading: Reading) -> str | None:
    policy = reading.table.get("hitPolicy", UNIQUE)
    if policy not in POLICIES:
        reading.refuse("dmn_policy", reading.table, waarde=policy[:60])
        return None
    if (aggregation := reading.table.get("aggregation")) is not None:
        reading.refuse("dmn_aggregation", reading.table, waarde=aggregation[:60])
        return None
    return str(policy)


def _inputs(reading: Reading) -> list[Input | None]:
    return [
        _input(reading, node, number)
        for number, node in enumerate(children(reading.table, "input"), start=1)
    ]


def _input(reading: Reading, node: Any, number: int) -> Input | None:
    expressions = children(node, "inputExpression")
    name = text_of(expressions[0]).strip() if len(expressions) == 1 else ""
    if not _VARIABLE.fullmatch(name) or name in RESERVED:
        reading.refuse("dmn_input", node, kolom=number, tekst=name[:60])
        return None
    type_ref = expressions[0].get("typeRef", "")
    if type_ref not in TYPES:
        reading.refuse("dmn_type", node, kolom=number, waarde=type_ref[:60])
        return None
    label = node.get("label") or name
    allowed: Accepted | None = None
    if written_in(node, "inputValues"):
        cell = children(node, "inputValues")[0]
        allowed = _tests(reading, cell, type_ref, where=f"kolom '{label}', toegestane waarden")
    return Input(name=name, kind=TYPES[type_ref][0], label=label, allowed=allowed)


def _outputs(reading: Reading) -> list[Output | None]:
    return [
        _output(reading, node, number)
        for number, node in enumerate(children(reading.table, "output"), start=1)
    ]


def _output(reading: Reading, node: Any, number: int) -> Output | None:
    name, type_ref = node.get("name", ""), node.get("typeRef", "")
    if not _VARIABLE.fullmatch(name) or name in RESERVED:
        reading.refuse("dmn_output", node, kolom=number, tekst=name[:60])
        return None
    if type_ref not in TYPES:
        reading.refuse("dmn_type", node, kolom=number, waarde=type_ref[:60])
        return None
    label = node.get("label") or name
    default = None
    if found := children(node, "defaultOutputEntry"):
        default = _value(reading, found[0], node, where=f"kolom '{label}', standaardwaarde")
    return Output(name=name, kind=TYPES[type_ref][0], label=label, default=default)


def _tests(reading: Reading, cell: Any, type_ref: str, *, where: str) -> Accepted | None:
    try:
        return read_tests(text_of(cell), type_ref)
    except CellRefused as refused:
        reading.refuse_cell(refused.code, cell, where=where, **refused.words)
        return None


def _value(reading: Reading, cell: Any, column: Any, *, where: str) -> Any:
    """Return the value in an output cell; None when it is refused."""
    type_ref = column.get("typeRef", "")
    try:
        value = read_value(text_of(cell), type_ref)
    except CellRefused as refused:
        reading.refuse_cell(refused.code, cell, where=where, **refused.words)
        return None
    kind = TYPES[type_ref][0]
    if written_in(column, "outputValues"):
        values = children(column, "outputValues")[0]
        allowed = _tests(reading, values, type_ref, where=f"{where}, toegestane waarden")
        if allowed is not None and encode(kind, value) not in allowed:
            reading.refuse_cell("cell_outside", cell, where=where)
    return value


class _Rules:
    """Reads the rules of a table."""

    def __init__(self, reading: Reading, inputs: list[Input], outputs: list[Output]) -> None:
        self._reading, self._inputs, self._outputs = reading, inputs, outputs
        self._types = [
            children(node, "inputExpression")[0].get("typeRef")
            for node in children(reading.table, "input")
        ]
        self._columns = children(reading.table, "output")

    def read(self) -> list[Rule]:
        """Return the rules; of one that is refused, cells are missing."""
        nodes = children(self._reading.table, "rule")
        found = (self._rule(node, number) for number, node in enumerate(nodes, start=1))
        return [rule for rule in found if rule is not None]

    def _rule(self, node: Any, number: int) -> Rule | None:
        tests, values = children(node, "inputEntry"), children(node, "outputEntry")
        for cells, columns in ((tests, self._inputs), (values, self._outputs)):
            if len(cells) != len(columns):
                self._reading.refuse(
                    "dmn_cells", node, regel=number, gevonden=len(cells), aantal=len(columns)
                )
                return None
        return Rule(
            id=node.get("id", ""),
            number=number,
            accepts=tuple(self._accepts(c, i, number) for i, c in enumerate(tests)),
            gives=tuple(
                _value(
                    self._reading,
                    cell,
                    self._columns[i],
                    where=f"regel {number}, kolom '{self._outputs[i].label}'",
                )
                for i, cell in enumerate(values)
            ),
        )

    def _accepts(self, cell: Any, index: int, number: int) -> Accepted | None:
        column = self._inputs[index]
        where = f"regel {number}, kolom '{column.label}'"
        accepted = _tests(self._reading, cell, self._types[index], where=where)
        if accepted is None or column.allowed is None:
            return accepted
        within = common(accepted, column.allowed)
        if within is not None and within.is_empty:
            self._reading.refuse_cell("cell_outside", cell, where=where)
        return accepted


def _check_names(reading: Reading, inputs: list[Input], outputs: list[Output]) -> None:
    seen: set[str] = set()
    for column in inputs:
        if column.name in seen:
            reading.refuse("dmn_input_twice", reading.table, naam=column.name)
        seen.add(column.name)
    for output in outputs:
        if output.name in seen:
            reading.refuse("dmn_output_twice", reading.table, naam=output.name)
        seen.add(output.name)


def _check_outcome(reading: Reading, policy: str, outputs: list[Output]) -> None:
    defaults = [output.default is not None for output in outputs]
    if policy == COLLECT:
        if len(outputs) != 1 or outputs[0].kind != "tekst" or defaults[0]:
            reading.refuse("dmn_collect", reading.table)
    elif any(defaults) and not all(defaults):
        reading.refuse("dmn_default", reading.table)
