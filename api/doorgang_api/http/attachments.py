"""Files: sent first, for a step and a field; then named by what is filled in there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import marshmallow as ma
from flask import request, url_for
from marshmallow import fields

from doorgang_api.attachment_access import download, seen_attachment
from doorgang_api.correctable import correctable
from doorgang_api.refusals import ContentTypeRefused, RequestInvalid
from doorgang_api.upload_places import message_place, start_place, take_in, task_place
from doorgang_engine.dossier.looks import LookKind
from doorgang_forms.contents import KINDS

from .blueprint import Blueprint, flatten
from .caller import account, desk, house
from .fields import Asked, Moment, Text, key, length, unique_id
from .headers import IDEMPOTENCY_KEY, request_id
from .schemas import DIGEST, MOMENT, TASK_ID, UUID

if TYPE_CHECKING:
    from doorgang_api.attachment_access import SeenAttachment
    from doorgang_api.upload_places import UploadPlace
    from doorgang_engine.dossier.desk import Desk

ANY = "*/*"
MULTIPART = "multipart/form-data"
blueprint = Blueprint(
    "attachments", description="Bestanden bij formulieren", gives={"read_content": ANY}
)
ENVELOPE = 100_000  # bytes of a request around the file itself
_ONE_PLACE = (
    "Noem task_id, of route (met start_event), of case_id en element, of case_id en submission_id."
)


class AttachmentAsked(Asked):
    """For which step and field the file is."""

    field = Text(
        required=True,
        validate=length(1, 200),
        metadata={"description": "Dotted path of the field, such as `ouders.0.bewijs`."},
    )
    task_id = unique_id(metadata={"description": "The task whose form names the file."})
    route = key(metadata={"description": "The route whose start form names the file."})
    start_event = key(metadata={"description": "Default: the route's first."})
    case_id = unique_id(metadata={"description": "The case whose awaited message names it."})
    element = key(metadata={"description": "The step that waits for the message."})
    submission_id = unique_id(metadata={"description": "What is to be corrected, in this case."})


class AttachmentSchema(ma.Schema):
    """A file."""

    id = fields.String(required=True, metadata={"description": "The value of the field."})
    field = fields.String(required=True)
    name = fields.String(required=True, metadata={"description": "Made harmless."})
    media_type = fields.String(required=True, metadata={"enum": list(KINDS)})
    size = fields.Integer(required=True, metadata={"description": "Bytes."})
    sha256 = fields.String(required=True)
    at = Moment(required=True)
    is_used = fields.Boolean(
        required=True, metadata={"description": "False: thrown away a day after it came."}
    )


EXAMPLE = {
    "id": UUID,
    "field": "bewijs",
    "name": "verslag.pdf",
    "media_type": "application/pdf",
    "size": 48_213,
    "sha256": DIGEST,
    "at": MOMENT,
    "is_used": False,
}


@blueprint.route("/attachments", methods=["POST"])
@blueprint.doc(
    parameters=[IDEMPOTENCY_KEY],
    requestBody={
        "required": True,
        "content": {
            MULTIPART: {
                "schema": {
                    "type": "object",
                    "required": ["field", "file"],
                    "properties": {
                        "field": {"type": "string"},
                        "task_id": {"type": "string"},
                        "route": {"type": "string"},
                        "start_event": {"type": "string"},
                        "case_id": {"type": "string"},
                        "element": {"type": "string"},
                        "submission_id": {"type": "string"},
                        "file": {"type": "string", "format": "binary"},
                    },
                },
                "example": {"task_id": TASK_ID, "field": "bewijs", "file": "(verslag.pdf)"},
            }
        },
    },
)
@blueprint.response(201, AttachmentSchema, example=EXAMPLE)
def send() -> Any:
    """Send a file for one field of one form; name its id there when you fill the form in."""
    if request.mimetype != MULTIPART:
        raise ContentTypeRefused("Stuur het bestand als 'multipart/form-data'.")
    request.max_content_length = house().settings.max_upload_mb * 1_000_000 + ENVELOPE
    asked = _asked()
    files = request.files.getlist("file")
    if len(files) != 1 or set(request.files) != {"file"}:
        raise RequestInvalid({"file": ["Stuur precies één bestand, onder de naam 'file'."]})
    now = datetime.now(UTC)
    with desk() as at:
        place = _place(asked, at, now)
    kept = take_in(
        files[0].stream,
        name=files[0].filename or "",
        field=asked["field"],
        place=place,
        account=account(),
        house=house(),
        now=now,
        request_id=request_id(),
    )
    with desk() as at:
        seen = seen_attachment(kept.id, desk=at, house=house())
    return _told(seen), {"Location": url_for("attachments.read", attachment_id=kept.id)}


@blueprint.route("/attachments/<uuid:attachment_id>", methods=["GET"])
@blueprint.response(200, AttachmentSchema, example=EXAMPLE)
def read(attachment_id: Any) -> Any:
    """Say what a file is: for who may read the field that names it."""
    with desk() as at:
        seen = seen_attachment(str(attachment_id), desk=at, house=house())
    return _told(seen)


@blueprint.route("/attachments/<uuid:attachment_id>/content", methods=["GET"])
@blueprint.doc(
    responses={
        "200": {
            "description": "The file itself.",
            "content": {ANY: {"schema": {"type": "string", "format": "binary"}}},
        }
    }
)
def read_content(attachment_id: Any) -> Any:
    """Give the file itself, to be saved."""
    with desk() as at:
        kind = LookKind.DOWNLOAD
        seen = seen_attachment(str(attachment_id), desk=at, house=house(), kind=kind)
        return download(seen, desk=at, house=house())


def _asked() -> dict[str, Any]:
    if any(name is None for name in (*request.form, *request.files)):
        raise RequestInvalid({"body": ["Een deel van het verzoek heeft geen naam."]})
    twice = [name for name, values in request.form.lists() if len(values) > 1]
    if twice:
        raise RequestInvalid({name: ["Dit staat er twee keer in."] for name in twice})
    try:
        found: dict[str, Any] = AttachmentAsked().load(request.form.to_dict())
    except ma.ValidationError as error:
        raise RequestInvalid(dict(flatten(error.messages))) from None
    return found


def _place(asked: dict[str, Any], at: Desk, now: datetime) -> UploadPlace:
    named = set(asked) - {"field"}
    who, here = account(), house()
    if named == {"task_id"}:
        return task_place(asked["task_id"], desk=at)
    if named in ({"route"}, {"route", "start_event"}):
        start = asked.get("start_event", "")
        return start_place(asked["route"], start, account=who, uow=at.uow, house=here)
    if named == {"case_id", "element"}:
        return message_place(asked["case_id"], asked["element"], desk=at, house=here, now=now)
    if named == {"case_id", "submission_id"}:
        return correctable(asked["case_id"], asked["submission_id"], desk=at).place
    raise RequestInvalid({"body": [_ONE_PLACE]})


def _told(seen: SeenAttachment) -> dict[str, Any]:
    is_used = seen.attachment.submission_id is not None
    return {**vars(seen.attachment), **vars(seen.opened), "is_used": is_used}
