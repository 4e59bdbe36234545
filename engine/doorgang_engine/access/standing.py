"""For how long somebody stands in for a colleague, or holds a mandate. Kept when it has ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doorgang_engine.model import TakenRole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from doorgang_engine.model import Account


@dataclass(frozen=True, kw_only=True)
class Period:
    """From the first day to the last one, both included; or until it was ended before."""

    from_day: date
    until_day: date
    ended_at: datetime | None = None
    ended_by: str = ""

    def covers(self, day: date) -> bool:
        """Return whether it holds on a day."""
        return self.ended_at is None and self.from_day <= day <= self.until_day


@dataclass(frozen=True, kw_only=True)
class Deputyship(Period):
    """Somebody takes over roles of a colleague of the same organisation (waarneming)."""

    region: str
    id: str
    organisation: str
    account: str  # whose work it is
    deputy: str  # who does it meanwhile
    roles: tuple[str, ...]
    with_mandate: bool  # whether decisions under mandate are taken over too
    reason: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class Mandate(Period):
    """Somebody may take decisions of a sort on behalf of their organisation (ondermandaat)."""

    region: str
    id: str
    organisation: str
    account: str
    key: str  # what the route calls it: dg:mandaat
    made_by: str
    made_at: datetime


def with_taken_roles(account: Account, deputyships: Iterable[Deputyship], *, day: date) -> Account:
    """Return an account with the roles that it has taken over on a day beside its own."""
    taken: dict[str, TakenRole] = {}
    for one in deputyships:
        if not one.covers(day) or one.organisation != account.organisation:
            continue
        for role in set(one.roles) - set(account.roles):
            earlier = taken.get(role)
            if earlier is None or not earlier.with_mandate:
                taken[role] = TakenRole(of=one.account, with_mandate=one.with_mandate)
    if not taken:
        return account
    return replace(account, roles=(*account.roles, *sorted(taken)), taken_over=taken)
