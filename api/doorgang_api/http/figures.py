"""Figures over the region: shares, medians and counts over a school year."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields

from doorgang_api.acting import in_region
from doorgang_api.figures import content_of, figures_for, not_measured
from doorgang_engine.access.table import Act
from doorgang_engine.kpi.periods import read_period

from .blueprint import Blueprint
from .caller import account, desk, house
from .fields import Asked, Text, Whole
from .schemas import UUID

blueprint = Blueprint("figures", description="Cijfers over de regio")
EXAMPLE = {
    "key": "tlv_binnen_termijn",
    "count": "",
    "name": "TLV binnen de termijn",
    "meaning": "Besluiten binnen de beslistermijn, van alle besluiten",
    "note": "",
    "unit": "%",
    "aim": "hoog",
    "norm": 95.0,
    "seeds": ["A-80"],
    "value": 96.7,
    "n": 121,
    "is_hidden": False,
    "is_right": True,
    "thirds": [{"name": "1", "value": 97.5, "n": 40, "is_hidden": False}],
    "municipalities": [{"name": "Proefstad", "value": None, "n": None, "is_hidden": True}],
    "districts": [],
    "cases": [],
}


class FiguresAsked(Asked):
    """Over which period."""

    school_year = Text(required=True, metadata={"description": "2026-2027"})
    third = Whole(
        load_default=0, metadata={"description": "1, 2 or 3: a tertiaal. 0: the school year."}
    )


class CellSchema(ma.Schema):
    """A figure over a part of the region. Hidden: over fewer than ten cases, or told by others."""

    name = fields.String(required=True)
    value = fields.Float(required=True, allow_none=True)
    n = fields.Integer(required=True, allow_none=True)
    is_hidden = fields.Boolean(required=True)


class BehindSchema(ma.Schema):
    """A case behind a hard nought."""

    id = fields.String(required=True, metadata={"example": UUID})
    number = fields.String(required=True)


class FigureSchema(ma.Schema):
    """A figure over the region. A figure of several counts comes once per count."""

    key = fields.String(required=True)
    count = fields.String(required=True)
    name = fields.String(required=True)
    meaning = fields.String(required=True)
    note = fields.String(required=True)
    unit = fields.String(required=True)
    aim = fields.String(
        required=True,
        metadata={"description": "hoog, laag, nul (hard: one is too many) or volgen (no norm)."},
    )
    norm = fields.Float(required=True, allow_none=True)
    seeds = fields.List(fields.String(), required=True)
    value = fields.Float(required=True, allow_none=True)
    n = fields.Integer(required=True, allow_none=True)
    is_hidden = fields.Boolean(required=True)
    is_right = fields.Boolean(required=True, allow_none=True)
    thirds = fields.List(fields.Nested(CellSchema), required=True)
    municipalities = fields.List(fields.Nested(CellSchema), required=True)
    districts = fields.List(fields.Nested(CellSchema), required=True)
    cases = fields.List(
        fields.Nested(BehindSchema),
        required=True,
        metadata={"description": "Behind a hard nought, for who may see all cases."},
    )


class NotMeasuredSchema(ma.Schema):
    """What the field asks for and cannot be measured."""

    key = fields.String(required=True)
    name = fields.String(required=True)
    reason = fields.String(required=True)


class FiguresSchema(ma.Schema):
    """All figures over a period."""

    period = fields.String(required=True)
    items = fields.List(fields.Nested(FigureSchema), required=True)
    not_measured = fields.List(fields.Nested(NotMeasuredSchema), required=True)


@blueprint.route("/kpi", methods=["GET"])
@blueprint.arguments(FiguresAsked, location="query")
@blueprint.response(
    200,
    FiguresSchema,
    example={
        "period": "2026-2027",
        "items": [EXAMPLE],
        "not_measured": [
            {
                "key": "tevredenheid",
                "name": "Tevredenheid",
                "reason": "Geen route vraagt om een score.",
            }
        ],
    },
)
def list_figures(asked: dict[str, Any]) -> Any:
    """Reckon the figures of the region over a school year, or over a third of it."""
    who = account()
    in_region(who, Act.SEE_FIGURES)
    period = read_period(school_year=asked["school_year"], third=asked["third"])
    found = figures_for(who, house=house(), period=period)
    if behind := {case.id for figure in found for case in figure.cases}:
        with desk() as at:
            at.listed(behind)
    return {
        "period": period.name,
        "items": [content_of(figure) for figure in found],
        "not_measured": [
            {"key": one.key, "name": one.name, "reason": one.reason}
            for one in not_measured(house())
        ],
    }
