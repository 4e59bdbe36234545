"""Make the milestones again from the histories: after an update, or to see that they are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.history.reading import read
from doorgang_engine.record_events import RecordsDestroyed

from .milestones import milestones_in

if TYPE_CHECKING:
    from doorgang_engine.model import Case
    from doorgang_engine.ports import Parts, UnitOfWork

    from .milestones import Milestone


def rebuild(*, parts: Parts, region: str = "") -> tuple[int, int]:
    """Make the milestones of every case again, of one region or of all.

    Return how many cases there were, and of how many the milestones were not right.
    """
    with parts.new_uow() as uow:
        ids = list(uow.cases.ids())
    seen = wrong = 0
    for case_id in ids:
        with parts.new_uow() as uow:
            case = uow.cases.lock(case_id=case_id).case
            if region in ("", case.region):
                seen += 1
                wrong += _put_right(case, parts=parts, uow=uow)
    return seen, wrong


def milestones_of_case(case: Case, *, parts: Parts, uow: UnitOfWork) -> list[Milestone]:
    """Return the milestones that the history of a case has; none once it was destroyed."""
    recorded = uow.history.of_case(case.id)
    events = [read(one, None) for one in recorded]
    if any(isinstance(e, RecordsDestroyed) and not e.record_class for e in events):
        return []
    program = parts.shelf.runnable(uow, case.bundle).program
    return milestones_in(recorded, events, program=program)


def _put_right(case: Case, *, parts: Parts, uow: UnitOfWork) -> bool:
    """Make the milestones of a case again; return whether they were not right."""
    should = milestones_of_case(case, parts=parts, uow=uow)
    if list(uow.milestones.of_case(case.id)) == should:
        return False
    uow.milestones.remove_of_case(case)
    uow.milestones.add(should)
    return True
