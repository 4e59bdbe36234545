"""What begins by itself on days of the year: which, and on or off."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import marshmallow as ma
from marshmallow import fields

from doorgang_api.acting import in_region
from doorgang_engine.access.table import Act
from doorgang_engine.recurring import find_recurring, recurring_of, switch_recurrence

from .blueprint import Blueprint
from .caller import account, house
from .fields import Asked, Moment
from .schemas import MOMENT

if TYPE_CHECKING:
    from doorgang_engine.recurring import Recurring

blueprint = Blueprint("recurrences", description="Rooster: wat vanzelf begint")
EXAMPLE = {
    "route": "verantwoording-besturen",
    "key": "uitvraag",
    "name": "Uitvraag van de verantwoording",
    "start_event": "uitvraag_begonnen",
    "days": ["06-01"],
    "per": "bestuur",
    "is_on": True,
    "due_at": MOMENT,
    "last_on": None,
    "switched_by": "rik",
    "switched_at": MOMENT,
}


class RecurrenceSchema(ma.Schema):
    """Days on which a route begins by itself."""

    route = fields.String(required=True)
    key = fields.String(required=True)
    name = fields.String(required=True)
    start_event = fields.String(required=True)
    days = fields.List(
        fields.String(), required=True, metadata={"description": "Month-day, every year."}
    )
    per = fields.String(
        required=True,
        metadata={"description": "Kind of organisation that each gets a case; empty: one case."},
    )
    is_on = fields.Boolean(required=True)
    due_at = Moment(required=True, allow_none=True)
    last_on = fields.Date(required=True, allow_none=True)
    switched_by = fields.String(required=True)
    switched_at = Moment(required=True, allow_none=True)


class RecurrencesSchema(ma.Schema):
    """All of a region."""

    items = fields.List(fields.Nested(RecurrenceSchema), required=True)


class SwitchAsked(Asked):
    """On or off."""

    is_on = fields.Boolean(required=True, truthy={True}, falsy={False})


@blueprint.route("/recurrences", methods=["GET"])
@blueprint.response(200, RecurrencesSchema, example={"items": [EXAMPLE]})
def list_recurrences() -> Any:
    """List what can begin by itself in the region."""
    in_region(account(), Act.SEE_SCHEDULE)
    with house().read_uow() as uow:
        found = recurring_of(region=account().region, uow=uow)
    return {"items": [_told(one) for one in found]}


@blueprint.route("/recurrences/<route>/<key>", methods=["PUT"])
@blueprint.arguments(SwitchAsked, example={"is_on": True})
@blueprint.response(200, RecurrenceSchema, example=EXAMPLE)
def switch(asked: dict[str, Any], route: str, key: str) -> Any:
    """Switch on or off that a route begins by itself; what already runs goes on."""
    who = account()
    actor = in_region(who, Act.SWITCH_SCHEDULE)
    with house().parts.new_uow() as uow:
        switch_recurrence(
            region=who.region,
            route=route,
            key=key,
            is_on=asked["is_on"],
            actor=actor,
            uow=uow,
            now=datetime.now(UTC),
        )
        return _told(find_recurring(region=who.region, route=route, key=key, uow=uow))


def _told(one: Recurring) -> dict[str, Any]:
    row = one.row
    return {
        **vars(one.schedule),
        "route": one.bundle.route,
        "is_on": one.is_on,
        "due_at": row.due_at if row else None,
        "last_on": row.last_on if row else None,
        "switched_by": row.switched_by if row else "",
        "switched_at": row.switched_at if row else None,
    }
