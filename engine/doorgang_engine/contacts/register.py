"""What stands in the contact register, who is on duty on a day, and where nobody is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.model import UNNAMED, AccountKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from doorgang_engine.access.standing import Deputyship
    from doorgang_engine.model import Account
    from doorgang_engine.ports import UnitOfWork

#: Parents and pupils are nobody's staff, and stand in no register.
FAMILY = "gezin"
DAYS_KEPT = 365  # after the last day


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Somebody who is the contact of an organisation in a role; of their work, nothing private."""

    region: str
    id: str
    organisation: str
    role: str
    name: str
    mail: str  # of work
    from_day: date
    until_day: date | None  # the last day; None: goes on
    is_deputy: bool = False  # stands in for the fixed contact
    account: str = ""  # with which they sign in, if it is known
    made_by: str
    made_at: datetime

    def covers(self, day: date) -> bool:
        """Return whether it holds on a day."""
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Work that waits for a role of an organisation in which nobody is the contact."""

    organisation: str  # UNNAMED: which organisation it is, has to be said first
    role: str
    tasks: int
    has_account: bool  # somebody can sign in there with the role, though not as contact
    is_closed: bool = False

    @property
    def is_unnamed(self) -> bool:
        """Whether no organisation was named yet."""
        return self.organisation == UNNAMED


@dataclass(frozen=True)
class Duty:
    """Who is on duty in a region on one day."""

    day: date
    contacts: tuple[Contact, ...]
    deputyships: tuple[Deputyship, ...]
    accounts: Mapping[str, Account]

    def of(self, organisation: str, role: str) -> list[Contact]:
        """Return the contacts of an organisation in a role, the fixed one first."""
        found = [
            one
            for one in self.contacts
            if (one.organisation, one.role) == (organisation, role)
            and one.covers(self.day)
            and (not one.account or self._signs_in(one.account))
        ]
        return sorted(found, key=lambda one: (one.is_deputy, one.name))

    def has(self, organisation: str, role: str) -> bool:
        """Return whether there is a contact, or a colleague who stands in for one."""
        return bool(self.of(organisation, role)) or any(
            one.organisation == organisation
            and role in one.roles
            and one.covers(self.day)
            and self._signs_in(one.deputy)
            for one in self.deputyships
        )

    def can_sign_in(self, organisation: str, role: str) -> bool:
        """Return whether a person has an account there with the role."""
        return any(
            one.organisation == organisation
            and role in one.roles
            and one.is_active
            and one.kind is not AccountKind.SERVICE
            for one in self.accounts.values()
        )

    def _signs_in(self, account: str) -> bool:
        found = self.accounts.get(account)
        return found is not None and found.is_active


def duty_on(day: date, *, region: str, uow: UnitOfWork) -> Duty:
    """Return who is on duty in a region on a day."""
    return Duty(
        day,
        tuple(uow.contacts.of_region(region)),
        tuple(uow.standing.deputyships(region=region, day=day)),
        {one.id: one for one in uow.accounts.of_region(region)},
    )


def gaps_in(
    duty: Duty, *, region: str, roles: Mapping[str, Mapping[str, str]], uow: UnitOfWork
) -> list[Gap]:
    """Return where work waits and nobody is the contact; worked out anew each time it is asked.

    So it is gone as soon as somebody is appointed, or the work is done.
    """
    closed = {one.id for one in uow.organisations.of_region(region) if not one.is_open(duty.day)}
    return [
        Gap(
            organisation=organisation,
            role=role,
            tasks=tasks,
            has_account=duty.can_sign_in(organisation, role),
            is_closed=organisation in closed,
        )
        for organisation, role, tasks in _places(region, roles, uow)
        if organisation in closed or not duty.has(organisation, role)
    ]


def _places(
    region: str, roles: Mapping[str, Mapping[str, str]], uow: UnitOfWork
) -> Iterable[tuple[str, str, int]]:
    """Return where work waits; a role that no organisation stands for is of everybody."""
    return (
        place
        for place in uow.tasks.open_places(region)
        if place[0] and roles.get(place[1], {}).get("organisatie", "") != FAMILY
    )
