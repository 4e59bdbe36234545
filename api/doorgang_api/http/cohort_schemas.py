"""How cohorts, lists and their rows look to programs."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from doorgang_engine.cohorts.batch import BatchStatus, RowStatus

from .fields import Asked, Day, Moment, Text, Whole, between, one_of
from .paging import PageAsked
from .schemas import MOMENT, UUID

COHORT_EXAMPLE = {
    "route": "tlv-verlenging",
    "title": "Verlenging van een TLV",
    "key": "einde-tlv",
    "name": "TLV's die aflopen",
    "guidance": "",
    "columns": [
        {
            "heading": "geldig_tot",
            "label": "Geldig tot en met",
            "is_required": True,
            "kind": "datum: dag-maand-jaar of jaar-maand-dag",
            "choices": [],
            "example": "31-07-2027",
        }
    ],
}
BATCH_EXAMPLE = {
    "id": UUID,
    "route": "tlv-verlenging",
    "cohort": "einde-tlv",
    "name": "TLV's die aflopen",
    "status": "proposed",
    "total": 412,
    "skips_running": True,
    "made_by": "rik",
    "made_at": MOMENT,
    "begins_on": None,
    "ended_at": None,
    "erase_at": MOMENT,
    "rows": {"waiting": 410, "skipped": 2},
    "preview": None,
}
ROW_EXAMPLE = {
    "number": 2,
    "status": "started",
    "organisation": "so-de-brug",
    "case_id": UUID,
    "case_number": "LEI-2027-00012",
    "code": "",
}
LAST_ROW = 1_000_000


class ColumnSchema(ma.Schema):
    """A column of a list."""

    heading = fields.String(required=True)
    label = fields.String(required=True)
    is_required = fields.Boolean(required=True)
    kind = fields.String(required=True, metadata={"description": "What to write, in Dutch."})
    choices = fields.List(fields.String(), required=True)
    example = fields.String(required=True)


class CohortSchema(ma.Schema):
    """A way to begin a route for a whole list of children."""

    route = fields.String(required=True)
    title = fields.String(required=True)
    key = fields.String(required=True)
    name = fields.String(required=True)
    guidance = fields.String(required=True)
    columns = fields.List(fields.Nested(ColumnSchema), required=True)


class CohortsSchema(ma.Schema):
    """All that you may begin."""

    items = fields.List(fields.Nested(CohortSchema), required=True)


class FirstDaySchema(ma.Schema):
    """Something that the cases begin with, and between which days it lies over the children."""

    name = fields.String(required=True)
    role = fields.String(required=True)
    first = fields.Date(required=True, allow_none=True)
    last = fields.Date(required=True, allow_none=True)


class PreviewSchema(ma.Schema):
    """What a list would begin."""

    per_organisation = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    tried = fields.Integer(required=True, metadata={"description": "Rows it was reckoned for."})
    tasks = fields.List(fields.Nested(FirstDaySchema), required=True)
    terms = fields.List(fields.Nested(FirstDaySchema), required=True)


class BatchSchema(ma.Schema):
    """A list that was judged good."""

    id = fields.String(required=True)
    route = fields.String(required=True)
    cohort = fields.String(required=True)
    name = fields.String(required=True)
    status = fields.String(required=True, metadata={"enum": [str(one) for one in BatchStatus]})
    total = fields.Integer(required=True)
    skips_running = fields.Boolean(required=True)
    made_by = fields.String(required=True)
    made_at = Moment(required=True)
    begins_on = fields.Date(required=True, allow_none=True)
    ended_at = Moment(required=True, allow_none=True)
    erase_at = Moment(
        required=True,
        allow_none=True,
        metadata={"description": "When what its rows still hold is destroyed."},
    )
    rows = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata={"description": "How many rows stand where."},
    )
    preview = fields.Nested(PreviewSchema, required=True, allow_none=True)


class BatchesSchema(ma.Schema):
    """The newest lists."""

    items = fields.List(fields.Nested(BatchSchema), required=True)


class RowSchema(ma.Schema):
    """What became of a row of a list."""

    number = fields.Integer(required=True, metadata={"description": "As in the file."})
    status = fields.String(required=True, metadata={"enum": [str(one) for one in RowStatus]})
    organisation = fields.String(required=True)
    case_id = fields.String(required=True)
    case_number = fields.String(required=True)
    code = fields.String(required=True, metadata={"description": "Why it could not start."})


class RowsSchema(ma.Schema):
    """A page of rows."""

    items = fields.List(fields.Nested(RowSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class RowsAsked(PageAsked):
    """Which rows."""

    status = Text(load_default=str, validate=one_of(*RowStatus))
    after = Whole(
        load_default=0,
        validate=between(0, LAST_ROW),
        metadata={"description": "Number of the last row you have."},
    )


class ConfirmationAsked(Asked):
    """When the cases begin."""

    begins_on = Day(
        load_default=None,
        allow_none=True,
        metadata={"description": "At 08:00 Amsterdam on this day; left out: now."},
    )
