"""Change the terms of a case by hand: suspend, resume, extend, meet, stop. With a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import acts
from .access.decide import Resource, require
from .access.table import Act
from .advance import carry_out, enter, require_revision
from .leaving import leave
from .requests import was_carried_out

if TYPE_CHECKING:
    from datetime import datetime

    from .model import Actor, Case
    from .ports import Parts

CHANGES = ("suspend", "resume", "extend", "meet", "stop")


def change_term(
    *,
    case_id: str,
    run_id: str,
    change: str,
    reason: str,
    actor: Actor,
    parts: Parts,
    duration: str = "",
    revision: int | None = None,
    request_id: str | None = None,
    now: datetime | None = None,
) -> Case:
    """Change a term; the timers and task deadlines that are bound to it move along.

    :raises NotYours: if the case's terms are not this person's to change.
    :raises TermNotFound: if the case has no such term.
    :raises TermProblem: if its rule or the law does not allow this.
    :raises StaleRevision: if the case changed since it was read.
    """
    with parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=case_id, request_id=request_id)
        require(actor=actor, act=Act.CHANGE_TERM, resource=Resource.of_case(locked.case))
        if was_carried_out(
            locked=locked, kind=acts.ChangeTerm, actor=actor, run_id=run_id, change=change
        ):
            return locked.case
        require_revision(locked.case, revision)
        passage = enter(
            locked, parts.shelf.runnable(uow, locked.case.bundle), now=now or locked.now
        )
        act = acts.ChangeTerm(run_id=run_id, change=change, reason=reason, duration=duration)
        carry_out(passage, act, actor=actor, request_id=request_id)
        return leave(passage, uow)
