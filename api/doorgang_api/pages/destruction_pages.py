"""One list of what is to be destroyed: its lines, taking one off, approving it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api.acting import in_region
from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine.access.table import Act
from doorgang_engine.errors import NotFound
from doorgang_engine.privacy.destruction import (
    ListView,
    approve,
    may_approve,
    read_list,
    take_off,
)
from doorgang_engine.privacy.records import ItemStatus, ListStatus
from doorgang_engine.privacy.retention import APPROVALS
from doorgang_engine.privacy.review import review
from doorgang_engine.terms.moments import local_day

from . import visit
from .my_work import role_name
from .reading import people_of
from .retention_pages import whole_region
from .retention_words import LIST_STATUS, line_words, list_name, roles_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.ports import UnitOfWork
    from doorgang_engine.privacy.records import DestructionItem
    from doorgang_engine.privacy.retention import RetentionPolicy

LINES = 100  # on one page
LONGEST_REASON = 500  # characters
SEEN = "gezien"  # how many approvals stood there when somebody decided
SAID = {
    "afgehaald": _l("De regel is van de lijst gehaald."),
    "goedgekeurd": _l("Uw goedkeuring is vastgelegd."),
}


def add_to(pages: Blueprint) -> None:
    """Add ``/bewaren/lijsten/<id>``."""
    base = "/bewaren/lijsten/<list_id>"
    pages.add_url_rule(base, "destruction_list", destruction_list)
    pages.add_url_rule(f"{base}/goedkeuren", "approve_list", approve_list, methods=["POST"])
    pages.add_url_rule(f"{base}/afhalen/<case_id>", "take_off", off, methods=["GET", "POST"])


def destruction_list(list_id: str) -> Response:
    """Show a list with its lines."""
    in_region(visit.account(), Act.REVIEW_DESTRUCTION)
    return _page(list_id, {})


def approve_list(list_id: str) -> AnyResponse:
    """Approve a list, in one's own name."""
    me, house = visit.account(), visit.house()
    in_region(me, Act.REVIEW_DESTRUCTION)
    if wrong := _wrong_approval(list_id):
        return _page(list_id, wrong)
    approve(
        region=me.region,
        list_id=list_id,
        account=me,
        policy=house.retention,
        parts=house.parts,
        now=visit.given_now(),
    )
    return redirect(url_for("pages.destruction_list", list_id=list_id, bericht="goedgekeurd"), 303)


def off(list_id: str, case_id: str) -> AnyResponse:
    """Ask why a line does not belong on the list, and take it off."""
    me = visit.account()
    actor = in_region(me, Act.REVIEW_DESTRUCTION)
    record_class = request.values.get("klasse", "")
    reason = request.form.get("reden", "").strip()[:LONGEST_REASON]
    if request.method != "POST" or not reason:
        wrong = {"reden": _("Vul in waarom.")} if request.method == "POST" else {}
        return _line_page(list_id, case_id, record_class, wrong)
    take_off(
        region=me.region,
        list_id=list_id,
        case_id=case_id,
        record_class=record_class,
        reason=reason,
        actor=actor,
        parts=visit.house().parts,
        now=visit.given_now(),
    )
    return redirect(url_for("pages.destruction_list", list_id=list_id, bericht="afgehaald"), 303)


def _wrong_approval(list_id: str) -> dict[str, str]:
    """Return why an approval is not given: who approves knows whether it is the last one."""
    if request.form.get("nagekeken") != "ja":
        return {"nagekeken": _("Bevestig dat u de lijst hebt nagekeken.")}
    me = visit.account()
    with whole_region().read_uow() as uow:
        others = [
            one
            for one in read_list(region=me.region, list_id=list_id, uow=uow).approvals
            if one.account != me.id
        ]
    if request.form.get(SEEN) == str(len(others)):
        return {}
    return {
        "nagekeken": _(
            "Intussen heeft iemand anders goedgekeurd. Lees hieronder wat uw goedkeuring "
            "nu betekent, en bevestig opnieuw."
        )
    }


def _page(list_id: str, wrong: Mapping[str, str]) -> Response:
    me, policy = visit.account(), visit.house().retention
    with visit.desk() as desk, whole_region().read_uow() as uow:
        view = read_list(region=me.region, list_id=list_id, uow=uow)
        part = _part(len(view.items))
        shown = view.items[(part - 1) * LINES : part * LINES]
        return visit.show(
            "destruction_list.html",
            heading=list_name(view.list.month),
            status=422 if wrong else 200,
            view=view,
            list_status=LIST_STATUS[view.list.status],
            lines=_lines(shown, desk, uow),
            part=part,
            parts=_parts(len(view.items)),
            listed=sum(one.status is ItemStatus.LISTED for one in view.items),
            people=people_of(uow, me),
            role_name=role_name,
            wrong=wrong,
            errors=list(wrong.items()),
            said=SAID.get(request.args.get("bericht", ""), ""),
            seen_field=SEEN,
            **_approving(view, policy),
        )


def _lines(items: Sequence[DestructionItem], desk: Desk, uow: UnitOfWork) -> list[dict[str, Any]]:
    """Return lines in words; that these cases were named is noted."""
    me, house = desk.account, visit.house()
    desk.listed(sorted({one.case_id for one in items}))
    lines = review(
        items=items,
        actor=in_region(me, Act.REVIEW_DESTRUCTION),
        policy=house.retention,
        as_of=local_day(moment=desk.now),
        uow=uow,
        parts=house.parts,
    )
    return [line_words(one, account=me, policy=house.retention) for one in lines]


def _approving(view: ListView, policy: RetentionPolicy) -> dict[str, Any]:
    """Return whether the visitor can approve now, and who else is asked."""
    me, is_open = visit.account(), view.list.status is ListStatus.OPEN
    taken = {one.step for one in view.approvals}
    return {
        "is_open": is_open,
        "may_approve": is_open and may_approve(given=view.approvals, account=me, policy=policy),
        "has_approved": any(one.account == me.id for one in view.approvals),
        "is_last": len(view.approvals) == APPROVALS - 1,
        "still_asked": [
            roles_words(roles)
            for step, roles in enumerate(policy.approvers, start=1)
            if is_open and step not in taken
        ],
    }


def _line_page(
    list_id: str, case_id: str, record_class: str, wrong: Mapping[str, str]
) -> Response:
    me = visit.account()
    with visit.desk() as desk, whole_region().read_uow() as uow:
        view = read_list(region=me.region, list_id=list_id, uow=uow)
        item = next(
            (
                one
                for one in view.items
                if (one.case_id, one.record_class) == (case_id, record_class)
                and one.status is ItemStatus.LISTED
                and view.list.status is ListStatus.OPEN
            ),
            None,
        )
        if item is None:
            raise NotFound(_("Deze regel staat niet (meer) op een lijst die nog open is."))
        return visit.show(
            "take_off.html",
            heading=_("Regel van de lijst halen"),
            status=422 if wrong else 200,
            list_id=list_id,
            list_name=list_name(view.list.month),
            line=_lines([item], desk, uow)[0],
            wrong=wrong,
            errors=list(wrong.items()),
            longest=LONGEST_REASON,
        )


def _parts(count: int) -> int:
    return max(1, -(-count // LINES))


def _part(count: int) -> int:
    """Return which part of a long list is asked for."""
    asked = request.args.get("deel", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len("10000") else 1
    return min(max(number, 1), _parts(count))
