"""Read the claims of a provider, in the way Entree Federatie gives them; guess nothing.

Attributes there: ``uid``, ``givenName``, ``eduPersonAffiliation`` and
``nlEduPersonHomeOrganizationId``, a BRIN of 4 characters, or of 6 with the location. Each may be
one value or a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .errors import IdentityRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .configuration import IdentityRules
    from .provider import Answer

LONGEST = 300  # characters of a value
MOST = 50  # values of a claim
LONGEST_NAME = 200
BRIN = re.compile(r"[0-9]{2}[A-Z]{2}(?:[0-9]{2})?")


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who came back, in our own words."""

    issuer: str
    subject: str
    name: str = field(repr=False)
    #: BRIN or id, as the provider gave it
    organisations: tuple[str, ...]
    mail: str = field(repr=False)
    #: role keys that the operator's file makes of the role claim
    roles: tuple[str, ...]


def read_person(*, answer: Answer, rules: IdentityRules) -> Person:
    """Return who came back.

    :raises IdentityRefused: if a claim is missing or unreadable, or the affiliation may not enter.
    """
    claims = answer.claims
    subjects = _values(claims, rules.subject)
    if len(subjects) != 1:
        raise IdentityRefused(
            "De aanmelddienst zegt niet duidelijk wie u bent. Er is niets gebeurd. "
            "Vraag de beheerder om de koppeling na te kijken.",
            reason="subject",
        )
    _require_affiliation(_values(claims, rules.affiliation), rules)
    roles = [
        role for value in _values(claims, rules.roles) for role in rules.role_map.get(value, ())
    ]
    return Person(
        issuer=answer.issuer,
        subject=subjects[0],
        name=_name(claims, rules),
        organisations=_organisations(claims, rules),
        mail=_mail(claims, rules),
        roles=tuple(dict.fromkeys(roles)),
    )


def _require_affiliation(given: tuple[str, ...], rules: IdentityRules) -> None:
    if not rules.affiliations and not rules.refused_affiliations:
        return
    held = {one.lower() for one in given}
    is_refused = bool(held & set(rules.refused_affiliations))
    if is_refused or (rules.affiliations and not held & set(rules.affiliations)):
        raise IdentityRefused(
            "Doorgang is alleen voor medewerkers. De aanmelddienst zegt dat u dat niet bent, of "
            "zegt het niet. Bent u wel medewerker? Vraag de beheerder van uw school om dat in "
            "het account te zetten.",
            reason="affiliation",
        )


def _organisations(claims: Mapping[str, Any], rules: IdentityRules) -> tuple[str, ...]:
    given = _values(claims, rules.organisation)
    if rules.organisation_by == "none":
        return ()
    if rules.organisation_by == "brin":
        given = tuple(dict.fromkeys(one.upper() for one in given))
        if not all(BRIN.fullmatch(one) for one in given):
            raise IdentityRefused(
                "De aanmelddienst gaf een BRIN dat geen BRIN is. Er is niets gebeurd. "
                "Vraag de beheerder van uw school om dat na te kijken.",
                reason="brin",
            )
    if not given:
        raise IdentityRefused(
            "De aanmelddienst zegt niet voor welke organisatie u werkt. Er is niets gebeurd. "
            "Vraag de beheerder van uw organisatie om dat in het account te zetten.",
            reason="organisation_missing",
        )
    return given


def _name(claims: Mapping[str, Any], rules: IdentityRules) -> str:
    parts = [value for claim in rules.person_name for value in _values(claims, claim)[:1]]
    return " ".join(parts)[:LONGEST_NAME]


def _mail(claims: Mapping[str, Any], rules: IdentityRules) -> str:
    """Return the one address that the provider vouches for; empty when there is none."""
    given = _values(claims, rules.mail)
    if rules.mail_verified and claims.get(rules.mail_verified) is not True:
        return ""
    return given[0].lower() if len(given) == 1 else ""


def _values(claims: Mapping[str, Any], claim: str) -> tuple[str, ...]:
    """Return the values of a claim, each once.

    :raises IdentityRefused: if it holds anything but texts of a reasonable length.
    """
    found = claims.get(claim, ()) if claim else ()
    listed = [found] if isinstance(found, str) else found
    if (
        not isinstance(listed, list | tuple)
        or len(listed) > MOST
        or not all(isinstance(v, str) and len(v) <= LONGEST and v.isprintable() for v in listed)
    ):
        raise IdentityRefused(
            "De aanmelddienst gaf een gegeven dat Doorgang niet kan lezen. Er is niets gebeurd. "
            "Vraag de beheerder om de koppeling na te kijken.",
            reason="claim_unreadable",
        )
    return tuple(dict.fromkeys(v.strip() for v in listed if v.strip()))
