"""The access log: who looked at which dossier; for fg and auditor. Looking at it is logged too."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import marshmallow as ma
from marshmallow import fields

from doorgang_api.desks import door_of, looker_at
from doorgang_engine.dossier.judging import read_log
from doorgang_engine.dossier.looks import LookKind, LookQuery
from doorgang_engine.terms.durations import AMSTERDAM

from .blueprint import Blueprint
from .caller import account, house
from .fields import Day, Moment, Text, YesNo, key, length, one_of, unique_id
from .paging import LINK, PageAsked, answer
from .schemas import DIGEST, MOMENT, TASK_ID, UUID

if TYPE_CHECKING:
    from datetime import date

blueprint = Blueprint("access_log", description="Toegangslog: wie keek in welk dossier")
KINDS = [kind for kind in LookKind if kind is not LookKind.CHAIN]


class LooksAsked(PageAsked):
    """Which looks."""

    number = Text(
        load_default=str,
        validate=length(0, 40),
        metadata={"description": "Number of a case: looks at it, and lists that named it."},
    )
    whole_child = YesNo(
        load_default=False,
        metadata={"description": "With a number: every case about the same child."},
    )
    account = Text(load_default=str, validate=length(0, 200))
    organisation = key(load_default=str)
    kind = Text(load_default=str, validate=one_of("", *KINDS))
    since = Day(load_default=None, metadata={"description": "First day."})
    until = Day(load_default=None, metadata={"description": "Last day."})
    only_emergency = YesNo(load_default=False)
    after = unique_id(load_default=str, metadata={"description": "Id of the last look you have."})


class LookSchema(ma.Schema):
    """One look. It holds keys and ids, never what was seen."""

    id = fields.String(required=True)
    at = Moment(required=True)
    kind = fields.String(required=True, metadata={"enum": [str(kind) for kind in KINDS]})
    outcome = fields.String(required=True, metadata={"enum": ["given", "refused"]})
    code = fields.String(required=True, metadata={"description": "Why it was refused."})
    case_id = fields.String(required=True)
    cases = fields.List(fields.String(), required=True, metadata={"description": "Of a list."})
    subject_id = fields.String(required=True, attribute="subject")
    account = fields.String(required=True)
    role = fields.String(required=True)
    organisation = fields.String(required=True)
    on_behalf_of = fields.String(required=True)
    act = fields.String(required=True)
    place = fields.String(required=True)
    seen = fields.List(fields.String(), required=True, attribute="data")
    ground = fields.String(required=True)
    grant_id = fields.String(required=True)
    is_emergency = fields.Boolean(required=True)
    request_id = fields.String(required=True)
    chain_id = fields.String(required=True)
    number = fields.Integer(required=True)
    previous = fields.String(required=True)
    hash = fields.String(required=True)


class LooksSchema(ma.Schema):
    """A page of looks, the newest first."""

    items = fields.List(fields.Nested(LookSchema), required=True)
    next = fields.String(required=True, allow_none=True)


@blueprint.route("/access-log", methods=["GET"])
@blueprint.arguments(LooksAsked, location="query")
@blueprint.response(
    200,
    LooksSchema,
    headers=LINK,
    example={
        "items": [
            {
                "id": TASK_ID,
                "at": MOMENT,
                "kind": "view",
                "outcome": "given",
                "code": "",
                "case_id": UUID,
                "cases": [],
                "subject_id": "0d5f2a3c-1b7e-4f6a-9c8d-2e3f4a5b6c7d",
                "account": "loes",
                "role": "swv_loket",
                "organisation": "swv-proefstad",
                "on_behalf_of": "",
                "act": "case.read",
                "place": "pages.case",
                "seen": ["traject", "naam", "formulier:aanvraag"],
                "ground": "AVG art. 6 lid 1 onder e",
                "grant_id": "",
                "is_emergency": False,
                "request_id": "9f86d081884c7d65",
                "chain_id": UUID,
                "number": 3,
                "previous": DIGEST,
                "hash": DIGEST[::-1],
            }
        ],
        "next": None,
    },
)
def list_looks(asked: dict[str, Any]) -> Any:
    """List who looked at which case of the region."""
    who = account()
    page = read_log(
        query=LookQuery(
            region=who.region,
            account=asked["account"],
            organisation=asked["organisation"],
            kind=asked["kind"],
            since=start_of(asked["since"]),
            until=start_of(asked["until"] and asked["until"] + timedelta(days=1)),
            only_emergency=asked["only_emergency"],
            after=asked["after"],
            limit=asked["limit"],
        ),
        number=asked["number"],
        is_whole_child=asked["whole_child"],
        looker=looker_at(who, place="api:access_log.list_looks"),
        door=door_of(who, house()),
    )
    filters = {name: value for name, value in asked.items() if value}
    return answer(
        page.looks, endpoint="access_log.list_looks", asked=filters, after=page.after or None
    )


def start_of(day: date | None) -> datetime | None:
    """Return the moment at which a day begins here."""
    if day is None:
        return None
    return datetime.combine(day, datetime.min.time(), tzinfo=AMSTERDAM)
