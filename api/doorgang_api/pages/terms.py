"""The terms of a case as people read them: from when, by which rule, until when, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.terms.run_records import run_from_dict
from doorgang_engine.terms.runs import RunStatus, TermRun

from .dates import date_words
from .reckoning_table import (
    calendar_words,
    extension_words,
    reckoning_table,
    rule_words,
    suspension_words,
)
from .words import TERM_STATUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doorgang_engine.model import Term

_OPEN = (RunStatus.RUNNING, RunStatus.SUSPENDED)
_UNITS = {"days": ("D", "dagen"), "weeks": ("W", "weken"), "months": ("M", "maanden")}


@dataclass(frozen=True, kw_only=True)
class TermView:
    """A term, ready to be shown. ``changes`` says what may be done to it now."""

    id: str
    name: str
    status: str
    is_open: bool
    started: str
    started_iso: str
    end: str
    end_iso: str
    raw_end: str
    is_rolled: bool
    ground: str
    rule: str
    source: str
    calendar: str
    steps: tuple[str, ...]
    table: tuple[tuple[str, tuple[str, ...]], ...]  # how it was reckoned: what, and in words
    warnings: tuple[str, ...]
    suspensions: tuple[str, ...]
    extension: str
    changes: tuple[str, ...]
    most: int
    unit: str
    unit_letter: str


def term_views(terms: Sequence[Term]) -> list[TermView]:
    """Return the terms of a case: those that still matter first."""
    views = [term_view(term) for term in terms]
    return sorted(views, key=lambda one: (not one.is_open, one.end_iso))


def term_view(term: Term) -> TermView:
    """Return one term, ready to be shown."""
    return run_view(run_from_dict(record=term.content))


def run_view(run: TermRun) -> TermView:
    """Return a term as it runs, ready to be shown."""
    reckoned = run.reckoning
    most, letter, unit = _extension_unit(run)
    return TermView(
        id=run.id,
        name=run.rule.name,
        status=TERM_STATUS[run.status.value],
        is_open=run.status in _OPEN,
        started=date_words(day=run.started_on),
        started_iso=run.started_on.isoformat(),
        end=date_words(day=run.end),
        end_iso=run.end.isoformat(),
        raw_end=date_words(day=reckoned.raw_end),
        is_rolled=reckoned.raw_end != run.end,
        ground=run.rule.ground,
        rule=rule_words(run),
        source=run.rule.source,
        calendar=calendar_words(run),
        steps=tuple(step.text for step in reckoned.steps),
        table=reckoning_table(run, ground=run.rule.ground),
        warnings=reckoned.warnings,
        suspensions=tuple(suspension_words(one) for one in run.suspensions),
        extension=extension_words(run),
        changes=tuple(_changes(run)),
        most=most,
        unit=unit,
        unit_letter=letter,
    )


def _changes(run: TermRun) -> list[str]:
    if run.status is RunStatus.SUSPENDED:
        return ["resume"]
    if run.status is not RunStatus.RUNNING:
        return []
    extendable = run.rule.extendable is not None and run.extension is None
    allowed = [("suspend", run.rule.suspendable), ("extend", extendable)]
    return [change for change, may in allowed if may]


def _extension_unit(run: TermRun) -> tuple[int, str, str]:
    """Return how much may be added at most, and in what; nought when it may not be extended."""
    units = run.rule.extendable.units if run.rule.extendable else {}
    for unit, (letter, words) in _UNITS.items():
        if set(units) == {unit}:
            return units[unit], letter, words
    return 0, "", ""
