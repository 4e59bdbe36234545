"""A case as one person may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_api.sight import is_own, sees_task
from doorgang_engine.awaited import FROM_OUTSIDE
from doorgang_engine.dossier.looks import Part

from .caller import desk
from .headers import etag

if TYPE_CHECKING:
    from doorgang_engine.bpmn.journal import Waiting
    from doorgang_engine.dossier.contents import Dossier
    from doorgang_engine.model import Account, Case, UserTask

PICTURE = frozenset({Part.CASE, Part.NAME, Part.TASKS, Part.TERMS})


def seen_case(case_id: str) -> Case:
    """Return a case to do something to; it is not shown.

    :raises CaseNotFound: if the caller does not see one.
    """
    with desk() as at:
        return at.case(case_id)


def note_look(case_id: str) -> None:
    """Note that the caller sees how a case stands."""
    with desk() as at:
        at.dossier(case_id, shows={Part.CASE})


def answer_case(
    case_id: str, *, worked_as: str = "", **headers: str
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return body and headers of an answer that is a case as it is now."""
    with desk() as at:
        dossier = at.dossier(case_id, shows=PICTURE, worked_as=worked_as)
        return _picture(dossier), {**etag(dossier.case.revision), **headers}


def _picture(dossier: Dossier) -> dict[str, Any]:
    case, account = dossier.case, dossier.account
    return {
        **vars(case),
        "title": dossier.content["title"],
        "subject_kind": dossier.kind,
        "name": dossier.subject,
        "tasks": [_task(t, account) for t in dossier.open_tasks if sees_task(account, t)],
        "awaited": _awaited(dossier),
        "terms": dossier.terms,
    }


def _awaited(dossier: Dossier) -> list[Waiting]:
    if not dossier.is_running:
        return []
    found = [one for one in dossier.waiting if one.waits_for in FROM_OUTSIDE]
    return sorted(found, key=lambda one: (one.name, one.element, one.id))


def _task(task: UserTask, account: Account) -> dict[str, Any]:
    return {**vars(task), "is_mine": is_own(account, task)}
