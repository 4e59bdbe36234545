"""Tasks: what is to be done, taking it up, and completing it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import marshmallow as ma
from marshmallow import fields

from doorgang_api.refusals import RequestInvalid
from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.dossier.looks import Part
from doorgang_engine.errors import TaskNotFound
from doorgang_engine.ports import TaskQuery
from doorgang_engine.signing import send_task
from doorgang_engine.task_drafts import clear_away
from doorgang_engine.tasks import claim_task
from doorgang_engine.terms.durations import AMSTERDAM

from .blueprint import Blueprint
from .caller import account, desk, house
from .case_picture import answer_case
from .fields import Asked, Day, Mapping, Moment, Text, key, one_of, unique_id
from .headers import ETAG, IDEMPOTENCY_KEY, request_id
from .paging import LINK, PageAsked, answer, cut, filters_of
from .schemas import DUE, MOMENT, TASK_ID, UUID, WHOLE_CASE_EXAMPLE, WholeCaseSchema
from .task_picture import task_picture

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from doorgang_engine.model import UserTask
    from doorgang_engine.ports import UnitOfWork

blueprint = Blueprint("tasks", description="Taken: wat er te doen is")


class TasksAsked(PageAsked):
    """Which tasks."""

    role = key(load_default=str, metadata={"description": "Only this role of yours."})
    claimed = Text(
        load_default=str,
        validate=one_of("", "me"),
        metadata={"description": "Only what you took."},
    )
    due_before = Day(
        load_default=None, metadata={"description": "Only with a deadline before this day."}
    )
    after = unique_id(load_default=str, metadata={"description": "Id of the last task you have."})


class TaskSchema(ma.Schema):
    """Work that waits for a person."""

    id = fields.String(required=True)
    case_id = fields.String(required=True)
    element = fields.String(required=True)
    name = fields.String(required=True)
    role = fields.String(required=True)
    organisation = fields.String(required=True)
    form = fields.String(required=True)
    status = fields.String(required=True, metadata={"enum": ["open", "completed", "cancelled"]})
    opened_at = Moment(required=True)
    due_at = Moment(required=True, allow_none=True)
    claimed_by = fields.String(required=True)


class OwnTaskSchema(TaskSchema):
    """Work that waits for you, and what is left of it."""

    waits_for_signature = fields.Boolean(
        required=True,
        metadata={"description": "It was filled in: read it, and sign it or send it back."},
    )


class TasksSchema(ma.Schema):
    """A page of tasks, the most urgent first."""

    items = fields.List(fields.Nested(OwnTaskSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class DeadlineSchema(ma.Schema):
    """The term behind a task's deadline."""

    run_id = fields.String(required=True)
    term = fields.String(required=True)
    name = fields.String(required=True)
    status = fields.String(required=True)
    end = fields.Date(required=True)
    reason = fields.String(required=True)
    working_days_left = fields.Integer(required=True)


class WholeTaskSchema(OwnTaskSchema):
    """A task with all that is needed to do it."""

    closed_at = Moment(required=True, allow_none=True)
    closed_by = fields.String(required=True)
    case_number = fields.String(required=True)
    route = fields.String(required=True)
    guidance = fields.String(required=True)
    form_definition = fields.Dict(keys=fields.String(), required=True)
    deadline = fields.Nested(DeadlineSchema, required=True, allow_none=True)


class CompletionAsked(Asked):
    """The task's form, filled in."""

    submission = Mapping(keys=Text(), required=True)


TASK_EXAMPLE = {
    "id": TASK_ID,
    "case_id": UUID,
    "element": "compleet_toetsen",
    "name": "Aanvraag toetsen",
    "role": "swv_loket",
    "organisation": "swv-proefstad",
    "form": "tlv_toets",
    "status": "open",
    "opened_at": MOMENT,
    "due_at": DUE,
    "claimed_by": "",
}
OWN_TASK_EXAMPLE = {**TASK_EXAMPLE, "waits_for_signature": False}
WHOLE_TASK_EXAMPLE = {
    **OWN_TASK_EXAMPLE,
    "closed_at": None,
    "closed_by": "",
    "case_number": "PRO-2027-00012",
    "route": "tlv-aanvraag",
    "guidance": "Kijk of alle stukken erbij zitten.",
    "form_definition": {"key": "tlv_toets", "title": {"nl": "Toets"}, "sections": []},
    "deadline": {
        "run_id": UUID,
        "term": "tlv.toets",
        "name": "Toetsen",
        "status": "running",
        "end": "2027-01-22",
        "reason": "Vijf werkdagen na 15 januari 2027.",
        "working_days_left": 5,
    },
}


@blueprint.route("/tasks", methods=["GET"])
@blueprint.arguments(TasksAsked, location="query")
@blueprint.response(
    200, TasksSchema, headers=LINK, example={"items": [OWN_TASK_EXAMPLE], "next": None}
)
def list_tasks(asked: dict[str, Any]) -> Any:
    """List the work of your roles, the most urgent first."""
    who = account()
    roles = tuple(role for role in who.roles if asked["role"] in ("", role))
    before = asked["due_before"]
    query = TaskQuery(
        region=who.region,
        organisation=who.organisation,
        roles=roles,
        claimed_by=who.id if asked["claimed"] else "",
        due_before=before and datetime.combine(before, datetime.min.time(), tzinfo=AMSTERDAM),
        after=asked["after"],
        limit=asked["limit"] + 1,
    )
    if asked["after"]:
        _require_cursor(asked["after"])
    with desk() as at:
        found = at.uow.tasks.page(query) if roles else []  # without a role there is no work
        shown, more = cut(found, asked)
        at.listed({task.case_id: None for task in shown}, asked=filters_of(asked))
        waiting = waiting_of(shown, at.uow)
    filters = {name: value for name, value in asked.items() if value}
    after = shown[-1].id if more else None
    items = [{**vars(task), "waits_for_signature": task.id in waiting} for task in shown]
    return answer(items, endpoint="tasks.list_tasks", asked=filters, after=after)


@blueprint.route("/tasks/<uuid:task_id>", methods=["GET"])
@blueprint.response(200, WholeTaskSchema, example=WHOLE_TASK_EXAMPLE)
def read(task_id: Any) -> Any:
    """Read a task with its form, guidance and deadline."""
    with desk() as at:
        task, dossier = at.task(str(task_id), shows={Part.CASE, Part.TASKS, Part.TERMS})
        waiting = waiting_of([task], at.uow)
    return {**task_picture(task, dossier), "waits_for_signature": task.id in waiting}


@blueprint.route("/tasks/<uuid:task_id>/completion", methods=["POST"])
@blueprint.doc(parameters=[IDEMPOTENCY_KEY])
@blueprint.arguments(CompletionAsked, example={"submission": {"compleet": True}})
@blueprint.response(200, WholeCaseSchema, headers=ETAG, example=WHOLE_CASE_EXAMPLE)
def complete(asked: dict[str, Any], task_id: Any) -> Any:
    """Complete a task with its form filled in; the case runs on."""
    who, task = account(), _own_task(task_id)
    case = send_task(
        task_id=task.id,
        submission=asked["submission"],
        actor=who.acting_as(task.role),
        parts=house().parts,
        request_id=request_id(),
    )
    clear_away(task_id=task.id, actor=who.acting_as(task.role), parts=house().parts)
    return answer_case(case.id, worked_as=task.role)


@blueprint.route("/tasks/<uuid:task_id>/claim", methods=["POST"])
@blueprint.doc(parameters=[IDEMPOTENCY_KEY])
@blueprint.response(200, TaskSchema, example={**TASK_EXAMPLE, "claimed_by": "loes"})
def claim(task_id: Any) -> Any:
    """Take a task up; doing so twice is the same as once."""
    return _take(task_id, release=False)


@blueprint.route("/tasks/<uuid:task_id>/claim", methods=["DELETE"])
@blueprint.response(200, TaskSchema, example=TASK_EXAMPLE)
def release(task_id: Any) -> Any:
    """Give a task back to your colleagues."""
    return _take(task_id, release=True)


def _take(task_id: Any, *, release: bool) -> UserTask:
    request_id()  # a key that cannot be one is refused here too
    act = Act.RELEASE_TASK if release else Act.CLAIM_TASK
    with desk() as at:
        task, _ = at.task(str(task_id), shows={Part.TASKS}, act=act)
    actor = acting(account=account(), act=act, resource=Resource.of_task(task))
    return claim_task(task_id=task.id, actor=actor, parts=house().parts, release=release)


def waiting_of(tasks: Sequence[UserTask], uow: UnitOfWork) -> Collection[str]:
    """Return the ids of those tasks that wait for a signature."""
    ids = [one.id for one in tasks]
    return uow.signings.waiting(region=account().region, task_ids=ids)


def _own_task(task_id: Any) -> UserTask:
    with desk() as at:
        return at.own_task(str(task_id))


def _require_cursor(task_id: str) -> None:
    """Refuse a cursor that is not a task of one's own: the list would begin anew, unseen."""
    try:
        _own_task(task_id)
    except TaskNotFound:
        raise RequestInvalid({"after": ["Deze taak bestaat niet. Begin vooraan."]}) from None
