"""Sign in and out: a token for programs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import marshmallow as ma
from flask import request
from marshmallow import fields

from doorgang_api.auth import sign_in, sign_out

from .blueprint import Blueprint
from .caller import account, house, token
from .fields import Asked, Moment, Text, length

blueprint = Blueprint(
    "sessions", description="Aanmelden en afmelden", open_to_all=frozenset({"begin"})
)


class SessionAsked(Asked):
    """Who signs in."""

    account = Text(required=True, validate=length(1, 100))
    password = Text(required=True, validate=length(1, 1000))


class AccountSchema(ma.Schema):
    """Who is signed in."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    region = fields.String(required=True)
    organisation = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)


class SessionSchema(ma.Schema):
    """A session that has begun."""

    token = fields.String(required=True)
    ends_at = Moment(
        required=True, metadata={"description": "At the latest; earlier after an hour unused."}
    )
    account = fields.Nested(AccountSchema, required=True)


ACCOUNT_EXAMPLE = {
    "id": "loes",
    "name": "Loes Loket",
    "region": "basis",
    "organisation": "swv-proefstad",
    "roles": ["swv_loket", "oksp"],
}


@blueprint.route("/sessions", methods=["POST"])
@blueprint.doc(security=[])
@blueprint.arguments(SessionAsked, example={"account": "loes", "password": "welkom"})
@blueprint.response(
    201,
    SessionSchema,
    example={
        "token": "4cR0mV-voorbeeld",
        "ends_at": "2027-01-15T21:00:00+00:00",
        "account": ACCOUNT_EXAMPLE,
    },
)
def begin(asked: dict[str, Any]) -> dict[str, Any]:
    """Sign in; the token goes into `Authorization: Bearer …`."""
    now = datetime.now(UTC)
    made, who = sign_in(
        address=request.remote_addr or "",
        account_id=asked["account"],
        password=asked["password"],
        house=house(),
        now=now,
        agent="Programma",
    )
    return {"token": made, "ends_at": now + house().settings.longest_session, "account": who}


@blueprint.route("/sessions/current", methods=["GET"])
@blueprint.response(200, AccountSchema, example=ACCOUNT_EXAMPLE)
def read() -> Any:
    """Say who is signed in, and in which roles."""
    return account()


@blueprint.route("/sessions/current", methods=["DELETE"])
@blueprint.response(204)
def end() -> None:
    """Sign out: the token no longer works."""
    sign_out(token=token(), parts=house().parts)
