"""What the page of a task shows: an open one its form, a closed one what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_api import sight
from doorgang_api.forms_adapter import form_of
from doorgang_api.languages import gettext as _
from doorgang_engine import events as ev
from doorgang_engine.model import TaskStatus
from doorgang_engine.terms.moments import local_day
from doorgang_forms.taking_over import answer_at

from . import visit
from .dates import date_words
from .filling_in import shown, with_notes
from .naming import naming_form
from .sent_files import names_in
from .task_drafting import REVISION, TICKED, VERSION
from .terms import TermView, term_view
from .timeline import reason_of_task
from .words import deadline, moment_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doorgang_api.taken_over import TakenOver
    from doorgang_engine.model import UserTask
    from doorgang_engine.signing import OpenSigning

    from .filling_in import Typed
    from .names import People
    from .reading import CaseReading, FilledIn


def task_context(
    found: UserTask,
    reading: CaseReading,
    people: People,
    typed: Typed,
    errors: Mapping[str, Sequence[str]],
    taken: Sequence[TakenOver] = (),
) -> dict[str, Any]:
    """Return what the page of an open task shows."""
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
            with_notes(
                shown(
                    definition,
                    values=typed.values,
                    errors=errors,
                    variables=reading.variables(found.scope),
                    files=names_in(definition, typed.values),
                ),
                _taken_words(taken, typed, reading),
            ),
            element=element,
            definition=definition,
        ),
        "ground": definition.get("ground", ""),
        "checklist": [point.nl for point in form_of(definition).checklist],
        "typed": typed,
        "request_id": visit.request_id() or visit.new_request_id(),
        "may_see_case": sight.sees_case(reading.account, reading.case),
        "own_names": {"revision": REVISION, "version": VERSION, "ticked": TICKED},
    }


def _taken_words(taken: Sequence[TakenOver], typed: Typed, reading: CaseReading) -> dict[str, str]:
    """Return by path where an answer was taken from, as long as it stands there unchanged."""
    return {
        one.path: _(
            "Overgenomen uit ‘%(formulier)s’ van %(dag)s. Controleer of het nog klopt.",
            formulier=reading.names.form(one.source.form),
            dag=date_words(day=local_day(moment=one.source.at)),
        )
        for one in taken
        if _plain(answer_at(typed.values, one.path)) == _plain(one.value)
    }


def _plain(value: Any) -> Any:
    """Return an answer without what a browser adds to it: line ends, and what is not filled in."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if one not in (None, "", [], {})}
    return value


def closed_context(found: UserTask, reading: CaseReading, people: People) -> dict[str, Any]:
    """Return what the page of a task that is over shows: who did it, and with what."""
    by = people.person(found.closed_by) if found.closed_by else ""
    return {
        "task": found,
        "reading": reading,
        "people": people,
        "by": by,
        "at": moment_words(found.closed_at) if found.closed_at else "",
        "stands_still": found.status is TaskStatus.OPEN,
        "is_completed": found.status is TaskStatus.COMPLETED,
        "may_see_case": sight.sees_case(reading.account, reading.case),
        "sent_in": _sent_in(found, reading),
    }


def sent_back(signing: OpenSigning | None, people: People) -> dict[str, str] | None:
    """Return who did not sign what was filled in, when and why; None when nobody refused."""
    if signing is None or signing.waits or signing.row.refused_at is None:
        return None
    return {
        "by": people.person(signing.row.refused_by),
        "at": moment_words(signing.row.refused_at),
        "reason": signing.reason,
    }


def _sent_in(found: UserTask, reading: CaseReading) -> FilledIn | None:
    """Return what the task was completed with, when the reader may read it."""
    submission_id = next(
        (
            event.submission_id
            for _, event in reading.history
            if isinstance(event, ev.TaskCompleted) and event.task_id == found.id
        ),
        "",
    )
    return next((one for one in reading.filled_in if one.submission.id == submission_id), None)


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
