"""One task: why it is there, until when, what came before, and its form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api import sight
from doorgang_api.upload_places import UploadPlace
from doorgang_engine import events as ev
from doorgang_engine.attachments import place_of_task
from doorgang_engine.dossier.contents import WHOLE
from doorgang_engine.dossier.looks import Part
from doorgang_engine.errors import SubmissionInvalid
from doorgang_engine.model import TaskStatus
from doorgang_engine.tasks import complete_task

from . import visit
from .filling_in import Typed, shown
from .naming import naming_form
from .reading import CaseReading, people_of
from .receipts import to_receipt
from .sent_files import names_in, read_sent
from .terms import TermView, term_view
from .timeline import reason_of_task
from .words import deadline, moment_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.model import UserTask

    from .names import People


def add_to(pages: Blueprint) -> None:
    """Add ``/taken/<id>``."""
    pages.add_url_rule("/taken/<task_id>", "task", task, methods=["GET", "POST"])


def task(task_id: str) -> AnyResponse:
    """Show a task; when it is sent, complete it."""
    if request.method != "POST":
        return _page(task_id, Typed(), {})
    house, me = visit.house(), visit.account()
    with visit.desk() as desk:
        found, dossier = desk.task(task_id, shows={Part.TASKS})
    case, definition = dossier.case, dossier.content["forms"][found.form]
    place = UploadPlace(
        key=place_of_task(found.id),
        definition=definition,
        actor=me.acting_as(found.role),
        case_id=case.id,
    )
    typed = read_sent(definition, place=place)
    if not typed.may_be_sent:
        return _page(task_id, typed, typed.file_errors)
    key = visit.request_id()
    try:
        complete_task(
            task_id=task_id,
            submission=typed.values,
            actor=me.acting_as(found.role),
            parts=house.parts,
            request_id=key,
            now=visit.given_now(),
        )
    except SubmissionInvalid as refused:
        return _page(task_id, typed, refused.fields)
    if not sight.sees_case(me, case):
        return redirect(url_for("pages.my_work", bericht="verstuurd"), 303)
    return to_receipt(case.id, key)


def _page(task_id: str, typed: Typed, errors: Mapping[str, Sequence[str]]) -> Response:
    with visit.desk() as desk:
        found, dossier = desk.task(task_id, shows=WHOLE)
        reading, people = CaseReading(dossier), people_of(desk.uow, desk.account)
        if found.status is not TaskStatus.OPEN or not reading.is_running:
            return _closed(found, reading, people)
        return visit.show(
            "task.html",
            heading=found.name,
            status=422 if errors else 200,
            **_context(found, reading, people, typed, errors),
        )


def _context(
    found: UserTask,
    reading: CaseReading,
    people: People,
    typed: Typed,
    errors: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    element = reading.names.element(found.element, found.scope)
    definition = reading.content["forms"][found.form]
    calendar = reading.runnable.rulebook.calendar
    return {
        "task": found,
        "reading": reading,
        "people": people,
        "role": reading.names.role(found.role),
        "reason": reason_of_task(reading.history, task_id=found.id, names=reading.names),
        "deadline": deadline(due_at=found.due_at, now=reading.now, calendar=calendar),
        "term": _term_of(found, reading),
        "guidance": element.documentation if element else "",
        "must_be_another": _must_be_another(found, reading),
        "view": naming_form(
            shown(
                definition,
                values=typed.values,
                errors=errors,
                variables=reading.variables(found.scope),
                files=names_in(definition, typed.values),
            ),
            element=element,
            definition=definition,
        ),
        "ground": definition.get("ground", ""),
        "typed": typed,
        "request_id": visit.request_id() or visit.new_request_id(),
        "may_see_case": sight.sees_case(reading.account, reading.case),
    }


def _term_of(found: UserTask, reading: CaseReading) -> TermView | None:
    """Return the term that is the task's deadline."""
    opened = [
        event
        for _, event in reading.history
        if isinstance(event, ev.TaskOpened) and event.task_id == found.id
    ]
    run_id = opened[-1].term_run if opened else ""
    return next((term_view(term) for term in reading.terms if term.id == run_id), None)


def _must_be_another(found: UserTask, reading: CaseReading) -> bool:
    """Return whether this person did the step that someone else has to check."""
    element = reading.names.element(found.element, found.scope)
    others = element.words("anders_dan") if element else ()
    if not others or reading.execution is None:
        return False
    return reading.account.id in reading.execution.performers_of(found.scope, others)


def _closed(found: UserTask, reading: CaseReading, people: People) -> Response:
    by = people.person(found.closed_by) if found.closed_by else ""
    return visit.show(
        "task_closed.html",
        heading=found.name,
        task=found,
        reading=reading,
        by=by,
        at=moment_words(found.closed_at) if found.closed_at else "",
        stands_still=found.status is TaskStatus.OPEN,
        is_completed=found.status is TaskStatus.COMPLETED,
        may_see_case=sight.sees_case(reading.account, reading.case),
    )
