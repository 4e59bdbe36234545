"""The contact register: who is the contact of an organisation, and where nobody is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import marshmallow as ma
from marshmallow import fields

from doorgang_api.acting import in_region
from doorgang_engine.access.table import Act
from doorgang_engine.contacts.appointing import Asked as AskedContact
from doorgang_engine.contacts.appointing import appoint, end_contact
from doorgang_engine.contacts.register import duty_on, gaps_in
from doorgang_engine.terms.moments import local_day

from .blueprint import Blueprint
from .caller import account, house
from .fields import Asked, Text, key, length
from .schemas import UUID

if TYPE_CHECKING:
    from doorgang_engine.contacts.register import Contact

blueprint = Blueprint("contacts", description="Contactpersonen van organisaties")
EXAMPLE = {
    "id": UUID,
    "organisation": "po-de-linde",
    "role": "po_contact",
    "name": "Mila Voorbeeld",
    "mail": "contact@delinde.example",
    "from_day": "2027-08-01",
    "until_day": None,
    "is_deputy": False,
    "account": "",
}
GAP = {
    "organisation": "po-de-linde",
    "role": "po_contact",
    "tasks": 3,
    "has_account": False,
    "is_closed": False,
    "is_unnamed": False,
}


class ContactSchema(ma.Schema):
    """Somebody who is the contact of an organisation in a role."""

    id = fields.String(required=True)
    organisation = fields.String(required=True)
    role = fields.String(required=True)
    name = fields.String(required=True)
    mail = fields.String(required=True)
    from_day = fields.Date(required=True)
    until_day = fields.Date(required=True, allow_none=True)
    is_deputy = fields.Boolean(required=True)
    account = fields.String(required=True)


class GapSchema(ma.Schema):
    """Work that waits where nobody is the contact."""

    organisation = fields.String(
        required=True, metadata={"description": '`"?"`: which one it is, has to be said first.'}
    )
    role = fields.String(required=True)
    tasks = fields.Integer(required=True)
    has_account = fields.Boolean(required=True)
    is_closed = fields.Boolean(required=True)
    is_unnamed = fields.Boolean(required=True)


class ContactsSchema(ma.Schema):
    """The register of a region, and its gaps today."""

    items = fields.List(fields.Nested(ContactSchema), required=True)
    gaps = fields.List(fields.Nested(GapSchema), required=True)


class ContactAsked(Asked):
    """Who is to be a contact."""

    organisation = key(required=True)
    role = key(required=True)
    name = Text(required=True, validate=length(1, 200))
    mail = Text(required=True, validate=length(1, 200))
    from_day = fields.Date(required=True)
    until_day = fields.Date(load_default=None, allow_none=True)
    is_deputy = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    account = Text(load_default=str, validate=length(0, 100))


class EndAsked(Asked):
    """The last day of a contact."""

    last_day = fields.Date(required=True)


@blueprint.route("/contacts", methods=["GET"])
@blueprint.response(200, ContactsSchema, example={"items": [EXAMPLE], "gaps": [GAP]})
def list_contacts() -> Any:
    """List the contacts of your region, also who has ended, and where nobody is."""
    who, here = account(), house()
    in_region(who, Act.MANAGE_CONTACTS)
    with here.read_uow() as uow:
        duty = duty_on(local_day(moment=uow.database_now()), region=who.region, uow=uow)
        gaps = gaps_in(duty, region=who.region, roles=here.library.roles, uow=uow)
    return {"items": duty.contacts, "gaps": gaps}


@blueprint.route("/contacts", methods=["POST"])
@blueprint.arguments(ContactAsked, example={k: v for k, v in EXAMPLE.items() if k != "id"})
@blueprint.response(201, ContactSchema, example=EXAMPLE)
def add(asked: dict[str, Any]) -> Contact:
    """Enter a contact. Entering the same one again is refused."""
    who, here = account(), house()
    (made,) = appoint(
        asked={"contact": AskedContact(**asked)},
        region=who.region,
        actor=in_region(who, Act.MANAGE_CONTACTS),
        roles=here.library.roles,
        parts=here.parts,
    )
    return made


@blueprint.route("/contacts/<uuid:contact_id>/end", methods=["POST"])
@blueprint.arguments(EndAsked, example={"last_day": "2027-12-31"})
@blueprint.response(200, ContactSchema, example=EXAMPLE)
def end(asked: dict[str, Any], contact_id: Any) -> Contact:
    """Set the last day of a contact; doing so again is the same as once."""
    who, here = account(), house()
    return end_contact(
        contact_id=str(contact_id),
        last_day=asked["last_day"],
        actor=in_region(who, Act.MANAGE_CONTACTS),
        parts=here.parts,
    )
