"""Record a message that a case waits for: consent withdrawn, moved away and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from doorgang_api.languages import gettext as _
from doorgang_api.upload_places import UploadPlace
from doorgang_engine.access.decide import acting
from doorgang_engine.access.table import Act
from doorgang_engine.attachments import place_of_message
from doorgang_engine.errors import NotWaiting, SubmissionInvalid
from doorgang_engine.messages import deliver_message

from . import visit
from .case_pages import awaited_messages, place_of, recordable
from .filling_in import Typed, empty_form, shown
from .naming import naming_form
from .reading import CaseReading, read_case
from .receipts import earlier_receipt, to_receipt
from .sent_files import names_in, read_sent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.bpmn.journal import Waiting
    from doorgang_engine.model import Actor


def add_to(pages: Blueprint) -> None:
    """Add ``/trajecten/<id>/berichten/<name>``."""
    pages.add_url_rule(
        "/trajecten/<case_id>/berichten/<name>", "message", message, methods=["GET", "POST"]
    )


def message(case_id: str, name: str) -> AnyResponse:
    """Ask what a message brings, and deliver it."""
    if (earlier := earlier_receipt(case_id)) is not None:
        return earlier
    reading, waiting = _find(case_id, name)
    if request.method != "POST":
        return _page(reading, waiting, Typed(), {})
    definition = reading.content["forms"].get(waiting.form)
    actor = acting(
        account=reading.account, act=Act.RECORD_MESSAGE, resource=place_of(reading, waiting)
    )
    typed = read_sent(definition, place=_place(reading, waiting, actor)) if definition else Typed()
    if not typed.may_be_sent:
        return _page(reading, waiting, typed, typed.file_errors)
    key = visit.request_id()
    try:
        deliver_message(
            case_id=case_id,
            name=name,
            element=waiting.element,
            payload=typed.values,
            actor=actor,
            parts=visit.house().parts,
            request_id=key,
            now=visit.given_now(),
        )
    except SubmissionInvalid as refused:
        return _page(reading, waiting, typed, refused.fields)
    return to_receipt(case_id, key)


def _place(reading: CaseReading, waiting: Waiting, actor: Actor) -> UploadPlace:
    return UploadPlace(
        key=place_of_message(reading.case.id, waiting.element),
        definition=reading.content["forms"].get(waiting.form),
        actor=actor,
        case_id=reading.case.id,
    )


def _find(case_id: str, name: str) -> tuple[CaseReading, Waiting]:
    """Return the case, and what in it waits for the message.

    :raises NotYours: if another role records it.
    :raises NotWaiting: if nothing waits for it.
    """
    reading = read_case(case_id)
    step = request.args.get("stap", "")
    found = [
        one for one in awaited_messages(reading) if one.name == name and step in ("", one.element)
    ]
    for one in sorted(found, key=lambda one: one not in recordable(reading)):
        place = place_of(reading, one)
        acting(account=reading.account, act=Act.RECORD_MESSAGE, resource=place)
        return reading, one
    raise NotWaiting(_("Het traject wacht niet (meer) op dit bericht. Er is niets verwerkt."))


def _page(
    reading: CaseReading, waiting: Waiting, typed: Typed, errors: Mapping[str, Sequence[str]]
) -> Response:
    name = reading.names.message(waiting.element, waiting.scope, waiting.name)
    definition = reading.content["forms"].get(waiting.form)
    element = reading.names.element(waiting.element, waiting.scope)
    form = empty_form(name)
    if definition:
        variables = reading.variables(waiting.scope)
        form = shown(
            definition,
            values=typed.values,
            errors=errors,
            variables=variables,
            files=names_in(definition, typed.values),
        )
        form = naming_form(form, element=element, definition=definition)
    return visit.show(
        "message.html",
        heading=name,
        status=422 if errors else 200,
        reading=reading,
        waiting=waiting,
        guidance=element.documentation if element else "",
        interrupts=element is not None and element.kind == "boundaryEvent",
        view=form,
        typed=typed,
        request_id=visit.request_id() or visit.new_request_id(),
    )
