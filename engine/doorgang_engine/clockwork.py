"""The moment, the calendar and the terms of one case, as its route asks for them.

This is where BPMN timers meet the law: a timer names a term, the term is reckoned by its rule on
the region's calendar, and when it is suspended or extended the timers that wait for it move.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from . import events as ev
from .bpmn.journal import NAMESPACE, Binding
from .errors import ConditionFailed, TermNotFound, TermRefused
from .terms import moments, runs
from .terms.durations import parse_duration, plus, shift_date
from .terms.last_days import last_day_by
from .terms.run_records import run_from_dict, run_to_dict
from .terms.runs import RunStatus, TermRun
from .terms.tallies import find_day_reached

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .bpmn.process import Element
    from .terms.calendars import Calendar
    from .terms.rules import TermRule

OPEN = (RunStatus.RUNNING, RunStatus.SUSPENDED)


@dataclass(frozen=True)
class Rulebook:
    """What a bundle says about time and region."""

    rules: Mapping[str, TermRule]
    calendar: Calendar
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def last_day(self, term: str, start: date) -> date | None:
        """Return the last day of a term from its first; None when that cannot be said."""
        return last_day_by(rules=self.rules, calendar=self.calendar)(term, start)


def iso(moment: datetime) -> str:
    """Return a moment as ISO text in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


class CaseClock:
    """The clockwork of one case at one moment. ``now`` is aware."""

    def __init__(
        self, rulebook: Rulebook, case_id: str, now: datetime, saved: list[dict[str, Any]]
    ) -> None:
        self._rulebook, self._case_id, self.now = rulebook, case_id, now
        self._runs: dict[str, TermRun] = {}
        for record in saved:
            run = run_from_dict(record=record)
            self._runs[run.id] = run
        self._binding: Binding | None = None
        self._emit: Callable[[ev.Event], None] = lambda _: None
        self._role_of: Callable[[str], str] = str
        #: whether there is a contact, by role: as it was answered in this act
        self.contacts: dict[str, bool] = {}
        #: asks the register; None where an act is carried out again, and all is answered
        self.ask: Callable[[str], bool] | None = None
        self.changed: set[str] = set()
        self.known = frozenset(self._runs)  # the runs that were there before

    def attach(self, emit: Callable[[ev.Event], None]) -> None:
        """Say where the events go."""
        self._emit = emit

    def dump(self) -> list[dict[str, Any]]:
        """Return the terms of the case, ready for JSON."""
        return [run_to_dict(run=run) for run in self._runs.values()]

    @property
    def runs(self) -> list[TermRun]:
        """The terms of the case, in the order in which they started."""
        return list(self._runs.values())

    # -- what expressions ask
    def _day(self) -> date:
        return moments.local_day(moment=self.now)

    def today(self) -> str:
        """Return today in Amsterdam."""
        return self._day().isoformat()

    def play(self, role_of: Callable[[str], str]) -> None:
        """Say who plays the roles of the route where an expression stands."""
        self._role_of = role_of

    def has_contact(self, role: str) -> bool:
        """Return whether an organisation has a contact in a role today.

        What the register answered goes with the act, so that doing it again gives the same.

        :raises ConditionFailed: if the register was not asked when the act was done first.
        """
        played = self._role_of(role)
        if played not in self.contacts:
            if self.ask is None:
                raise ConditionFailed(f"Of er een contactpersoon is ('{played}'), is niet bekend.")
            self.contacts[played] = self.ask(played)
        return self.contacts[played]

    def parameter(self, name: str) -> Any:
        """Return the region's value of a parameter.

        :raises TermRefused: if there is no such parameter.
        """
        if name not in self._rulebook.parameters:
            raise TermRefused(f"De parameter '{name}' bestaat niet in de regio-instellingen.")
        return self._rulebook.parameters[name]

    def date_plus(self, day: str, duration: str) -> str:
        """Return the day that lies a duration later; month ends are clipped."""
        shifted = shift_date(day=_date(day), duration=parse_duration(text=duration))
        return shifted.isoformat()

    def date_minus(self, day: str, duration: str) -> str:
        """Return the day that lies a duration earlier."""
        shifted = shift_date(day=_date(day), duration=-parse_duration(text=duration))
        return shifted.isoformat()

    def days_between(self, first: str, last: str) -> int:
        """Return the whole days from one day to another."""
        return (_date(last) - _date(first)).days

    def age(self, birth_date: str) -> int:
        """Return the whole years of someone today."""
        born, today = _date(birth_date), self._day()
        had_birthday = (today.month, today.day) >= (born.month, born.day)
        return today.year - born.year - (0 if had_birthday else 1)

    def term_end(self, term: str) -> str:
        """Return the last day of the newest run of a term; ``""`` when it never ran."""
        newest = [run for run in self._runs.values() if run.rule.id == term]
        return newest[-1].end.isoformat() if newest else ""

    def reached_on(self, term: str, days: Sequence[str], count: int) -> str:
        """Return the day that had ``count`` of the days within the length of a term, or ``""``.

        :raises TermNotFound: if there is no such term.
        :raises TermRefused: if it counts to nothing.
        """
        rule = self._rulebook.rules.get(term)
        if rule is None:
            raise TermNotFound(f"De termijn '{term}' staat niet in config/terms.")
        if count < 1:
            raise TermRefused("Tellen begint bij één.")
        found = find_day_reached(
            days=[_date(str(day)) for day in days],
            count=count,
            rule=rule,
            calendar=self._rulebook.calendar,
        )
        return found.isoformat() if found else ""

    # -- what timers ask
    def term(self, term: str, start: str | None) -> str:
        """Return the moment at which a term has passed; a term that does not run starts."""
        run, started = self._bound(term, start)
        self._binding = Binding(run.id, "", started)
        return self.due_of(run.id, "")

    def reminder(self, term: str, lead: str) -> str:
        """Return 08:00 on the last working day that lies a lead before the end of a term."""
        run, started = self._bound(term, None)
        self._binding = Binding(run.id, lead, started)
        return self.due_of(run.id, lead)

    def morning_of(self, day: str) -> str:
        """Return 08:00 on a day."""
        return iso(moments.morning_of(day=_date(day)))

    def end_of(self, day: str) -> str:
        """Return the end of a day."""
        return iso(moments.end_of_day(day=_date(day)))

    def take_binding(self) -> Binding | None:
        """Return the run that the last evaluation was bound to, once."""
        binding, self._binding = self._binding, None
        return binding

    def due_of(self, run_id: str, lead: str) -> str:
        """Return the moment of a deadline or reminder now; ``""`` while the term does not run."""
        run = self._runs[run_id]
        if run.status is not RunStatus.RUNNING:
            return ""
        if not lead:
            return iso(moments.end_of_day(day=run.end))
        reminder = moments.reminder_moment(
            end=run.end, lead=parse_duration(text=lead), calendar=self._rulebook.calendar
        )
        return iso(reminder)

    def after(self, duration: str) -> str:
        """Return the moment that lies a duration from now, on the Amsterdam calendar."""
        return iso(plus(moment=self.now, duration=parse_duration(text=_unquoted(duration))))

    def cycle(self, text: str) -> tuple[int, str]:
        """Return how many rounds a cycle has (-1: no end) and its first moment."""
        count, duration = _cycle(text)
        return count, self.after(duration)

    def next_cycle(self, text: str, previous: str) -> str:
        """Return the next moment of a cycle; rounds that were missed are caught up with once."""
        step = parse_duration(text=_cycle(text)[1])
        following = plus(moment=datetime.fromisoformat(previous), duration=step)
        while following <= self.now:
            following = plus(moment=following, duration=step)
        return iso(following)

    # -- what service tasks and people do
    def act_on_term(self, action: str, element: Element, start: str | None) -> set[str]:
        """Carry out a term action of a service task; return the ids of the runs it changed."""
        term = element.get("termijn")
        if action == "termijn_starten":
            for run in self._open_runs(term):
                self._replace(runs.stop(run=run, on=self._day(), reason="opnieuw gestart"))
            return {self._start(term, start).id}
        newest = self._newest(term)
        if newest.status is RunStatus.LAPSED or newest.status not in OPEN:
            return set()  # what has passed cannot be changed; history says when it passed
        change = {
            "termijn_opschorten": "suspend",
            "termijn_hervatten": "resume",
            "termijn_verlengen": "extend",
            "termijn_afsluiten": "meet",
        }[action]
        self.change(newest.id, change, element.get("reden"), element.get("duur"))
        return {newest.id}

    def change(self, run_id: str, change: str, reason: str, duration: str = "") -> None:
        """Suspend, resume, extend, meet or stop a run.

        :raises TermNotFound: if the case has no such run.
        """
        run = self._runs.get(run_id)
        if run is None:
            raise TermNotFound("Deze termijn hoort niet bij dit traject.")
        day, calendar = self._day(), self._rulebook.calendar
        if change == "suspend":
            self._replace(runs.suspend(run=run, on=day, reason=reason))
        elif change == "resume":
            self._replace(runs.resume(run=run, on=day, calendar=calendar))
        elif change == "extend":
            by = parse_duration(text=duration)
            extended = runs.extend(run=run, by=by, on=day, reason=reason, calendar=calendar)
            self._replace(extended, reason=reason)
        elif change == "meet":
            self._replace(runs.finish(run=run, on=day))
        else:
            self._replace(runs.stop(run=run, on=day, reason=reason))

    def recalculate(self) -> list[str]:
        """Reckon what still runs by the rules and calendar of this bundle; return what changed.

        :raises TermNotFound: if this bundle does not know a term that runs.
        """
        changed = []
        for run in [one for one in self._runs.values() if one.status in OPEN]:
            rule = self._rulebook.rules.get(run.rule.id)
            if rule is None:
                raise TermNotFound(f"De termijn '{run.rule.id}' kent de nieuwe versie niet.")
            calendar = self._rulebook.calendar
            moved = runs.recalculate(run=run, calendar=calendar, rule=rule)
            if (moved.rule, moved.end) == (run.rule, run.end):
                continue
            self._runs[run.id] = moved
            self.changed.add(run.id)
            self._emit(_recalculated(moved))
            changed.append(run.id)
        return changed

    def end_run(self, run_id: str, outcome: str) -> None:
        """End a run because its task or timer ended: met, lapsed or stopped."""
        run = self._runs[run_id]
        if run.status not in OPEN:
            return
        if outcome == "lapsed":
            passed = max(self.now, moments.end_of_day(day=run.end))
            self._replace(runs.lapse(run=run, at=passed))
            return
        day = max(self._day(), run.started_on)  # a term may run from a day that is yet to come
        if outcome == "met":
            self._replace(runs.finish(run=run, on=day))
        else:
            self._replace(runs.stop(run=run, on=day, reason="niet meer nodig"))

    def end_all(self) -> None:
        """End what still runs when the case is over."""
        for run in list(self._runs.values()):
            self.end_run(run.id, "stopped")

    # -- inner workings
    def _bound(self, term: str, start: str | None) -> tuple[TermRun, bool]:
        open_runs = self._open_runs(term)
        if open_runs:
            return open_runs[-1], False
        return self._start(term, start), True

    def _open_runs(self, term: str) -> list[TermRun]:
        return [r for r in self._runs.values() if r.rule.id == term and r.status in OPEN]

    def _newest(self, term: str) -> TermRun:
        newest = [run for run in self._runs.values() if run.rule.id == term]
        if not newest:
            raise TermNotFound(f"De termijn '{term}' loopt niet in dit traject.")
        return newest[-1]

    def _start(self, term: str, start: str | None) -> TermRun:
        rule = self._rulebook.rules.get(term)
        if rule is None:
            raise TermNotFound(f"De termijn '{term}' staat niet in config/terms.")
        count = sum(1 for run in self._runs.values() if run.rule.id == term)
        run_id = str(uuid.uuid5(NAMESPACE, f"{self._case_id}|{term}|{count + 1}|term"))
        day = _date(start) if start else self._day()
        run = runs.start(id=run_id, rule=rule, on=day, calendar=self._rulebook.calendar)
        self._replace(run)
        return run

    def _replace(self, run: TermRun, reason: str = "") -> None:
        before = self._runs.get(run.id)
        self._runs[run.id] = run
        self.changed.add(run.id)
        self._emit(_event(before, run, reason))


def _recalculated(run: TermRun) -> ev.Event:
    return ev.TermRecalculated(
        run_id=run.id,
        term=run.rule.id,
        raw_end=run.reckoning.raw_end.isoformat(),
        end=run.end.isoformat(),
        reason=run.reckoning.reason,
        ground=run.rule.ground,
        rule=dict(run_to_dict(run=run)["rule"]),
        calendar=run.reckoning.calendar_version,
    )


def _event(before: TermRun | None, run: TermRun, reason: str) -> ev.Event:
    """Return what happened to a run."""
    place: dict[str, Any] = {"run_id": run.id, "term": run.rule.id}
    ends: dict[str, Any] = {
        "raw_end": run.reckoning.raw_end.isoformat(),
        "end": run.end.isoformat(),
        "reason": run.reckoning.reason,
    }
    if before is None:
        return ev.TermStarted(
            **place,
            **ends,
            started_on=run.started_on.isoformat(),
            ground=run.rule.ground,
            rule=dict(run_to_dict(run=run)["rule"]),
            calendar=run.reckoning.calendar_version,
        )
    if run.status is RunStatus.SUSPENDED:
        stopped = run.suspensions[-1]
        return ev.TermSuspended(
            **place, suspended_on=stopped.start.isoformat(), reason=stopped.reason
        )
    if before.status is RunStatus.SUSPENDED and run.status is RunStatus.RUNNING:
        resumed = run.suspensions[-1].until
        return ev.TermResumed(**place, **ends, resumed_on=resumed.isoformat() if resumed else "")
    if run.status is RunStatus.RUNNING:
        by = str(run.extension.duration) if run.extension else ""
        return ev.TermExtended(**place, **{**ends, "reason": reason or ends["reason"]}, by=by)
    ended = run.ended_on.isoformat() if run.ended_on else ""
    return ev.TermEnded(**place, outcome=run.status.value, ended_on=ended)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise TermRefused(
            "Een datum ontbreekt of bestaat niet; de termijn kan niet worden berekend."
        ) from None


def _unquoted(text: str) -> str:
    return text.strip().strip('"')


def _cycle(text: str) -> tuple[int, str]:
    count, _, duration = _unquoted(text).removeprefix("R").partition("/")
    return (int(count) if count else -1), duration
