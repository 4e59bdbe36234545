"""Routes and forms: what can be started, and whether a file may be published."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import marshmallow as ma
from flask import Response, jsonify, request
from marshmallow import fields
from werkzeug.exceptions import RequestEntityTooLarge

from doorgang_api.acting import in_region
from doorgang_api.refusals import ContentTypeRefused
from doorgang_engine.access.table import Act
from doorgang_engine.bpmn.read import MAX_BYTES
from doorgang_engine.errors import NotFound, RouteNotFound, RouteUnreadable
from doorgang_engine.routes.publish import check_file
from doorgang_engine.subject import kind_of

from .blueprint import Blueprint
from .caller import account, house
from .fields import KEY, Moment
from .schemas import MOMENT, FindingSchema

if TYPE_CHECKING:
    from doorgang_engine.model import Bundle
    from doorgang_engine.ports import UnitOfWork

blueprint = Blueprint(
    "routes",
    description="Routes en formulieren",
    gives={"read_bpmn": "application/xml"},
)
XML = ("application/xml", "text/xml")
DIGEST = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184"
ROUTE_EXAMPLE = {
    "key": "tlv-aanvraag",
    "title": "Aanvraag toelaatbaarheidsverklaring",
    "description": "Van aanvraag tot besluit.",
    "kind": "hoofdroute",
    "subject_kind": "leerling",
    "number": 3,
    "hash": DIGEST,
    "published_at": MOMENT,
}
FORM_EXAMPLE = {"key": "tlv_aanvraag", "title": {"nl": "Aanvraag"}, "sections": []}
FINDING_EXAMPLE = {
    "code": "gateway_default_missing",
    "element": "compleet",
    "line": 31,
    "severity": "fout",
    "message": "De keuze heeft geen standaardpijl.",
    "remedy": "Geef één pijl als standaard aan.",
    "notation": "default",
}


class FormNotFound(NotFound):
    """No form has this key."""

    code = "form_not_found"


class RouteSchema(ma.Schema):
    """The published version of a route."""

    key = fields.String(required=True)
    title = fields.String(required=True)
    description = fields.String(required=True)
    kind = fields.String(required=True)
    subject_kind = fields.String(
        required=True, metadata={"enum": ["leerling", "organisatie", "plan", "verzoek"]}
    )
    number = fields.Integer(required=True)
    hash = fields.String(required=True)
    published_at = Moment(required=True)


class RoutesSchema(ma.Schema):
    """The routes of a region."""

    items = fields.List(fields.Nested(RouteSchema), required=True)


class StartEventSchema(ma.Schema):
    """A way to start a route."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    role = fields.String(required=True, metadata={"description": "Who may start it."})
    form = fields.String(required=True)
    form_definition = fields.Dict(keys=fields.String(), required=True, allow_none=True)


class WholeRouteSchema(RouteSchema):
    """A route with the ways to start it."""

    start_events = fields.List(fields.Nested(StartEventSchema), required=True)


class FindingsSchema(ma.Schema):
    """Whether a file may be published, and what was found."""

    publishable = fields.Boolean(required=True)
    findings = fields.List(fields.Nested(FindingSchema), required=True)


class FormSchema(ma.Schema):
    """A form definition (docs/form-format.md), with more than is listed here."""

    key = fields.String(required=True)
    title = fields.Dict(keys=fields.String(), required=True)
    sections = fields.List(fields.Dict(keys=fields.String()), required=True)

    class Meta:
        unknown = ma.INCLUDE


@blueprint.route("/routes", methods=["GET"])
@blueprint.response(200, RoutesSchema, example={"items": [ROUTE_EXAMPLE]})
def list_routes() -> Any:
    """List the routes of your region."""
    with house().read_uow() as uow:
        found = uow.bundles.list_active(region=account().region)
    return {"items": [_told(bundle) for bundle in found]}


@blueprint.route("/routes/<string:route_key>", methods=["GET"])
@blueprint.response(
    200,
    WholeRouteSchema,
    example={
        **ROUTE_EXAMPLE,
        "start_events": [
            {
                "id": "begin",
                "name": "Aanvraag indienen",
                "role": "po_ib",
                "form": "tlv_aanvraag",
                "form_definition": FORM_EXAMPLE,
            }
        ],
    },
)
def read(route_key: str) -> Any:
    """Read a route: the ways to start it, with their forms."""
    with house().read_uow() as uow:
        bundle = _active(route_key, uow)
        runnable = house().parts.shelf.runnable(uow, bundle.hash)
    forms = bundle.content["forms"]
    return {
        **_told(bundle),
        "start_events": [
            {
                "id": start.id,
                "name": start.name,
                "role": start.role,
                "form": start.get("formulier"),
                "form_definition": forms.get(start.get("formulier")),
            }
            for start in runnable.starts()
        ],
    }


@blueprint.route("/routes/<string:route_key>/bpmn", methods=["GET"])
@blueprint.response(200, {"type": "string"}, content_type="application/xml")
def read_bpmn(route_key: str) -> Response:
    """Read the BPMN file of a route."""
    with house().read_uow() as uow:
        bundle = _active(route_key, uow)
    return Response(bundle.content["processes"][bundle.route], content_type="application/xml")


@blueprint.route("/routes/check", methods=["POST"])
@blueprint.doc(
    requestBody={
        "required": True,
        "description": f"A BPMN 2.0 file, at most {MAX_BYTES // 1_000_000} MB.",
        "content": {kind: {"schema": {"type": "string"}} for kind in XML},
    }
)
@blueprint.response(
    200, FindingsSchema, example={"publishable": False, "findings": [FINDING_EXAMPLE]}
)
def check() -> Any:
    """Check whether a BPMN file may be published for your region; it publishes nothing."""
    who = account()
    in_region(who, Act.CHECK_ROUTE)
    found = check_file(
        _sent_xml(),
        files=house().library,
        region=who.region,
        export_kinds=house().parts.forms.export_kinds,
    )
    findings = [asdict(finding) for finding in found]
    return {"publishable": not any(f.is_error for f in found), "findings": findings}


@blueprint.route("/forms/<string:form_key>", methods=["GET"])
@blueprint.response(200, FormSchema, example=FORM_EXAMPLE)
def read_form(form_key: str) -> Any:
    """Read a form of the library; a task gives the form of its own route version."""
    form = house().library.forms.get(form_key)
    if form is None:
        raise FormNotFound("Dit formulier staat niet in de bibliotheek.")
    return jsonify(form)


def _active(route_key: str, uow: UnitOfWork) -> Bundle:
    if not re.fullmatch(KEY, route_key):
        raise RouteNotFound("Deze route is niet gepubliceerd voor uw regio.")
    return uow.bundles.active(region=account().region, route=route_key)


def _sent_xml() -> str:
    if request.mimetype not in XML:
        raise ContentTypeRefused("Stuur BPMN, met 'Content-Type: application/xml'.")
    if (request.content_length or 0) > MAX_BYTES:
        raise RequestEntityTooLarge
    try:
        return request.get_data().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RouteUnreadable("Het bestand is geen UTF-8. Sla het zo op.") from None


def _told(bundle: Bundle) -> dict[str, Any]:
    content = bundle.content
    return {
        **vars(bundle),
        "key": bundle.route,
        "title": content["title"],
        "description": content["description"],
        "kind": content["kind"],
        "subject_kind": kind_of(content),
    }
