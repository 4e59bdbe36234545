"""What parents and pupils see through a link: a code, then one form, or what they may read.

No account and no menu. Whoever has the link and the code sees only that, for half an hour.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api.attachment_access import download, seen_attachment
from doorgang_api.cookies import (
    BEFORE_SIGN_IN,
    LINK_SESSION,
    drop_cookie,
    keep_cookie,
    read_cookie,
)
from doorgang_api.desks import desk_for
from doorgang_api.languages import gettext as _
from doorgang_api.languages import language, lazy_gettext
from doorgang_api.upload_places import UploadPlace
from doorgang_engine.access.table import Act
from doorgang_engine.attachments import place_of_task
from doorgang_engine.dossier.looks import LookKind, Part
from doorgang_engine.errors import SubmissionInvalid
from doorgang_engine.letters.letter import file_name
from doorgang_engine.link import (
    SESSION_LASTS,
    CodeNotSent,
    CodeRefused,
    Link,
    LinkEnded,
    LinkNotFound,
    Purpose,
)
from doorgang_engine.links.answering import answer, task_of
from doorgang_engine.links.opening import (
    csrf_fits,
    end_session,
    open_link,
    open_with_code,
    send_code,
    session_of,
)

from . import visit
from .filling_in import Typed, read_typed, shown
from .letter_pages import letter_rows, saved_letter
from .names import People
from .reading import CaseReading
from .sent_files import LARGEST_POST, read_sent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.dossier.desk import Desk

#: Pages for who is not signed in.
ENDPOINTS = frozenset(
    {
        "parent_link",
        "parent_code",
        "parent_form",
        "parent_dossier",
        "parent_letter",
        "parent_attachment",
        "parent_done",
        "parent_stop",
    }
)
FORGED = lazy_gettext("Dit formulier was te oud. Er is niets verstuurd. Probeer het opnieuw.")
_READS = frozenset({Part.CASE, Part.NAME, Part.FORMS})


def add_to(pages: Blueprint) -> None:
    """Add ``/ouder/…``."""
    both = ["GET", "POST"]
    pages.add_url_rule("/ouder/link/<token>", "parent_link", parent_link, methods=both)
    pages.add_url_rule("/ouder/link/<token>/code", "parent_code", parent_code, methods=["POST"])
    pages.add_url_rule("/ouder/vragen", "parent_form", parent_form, methods=both)
    pages.add_url_rule("/ouder/dossier", "parent_dossier", parent_dossier)
    pages.add_url_rule("/ouder/brieven/<letter_id>", "parent_letter", parent_letter)
    pages.add_url_rule(
        "/ouder/bijlagen/<uuid:attachment_id>", "parent_attachment", parent_attachment
    )
    pages.add_url_rule("/ouder/klaar", "parent_done", parent_done)
    pages.add_url_rule("/ouder/stoppen", "parent_stop", parent_stop, methods=["POST"])


def parent_link(token: str) -> AnyResponse:
    """Ask for the code of a link; with the right one, go to what it is for."""
    _spend()
    house = visit.house()
    try:
        if request.method != "POST":
            return _ask(open_link(token, parts=house.parts, now=visit.given_now()), token)
        visit.require_own_sign_in_form()
        typed = request.form.get("code", "")[:20]
        link, session = open_with_code(token, code=typed, parts=house.parts, now=visit.given_now())
    except LinkNotFound:
        return _over()
    except CodeRefused as refused:
        return _again(token, str(refused))
    except visit.ForgedForm:
        return _again(token, FORGED)
    with _desk(link) as desk:
        desk.done(LookKind.SIGN_IN, act=Act.READ_TASK, case_id=link.case_id)
    goes_to = "parent_dossier" if link.purpose is Purpose.INSPECTION else "parent_form"
    answered = redirect(url_for(f"pages.{goes_to}"), 303)
    keep_cookie(answered, LINK_SESSION, session, lasts=SESSION_LASTS)
    return answered


def parent_code(token: str) -> AnyResponse:
    """Mail a code, where an address is known."""
    _spend()
    house = visit.house()
    if house.settings.mail is None:
        return _again(token, _("Mailen kan hier niet. Vraag de code aan de school."))
    try:
        visit.require_own_sign_in_form()
        send_code(token, language=language(), parts=house.parts, now=visit.given_now())
        link = open_link(token, parts=house.parts, now=visit.given_now())
    except LinkNotFound:
        return _over()
    except CodeNotSent as refused:
        return _again(token, str(refused))
    except visit.ForgedForm:
        return _again(token, FORGED)
    return _ask(link, token, is_sent=True)


def parent_form() -> AnyResponse:
    """Show what is asked; when it is sent, keep the answer and end the session."""
    _spend()
    try:
        link = _session()
        request.max_content_length = LARGEST_POST
        if link.purpose is Purpose.INSPECTION:
            return redirect(url_for("pages.parent_dossier"), 303)
        if request.method != "POST":
            return _form_page(link, Typed(), {})
        visit_form = _require_own_form(link)
    except LinkNotFound:
        return _over()
    except LinkEnded as over:
        return _over(str(over))
    if visit_form is not None:
        return visit_form
    return _send(link)


def _send(link: Link) -> AnyResponse:
    house = visit.house()
    try:
        with _desk(link) as desk:
            definition, _name = _asked(link, desk)
        typed = _typed(link, definition)
        if not typed.may_be_sent:
            return _form_page(link, typed, typed.file_errors)
        answer(
            read_cookie(LINK_SESSION),
            submission=typed.values,
            questions=house.link_questions,
            parts=house.parts,
            request_id=visit.request_id(),
            now=visit.given_now(),
        )
    except SubmissionInvalid as refused:
        return _form_page(link, typed, refused.fields)
    except LinkNotFound:
        return _over()
    except LinkEnded as over:
        return _over(str(over))
    answered = redirect(url_for("pages.parent_done"), 303)
    drop_cookie(answered, LINK_SESSION)
    return answered


def _typed(link: Link, definition: Mapping[str, Any]) -> Typed:
    """Return what was posted; of a task of the family itself with its files, kept at once."""
    if link.purpose is not Purpose.TASK:
        return read_typed(definition, request.form.items(multi=True))
    place = UploadPlace(
        key=place_of_task(link.task_id),
        definition=definition,
        actor=link.account().acting_as(link.role),
        case_id=link.case_id,
    )
    return read_sent(definition, place=place, account=link.account())


def parent_dossier() -> AnyResponse:
    """Show what was shared with the family, and its letters."""
    _spend()
    try:
        link = _session()
    except LinkNotFound:
        return _over()
    if link.purpose is not Purpose.INSPECTION:
        return redirect(url_for("pages.parent_form"), 303)
    with _desk(link) as desk:
        reading = CaseReading(desk.dossier(link.case_id, shows=_READS, must_read=True))
        people = People(desk.uow, link.region)
        return visit.show(
            "parent_dossier.html",
            heading=_("Wat met u is gedeeld"),
            reading=reading,
            people=people,
            letters=letter_rows(reading, people),
            link_csrf=link.csrf,
        )


def parent_letter(letter_id: str) -> AnyResponse:
    """Give a letter to the family as PDF."""
    _spend()
    try:
        link = _session()
    except LinkNotFound:
        return _over()
    if link.purpose is not Purpose.INSPECTION:
        return _over()
    with _desk(link) as desk:
        dossier = desk.dossier(
            link.case_id, shows={Part.FORMS}, kind=LookKind.DOWNLOAD, must_read=True
        )
        found, pdf = dossier.pdf_of(letter_id, desk.uow)
        desk.only(f"brief:{found.letter}")
        name = file_name(found, number=dossier.case.number)
    return saved_letter(pdf, name=name)


def parent_attachment(attachment_id: Any) -> AnyResponse:
    """Give a file out of what was shared with the family, to be saved."""
    _spend()
    try:
        link = _session()
    except LinkNotFound:
        return _over()
    if link.purpose is not Purpose.INSPECTION:
        return _over()
    house, kind = visit.house(), LookKind.DOWNLOAD
    with _desk(link) as desk:
        seen = seen_attachment(str(attachment_id), desk=desk, house=house, kind=kind)
        return download(seen, desk=desk, house=house)


def parent_done() -> Response:
    """Say that the answer came in."""
    return visit.show("parent_done.html", heading=_("Dank u wel. Uw antwoord is ontvangen"))


def parent_stop() -> AnyResponse:
    """End the session; only from a page of its own."""
    try:
        link = _session()
        refused = _require_own_form(link)
    except LinkNotFound:
        return _over()
    if refused is not None:
        return refused
    end_session(read_cookie(LINK_SESSION), parts=visit.house().parts)
    answered = visit.show("parent_stopped.html", heading=_("U bent klaar met lezen"))
    drop_cookie(answered, LINK_SESSION)
    return answered


def _session() -> Link:
    with visit.house().parts.new_uow() as uow:
        return session_of(read_cookie(LINK_SESSION), uow=uow, now=visit.moment(uow))


def _desk(link: Link) -> AbstractContextManager[Desk]:
    """Return the desk of a link: in its region, as its family."""
    account = link.account()
    house = visit.house().within(region=link.region, organisation="*")
    return desk_for(account, house, place=request.endpoint or "", now=visit.given_now())


def _asked(link: Link, desk: Desk) -> tuple[Mapping[str, Any], str]:
    """Return the form that a link asks, and the given name of the child it is about; noted.

    :raises LinkEnded: if it is asked no more.
    """
    task = task_of(link, uow=desk.uow)
    definition, name = desk.asked_of(task)
    question = visit.house().link_questions.get(link.form) if link.form else None
    return (question.form_in(definition) if question else definition), name


def _form_page(link: Link, typed: Typed, errors: Mapping[str, Sequence[str]]) -> Response:
    with _desk(link) as desk:
        definition, name = _asked(link, desk)
    return visit.show(
        "parent_form.html",
        heading=str(definition["title"]["nl"]),
        status=422 if errors else 200,
        is_wrong=bool(errors),
        view=shown(definition, values=typed.values, errors=errors, variables={}),
        about=name,
        ground=definition.get("ground", ""),
        link_csrf=link.csrf,
        request_id=visit.request_id() or visit.new_request_id(),
    )


def _require_own_form(link: Link) -> AnyResponse | None:
    """Return the answer to a form that another site made; None for one of ours."""
    if csrf_fits(link, request.form.get(visit.TOKEN_FIELD, "")):
        return None
    return _over(_("Dit formulier hoort niet (meer) bij uw bezoek. Er is niets verstuurd."))


def _ask(link: Link, token: str, *, error: str = "", is_sent: bool = False) -> Response:
    form_token = read_cookie(BEFORE_SIGN_IN) or secrets.token_urlsafe(24)
    answered = visit.show(
        "parent_code.html",
        heading=_("Vul uw code in"),
        status=422 if error else 200,
        is_wrong=bool(error),
        form_token=form_token,
        token=token,
        error=error,
        is_sent=is_sent,
        can_mail=bool(link.address) and visit.house().settings.mail is not None,
    )
    keep_cookie(answered, BEFORE_SIGN_IN, form_token, lasts=None)
    return answered


def _again(token: str, error: object) -> Response:
    try:
        link = open_link(token, parts=visit.house().parts, now=visit.given_now())
    except LinkNotFound:  # that was the last try
        return _over()
    return _ask(link, token, error=str(error))


def _over(why: str = "") -> Response:
    answered = visit.show(
        "parent_over.html", heading=_("Deze link werkt niet (meer)"), status=404, why=why
    )
    drop_cookie(answered, LINK_SESSION)
    return answered


def _spend() -> None:
    """Count a request of an address: there is nobody else to count it for."""
    house = visit.house()
    house.meter.spend(
        f"link {request.remote_addr}",
        cost=1,
        limit=house.settings.requests_per_minute,
        new_uow=house.parts.new_uow,
        now=visit.clock(),
    )
