"""A term in one case: started, suspended, resumed, extended, and over. Every act gives a new run.

```
            suspend            finish, lapse, stop
   start -> running  ----> suspended                 -> met | lapsed | stopped
              ^   <----  resume  |
              |__ extend         |__ finish, stop
```
The run carries its rule as it was when it started: a published bundle never changes under it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from doorgang_engine.terms import problems
from doorgang_engine.terms.extensions import Extension, require_extension_allowed
from doorgang_engine.terms.moments import end_of_day, local_day
from doorgang_engine.terms.reckon import Reckoning, reckon
from doorgang_engine.terms.rules import Kind, TermRule
from doorgang_engine.terms.suspensions import Suspension, suspended_days
from doorgang_engine.terms.wording import capitalised, date_words

if TYPE_CHECKING:
    from datetime import datetime

    from doorgang_engine.terms.calendars import Calendar
    from doorgang_engine.terms.durations import Duration


class RunStatus(StrEnum):
    """Where a term stands."""

    #: The clock runs.
    RUNNING = "running"
    #: The clock stands still.
    SUSPENDED = "suspended"
    #: What had to be done was done.
    MET = "met"
    #: The last day passed first.
    LAPSED = "lapsed"
    #: The case no longer needs it.
    STOPPED = "stopped"


@dataclass(frozen=True, kw_only=True)
class TermRun:
    """A term in one case. `reckoning` is as of the last act; while suspended its end will move."""

    id: str
    rule: TermRule
    started_on: date
    reckoning: Reckoning
    status: RunStatus = RunStatus.RUNNING
    suspensions: tuple[Suspension, ...] = ()
    extension: Extension | None = None
    ended_on: date | None = None
    ended_because: str = ""

    @property
    def end(self) -> date:
        """Give the last day, as reckoned now."""
        return self.reckoning.end

    @property
    def is_late(self) -> bool:
        """Whether it ended after its last day; never when the clock stood still at the time."""
        stands_still = any(s.until is None for s in self.suspensions)
        return self.ended_on is not None and self.ended_on > self.end and not stands_still

    def suspended_days(self, *, today: date | None = None) -> int:
        """Count the days suspended so far; with `today` the open suspension too."""
        return suspended_days(
            suspensions=self.suspensions, counted_from=self.rule.suspension_from, until=today
        )


def start(*, id: str, rule: TermRule, on: date, calendar: Calendar) -> TermRun:  # noqa: A002
    """Start a term.

    :raises CalendarUnknown: if its end cannot be reckoned.
    """
    reckoning = reckon(rule=rule, start=on, calendar=calendar)
    return TermRun(id=id, rule=rule, started_on=on, reckoning=reckoning)


def suspend(*, run: TermRun, on: date, reason: str) -> TermRun:
    """Stop the clock.

    :raises TermNotRunning: if it does not run.
    :raises TermNotSuspendable: if the rule allows no suspension.
    :raises TermReasonMissing: if no reason is given.
    :raises TermDateImpossible: if the day lies before the start or an earlier resumption, or
        after the last day.
    """
    _require_running(run)
    if not run.rule.suspendable:
        raise problems.TermNotSuspendable(f"“{run.rule.name}” kan niet worden opgeschort.")
    _require_reason(reason, "opschorting")
    _require_not_before(on, _last_act(run))
    _require_not_after_end(run, on, "opschorten")
    stop_of_clock = Suspension(start=on, reason=reason.strip())
    return replace(run, status=RunStatus.SUSPENDED, suspensions=(*run.suspensions, stop_of_clock))


def resume(*, run: TermRun, on: date, calendar: Calendar) -> TermRun:
    """Let the clock run again: the end moves by the days suspended, and is rolled anew.

    :raises TermNotSuspended: if the clock runs.
    :raises TermDateImpossible: if the day lies before the suspension.
    """
    if run.status is not RunStatus.SUSPENDED:
        raise problems.TermNotSuspended(f"“{run.rule.name}” is niet opgeschort.")
    *earlier, stopped = run.suspensions
    _require_not_before(on, stopped.start)
    suspensions = (*earlier, replace(stopped, until=on))
    resumed = replace(run, status=RunStatus.RUNNING, suspensions=suspensions)
    return recalculate(run=resumed, calendar=calendar)


def extend(*, run: TermRun, by: Duration, on: date, reason: str, calendar: Calendar) -> TermRun:
    """Give more time: once, before the last day is over, with a reason, within the rule's limit.

    :raises TermNotRunning: if it does not run.
    :raises TermNotExtendable: if the rule allows no extension.
    :raises TermAlreadyExtended: if it was extended before.
    :raises TermExtensionTooLong: if it is longer than the rule or the law allows.
    :raises DurationInvalid: if this kind of term does not count in such a duration.
    :raises TermReasonMissing: if no reason is given.
    :raises TermDateImpossible: if the last day is over, or the term had not begun.
    """
    _require_running(run)
    if run.extension:
        raise problems.TermAlreadyExtended(f"“{run.rule.name}” is al eens verlengd.")
    require_extension_allowed(rule=run.rule, by=by)
    _require_reason(reason, "verlenging")
    _require_not_before(on, _last_act(run))
    _require_not_after_end(run, on, "verlengen")
    extension = Extension(decided_on=on, duration=by, reason=reason.strip())
    return recalculate(run=replace(run, extension=extension), calendar=calendar)


def finish(*, run: TermRun, on: date) -> TermRun:
    """Record that what had to be done was done; late or not (`is_late`).

    :raises TermNotRunning: if the term is over.
    :raises TermDateImpossible: if the day lies before the last act.
    """
    return _over(run, RunStatus.MET, on, "")


def lapse(*, run: TermRun, at: datetime) -> TermRun:
    """Record that the last day passed, from the last second of it on (when its timer fires).

    :raises TermNotRunning: if the term is suspended, or over.
    :raises TermNotPassed: if the last day is not over at that moment.
    :raises MomentNaive: if the moment has no time zone.
    """
    _require_running(run)
    on = local_day(moment=at)
    if at < end_of_day(day=run.end):
        raise problems.TermNotPassed(
            f"“{run.rule.name}” loopt nog tot en met {date_words(day=run.end)}."
        )
    return _over(run, RunStatus.LAPSED, on, "")


def stop(*, run: TermRun, on: date, reason: str) -> TermRun:
    """Stop a term that its case no longer needs.

    :raises TermNotRunning: if the term is over.
    :raises TermReasonMissing: if no reason is given.
    """
    _require_reason(reason, "stoppen")
    return _over(run, RunStatus.STOPPED, on, reason.strip())


def recalculate(*, run: TermRun, calendar: Calendar, rule: TermRule | None = None) -> TermRun:
    """Reckon again from the legal start: after an act, or with another rule or calendar.

    :raises TermNotRunning: if the term is over: what has ended does not change.
    :raises CalendarUnknown: if the end cannot be reckoned.
    """
    _require_not_over(run)
    rule = rule or run.rule
    reckoning = reckon(
        rule=rule,
        start=run.started_on,
        calendar=calendar,
        extension=run.extension.duration if run.extension else None,
        suspensions=run.suspensions,
    )
    return replace(run, rule=rule, reckoning=reckoning)


def _over(run: TermRun, status: RunStatus, on: date, reason: str) -> TermRun:
    _require_not_over(run)
    _require_not_before(on, _last_act(run))
    return replace(run, status=status, ended_on=on, ended_because=reason)


def _last_act(run: TermRun) -> date:
    """Give the day of the last act, before which nothing more can happen.

    A term counted back starts from its target, which lies ahead: any day will do.
    """
    first = date.min if run.rule.kind is Kind.COUNT_BACK else run.started_on
    acts = [first, *(s.until or s.start for s in run.suspensions)]
    if run.extension:
        acts.append(run.extension.decided_on)
    return max(acts)


def _require_running(run: TermRun) -> None:
    _require_not_over(run)
    if run.status is RunStatus.SUSPENDED:
        raise problems.TermNotRunning(f"“{run.rule.name}” is opgeschort.")


def _require_not_over(run: TermRun) -> None:
    if run.status not in {RunStatus.RUNNING, RunStatus.SUSPENDED}:
        raise problems.TermNotRunning(f"“{run.rule.name}” loopt niet meer.")


def _require_reason(reason: str, act: str) -> None:
    if not reason.strip():
        raise problems.TermReasonMissing(f"Geef een reden voor {act}.")


def _require_not_before(on: date, earliest: date) -> None:
    if on < earliest:
        raise problems.TermDateImpossible(
            f"{capitalised(text=date_words(day=on))} ligt vóór {date_words(day=earliest)}."
        )


def _require_not_after_end(run: TermRun, on: date, verb: str) -> None:
    if on > run.end:
        raise problems.TermDateImpossible(
            f"“{run.rule.name}” liep tot en met {date_words(day=run.end)} en is op "
            f"{date_words(day=on)} niet meer te {verb}."
        )
