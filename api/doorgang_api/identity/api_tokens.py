"""Tokens with which programs use the API: shown once, kept as a hash, with an end.

``doorgang_api_`` + 40 letters and digits + a checksum of 8: scanners of repositories recognise it
by ``doorgang_api_[0-9A-Za-z]{40}[0-9a-f]{8}``, and can tell a real one from an example.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import string
import zlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from doorgang_api.auth import TOUCH, SignedOut
from doorgang_engine.errors import Forbidden
from doorgang_engine.identity import ApiToken
from doorgang_engine.ids import new_id
from doorgang_engine.model import AccountKind

from .errors import AccountInvalid, AccountNotFound
from .scopes import SCOPES

if TYPE_CHECKING:
    from datetime import datetime

    from doorgang_api.wiring import House
    from doorgang_engine.model import Account

    from .accounts import Keeper

PREFIX = "doorgang_api_"
DEFAULT_DAYS = 365
MOST_DAYS = 400
LONGEST_NAME = 100
_CHARACTERS = string.ascii_letters + string.digits
_LENGTH = 40
_FORM = re.compile(rf"{PREFIX}([0-9A-Za-z]{{{_LENGTH}}})([0-9a-f]{{8}})")


class ScopeMissing(Forbidden):
    """The token of a program may not be used for this."""

    code = "scope_missing"


@dataclass(frozen=True, kw_only=True)
class NewToken:
    """What a token is asked for."""

    account: str
    name: str
    scopes: tuple[str, ...]
    days: int = DEFAULT_DAYS


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A token that was just made; ``secret`` is never to be had again."""

    token: ApiToken
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Program:
    """A program that calls, by which token."""

    account: Account
    token: ApiToken


def is_api_token(text: str) -> bool:
    """Return whether a text is a token of this kind; mistyped ones are not."""
    found = _FORM.fullmatch(text)
    return found is not None and _checksum(found[1]) == found[2]


def issue_token(*, asked: NewToken, by: Keeper, house: House, now: datetime) -> Issued:
    """Make a token for a service account.

    :raises AccountNotFound: if there is no such service account.
    :raises AccountInvalid: if the name, scopes or days are not right; ``fields`` says why.
    """
    _require_right(asked)
    body = "".join(secrets.choice(_CHARACTERS) for _ in range(_LENGTH))
    secret = f"{PREFIX}{body}{_checksum(body)}"
    with house.parts.new_uow() as uow:
        account = uow.accounts.find(asked.account)
        if account is None or account.kind is not AccountKind.SERVICE:
            raise AccountNotFound(f"Er is geen serviceaccount '{asked.account}'.")
        token = ApiToken(
            region=account.region,
            id=new_id(now),
            account=account.id,
            name=asked.name.strip(),
            token_hash=_hashed(secret),
            scopes=tuple(scope for scope in SCOPES if scope in asked.scopes),
            created_at=now,
            created_by=by.id,
            expires_at=now + timedelta(days=asked.days),
        )
        uow.api_tokens.add(token)
        scopes = (f"bereik:{scope}" for scope in token.scopes)
        by.note(account, f"token:{token.id} gemaakt", *scopes, uow=uow)
    return Issued(token=token, secret=secret)


def withdraw_token(
    *, account: Account, token_id: str, by: Keeper, house: House, now: datetime
) -> bool:
    """Withdraw a token; return whether it worked until now."""
    with house.parts.new_uow() as uow:
        was_there = uow.api_tokens.withdraw(
            region=account.region, account=account.id, token_id=token_id, at=now, by=by.id
        )
        if was_there:
            by.note(account, f"token:{token_id} ingetrokken", uow=uow)
    return was_there


def find_program(*, secret: str, house: House, now: datetime) -> Program:
    """Return which program a token belongs to.

    :raises SignedOut: if the token was withdrawn, has ended, or belongs to nobody.
    """
    with house.read_uow() as uow:
        token = uow.api_tokens.find(_hashed(secret))
        account = uow.accounts.find(token.account) if token is not None else None
    if token is None or not token.works(now=now):
        raise SignedOut("Dit token geldt niet (meer). Vraag een nieuw aan.")
    if account is None or not account.is_active or account.kind is not AccountKind.SERVICE:
        raise SignedOut("Het account van dit token is uitgeschakeld.")
    if token.used_at is None or now - token.used_at > TOUCH:
        with house.parts.new_uow() as uow:
            uow.api_tokens.touch(token.token_hash, at=now)
    return Program(account, token)


def require_scope(*, token: ApiToken, scope: str | None) -> None:
    """Refuse what a token is not for; None is for people only.

    :raises ScopeMissing: if the token does not have the scope.
    """
    if scope is None:
        raise ScopeMissing("Dit kan alleen iemand die zelf is aangemeld.")
    if scope and scope not in token.scopes:
        raise ScopeMissing(f"Het token mag dit niet: het bereik '{scope}' ontbreekt.")


def _require_right(asked: NewToken) -> None:
    fields = {}
    name = asked.name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        fields["name"] = [f"Geef het token een naam van ten hoogste {LONGEST_NAME} tekens."]
    unknown = [scope for scope in asked.scopes if scope not in SCOPES]
    if not asked.scopes or unknown:
        fields["scopes"] = [f"Kies uit: {', '.join(SCOPES)}."]
    if not 1 <= asked.days <= MOST_DAYS:
        fields["days"] = [f"Geef een aantal dagen van 1 t/m {MOST_DAYS}."]
    if fields:
        raise AccountInvalid(fields)


def _checksum(body: str) -> str:
    return f"{zlib.crc32(body.encode()):08x}"


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
