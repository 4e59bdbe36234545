"""Correcting a form: filled in anew beside the one with the mistake."""

from __future__ import annotations

from typing import Any

from doorgang_api.correctable import correctable
from doorgang_engine.corrections.correcting import correct_submission

from .blueprint import Blueprint
from .caller import desk, house
from .case_picture import answer_case
from .fields import Asked, Mapping, Text, length
from .headers import ETAG, IDEMPOTENCY_KEY, IF_MATCH, request_id, revision_meant
from .schemas import WHOLE_CASE_EXAMPLE, WholeCaseSchema

blueprint = Blueprint("corrections", description="Verbeteren wat is ingevuld")


class CorrectionAsked(Asked):
    """A form as it should have been filled in, and why."""

    submission = Mapping(
        keys=Text(), required=True, metadata={"description": "The whole form, filled in anew."}
    )
    reason = Text(required=True, validate=length(1, 2000))


@blueprint.route(
    "/cases/<uuid:case_id>/submissions/<uuid:submission_id>/correction", methods=["POST"]
)
@blueprint.doc(parameters=[IF_MATCH, IDEMPOTENCY_KEY])
@blueprint.arguments(
    CorrectionAsked,
    example={"submission": {"compleet": True}, "reason": "Verkeerd overgenomen"},
)
@blueprint.response(200, WholeCaseSchema, headers=ETAG, example=WHOLE_CASE_EXAMPLE)
def correct(asked: dict[str, Any], case_id: Any, submission_id: Any) -> Any:
    """Correct a form; the old one stays beside it, and what the route went by does not change."""
    with desk() as at:
        found = correctable(str(case_id), str(submission_id), desk=at)
    changed = correct_submission(
        case_id=found.dossier.case.id,
        submission_id=found.submission.id,
        submission=asked["submission"],
        reason=asked["reason"],
        actor=found.actor,
        parts=house().parts,
        revision=revision_meant(found.dossier.case),
        request_id=request_id(),
    )
    return answer_case(changed.id)
