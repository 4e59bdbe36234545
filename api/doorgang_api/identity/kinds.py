"""What each key of the identity file accepts, and what holds when it is not there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from doorgang_api.setting_kinds import Kind, choice, flag, named_file, whole

REQUIRED = object()
CALLBACK = "/aanmelden/terug"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
#: Signed with a private key of the provider; never `none`, never a secret that both know.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
_NAME = re.compile(r"[\x21-\x7e]{1,100}")


@dataclass(frozen=True, kw_only=True)
class Key:
    """One key of the file."""

    kind: Kind
    default: Any = REQUIRED
    #: of IdentityRules, where it has another name
    field: str = ""


def is_safe_url(url: str) -> bool:
    """Return whether a URL may be called or gone to: https, or http on this machine."""
    parts = urlsplit(url)
    is_plain = not parts.username and not parts.password and not parts.fragment
    is_here = parts.scheme == "http" and parts.hostname in LOOPBACK
    return bool(parts.hostname) and is_plain and (parts.scheme == "https" or is_here)


def is_role_list(value: Any) -> bool:
    """Return whether a value is a list of texts."""
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _text(*, empty: bool = False) -> Kind:
    def read(value: Any) -> str:
        if not (empty and value == "") and not _NAME.fullmatch(value):
            raise ValueError
        return str(value)

    return Kind(
        wanted="naam zonder spaties", remedy='Geef een tekst, bijvoorbeeld "sub".', read=read
    )


def _words() -> Kind:
    def read(value: Any) -> str:
        if not value.strip() or not value.isprintable() or len(value) > 60:  # noqa: PLR2004
            raise ValueError
        return str(value.strip())

    return Kind(
        wanted="naam voor mensen",
        remedy='Geef een naam, bijvoorbeeld "Entree Federatie".',
        read=read,
    )


def _texts(*, among: tuple[str, ...] = (), must: str = "", empty: bool = False) -> Kind:
    def read(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not (value or empty):
            raise ValueError
        if not all(_NAME.fullmatch(one) and (not among or one in among) for one in value):
            raise ValueError
        if must and must not in value:
            raise ValueError
        return tuple(value)

    said = f" uit {', '.join(among)}" if among else ""
    needed = f' met "{must}" erin' if must else ""
    example = must or (among[0] if among else "employee")
    return Kind(
        wanted=f"lijst van namen{said}{needed}",
        remedy=f'Schrijf een lijst, bijvoorbeeld ["{example}"].',
        read=read,
    )


def _url(*, path: str = "") -> Kind:
    def read(value: Any) -> str:
        if not is_safe_url(value) or "?" in value or (path and urlsplit(value).path != path):
            raise ValueError
        return str(value)

    return Kind(
        wanted=f"https-adres{f' dat eindigt op {path}' if path else ''}",
        remedy=f"Geef een adres als https://voorbeeld.nl{path}; http mag alleen op deze machine.",
        read=read,
    )


KINDS: dict[str, dict[str, Key]] = {
    "provider": {
        "name": Key(kind=_words()),
        "issuer": Key(kind=_url()),
        "client_id": Key(kind=_text()),
        "redirect_uri": Key(kind=_url(path=CALLBACK)),
        "scopes": Key(kind=_texts(must="openid"), default=["openid"]),
        "client_authentication": Key(
            kind=choice("client_secret_basic", "client_secret_post", "none"),
            default="client_secret_basic",
        ),
        "algorithms": Key(kind=_texts(among=ALGORITHMS), default=["RS256", "PS256", "ES256"]),
        "userinfo": Key(kind=flag(), default=True),
        "max_age_minutes": Key(kind=whole(low=0, high=1440), default=0),
        "single_logout": Key(kind=flag(), default=True),
        "ca_file": Key(kind=named_file(), default=""),
    },
    "claims": {
        "subject": Key(kind=_text(), default="sub"),
        "name": Key(kind=_texts(), default=["givenName", "sn"], field="person_name"),
        "affiliation": Key(kind=_text(empty=True), default="eduPersonAffiliation"),
        "organisation": Key(kind=_text(empty=True), default="nlEduPersonHomeOrganizationId"),
        "mail": Key(kind=_text(empty=True), default="mail"),
        "mail_verified": Key(kind=_text(empty=True), default=""),
        "roles": Key(kind=_text(empty=True), default=""),
    },
    "admission": {
        "accounts": Key(kind=choice("registered", "everyone"), default="registered"),
        "affiliations": Key(kind=_texts(empty=True), default=["employee", "staff"]),
        "refused_affiliations": Key(kind=_texts(empty=True), default=["student"]),
        "organisation_by": Key(kind=choice("brin", "id", "none"), default="brin"),
    },
}
#: tables of role keys, and the field of IdentityRules that they become
ROLE_TABLES = {"roles": "role_map", "default_roles": "default_roles"}
