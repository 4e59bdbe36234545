"""The ways of reckoning, one per kind of term: from a question to raw end, end and steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from doorgang_engine.terms import atw
from doorgang_engine.terms.atw import Step, TermSpan
from doorgang_engine.terms.counting import SUSPENDED, WEEKEND, Skip, count_days, days_to_count
from doorgang_engine.terms.durations import Duration, add, shift_date
from doorgang_engine.terms.problems import TermRuleInvalid
from doorgang_engine.terms.rules import Kind, TermRule
from doorgang_engine.terms.wording import capitalised, counted, date_words, duration_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doorgang_engine.terms.calendars import Calendar
    from doorgang_engine.terms.suspensions import Suspension

_DAYS = ("dag", "dagen")
_COUNTED = {
    Kind.WORKING_DAYS: ("werkdag", "werkdagen"),
    Kind.WORKING_WEEKS: ("werkweek", "werkweken"),
    Kind.SCHOOL_WEEKS: ("lesweek", "lesweken"),
}


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked of the reckoning: this rule, from this start, in this calendar."""

    rule: TermRule
    start: date
    calendar: Calendar
    extension: Duration | None = None
    suspensions: Sequence[Suspension] = ()

    @property
    def duration(self) -> Duration:
        """Give the rule's duration.

        :raises TermRuleInvalid: if it has none, though its kind needs one.
        """
        if self.rule.duration is None:
            raise TermRuleInvalid(f"Termijn {self.rule.id} heeft geen duur.")
        return self.rule.duration

    @property
    def total(self) -> Duration:
        """Give duration and extension together."""
        return add(first=self.duration, second=self.extension or Duration())


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The last day before rolling and after it, and how both came about."""

    raw_end: date
    end: date
    steps: tuple[Step, ...]


def answer(*, question: Question) -> Outcome:
    """Reckon in the way of the rule's kind."""
    return _WAYS[question.rule.kind](question)


def _statutory(question: Question) -> Outcome:
    plain = _policy(question)
    span = TermSpan(
        start=question.start,
        suspensions=question.suspensions,
        counted_from=question.rule.suspension_from,
    )
    end, rolled = atw.roll(
        raw_end=plain.end, duration=question.total, span=span, calendar=question.calendar
    )
    return Outcome(raw_end=plain.end, end=end, steps=plain.steps + rolled)


def _policy(question: Question) -> Outcome:
    """Add duration, extension and suspended days on the calendar."""
    start, day = question.start, shift_date(day=question.start, duration=question.duration)
    words = duration_words(duration=question.duration)
    steps = [_count_step(words, start, day)]
    if question.extension:
        day = shift_date(day=day, duration=question.extension)
        steps.append(_extension_step(question.extension, day))
    for suspension in question.suspensions:
        if suspension.until is None:
            continue
        days = suspension.days(counted_from=question.rule.suspension_from)
        day += timedelta(days=days)
        text = (
            f"Opgeschort van {date_words(day=suspension.start)} tot "
            f"{date_words(day=suspension.until)}, {counted(count=days, words=_DAYS)}: tot en met"
        )
        steps.append(_step("opschorting", day, text))
    return Outcome(raw_end=day, end=day, steps=tuple(steps))


def _counted_days(question: Question) -> Outcome:
    rule, total = question.rule, question.total
    count = days_to_count(kind=rule.kind, duration=total)
    end, skips = count_days(
        rule=rule,
        start=question.start,
        count=count,
        calendar=question.calendar,
        suspensions=question.suspensions,
    )
    words = counted(count=total.weeks or total.days, words=_COUNTED[rule.kind])
    if rule.kind is Kind.WORKING_WEEKS:
        words += f" ({count} werkdagen)"
    if question.extension:
        words += f", waarvan {duration_words(duration=question.extension)} verlenging"
    steps = [_skip_step(skip) for skip in skips if skip.why != WEEKEND]
    first = _count_step(words, question.start, end)
    return Outcome(raw_end=end, end=end, steps=(first, *steps))


def _age(question: Question) -> Outcome:
    day = shift_date(day=question.start, duration=question.duration)
    words = duration_words(duration=question.duration)
    steps = [_step("telling", day, f"{words} na {date_words(day=question.start)} is")]
    if offset := question.rule.offset:
        day = shift_date(day=day, duration=offset)
        way = "eerder" if offset.negative else "later"
        steps.append(_step("verschuiving", day, f"{duration_words(duration=offset)} {way} is"))
    return Outcome(raw_end=day, end=day, steps=tuple(steps))


def _fixed_date(question: Question) -> Outcome:
    start = question.start
    days = [date(y, m, d) for y in (start.year, start.year + 1) for m, d in question.rule.dates]
    day = min(d for d in days if d >= start)
    text = (
        f"Vaste datum {question.rule.duration_words}: de eerste vanaf {date_words(day=start)} is"
    )
    steps = [_step("vaste_datum", day, text)]
    if question.extension:
        day = shift_date(day=day, duration=question.extension)
        steps.append(_extension_step(question.extension, day))
    return Outcome(raw_end=day, end=day, steps=tuple(steps))


def _count_back(question: Question) -> Outcome:
    day = shift_date(day=question.start, duration=-question.duration)
    words = duration_words(duration=question.duration)
    steps = (
        _step("terugrekenen", day, f"{words} vóór {date_words(day=question.start)} is"),
        Step(
            rule="atw-1-2",
            day=day,
            text="Een teruggerekende termijn schuift niet door (Algemene termijnenwet art. 1 "
            "lid 2).",
        ),
    )
    return Outcome(raw_end=day, end=day, steps=steps)


def _count_step(words: str, start: date, end: date) -> Step:
    return _step(
        "telling", end, f"{words}, geteld vanaf de dag na {date_words(day=start)}: tot en met"
    )


def _extension_step(extension: Duration, day: date) -> Step:
    words = duration_words(duration=extension)
    return _step("verlenging", day, f"Verlengd met {words}: tot en met")


def _step(rule: str, day: date, text: str) -> Step:
    """Write a step whose sentence ends with its day."""
    return Step(rule=rule, day=day, text=f"{capitalised(text=text)} {date_words(day=day)}.")


def _skip_step(skip: Skip) -> Step:
    days = date_words(day=skip.first)
    if skip.last != skip.first:
        days += f" t/m {date_words(day=skip.last)}"
    why = "de termijn was opgeschort" if skip.why == SUSPENDED else skip.why
    return Step(rule="overgeslagen", day=skip.last, text=f"Telt niet mee: {days} ({why}).")


_WAYS: dict[Kind, Callable[[Question], Outcome]] = {
    Kind.STATUTORY: _statutory,
    Kind.POLICY: _policy,
    Kind.WORKING_DAYS: _counted_days,
    Kind.WORKING_WEEKS: _counted_days,
    Kind.SCHOOL_WEEKS: _counted_days,
    Kind.AGE: _age,
    Kind.FIXED_DATE: _fixed_date,
    Kind.COUNT_BACK: _count_back,
}
