"""How I want to be told: which news, how, in which language, and at which address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api.languages import LANGUAGES, SOURCE
from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_api.languages import lazy_gettext as lazy
from doorgang_api.mail.setting_kinds import is_mail_address
from doorgang_engine.errors import TooManyRequests
from doorgang_engine.notifying.news import NewsKind, Way
from doorgang_engine.notifying.preferences import (
    CodeRefused,
    ask_for_code,
    choose,
    confirm_address,
    forget_address,
    preferences_of,
    work_address,
)

from . import visit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

KINDS = {
    NewsKind.TASK: lazy(_l("Een nieuwe taak")),
    NewsKind.NEAR: lazy(_l("Een uiterste dag komt dichtbij")),
    NewsKind.LATE: lazy(_l("Een uiterste dag is voorbij")),
    NewsKind.HANDED_OVER: lazy(_l("Een collega draagt een taak aan mij over")),
    NewsKind.NOTICE: lazy(_l("Een nieuwe melding")),
}
WAYS = {
    Way.AT_ONCE: lazy(_l("Meteen")),
    Way.DIGEST: lazy(_l("In het overzicht van 8 uur op werkdagen")),
    Way.NEVER: lazy(_l("Niet")),
}
SAID = {
    "keuze": lazy(_l("Uw voorkeuren zijn bewaard.")),
    "code": lazy(_l("Er is een code naar uw mailadres gestuurd. Vul die hieronder in.")),
    "adres": lazy(_l("Uw mailadres is bevestigd.")),
    "agenda_weg": lazy(_l("Het adres van uw agenda werkt niet meer.")),
    "weg": lazy(_l("Uw mailadres is verwijderd.")),
}


def add_to(pages: Blueprint) -> None:
    """Add ``/meldingen/voorkeuren``."""
    base = "/meldingen/voorkeuren"
    post = ["POST"]
    pages.add_url_rule(base, "preferences", preferences, methods=["GET", "POST"])
    pages.add_url_rule(f"{base}/adres", "give_address", give_address, methods=post)
    pages.add_url_rule(f"{base}/code", "give_code", give_code, methods=post)
    pages.add_url_rule(f"{base}/adres/verwijderen", "drop_address", drop_address, methods=post)


def preferences() -> AnyResponse:
    """Show what somebody chose; when sent, keep it."""
    if request.method != "POST":
        return _page({})
    language = request.form.get("taal", SOURCE)
    choose(
        account=visit.account(),
        choices={str(kind): request.form.get(kind, Way.DIGEST) for kind in NewsKind},
        language=language if language in LANGUAGES else SOURCE,
        parts=visit.house().parts,
        now=visit.given_now(),
    )
    return _back("keuze")


def give_address() -> AnyResponse:
    """Mail a code to an address."""
    address = request.form.get("adres", "").strip()
    if not is_mail_address(address):
        return _page({"adres": _("Vul een mailadres in, zoals naam@school.nl.")})
    if visit.house().settings.mail is None:
        return _page({"adres": _("Mailen kan hier nog niet. Vraag uw beheerder.")})
    try:
        ask_for_code(
            account=visit.account(),
            address=address,
            parts=visit.house().parts,
            now=visit.given_now(),
        )
    except TooManyRequests as refused:
        return _page({"adres": str(refused)}, status=429)
    return _back("code")


def give_code() -> AnyResponse:
    """Confirm the address that a code was mailed to."""
    try:
        confirm_address(
            account=visit.account(),
            code=request.form.get("code", ""),
            parts=visit.house().parts,
            now=visit.given_now(),
        )
    except CodeRefused as refused:
        return _page({"code": str(refused)})
    return _back("adres")


def drop_address() -> AnyResponse:
    """Forget the address."""
    forget_address(account=visit.account(), parts=visit.house().parts, now=visit.given_now())
    return _back("weg")


def _back(said: str) -> AnyResponse:
    return redirect(url_for("pages.preferences", bericht=said), 303)


def _page(wrong: Mapping[str, str], *, status: int = 422) -> Response:
    return visit.show(
        "preferences.html",
        heading=_("Voorkeuren voor meldingen"),
        status=status if wrong else 200,
        wrong=wrong,
        errors=list(wrong.items()),
        typed=request.form,
        said=str(SAID.get(request.args.get("bericht", ""), "")),
        **_known(),
    )


def _known() -> dict[str, Any]:
    me, house = visit.account(), visit.house()
    with house.read_uow() as uow:
        mine = preferences_of(account=me, uow=uow)
        feed = uow.feeds.of_account(region=me.region, account=me.id)
        at_work = work_address(account=me, uow=uow, now=visit.moment(uow))
    pending = mine.pending
    is_waiting = pending is not None and pending.until >= visit.clock()
    return {
        "mine": mine,
        "at_work": at_work,
        "pending": pending if is_waiting else None,
        "kinds": KINDS,
        "ways": WAYS,
        "languages": LANGUAGES,
        "feed": feed,
        "mails": house.settings.mail is not None,
    }
