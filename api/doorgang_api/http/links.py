"""Links for parents and pupils: make one, see which there are, withdraw one.

The address is in the answer that makes a link, once. A code is never: it goes to the person by
mail, or somebody who works in the case tells it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import marshmallow as ma
from flask import url_for
from marshmallow import fields

from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.dossier.looks import Part
from doorgang_engine.link import LONGEST_DAYS, Purpose
from doorgang_engine.links.making import (
    AGES,
    LONGEST_ADDRESS,
    LONGEST_NAME,
    LinkAsked,
    make_link,
    withdraw_link,
)
from doorgang_engine.links.questions import ROLES

from .blueprint import Blueprint
from .caller import account, desk, house
from .fields import Asked, Moment, Text, Whole, YesNo, length, one_of, unique_id
from .schemas import MOMENT, TASK_ID, UUID

if TYPE_CHECKING:
    from doorgang_engine.link import Link
    from doorgang_engine.model import Actor

blueprint = Blueprint("links", description="Links voor ouders en leerling")


class LinkSchema(ma.Schema):
    """A link. Whom it is for is told to who works in the case only."""

    id = fields.String(required=True)
    purpose = fields.String(required=True, metadata={"enum": list(Purpose)})
    task_id = fields.String(required=True, metadata={"description": '`""`: to read.'})
    role = fields.String(required=True, metadata={"enum": list(ROLES)})
    name = fields.String(required=True, metadata={"description": '`""`: destroyed.'})
    made_by = fields.String(required=True)
    made_at = Moment(required=True)
    expires_at = Moment(required=True)
    used_at = Moment(required=True, allow_none=True)
    withdrawn_at = Moment(required=True, allow_none=True)
    is_open = fields.Boolean(required=True, metadata={"description": "It can be used now."})


class NewLinkSchema(LinkSchema):
    """A link that was just made."""

    url = fields.String(
        required=True, metadata={"description": "Shown this once. A code comes apart."}
    )


class LinksSchema(ma.Schema):
    """The links of a case, the oldest first."""

    items = fields.List(fields.Nested(LinkSchema), required=True)


class NewLinkAsked(Asked):
    """For whom and for what a link is."""

    task_id = unique_id(metadata={"description": "The task; left out: to read."})
    role = Text(required=True, validate=one_of(*ROLES))
    name = Text(required=True, validate=length(1, LONGEST_NAME))
    address = Text(
        load_default=str,
        validate=length(0, LONGEST_ADDRESS),
        metadata={"description": "E-mail, for the code; left out: the code is told."},
    )
    age = Text(required=True, validate=one_of(*AGES), metadata={"description": "Of the pupil."})
    has_authority = YesNo(
        load_default=False, metadata={"description": "Looked into: a parent with authority."}
    )
    days = Whole(load_default=14, metadata={"description": f"1 to {LONGEST_DAYS}."})


EXAMPLE = {
    "id": UUID,
    "purpose": "zienswijze",
    "task_id": TASK_ID,
    "role": "ouder",
    "name": "A. Voorbeeld",
    "made_by": "iris",
    "made_at": MOMENT,
    "expires_at": MOMENT,
    "used_at": None,
    "withdrawn_at": None,
    "is_open": True,
}
ASKED = {
    "task_id": TASK_ID,
    "role": "ouder",
    "name": "A. Voorbeeld",
    "age": "onder_12",
    "has_authority": True,
}


@blueprint.route("/cases/<uuid:case_id>/links", methods=["GET"])
@blueprint.response(200, LinksSchema, example={"items": [EXAMPLE]})
def list_links(case_id: Any) -> Any:
    """List the links of a case that parents or the pupil got."""
    with desk() as at:
        dossier = at.dossier(str(case_id), shows={Part.TASKS}, must_read=True)
        acting(account=at.account, act=Act.GIVE_LINK, resource=Resource.of_case(dossier.case))
        told = [_told(one, dossier.name_for(one), at.now) for one in dossier.links]
    return {"items": told}


@blueprint.route("/cases/<uuid:case_id>/links", methods=["POST"])
@blueprint.arguments(NewLinkAsked, example=ASKED)
@blueprint.response(
    201, NewLinkSchema, example={**EXAMPLE, "url": "https://doorgang.example/ouder/link/wX3…"}
)
def give(asked: dict[str, Any], case_id: Any) -> Any:
    """Make a link for one person. Its address is in this answer only."""
    actor, here = _giver(case_id), house()
    link, token = make_link(
        LinkAsked(case_id=str(case_id), **{"task_id": "", **asked}),
        actor=actor,
        questions=here.link_questions,
        parts=here.parts,
    )
    url = url_for("pages.parent_link", token=token, _external=True)
    return {**_told(link, asked["name"], link.made_at), "url": url}


@blueprint.route("/cases/<uuid:case_id>/links/<uuid:link_id>/withdrawal", methods=["POST"])
@blueprint.response(204)
def withdraw(case_id: Any, link_id: Any) -> None:
    """Let a link work no more; whoever looks through it sees nothing from then on."""
    actor = _giver(case_id)
    withdraw_link(link_id=str(link_id), case_id=str(case_id), actor=actor, parts=house().parts)


def _giver(case_id: Any) -> Actor:
    with desk() as at:
        place = Resource.of_case(at.case(str(case_id)))
    return acting(account=account(), act=Act.GIVE_LINK, resource=place)


def _told(link: Link, name: str, now: Any) -> dict[str, Any]:
    kept = LinkSchema().fields
    known = {key: value for key, value in vars(link).items() if key in kept}
    return {**known, "name": name, "is_open": link.is_open(now)}
