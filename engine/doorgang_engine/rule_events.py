"""History events of decision tables."""

from __future__ import annotations

from dataclasses import dataclass

from .event import AtElement


@dataclass(frozen=True, kw_only=True)
class TableApplied(AtElement):
    """A decision table was asked; which of its rules hit says something about the child.

    ``rules`` are the numbers of the rules as a reader counts them, from 1, separated by a space;
    empty when no rule hit and the table has a default, or collects nothing.
    """

    kind = "table_applied"
    sealed = frozenset({"rules"})
    round: int
    table: str
    version: str  # SHA-256 of the table's file
    rules: str
