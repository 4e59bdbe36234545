"""Files of a draft of a route, and its drawing as a list of steps that named edits change."""

from __future__ import annotations

from dataclasses import MISSING
from dataclasses import fields as fields_of
from typing import TYPE_CHECKING, Any

import marshmallow as ma
from marshmallow import fields

from doorgang_api.refusals import RequestInvalid
from doorgang_engine.access.table import Act
from doorgang_engine.drafts.drawing import drawing_of, edit_drawing
from doorgang_engine.drafts.writing import LARGEST, read_file, remove_file, undo, write_file
from doorgang_engine.editing import edits
from doorgang_engine.editing.conditions import Condition

from .blueprint import Blueprint
from .fields import Asked, Mapping, Moment, Part, Text, Whole, YesNo, length, one_of
from .headers import IF_MATCH, etag, revision_read
from .route_drafts import bench
from .schemas import MOMENT

if TYPE_CHECKING:
    from doorgang_engine.drafts.draft import DraftFile
    from doorgang_engine.editing.edits import Edit

blueprint = Blueprint("route_draft_files", description="Bestanden en stappen van een ontwerp")
#: A path with a slash too many is no file; it is not sent on to another address.
AS_IT_IS: dict[str, Any] = {"merge_slashes": False}
IF_MATCH_FILE: dict[str, Any] = {
    **IF_MATCH,
    "description": 'The ETag of the file as you read it; `"0"` when the draft did not have it.',
}
ETAG: dict[str, Any] = {
    "ETag": {"description": "The revision of the file.", "schema": {"type": "string"}}
}
FILE = {
    "path": "forms/tlv_aanvraag.json",
    "revision": 2,
    "is_own": True,
    "made_by": "rik",
    "made_at": MOMENT,
    "what": "vraag toegevoegd",
    "content": "{}",
}
FILE_ROW = {name: value for name, value in FILE.items() if name != "content"}
STEP = {
    "id": "herstel",
    "name": "Aanvraag aanvullen",
    "kind": "userTask",
    "depth": 0,
    "lane": "school",
    "role": "po_ib",
    "settings": {"termijn": "herstel"},
    "may_set": ["naam", "rol", "termijn"],
    "acts": ["na", "vertakken"],
    "reminder_days": 2,
    "ways": [
        {
            "flow": "naar_toets",
            "name": "",
            "target": "toets",
            "is_default": False,
            "expression": "",
            "words": "",
        }
    ],
}
#: Each edit by its name in the API; its members are those of the edit itself.
EDITS: dict[str, type[Edit]] = {
    "add_after": edits.AddAfter,
    "insert_in_flow": edits.InsertInFlow,
    "branch": edits.Branch,
    "add_way": edits.AddWay,
    "move_step": edits.MoveStep,
    "move_to_lane": edits.MoveToLane,
    "remove": edits.Remove,
    "remove_way": edits.RemoveWay,
    "set_step": edits.SetStep,
    "set_reminder": edits.SetReminder,
    "set_flow": edits.SetFlow,
    "redraw": edits.Redraw,
}


class DraftFileSchema(ma.Schema):
    """The newest version of a file."""

    path = fields.String(required=True)
    revision = fields.Integer(required=True, metadata={"description": "0: the draft has none."})
    is_own = fields.Boolean(
        required=True, metadata={"description": "False: it is the region's own that counts."}
    )
    made_by = fields.String(required=True)
    made_at = Moment(required=True)
    what = fields.String(required=True, metadata={"description": "What was done, in Dutch."})
    content = fields.String(required=True)


class DraftFileRowSchema(DraftFileSchema):
    """A file, without what is in it."""

    class Meta:
        exclude = ("content",)


class DraftFilesSchema(ma.Schema):
    """The files that a draft has itself."""

    items = fields.List(fields.Nested(DraftFileRowSchema), required=True)


class DraftFileAsked(Asked):
    """A whole file, and what was done."""

    content = Text(required=True, validate=length(1, LARGEST))
    what = Text(load_default="gewijzigd door een programma", validate=length(1, 300))


class DraftConditionAsked(Asked):
    """One comparison."""

    field = Text(required=True, validate=length(1, 100))
    operator = Text(required=True, validate=length(1, 30))
    value = Text(load_default="", validate=length(0, 2000))


class DraftStepAsked(Asked):
    """A step that comes in."""

    kind = Text(required=True, validate=one_of("taak", "bericht", "wachten", "deelroute"))
    name = Text(required=True, validate=length(1, 200))
    lane = Text(validate=length(0, 200))
    settings = Mapping(keys=Text(), values=Text())


class DraftEditAsked(Asked):
    """An edit: its name, and the members that belong to it (docs/drafts.md, Edits)."""

    edit = Text(required=True, validate=one_of(*EDITS))
    after = Text()
    flow = Text()
    gateway = Text()
    step = fields.Raw(
        metadata={"description": "Id of a step; of an edit that adds one: the new step itself."}
    )
    lane = Text()
    question = Text()
    label = Text()
    otherwise = Text()
    conditions = fields.List(Part(DraftConditionAsked))
    to = Text()
    outcome = Text()
    settings = Mapping(keys=Text(), values=Text())
    days = Whole()
    name = Text()
    is_default = YesNo()
    milestone = Text()


class DraftWaySchema(ma.Schema):
    """A flow out of a step."""

    flow = fields.String(required=True)
    name = fields.String(required=True)
    target = fields.String(required=True)
    is_default = fields.Boolean(required=True)
    expression = fields.String(required=True, metadata={"description": "CEL, as in the file."})
    words = fields.String(required=True, metadata={"description": "The same in Dutch."})


class DraftStepSchema(ma.Schema):
    """One step, with what may be set and done."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    depth = fields.Integer(required=True)
    lane = fields.String(required=True)
    role = fields.String(required=True)
    settings = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    may_set = fields.List(fields.String(), required=True)
    acts = fields.List(fields.String(), required=True)
    reminder_days = fields.Integer(required=True)
    ways = fields.List(fields.Nested(DraftWaySchema), required=True)


class DraftStepsSchema(ma.Schema):
    """The drawing as a list; the revision is that of ``route.bpmn``."""

    revision = fields.Integer(required=True)
    items = fields.List(fields.Nested(DraftStepSchema), required=True)


class DraftEditedSchema(ma.Schema):
    """What an edit did."""

    revision = fields.Integer(required=True)
    focus = fields.String(required=True, metadata={"description": "The element to go to."})
    what = fields.String(required=True, metadata={"description": "In Dutch."})


@blueprint.route("/route-drafts/<uuid:draft_id>/files", methods=["GET"])
@blueprint.response(200, DraftFilesSchema, example={"items": [FILE_ROW]})
def list_files(draft_id: Any) -> Any:
    """List the files that a draft has itself."""
    actor, shop = bench(Act.SEE_DRAFT)
    found = drawing_of(draft_id=str(draft_id), actor=actor, shop=shop)
    newest = {one.path: one for one in found.history if not one.is_aside}
    own = [one for _path, one in sorted(newest.items()) if not one.is_removed]
    return {"items": [_view(one) for one in own]}


@blueprint.route("/route-drafts/<uuid:draft_id>/files/<path:path>", methods=["GET"], **AS_IT_IS)
@blueprint.response(200, DraftFileSchema, headers=ETAG, example=FILE)
def read(draft_id: Any, path: str) -> Any:
    """Read a file: that of the draft, or else the region's own."""
    actor, shop = bench(Act.SEE_DRAFT)
    return _told(read_file(draft_id=str(draft_id), path=path, actor=actor, shop=shop))


@blueprint.route("/route-drafts/<uuid:draft_id>/files/<path:path>", methods=["PUT"], **AS_IT_IS)
@blueprint.doc(parameters=[IF_MATCH_FILE])
@blueprint.arguments(DraftFileAsked, example={"content": "{}", "what": "vraag toegevoegd"})
@blueprint.response(200, DraftFileSchema, headers=ETAG, example=FILE)
def write(asked: dict[str, Any], draft_id: Any, path: str) -> Any:
    """Put a new version of a file in a draft.

    Was somebody first, then yours is kept beside theirs and the answer is `draft_file_stale`.
    """
    actor, shop = bench(Act.EDIT_DRAFT)
    made = write_file(
        draft_id=str(draft_id),
        path=path,
        content=asked["content"],
        revision=revision_read("het bestand"),
        what=asked["what"],
        actor=actor,
        shop=shop,
    )
    return _told(made)


@blueprint.route("/route-drafts/<uuid:draft_id>/files/<path:path>", methods=["DELETE"], **AS_IT_IS)
@blueprint.doc(parameters=[IF_MATCH_FILE])
@blueprint.response(200, DraftFileSchema, headers=ETAG, example={**FILE, "is_own": False})
def remove(draft_id: Any, path: str) -> Any:
    """Take a file out of a draft: the region's own counts again."""
    actor, shop = bench(Act.EDIT_DRAFT)
    revision, here = revision_read("het bestand"), str(draft_id)
    return _told(remove_file(draft_id=here, path=path, revision=revision, actor=actor, shop=shop))


@blueprint.route("/route-drafts/<uuid:draft_id>/undo/<path:path>", methods=["POST"], **AS_IT_IS)
@blueprint.doc(parameters=[IF_MATCH_FILE])
@blueprint.response(200, DraftFileSchema, headers=ETAG, example=FILE)
def undo_last(draft_id: Any, path: str) -> Any:
    """Bring back the version before, as a new one; again: further back."""
    actor, shop = bench(Act.EDIT_DRAFT)
    revision, here = revision_read("het bestand"), str(draft_id)
    return _told(undo(draft_id=here, path=path, revision=revision, actor=actor, shop=shop))


@blueprint.route("/route-drafts/<uuid:draft_id>/steps", methods=["GET"])
@blueprint.response(200, DraftStepsSchema, headers=ETAG, example={"revision": 1, "items": [STEP]})
def list_steps(draft_id: Any) -> Any:
    """Read the drawing as a list of steps."""
    actor, shop = bench(Act.SEE_DRAFT)
    found = drawing_of(draft_id=str(draft_id), actor=actor, shop=shop)
    revision = found.file.revision
    return {"revision": revision, "items": found.steps.steps}, etag(revision)


@blueprint.route("/route-drafts/<uuid:draft_id>/edits", methods=["POST"])
@blueprint.doc(parameters=[IF_MATCH_FILE])
@blueprint.arguments(
    DraftEditAsked,
    example={"edit": "set_step", "step": "herstel", "settings": {"termijn": "herstel_kort"}},
)
@blueprint.response(
    200,
    DraftEditedSchema,
    headers=ETAG,
    example={"revision": 2, "focus": "herstel", "what": "Termijn gewijzigd"},
)
def edit(asked: dict[str, Any], draft_id: Any) -> Any:
    """Change the drawing by one named edit."""
    actor, shop = bench(Act.EDIT_DRAFT)
    wanted, revision = edit_of(asked), revision_read("het bestand")
    here = str(draft_id)
    done = edit_drawing(draft_id=here, edit=wanted, revision=revision, actor=actor, shop=shop)
    return {"revision": revision + 1, "focus": done.focus, "what": done.what}, etag(revision + 1)


def edit_of(asked: dict[str, Any]) -> Edit:
    """Return the edit that was asked.

    :raises RequestInvalid: if a member is missing, or does not belong to this edit.
    """
    kind = EDITS[asked["edit"]]
    sent = {name: value for name, value in asked.items() if name != "edit"}
    members = {one.name: one for one in fields_of(kind)}
    wrong = {name: ["Dit hoort niet bij deze bewerking."] for name in set(sent) - set(members)}
    for name, member in members.items():
        if name not in sent and member.default is MISSING:
            wrong[name] = ["Dit veld ontbreekt."]
    if wrong:
        raise RequestInvalid(wrong)
    if "step" in sent:
        sent["step"] = _step(sent["step"], is_new="NewStep" in str(members["step"].type))
    if "conditions" in sent:
        sent["conditions"] = [Condition(**one) for one in sent["conditions"]]
    return kind(**sent)


def _step(sent: Any, *, is_new: bool) -> Any:
    """Return the id of a step, or a new step."""
    if not is_new:
        if not isinstance(sent, str):
            raise RequestInvalid({"step": ["Hier hoort de id van een stap te staan."]})
        return sent
    try:
        return edits.NewStep(**DraftStepAsked().load(sent))
    except ma.ValidationError as error:
        raise RequestInvalid({"step": [str(error.messages)]}) from None


def _view(found: DraftFile) -> dict[str, Any]:
    return {**vars(found), "is_own": not found.is_removed}


def _told(found: DraftFile) -> tuple[dict[str, Any], dict[str, str]]:
    return _view(found), etag(found.revision)
