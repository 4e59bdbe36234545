"""History events of the terms of a case: began, stopped, resumed, changed and over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .event import Event


@dataclass(frozen=True, kw_only=True)
class TermStarted(Event):
    """A term began to run. Its days are sealed: a term of age runs from a day of birth."""

    kind = "term_started"
    sealed = told = frozenset({"started_on", "raw_end", "end", "reason"})
    run_id: str
    term: str
    started_on: str
    raw_end: str
    end: str
    reason: str
    ground: str = ""
    rule: dict[str, Any] = field(default_factory=dict)
    calendar: str = ""


@dataclass(frozen=True, kw_only=True)
class TermSuspended(Event):
    """The clock of a term was stopped."""

    kind = "term_suspended"
    sealed = frozenset({"reason"})
    run_id: str
    term: str
    suspended_on: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TermResumed(Event):
    """The clock of a term runs again; its end moved."""

    kind = "term_resumed"
    sealed = told = frozenset({"raw_end", "end", "reason"})
    run_id: str
    term: str
    resumed_on: str
    raw_end: str
    end: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TermExtended(Event):
    """A term got longer, once, with a reason."""

    kind = "term_extended"
    sealed = frozenset({"raw_end", "end", "reason"})
    told = frozenset({"raw_end", "end"})
    run_id: str
    term: str
    by: str
    raw_end: str
    end: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TermEnded(Event):
    """A term was met, lapsed, or stopped mattering."""

    kind = "term_ended"
    run_id: str
    term: str
    outcome: str  # met | lapsed | stopped
    ended_on: str


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
