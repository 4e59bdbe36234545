"""Links for parents and pupils, as who works in the case makes, sees and withdraws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api.languages import gettext as _
from doorgang_engine.access.decide import Resource, acting, may
from doorgang_engine.access.table import Act
from doorgang_engine.dossier.contents import WHOLE
from doorgang_engine.errors import TaskNotOpen
from doorgang_engine.link import FAMILY, LONGEST_DAYS, LinkRefused
from doorgang_engine.links.making import LinkAsked, make_link, withdraw_link
from doorgang_engine.links.opening import spoken_code
from doorgang_engine.model import UNNAMED

from . import visit
from .link_words import AGES, PURPOSES, ROLES
from .reading import CaseReading, people_of
from .words import moment_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.link import Link
    from doorgang_engine.model import Actor

    from .names import People

READ = "lezen"


def add_to(pages: Blueprint) -> None:
    """Add ``/trajecten/<id>/links`` and what is done there."""
    here = "/trajecten/<case_id>/links"
    pages.add_url_rule(here, "links", links, methods=["GET", "POST"])
    pages.add_url_rule(f"{here}/<link_id>/code", "link_code", code, methods=["POST"])
    pages.add_url_rule(f"{here}/<link_id>/intrekken", "withdraw_link", withdraw, methods=["POST"])


def links(case_id: str) -> AnyResponse:
    """Show the links of a case; when the form is sent, make one."""
    if request.method != "POST":
        return _page(case_id)
    actor, house = _actor(case_id), visit.house()
    task_id = request.form.get("waarvoor", "")
    days = request.form.get("dagen", "")
    asked = LinkAsked(
        case_id=case_id,
        task_id="" if task_id == READ else task_id,
        role=request.form.get("rol", ""),
        name=request.form.get("naam", ""),
        address=request.form.get("mail", ""),
        age=request.form.get("leeftijd", ""),
        has_authority=request.form.get("gezag") == "ja",
        days=int(days) if days.isascii() and days.isdigit() and len(days) < 4 else 0,  # noqa: PLR2004
    )
    if not task_id:
        return _page(case_id, error=_("Kies waarvoor de link is."))
    try:
        link, token = make_link(
            asked,
            actor=actor,
            questions=house.link_questions,
            parts=house.parts,
            now=visit.given_now(),
        )
    except LinkRefused as refused:
        return _page(case_id, error=str(refused))
    except TaskNotOpen:
        return _page(case_id, error=_("Deze taak staat niet meer open. Er is geen link gemaakt."))
    return visit.show(
        "link_made.html",
        heading=_("De link is gemaakt"),
        case_id=case_id,
        link=link,
        address=url_for("pages.parent_link", token=token, _external=True),
        expires=moment_words(link.expires_at),
        can_mail=house.settings.mail is not None,
    )


def code(case_id: str, link_id: str) -> Response:
    """Show a code to tell to the person of a link; it is shown once."""
    actor, house = _actor(case_id), visit.house()
    told = spoken_code(
        link_id=link_id, case_id=case_id, actor=actor, parts=house.parts, now=visit.given_now()
    )
    return visit.show(
        "link_code.html", heading=_("Code om door te geven"), case_id=case_id, told=told
    )


def withdraw(case_id: str, link_id: str) -> AnyResponse:
    """Withdraw a link."""
    actor, house = _actor(case_id), visit.house()
    withdraw_link(
        link_id=link_id, case_id=case_id, actor=actor, parts=house.parts, now=visit.given_now()
    )
    return redirect(url_for("pages.links", case_id=case_id), 303)


def _actor(case_id: str) -> Actor:
    """Return who is signed in, in the role in which they may give links.

    :raises CaseNotFound: if the case does not exist for them.
    :raises Forbidden: if they may not.
    """
    with visit.desk() as desk:
        place = Resource.of_case(desk.case(case_id))
    return acting(account=visit.account(), act=Act.GIVE_LINK, resource=place)


def _page(case_id: str, *, error: str = "") -> Response:
    with visit.desk() as desk:
        reading = CaseReading(desk.dossier(case_id, shows=WHOLE, must_read=True))
        acting(account=desk.account, act=Act.GIVE_LINK, resource=Resource.of_case(reading.case))
        people = people_of(desk.uow, desk.account)
        return visit.show(
            "links.html",
            heading=_("Links voor ouders en leerling"),
            status=422 if error else 200,
            is_wrong=bool(error),
            error=error,
            reading=reading,
            rows=[_row(one, reading, people) for one in reversed(reading.dossier.links)],
            offers=_offers(reading),
            roles=ROLES,
            ages=AGES,
            typed=request.form,
            longest=LONGEST_DAYS,
            can_mail=visit.house().settings.mail is not None,
        )


def _offers(reading: CaseReading) -> list[tuple[str, str]]:
    """Return for what a link can be made now: the value of the choice, and in words."""
    if not reading.is_running:
        tasks = []
    else:
        tasks = [one for one in reading.open_tasks if _can_be_asked(one, reading)]
    found = [(one.id, one.name) for one in tasks]
    if reading.case.participants.get(FAMILY, UNNAMED) != UNNAMED:
        found.append((READ, _("Lezen wat met ouders en leerling is gedeeld (inzage)")))
    return found


def _can_be_asked(task: Any, reading: CaseReading) -> bool:
    if reading.runnable.organisation(task.role) == FAMILY:
        return True
    is_own = may(account=reading.account, act=Act.READ_TASK, resource=Resource.of_task(task))
    return is_own and task.form in visit.house().link_questions


def _row(link: Link, reading: CaseReading, people: People) -> Mapping[str, Any]:
    task = next((one for one in reading.tasks if one.id == link.task_id), None)
    return {
        "id": link.id,
        "name": reading.dossier.name_for(link) or _("niet meer bekend"),
        "role": ROLES[link.role],
        "what": task.name if task else PURPOSES[link.purpose],
        "made": moment_words(link.made_at),
        "by": people.person(link.made_by),
        "state": _state(link, reading),
        "is_open": link.is_open(reading.now),
    }


def _state(link: Link, reading: CaseReading) -> str:
    if link.withdrawn_at is not None:
        return _("ingetrokken op %(moment)s", moment=moment_words(link.withdrawn_at))
    if link.used_at is not None:
        return _("gebruikt op %(moment)s", moment=moment_words(link.used_at))
    if not link.is_open(reading.now):
        return _("verlopen op %(moment)s", moment=moment_words(link.expires_at))
    return _("werkt tot %(moment)s", moment=moment_words(link.expires_at))
