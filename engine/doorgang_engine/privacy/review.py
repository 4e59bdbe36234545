"""What people see of a list when they review it: which case, what, why; never whom it is about."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.access.decide import Resource, require
from doorgang_engine.access.table import Act
from doorgang_engine.sealing import ContentDestroyed

from .destruction import REMOVAL
from .listing import retention_of
from .records import ItemStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from doorgang_engine.model import Actor, Case
    from doorgang_engine.ports import Parts, UnitOfWork

    from .records import DestructionItem
    from .retention import RetentionPolicy


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a list, as who reviews it sees it."""

    item: DestructionItem
    number: str
    route: str  # its title
    participants: Collection[str]  # organisations
    is_destroyed: bool  # nothing is left of the case
    why: str  # why it may be destroyed now; empty when that does not hold any more
    held_by: Sequence[str]  # what stops it, in words
    reason: str  # why it was taken off


def review(
    *,
    items: Sequence[DestructionItem],
    actor: Actor,
    policy: RetentionPolicy,
    as_of: date,
    uow: UnitOfWork,
    parts: Parts,
) -> list[Line]:
    """Return lines of a list of a region, reckoned again as on a day.

    :raises Forbidden: if reviewing is not for somebody in this role.
    """
    require(actor=actor, act=Act.REVIEW_DESTRUCTION, resource=Resource(region=actor.region))
    return [
        _line(item, policy, as_of, uow, parts) for item in items if item.region == actor.region
    ]


def find_to_hold(*, number: str, actor: Actor, uow: UnitOfWork) -> Case | None:
    """Return the case of somebody's region with a number, of which they may set a hold.

    :raises Forbidden: if holds are not for somebody in this role.
    """
    require(actor=actor, act=Act.SET_HOLD, resource=Resource(region=actor.region))
    return uow.cases.find_by_number(region=actor.region, number=number)


def _line(
    item: DestructionItem, policy: RetentionPolicy, as_of: date, uow: UnitOfWork, parts: Parts
) -> Line:
    case = uow.cases.get(item.case_id)
    whys: list[str] = []
    held_by: tuple[str, ...] = ()
    if item.status is ItemStatus.LISTED:
        found = retention_of(case, policy=policy, as_of=as_of, uow=uow, parts=parts)
        held_by = found.held_by
        whys = [
            due.why
            for due in found.dues
            if due.record_class == item.record_class and due.on is not None and due.on <= as_of
        ]
    return Line(
        item=item,
        number=case.number,
        route=str(parts.shelf.content(uow, case.bundle)["title"]),
        participants=frozenset(one for one in case.participants.values() if one),
        is_destroyed=not case.subject,
        why=whys[0] if whys else "",
        held_by=held_by,
        reason=_reason(item, uow),
    )


def _reason(item: DestructionItem, uow: UnitOfWork) -> str:
    """Return why a line was taken off, as long as that can be opened."""
    if not item.reason:
        return ""
    with suppress(ContentDestroyed):
        return uow.cases.key(item.case_id).open(item.reason, REMOVAL).decode()
    return ""
