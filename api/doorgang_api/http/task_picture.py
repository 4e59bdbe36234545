"""A task with all that is needed to do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.terms.moments import local_day
from doorgang_engine.terms.remaining import working_days_left

if TYPE_CHECKING:
    from doorgang_engine.dossier.contents import Dossier
    from doorgang_engine.model import UserTask


def task_picture(task: UserTask, dossier: Dossier) -> dict[str, Any]:
    """Return a task with its form (of the case's own route version), guidance and deadline."""
    form = dossier.content["forms"][task.form]
    element = dossier.runnable.program.model_of(task.scope).elements[task.element]
    return {
        **vars(task),
        "case_number": dossier.case.number,
        "route": dossier.case.route,
        "guidance": element.documentation,
        "form_definition": {name: form[name] for name in form if name != "example"},
        "deadline": _deadline(task, dossier),
    }


def _deadline(task: UserTask, dossier: Dossier) -> dict[str, Any] | None:
    items = dossier.waiting if dossier.is_running else []
    waiting = next((one for one in items if one.id == task.id), None)
    if waiting is None or not waiting.term_run:
        return None
    term = next(one for one in dossier.terms if one.id == waiting.term_run)
    left = working_days_left(
        calendar=dossier.runnable.rulebook.calendar,
        today=local_day(moment=dossier.now),
        end=term.end,
    )
    return {**vars(term), "run_id": term.id, "working_days_left": left}
