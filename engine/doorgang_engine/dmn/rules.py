"""The rules of a decision table, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .columns import tests_in, value_in
from .reading import children
from .sets import Texts, common
from .table import Rule

if TYPE_CHECKING:
    from .reading import Reading
    from .sets import Accepted
    from .table import Input, Output


def read_rules(reading: Reading, inputs: list[Input], outputs: list[Output]) -> list[Rule]:
    """Return the rules; of one that is refused, cells are missing."""
    nodes = enumerate(children(reading.table, "rule"), start=1)
    found = (_rule(reading, node, number, inputs, outputs) for number, node in nodes)
    return [rule for rule in found if rule is not None]


def _rule(
    reading: Reading, node: Any, number: int, inputs: list[Input], outputs: list[Output]
) -> Rule | None:
    tests, values = children(node, "inputEntry"), children(node, "outputEntry")
    for cells, count in ((tests, len(inputs)), (values, len(outputs))):
        if len(cells) != count:
            words = {"regel": number, "gevonden": len(cells), "aantal": count}
            reading.refuse("dmn_cells", node, **words)
            return None
    return Rule(
        id=node.get("id", ""),
        number=number,
        accepts=tuple(
            _accepts(reading, cell, column, number)
            for cell, column in zip(tests, inputs, strict=True)
        ),
        gives=tuple(
            value_in(reading, cell, column, where=f"regel {number}, kolom '{column.label}'")
            for cell, column in zip(values, outputs, strict=True)
        ),
    )


def _accepts(reading: Reading, cell: Any, column: Input, number: int) -> Accepted | None:
    where = f"regel {number}, kolom '{column.label}'"
    accepted = tests_in(reading, cell, column.type_ref, where=where)
    if accepted is not None and column.allowed is not None:
        within = common(accepted, column.allowed)
        if (within is not None and within.is_empty) or _names_others(accepted, column.allowed):
            reading.refuse_cell("cell_outside", cell, where=where)
    return accepted


def _names_others(accepted: Accepted, allowed: Accepted) -> bool:
    """Return whether a text is written that the column does not allow, such as a slip of the pen.

    Also behind ``not``: what a slip leaves out, is not left out.
    """
    return isinstance(accepted, Texts) and any(text not in allowed for text in accepted.values)
