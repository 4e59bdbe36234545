"""History events of a case that goes on under a newer version of its route."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .event import Event


@dataclass(frozen=True, kw_only=True)
class CaseMigrated(Event):
    """From here on the case runs on another bundle; what came before stands under the old one."""

    kind = "case_migrated"
    sealed = told = frozenset({"reason"})
    from_bundle: str  # content hashes
    to_bundle: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TermRecalculated(Event):
    """A term that runs was reckoned anew, by the rule and calendar of the bundle that came."""

    kind = "term_recalculated"
    sealed = told = frozenset({"raw_end", "end", "reason"})
    run_id: str
    term: str
    raw_end: str
    end: str
    reason: str
    ground: str
    rule: dict[str, Any]
    calendar: str  # version
