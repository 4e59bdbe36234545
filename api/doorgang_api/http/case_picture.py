"""A case as one person may see it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from doorgang_api.sight import is_own, require_case, sees_content, sees_name, sees_task
from doorgang_engine.awaited import awaited_by
from doorgang_engine.model import TaskStatus
from doorgang_engine.subject import find_subject, kind_of

from .headers import etag

if TYPE_CHECKING:
    from doorgang_api.wiring import House
    from doorgang_engine.model import Account, Case, UserTask
    from doorgang_engine.ports import UnitOfWork
    from doorgang_engine.sealing import CaseKey


def seen_case(case_id: str, account: Account, house: House) -> Case:
    """Return a case that someone may see.

    :raises CaseNotFound: if there is none.
    """
    with house.read_uow() as uow:
        case = uow.cases.get(case_id)
    require_case(account, case)
    return case


def picture(case: Case, account: Account, house: House) -> dict[str, Any]:
    """Return a case with what is open in it, as it is now."""
    with house.read_uow() as uow:
        now = uow.cases.get(case.id)
        tasks = [t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN]
        awaited = awaited_by(case=now, uow=uow, parts=house.parts, now=datetime.now(UTC))
        content = house.parts.shelf.content(uow, now.bundle)
        kind = kind_of(content)
        key = uow.cases.key(now.id) if sees_name(account, now, kind) else None
        return {
            **vars(now),
            "title": content["title"],
            "subject_kind": kind,
            "name": None if key is None else find_subject(now, key),
            "tasks": [_task(t, account) for t in tasks if sees_task(account, t)],
            "awaited": awaited,
            "terms": uow.terms.of_case(case.id),
        }


def answer_case(
    case: Case, account: Account, house: House, **headers: str
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return body and headers of an answer that is a case as it is now."""
    seen = picture(case, account, house)
    return seen, {**etag(seen["revision"]), **headers}


def content_key(case: Case, account: Account, uow: UnitOfWork) -> CaseKey | None:
    """Return the keys of a case for who may see content."""
    return uow.cases.key(case.id) if sees_content(account, case) else None


def _task(task: UserTask, account: Account) -> dict[str, Any]:
    return {**vars(task), "is_mine": is_own(account, task)}
