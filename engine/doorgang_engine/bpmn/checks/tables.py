"""Business rule tasks against their decision tables: names and kinds of what goes in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.names import dg, local
from doorgang_engine.bpmn.process import RULES

from .written import loop_variables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.dmn.table import Table

    from .reading import Reading


def kinds_with_tables(
    keys: set[str], kinds: Mapping[str, str], tables: Mapping[str, Table]
) -> dict[str, str]:
    """Return the kinds of a process's variables with those that its tables give.

    What a form exports or the process declares keeps its kind: the gate has refused the clash.
    """
    given = {n: k for key in sorted(keys & set(tables)) for n, k in tables[key].kinds.items()}
    return {**given, **kinds}


def check_tables(
    reading: Reading, kinds: Mapping[str, str], tables: Mapping[str, Table]
) -> dict[str, str]:
    """Check every business rule task; return the kinds with those that the tables give.

    ``kinds`` are of what forms export and the process declares.
    """
    tasks = [node for _, node in reading.nodes() if local(node) == RULES]
    known = kinds_with_tables({node.get(dg("tabel"), "") for node in tasks}, kinds, tables)
    giver: dict[str, str] = {}
    for node in tasks:
        key = node.get(dg("tabel"), "")
        if not key:
            reading.refuse("table_missing", node)
        elif key not in tables:
            reading.refuse("table_unknown", node, sleutel=key)
        else:
            _check_inputs(reading, node, tables[key], {**known, **loop_variables(node)})
            _check_outputs(reading, node, tables[key], kinds, giver)
    return known


def _check_inputs(reading: Reading, node: Any, table: Table, known: Mapping[str, str]) -> None:
    for column in table.inputs:
        words = {"sleutel": table.key, "variabele": column.name}
        if column.name not in known:
            reading.refuse("table_input_unknown", node, **words)
        elif known[column.name] != column.kind:
            reading.refuse(
                "table_input_kind",
                node,
                gevraagd=column.kind.replace("_", "/"),
                gevonden=known[column.name].replace("_", "/"),
                **words,
            )


def _check_outputs(
    reading: Reading, node: Any, table: Table, kinds: Mapping[str, str], giver: dict[str, str]
) -> None:
    for name in table.kinds:
        hidden = {**kinds, **loop_variables(node)}
        if name in hidden or giver.setdefault(name, table.key) != table.key:
            reading.refuse("table_output_taken", node, sleutel=table.key, variabele=name)
