"""What is kept and what is to be destroyed in a region: lists, holds and certificates together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request

from doorgang_api.acting import in_region
from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_api.sight import EVERYTHING
from doorgang_engine.access.decide import may_everywhere
from doorgang_engine.access.table import Act
from doorgang_engine.errors import HistoryBroken
from doorgang_engine.privacy.erasure import verify_certificates
from doorgang_engine.privacy.records import ItemStatus
from doorgang_engine.privacy.retention import APPROVALS
from doorgang_engine.terms.moments import local_day

from . import visit
from .dates import date_words
from .reading import people_of
from .retention_words import LIST_STATUS, certificate_words, list_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Blueprint, Response

    from doorgang_api.wiring import House
    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.ports import UnitOfWork
    from doorgang_engine.privacy.records import Certificate, DestructionList, Hold

SAID = {
    "bewaarplicht": _l(
        "De bewaarplicht is vastgelegd. Er wordt niets vernietigd zolang zij geldt."
    ),
    "opgeheven": _l("De bewaarplicht is opgeheven. De gewone bewaartermijnen gelden weer."),
}


def add_to(pages: Blueprint) -> None:
    """Add ``/bewaren``."""
    pages.add_url_rule("/bewaren", "retention", retention)


def whole_region() -> House:
    """Return the house with every case of the visitor's region; for who may review or hold only.

    The numbers of cases on a list are of organisations in which the reviewer takes no part.
    """
    return visit.house().within(region=visit.account().region, organisation=EVERYTHING)


def retention() -> Response:
    """Show the lists, holds and certificates of the region, as far as someone may."""
    me = visit.account()
    may_review, may_hold = (may_everywhere(account=me, act=act) for act in visit.KEEPING)
    if not may_hold:
        in_region(me, Act.REVIEW_DESTRUCTION)
    policy = visit.house().retention
    with visit.desk() as desk, whole_region().read_uow() as uow:
        certificates = uow.privacy.certificates(region=me.region) if may_review else ()
        lists = uow.privacy.lists(region=me.region) if may_review else ()
        holds = uow.privacy.active_holds(region=me.region) if may_hold else ()
        return visit.show(
            "retention.html",
            heading=_("Bewaren en vernietigen"),
            may_review=may_review,
            may_hold=may_hold,
            lists=[_list(one, uow) for one in lists],
            holds=_holds(holds, desk, uow),
            certificates=[certificate_words(one, policy) for one in reversed(certificates)],
            broken=_broken(certificates),
            people=people_of(uow, me),
            approvals_asked=APPROVALS,
            said=SAID.get(request.args.get("bericht", ""), ""),
        )


def _list(one: DestructionList, uow: UnitOfWork) -> dict[str, Any]:
    items = uow.privacy.items(region=one.region, list_id=one.id)
    return {
        "id": one.id,
        "name": list_name(one.month),
        "status": LIST_STATUS[one.status],
        "as_of": date_words(day=one.as_of),
        "lines": sum(item.status is not ItemStatus.REMOVED for item in items),
        "removed": sum(item.status is ItemStatus.REMOVED for item in items),
        "approvals": len(uow.privacy.approvals(region=one.region, list_id=one.id)),
    }


def _holds(holds: Sequence[Hold], desk: Desk, uow: UnitOfWork) -> list[dict[str, Any]]:
    """Return holds in words. Their reason stays in the dossier: it may tell of the child."""
    if not holds:
        return []
    ids = [one.case_id or one.sealed_in for one in holds]
    desk.listed(sorted(set(ids)))
    numbers = uow.cases.numbers(region=desk.account.region, case_ids=ids)
    today = local_day(moment=desk.now)
    return [
        {
            "hold": one,
            "number": numbers.get(case_id, ""),
            "whole_child": not one.case_id,
            "until": date_words(day=one.until) if one.until else "",
            "is_over": one.until is not None and one.until < today,
        }
        for one, case_id in zip(holds, ids, strict=True)
    ]


def _broken(certificates: Sequence[Certificate]) -> str:
    """Return what does not fit in the chain of certificates; empty when all do."""
    try:
        verify_certificates(certificates)
    except HistoryBroken as broken:
        return str(broken)
    return ""
