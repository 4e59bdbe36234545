"""What you are filling in for a task and did not send yet, and what it would lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import marshmallow as ma
from marshmallow import fields

from doorgang_api.pages.effect_words import told_effects
from doorgang_api.pages.names import People, names_of
from doorgang_api.taken_over import taken_for
from doorgang_engine.access.table import Act
from doorgang_engine.dossier.looks import Part
from doorgang_engine.preview import preview_completion
from doorgang_engine.task_drafts import (
    NONE_YET,
    OpenDraft,
    Writing,
    find_draft,
    keep_draft,
    throw_away_draft,
)
from doorgang_forms.taking_over import placed_in

from .blueprint import Blueprint
from .caller import account, desk, house
from .fields import Asked, Mapping, Moment, Text, Whole
from .headers import ETAG, IF_MATCH_DRAFT, etag, revisions_named
from .schemas import MOMENT, TASK_ID
from .tasks import CompletionAsked

if TYPE_CHECKING:
    from doorgang_engine.model import UserTask

EFFECT, TAKEN = "gevolg", "overgenomen"  # what was shown, in the access log
blueprint = Blueprint("task_drafts", description="Concepten: wat u invult en nog niet verstuurde")


class DraftAsked(Asked):
    """What was typed so far; nothing of it is judged."""

    values = Mapping(keys=Text(), required=True)
    ticked = fields.List(
        Whole(), load_default=list, metadata={"description": "Points of the checklist, from 0."}
    )


class DraftSchema(ma.Schema):
    """Your own draft; nobody else reads it."""

    revision = fields.Integer(required=True, metadata={"description": "0: there is none."})
    at = Moment(required=True, allow_none=True)
    values = fields.Dict(keys=fields.String(), required=True)
    ticked = fields.List(fields.Integer(), required=True)
    beside = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": "What you wrote elsewhere at the same time, if you did."},
    )


class SourceSchema(ma.Schema):
    """From which form an answer was taken over."""

    path = fields.String(required=True)
    form = fields.String(required=True)
    submission = fields.String(required=True)
    at = Moment(required=True)


class TakenOverSchema(ma.Schema):
    """What your form takes over from earlier forms of the case; to be checked, sent by nobody."""

    values = fields.Dict(keys=fields.String(), required=True)
    sources = fields.List(fields.Nested(SourceSchema), required=True)


class EffectSchema(ma.Schema):
    """One thing that would happen."""

    kind = fields.String(required=True, metadata={"description": "The kind of its event."})
    text = fields.String(required=True, metadata={"description": "In Dutch."})


class EffectsSchema(ma.Schema):
    """What completing a task would lead to, as far as you may know; nothing is done."""

    ends_case = fields.Boolean(required=True)
    items = fields.List(fields.Nested(EffectSchema), required=True)


EXAMPLE = {
    "revision": 3,
    "at": MOMENT,
    "values": {"compleet": True},
    "ticked": [0],
    "beside": None,
}
TAKEN_EXAMPLE = {
    "values": {"leerling_gehoord": True},
    "sources": [
        {"path": "leerling_gehoord", "form": "hoorrecht_tlv", "submission": TASK_ID, "at": MOMENT}
    ],
}
EFFECTS_EXAMPLE = {
    "ends_case": False,
    "items": [{"kind": "task_opened", "text": "Er komt een taak ‘Besluiten’ voor: Directeur."}],
}


@blueprint.route("/tasks/<uuid:task_id>/draft", methods=["GET"])
@blueprint.response(200, DraftSchema, headers=ETAG, example=EXAMPLE)
def read(task_id: Any) -> Any:
    """Read your draft for a task."""
    with desk() as at:
        task = at.own_task(str(task_id))
        found = find_draft(task, account=at.account, uow=at.uow)
    return _told(found)


@blueprint.route("/tasks/<uuid:task_id>/taken-over", methods=["GET"])
@blueprint.response(200, TakenOverSchema, example=TAKEN_EXAMPLE)
def read_taken_over(task_id: Any) -> Any:
    """Read what your form takes over from earlier forms of the case, as far as you may read it."""
    with desk() as at:
        task, dossier = at.task(str(task_id), shows={Part.FORMS})
        found = taken_for(task, dossier)
        at.only(TAKEN, *sorted({f"formulier:{one.source.form}" for one in found}))
    sources = [
        {
            "path": one.path,
            "form": one.source.form,
            "submission": one.source.id,
            "at": one.source.at,
        }
        for one in found
    ]
    return {"values": placed_in({}, {one.path: one.value for one in found}), "sources": sources}


@blueprint.route("/tasks/<uuid:task_id>/draft", methods=["PUT"])
@blueprint.doc(parameters=[IF_MATCH_DRAFT])
@blueprint.arguments(DraftAsked, example={"values": {"compleet": True}})
@blueprint.response(200, DraftSchema, headers=ETAG, example=EXAMPLE)
def keep(asked: dict[str, Any], task_id: Any) -> Any:
    """Keep a draft in the place of the one that you read; also when the task is over."""
    task, named = _own_task(task_id), revisions_named("uw concept")
    kept = keep_draft(
        Writing(values=asked["values"], ticked=tuple(asked["ticked"])),
        task_id=task.id,
        actor=account().acting_as(task.role),
        parts=house().parts,
        based_on=None if named is None else named[0],
    )
    return _told(kept)


@blueprint.route("/tasks/<uuid:task_id>/draft", methods=["DELETE"])
@blueprint.response(204)
def discard(task_id: Any) -> None:
    """Throw your draft away; there need not be one."""
    task = _own_task(task_id)
    actor = account().acting_as(task.role)
    throw_away_draft(task_id=task.id, actor=actor, parts=house().parts)


@blueprint.route("/tasks/<uuid:task_id>/effect", methods=["POST"])
@blueprint.arguments(CompletionAsked, example={"submission": {"compleet": True}})
@blueprint.response(200, EffectsSchema, example=EFFECTS_EXAMPLE)
def preview(asked: dict[str, Any], task_id: Any) -> Any:
    """Say what completing a task with this would lead to; nothing is done or kept."""
    task, here = _own_task(task_id), house()
    found = preview_completion(
        task_id=task.id,
        submission=asked["submission"],
        actor=account().acting_as(task.role),
        parts=here.parts,
    )
    with desk() as at:
        at.task(task.id, shows=(), act=Act.COMPLETE_TASK)
        at.only(EFFECT)
        names = names_of(found.bundle, uow=at.uow, shelf=here.parts.shelf)
        told = told_effects(found, names.among(People(at.uow, at.account.region)))
    items = [{"kind": kind, "text": text} for kind, text in told]
    return {"ends_case": found.ends_case, "items": items}


def _told(found: OpenDraft | None) -> tuple[dict[str, Any], dict[str, str]]:
    writing = found.writing if found else Writing()
    beside = found.beside if found else None
    revision = found.revision if found else NONE_YET
    return {
        "revision": revision,
        "at": found.at if found else None,
        "values": writing.values,
        "ticked": writing.ticked,
        "beside": beside.values if beside else None,
    }, etag(revision)


def _own_task(task_id: Any) -> UserTask:
    with desk() as at:
        return at.own_task(str(task_id), act=Act.COMPLETE_TASK)
