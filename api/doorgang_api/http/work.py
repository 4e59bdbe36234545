"""Work beyond doing it: hand over, look again on a day, do the same with several, see a region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import marshmallow as ma
from marshmallow import fields

from doorgang_api.acting import in_region
from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.dossier.looks import Part
from doorgang_engine.tasks import claim_task
from doorgang_engine.terms.moments import local_day
from doorgang_engine.work.following_up import follow_up_task
from doorgang_engine.work.handing_over import LONGEST_NOTE, hand_over_task
from doorgang_engine.work.receiving import receivers
from doorgang_engine.work.together import do_together

from .blueprint import Blueprint
from .caller import account, desk, house
from .fields import Asked, Day, Moment, Text, length, one_of, unique_id
from .schemas import MOMENT, TASK_ID
from .tasks import TASK_EXAMPLE, TaskSchema

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from doorgang_engine.model import UserTask

blueprint = Blueprint("work", description="Werk: overdragen, plannen en verdelen")
CLAIM, RELEASE, HAND_OVER, FOLLOW_UP = "claim", "release", "hand_over", "follow_up"


class HandOverAsked(Asked):
    """To whom a task goes, and what to say with it."""

    to = Text(required=True, validate=length(1, 200), metadata={"description": "An account."})
    note = Text(
        load_default=str,
        validate=length(0, LONGEST_NOTE),
        metadata={"description": "Sealed; for the receiver, and in the history."},
    )


class FollowUpAsked(Asked):
    """The day on which you look at a task again."""

    day = Day(required=True)


class ReceiverSchema(ma.Schema):
    """A colleague that a task can be handed over to."""

    account = fields.String(required=True)
    name = fields.String(required=True)
    is_deputy = fields.Boolean(required=True, metadata={"description": "Stands in for you now."})


class ReceiversSchema(ma.Schema):
    """Who can be given a task, your deputies first."""

    items = fields.List(fields.Nested(ReceiverSchema), required=True)


class TogetherAsked(Asked):
    """What to do with which tasks. Completing is always done one by one."""

    act = Text(required=True, validate=one_of(CLAIM, RELEASE, HAND_OVER, FOLLOW_UP))
    tasks = fields.List(unique_id(), required=True)
    to = Text(load_default=str, validate=length(0, 200))
    note = Text(load_default=str, validate=length(0, LONGEST_NOTE))
    day = Day(load_default=None, allow_none=True)


class RefusedSchema(ma.Schema):
    """A task with which nothing was done, and why."""

    task = fields.String(required=True)
    code = fields.String(required=True)
    detail = fields.String(required=True)


class TogetherSchema(ma.Schema):
    """What became of the tasks: each was an act of its own."""

    done = fields.List(fields.String(), required=True)
    refused = fields.List(fields.Nested(RefusedSchema), required=True)


class PlaceSchema(ma.Schema):
    """How much work waits for a role of an organisation; nothing of dossiers."""

    organisation = fields.String(required=True)
    role = fields.String(required=True)
    open = fields.Integer(required=True)
    late = fields.Integer(required=True)
    today = fields.Integer(required=True)
    this_week = fields.Integer(required=True)
    unclaimed = fields.Integer(required=True)
    oldest = Moment(required=True)


class PlacesSchema(ma.Schema):
    """All places of a region where work waits, those with most that is late first."""

    items = fields.List(fields.Nested(PlaceSchema), required=True)


PLACE = {
    "organisation": "swv-proefstad",
    "role": "swv_loket",
    "open": 12,
    "late": 1,
    "today": 2,
    "this_week": 4,
    "unclaimed": 7,
    "oldest": MOMENT,
}


@blueprint.route("/tasks/<uuid:task_id>/receivers", methods=["GET"])
@blueprint.response(
    200,
    ReceiversSchema,
    example={"items": [{"account": "lars", "name": "Lars Loket", "is_deputy": True}]},
)
def list_receivers(task_id: Any) -> Any:
    """List who can be given a task."""
    with desk() as at:
        task = at.own_task(str(task_id), act=Act.HAND_OVER_TASK)
        day = local_day(moment=at.now)
        found = receivers([task], for_account=account().id, day=day, uow=at.uow)
    rows = [
        {
            "account": one.account.id,
            "name": one.account.name,
            "is_deputy": bool(one.stands_in_for),
        }
        for one in found
        if one.account.id not in (account().id, task.claimed_by)
    ]
    return {"items": rows}


@blueprint.route("/tasks/<uuid:task_id>/handover", methods=["POST"])
@blueprint.arguments(HandOverAsked, example={"to": "lars", "note": "Bel eerst de school."})
@blueprint.response(200, TaskSchema, example={**TASK_EXAMPLE, "claimed_by": "lars"})
def hand_over(asked: dict[str, Any], task_id: Any) -> UserTask:
    """Hand a task over to a colleague; doing so twice is the same as once."""
    _show(str(task_id), Act.HAND_OVER_TASK)
    return _hand_over(str(task_id), to=asked["to"], note=asked["note"])


@blueprint.route("/tasks/<uuid:task_id>/follow-up", methods=["PUT"])
@blueprint.arguments(FollowUpAsked, example={"day": "2027-01-20"})
@blueprint.response(200, TaskSchema, example=TASK_EXAMPLE)
def follow_up(asked: dict[str, Any], task_id: Any) -> UserTask:
    """Set the day on which you look at a task again; it moves no deadline."""
    _show(str(task_id), Act.FOLLOW_UP_TASK)
    return _follow_up(str(task_id), day=asked["day"])


@blueprint.route("/tasks/<uuid:task_id>/follow-up", methods=["DELETE"])
@blueprint.response(200, TaskSchema, example=TASK_EXAMPLE)
def forget_follow_up(task_id: Any) -> UserTask:
    """Take your follow-up day away."""
    _show(str(task_id), Act.FOLLOW_UP_TASK)
    return _follow_up(str(task_id), day=None)


@blueprint.route("/tasks/together", methods=["POST"])
@blueprint.arguments(TogetherAsked, example={"act": "claim", "tasks": [TASK_ID]})
@blueprint.response(200, TogetherSchema, example={"done": [TASK_ID], "refused": []})
def together(asked: dict[str, Any]) -> Any:
    """Do the same with up to a hundred tasks; what is refused holds up no other."""
    found = do_together(asked["tasks"], _doing(asked))
    refused = [
        {"task": one, "code": error.code, "detail": str(error)} for one, error in found.refused
    ]
    return {"done": found.done, "refused": refused}


@blueprint.route("/work/places", methods=["GET"])
@blueprint.response(200, PlacesSchema, example={"items": [PLACE]})
def list_places() -> Any:
    """List how much work waits where in your region."""
    who, here = account(), house()
    in_region(who, Act.SEE_WORK)
    with here.read_uow() as uow:
        found = uow.work.places(region=who.region, now=uow.database_now())
    return {"items": found}


def _doing(asked: dict[str, Any]) -> Callable[[str], UserTask]:
    if asked["act"] == HAND_OVER:
        return lambda one: _hand_over(one, to=asked["to"], note=asked["note"])
    if asked["act"] == FOLLOW_UP:
        return lambda one: _follow_up(one, day=asked["day"])
    return lambda one: _take(one, release=asked["act"] == RELEASE)


def _hand_over(task_id: str, *, to: str, note: str) -> UserTask:
    act = Act.HAND_OVER_TASK
    actor = acting(account=account(), act=act, resource=_own(task_id, act))
    return hand_over_task(task_id=task_id, to=to, note=note, actor=actor, parts=house().parts)


def _follow_up(task_id: str, *, day: date | None) -> UserTask:
    act = Act.FOLLOW_UP_TASK
    actor = acting(account=account(), act=act, resource=_own(task_id, act))
    return follow_up_task(task_id=task_id, day=day, actor=actor, parts=house().parts)


def _take(task_id: str, *, release: bool) -> UserTask:
    act = Act.RELEASE_TASK if release else Act.CLAIM_TASK
    actor = acting(account=account(), act=act, resource=_own(task_id, act))
    return claim_task(task_id=task_id, actor=actor, parts=house().parts, release=release)


def _show(task_id: str, act: Act) -> None:
    """Note that the task is shown in the answer."""
    with desk() as at:
        at.task(task_id, shows={Part.TASKS}, act=act)


def _own(task_id: str, act: Act) -> Resource:
    with desk() as at:
        return Resource.of_task(at.own_task(task_id, act=act))
