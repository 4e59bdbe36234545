"""Terms: those of a case, changing them, and reckoning one without a case."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields

from doorgang_api.term_question import answer, reckon_question
from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.deadlines import CHANGES, change_term
from doorgang_engine.dossier.looks import Part
from doorgang_engine.terms.rules import Kind

from .blueprint import Blueprint
from .caller import account, desk, house
from .case_picture import answer_case, seen_case
from .fields import Asked, Text, YesNo, key, length, one_of
from .headers import ETAG, IDEMPOTENCY_KEY, IF_MATCH, request_id, revision_meant
from .schemas import TERM_EXAMPLE, WHOLE_CASE_EXAMPLE, TermSchema, WholeCaseSchema

blueprint = Blueprint("terms", description="Termijnen, met de reden van hun laatste dag")


class TermsSchema(ma.Schema):
    """The terms of a case, the oldest first."""

    items = fields.List(fields.Nested(TermSchema), required=True)


class ChangeAsked(Asked):
    """How a term changes."""

    change = Text(required=True, validate=one_of(*CHANGES))
    reason = Text(required=True, validate=length(0, 2000))
    duration = Text(
        load_default=str,
        validate=length(0, 40),
        metadata={"description": "With extend: how much longer, such as P4W."},
    )


class ReckoningAsked(Asked):
    """The question what the last day of a term is."""

    kind = Text(required=True, validate=one_of(*Kind))
    duration = Text(required=True, validate=length(1, 200))
    start = Text(
        required=True,
        data_key="from",
        validate=length(1, 40),
        metadata={"description": "Day of the event; when counting back, the target."},
    )
    region = key(
        load_default=None,
        allow_none=True,
        metadata={"description": "For its school holidays; without it the country's calendar."},
    )
    offset = Text(load_default=str, validate=length(0, 40))
    skip_school_holidays = YesNo(load_default=False)


class StepSchema(ma.Schema):
    """A step on the way to the last day."""

    rule = fields.String(required=True)
    day = fields.String(required=True, metadata={"format": "date"})
    text = fields.String(required=True)


class ReckoningSchema(ma.Schema):
    """The last day, and why."""

    kind = fields.String(required=True)
    start = fields.String(required=True, metadata={"format": "date"})
    raw_end = fields.String(required=True, metadata={"format": "date"})
    end = fields.String(required=True, metadata={"format": "date"})
    ends_at = fields.String(required=True, metadata={"format": "date-time"})
    reason = fields.String(required=True)
    steps = fields.List(fields.Nested(StepSchema), required=True)
    warnings = fields.List(fields.String(), required=True)
    rule_id = fields.String(required=True)
    rule_version = fields.String(required=True)
    calendar_id = fields.String(required=True)
    calendar_version = fields.String(required=True)


@blueprint.route("/cases/<uuid:case_id>/terms", methods=["GET"])
@blueprint.response(200, TermsSchema, example={"items": [TERM_EXAMPLE]})
def list_terms(case_id: Any) -> Any:
    """List the terms of a case as they stand."""
    with desk() as at:
        return {"items": at.dossier(str(case_id), shows={Part.TERMS}).terms}


@blueprint.route("/cases/<uuid:case_id>/terms/<uuid:run_id>/changes", methods=["POST"])
@blueprint.doc(parameters=[IF_MATCH, IDEMPOTENCY_KEY])
@blueprint.arguments(
    ChangeAsked, example={"change": "suspend", "reason": "Wacht op aanvullende stukken"}
)
@blueprint.response(200, WholeCaseSchema, headers=ETAG, example=WHOLE_CASE_EXAMPLE)
def change(asked: dict[str, Any], case_id: Any, run_id: Any) -> Any:
    """Suspend, resume, extend, meet or stop a term; its timers and deadlines move along."""
    who, here = account(), house()
    case = seen_case(str(case_id))
    changed = change_term(
        case_id=case.id,
        run_id=str(run_id),
        change=asked["change"],
        reason=asked["reason"],
        duration=asked["duration"],
        actor=acting(account=who, act=Act.CHANGE_TERM, resource=Resource.of_case(case)),
        parts=here.parts,
        revision=revision_meant(case),
        request_id=request_id(),
    )
    return answer_case(changed.id)


@blueprint.route("/terms/reckoning", methods=["POST"])
@blueprint.arguments(
    ReckoningAsked, example={"kind": "wettelijk", "duration": "P6W", "from": "2027-03-24"}
)
@blueprint.response(
    200,
    ReckoningSchema,
    example={
        "kind": "wettelijk",
        "start": "2027-03-24",
        "raw_end": "2027-05-05",
        "end": "2027-05-10",
        "ends_at": "2027-05-10T21:59:59+00:00",
        "reason": "6 weken … tot en met woensdag 5 mei 2027. Woensdag 5 mei 2027 is …",
        "steps": [
            {
                "rule": "vrije_dag",
                "day": "2027-05-05",
                "text": "Woensdag 5 mei 2027 is Bevrijdingsdag.",
            }
        ],
        "warnings": [],
        "rule_id": "vraag.termijn",
        "rule_version": "2c26b46b68ff",
        "calendar_id": "nl",
        "calendar_version": "holidays 0.109",
    },
)
def reckon(asked: dict[str, Any]) -> Any:
    """Reckon the last day of a term, and say why; as `doorgang term reckon` does."""
    return answer(reckon_question(config_dir=house().settings.config_dir, **asked))
