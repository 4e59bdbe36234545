"""Decide which account a person enters with; make, change or take away what no longer holds.

Refuse rather than guess: one account, or none with the reason. What the provider says about the
organisation is believed over what we knew; roles that a region gave stay those of the region.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doorgang_engine.dossier.rights import Change, differences, note_rights
from doorgang_engine.identity import Identity
from doorgang_engine.model import Account, AccountKind, Actor

from .belonging import belongs, organisations_named
from .errors import IdentityRefused, RegionUnclear

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doorgang_engine.model import Organisation
    from doorgang_engine.ports import UnitOfWork

    from .configuration import IdentityRules
    from .person import Person

#: Who changes rights when claims do.
PROVIDER = Actor(id="doorgang", region="", organisation="", role="", is_system=True)
ASK = "Vraag de regiocoördinator om u te registreren."


@dataclass(frozen=True, kw_only=True)
class Door:
    """What the decision needs beside the person."""

    rules: IdentityRules
    #: config/roles.toml
    roles: Mapping[str, Mapping[str, str]]
    uow: UnitOfWork
    #: the region that the person chose; empty when they did not
    region: str


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An account that the person could enter with; ``stored`` is how it was, if it was."""

    account: Account
    identity: Identity
    stored: Account | None


def admit(*, person: Person, door: Door) -> Account | IdentityRefused:
    """Return the account, or why there is none; what was changed meanwhile must be kept.

    Hence the refusal is returned and not raised: an account that lost its organisation has to
    lose it also when its owner may not enter.
    """
    held, lost = _known(person, door)
    candidates = list(held)
    if door.rules.accounts == "everyone":
        candidates += _possible(person, door, held=held, lost=lost)
    chosen = [one for one in candidates if door.region in ("", one.account.region)]
    usable = [one for one in chosen if one.account.is_active]
    if len(usable) > 1:
        return RegionUnclear(sorted(one.account.region for one in usable))
    if not usable:
        return _refusal(door, is_off=bool(chosen), has_lost=bool(lost))
    account = _renewed(usable[0], person, door)
    if not account.roles:
        return IdentityRefused(
            "Uw account is bekend, maar u hebt nog geen rol. Vraag de regiocoördinator om u een "
            "rol te geven en meld u daarna opnieuw aan.",
            reason="no_role",
        )
    return account


def _known(person: Person, door: Door) -> tuple[list[Candidate], list[Candidate]]:
    """Return the person's accounts whose organisation fits, and those that just lost it."""
    held: list[Candidate] = []
    lost: list[Candidate] = []
    for identity in _identities(person, door):
        account = door.uow.accounts.find(identity.account)
        if account is None:
            continue
        if belongs(account=account, person=person, rules=door.rules, uow=door.uow):
            bound = _bound(identity, person, door)
            held.append(Candidate(account=account, identity=bound, stored=account))
        elif identity.subject is not None:
            left = _take_away(account, identity, door)
            lost.append(Candidate(account=left, identity=identity, stored=left))
    return held, lost


def _identities(person: Person, door: Door) -> Iterator[Identity]:
    """Yield the person's identities: at most one per region, an invitation after what is bound."""
    known = door.uow.identities.of_subject(issuer=person.issuer, subject=person.subject)
    seen = {identity.region for identity in known}
    yield from known
    if not person.mail:
        return
    for identity in door.uow.identities.invited(issuer=person.issuer, mail=person.mail):
        if identity.region not in seen:
            seen.add(identity.region)
            yield identity


def _bound(identity: Identity, person: Person, door: Door) -> Identity:
    """Let an invitation belong to who first came with its address, for good."""
    if identity.subject is not None:
        return identity
    bound = replace(identity, subject=person.subject, invited_mail="")
    door.uow.identities.save(bound)
    return bound


def _take_away(account: Account, identity: Identity, door: Door) -> Account:
    """Take an organisation away from who left it: no roles, no sessions.

    Who was registered also has no way in: only a coordinator knows what they may do elsewhere.
    """
    left = replace(account, roles=(), is_active=account.is_active and not identity.is_registered)
    if left != account:
        door.uow.accounts.save(left)
        _note(account, left, door.uow)
    door.uow.sessions.end_of_account(region=account.region, account=account.id)
    return left


def _possible(
    person: Person, door: Door, *, held: list[Candidate], lost: list[Candidate]
) -> Iterator[Candidate]:
    """Yield accounts that may be made, or moved to the organisation that the provider names."""
    taken = {one.account.region for one in held}
    left = {one.account.region: one for one in lost}
    for organisation in organisations_named(person=person, rules=door.rules, uow=door.uow):
        if organisation.region in taken:
            continue
        before = left.get(organisation.region)
        if before is None:
            yield _new(organisation, person)
        elif not before.identity.is_registered:
            moved = replace(before.account, organisation=organisation.id)
            yield replace(before, account=moved)


def _new(organisation: Organisation, person: Person) -> Candidate:
    # Random: an id stands in histories for ever, and must not say who it is.
    account = Account(
        region=organisation.region,
        id=f"p-{secrets.token_hex(8)}",
        name=person.name,
        organisation=organisation.id,
        roles=(),
        kind=AccountKind.PROVIDER,
    )
    identity = Identity(
        region=account.region, account=account.id, issuer=person.issuer, subject=person.subject
    )
    return Candidate(account=account, identity=identity, stored=None)


def _renewed(candidate: Candidate, person: Person, door: Door) -> Account:
    """Bring the name up to date, and the roles where the provider decides about them."""
    account, before, uow = candidate.account, candidate.stored, door.uow
    is_ours = candidate.identity.is_registered
    roles = account.roles if is_ours else _roles(account, person, door)
    renewed = replace(account, name=person.name or account.name or account.id, roles=roles)
    if before is None:
        uow.accounts.add([renewed])
        _note(None, renewed, uow)
        uow.identities.add(candidate.identity)
        return renewed
    if renewed != before:
        uow.accounts.save(renewed)
        _note(before, renewed, uow)
    rights = (renewed.organisation, set(renewed.roles))
    if rights != (before.organisation, set(before.roles)):
        uow.sessions.end_of_account(region=account.region, account=account.id)
    return renewed


def _note(before: Account | None, after: Account, uow: UnitOfWork) -> None:
    """Write down what the provider's claims changed in somebody's rights, if anything."""
    if said := differences(before, after):
        change = Change(region=after.region, about=after.id, said=said, place="aanmelddienst")
        note_rights(change, by=PROVIDER, uow=uow)


def _roles(account: Account, person: Person, door: Door) -> tuple[str, ...]:
    """Return the roles of the claims, else those of the kind; only those of this kind."""
    kind = next(
        one.kind
        for one in door.uow.organisations.of_region(account.region)
        if one.id == account.organisation
    )
    given = person.roles or door.rules.default_roles.get(kind, ())
    return tuple(role for role in given if door.roles[role].get("organisatie") == kind)


def _refusal(door: Door, *, is_off: bool, has_lost: bool) -> IdentityRefused:
    if is_off:
        return IdentityRefused(
            "Uw account is uitgeschakeld. Vraag de regiocoördinator waarom.", reason="switched_off"
        )
    if has_lost:
        return IdentityRefused(
            "De aanmelddienst zegt dat u niet meer werkt bij de organisatie waarvoor u in "
            f"Doorgang stond. Die toegang is daarom beëindigd. {ASK}",
            reason="organisation_changed",
        )
    if door.rules.accounts == "registered":
        return IdentityRefused(
            f"U bent nog niet bekend in Doorgang. {ASK}", reason="not_registered"
        )
    return IdentityRefused(
        "Doorgang kan uit wat de aanmelddienst zegt niet opmaken voor welke organisatie, locatie "
        f"en regio u werkt. {ASK}",
        reason="organisation_unclear",
    )
