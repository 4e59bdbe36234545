"""Take a case in for what people add beside its route: it goes on, or waits for an incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .advance import enter, enter_standing, require_running
from .errors import CaseNotRunning
from .model import CaseStatus

if TYPE_CHECKING:
    from datetime import datetime

    from .advance import Passage
    from .ports import LockedCase, Parts, UnitOfWork


def enter_going_on(locked: LockedCase, *, uow: UnitOfWork, parts: Parts, now: datetime) -> Passage:
    """Take a locked case in that has not ended; in an incident it is taken in as it stands.

    :raises CaseNotRunning: if it has ended, or does so now that its last term has passed.
    """
    in_incident = locked.case.status is CaseStatus.INCIDENT
    if not in_incident:
        require_running(locked.case)
    runnable = parts.shelf.runnable(uow, locked.case.bundle)
    passage = (enter_standing if in_incident else enter)(locked, runnable, now=now)
    if passage.running.is_over:
        raise CaseNotRunning("Dit traject is afgelopen. Er is niets verwerkt.")
    return passage
