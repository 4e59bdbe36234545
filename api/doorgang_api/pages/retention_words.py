"""Words about keeping and destroying: classes, lists, lines, certificates. No child is named."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_engine.access.decide import Resource, may
from doorgang_engine.access.table import Act
from doorgang_engine.privacy.destruction import REMOVAL
from doorgang_engine.privacy.listing import retention_of
from doorgang_engine.privacy.records import ItemStatus, ListStatus
from doorgang_engine.privacy.retention import WHOLE
from doorgang_engine.sealing import ContentDestroyed
from doorgang_engine.terms.wording import date_words

from .my_work import role_name
from .words import month_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from doorgang_engine.model import Account, Case
    from doorgang_engine.ports import Parts, UnitOfWork
    from doorgang_engine.privacy.records import Certificate, DestructionItem
    from doorgang_engine.privacy.retention import RetentionPolicy

LIST_STATUS = {
    ListStatus.OPEN: "wacht op goedkeuring",
    ListStatus.APPROVED: "goedgekeurd, wordt uitgevoerd",
    ListStatus.DONE: "uitgevoerd",
}
ITEM_STATUS = {
    ItemStatus.LISTED: "op de lijst",
    ItemStatus.REMOVED: "van de lijst gehaald",
    ItemStatus.KEPT: "bewaard: mocht niet meer vernietigd worden",
    ItemStatus.DESTROYED: "vernietigd",
}
WHOLE_WORDS = "Het hele traject, met de naam"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the words are looked up in, for one page."""

    account: Account
    policy: RetentionPolicy
    today: date
    uow: UnitOfWork
    parts: Parts


def list_name(month: str) -> str:
    """Return how people call the list of a month."""
    return f"Lijst van {month_words(month)}"


def class_name(record_class: str, policy: RetentionPolicy) -> str:
    """Return a record class in words."""
    if record_class == WHOLE:
        return WHOLE_WORDS
    known = policy.classes.get(record_class)
    return known.name if known else record_class


def line(item: DestructionItem, desk: Desk) -> dict[str, Any]:
    """Return one line of a list in words: which case, what of it, since when due and why."""
    case = desk.uow.cases.get(item.case_id)
    is_listed = item.status is ItemStatus.LISTED
    why, held_by = _why(item, case, desk) if is_listed else ("", ())
    return {
        "item": item,
        "number": case.number,
        "route": desk.parts.shelf.content(desk.uow, case.bundle)["title"],
        "what": class_name(item.record_class, desk.policy),
        "due": date_words(day=item.due_on) if item.due_on else "",
        "why": why,
        "held_by": held_by,
        "status": ITEM_STATUS[item.status],
        "is_listed": is_listed,
        "reason": _reason(item, desk),
        "may_see_case": bool(case.subject)
        and may(account=desk.account, act=Act.SEE_CASE, resource=Resource.of_case(case)),
    }


def certificate_words(one: Certificate, desk: Desk) -> dict[str, Any]:
    """Return what a certificate says, in words."""
    content = json.loads(one.content)
    return {
        "number": one.number,
        "at": one.at,
        "name": list_name(content["lijst"]),
        "cases": content["trajecten"],
        "removed": content["afgehaald"],
        "kept": content["behouden"],
        "manner": content["wijze"],
        "destroyed": [
            (class_name("" if key == "traject" else key, desk.policy), count)
            for key, count in sorted(content["vernietigd"].items())
        ],
        "approved": [(given["door"], role_name(given["rol"])) for given in content["goedgekeurd"]],
        "hash": one.hash,
    }


def roles_words(roles: Iterable[str]) -> str:
    """Return roles of which one is asked, in words."""
    return " of ".join(sorted(role_name(role) for role in roles))


def _why(item: DestructionItem, case: Case, desk: Desk) -> tuple[str, tuple[str, ...]]:
    """Return why records are due now, and what stops that."""
    found = retention_of(
        case, policy=desk.policy, as_of=desk.today, uow=desk.uow, parts=desk.parts
    )
    whys = [due.why for due in found.dues if due.record_class == item.record_class]
    return (whys[0] if whys else ""), found.held_by


def _reason(item: DestructionItem, desk: Desk) -> str:
    """Return why a line was taken off, as long as that can be opened."""
    if not item.reason:
        return ""
    with suppress(ContentDestroyed):
        return desk.uow.cases.key(item.case_id).open(item.reason, REMOVAL).decode()
    return ""
