"""Carry out a list: destroy keys, remove what stays readable, and leave a certificate.

Each line is one transaction, so that a crash leaves a line done or not begun, and carrying out
again goes on where it stopped. Just before it is destroyed each line is reckoned again: what got
a hold since the list was made is kept.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from doorgang_engine import events as ev
from doorgang_engine.access.decide import Resource, require
from doorgang_engine.access.table import Act
from doorgang_engine.errors import HistoryBroken
from doorgang_engine.history.chain import canonical
from doorgang_engine.model import CaseStatus
from doorgang_engine.terms.moments import local_day

from .destruction import ListNotOpen, read_list
from .listing import retention_of
from .records import (
    Approval,
    Certificate,
    DestructionItem,
    DestructionList,
    ItemStatus,
    ListStatus,
)
from .retention import WHOLE
from .subjects import tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from doorgang_engine.model import Actor, Case
    from doorgang_engine.ports import LockedCase, Parts, UnitOfWork

    from .retention import RetentionPolicy

ENDED = (CaseStatus.COMPLETED, CaseStatus.WITHDRAWN)


def carry_out_list(
    *,
    region: str,
    list_id: str,
    actor: Actor,
    policy: RetentionPolicy,
    parts: Parts,
    now: datetime | None = None,
) -> Certificate:
    """Destroy what stands on an approved list; carried out again it gives the same certificate.

    :raises ListNotOpen: if two people have not approved it.
    :raises NotFound: if there is no such list.
    """
    require(actor=actor, act=Act.REVIEW_DESTRUCTION, resource=Resource(region=region))
    with parts.new_uow() as uow:
        made = uow.privacy.lock_list(region=region, list_id=list_id)
        items = uow.privacy.items(region=region, list_id=list_id)
    if made.status is ListStatus.OPEN:
        raise ListNotOpen("Deze lijst is nog niet door twee mensen goedgekeurd.")
    for item in items:
        if item.status is ItemStatus.LISTED:
            _carry_out(made, item, actor=actor, policy=policy, parts=parts, now=now)
    with parts.new_uow() as uow:
        return _certify(made, uow, now=now)


def carry_out_approved(
    *, policy: RetentionPolicy, actor: Actor, parts: Parts, now: datetime | None = None
) -> int:
    """Carry out every list that two people approved; return how many there were."""
    with parts.new_uow() as uow:
        lists = uow.privacy.approved_lists()
    for made in lists:
        carry_out_list(
            region=made.region,
            list_id=made.id,
            actor=actor,
            policy=policy,
            parts=parts,
            now=now,
        )
    return len(lists)


def verify_certificates(certificates: Sequence[Certificate]) -> None:
    """Check that no certificate of a region was changed, left out or moved.

    :raises HistoryBroken: naming the first that does not fit.
    """
    head = ""
    for number, one in enumerate(certificates, start=1):
        if one.number != number or one.previous != head or one.hash != _link(one):
            raise HistoryBroken(f"Verklaring van vernietiging {number} klopt niet.")
        head = one.hash


def _carry_out(
    made: DestructionList,
    item: DestructionItem,
    *,
    actor: Actor,
    policy: RetentionPolicy,
    parts: Parts,
    now: datetime | None,
) -> None:
    with parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=item.case_id)
        moment = now or locked.now
        may = _still_due(locked.case, item, policy, moment, uow, parts)
        status = ItemStatus.DESTROYED if may else ItemStatus.KEPT
        if may:
            _destroy(made, item, locked, actor, moment, uow, parts)
        uow.privacy.save_item(
            replace(
                item,
                status=status,
                due_on=None if may else item.due_on,
                changed_at=moment,
                changed_by=actor.id,
            )
        )


def _still_due(
    case: Case,
    item: DestructionItem,
    policy: RetentionPolicy,
    moment: datetime,
    uow: UnitOfWork,
    parts: Parts,
) -> bool:
    if case.status not in ENDED or not case.subject:
        return False
    as_of = local_day(moment=moment)
    found = retention_of(case, policy=policy, as_of=as_of, uow=uow, parts=parts)
    return any(
        due.record_class == item.record_class and found.is_due(due, as_of=as_of)
        for due in found.dues
    )


def _destroy(
    made: DestructionList,
    item: DestructionItem,
    locked: LockedCase,
    actor: Actor,
    moment: datetime,
    uow: UnitOfWork,
    parts: Parts,
) -> None:
    # Told first, while the chain can still be written with the case's key at hand.
    event = ev.RecordsDestroyed(list_id=made.id, record_class=item.record_class)
    case = tell(locked, event, actor=actor, at=moment, uow=uow)
    whole = item.record_class == WHOLE
    left = replace(locked.key, secret=None) if whole else locked.key.without([item.record_class])
    ring = uow.case_keys.get(region=case.region, case_id=case.id)
    uow.case_keys.rewrap(ring, wrapped=parts.vault.wrap(left))
    if not whole:
        uow.erasure.erase_class(case, item.record_class)
        return
    uow.erasure.erase_case(case)
    if not uow.privacy.has_cases(region=case.region, subject=case.subject):
        uow.erasure.forget_subject(region=case.region, subject=case.subject)
    for organisation in sorted(set(case.participants.values())):
        uow.erasure.forget_family(region=case.region, organisation=organisation)


def _certify(made: DestructionList, uow: UnitOfWork, *, now: datetime | None) -> Certificate:
    current = uow.privacy.lock_list(region=made.region, list_id=made.id)
    known = uow.privacy.certificates(region=made.region)
    if current.status is ListStatus.DONE:
        return next(one for one in known if one.list_id == made.id)
    moment = now or uow.database_now()
    view = read_list(region=made.region, list_id=made.id, uow=uow)
    certificate = Certificate(
        region=made.region,
        number=len(known) + 1,
        list_id=made.id,
        at=moment,
        content=canonical(_content(made, view.items, view.approvals)),
        previous=known[-1].hash if known else "",
        hash="",
    )
    certificate = replace(certificate, hash=_link(certificate))
    uow.privacy.add_certificate(certificate)
    uow.privacy.set_list(made, status=ListStatus.DONE, done_at=moment)
    return certificate


def _content(
    made: DestructionList, items: Sequence[DestructionItem], approvals: Sequence[Approval]
) -> dict[str, object]:
    destroyed = [item for item in items if item.status is ItemStatus.DESTROYED]
    by_class = Counter(item.record_class or "traject" for item in destroyed)
    return {
        "lijst": made.month,
        "vernietigd": dict(by_class),
        "trajecten": len({item.case_id for item in destroyed}),
        "afgehaald": sum(item.status is ItemStatus.REMOVED for item in items),
        "behouden": sum(item.status is ItemStatus.KEPT for item in items),
        "goedgekeurd": [
            {"door": one.account, "rol": one.role, "op": one.at.isoformat(timespec="seconds")}
            for one in approvals
        ],
        "wijze": "sleutels vernietigd en leesbare gegevens verwijderd",
    }


def _link(certificate: Certificate) -> str:
    text = json.dumps(
        [
            certificate.region,
            certificate.number,
            certificate.list_id,
            certificate.at.isoformat(timespec="seconds"),
            certificate.content,
            certificate.previous,
        ],
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()
