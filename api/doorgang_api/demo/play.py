"""Play a whole case on a simulated calendar, through the same use cases as people do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import yaml

from doorgang_engine.bpmn.journal import Waiting
from doorgang_engine.cases import Beginning, Subject, start_case
from doorgang_engine.enact import restore
from doorgang_engine.errors import EngineError, ScenarioInvalid
from doorgang_engine.jobs import work_off
from doorgang_engine.messages import deliver_message
from doorgang_engine.model import Actor, Case, CaseStatus, UserTask
from doorgang_engine.ports import TaskQuery
from doorgang_engine.routes.scenarios import lay_over, moment, plain
from doorgang_engine.sealing import STATE
from doorgang_engine.tasks import complete_task
from doorgang_engine.timers import fire_due_timers

from .people import PEOPLE, participants

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from doorgang_api.wiring import House

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MAX_STEPS = 400
MORNING = time(9, 30)


@dataclass(frozen=True, kw_only=True)
class Story:
    """How the demo plays a route: the child, the answers, the messages, the end expected."""

    route: str
    region: str
    start_at: datetime
    start_event: str
    subject: Subject
    submission: Any
    ends: str
    answers: Mapping[str, list[Any]] = field(default_factory=dict)  # element -> per round
    messages: Mapping[str, Any] = field(default_factory=dict)
    waits: Mapping[str, str] = field(default_factory=dict)  # element -> date it is done on


def read_story(path: Path) -> Story:
    """Return a story of the demo."""
    raw = plain(yaml.safe_load(path.read_text("utf-8")))
    answers = {k: v if isinstance(v, list) else [v] for k, v in raw.get("antwoorden", {}).items()}
    return Story(
        route=raw["route"],
        region=raw.get("regio", "basis"),
        start_at=moment(raw["op"], path.name),
        start_event=raw.get("gebeurtenis", ""),
        subject=Subject(given_name=raw["kind"]["roepnaam"], family_name=raw["kind"]["achternaam"]),
        submission=raw.get("gegevens", {}),
        ends=raw["einde"],
        answers=answers,
        messages=raw.get("berichten", {}),
        waits=raw.get("wacht", {}),
    )


class StoryPlayer:
    """Plays one story in a database."""

    def __init__(self, house: House, story: Story) -> None:
        self._house, self._parts, self._story = house, house.parts, story
        self._now = story.start_at
        self._rounds: dict[str, int] = {}
        self._sent: set[str] = set()

    def play(self) -> Case:
        """Play until the case ends.

        :raises ScenarioInvalid: if it does not end, or not as the story says.
        """
        case = self._start()
        for _ in range(MAX_STEPS):
            case = self._get(case.id)
            if case.status is not CaseStatus.RUNNING:
                break
            if not self._step(case):
                raise ScenarioInvalid(f"{self._story.route}: het traject wacht op niets meer.")
        if case.outcome != self._story.ends:
            raise ScenarioInvalid(
                f"{self._story.route}: eindigde met '{case.outcome or case.status}', "
                f"verwacht was '{self._story.ends}'."
            )
        work_off(parts=self._parts, at=self._now)
        return case

    def _start(self) -> Case:
        story = self._story
        with self._parts.new_uow() as uow:
            bundle = uow.bundles.active(region=story.region, route=story.route)
            runnable = self._parts.shelf.runnable(uow, bundle.hash)
        starts = runnable.program.models[story.route].start_events()
        start = next(s for s in starts if story.start_event in ("", s.id))
        form = bundle.content["forms"].get(start.get("formulier"), {})
        return start_case(
            beginning=Beginning(
                region=story.region,
                route=story.route,
                subject=story.subject,
                start_event=start.id,
                submission=lay_over(form.get("example", {}), story.submission),
                participants=participants(),
            ),
            actor=self._person(start.role),
            parts=self._parts,
            now=self._now,
        )

    def _step(self, case: Case) -> bool:
        """Do the next thing: a message that is due, a task, or wait for the next timer."""
        if self._send_message(case):
            return True
        tasks = self._open_tasks(case)
        ready = [t for t in tasks if self._may_do(t)]
        if ready:
            self._complete(ready[0])
            return True
        return self._wait(case, tasks)

    def _may_do(self, task: UserTask) -> bool:
        until = self._story.waits.get(task.element)
        return until is None or self._now >= moment(until, task.element)

    def _complete(self, task: UserTask) -> None:
        self._pass_time(days=1)
        number = self._rounds.get(task.element, 0)
        answers = self._story.answers.get(task.element, [{}])
        answer = answers[min(number, len(answers) - 1)]
        with self._parts.new_uow() as uow:
            case = uow.cases.get(task.case_id)
            content = self._parts.shelf.content(uow, case.bundle)
            if uow.tasks.get(task.id).status != task.status:
                return  # its time was over while we waited
        example = content["forms"][task.form].get("example", {})
        self._rounds[task.element] = number + 1
        for person in self._people(task.role):
            try:
                complete_task(
                    task_id=task.id,
                    submission=lay_over(example, answer),
                    actor=person,
                    parts=self._parts,
                    now=self._now,
                )
            except EngineError as error:
                if error.code == "same_performer":
                    continue
                raise ScenarioInvalid(
                    f"{task.element}: {error} {getattr(error, 'fields', '')}"
                ) from error
            return
        raise ScenarioInvalid(f"{task.element}: niemand anders mag dit doen.")

    def _send_message(self, case: Case) -> bool:
        for waiting in self._awaited(case):
            wanted = self._story.messages.get(waiting.name)
            if wanted is None or waiting.name in self._sent:
                continue
            if self._now < moment(wanted["op"], waiting.name):
                continue
            self._sent.add(waiting.name)
            with self._parts.new_uow() as uow:
                content = self._parts.shelf.content(uow, case.bundle)
            form = content["forms"].get(waiting.form, {})
            deliver_message(
                case_id=case.id,
                name=waiting.name,
                payload=lay_over(form.get("example", {}), wanted.get("gegevens", {})),
                actor=self._person(waiting.role),
                parts=self._parts,
                element=waiting.element,
                now=self._now,
            )
            return True
        return False

    def _wait(self, case: Case, tasks: list[UserTask]) -> bool:
        """Let the clock run to whatever comes first."""
        with self._parts.new_uow() as uow:
            dues = [t.due_at for t in uow.timers.of_case(case.id) if t.due_at is not None]
        moments = [d for d in dues if d > self._now]
        waits = [self._story.waits[t.element] for t in tasks if t.element in self._story.waits]
        dates = [m["op"] for n, m in self._story.messages.items() if n not in self._sent]
        planned = [moment(text, "wacht") for text in (*waits, *dates)]
        moments += [m for m in planned if m > self._now]
        if not moments:
            return False
        self._now = min(moments)
        fire_due_timers(parts=self._parts, at=self._now)
        return True

    def _pass_time(self, *, days: int) -> None:
        local = (self._now + timedelta(days=days)).astimezone(AMSTERDAM)
        day = local.date()
        while day.weekday() >= 5:  # noqa: PLR2004 - people work on weekdays
            day += timedelta(days=1)
        self._now = max(self._now, datetime.combine(day, MORNING, AMSTERDAM))
        fire_due_timers(parts=self._parts, at=self._now)

    # -- looking
    def _get(self, case_id: str) -> Case:
        with self._parts.new_uow() as uow:
            return uow.cases.get(case_id)

    def _open_tasks(self, case: Case) -> list[UserTask]:
        with self._parts.new_uow() as uow:
            tasks = uow.tasks.page(TaskQuery(region=case.region, limit=200))
        mine = [t for t in tasks if t.case_id == case.id]
        return sorted(mine, key=lambda t: (t.opened_at, t.element))

    def _awaited(self, case: Case) -> list[Waiting]:
        with self._parts.new_uow() as uow:
            fresh = uow.cases.get(case.id)
            key = uow.cases.key(case.id)
            runnable = self._parts.shelf.runnable(uow, case.bundle)
        state = key.open(fresh.state, STATE)
        running = restore(runnable, case_id=case.id, state=state, now=self._now)
        return [w for w in running.open_items().values() if w.waits_for == "message"]

    def _people(self, role: str) -> list[Actor]:
        return [
            Actor(id=key, role=role, organisation=organisation)
            for key, _, organisation, roles in PEOPLE
            if role in roles
        ]

    def _person(self, role: str) -> Actor:
        people = self._people(role)
        return people[0] if people else replace(Actor(id="demo"), role=role)
