"""A task with all that is needed to do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.awaited import open_items
from doorgang_engine.terms.moments import local_day
from doorgang_engine.terms.remaining import working_days_left

if TYPE_CHECKING:
    from datetime import datetime

    from doorgang_api.wiring import House
    from doorgang_engine.enact import Runnable
    from doorgang_engine.model import Case, UserTask
    from doorgang_engine.ports import UnitOfWork


def task_picture(task: UserTask, house: House, *, now: datetime) -> dict[str, Any]:
    """Return a task with its form (of the case's own route version), guidance and deadline."""
    shelf = house.parts.shelf
    with house.read_uow() as uow:
        case = uow.cases.get(task.case_id)
        runnable = shelf.runnable(uow, case.bundle)
        form = shelf.content(uow, case.bundle)["forms"][task.form]
        element = runnable.program.model_of(task.scope).elements[task.element]
        return {
            **vars(task),
            "case_number": case.number,
            "route": case.route,
            "guidance": element.documentation,
            "form_definition": {name: form[name] for name in form if name != "example"},
            "deadline": _deadline(task, case, runnable, uow, house, now),
        }


def _deadline(
    task: UserTask, case: Case, runnable: Runnable, uow: UnitOfWork, house: House, now: datetime
) -> dict[str, Any] | None:
    waiting = open_items(case=case, uow=uow, parts=house.parts, now=now).get(task.id)
    if waiting is None or not waiting.term_run:
        return None
    term = next(t for t in uow.terms.of_case(case.id) if t.id == waiting.term_run)
    left = working_days_left(
        calendar=runnable.rulebook.calendar, today=local_day(moment=now), end=term.end
    )
    return {**vars(term), "run_id": term.id, "working_days_left": left}
