"""Letters of a case: which there are, one to save, and one to be made again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import marshmallow as ma
from flask import Response
from marshmallow import fields

from doorgang_api.attachment_access import SANDBOX
from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.correspondence.again import LONGEST_REASON, make_letter_again
from doorgang_engine.dossier.looks import LookKind, Part
from doorgang_engine.letters.letter import MEDIA_TYPE, file_name

from .blueprint import Blueprint
from .caller import account, desk, house
from .fields import Asked, Moment, Text, length
from .schemas import DIGEST, MOMENT, UUID

if TYPE_CHECKING:
    from doorgang_engine.letters.letter import Letter

blueprint = Blueprint(
    "letters", description="Brieven van een traject", gives={"read_content": MEDIA_TYPE}
)


class LetterSchema(ma.Schema):
    """A letter; never changed once it is made."""

    id = fields.String(required=True)
    letter = fields.String(required=True, metadata={"description": "Key in the library."})
    title = fields.String(required=True)
    number = fields.Integer(
        required=True, metadata={"description": "Of this letter in this case, from 1."}
    )
    version = fields.Integer(required=True, metadata={"description": "Of its contract."})
    element = fields.String(required=True, metadata={"description": "The step that asked it."})
    made_at = Moment(required=True)
    sender = fields.String(required=True)
    to = fields.List(fields.String(), required=True, metadata={"description": "Organisations."})
    size = fields.Integer(required=True, metadata={"description": "Bytes."})
    sha256 = fields.String(required=True)


class LettersSchema(ma.Schema):
    """The letters that your organisation sent or got, the oldest first."""

    items = fields.List(fields.Nested(LetterSchema), required=True)


class AgainAsked(Asked):
    """Why a letter is to be made again."""

    reason = Text(required=True, validate=length(1, LONGEST_REASON))


class AskedSchema(ma.Schema):
    """The letter that will be made, within minutes."""

    id = fields.String(required=True)


EXAMPLE = {
    "id": UUID,
    "letter": "tlv-besluit",
    "title": "Besluit op uw aanvraag",
    "number": 1,
    "version": 3,
    "element": "besluit_bekendmaken",
    "made_at": MOMENT,
    "sender": "swv-proefstad",
    "to": ["po-de-linde", "gezin-01"],
    "size": 21_311,
    "sha256": DIGEST,
}


@blueprint.route("/cases/<uuid:case_id>/letters", methods=["GET"])
@blueprint.response(200, LettersSchema, example={"items": [EXAMPLE]})
def list_letters(case_id: Any) -> Any:
    """List the letters of a case that your organisation sent or got."""
    with desk() as at:
        dossier = at.dossier(str(case_id), shows={Part.FORMS}, must_read=True)
        at.only(*(f"brief:{one.letter}" for one in dossier.letters), Part.CASE)
        found = [(one, dossier.hash_of(one)) for one in dossier.letters]
    return {"items": [_told(one, sha256) for one, sha256 in found]}


@blueprint.route("/cases/<uuid:case_id>/letters/<uuid:letter_id>/content", methods=["GET"])
@blueprint.doc(
    responses={
        "200": {
            "description": "The letter itself, PDF/UA-1.",
            "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
        }
    }
)
def read_content(case_id: Any, letter_id: Any) -> Any:
    """Give a letter, to be saved."""
    with desk() as at:
        kind = LookKind.DOWNLOAD
        dossier = at.dossier(str(case_id), shows={Part.FORMS}, kind=kind, must_read=True)
        found, pdf = dossier.pdf_of(str(letter_id), at.uow)
        at.only(f"brief:{found.letter}")
        name = file_name(found, number=dossier.case.number)
    answer = Response(pdf, content_type=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


@blueprint.route("/cases/<uuid:case_id>/letters/<uuid:letter_id>/again", methods=["POST"])
@blueprint.arguments(AgainAsked, example={"reason": "De naam was verkeerd gespeld."})
@blueprint.response(202, AskedSchema, example={"id": UUID})
def make_again(asked: dict[str, Any], case_id: Any, letter_id: Any) -> Any:
    """Let a letter be made again, with what was corrected since; the old one stays."""
    with desk() as at:
        place = Resource.of_case(at.case(str(case_id)))
    job = make_letter_again(
        case_id=str(case_id),
        letter_id=str(letter_id),
        reason=asked["reason"],
        actor=acting(account=account(), act=Act.REMAKE_LETTER, resource=place),
        parts=house().parts,
    )
    return {"id": job.id}


def _told(letter: Letter, sha256: str) -> dict[str, Any]:
    sender, *to = letter.organisations
    return {**vars(letter), "sender": sender, "to": to, "sha256": sha256}
