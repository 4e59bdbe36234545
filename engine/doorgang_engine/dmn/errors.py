"""What can go wrong with decision tables."""

from __future__ import annotations

from typing import Any

from doorgang_engine.errors import ExecutionFailed, Invalid


class TableRefused(Invalid):
    """A decision table does not pass the gate; ``findings`` as of ``RouteRefused``."""

    code = "table_refused"

    def __init__(self, findings: list[Any], *, table: str = "") -> None:
        first = findings[0]
        super().__init__(
            f"De beslistabel {table} kan niet worden gebruikt: {len(findings)} bevinding(en). "
            f"De eerste ({first.element}): {first.message} {first.remedy}"
        )
        self.findings = findings


class TableUndecided(ExecutionFailed):
    """A decision table gave nothing, or more than it may, for the values of this case."""

    code = "table_undecided"

    def __init__(self, table: str, reason: str) -> None:
        super().__init__(
            f"De beslistabel '{table}' geeft geen uitkomst: {reason}. Het traject staat nog bij "
            "de vorige stap; de regiocoördinator krijgt een melding."
        )
        self.table = table
