"""Who stands in for whom in an organisation, and who may decide on its behalf."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine.access.decide import Resource, acting, may
from doorgang_engine.access.table import Act, group_of
from doorgang_engine.deputies import (
    NOT_HANDED_ON,
    Appointment,
    appoint_deputy,
    end_deputyship,
    give_mandate,
    mandates_of,
    withdraw_mandate,
)
from doorgang_engine.errors import DeputyRefused, MandateRefused
from doorgang_engine.terms.moments import local_day

from . import visit
from .dates import date_words
from .my_work import role_name
from .reading import people_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.model import Account
    from doorgang_engine.ports import UnitOfWork

LONGEST_REASON = 300  # characters
#: How people call the mandates of config/roles.toml.
MANDATES = {
    "tlv_besluit": _l("Besluit op een aanvraag voor een toelaatbaarheidsverklaring"),
    "tlv_bezwaar": _l("Besluit op bezwaar"),
}
SAID = {
    "vervanging": _l("De vervanging is vastgelegd. Uw collega ziet het werk vanaf de eerste dag."),
    "beeindigd": _l("De vervanging is beëindigd."),
    "mandaat": _l("Het mandaat is gegeven."),
    "teruggenomen": _l("Het mandaat is teruggenomen."),
}


def add_to(pages: Blueprint) -> None:
    """Add ``/vervanging``."""
    base = "/vervanging"
    pages.add_url_rule(base, "standing_in", standing_in, methods=["GET", "POST"])
    pages.add_url_rule(f"{base}/mandaat", "mandate", mandate, methods=["POST"])
    pages.add_url_rule(
        f"{base}/<deputyship_id>/beeindigen", "end_deputy", end_deputy, methods=["POST"]
    )
    pages.add_url_rule(
        f"{base}/mandaat/<mandate_id>/terugnemen", "end_mandate", end_mandate, methods=["POST"]
    )


def standing_in() -> AnyResponse:
    """Show deputies and mandates; when sent, appoint a deputy for oneself."""
    if request.method != "POST":
        return _page({})
    me = visit.account()
    place = Resource(region=me.region, person=me.id)
    actor = acting(account=me, act=Act.APPOINT_DEPUTY, resource=place)
    days = _days("van", "tot")
    reason = request.form.get("reden", "").strip()[:LONGEST_REASON]
    wrong = _wrong_days("van", "tot") | ({} if reason else {"reden": _("Vul in waarom.")})
    if days is None or wrong:
        return _page(wrong)
    asked = Appointment(
        account=me.id,
        deputy=request.form.get("collega", ""),
        roles=tuple(request.form.getlist("rol")),
        from_day=days[0],
        until_day=days[1],
        reason=reason,
        with_mandate=request.form.get("met_mandaat") == "ja",
    )
    house = visit.house()
    try:
        appoint_deputy(appointment=asked, actor=actor, parts=house.parts, now=visit.given_now())
    except DeputyRefused as refused:
        return _page({"collega": str(refused)})
    return redirect(url_for("pages.standing_in", bericht="vervanging"), 303)


def end_deputy(deputyship_id: str) -> AnyResponse:
    """End a deputyship of one's own."""
    me = visit.account()
    actor = acting(
        account=me,
        act=Act.APPOINT_DEPUTY,
        resource=Resource(region=me.region, person=me.id),
    )
    parts = visit.house().parts
    end_deputyship(deputyship_id=deputyship_id, actor=actor, parts=parts, now=visit.given_now())
    return redirect(url_for("pages.standing_in", bericht="beeindigd"), 303)


def mandate() -> AnyResponse:
    """Give a colleague a mandate."""
    me, house = visit.account(), visit.house()
    actor = acting(account=me, act=Act.GIVE_MANDATE, resource=_own_organisation(me))
    days = _days("mandaat_van", "mandaat_tot")
    if days is None:
        return _page(_wrong_days("mandaat_van", "mandaat_tot"))
    try:
        give_mandate(
            account=request.form.get("gemandateerde", ""),
            key=request.form.get("besluit", ""),
            from_day=days[0],
            until_day=days[1],
            actor=actor,
            roles=house.library.roles,
            parts=house.parts,
            now=visit.given_now(),
        )
    except (MandateRefused, DeputyRefused) as refused:
        return _page({"gemandateerde": str(refused)})
    return redirect(url_for("pages.standing_in", bericht="mandaat"), 303)


def end_mandate(mandate_id: str) -> AnyResponse:
    """Take a mandate back."""
    me = visit.account()
    actor = acting(account=me, act=Act.GIVE_MANDATE, resource=_own_organisation(me))
    parts = visit.house().parts
    withdraw_mandate(mandate_id=mandate_id, actor=actor, parts=parts, now=visit.given_now())
    return redirect(url_for("pages.standing_in", bericht="teruggenomen"), 303)


def _page(wrong: Mapping[str, str]) -> Response:
    me, house = visit.account(), visit.house()
    place = Resource(region=me.region, person=me.id)
    with house.read_uow() as uow:
        return visit.show(
            "standing_in.html",
            heading=_("Vervanging en mandaat"),
            status=422 if wrong else 200,
            **_standing(me, uow),
            people=people_of(uow, me),
            roles=[(role, role_name(role)) for role in _own_roles(me)],
            role_name=role_name,
            date_words=date_words,
            mandate_names=MANDATES,
            may_appoint=may(account=me, act=Act.APPOINT_DEPUTY, resource=place),
            may_mandate=may(account=me, act=Act.GIVE_MANDATE, resource=_own_organisation(me)),
            own_mandates=_own_mandates(me, house.library.roles),
            wrong=wrong,
            errors=list(wrong.items()),
            typed=request.form,
            longest=LONGEST_REASON,
            said=SAID.get(request.args.get("bericht", ""), ""),
        )


def _standing(me: Account, uow: UnitOfWork) -> dict[str, Any]:
    """Return what holds in somebody's organisation now or later, and their colleagues."""
    today = local_day(moment=visit.moment(uow))
    region, own = me.region, me.organisation
    return {
        "deputyships": [
            one
            for one in uow.standing.deputyships(region=region, organisation=own)
            if one.until_day >= today and one.ended_at is None
        ],
        "mandates": [
            one
            for one in uow.standing.mandates(region=region, organisation=own)
            if one.until_day >= today and one.ended_at is None
        ],
        "colleagues": [
            one
            for one in uow.accounts.of_region(region)
            if one.organisation == own and one.id != me.id and one.is_active
        ],
        "today": today.isoformat(),
    }


def _own_roles(me: Account) -> list[str]:
    """Return the roles that somebody can hand over: their own, not one that they took over."""
    return [
        role
        for role in me.roles
        if role not in me.taken_over and group_of(role) not in NOT_HANDED_ON
    ]


def _own_mandates(me: Account, roles: Mapping[str, Any]) -> list[str]:
    return sorted({key for role in _own_roles(me) for key in mandates_of(role, roles)})


def _own_organisation(me: Account) -> Resource:
    return Resource(region=me.region, organisation=me.organisation)


def _days(first: str, last: str) -> tuple[date, date] | None:
    typed = [_day(request.form.get(name, "")) for name in (first, last)]
    return None if typed[0] is None or typed[1] is None else (typed[0], typed[1])


def _wrong_days(*names: str) -> dict[str, str]:
    return {
        name: _("Vul een datum in.") for name in names if _day(request.form.get(name, "")) is None
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
