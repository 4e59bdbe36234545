"""What a case waits for, as its saved state tells: tasks, timers, messages, signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .enact import restore
from .model import CaseStatus
from .sealing import STATE

if TYPE_CHECKING:
    from datetime import datetime

    from .bpmn.journal import Waiting
    from .model import Case
    from .ports import Parts, UnitOfWork

FROM_OUTSIDE = frozenset({"message", "signal"})


def awaited_by(*, case: Case, uow: UnitOfWork, parts: Parts, now: datetime) -> list[Waiting]:
    """Return the messages and signals that a case waits for; none when it does not run."""
    items = open_items(case=case, uow=uow, parts=parts, now=now)
    found = [w for w in items.values() if w.waits_for in FROM_OUTSIDE]
    return sorted(found, key=lambda w: (w.name, w.element, w.id))


def open_items(*, case: Case, uow: UnitOfWork, parts: Parts, now: datetime) -> dict[str, Waiting]:
    """Return everything that a case waits for, by id; nothing when it does not run."""
    if case.status is not CaseStatus.RUNNING:
        return {}
    runnable = parts.shelf.runnable(uow, case.bundle)
    state = uow.cases.key(case.id).open(case.state, STATE)
    return restore(runnable, case_id=case.id, state=state, now=now).open_items()
