"""A TLV decision in Amsterdam as it goes: started, suspended, resumed, extended."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.unit.engine.terms.examples import calendar, rule

from doorgang_engine.terms import runs
from doorgang_engine.terms.durations import parse_duration

if TYPE_CHECKING:
    from doorgang_engine.terms.rules import TermRule
    from doorgang_engine.terms.runs import TermRun

DECISION = rule("wettelijk", "P8W", max="P8W", opschortbaar=True, verlengbaar="P4W")
RECEIVED = date(2027, 1, 15)
STOPPED, RESUMED = date(2027, 1, 21), date(2027, 2, 2)


def started(term: TermRule = DECISION, on: date = RECEIVED) -> TermRun:
    return runs.start(id="t1", rule=term, on=on, calendar=calendar())


def suspended(term: TermRule = DECISION) -> TermRun:
    return runs.suspend(run=started(term), on=STOPPED, reason="Herstelverzoek")


def resumed(term: TermRule = DECISION) -> TermRun:
    return runs.resume(run=suspended(term), on=RESUMED, calendar=calendar())


def extended(run: TermRun, by: str, on: date = RESUMED) -> TermRun:
    return runs.extend(
        run=run,
        by=parse_duration(text=by),
        on=on,
        reason="Tweede advies ontbreekt",
        calendar=calendar(),
    )
