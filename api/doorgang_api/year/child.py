"""One fictional child, whose case goes as a scenario of the route says."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_api.demo.people import actors, participants
from doorgang_api.demo.play import awaited_messages, complete_by_first, sign_by_first
from doorgang_api.forms_adapter import form_of
from doorgang_engine.cases import Beginning, start_case, start_event
from doorgang_engine.errors import EngineError, ScenarioInvalid
from doorgang_engine.messages import deliver_message
from doorgang_engine.model import TaskStatus
from doorgang_engine.naming import naming_fields
from doorgang_engine.participants import fill_participants
from doorgang_engine.routes.scenarios import lay_over, moment
from doorgang_engine.subject import Subject
from doorgang_engine.terms.durations import parse_duration, plus
from doorgang_engine.terms.moments import local_day
from doorgang_forms.uploads import without_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta

    from doorgang_engine.bpmn.process import Element
    from doorgang_engine.enact import Runnable
    from doorgang_engine.model import Actor, Bundle, Case, UserTask
    from doorgang_engine.ports import Parts, UnitOfWork
    from doorgang_engine.routes.scenarios import Scenario, Step

NAMESPACE = uuid.UUID("7d0c52a4-6a0e-5f4e-9d5c-0a0f0e0d0c0b")
PLAYED = frozenset({"voltooi", "klok", "bericht"})
LOOKED_AT = frozenset({"verwacht"})  # and every step that is refused: nothing happens


@dataclass(frozen=True, kw_only=True)
class Child:
    """A fictional child, and the story that it is in."""

    number: int
    given_name: str
    family_name: str
    scenario: Scenario
    later: timedelta  # than the scenario's hours: not everybody comes at nine

    @property
    def id(self) -> str:
        """The pseudonym of this child: the same in every year that is made from this seed."""
        return str(uuid.uuid5(NAMESPACE, f"{self.scenario.name}|{self.number}"))


def can_be_played(scenario: Scenario) -> bool:
    """Return whether a scenario goes by what people do, and not by what a test reaches into."""
    doing = [step for step in scenario.steps if step.kind not in LOOKED_AT and not _refused(step)]
    return (
        not scenario.parameters
        and not scenario.variables
        and all(step.kind in PLAYED for step in doing)
    )


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A route as a case of it begins: looked up once for all children."""

    bundle: Bundle
    runnable: Runnable
    participants: Mapping[str, str]


class Stage:
    """Where children are played: the parts, the region, and its routes."""

    def __init__(self, *, parts: Parts, region: str) -> None:
        self.parts, self.region = parts, region
        self._ready: dict[str, Ready] = {}

    def ready(self, route: str, *, now: datetime) -> Ready:
        """Return a route of the region; its organisations stay the same all year."""
        if route not in self._ready:
            with self.parts.new_uow() as uow:
                bundle = uow.bundles.active(region=self.region, route=route)
                runnable = self.parts.shelf.runnable(uow, bundle.hash)
                bound = fill_participants(
                    runnable=runnable,
                    bound=participants(),
                    organisations=uow.organisations.of_region(self.region),
                    on=local_day(moment=now),
                )
            self._ready[route] = Ready(bundle=bundle, runnable=runnable, participants=bound)
        return self._ready[route]


class ChildPlayer:
    """Plays what happens to one child."""

    def __init__(self, child: Child, *, stage: Stage) -> None:
        self.child, self._stage = child, stage
        self._parts, self._region = stage.parts, stage.region
        self.case: Case | None = None
        self._stretches = _stretches(child.scenario)

    def moments(self) -> list[datetime]:
        """Return when something happens to this child."""
        return [when + self.child.later for when, _ in self._stretches]

    def play(self, number: int, *, now: datetime) -> None:
        """Do everything of one stretch, at its moment.

        :raises ScenarioInvalid: if the case is not where the story says.
        """
        try:
            if number == 0:
                self._begin(now)
            for step in self._stretches[number][1]:
                self._do(step, now)
        except EngineError as error:
            fields = getattr(error, "fields", None) or ""
            story = self.child.scenario
            raise ScenarioInvalid(
                f"{story.route}, '{story.name}', {now:%Y-%m-%d}: {error} {fields}".rstrip()
            ) from error

    def ends_by(self, until: datetime) -> str:
        """Return the outcome that the story must have come to by then; "" when it tells none."""
        if self.moments()[-1] > until:
            return ""
        told = [
            s.value.get("einde", "") for s in self.child.scenario.steps if s.kind == "verwacht"
        ]
        return str(told[-1]) if told else ""

    # -- what people do
    def _begin(self, now: datetime) -> None:
        story = self.child.scenario
        ready = self._stage.ready(story.route, now=now)
        start = start_event(ready.runnable, story.start_event)
        self.case = start_case(
            beginning=Beginning(
                region=self._region,
                route=story.route,
                subject=self._subject(ready.bundle),
                start_event=start.id,
                submission=_filled(ready.bundle.content, start.get("formulier"), story.start_data),
                participants=ready.participants,
            ),
            actor=self._performers(start.role)[0],
            parts=self._parts,
            now=now,
        )

    def _subject(self, bundle: Bundle) -> Subject:
        child = self.child
        if bundle.content.get("subject", "leerling") != "leerling":
            return Subject(title=f"Oefening {child.number}", id=child.id)
        return Subject(given_name=child.given_name, family_name=child.family_name, id=child.id)

    def _do(self, step: Step, now: datetime) -> None:
        if step.kind == "voltooi":
            self._complete(step, now)
        elif step.kind == "bericht":
            self._deliver(step, now)

    def _complete(self, step: Step, now: datetime) -> None:
        with self._parts.new_uow() as uow:
            task = self._open_task(uow, str(step.value))
            content, runnable = self._bundle(uow)
        element = runnable.program.model_of(task.scope).elements[task.element]
        filled = self._naming(element, content, _filled(content, task.form, step.data))
        complete_by_first(
            task_id=task.id,
            submission=filled,
            people=self._performers(task.role),
            parts=self._parts,
            now=now,
        )
        with self._parts.new_uow() as uow:
            left = uow.tasks.get(task.id)
            waits = uow.signings.find(region=left.region, task_id=left.id) is not None
        if waits:
            sign_by_first(
                task_id=left.id, people=self._performers(left.role), parts=self._parts, now=now
            )

    def _deliver(self, step: Step, now: datetime) -> None:
        with self._parts.new_uow() as uow:
            content, runnable = self._bundle(uow)
        awaited = awaited_messages(case_id=self._case_id, parts=self._parts, now=now)
        fitting = (w for w in awaited if w.name == step.value and step.element in ("", w.element))
        waiting = next(fitting, None)
        if waiting is None:
            raise ScenarioInvalid(f"op het bericht '{step.value}' wacht het traject niet.")
        deliver_message(
            case_id=self._case_id,
            name=waiting.name,
            payload=self._naming(
                runnable.element(waiting), content, _filled(content, waiting.form, step.data)
            ),
            actor=self._performers(waiting.role)[0],
            parts=self._parts,
            element=waiting.element,
            now=now,
        )

    def _naming(self, element: Element, content: Mapping[str, Any], filled: Any) -> Any:
        """Return what was filled in, with an organisation of the region where the step names one.

        The examples of forms name schools that no region has.
        """
        kind, form = element.get("deelnemer"), content["forms"].get(element.get("formulier"), {})
        with self._parts.new_uow() as uow:
            there = [o for o in uow.organisations.of_region(self._region) if o.kind == kind]
        asked = [f for f in naming_fields(form, also_asked_at_times=True) if f in filled]
        return {**filled, **dict.fromkeys(asked, there[0].id)} if kind and there else filled

    # -- looking
    @property
    def _case_id(self) -> str:
        return self.case.id if self.case else ""

    def _open_task(self, uow: UnitOfWork, element: str) -> UserTask:
        for task in uow.tasks.of_case(self._case_id):
            if task.element == element and task.status is TaskStatus.OPEN:
                return task
        raise ScenarioInvalid(f"de taak '{element}' staat niet open.")

    def _bundle(self, uow: UnitOfWork) -> tuple[Mapping[str, Any], Runnable]:
        bundle = self.case.bundle if self.case else ""
        return self._parts.shelf.content(uow, bundle), self._parts.shelf.runnable(uow, bundle)

    def _performers(self, role: str) -> Sequence[Actor]:
        people = actors(region=self._region, role=role or "regiocoordinator")
        if not people:
            raise ScenarioInvalid(f"niemand heeft de rol '{role}'.")
        return people


def _filled(content: Mapping[str, Any], form: str, data: Any) -> Any:
    """Return the form's example with the story's answers over it; nobody sends a file."""
    definition = content["forms"].get(form)
    if definition is None:
        return dict(data)
    return without_files(
        form=form_of(definition), data=lay_over(definition.get("example", {}), data)
    )


def _stretches(story: Scenario) -> list[tuple[datetime, list[Step]]]:
    """Return what happens at each moment of a story, in order."""
    now, found = story.start_at, [(story.start_at, list[Any]())]
    for step in story.steps:
        if step.at:
            now = moment(step.at, story.name)
        elif step.kind == "klok":
            text = str(step.value)
            if text.startswith("P"):
                now = plus(moment=now, duration=parse_duration(text=text))
            else:
                now = moment(step.value, story.name)
        if now != found[-1][0]:
            found.append((now, []))
        if step.kind in PLAYED and not _refused(step):
            found[-1][1].append(step)
    return found


def _refused(step: Step) -> bool:
    return "code" in step.options
