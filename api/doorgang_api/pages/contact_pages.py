"""The contact register, for the coordinator: who is it, who is missing, appoint and end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api.acting import in_region
from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine.access.table import Act
from doorgang_engine.contacts.appointing import Asked, ContactsRefused, appoint, end_contact
from doorgang_engine.contacts.register import FAMILY, duty_on, gaps_in
from doorgang_engine.contacts.table import find_day
from doorgang_engine.terms.moments import local_day

from . import visit
from .dates import date_words
from .my_work import role_name
from .participants import KINDS
from .reading import people_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.contacts.register import Duty, Gap
    from doorgang_engine.ports import UnitOfWork

    from .names import People

WHOLE = "alles"
SAID = {
    "toegevoegd": _l("De contactpersoon staat in het register."),
    "beeindigd": _l("De laatste dag is vastgelegd."),
}


def add_to(pages: Blueprint) -> None:
    """Add ``/contactpersonen``."""
    pages.add_url_rule("/contactpersonen", "contacts", contacts, methods=["GET", "POST"])
    pages.add_url_rule(
        "/contactpersonen/<contact_id>/beeindigen", "end_contact", end, methods=["POST"]
    )


def contacts() -> AnyResponse:
    """Show the register; when sent, enter a contact."""
    me, house = visit.account(), visit.house()
    actor = in_region(me, Act.MANAGE_CONTACTS)
    if request.method != "POST":
        return _page({})
    asked, wrong = _typed()
    if asked is None:
        return _page(wrong)
    try:
        appoint(
            asked={WHOLE: asked},
            region=me.region,
            actor=actor,
            roles=house.library.roles,
            parts=house.parts,
            now=visit.given_now(),
        )
    except ContactsRefused as refused:
        return _page({"organisatie": " ".join(refused.fields[WHOLE])})
    return redirect(url_for("pages.contacts", bericht="toegevoegd", van=asked.organisation), 303)


def end(contact_id: str) -> AnyResponse:
    """Let today be the last day of a contact."""
    me, house = visit.account(), visit.house()
    actor = in_region(me, Act.MANAGE_CONTACTS)
    with house.read_uow() as uow:
        today = local_day(moment=visit.moment(uow))
    try:
        end_contact(contact_id=contact_id, last_day=today, actor=actor, parts=house.parts)
    except ContactsRefused:  # it had not begun yet
        return _page({"organisatie": _("Deze contactpersoon is nog niet begonnen.")})
    return redirect(url_for("pages.contacts", bericht="beeindigd"), 303)


def _page(wrong: Mapping[str, str]) -> Response:
    me, house = visit.account(), visit.house()
    wanted = request.args.get("van", "")
    with house.read_uow() as uow:
        today = local_day(moment=visit.moment(uow))
        duty = duty_on(today, region=me.region, uow=uow)
        people = people_of(uow, me)
        gaps = gaps_in(duty, region=me.region, roles=house.library.roles, uow=uow)
        return visit.show(
            "contacts.html",
            heading=_("Contactpersonen"),
            status=422 if wrong else 200,
            rows=_rows(duty, wanted, people),
            gaps=[_gap_words(one, people) for one in gaps],
            organisations=_organisations(uow, me.region),
            wanted=wanted,
            wanted_name=people.organisation(wanted) if wanted else "",
            roles=_roles(house.library.roles),
            today=today.isoformat(),
            wrong=wrong,
            errors=list(wrong.items()),
            typed=request.form,
            said=SAID.get(request.args.get("bericht", ""), ""),
        )


def _rows(duty: Duty, wanted: str, people: People) -> list[dict[str, Any]]:
    """Return who is a contact now or later; ``wanted`` is an organisation, empty for all."""
    return [
        {
            "contact": one,
            "organisation": people.organisation(one.organisation),
            "role": role_name(one.role),
            "sort": "vervanger" if one.is_deputy else "vast",
            "days": _days(one.from_day, one.until_day),
            "is_now": one.covers(duty.day),
        }
        for one in duty.contacts
        if wanted in ("", one.organisation)
        and (one.until_day is None or one.until_day >= duty.day)
    ]


def _days(first: Any, last: Any) -> str:
    since = f"vanaf {date_words(day=first)}"
    return (
        _("%(since)s, tot en met %(date_words)s", since=since, date_words=date_words(day=last))
        if last
        else since
    )


def _gap_words(gap: Gap, people: People) -> dict[str, str]:
    role = role_name(gap.role)
    where = people.organisation(gap.organisation)
    count = _("1 taak wacht") if gap.tasks == 1 else _("%(tasks)s taken wachten", tasks=gap.tasks)
    if gap.is_unnamed:
        todo = _("Kies in het traject eerst welke organisatie meedoet.")
    elif gap.is_closed:
        todo = _("De organisatie is gesloten. Kies in het traject welke organisatie haar opvolgt.")
    elif gap.has_account:
        todo = _("Wijs iemand aan als %(role)s. Iemand heeft een account met deze rol.", role=role)
    else:
        todo = _(
            "Wijs iemand aan als %(role)s. Niemand heeft hier een account met deze rol.", role=role
        )
    return {"title": f"{where}: {role}", "count": count, "todo": todo}


def _organisations(uow: UnitOfWork, region: str) -> list[tuple[str, str]]:
    found = [one for one in uow.organisations.of_region(region) if one.kind != FAMILY]
    found.sort(key=lambda one: (KINDS.get(one.kind, one.kind), one.name))
    return [(one.id, f"{one.name} ({KINDS.get(one.kind, one.kind)})") for one in found]


def _roles(roles: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    able = [key for key, role in roles.items() if role.get("organisatie", "") not in ("", FAMILY)]
    return sorted(((key, role_name(key)) for key in able), key=lambda one: one[1])


def _typed() -> tuple[Asked | None, dict[str, str]]:
    """Return who was typed, or what is wrong by field."""
    form = request.form
    first, last = find_day(form.get("eerste", "")), find_day(form.get("laatste", ""))
    needed = {
        "organisatie": _("Kies een organisatie."),
        "rol": _("Kies een rol."),
        "naam": _("Vul de naam in."),
        "werkmail": _("Vul het werkmailadres in."),
    }
    wrong = {name: text for name, text in needed.items() if not form.get(name, "").strip()}
    if first is None:
        wrong["eerste"] = _("Vul de eerste dag in.")
    if form.get("laatste", "").strip() and last is None:
        wrong["laatste"] = _("Vul een datum in, of laat dit leeg.")
    if wrong or first is None:
        return None, wrong
    return Asked(
        organisation=form["organisatie"],
        role=form["rol"],
        name=form["naam"].strip(),
        mail=form["werkmail"].strip(),
        from_day=first,
        until_day=last,
        is_deputy=form.get("soort") == "vervanger",
    ), {}
