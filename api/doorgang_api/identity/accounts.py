"""Add accounts, change what they may do, switch them off: for the operator and the coordinator.

Whoever loses something loses their sessions with it, in the same transaction. The operator may do
all of it, a coordinator what :class:`Keeper` allows.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from doorgang_api.auth import hash_password
from doorgang_engine.access.table import Act, Group, group_of
from doorgang_engine.dossier.rights import Change, differences, note_rights
from doorgang_engine.errors import Forbidden
from doorgang_engine.identity import Identity
from doorgang_engine.jobs import ROUTE
from doorgang_engine.model import CLOCK, Account, AccountKind

from .errors import AccountInvalid, AccountNotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doorgang_api.wiring import House
    from doorgang_engine.model import Organisation
    from doorgang_engine.ports import UnitOfWork

LEAST = 12  # characters of a password
MOST = 200
ID = re.compile(r"[a-z0-9][a-z0-9._-]{1,99}")
MAIL = re.compile(r"[^@\s]{1,200}@[^@\s]{1,100}")
WORKING = (Group.BEHANDELAAR, Group.GEZIN)
#: who acts in histories without being anybody
RESERVED = frozenset({CLOCK.id, ROUTE.id, "doorgang"})


@dataclass(frozen=True, kw_only=True)
class Keeper:
    """Who changes accounts: the operator, or the coordinator of a region."""

    id: str
    #: empty: every region
    region: str = ""
    role: str = ""
    organisation: str = ""
    #: the page or command, for the access log
    place: str = ""

    def require(self, *, region: str, account: Account | None, roles: Sequence[str]) -> None:
        """Refuse what a coordinator may not do; ``account`` is how it was, None for a new one.

        A coordinator gives nobody the right to oversee the region, takes it from nobody, and
        does not change their own account: it takes two to let somebody read everything.

        :raises AccountNotFound: if the account is of another region.
        :raises Forbidden: if it is for the operator to do.
        """
        if not self.region:
            return
        if region != self.region:
            raise AccountNotFound("Dit account bestaat niet in uw regio.")
        held = set(account.roles) if account is not None else set()
        if account is not None and account.id == self.id:
            raise Forbidden("Uw eigen account kunt u niet wijzigen. Vraag de beheerder.")
        if any(group_of(role) not in WORKING for role in held | set(roles)):
            raise Forbidden(
                "Accounts van wie toeziet of beslist (regiocoördinator, directeur, auditor, FG) "
                "wijzigt alleen de beheerder van Doorgang."
            )

    def note(self, account: Account, *said: str, uow: UnitOfWork) -> None:
        """Write down in this transaction what they changed in somebody's rights."""
        change = Change(
            region=account.region,
            about=account.id,
            said=said,
            act=Act.MANAGE_ACCOUNTS,
            place=self.place,
        )
        note_rights(change, by=self, uow=uow)


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """An account that is asked for. What its kind does not need stays empty."""

    kind: AccountKind
    region: str
    organisation: str
    name: str
    roles: tuple[str, ...]
    #: empty: made up, so that it says nothing about a person
    id: str = ""
    password: str = field(default="", repr=False)
    #: by which a person is recognised at the first sign-in at the provider
    mail: str = field(default="", repr=False)
    #: or the subject that the provider knows them by
    subject: str = field(default="", repr=False)


def add_account(*, new: NewAccount, keeper: Keeper, house: House) -> Account:
    """Add an account.

    :raises AccountInvalid: if anything about it is not right; ``fields`` says what.
    :raises Forbidden: if it is for the operator to do.
    """
    keeper.require(region=new.region, account=None, roles=new.roles)
    hashed = hash_password(new.password) if new.kind is AccountKind.LOCAL else ""
    account = Account(
        region=new.region,
        id=new.id or f"{new.kind.value[0]}-{secrets.token_hex(8)}",
        name=new.name.strip(),
        organisation=new.organisation,
        roles=new.roles,
        password=hashed,
        kind=new.kind,
    )
    with house.parts.new_uow() as uow:
        fields = _wrong(new, account, house, uow)
        if fields:
            raise AccountInvalid(fields)
        uow.accounts.add([account])
        keeper.note(account, *differences(None, account), uow=uow)
        if new.kind is AccountKind.PROVIDER:
            uow.identities.add(_identity(account, new, house))
    return account


def give_roles(
    *, account_id: str, roles: tuple[str, ...], keeper: Keeper, house: House
) -> Account:
    """Give an account these roles and no others; the region decides about them from now on.

    :raises AccountNotFound: if there is no such account.
    :raises AccountInvalid: if a role is not one of its kind of organisation.
    :raises Forbidden: if it is for the operator to do.
    """
    with house.parts.new_uow() as uow:
        account = _found(account_id, uow)
        keeper.require(region=account.region, account=account, roles=roles)
        wrong = _wrong_roles(roles, account.organisation, account.region, house, uow)
        if wrong:
            raise AccountInvalid({"roles": wrong})
        for identity in uow.identities.of_region(account.region):
            if identity.account == account.id and not identity.is_registered:
                uow.identities.save(replace(identity, is_registered=True))
        return _save(replace(account, roles=roles), account, keeper, uow)


def switch(*, account_id: str, is_active: bool, keeper: Keeper, house: House) -> Account:
    """Switch an account on or off; off ends its sessions, and no token of it works.

    :raises AccountNotFound: if there is no such account.
    :raises Forbidden: if it is for the operator to do.
    """
    with house.parts.new_uow() as uow:
        account = _found(account_id, uow)
        keeper.require(region=account.region, account=account, roles=())
        return _save(replace(account, is_active=is_active), account, keeper, uow)


def end_sessions(*, account_id: str, keeper: Keeper, house: House) -> int:
    """End all sessions of an account and return how many.

    :raises AccountNotFound: if there is no such account.
    """
    with house.parts.new_uow() as uow:
        account = _found(account_id, uow)
        if keeper.region not in ("", account.region):
            raise AccountNotFound("Dit account bestaat niet in uw regio.")
        ended = uow.sessions.end_of_account(region=account.region, account=account.id)
        keeper.note(account, "aanmeldingen:beëindigd", uow=uow)
        return ended


def fitting_roles(*, organisation: Organisation, house: House) -> tuple[str, ...]:
    """Return the roles that somebody of an organisation can have."""
    return tuple(
        key
        for key, role in house.library.roles.items()
        if role.get("organisatie") == organisation.kind
    )


def _found(account_id: str, uow: UnitOfWork) -> Account:
    account = uow.accounts.find(account_id)
    if account is None:
        raise AccountNotFound(f"Er is geen account '{account_id}'.")
    return account


def _save(changed: Account, before: Account, keeper: Keeper, uow: UnitOfWork) -> Account:
    if changed != before:
        uow.accounts.save(changed)
        keeper.note(changed, *differences(before, changed), uow=uow)
        uow.sessions.end_of_account(region=before.region, account=before.id)
    return changed


def _identity(account: Account, new: NewAccount, house: House) -> Identity:
    return Identity(
        region=account.region,
        account=account.id,
        issuer=house.gate.provider.rules.issuer if house.gate else "",
        subject=new.subject or None,
        invited_mail="" if new.subject else new.mail.strip().lower(),
        is_registered=True,
    )


def _wrong(
    new: NewAccount, account: Account, house: House, uow: UnitOfWork
) -> dict[str, list[str]]:
    fields = {"roles": _wrong_roles(new.roles, new.organisation, new.region, house, uow)}
    known = {one.id for one in uow.organisations.of_region(new.region)}
    if new.organisation not in known:
        fields["organisation"] = [
            f"Kies een organisatie van de regio: {', '.join(sorted(known))}."
        ]
        fields["roles"] = []
    if not account.name or len(account.name) > MOST or not account.name.isprintable():
        fields["name"] = ["Geef een naam."]
    if not ID.fullmatch(account.id) or account.id in RESERVED:
        fields["id"] = ["Gebruik kleine letters, cijfers, punt, streepje: ten minste twee tekens."]
    elif uow.accounts.find(account.id) is not None:
        fields["id"] = ["Deze naam is al in gebruik."]
    fields |= {
        AccountKind.LOCAL: _wrong_password,
        AccountKind.PROVIDER: _wrong_identity,
        AccountKind.SERVICE: _nothing_wrong,
    }[new.kind](new, house, uow)
    return {name: texts for name, texts in fields.items() if texts}


def _wrong_roles(
    roles: Sequence[str], organisation: str, region: str, house: House, uow: UnitOfWork
) -> list[str]:
    found = next((o for o in uow.organisations.of_region(region) if o.id == organisation), None)
    fitting = fitting_roles(organisation=found, house=house) if found is not None else ()
    if all(role in fitting for role in roles):
        return []
    return [f"Kies rollen die bij de organisatie passen: {', '.join(fitting)}."]


def _wrong_password(new: NewAccount, house: House, _uow: UnitOfWork) -> dict[str, list[str]]:
    if not house.settings.has_local_accounts:
        return {"kind": ["Accounts met een wachtwoord staan uit (instelling local_accounts)."]}
    if not LEAST <= len(new.password) <= MOST:
        return {"password": [f"Geef een wachtwoord van {LEAST} t/m {MOST} tekens."]}
    return {}


def _wrong_identity(new: NewAccount, house: House, uow: UnitOfWork) -> dict[str, list[str]]:
    if house.gate is None:
        return {"kind": ["Er is geen aanmelddienst ingesteld (instelling identity_file)."]}
    issuer = house.gate.provider.rules.issuer
    if new.subject:
        known = uow.identities.of_subject(issuer=issuer, subject=new.subject)
        taken = any(one.region == new.region for one in known)
        return {"subject": ["Deze persoon heeft in de regio al een account."]} if taken else {}
    mail = new.mail.strip().lower()
    if not MAIL.fullmatch(mail):
        return {"mail": ["Geef het e-mailadres waarmee de aanmelddienst de persoon kent."]}
    invited = uow.identities.invited(issuer=issuer, mail=mail)
    if any(one.region == new.region for one in invited):
        return {"mail": ["Voor dit e-mailadres staat in de regio al een uitnodiging."]}
    return {}


def _nothing_wrong(_new: NewAccount, _house: House, _uow: UnitOfWork) -> dict[str, list[str]]:
    return {}
