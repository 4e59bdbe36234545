"""The operator's file about the provider: where it is, what its claims mean, who may enter.

Wrong files are refused as a whole, in Dutch, with every key that is wrong and what to do.
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from doorgang_api.identity.kinds import KINDS, REQUIRED, ROLE_TABLES, is_role_list
from doorgang_api.settings import Problem, SettingsInvalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    Roles = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class IdentityRules:
    """What the file says; docs/identity.md tells what each key means."""

    name: str
    issuer: str
    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    client_authentication: str
    algorithms: tuple[str, ...]
    userinfo: bool
    max_age_minutes: int
    single_logout: bool
    #: certificates to trust instead of the usual ones
    ca_file: Path | None

    subject: str
    person_name: tuple[str, ...]
    affiliation: str
    organisation: str
    mail: str
    mail_verified: str
    roles: str

    accounts: str
    affiliations: tuple[str, ...]
    refused_affiliations: tuple[str, ...]
    organisation_by: str

    #: value of the role claim -> role keys
    role_map: Mapping[str, tuple[str, ...]]
    #: kind of organisation -> role keys
    default_roles: Mapping[str, tuple[str, ...]]

    @property
    def after_logout(self) -> str:
        """Where the provider sends the browser after signing out."""
        parts = urlsplit(self.redirect_uri)
        return f"{parts.scheme}://{parts.netloc}/aanmelden"


def read_identity_rules(*, file: Path, roles: Roles) -> IdentityRules:
    """Read the file of the provider; ``roles`` are those of config/roles.toml.

    :raises SettingsInvalid: if it cannot be read, or anything in it is unknown, missing or wrong.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsInvalid(
            Problem(
                source=str(file),
                key="bestand",
                complaint=f"kan niet gelezen worden als TOML ({type(error).__name__}).",
                remedy="Kijk of het bestand er staat, leesbaar is en geldige TOML bevat.",
            )
        ) from error
    problems, values = [], {}
    for found in _read(tables, str(file), roles):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            values[found[0]] = found[1]
    if problems:
        raise SettingsInvalid(*problems)
    return IdentityRules(**values)


def _read(
    tables: Mapping[str, Any], source: str, roles: Roles
) -> Iterator[Problem | tuple[str, Any]]:
    known = [*KINDS, *ROLE_TABLES]
    yield from (_unknown(source, name, known) for name in tables if name not in known)
    for table, keys in KINDS.items():
        given = tables.get(table, {})
        if not isinstance(given, dict):
            yield _unknown(source, table, [f"[{table}]"])
            continue
        yield from (
            _unknown(source, f"{table}.{key}", [f"{table}.{one}" for one in keys])
            for key in given
            if key not in keys
        )
        for key, wanted in keys.items():
            yield _value(given.get(key, wanted.default), f"{table}.{key}", key, source)
    for table, field in ROLE_TABLES.items():
        yield from _role_table(tables.get(table, {}), table, field, source, roles)


def _value(value: Any, place: str, key: str, source: str) -> Problem | tuple[str, Any]:
    wanted = KINDS[place.partition(".")[0]][key]
    if value is REQUIRED:
        return Problem(
            source=source, key=place, complaint="dit ontbreekt.", remedy=wanted.kind.remedy
        )
    try:
        return wanted.field or key, wanted.kind.read(value)
    except (ValueError, TypeError, AttributeError):
        complaint = f"{value!r} is geen {wanted.kind.wanted}."
        return Problem(source=source, key=place, complaint=complaint, remedy=wanted.kind.remedy)


def _role_table(
    given: Any, table: str, field: str, source: str, roles: Roles
) -> Iterator[Problem | tuple[str, Any]]:
    if not isinstance(given, dict):
        yield _unknown(source, table, [f"[{table}]"])
        return
    kinds = sorted({role["organisatie"] for role in roles.values() if role.get("organisatie")})
    for key, named in given.items():
        place = f"{table}.{key}"
        if table == "default_roles" and key not in kinds:
            yield _unknown(source, place, [f"{table}.{kind}" for kind in kinds])
        elif not is_role_list(named):
            yield Problem(
                source=source,
                key=place,
                complaint="dit is geen lijst van rollen.",
                remedy=f'Schrijf bijvoorbeeld {key} = ["po_ib"].',
            )
        else:
            yield from (
                _unknown(source, f"{place}: {r}", list(roles), name=r)
                for r in named
                if r not in roles
            )
    yield field, {key: tuple(named) for key, named in given.items() if is_role_list(named)}


def _unknown(source: str, key: str, known: list[str], *, name: str = "") -> Problem:
    close = difflib.get_close_matches(name or key, known, n=1)
    remedy = f"Bedoelde u {close[0]}?" if close else f"Bekend zijn: {', '.join(known)}."
    return Problem(source=source, key=key, complaint="dit bestaat niet.", remedy=remedy)
