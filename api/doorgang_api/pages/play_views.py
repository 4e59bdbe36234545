"""How a play of a draft stands, in words: what is open, what runs, what was decided and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from doorgang_api.languages import gettext as _
from doorgang_engine import events as ev
from doorgang_engine.bpmn.checks.tables import kinds_with_tables
from doorgang_engine.drafts.play_steps import called_at, doer
from doorgang_engine.editing.step_list import step_list
from doorgang_engine.history.painting import paint
from doorgang_engine.history.replay import steps_of
from doorgang_engine.model import RecordedEvent
from doorgang_engine.routes.bundle import kinds_of

from .names import MACHINES, People, RouteNames
from .painted_drawing import drawings_of, drawn
from .sentences import sentence
from .terms import TermView, run_view
from .timeline import timeline
from .words import Deadline, deadline, moment_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from doorgang_engine.bpmn.journal import Waiting
    from doorgang_engine.bpmn.process import ProcessModel
    from doorgang_engine.drafts.performing import Performance
    from doorgang_engine.editing.step_list import StepList
    from doorgang_engine.ports import Forms

    from .timeline import Entry, Happened

_CHOICES = frozenset({"exclusiveGateway", "inclusiveGateway", "complexGateway"})
_DRAWN_LISTS = 32


@dataclass(frozen=True, kw_only=True)
class OpenView:
    """Something that can be done now: a task, a message, a signal or the end of another route."""

    id: str
    name: str
    role: str
    by: str  # who does it, when that is another than did it before
    due: Deadline
    term: TermView | None
    has_form: bool
    has_example: bool
    where: str  # the route that it lies in; "" for the route itself


@dataclass(frozen=True, kw_only=True)
class TimerView:
    """A moment that is waited for."""

    name: str
    words: str
    iso: str


@dataclass(frozen=True, kw_only=True)
class DecisionView:
    """A choice that the route made, and which condition decided."""

    moment: str
    question: str
    answer: str
    why: str


class Players(People):
    """The invented people of a play: one per role, another where the route asks for that."""

    def __init__(self, roles: Mapping[str, Mapping[str, str]]) -> None:
        self._roles = roles

    def person(self, account_id: str) -> str:
        """Return who did something."""
        if account_id in MACHINES:
            return MACHINES[account_id]
        if account_id in ("regio", "deelroute", ""):
            return _("Doorgang (proefspel)")
        if account_id in self._roles:
            return _("proefpersoon: %(rol)s", rol=self._role(account_id))
        role = account_id.partition(",")[0].rstrip("0123456789").rstrip("_")
        return _("andere proefpersoon: %(rol)s", rol=self._role(role))

    def meet(self, account_ids: Iterable[str]) -> None:
        """Look nobody up: they are invented."""

    def organisation(self, organisation_id: str) -> str:
        """Return an organisation as it was filled in."""
        return organisation_id

    def _role(self, role: str) -> str:
        return str(self._roles.get(role, {}).get("naam", role))


class PlayView:
    """A play as the page shows it."""

    def __init__(self, played: Performance, *, forms: Forms) -> None:
        self._played, self._forms = played, forms
        self._content, self._program = played.content, played.runnable.program
        self.people = Players(played.content["roles"])
        self.names = RouteNames(played.content, played.runnable).among(self.people)
        self._runs = {run.id: run for run in played.running.clock.runs} if played.running else {}
        self._history = list(_history(played))
        self._steps = steps_of(self._history)

    @property
    def is_over(self) -> bool:
        """Whether the case has ended."""
        return self._played.running is not None and self._played.running.is_over

    @property
    def entries(self) -> list[Entry]:
        """What happened, the newest first."""
        return timeline(self._history, names=self.names, people=self.people, newest_first=True)

    @property
    def tasks(self) -> list[OpenView]:
        """The tasks that are open."""
        return [self.open_view(one) for one in self._open("task") if not called_at(one)]

    @property
    def stood_in(self) -> list[OpenView]:
        """The routes that are not played, and wait to be ended."""
        return [self.open_view(one) for one in self._open("task") if called_at(one)]

    @property
    def messages(self) -> list[OpenView]:
        """The messages that can be received."""
        return [self.open_view(one) for one in self._open("message")]

    @property
    def signals(self) -> list[OpenView]:
        """The signals that can be given."""
        return [self.open_view(one) for one in self._open("signal")]

    @property
    def timers(self) -> list[TimerView]:
        """The moments that are waited for, the first first."""
        found = sorted((one for one in self._open("timer") if one.due_at), key=lambda w: w.due_at)
        return [
            TimerView(
                name=self._name(one),
                words=moment_words(datetime.fromisoformat(one.due_at)),
                iso=one.due_at,
            )
            for one in found
        ]

    @property
    def terms(self) -> list[TermView]:
        """The terms, those that still matter first."""
        views = [run_view(run) for run in self._runs.values()]
        return sorted(views, key=lambda one: (not one.is_open, one.end_iso))

    @property
    def decisions(self) -> list[DecisionView]:
        """The choices that were made, the newest first."""
        return list(self._decisions())[::-1]

    @property
    def drawings(self) -> list[tuple[str, str]]:
        """The drawings there are, by scope."""
        return drawings_of(self._steps, self._program.model_of)

    def drawing(self, scope: str) -> str:
        """Return a drawing with tokens, flows taken and cancelled work painted on it."""
        if not self._steps:
            return ""
        model = self._program.model_of(scope)
        now = replace(self._steps[-1], at=self._played.now)
        there = paint(now, scope=scope, model=model)
        return drawn(self._content["processes"][model.key], model.name, there)

    def open_view(self, one: Waiting) -> OpenView:
        """Return something open in words."""
        run = self._runs.get(one.term_run)
        by = doer(self._played, one) if one.waits_for == "task" and not called_at(one) else ""
        form = self._content["forms"].get(one.form, {})
        model = self._program.model_of(one.scope)
        return OpenView(
            id=one.id,
            name=self._name(one),
            role=self.names.role(one.role) if one.role else "",
            by=self.people.person(by) if by not in ("", one.role) else "",
            due=deadline(
                due_at=datetime.fromisoformat(one.due_at) if one.due_at else None,
                now=self._played.now,
                calendar=self._played.runnable.rulebook.calendar,
            ),
            term=run_view(run) if run else None,
            has_form=bool(form),
            has_example=not form or bool(form.get("example")),
            where="" if model.key == self._program.key or called_at(one) else model.name,
        )

    def _name(self, one: Waiting) -> str:
        if step := called_at(one):
            above = one.scope.rpartition("/")[0]
            return self.names.step(step, above).strip("‘’")
        return self.names.step(one.element, one.scope).strip("‘’")

    def _open(self, kind: str) -> list[Waiting]:
        return [one for one in self._played.waiting if one.waits_for == kind]

    def _decisions(self) -> Iterator[DecisionView]:
        for carried in self._played.carried:
            for event in carried.events:
                if isinstance(event, ev.FlowTaken):
                    yield from self._choice(event, moment_words(carried.at))
                elif isinstance(event, ev.TableApplied):
                    told = sentence(event, self.names)
                    name = self.names.step(event.element, event.scope).strip("‘’")
                    yield DecisionView(
                        moment=moment_words(carried.at), question=name, answer="", why=told
                    )

    def _choice(self, event: ev.FlowTaken, moment: str) -> Iterator[DecisionView]:
        model = self._program.model_of(event.scope)
        flow = model.flows[event.flow]
        source = model.elements[flow.source]
        step = self._listed(model).step(flow.source)
        if source.kind not in _CHOICES or step is None or len(step.ways) < 2:  # noqa: PLR2004
            return
        way = next(one for one in step.ways if one.flow == event.flow)
        why = _("want %(voorwaarde)s", voorwaarde=way.words) if way.words else ""
        yield DecisionView(
            moment=moment,
            question=source.name or source.id,
            answer=way.name or way.target_name,
            why=_("want geen van de andere antwoorden paste") if way.is_default else why,
        )

    def _listed(self, model: ProcessModel) -> StepList:
        exports = {
            key: self._forms.export_kinds(self._content["forms"][key])
            for key in sorted(model.form_keys())
            if key in self._content["forms"]
        }
        kinds = kinds_with_tables(
            model.table_keys(), kinds_of(model, exports), self._program.tables
        )
        return _listed(self._content["processes"][model.key], tuple(sorted(kinds.items())))


@lru_cache(maxsize=_DRAWN_LISTS)
def _listed(text: str, kinds: tuple[tuple[str, str], ...]) -> StepList:
    return step_list(text, kinds=dict(kinds))


def _history(played: Performance) -> Iterator[Happened]:
    """Yield what happened as a history that was never recorded: one act per act of a person.

    What a timer did at a moment of its own is an act by itself.
    """
    number = 0
    groups = groupby(played.carried, key=lambda one: (one.step, one.at, one.actor))
    for act, (_key, group) in enumerate(groups, start=1):
        for carried in group:
            for event in carried.events:
                number += 1
                yield _recorded(number, act, carried.at, carried.actor, event), event


def _recorded(number: int, act: int, at: datetime, actor: str, event: ev.Event) -> RecordedEvent:
    nothing: dict[str, Any] = {"region": "", "case_id": "", "previous": "", "hash": ""}
    return RecordedEvent(
        number=number,
        act=act,
        kind=event.kind,
        at=at,
        actor=actor,
        fields="",
        sealed=b"",
        **nothing,
    )
