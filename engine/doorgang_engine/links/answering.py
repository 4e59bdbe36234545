"""Answer by a link: a task of the family is completed; a question of the school gets a reply."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from doorgang_engine import events as ev
from doorgang_engine.errors import TaskNotFound
from doorgang_engine.history.chain import canonical
from doorgang_engine.link import REPLY, Link, LinkEnded, Purpose, name_of
from doorgang_engine.model import TaskStatus
from doorgang_engine.privacy.subjects import tell
from doorgang_engine.tasks import complete_task
from doorgang_engine.terms.moments import local_day

from .opening import session_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from doorgang_engine.model import UserTask
    from doorgang_engine.ports import Parts, UnitOfWork

    from .questions import Question

NOT_ASKED = (
    "Dit wordt niet meer aan u gevraagd. Er is niets verstuurd. Vraag de school wat nu kan."
)


def task_of(link: Link, *, uow: UnitOfWork) -> UserTask:
    """Return the task of a link while it stands open.

    :raises LinkEnded: if it does not.
    """
    try:
        task = uow.tasks.get(link.task_id)
    except TaskNotFound as error:
        raise LinkEnded(NOT_ASKED) from error
    if task.status is not TaskStatus.OPEN:
        raise LinkEnded(NOT_ASKED)
    return task


def answer(
    session: str,
    *,
    submission: Any,
    questions: Mapping[str, Question],
    parts: Parts,
    request_id: str | None = None,
    now: datetime | None = None,
) -> Link:
    """Answer what a link asks; after it the link works no more.

    :raises LinkNotFound: if the session is over.
    :raises LinkEnded: if the task is over.
    :raises SubmissionInvalid: if something is not right; then nothing was sent.
    """
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        link = session_of(session, uow=uow, now=moment)
        task_of(link, uow=uow)
    if link.purpose is Purpose.TASK:
        return _complete(link, submission, parts, request_id, now)
    return _reply(session, submission, questions, parts, now)


def _complete(
    link: Link, submission: Any, parts: Parts, request_id: str | None, now: datetime | None
) -> Link:
    complete_task(
        task_id=link.task_id,
        submission=submission,
        actor=link.account().acting_as(link.role),
        parts=parts,
        request_id=request_id,
        now=now,
    )
    with parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=link.case_id)
        used = _used(link, at=now or locked.now)
        uow.links.save(used)
        return used


def _reply(
    session: str,
    submission: Any,
    questions: Mapping[str, Question],
    parts: Parts,
    now: datetime | None,
) -> Link:
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        found = session_of(session, uow=uow, now=moment)
        locked = uow.cases.lock(case_id=found.case_id)
        link = session_of(session, uow=uow, now=moment, hold=True)
        task_of(link, uow=uow)
        question = questions.get(link.form)
        if question is None:
            raise LinkEnded(NOT_ASKED)
        content = parts.shelf.content(uow, locked.case.bundle)
        form = question.form_in(content["forms"][link.form])
        checked = parts.forms.validate(form, submission, variables={}, now=moment)
        name = name_of(link, locked.key)
        filled = question.filled(checked.data, name=name, on=local_day(moment=moment))
        text = canonical(filled).encode()
        used = replace(
            _used(link, at=moment), reply=locked.key.seal(text, REPLY, checked.record_class)
        )
        uow.links.save(used)
        event = ev.LinkAnswered(
            link_id=link.id,
            task_id=link.task_id,
            form=link.form,
            sha256=hashlib.sha256(text).hexdigest(),
        )
        actor = link.account().acting_as(link.role)
        tell(locked, event, actor=actor, at=moment, uow=uow)
    return used


def _used(link: Link, *, at: datetime) -> Link:
    return replace(link, used_at=at, address=b"", code_hash="", session_hash="", csrf="")
