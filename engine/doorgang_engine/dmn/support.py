"""The gate for decision tables: what is not surely read as it is meant, is refused."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from .columns import read_inputs, read_outputs
from .errors import TableRefused
from .judging import check_rules
from .reading import Reading, children, read_dmn
from .rules import read_rules
from .table import COLLECT, POLICIES, UNIQUE, Input, Output, Table
from .vocabulary import DMN
from .whitelist import check_whitelist

if TYPE_CHECKING:
    from doorgang_engine.bpmn.finding import Finding

MAX_COLUMNS = 12  # of inputs, and of outputs
MAX_RULES = 250


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
    inputs, outputs = read_inputs(reading), read_outputs(reading)
    if policy is None or inputs is None or outputs is None:
        return None
    rules = read_rules(reading, inputs, outputs)
    _check_names(reading, inputs, outputs)
    _check_outcome(reading, policy, outputs)
    return Table(
        key=reading.key,
        name=reading.name,
        policy=policy,
        inputs=tuple(inputs),
        outputs=tuple(outputs),
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
