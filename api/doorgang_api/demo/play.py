"""Play a whole case on a simulated calendar, through the same use cases as people do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_api.forms_adapter import form_of
from doorgang_engine.cases import Beginning, start_case
from doorgang_engine.enact import restore
from doorgang_engine.errors import EngineError, SamePerformer, ScenarioInvalid
from doorgang_engine.jobs import work_off
from doorgang_engine.messages import deliver_message
from doorgang_engine.model import Actor, Case, CaseStatus, TaskStatus, UserTask
from doorgang_engine.routes.scenarios import lay_over
from doorgang_engine.sealing import STATE
from doorgang_engine.signing import send_task, sign_task
from doorgang_engine.terms.moments import local_day
from doorgang_engine.timers import fire_due_timers
from doorgang_forms.uploads import without_files

from .people import actors, participants
from .story import Story, StoryStep, on_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.bpmn.journal import Waiting
    from doorgang_engine.ports import Parts

MAX_FIRINGS = 500  # moments at which the clock stops on its way to the next step


class StoryPlayer:
    """Plays one story in a database.

    ``real_now`` is when the demo starts: what `vandaag` in the moment of a step counts from, and
    the moment up to which the timers of a story without an end fire.
    """

    def __init__(self, *, parts: Parts, story: Story, real_now: datetime) -> None:
        self._parts, self._story, self._real_now = parts, story, real_now
        self._now: datetime | None = None
        self._case_id = ""
        self._bundle = ""

    def play(self) -> Case:
        """Play every step, then let the clock run until the case ends or waits for people.

        :raises ScenarioInvalid: if a step cannot be done, or the case does not end as told.
        """
        for step in self._story.steps:
            self._do(step)
        if self._story.ends:
            self._run_out()
        else:
            self._run_to(self._real_now)
        case = self._get()
        if case.outcome != self._story.ends:
            raise ScenarioInvalid(
                f"{self._story.route}: eindigde met '{case.outcome or case.status}', verwacht was "
                f"'{self._story.ends or 'nog open'}'. Open staat: {self._open_words()}."
            )
        return case

    # -- one step
    def _do(self, step: StoryStep) -> None:
        when = step.moment(now=self._now, today=local_day(moment=self._real_now))
        if not self._story.ends and when > self._real_now:
            raise ScenarioInvalid(f"{self._story.title}: {step.name} ligt in de toekomst.")
        self._run_to(when)
        self._now = when
        where = f"{self._story.route}, {local_day(moment=when)}, {step.name}"
        try:
            {"begin": self._begin, "voltooi": self._complete, "bericht": self._deliver}[step.kind](
                step, when
            )
            work_off(parts=self._parts, at=when)
        except EngineError as error:
            fields = getattr(error, "fields", None) or ""
            raise ScenarioInvalid(
                f"{where}: {error} {fields}".rstrip() + f" Open staat: {self._open_words()}."
            ) from error

    def _begin(self, step: StoryStep, now: datetime) -> None:
        story = self._story
        with self._parts.new_uow() as uow:
            bundle = uow.bundles.active(region=story.region, route=story.route)
            runnable = self._parts.shelf.runnable(uow, bundle.hash)
        self._bundle = bundle.hash
        start = runnable.program.models[story.route].elements[step.name]
        case = start_case(
            beginning=Beginning(
                region=story.region,
                route=story.route,
                subject=story.subject,
                start_event=start.id,
                submission=self._filled(start.get("formulier"), step.data, now),
                participants=participants(),
            ),
            actor=self._performers(start.role, step.by)[0],
            parts=self._parts,
            now=now,
        )
        self._case_id = case.id

    def _complete(self, step: StoryStep, now: datetime) -> None:
        task = next((t for t in self._open_tasks() if t.element == step.name), None)
        if task is None:
            raise ScenarioInvalid("deze taak staat niet open.")
        submission = self._filled(task.form, step.data, now)
        complete_by_first(
            task_id=task.id,
            submission=submission,
            people=self._performers(task.role, step.by),
            parts=self._parts,
            now=now,
        )

    def _deliver(self, step: StoryStep, now: datetime) -> None:
        waiting = next(
            (
                w
                for w in awaited_messages(case_id=self._case_id, parts=self._parts, now=now)
                if w.name == step.name
            ),
            None,
        )
        if waiting is None:
            raise ScenarioInvalid("op dit bericht wacht het traject niet.")
        deliver_message(
            case_id=self._case_id,
            name=waiting.name,
            payload=self._filled(waiting.form, step.data, now),
            actor=self._performers(waiting.role, step.by)[0],
            parts=self._parts,
            element=waiting.element,
            now=now,
        )

    # -- the calendar
    def _run_to(self, when: datetime) -> None:
        """Let every timer of the case fire at its own moment, up to this one."""
        for _ in range(MAX_FIRINGS):
            due = [d for d in self._due_moments() if d <= when]
            if not due:
                return
            self._fire(min(due))
        raise ScenarioInvalid(f"{self._story.route}: er blijven termijnen aflopen.")

    def _run_out(self) -> None:
        """Let the clock run until the case ends, or only people can bring it further."""
        for _ in range(MAX_FIRINGS):
            due = self._due_moments()
            if self._get().status is not CaseStatus.RUNNING or not due or self._open_tasks():
                return
            self._fire(min(due))

    def _fire(self, when: datetime) -> None:
        self._now = when if self._now is None else max(self._now, when)
        swept = fire_due_timers(parts=self._parts, at=self._now)
        if swept.failed:
            raise ScenarioInvalid(f"{self._story.route}: een termijn kon niet aflopen.")
        work_off(parts=self._parts, at=self._now)

    def _due_moments(self) -> list[datetime]:
        if not self._case_id:
            return []
        with self._parts.new_uow() as uow:
            timers = uow.timers.of_case(self._case_id)
        return [t.due_at for t in timers if t.due_at is not None]

    # -- looking
    def _get(self) -> Case:
        with self._parts.new_uow() as uow:
            return uow.cases.get(self._case_id)

    def _open_tasks(self) -> list[UserTask]:
        with self._parts.new_uow() as uow:
            tasks = uow.tasks.of_case(self._case_id)
        return [t for t in tasks if t.status is TaskStatus.OPEN]

    def _open_words(self) -> str:
        return ", ".join(t.element for t in self._open_tasks()) or "niets"

    def _filled(self, form: str, data: Mapping[str, Any], now: datetime) -> Any:
        """Return the form's example with the story's answers over it, as of this day.

        Without files: nobody in a story sends one.
        """
        with self._parts.new_uow() as uow:
            definition = self._parts.shelf.content(uow, self._bundle)["forms"].get(form)
        if definition is None:
            return dict(data)
        told = on_day(dict(data), day=local_day(moment=now))
        filled = lay_over(definition.get("example", {}), told)
        return without_files(form=form_of(definition), data=filled)

    def _performers(self, role: str, wanted: str) -> list[Actor]:
        people = actors(region=self._story.region, role=role, person=wanted)
        if not people:
            raise ScenarioInvalid(f"'{wanted or 'niemand'}' heeft de rol '{role}'.")
        return people


def complete_by_first(
    *, task_id: str, submission: Any, people: Sequence[Actor], parts: Parts, now: datetime
) -> None:
    """Let the first of these people complete a task whom four eyes do not keep from it.

    Where two people do the task, it waits for the other one afterwards.

    :raises SamePerformer: if they keep all of them.
    :raises ScenarioInvalid: if there is nobody.
    """
    _by_first(
        people,
        lambda person: send_task(
            task_id=task_id, submission=submission, actor=person, parts=parts, now=now
        ),
    )


def sign_by_first(*, task_id: str, people: Sequence[Actor], parts: Parts, now: datetime) -> None:
    """Let the first of these people sign a task who did not fill it in.

    :raises SamePerformer: if all of them may not.
    :raises ScenarioInvalid: if there is nobody.
    """
    _by_first(
        people, lambda person: sign_task(task_id=task_id, actor=person, parts=parts, now=now)
    )


def _by_first(people: Sequence[Actor], act: Callable[[Actor], object]) -> None:
    """Let the first of these people act whom four eyes do not keep from it."""
    refused: EngineError | None = None
    for person in people:
        try:
            act(person)
        except SamePerformer as error:
            refused = error  # the next colleague
        else:
            return
    raise refused or ScenarioInvalid("niemand mag dit doen.")


def awaited_messages(*, case_id: str, parts: Parts, now: datetime) -> list[Waiting]:
    """Return the messages that a case waits for; of one that has ended none."""
    with parts.new_uow() as uow:
        case = uow.cases.get(case_id)
        key = uow.cases.key(case_id)
        runnable = parts.shelf.runnable(uow, case.bundle)
    if not case.state:
        return []
    state = key.open(case.state, STATE)
    running = restore(runnable, case_id=case.id, state=state, now=now)
    return [w for w in running.open_items().values() if w.waits_for == "message"]
