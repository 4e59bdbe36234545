"""Tell what a history says: one entry per act, in words of the route, without internal ids."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Any

from doorgang_engine import events as ev
from doorgang_engine.model import CLOCK
from doorgang_engine.terms.moments import local_day
from doorgang_engine.terms.wording import listed

from .dates import short_date
from .entries import Entry, Tally, Words

if TYPE_CHECKING:
    from collections.abc import Iterable


class Teller:
    """Takes the events of a case in order; gives an entry per act that did something to tell."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._tasks: dict[str, ev.TaskOpened] = {}
        self._due: dict[str, str] = {}  # run id -> last day, as it stands
        self._terms: dict[str, ev.TermStarted] = {}
        self._of_tasks: set[str] = set()  # runs that are the deadline of a task
        self._over_at_once: set[str] = set()  # runs that this act ends
        self._filled: set[str] = set()  # forms that were filled in so far
        self._entry = Entry(at=datetime.min)  # noqa: DTZ901 - replaced by the first act
        self.tally = Tally()
        self.outcome = ""

    def tell_act(self, *, at: datetime, actor: str, events: Iterable[ev.Event]) -> Entry | None:
        """Return what an act did; None when there is nothing to tell."""
        events = list(events)
        opened = [e for e in events if isinstance(e, ev.TaskOpened)]
        self._of_tasks |= {e.term_run for e in opened if e.term_run}
        self._over_at_once = {e.run_id for e in events if isinstance(e, ev.TermEnded)}
        who = "klok" if actor == CLOCK.id else self._words.people.get(actor, actor)
        self._entry = Entry(at=at, who=who)
        for event in events:
            self._tell(event)
        return self._entry if self._entry.title or self._entry.notes else None

    # -- building the entry
    def _head(self, title: str, event: ev.AtElement, role: str = "") -> None:
        """Give the entry its title; what comes after the first becomes a note."""
        if self._entry.title:
            self._note(title)
            return
        self._entry = replace(
            self._entry,
            title=title,
            depth=self._words.depth(event.scope),
            role=self._words.roles.get(role, ""),
        )

    def _note(self, text: str) -> None:
        self._entry = replace(self._entry, notes=(*self._entry.notes, text))

    # -- the events
    @singledispatchmethod
    def _tell(self, event: ev.Event) -> None:
        """Say nothing: gateways, flows, variables and what the engine waits for."""

    @_tell.register
    def _(self, event: ev.CaseStarted) -> None:
        start = self._words.program.models[event.route].elements[event.start_event]
        self._filled.add(start.get("formulier"))
        self._entry = replace(
            self._entry,
            title=f"Begin: {start.name}",
            role=self._words.roles.get(start.role, ""),
        )

    @_tell.register
    def _(self, event: ev.TaskOpened) -> None:
        self._tasks[event.task_id] = event

    @_tell.register
    def _(self, event: ev.TaskCompleted) -> None:
        opened = self._tasks.pop(event.task_id)
        self.tally.tasks += 1
        self._filled.add(opened.form)
        self._head(self._words.element(event).name, event, opened.role)
        if deadline := self._deadline(opened):
            self._note(deadline)

    @_tell.register
    def _(self, event: ev.TaskCancelled) -> None:
        self._tasks.pop(event.task_id, None)
        self._note(f"vervalt: {self._words.element(event).name}")

    @_tell.register
    def _(self, event: ev.MessageReceived) -> None:
        element = self._words.element(event)
        self._filled.add(element.get("formulier"))
        self._head(f"Bericht: {element.name}", event, element.role)

    @_tell.register
    def _(self, event: ev.TimerFired) -> None:
        self.tally.timers += 1
        self._head(self._words.element(event).name, event)

    @_tell.register
    def _(self, event: ev.ElementStarted) -> None:
        if event.called:
            self._note(f"deelroute begint: {self._words.element(event).name}")

    @_tell.register
    def _(self, event: ev.TermStarted) -> None:
        self._terms[event.run_id] = event
        self._due[event.run_id] = event.end
        self.tally.terms += 1
        if event.run_id not in self._of_tasks | self._over_at_once:
            self._note(f"termijn loopt: {self._term(event.run_id)}")

    @_tell.register
    def _(self, event: ev.TermSuspended) -> None:
        self._note(f"termijn staat stil: {self._name(event.run_id)}. {event.reason}")

    @_tell.register
    def _(self, event: ev.TermResumed) -> None:
        was, self._due[event.run_id] = self._due[event.run_id], event.end
        self._note(f"termijn loopt weer: {self._term(event.run_id)}; was {_day(was)}")

    @_tell.register
    def _(self, event: ev.TermExtended) -> None:
        self._due[event.run_id] = event.end
        self._note(f"termijn verlengd: {self._term(event.run_id)}. {event.reason}")

    @_tell.register
    def _(self, event: ev.TermEnded) -> None:
        self.tally.outcomes[event.outcome] += 1
        if event.outcome == "lapsed":
            self._note(f"termijn verstreken: {self._term(event.run_id)}")
        elif event.outcome == "met" and event.run_id not in self._of_tasks:
            self._note(f"termijn gehaald: {self._term(event.run_id)}")

    @_tell.register
    def _(self, event: ev.NoticeGiven) -> None:
        self._note(f"bericht aan {self._words.roles_of(event.to_roles)}: {event.text}")

    @_tell.register
    def _(self, event: ev.DecisionAnnounced) -> None:
        to = self._words.roles_of(event.to_roles)
        self._note(f"bekendgemaakt aan {to}: {event.document.replace('_', ' ')}")

    @_tell.register
    def _(self, event: ev.DataDisclosed) -> None:
        to = self._words.roles_of(event.to_roles)
        ground = f"; grond: {event.ground}" if event.ground else ""
        self._note(f"gedeeld met {to}: {self._filled_forms(event.forms)}{ground}")

    @_tell.register
    def _(self, event: ev.DisclosureEnded) -> None:
        to = self._words.roles_of(event.to_roles)
        self._note(f"niet langer gedeeld met {to}: {self._filled_forms(event.forms)}")

    @_tell.register
    def _(self, event: ev.TableApplied) -> None:
        rules = f": regel {listed(items=event.rules.split())}" if event.rules else ""
        self._note(f"beslistabel {event.table}{rules}")

    @_tell.register
    def _(self, event: ev.NormBroken) -> None:
        to = self._words.roles_of(event.to_roles)
        self._note(f"signaal aan {to}: {self._words.element(event).name}")

    @_tell.register
    def _(self, event: ev.ResourceReserved) -> None:
        self._note(f"gereserveerd: {event.resource}")

    @_tell.register
    def _(self, event: ev.ResourceReleased) -> None:
        self._note(f"niet meer nodig: {event.resource}")

    @_tell.register
    def _(self, event: ev.CaseRequested) -> None:
        self._note(f"nieuw traject: {self._words.routes.get(event.route, event.route)}")

    @_tell.register
    def _(self, event: ev.CaseCompleted) -> None:
        end = self._words.program.models[self._words.program.key].elements.get(event.end_event)
        self.outcome = end.name if end is not None else event.outcome.replace("_", " ")
        self._note(f"einde: {self.outcome}")

    @_tell.register
    def _(self, event: ev.IncidentRaised) -> None:  # noqa: ARG002 - dispatch needs it
        self._entry = replace(self._entry, title="Storing: het traject staat stil")

    @_tell.register
    def _(self, event: ev.IncidentResolved) -> None:  # noqa: ARG002 - dispatch needs it
        self._note("storing verholpen")

    @_tell.register
    def _(self, event: ev.CaseWithdrawn) -> None:  # noqa: ARG002 - dispatch needs it
        self._entry = replace(self._entry, title="Traject gestopt")
        self.outcome = "gestopt buiten de route"

    # -- words
    def _filled_forms(self, keys: Iterable[str]) -> str:
        """Return what there was to share: a route names every form that there may be."""
        titles = [self._words.forms.get(key, key) for key in keys if key in self._filled]
        return listed(items=titles) or "nog niets"

    def _name(self, run_id: str) -> str:
        return str(self._terms[run_id].rule["naam"])

    def _term(self, run_id: str) -> str:
        ground = self._terms[run_id].ground
        words = f"{self._name(run_id)}, tot en met {_day(self._due[run_id])}"
        return f"{words} ({ground})" if ground else words

    def _deadline(self, task: ev.TaskOpened) -> str:
        run: Any = self._terms.get(task.term_run)
        if not task.due_at and run is None:
            return ""
        known = self._due[run.run_id] if run else ""  # empty too once it was destroyed
        due = date.fromisoformat(known) if known else _local(task.due_at)
        late = (local_day(moment=self._entry.at) - due).days
        name = self._name(run.run_id) if run else ""
        why = ", ".join(word for word in (name, run.ground if run else "") if word)
        met = "op tijd" if late <= 0 else f"{late} {'dag' if late == 1 else 'dagen'} te laat"
        return f"uiterlijk {short_date(due)}{f' ({why})' if why else ''}: {met}"


def _day(text: str) -> str:
    return short_date(date.fromisoformat(text)) if text else "een vernietigde dag"


def _local(moment: str) -> date:
    return local_day(moment=datetime.fromisoformat(moment))
