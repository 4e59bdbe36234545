"""Match what a provider says about the organisation with the organisations that take part.

A BRIN of four characters names a school with all its locations, one of six a location. Four are
enough for somebody whom a region registered at a location; they never say at which one that is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doorgang_engine.model import Account, Organisation
    from doorgang_engine.ports import UnitOfWork

    from .configuration import IdentityRules
    from .person import Person

SCHOOL = 4  # characters


def belongs(*, account: Account, person: Person, rules: IdentityRules, uow: UnitOfWork) -> bool:
    """Return whether the provider's word fits the organisation of an account."""
    if rules.organisation_by == "none":
        return True
    if rules.organisation_by == "id":
        return account.organisation in person.organisations
    brin = next(
        (
            one.brin
            for one in uow.organisations.of_region(account.region)
            if one.id == account.organisation
        ),
        "",
    )
    return bool(brin) and any(
        _names(given, brin) or (len(given) == SCHOOL and brin.startswith(given))
        for given in person.organisations
    )


def organisations_named(
    *, person: Person, rules: IdentityRules, uow: UnitOfWork
) -> list[Organisation]:
    """Return the organisation that the provider names, at most one per region.

    A region with two that it could be is left out: nobody knows which.
    """
    if rules.organisation_by == "none":
        return []
    found: dict[str, dict[str, Organisation]] = {}
    for given in person.organisations:
        for one in _named(given, rules, uow):
            found.setdefault(one.region, {})[one.id] = one
    return [
        one for per_region in found.values() if len(per_region) == 1 for one in per_region.values()
    ]


def _named(given: str, rules: IdentityRules, uow: UnitOfWork) -> list[Organisation]:
    if rules.organisation_by == "id":
        return list(uow.organisations.named(given))
    schools = [one for one in uow.organisations.of_school(given) if _names(given, one.brin)]
    at_location = {one.region for one in schools if one.brin == given}
    return [one for one in schools if one.brin == given or one.region not in at_location]


def _names(given: str, brin: str) -> bool:
    """Return whether a BRIN that was given names this one: itself, or the school it is part of."""
    return brin in (given, given[:SCHOOL])
