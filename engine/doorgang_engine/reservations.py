"""Scarce resources of a region: a case holds one, or the act that asks for it is refused.

Whether there is one left is asked when an act is written down, in its own transaction: nothing a
case does depends on other cases, and redoing its acts gives the same history (ADR 0029).
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from . import events as ev
from .bpmn.journal import NAMESPACE
from .errors import ResourceExhausted
from .model import CaseStatus, Reservation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from .events import Event
    from .model import Case
    from .ports import UnitOfWork


def write_reservations(
    events: Sequence[Event], *, case: Case, uow: UnitOfWork, now: datetime
) -> None:
    """Take and give back what the events say; a case that is over gives back everything.

    :raises ResourceExhausted: if all are held by other cases; then nothing may be kept.
    """
    for event in events:
        if isinstance(event, ev.ResourceReserved):
            _take(event, case, uow, now)
        elif isinstance(event, ev.ResourceReleased):
            uow.reservations.release(case, at=now, resource=event.resource)
    if case.status in (CaseStatus.COMPLETED, CaseStatus.WITHDRAWN):
        uow.reservations.release(case, at=now)


def _take(event: ev.ResourceReserved, case: Case, uow: UnitOfWork, now: datetime) -> None:
    held = uow.reservations.held(region=case.region)
    mine = [one for one in held if one.case_id == case.id and one.resource == event.resource]
    if mine:
        return  # asked again: one is enough
    taken = {one.unit for one in held if one.resource == event.resource}
    for unit in range(1, event.capacity + 1):
        wanted = Reservation(
            region=case.region,
            id=str(uuid.uuid5(NAMESPACE, f"{case.id}|{case.revision}|{event.resource}|reserved")),
            resource=event.resource,
            unit=unit,
            capacity=event.capacity,
            case_id=case.id,
            since=now,
        )
        if unit not in taken and uow.reservations.take(wanted):
            return
    raise ResourceExhausted(
        f"Alle {event.capacity} van ‘{event.resource}’ in de regio zijn uitgeleend. Er is niets "
        "verwerkt. Kies iets anders, of probeer het opnieuw als er een terug is; de "
        "regiocoördinator ziet wie er een heeft."
        if event.capacity > 0
        else f"Uw regio heeft geen ‘{event.resource}’ om uit te lenen. Er is niets verwerkt. "
        "Kies iets anders."
    )
