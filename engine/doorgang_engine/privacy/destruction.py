"""Lists of what is to be destroyed: made by the system, reviewed, approved by two people."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doorgang_engine.access.decide import Resource, acting, require
from doorgang_engine.access.table import Act
from doorgang_engine.errors import Conflict, Forbidden, NotFound, ReasonMissing
from doorgang_engine.terms.moments import local_day

from .listing import walk
from .records import Approval, DestructionItem, DestructionList, ItemStatus, ListStatus
from .retention import APPROVALS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from doorgang_engine.model import Account, Actor
    from doorgang_engine.ports import Parts, UnitOfWork

    from .retention import RetentionPolicy

REMOVAL = "removal"  # what the reason of taking a line off is sealed for


class ListNotOpen(Conflict):
    """The list was approved already, or carried out."""

    code = "list_not_open"


class ApprovalRefused(Forbidden):
    """This person may not give this approval: another role is asked, or another person."""

    code = "approval_refused"


@dataclass(frozen=True, kw_only=True)
class ListView:
    """A list with everything about it."""

    list: DestructionList
    items: Sequence[DestructionItem]
    approvals: Sequence[Approval]


def make_list(
    *,
    region: str,
    actor: Actor,
    policy: RetentionPolicy,
    parts: Parts,
    now: datetime | None = None,
) -> DestructionList | None:
    """Make this month's list of a region; None when there is nothing to destroy.

    Asked again in the same month it gives the same list. What stands on a list that was not
    carried out is not put on another.

    :raises Forbidden: if this is not for somebody in this role.
    """
    _require(region, actor)
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        as_of = local_day(moment=moment)
        month = as_of.isoformat()[:7]
        if known := uow.privacy.find_list(region=region, month=month):
            return known
        made = DestructionList(
            region=region,
            id=str(uuid.uuid4()),
            month=month,
            as_of=as_of,
            made_at=moment,
            made_by=actor.id,
            status=ListStatus.OPEN,
        )
        items = [
            DestructionItem(
                region=region,
                list_id=made.id,
                case_id=found.case.id,
                record_class=due.record_class,
                due_on=due.on,
                status=ItemStatus.LISTED,
            )
            for found in walk(region=region, policy=policy, as_of=as_of, uow=uow, parts=parts)
            for due in found.dues
            if found.is_due(due, as_of=as_of)
            and due.record_class
            not in uow.privacy.listed_elsewhere(region=region, case_id=found.case.id)
        ]
        if not items:
            return None
        uow.privacy.add_list(made, items)
        return made


def read_list(*, region: str, list_id: str, uow: UnitOfWork) -> ListView:
    """Return a list with its lines and approvals.

    :raises NotFound: if there is none.
    """
    found = next((one for one in uow.privacy.lists(region=region) if one.id == list_id), None)
    if found is None:
        raise NotFound("Deze vernietigingslijst bestaat niet.")
    return ListView(
        list=found,
        items=uow.privacy.items(region=region, list_id=list_id),
        approvals=uow.privacy.approvals(region=region, list_id=list_id),
    )


def take_off(
    *,
    region: str,
    list_id: str,
    case_id: str,
    record_class: str,
    reason: str,
    actor: Actor,
    parts: Parts,
    now: datetime | None = None,
) -> None:
    """Take a line off a list, with a reason; a next list may propose it again.

    :raises ListNotOpen: if the list was approved by two.
    :raises ReasonMissing: if no reason is given.
    :raises NotFound: if the line is not on the list.
    """
    _require(region, actor)
    if not reason.strip():
        raise ReasonMissing("Geef een reden. Er is niets gewijzigd.")
    with parts.new_uow() as uow:
        made = _open_list(region, list_id, uow)
        moment = now or uow.database_now()
        item = _line(made, case_id, record_class, uow)
        key = uow.cases.key(case_id)
        uow.privacy.save_item(
            replace(
                item,
                status=ItemStatus.REMOVED,
                changed_at=moment,
                changed_by=actor.id,
                reason=key.seal(reason.strip().encode(), REMOVAL),
            )
        )


def approve(
    *,
    region: str,
    list_id: str,
    account: Account,
    policy: RetentionPolicy,
    parts: Parts,
    now: datetime | None = None,
) -> DestructionList:
    """Approve a list; after the second approval, by another person in another role, it stands.

    :raises ListNotOpen: if it was approved by two already.
    :raises ApprovalRefused: if this person approved before, or has no role that is still asked.
    """
    acting(account=account, act=Act.REVIEW_DESTRUCTION, resource=Resource(region=region))
    with parts.new_uow() as uow:
        made = _open_list(region, list_id, uow)
        given = uow.privacy.approvals(region=region, list_id=list_id)
        step, role = _step(given, account, policy)
        moment = now or uow.database_now()
        uow.privacy.add_approval(
            Approval(
                region=region,
                list_id=list_id,
                step=step,
                account=account.id,
                role=role,
                at=moment,
            )
        )
        if len(given) + 1 < APPROVALS:
            return made
        uow.privacy.set_list(made, status=ListStatus.APPROVED)
        return replace(made, status=ListStatus.APPROVED)


def _require(region: str, actor: Actor) -> None:
    require(actor=actor, act=Act.REVIEW_DESTRUCTION, resource=Resource(region=region))


def may_approve(*, given: Sequence[Approval], account: Account, policy: RetentionPolicy) -> bool:
    """Return whether somebody can give an approval that is still asked."""
    try:
        _step(given, account, policy)
    except ApprovalRefused:
        return False
    return True


def _step(given: Sequence[Approval], account: Account, policy: RetentionPolicy) -> tuple[int, str]:
    if any(one.account == account.id for one in given):
        raise ApprovalRefused(
            "U hebt deze lijst al goedgekeurd. De tweede goedkeuring is aan iemand anders."
        )
    taken = {one.step for one in given}
    for step, roles in enumerate(policy.approvers, start=1):
        fitting = sorted(roles & set(account.roles))
        if step not in taken and fitting:
            return step, fitting[0]
    raise ApprovalRefused("Deze goedkeuring hoort bij een andere rol. Er is niets gewijzigd.")


def _open_list(region: str, list_id: str, uow: UnitOfWork) -> DestructionList:
    made = uow.privacy.lock_list(region=region, list_id=list_id)
    if made.status is not ListStatus.OPEN:
        raise ListNotOpen("Deze lijst is al vastgesteld. Er is niets gewijzigd.")
    return made


def _line(
    made: DestructionList, case_id: str, record_class: str, uow: UnitOfWork
) -> DestructionItem:
    for item in uow.privacy.items(region=made.region, list_id=made.id):
        if (item.case_id, item.record_class, item.status) == (
            case_id,
            record_class,
            ItemStatus.LISTED,
        ):
            return item
    raise NotFound("Deze regel staat niet (meer) op de lijst.")
