"""Drafts of routes: copy, read, judge and decide; their files and steps are in ``draft_files``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flask import Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from doorgang_api.acting import in_region
from doorgang_api.form_builder.bench import workshop_of
from doorgang_api.refusals import ContentTypeRefused, RequestInvalid
from doorgang_engine.access.table import Act
from doorgang_engine.drafts.archive import LARGEST_ZIP, packed, unpack
from doorgang_engine.drafts.making import copy_shape, copy_version
from doorgang_engine.drafts.review import (
    Adoption,
    adopt,
    drop,
    judge_draft,
    retire,
    send_back,
    submit,
    take_back,
)
from doorgang_engine.drafts.workshop import seen

from .blueprint import Blueprint
from .caller import account, house
from .headers import etag, revision_read
from .route_draft_schemas import (
    ETAG,
    EXAMPLE,
    FINDING,
    IF_MATCH_ROUTE_DRAFT,
    DraftAdoptionAsked,
    DraftCopyAsked,
    DraftDecidedSchema,
    DraftJudgeAsked,
    DraftNoteAsked,
    DraftReasonAsked,
    DraftRetirementAsked,
    DraftVerdictSchema,
    RouteDraftSchema,
    RouteDraftsSchema,
)

if TYPE_CHECKING:
    from doorgang_engine.drafts.draft import Draft
    from doorgang_engine.drafts.workshop import Workshop
    from doorgang_engine.model import Actor, Bundle

ZIP = "application/zip"
blueprint = Blueprint(
    "route_drafts", description="Ontwerpen van routes", gives={"read_bundle": ZIP}
)


@blueprint.route("/route-drafts", methods=["GET"])
@blueprint.response(200, RouteDraftsSchema, example={"items": [EXAMPLE]})
def list_drafts() -> Any:
    """List the drafts of your region."""
    actor, shop = bench(Act.SEE_DRAFT)
    with shop.read_uow() as uow:
        today = shop.today(uow)
        found = sorted(uow.drafts.of_region(actor.region), key=lambda one: one.changed_at)
        return {"items": [_view(one, today) for one in reversed(found)]}


@blueprint.route("/route-drafts", methods=["POST"])
@blueprint.arguments(DraftCopyAsked, example={"route": "tlv-aanvraag", "title": "Kortere termijn"})
@blueprint.response(201, RouteDraftSchema, headers=ETAG, example=EXAMPLE)
def copy(asked: dict[str, Any]) -> Any:
    """Make a draft: a copy of the base, of a region's shape, or of an earlier version."""
    if "of" in asked and "version" in asked:
        raise RequestInvalid({"version": ["Noem 'of' of 'version', niet allebei."]})
    actor, shop = bench(Act.EDIT_DRAFT)
    route, title = asked["route"], asked["title"]
    if "version" in asked:
        number = asked["version"]
        made = copy_version(route=route, number=number, title=title, actor=actor, shop=shop)
    else:
        of = asked.get("of", "basis")
        made = copy_shape(route=route, of=of, title=title, actor=actor, shop=shop)
    return _told(made, shop)


@blueprint.route("/route-drafts/import", methods=["POST"])
@blueprint.doc(
    requestBody={
        "required": True,
        "description": f"A zip as `…/bundle` gives it, at most {LARGEST_ZIP // 1_000_000} MB.",
        "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}},
    }
)
@blueprint.response(201, RouteDraftSchema, headers=ETAG, example=EXAMPLE)
def take_in() -> Any:
    """Make a draft of a zip that was handed out, here or in another region."""
    actor, shop = bench(Act.EDIT_DRAFT)
    if request.mimetype != ZIP:
        raise ContentTypeRefused("Stuur de zip, met 'Content-Type: application/zip'.")
    request.max_content_length = LARGEST_ZIP + 1
    if (request.content_length or 0) > LARGEST_ZIP:
        raise RequestEntityTooLarge
    return _told(unpack(content=request.get_data(), title="", actor=actor, shop=shop), shop)


@blueprint.route("/route-drafts/<uuid:draft_id>", methods=["GET"])
@blueprint.response(200, RouteDraftSchema, headers=ETAG, example=EXAMPLE)
def read(draft_id: Any) -> Any:
    """Read what a draft is and where it stands."""
    actor, shop = bench(Act.SEE_DRAFT)
    with shop.read_uow() as uow:
        found = seen(uow, actor, str(draft_id))
    return _told(found, shop)


@blueprint.route("/route-drafts/<uuid:draft_id>/bundle", methods=["GET"])
@blueprint.doc(
    responses={
        "200": {
            "description": "All files of the draft, and `inhoud.json` with their hashes.",
            "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}},
        }
    }
)
def read_bundle(draft_id: Any) -> Response:
    """Hand out a draft as a zip; the same files give the same bytes."""
    actor, shop = bench(Act.SEE_DRAFT)
    _draft, content = packed(draft_id=str(draft_id), actor=actor, shop=shop)
    return Response(content, content_type=ZIP)


@blueprint.route("/route-drafts/<uuid:draft_id>/findings", methods=["GET"])
@blueprint.arguments(DraftJudgeAsked, location="query")
@blueprint.response(200, DraftVerdictSchema, example={"adoptable": False, "findings": [FINDING]})
def judge(asked: dict[str, Any], draft_id: Any) -> Any:
    """Say what the gate finds in a draft as it is now."""
    actor, shop = bench(Act.SEE_DRAFT)
    verdict = judge_draft(draft_id=str(draft_id), actor=actor, shop=shop, play=asked["play"])
    return {
        "adoptable": not verdict.errors,
        "findings": [asdict(one) for one in verdict.findings],
    }


@blueprint.route("/route-drafts/<uuid:draft_id>/submission", methods=["POST"])
@blueprint.doc(parameters=[IF_MATCH_ROUTE_DRAFT])
@blueprint.arguments(DraftNoteAsked, example={"note": "Herstel in vijf werkdagen."})
@blueprint.response(200, RouteDraftSchema, headers=ETAG, example=EXAMPLE)
def send_in(asked: dict[str, Any], draft_id: Any) -> Any:
    """Send a draft to be judged by somebody else; its files stand still from then on."""
    actor, shop = bench(Act.EDIT_DRAFT)
    note, revision = asked["note"], revision_read("het ontwerp")
    here = str(draft_id)
    sent = submit(draft_id=here, revision=revision, note=note, actor=actor, shop=shop)
    return _told(sent, shop)


@blueprint.route("/route-drafts/<uuid:draft_id>/submission", methods=["DELETE"])
@blueprint.response(200, RouteDraftSchema, headers=ETAG, example=EXAMPLE)
def withdraw(draft_id: Any) -> Any:
    """Take a draft back that waits to be judged: it is a concept again."""
    actor, shop = bench(Act.EDIT_DRAFT)
    return _told(take_back(draft_id=str(draft_id), actor=actor, shop=shop), shop)


@blueprint.route("/route-drafts/<uuid:draft_id>", methods=["DELETE"])
@blueprint.response(200, RouteDraftSchema, headers=ETAG, example=EXAMPLE)
def give_up(draft_id: Any) -> Any:
    """Give up a concept; it can still be read."""
    actor, shop = bench(Act.EDIT_DRAFT)
    return _told(drop(draft_id=str(draft_id), actor=actor, shop=shop), shop)


@blueprint.route("/route-drafts/<uuid:draft_id>/return", methods=["POST"])
@blueprint.doc(parameters=[IF_MATCH_ROUTE_DRAFT])
@blueprint.arguments(DraftReasonAsked, example={"reason": "De rol van het loket ontbreekt."})
@blueprint.response(200, RouteDraftSchema, headers=ETAG, example=EXAMPLE)
def return_draft(asked: dict[str, Any], draft_id: Any) -> Any:
    """Judge that a draft is not good yet; for who had no hand in it."""
    actor, shop = bench(Act.REVIEW_DRAFT)
    reason, revision = asked["reason"], revision_read("het ontwerp")
    here = str(draft_id)
    back = send_back(draft_id=here, revision=revision, reason=reason, actor=actor, shop=shop)
    return _told(back, shop)


@blueprint.route("/route-drafts/<uuid:draft_id>/adoption", methods=["POST"])
@blueprint.doc(parameters=[IF_MATCH_ROUTE_DRAFT])
@blueprint.arguments(
    DraftAdoptionAsked, example={"reason": "Besproken.", "from_day": "2027-01-04"}
)
@blueprint.response(200, DraftDecidedSchema, headers=ETAG, example={**EXAMPLE, "published": []})
def adopt_draft(asked: dict[str, Any], draft_id: Any) -> Any:
    """Adopt a draft from a day on; for who had no hand in it."""
    actor, shop = bench(Act.REVIEW_DRAFT)
    decision = Adoption(
        reason=asked["reason"], from_day=asked["from_day"], until_day=asked.get("until_day")
    )
    revision, here = revision_read("het ontwerp"), str(draft_id)
    done = adopt(draft_id=here, revision=revision, decision=decision, actor=actor, shop=shop)
    return _decided(*done, shop)


@blueprint.route("/route-drafts/<uuid:draft_id>/retirement", methods=["POST"])
@blueprint.arguments(
    DraftRetirementAsked, example={"reason": "Werkte niet.", "last_day": "2027-06-30"}
)
@blueprint.response(200, DraftDecidedSchema, headers=ETAG, example={**EXAMPLE, "published": []})
def retire_draft(asked: dict[str, Any], draft_id: Any) -> Any:
    """Let an adopted draft end after a day; running cases stay on their version."""
    actor, shop = bench(Act.REVIEW_DRAFT)
    done = retire(
        draft_id=str(draft_id),
        last_day=asked["last_day"],
        reason=asked["reason"],
        actor=actor,
        shop=shop,
    )
    return _decided(*done, shop)


def bench(act: Act) -> tuple[Actor, Workshop]:
    """Return who asks, and the workshop it happens in.

    :raises Forbidden: if they may not.
    """
    return in_region(account(), act), workshop_of(house(), now=None)


def _view(found: Draft, today: Any) -> dict[str, Any]:
    return {**vars(found), "standing": found.standing(today).value}


def _told(found: Draft, shop: Workshop) -> tuple[dict[str, Any], dict[str, str]]:
    with shop.read_uow() as uow:
        return _view(found, shop.today(uow)), etag(found.revision)


def _decided(
    found: Draft, published: list[Bundle], shop: Workshop
) -> tuple[dict[str, Any], dict[str, str]]:
    view, headers = _told(found, shop)
    bundles = [{"route": one.route, "number": one.number, "hash": one.hash} for one in published]
    return {**view, "published": bundles}, headers
