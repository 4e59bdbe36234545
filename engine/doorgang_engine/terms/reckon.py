"""Reckoning a term: from a rule and a start to a last day, with every reason in words.

Pure: the same rule, start and calendar give the same reckoning, today and at an audit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.terms.atw import Step, day_off_words
from doorgang_engine.terms.rules import Kind, TermRule
from doorgang_engine.terms.ways import Question, answer
from doorgang_engine.terms.wording import capitalised, date_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from doorgang_engine.terms.calendars import Calendar
    from doorgang_engine.terms.durations import Duration
    from doorgang_engine.terms.suspensions import Suspension

_BY_HOLIDAYS = frozenset({Kind.STATUTORY, Kind.WORKING_DAYS, Kind.WORKING_WEEKS})


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """The outcome, and all that an auditor needs to see why that day came out.

    `raw_end` is the last day before any rolling, `end` the last day of the term (it ends when that
    day is over). `steps` lead from the start to the end; `warnings` is what people should know
    besides. Rule and calendar are named with their versions.
    """

    rule_id: str
    rule_version: str
    kind: Kind
    start: date
    raw_end: date
    end: date
    steps: tuple[Step, ...]
    warnings: tuple[str, ...]
    calendar_id: str
    calendar_version: str

    @property
    def reason(self) -> str:
        """Say in Dutch why this is the last day."""
        return " ".join(step.text for step in self.steps)


def reckon(
    *,
    rule: TermRule,
    start: date,
    calendar: Calendar,
    extension: Duration | None = None,
    suspensions: Sequence[Suspension] = (),
) -> Reckoning:
    """Reckon the last day of a term from its start (for a term counted back: from its target).

    The raw end is the duration, then the extension, then the days of the suspensions that have
    ended; only then, and each time anew, the law rolls it. Terms in working days and school weeks
    do not count suspended days instead.

    :raises CalendarUnknown: if the calendar does not know a day that matters.
    :raises TermDateImpossible: if the outcome is not a date that exists.
    """
    question = Question(
        rule=rule,
        start=start,
        calendar=calendar,
        extension=extension,
        suspensions=tuple(suspensions),
    )
    outcome = answer(question=question)
    return Reckoning(
        rule_id=rule.id,
        rule_version=rule.version,
        kind=rule.kind,
        start=start,
        raw_end=outcome.raw_end,
        end=outcome.end,
        steps=outcome.steps,
        warnings=tuple(_warnings(rule, start, outcome.end, calendar)),
        calendar_id=calendar.id,
        calendar_version=calendar.version,
    )


def _warnings(rule: TermRule, start: date, end: date, calendar: Calendar) -> Iterator[str]:
    if why := day_off_words(day=end, calendar=calendar):
        day = capitalised(text=date_words(day=end))
        yield f"{day} {why}. De laatste dag schuift niet door."
    if rule.kind in _BY_HOLIDAYS:
        yield from calendar.doubts(first=start, last=end)
    if rule.ground and not rule.verified:
        yield f"De grondslag ({rule.ground}) is nog niet aan de wettekst getoetst."
