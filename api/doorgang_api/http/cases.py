"""Cases: list, start, read, withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import marshmallow as ma
from flask import url_for
from marshmallow import fields

from doorgang_api.refusals import RequestInvalid
from doorgang_api.sight import oversees, sees_case
from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.cases import (
    Beginning,
    start_case,
    start_event,
    starter_of,
    withdraw_case,
)
from doorgang_engine.dossier.looks import LookKind
from doorgang_engine.model import CaseStatus
from doorgang_engine.participant_change import change_participant
from doorgang_engine.participants import bind_participants
from doorgang_engine.ports import CaseQuery
from doorgang_engine.subject import Subject
from doorgang_engine.terms.moments import local_day

from .blueprint import Blueprint
from .caller import account, desk, house
from .case_picture import answer_case, note_look, seen_case
from .fields import Asked, Mapping, Part, Text, key, length, one_of, unique_id
from .headers import ETAG, IDEMPOTENCY_KEY, IF_MATCH, etag, request_id, revision_meant
from .paging import LINK, PageAsked, answer, cut, filters_of
from .schemas import CASE_EXAMPLE, UUID, WHOLE_CASE_EXAMPLE, CaseSchema, WholeCaseSchema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.model import Account, Case, Organisation

blueprint = Blueprint("cases", description="Trajecten: één keer een route")


class CasesAsked(PageAsked):
    """Which cases."""

    status = Text(load_default=str, validate=one_of(*CaseStatus))
    route = key(load_default=str)
    number = Text(
        load_default=str,
        validate=length(0, 40),
        metadata={"description": "The case with this number, or none."},
    )
    after = unique_id(load_default=str, metadata={"description": "Id of the last case you have."})


class CasesSchema(ma.Schema):
    """A page of cases, the newest first."""

    items = fields.List(fields.Nested(CaseSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class SubjectAsked(Asked):
    """What the case is about: a child by its names, anything else by a title."""

    given_name = Text(load_default=str, validate=length(1, 200))
    family_name = Text(load_default=str, validate=length(1, 200))
    title = Text(
        load_default=str,
        validate=length(1, 200),
        metadata={"description": "Of a route that is not about a child."},
    )
    id = unique_id(
        load_default=str, metadata={"description": "Its pseudonym from an earlier case."}
    )


class CaseAsked(Asked):
    """How a case begins."""

    region = key(load_default=str, metadata={"description": "Your own region; may be left out."})
    route = key(required=True)
    start_event = key(load_default=str, metadata={"description": "Default: the route's first."})
    subject = Part(SubjectAsked, required=True)
    submission = Mapping(
        keys=Text(), load_default=dict, metadata={"description": "The start form, filled in."}
    )
    participants = Mapping(
        keys=key(),
        values=key(),
        load_default=dict,
        metadata={"description": "Organisation per kind, where the region has more than one."},
    )


class ParticipantAsked(Asked):
    """Which organisation stands for its kind from now on, and why."""

    kind = key(required=True)
    organisation = key(required=True)
    reason = Text(required=True, validate=length(1, 2000))


class ParticipantsSchema(ma.Schema):
    """Who takes part in a case now."""

    id = fields.String(required=True)
    revision = fields.Integer(required=True)
    participants = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class WithdrawalAsked(Asked):
    """Why a case is withdrawn."""

    reason = Text(required=True, validate=length(1, 2000))


@blueprint.route("/cases", methods=["GET"])
@blueprint.arguments(CasesAsked, location="query")
@blueprint.response(
    200, CasesSchema, headers=LINK, example={"items": [CASE_EXAMPLE], "next": None}
)
def list_cases(asked: dict[str, Any]) -> Any:
    """List the cases that you may see, the newest first."""
    who = account()
    kind = LookKind.SEARCH if asked["number"] else LookKind.LIST
    with desk() as at:
        found = (
            _with_number(asked, at) if asked["number"] else at.uow.cases.page(_query(asked, who))
        )
        shown, more = cut(found, asked)
        at.listed([case.id for case in shown], kind=kind, asked=filters_of(asked))
    after = shown[-1].id if more else None
    filters = {name: value for name, value in asked.items() if value}
    return answer(shown, endpoint="cases.list_cases", asked=filters, after=after)


def _query(asked: dict[str, Any], who: Account) -> CaseQuery:
    return CaseQuery(
        region=who.region,
        status=asked["status"],
        route=asked["route"],
        organisation="" if oversees(who) else who.organisation,
        after=asked["after"],
        limit=asked["limit"] + 1,
    )


def _with_number(asked: dict[str, Any], at: Desk) -> list[Case]:
    """Return the case with a number, when this person sees it and it passes the other filters."""
    case = at.numbered(asked["number"])
    if case is None or asked["after"]:
        return []
    fits = asked["status"] in ("", case.status) and asked["route"] in ("", case.route)
    return [case] if fits else []


@blueprint.route("/cases", methods=["POST"])
@blueprint.doc(parameters=[IDEMPOTENCY_KEY])
@blueprint.arguments(
    CaseAsked,
    example={
        "route": "tlv-aanvraag",
        "subject": {"given_name": "Noor", "family_name": "Voorbeeld"},
        "submission": {"vraag": "Hulp bij lezen"},
        "participants": {"po_school": "po-de-linde"},
    },
)
@blueprint.response(201, WholeCaseSchema, headers=ETAG, example=WHOLE_CASE_EXAMPLE)
def start(asked: dict[str, Any]) -> Any:
    """Start a case on the newest version of its route."""
    who, here = account(), house()
    if asked["region"] not in ("", who.region):
        raise RequestInvalid({"region": ["U werkt niet voor deze regio."]})
    with here.read_uow() as uow:
        bundle = uow.bundles.active(region=who.region, route=asked["route"])
        runnable = here.parts.shelf.runnable(uow, bundle.hash)
        role = start_event(runnable, asked["start_event"]).role
        place = Resource(region=who.region, role=role, participants=frozenset({who.organisation}))
        actor = acting(account=who, act=Act.START_CASE, resource=place)
        organisations = uow.organisations.of_region(who.region)
        participants = bind_participants(
            runnable=runnable,
            given=asked["participants"],
            organisations=organisations,
            on=local_day(moment=uow.database_now()),
            own=_own(who, runnable.organisation(role), organisations)
            if actor.role == role
            else None,
        )
    case = start_case(
        beginning=Beginning(
            region=who.region,
            route=asked["route"],
            subject=Subject(**asked["subject"]),
            start_event=asked["start_event"],
            submission=asked["submission"],
            participants=participants,
        ),
        actor=actor,
        parts=here.parts,
        request_id=request_id(),
    )
    return answer_case(case.id, Location=url_for("cases.read", case_id=case.id))


def _own(who: Account, kind: str, organisations: Sequence[Organisation]) -> Organisation | None:
    """Return the starter's organisation where it is of the kind that starts a case."""
    return next((o for o in organisations if (o.id, o.kind) == (who.organisation, kind)), None)


@blueprint.route("/cases/<uuid:case_id>", methods=["GET"])
@blueprint.response(200, WholeCaseSchema, headers=ETAG, example=WHOLE_CASE_EXAMPLE)
def read(case_id: Any) -> Any:
    """Read a case: its status, open tasks, awaited messages and terms."""
    return answer_case(str(case_id))


@blueprint.route("/cases/<uuid:case_id>/withdrawal", methods=["POST"])
@blueprint.doc(parameters=[IF_MATCH, IDEMPOTENCY_KEY])
@blueprint.arguments(WithdrawalAsked, example={"reason": f"Dubbel met {UUID}"})
@blueprint.response(200, WholeCaseSchema, headers=ETAG, example=WHOLE_CASE_EXAMPLE)
def withdraw(asked: dict[str, Any], case_id: Any) -> Any:
    """Stop a case outside its route; everything open is cancelled, history stays."""
    who, here = account(), house()
    case = seen_case(str(case_id))
    with here.read_uow() as uow:
        place = Resource.of_case(case, started_by=starter_of(case, uow))
    withdrawn = withdraw_case(
        case_id=case.id,
        reason=asked["reason"],
        actor=acting(account=who, act=Act.WITHDRAW_CASE, resource=place),
        parts=here.parts,
        revision=revision_meant(case),
        request_id=request_id(),
    )
    return answer_case(withdrawn.id)


@blueprint.route("/cases/<uuid:case_id>/participants", methods=["POST"])
@blueprint.doc(parameters=[IF_MATCH, IDEMPOTENCY_KEY])
@blueprint.arguments(
    ParticipantAsked,
    example={"kind": "vo_school", "organisation": "vo-de-eik", "reason": "Toch een andere school"},
)
@blueprint.response(
    200,
    ParticipantsSchema,
    headers=ETAG,
    example={"id": UUID, "revision": 8, "participants": {"vo_school": "vo-de-eik"}},
)
def change(asked: dict[str, Any], case_id: Any) -> Any:
    """Name or change who takes part; open work moves, and who was replaced sees no more of it."""
    who, here = account(), house()
    case = seen_case(str(case_id))
    with here.read_uow() as uow:
        place = Resource.of_case(case, started_by=starter_of(case, uow))
    changed = change_participant(
        case_id=case.id,
        kind=asked["kind"],
        organisation=asked["organisation"],
        reason=asked["reason"],
        actor=acting(account=who, act=Act.CHANGE_PARTICIPANT, resource=place),
        parts=here.parts,
        revision=revision_meant(case),
        request_id=request_id(),
    )
    if sees_case(who, changed):  # else they stood back themselves
        note_look(changed.id)
    return changed, etag(changed.revision)
