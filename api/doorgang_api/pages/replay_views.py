"""The steps of a replay in words: what, by whom, under which version, with what data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from doorgang_api.languages import gettext as _
from doorgang_api.languages import ngettext
from doorgang_engine import events as ev
from doorgang_engine.terms.moments import local_day

from .sentences import sentence
from .timeline import timeline
from .words import TERM_STATUS, iso_day_words, moment_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doorgang_engine.history.replay import Change, Step, TermState

    from .names import People, RouteNames
    from .reading import CaseReading, FilledIn
    from .timeline import Entry

IDLE = timedelta(days=7)  # longer than this without any act is told as an idle period
_TERM_EVENTS = (
    ev.TermStarted,
    ev.TermSuspended,
    ev.TermResumed,
    ev.TermExtended,
    ev.TermEnded,
    ev.TermRecalculated,
)


@dataclass(frozen=True, kw_only=True)
class FormView:
    """A form that was sent in a step."""

    title: str
    organisation: str
    hash: str
    filled_in: FilledIn | None  # None for who may not read it


@dataclass(frozen=True, kw_only=True)
class ChangeView:
    """A variable that got a value."""

    name: str
    value: str
    was: str  # "" when it is new


@dataclass(frozen=True, kw_only=True)
class TermThen:
    """A term as it stood at a step, and how it was reckoned up to then."""

    name: str
    status: str
    end: str
    is_open: bool
    story: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DeadlineThen:
    """A moment that was waited for at a step."""

    step: str
    day: str
    iso: str
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class StepView:
    """One step, ready to be shown."""

    number: int
    act: int
    entry: Entry
    version: str
    waits: tuple[str, ...]  # at which steps the case stood afterwards
    forms: tuple[FormView, ...]
    changes: tuple[ChangeView, ...]
    hidden: tuple[str, ...]
    terms: tuple[TermThen, ...]
    deadlines: tuple[DeadlineThen, ...]
    rounds: tuple[str, ...]
    idle: str  # how long nothing had happened before; "" for short
    first_event: int
    events: int


def step_views(
    reading: CaseReading, steps: Sequence[Step], *, people: People, versions: Mapping[str, str]
) -> list[StepView]:
    """Return all steps; ``versions`` says in words what each bundle is."""
    entries = timeline(reading.history, names=reading.names, people=people, newest_first=False)
    teller = _Teller(reading, people, versions)
    befores: list[Step | None] = [None, *steps[:-1]]
    return [
        teller.view(step, before, entry)
        for step, before, entry in zip(steps, befores, entries, strict=True)
    ]


def idle_periods(steps: Sequence[Step]) -> list[tuple[int, datetime, datetime]]:
    """Return where nothing happened for long: the step after which, from when and until when."""
    return [
        (one.number, one.at, after.at)
        for one, after in pairwise(steps)
        if after.at - one.at > IDLE
    ]


class _Teller:
    """Tells steps one by one; terms gather their story on the way."""

    def __init__(self, reading: CaseReading, people: People, versions: Mapping[str, str]) -> None:
        self._names: RouteNames = reading.names.among(people)
        self._people, self._versions = people, versions
        self._filled_in = {one.submission.id: one for one in reading.filled_in}
        self._submissions = {one.id: one for one in reading.dossier.submissions}
        self._stories: dict[str, list[str]] = {}

    def view(self, step: Step, before: Step | None, entry: Entry) -> StepView:
        """Return one step in words; ask for them in order."""
        for event in step.events:
            if isinstance(event, _TERM_EVENTS):
                self._stories.setdefault(event.run_id, []).append(self._told(event))
        return StepView(
            number=step.number,
            act=step.act,
            entry=entry,
            version=self._versions.get(step.bundle, step.bundle[:12]),
            waits=tuple(dict.fromkeys(self._step(*place[::-1]) for place in self._work(step))),
            forms=tuple(self._form(*one) for one in self._sent(step)),
            changes=tuple(_change(one) for one in step.changes),
            hidden=step.hidden,
            terms=tuple(self._term(one) for one in step.terms.values()),
            deadlines=tuple(self._deadlines(step)),
            rounds=tuple(self._rounds(step)),
            idle=_idle(step, before),
            first_event=step.first_event,
            events=len(step.events),
        )

    def _told(self, event: Any) -> str:
        """Return one sentence of the story of a term, with the reasoning when it may be seen."""
        reason = getattr(event, "reason", "")
        calendar = getattr(event, "calendar", "")
        text = sentence(event, self._names)
        if reason:
            text = f"{text} {reason}"
        return f"{text} {_('Kalender: %(kalender)s.', kalender=calendar)}" if calendar else text

    def _work(self, step: Step) -> list[tuple[str, str]]:
        found = [place for key, place in step.active.items() if not key.startswith("part:")]
        return [place for place in found if not self._is_beside(*place)]

    def _is_beside(self, scope: str, element: str) -> bool:
        known = self._names.element(element, scope)
        return known is not None and known.kind in ("boundaryEvent", "startEvent")

    def _step(self, element: str, scope: str) -> str:
        return self._names.step(element, scope)

    def _sent(self, step: Step) -> list[tuple[str, str]]:
        """Return the submissions of a step: of its tasks and messages, or of its start form."""
        if step.forms or step.number != 1:
            return list(step.forms)
        first = [one for one in self._submissions.values() if one.at == step.at]
        return [(one.id, one.form_hash) for one in first]

    def _form(self, submission_id: str, form_hash: str) -> FormView:
        known = self._submissions.get(submission_id)
        return FormView(
            title=self._names.form(known.form) if known else _("formulier"),
            organisation=self._people.organisation(known.organisation) if known else "",
            hash=form_hash or (known.form_hash if known else ""),
            filled_in=self._filled_in.get(submission_id),
        )

    def _term(self, one: TermState) -> TermThen:
        return TermThen(
            name=self._names.term(one.term),
            status=TERM_STATUS[one.status],
            end=iso_day_words(one.end),
            is_open=one.status in ("running", "suspended"),
            story=tuple(self._stories.get(one.run_id, ())),
        )

    def _deadlines(self, step: Step) -> list[DeadlineThen]:
        found = sorted((due, place) for place, due in step.deadlines.values())
        return [
            DeadlineThen(
                step=self._step(element, scope),
                day=iso_day_words(due),
                iso=due,
                is_late=datetime.fromisoformat(due) < step.at,
            )
            for due, (scope, element) in found
        ]

    def _rounds(self, step: Step) -> list[str]:
        again = sorted(
            (place, times)
            for place, times in step.rounds.items()
            if times > 1 and place in step.fresh
        )
        return [
            _("%(stap)s voor de %(keer)se keer", stap=self._step(element, scope), keer=times)
            for (scope, element), times in again
        ]


def _change(one: Change) -> ChangeView:
    return ChangeView(
        name=one.name, value=_value(one.value), was="" if one.was is None else _value(one.was)
    )


def _value(value: Any) -> str:
    """Return a variable as people read it."""
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, list | tuple):
        return ", ".join(_value(one) for one in value) or "–"
    return "–" if value in (None, "") else str(value)


def _idle(step: Step, before: Step | None) -> str:
    if before is None or step.at - before.at <= IDLE:
        return ""
    days = (local_day(moment=step.at) - local_day(moment=before.at)).days
    return ngettext("%(num)s dag niets gebeurd", "%(num)s dagen niets gebeurd", days)


def period_words(start: datetime, end: datetime) -> str:
    """Return a period in words."""
    return _("van %(begin)s tot %(einde)s", begin=moment_words(start), einde=moment_words(end))
