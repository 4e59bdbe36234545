"""Words about keeping and destroying: classes, lists, lines, certificates. No child is named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine.access.decide import Resource, may
from doorgang_engine.access.table import Act
from doorgang_engine.privacy.records import ItemStatus, ListStatus
from doorgang_engine.privacy.retention import WHOLE

from .dates import date_words
from .my_work import role_name
from .words import month_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doorgang_engine.model import Account
    from doorgang_engine.privacy.records import Certificate
    from doorgang_engine.privacy.retention import RetentionPolicy
    from doorgang_engine.privacy.review import Line

LIST_STATUS = {
    ListStatus.OPEN: _l("wacht op goedkeuring"),
    ListStatus.APPROVED: _l("goedgekeurd, wordt uitgevoerd"),
    ListStatus.DONE: "uitgevoerd",
}
ITEM_STATUS = {
    ItemStatus.LISTED: _l("op de lijst"),
    ItemStatus.REMOVED: _l("van de lijst gehaald"),
    ItemStatus.KEPT: _l("bewaard: mocht niet meer vernietigd worden"),
    ItemStatus.DESTROYED: "vernietigd",
}
WHOLE_WORDS = _l("Het hele traject, met de naam")


def list_name(month: str) -> str:
    """Return how people call the list of a month."""
    return _("Lijst van %(month_words)s", month_words=month_words(month))


def class_name(record_class: str, policy: RetentionPolicy) -> str:
    """Return a record class in words."""
    if record_class == WHOLE:
        return WHOLE_WORDS
    known = policy.classes.get(record_class)
    return known.name if known else record_class


def line_words(line: Line, *, account: Account, policy: RetentionPolicy) -> dict[str, Any]:
    """Return one line of a list in words: which case, what of it, since when due and why."""
    item = line.item
    place = Resource(region=item.region, participants=frozenset(line.participants))
    return {
        "item": item,
        "number": line.number,
        "route": line.route,
        "what": class_name(item.record_class, policy),
        "due": date_words(day=item.due_on) if item.due_on else "",
        "why": line.why,
        "held_by": line.held_by,
        "status": ITEM_STATUS[item.status],
        "is_listed": item.status is ItemStatus.LISTED,
        "reason": line.reason,
        "may_see_case": not line.is_destroyed
        and may(account=account, act=Act.SEE_CASE, resource=place),
    }


def certificate_words(one: Certificate, policy: RetentionPolicy) -> dict[str, Any]:
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
            (class_name("" if key == "traject" else key, policy), count)
            for key, count in sorted(content["vernietigd"].items())
        ],
        "approved": [(given["door"], role_name(given["rol"])) for given in content["goedgekeurd"]],
        "hash": one.hash,
    }


def roles_words(roles: Iterable[str]) -> str:
    """Return roles of which one is asked, in words."""
    return " of ".join(sorted(role_name(role) for role in roles))
