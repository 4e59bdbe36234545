"""What the API says and takes of drafts of routes."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields

from doorgang_engine.drafts.draft import Standing

from .fields import Asked, Day, Moment, Text, Whole, YesNo, key, length
from .headers import IF_MATCH
from .schemas import MOMENT, UUID, FindingSchema

IF_MATCH_ROUTE_DRAFT: dict[str, Any] = {
    **IF_MATCH,
    "description": 'The ETag of the draft as you read it, such as `"7"`.',
}
ETAG: dict[str, Any] = {
    "ETag": {
        "description": "The revision of the draft; send it as If-Match with a decision.",
        "schema": {"type": "string"},
    }
}
EXAMPLE = {
    "id": UUID,
    "route": "tlv-aanvraag",
    "title": "Kortere hersteltermijn",
    "standing": "concept",
    "origin": "de basis",
    "made_by": "rik",
    "made_at": MOMENT,
    "changed_at": MOMENT,
    "revision": 4,
    "submitted_by": "",
    "note": "",
    "reviewed_by": "",
    "reason": "",
    "from_day": None,
    "until_day": None,
    "is_pilot": False,
}
ADOPTION = {"reason": "Besproken.", "from_day": "2027-01-04"}
RETIREMENT = {"reason": "Werkte niet.", "last_day": "2027-06-30"}
FINDING = {
    "code": "legal_core_missing",
    "route": "tlv-aanvraag",
    "path": "route.bpmn",
    "element": "bezwaartermijn",
    "line": 88,
    "severity": "fout",
    "reason": "De bezwaartermijn hoort bij de wettelijke kern en ontbreekt.",
    "remedy": "Zet de stap terug.",
    "notation": "id='bezwaartermijn'",
}


class RouteDraftSchema(ma.Schema):
    """A working copy of a route, and what was decided about it."""

    id = fields.String(required=True)
    route = fields.String(required=True)
    title = fields.String(required=True)
    standing = fields.String(required=True, metadata={"enum": [one.value for one in Standing]})
    origin = fields.String(required=True, metadata={"description": "What it is a copy of."})
    made_by = fields.String(required=True)
    made_at = Moment(required=True)
    changed_at = Moment(required=True)
    revision = fields.Integer(required=True)
    submitted_by = fields.String(required=True)
    note = fields.String(required=True)
    reviewed_by = fields.String(required=True)
    reason = fields.String(required=True)
    from_day = fields.Date(required=True, allow_none=True)
    until_day = fields.Date(
        required=True, allow_none=True, metadata={"description": "The last day; null: goes on."}
    )
    is_pilot = fields.Boolean(required=True)


class RouteDraftsSchema(ma.Schema):
    """The drafts of a region, the newest change first."""

    items = fields.List(fields.Nested(RouteDraftSchema), required=True)


class DraftCopyAsked(Asked):
    """What to copy: the base, the shape of a region, or an earlier version of your own."""

    route = key(required=True)
    title = Text(required=True, validate=length(1, 200))
    of = key(metadata={"description": "`basis`, or a region; default: the base."})
    version = Whole(metadata={"description": "In place of `of`: a version of your own region."})


class DraftFindingSchema(FindingSchema):
    """What the gate found, and in which file of the draft."""

    class Meta:
        exclude = ("message",)

    route = fields.String(required=True)
    path = fields.String(required=True)
    reason = fields.String(required=True)


class DraftVerdictSchema(ma.Schema):
    """What the gate says of a draft as it is now."""

    adoptable = fields.Boolean(required=True, metadata={"description": "No finding is an error."})
    findings = fields.List(fields.Nested(DraftFindingSchema), required=True)


class DraftJudgeAsked(Asked):
    """How thoroughly to judge."""

    play = YesNo(
        load_default=False,
        metadata={"description": "Also play the scenarios, which takes seconds."},
    )


class DraftNoteAsked(Asked):
    """What changes and why."""

    note = Text(required=True, validate=length(1, 2000))


class DraftReasonAsked(Asked):
    """Why it is not good yet."""

    reason = Text(required=True, validate=length(1, 2000))


class DraftAdoptionAsked(DraftReasonAsked):
    """Why it is adopted, and from which day."""

    from_day = Day(required=True)
    until_day = Day(metadata={"description": "Of a pilot: its last day."})


class DraftRetirementAsked(DraftReasonAsked):
    """Why it ends, and when."""

    last_day = Day(required=True)


class DraftBundleSchema(ma.Schema):
    """A version that was published."""

    route = fields.String(required=True)
    number = fields.Integer(required=True)
    hash = fields.String(required=True)


class DraftDecidedSchema(RouteDraftSchema):
    """The draft, and what was published by the decision: today's day; later the clock does it."""

    published = fields.List(fields.Nested(DraftBundleSchema), required=True)
