"""Decision tables are fuzzed: read, put to the gate, and what passes it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.conformance.cases import supported_cases
from tests.conformance.deciding import decide

from doorgang_engine.dmn.errors import TableUndecided
from doorgang_engine.dmn.sets import common, decode, everything
from doorgang_engine.dmn.support import judge_table, read_table
from doorgang_engine.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = Path(__file__).parents[1] / "unit" / "engine" / "dmn" / "files"


def fuzz_dmn(data: bytes) -> None:
    """Read a table and put it to the gate; one that passes never hits twice, and reads back."""
    try:
        text = data.decode()
        table, findings = judge_table(text)
    except (UnicodeDecodeError, EngineError):
        return
    if table is None or any(finding.is_error for finding in findings):
        return
    if read_table(text) != table:
        raise AssertionError("a table that passed reads back otherwise")
    for rule in (None, *table.rules):
        _ask(table, rule)


def _ask(table: Any, rule: Any) -> None:
    """Ask a table what a rule is for; it may only be undecided when no rule can hit."""
    accepts = rule.accepts if rule else [None] * len(table.inputs)
    values = {
        column.name: decode(
            column.kind,
            (common(accepted, column.allowed) or everything(column.kind)).one(),
        )
        for column, accepted in zip(table.inputs, accepts, strict=True)
    }
    try:
        decided = table.decide(values)
    except TableUndecided:
        if rule is not None:
            raise AssertionError("a rule does not hit what it accepts") from None
        return
    if set(decided.values) != set(table.kinds):
        raise AssertionError("a table gave other variables than it says")


def table_seeds() -> Iterator[bytes]:
    """Give the tables of the tests."""
    for path in sorted(FILES.glob("*.dmn")):
        yield path.read_bytes()
    for case in supported_cases():
        for key, rows in case.tables.items():
            yield decide(key, rows).encode()
