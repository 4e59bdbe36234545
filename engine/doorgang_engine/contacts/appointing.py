"""Appoint contacts, one or a whole table, and end them. All of a table, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from doorgang_engine.access.decide import Resource, require
from doorgang_engine.access.table import Act
from doorgang_engine.errors import Invalid, NotFound
from doorgang_engine.ids import new_id
from doorgang_engine.terms.moments import local_day

from .register import DAYS_KEPT, FAMILY, Contact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from doorgang_engine.model import Actor, Organisation
    from doorgang_engine.ports import Parts, UnitOfWork

LONGEST = 200  # characters of a name, and of an address
_MAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s.,;<>]+")


class ContactsRefused(Invalid):
    """A contact cannot be as it is asked for; ``fields`` says where and why. Nothing changed."""

    code = "contacts_refused"

    def __init__(self, fields: dict[str, list[str]]) -> None:
        lines = "".join(f"\n- {where}: {' '.join(texts)}" for where, texts in fields.items())
        super().__init__(f"Dit klopt niet; er is niets gewijzigd:{lines}")
        self.fields = fields


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who is asked to be a contact. ``organisation`` is an id, or a BRIN that means one."""

    organisation: str
    role: str
    name: str
    mail: str
    from_day: date
    until_day: date | None = None
    is_deputy: bool = False
    account: str = ""


def appoint(
    *,
    asked: Mapping[str, Asked],
    region: str,
    actor: Actor,
    roles: Mapping[str, Mapping[str, str]],
    parts: Parts,
    now: datetime | None = None,
) -> list[Contact]:
    """Enter contacts of a region; ``asked`` goes from where it stands (a row) to who it is.

    :raises Forbidden: if this is not for this person.
    :raises ContactsRefused: with everything that is wrong, per row; then none is entered.
    """
    require(actor=actor, act=Act.MANAGE_CONTACTS, resource=Resource(region=region))
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        judge = _Judge(region, roles, uow)
        found: list[Contact] = []
        wrong: dict[str, list[str]] = {}
        for where, one in asked.items():
            organisation = judge.organisation(one.organisation)
            if complaints := list(judge.complaints(one, organisation, found)):
                wrong[where] = complaints
            elif organisation is not None:
                found.append(_contact(one, organisation, actor, moment))
        if wrong:
            raise ContactsRefused(wrong)
        if found:
            uow.contacts.add(found)
        return found


def end_contact(
    *,
    contact_id: str,
    last_day: date,
    actor: Actor,
    parts: Parts,
) -> Contact:
    """Let somebody be a contact until a day; doing so twice is the same as once.

    :raises Forbidden: if this is not for this person.
    :raises NotFound: if there is no such contact in their region.
    :raises ContactsRefused: if the last day would lie before the first.
    """
    require(actor=actor, act=Act.MANAGE_CONTACTS, resource=Resource(region=actor.region))
    with parts.new_uow() as uow:
        found = uow.contacts.find(region=actor.region, contact_id=contact_id)
        if found is None:
            raise NotFound("Deze contactpersoon bestaat niet.")
        if last_day < found.from_day:
            raise ContactsRefused({"last_day": ["De laatste dag ligt voor de eerste."]})
        ended = replace(found, until_day=last_day)
        uow.contacts.save(ended)
        return ended


def forget_ended(*, parts: Parts, now: datetime | None = None) -> int:
    """Remove who has not been a contact for a year; return how many. Staff have privacy too."""
    with parts.new_uow() as uow:
        today = local_day(moment=now or uow.database_now())
        return uow.contacts.forget_ended(before=today - timedelta(days=DAYS_KEPT))


class _Judge:
    """Says what is wrong with who is asked."""

    def __init__(
        self, region: str, roles: Mapping[str, Mapping[str, str]], uow: UnitOfWork
    ) -> None:
        self._roles = roles
        self._organisations = list(uow.organisations.of_region(region))
        self._accounts = {one.id: one for one in uow.accounts.of_region(region)}
        self._known = list(uow.contacts.of_region(region))

    def organisation(self, text: str) -> Organisation | None:
        """Return the one organisation that an id or BRIN means."""
        wanted = text.strip()
        for found in (
            [one for one in self._organisations if one.id == wanted],
            [one for one in self._organisations if one.brin and one.brin == wanted.upper()],
        ):
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def complaints(
        self, one: Asked, organisation: Organisation | None, entered: Sequence[Contact]
    ) -> Iterator[str]:
        if organisation is None:
            yield f"'{one.organisation}' is in deze regio geen bekende id of BRIN."
            return
        yield from self._of_role(one, organisation)
        yield from _of_person(one)
        account = self._accounts.get(one.account)
        if one.account and (account is None or account.organisation != organisation.id):
            yield f"Het account '{one.account}' hoort niet bij deze organisatie."
        if any(_is_same(one, organisation, other) for other in (*self._known, *entered)):
            yield "Deze persoon staat voor deze rol en dagen al in het register."

    def _of_role(self, one: Asked, organisation: Organisation) -> Iterator[str]:
        kind = self._roles.get(one.role, {}).get("organisatie", "")
        if not kind:
            yield f"De rol '{one.role}' bestaat niet."
        elif kind == FAMILY:
            yield "Ouders en leerlingen staan niet in het contactregister."
        elif kind != organisation.kind:
            yield f"De rol '{one.role}' hoort niet bij een organisatie van dit soort."
        if not organisation.is_open(one.from_day):
            yield "De organisatie is op de eerste dag gesloten."


def _of_person(one: Asked) -> Iterator[str]:
    if not 0 < len(one.name) <= LONGEST or not one.name.isprintable():
        yield f"De naam ontbreekt, is langer dan {LONGEST} tekens of heeft een stuurteken."
    if len(one.mail) > LONGEST or not one.mail.isprintable() or not _MAIL.fullmatch(one.mail):
        yield "Het werkmailadres ontbreekt of klopt niet."
    if one.until_day is not None and one.until_day < one.from_day:
        yield "De laatste dag ligt voor de eerste."


def _is_same(one: Asked, organisation: Organisation, other: Contact) -> bool:
    same = (organisation.id, one.role, one.mail.casefold())
    if same != (other.organisation, other.role, other.mail.casefold()):
        return False
    begins_in_time = other.until_day is None or one.from_day <= other.until_day
    return begins_in_time and (one.until_day is None or other.from_day <= one.until_day)


def _contact(one: Asked, organisation: Organisation, actor: Actor, now: datetime) -> Contact:
    return Contact(
        region=organisation.region,
        id=new_id(now),
        made_by=actor.id,
        made_at=now,
        **{**vars(one), "organisation": organisation.id},
    )
