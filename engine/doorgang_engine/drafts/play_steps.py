"""The acts that can be done in a play, each as the step of a scenario that says it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from doorgang_engine.routes.scenarios import AMSTERDAM, differing, moment
from doorgang_engine.routes.stand_in import TASK
from doorgang_engine.terms.moments import local_day

from .play import PlayInvalid

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from doorgang_engine.bpmn.journal import Waiting

    from .performing import Performance

FARTHEST = 10  # years after its first day that a play may go
Step = dict[str, Any]


def completing(played: Performance, task: Waiting, answers: Mapping[str, Any]) -> Step:
    """Return the step that completes a task, by somebody who may: see ``doer``."""
    by = doer(played, task)
    step: Step = {"voltooi": task.element, **_laid(played, task.form, answers)}
    return step if by == task.role else {**step, "door": by}


def doer(played: Performance, task: Waiting) -> str:
    """Return who completes a task: one person per role, another where the route asks for that."""
    if played.running is None:
        return task.role
    other_than = played.runnable.element(task).words("anders_dan")
    before = played.running.execution.performers_of(task.scope, other_than)
    number, name = 1, task.role
    while name in before:
        number += 1
        name = f"{task.role}_{number}"
    return name


def receiving(played: Performance, waiting: Waiting, answers: Mapping[str, Any]) -> Step:
    """Return the step that delivers a message where it is waited for."""
    laid = _laid(played, waiting.form, answers)
    return {"bericht": waiting.name, "bij": waiting.element, **laid}


def giving(waiting: Waiting) -> Step:
    """Return the step that gives a signal."""
    return {"signaal": waiting.name}


def ending(waiting: Waiting, results: Mapping[str, Any]) -> Step:
    """Return the step that ends a called route that is stood in for, with what it gives."""
    return {"deelroute": called_at(waiting), "uitvoer": dict(results)}


def called_at(waiting: Waiting) -> str:
    """Return the call activity of a called route that is stood in for; ``""``: it is none."""
    if waiting.element != TASK:
        return ""
    return waiting.scope.rsplit("/", 1)[-1].rsplit("#", 1)[0]


def to_day(played: Performance, day: date) -> Step:
    """Return the step that sets the clock to nine o'clock of a day.

    :raises PlayInvalid: if that lies behind, or too far ahead.
    """
    when = moment(day, "klok")
    if when < played.now:
        raise PlayInvalid({"dag": "De kalender kan niet terug. Kies een latere dag, of maak de "
                           "laatste handeling ongedaan."})  # fmt: skip
    first = local_day(moment=moment(played.story.start["op"], "start"))
    if day.year > first.year + FARTHEST:
        raise PlayInvalid({"dag": f"Kies een dag binnen {FARTHEST} jaar na de eerste dag."})
    return {"klok": day.isoformat()}


def to_next_deadline(played: Performance) -> Step:
    """Return the step that sets the clock to the next moment that something waits for.

    :raises PlayInvalid: if nothing has a deadline.
    """
    due = next_deadline(played)
    if due is None:
        raise PlayInvalid({"dag": "Er loopt nu geen termijn. Kies zelf een dag."})
    there = due.astimezone(AMSTERDAM)
    text = there.replace(tzinfo=None).isoformat(timespec="seconds")
    is_clear = moment(text, "klok") == due  # an hour comes twice when summer time ends
    return {"klok": text if is_clear else there.isoformat(timespec="seconds")}


def next_deadline(played: Performance) -> datetime | None:
    """Return the next moment that a timer or a task waits for; None without."""
    found = [datetime.fromisoformat(one.due_at) for one in played.waiting if one.due_at]
    ahead = [one for one in found if one > played.now]
    return min(ahead) if ahead else None


def _laid(played: Performance, form: str, answers: Mapping[str, Any]) -> Step:
    """Return what is to be laid over the example of a form; nothing when that says it all."""
    laid = differing(example_of(played, form), dict(answers))
    return {"gegevens": laid} if laid else {}


def example_of(played: Performance, form: str) -> dict[str, Any]:
    """Return the answers that a form has as its example."""
    return dict(played.content["forms"][form].get("example", {})) if form else {}
