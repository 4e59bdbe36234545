"""Who is to be told: the people of a role, who can be reached, and as they chose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.access.decide import Resource, may
from doorgang_engine.access.standing import with_taken_roles
from doorgang_engine.access.table import Act
from doorgang_engine.model import AccountKind

from .news import Preferences

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from doorgang_engine.model import Account, Case, Notice, UserTask
    from doorgang_engine.ports import UnitOfWork

    from .news import NewsKind, Way


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Somebody who can be reached by mail."""

    account: Account  # with the roles that they have taken over
    preferences: Preferences

    def way_of(self, kind: NewsKind) -> Way:
        """Return how they want to hear of a kind."""
        return self.preferences.way_of(kind)


class Audience:
    """The people of a region who can be reached on a day; looked up once, when first asked for."""

    def __init__(self, *, region: str, day: date, uow: UnitOfWork) -> None:
        self._region, self._day, self._uow = region, day, uow
        self._listeners: Mapping[str, Listener] | None = None
        self._places: dict[tuple[str, str], dict[str, Listener]] = {}

    def of_task(self, task: UserTask) -> list[Listener]:
        """Return whose work a task is: who took it, else everybody of its role."""
        place = (task.role, task.organisation)
        if place not in self._places:  # thousands of tasks lie in a few dozen places
            resource = Resource.of_task(task)
            self._places[place] = {
                one.account.id: one
                for one in self._all().values()
                if may(account=one.account, act=Act.READ_TASK, resource=resource)
            }
        found = self._places[place]
        if not task.claimed_by:
            return list(found.values())
        taker = found.get(task.claimed_by)
        return [taker] if taker else []

    def works_on(self, account_id: str, task: UserTask) -> bool:
        """Return whether a task is (still) the work of somebody."""
        return any(one.account.id == account_id for one in self.of_task(task))

    def of_notice(self, notice: Notice, case: Case | None) -> list[Listener]:
        """Return the people of its role who may know of its case."""
        return [
            one
            for one in self._all().values()
            if notice.role in one.account.roles
            and notice.organisation in ("", one.account.organisation)
            and (
                case is None
                or may(account=one.account, act=Act.SEE_CASE, resource=Resource.of_case(case))
            )
        ]

    def person(self, account_id: str) -> Listener | None:
        """Return somebody; None when they cannot be reached."""
        return self._all().get(account_id)

    def _all(self) -> Mapping[str, Listener]:
        if self._listeners is None:
            self._listeners = self._look_up()
        return self._listeners

    def _look_up(self) -> Mapping[str, Listener]:
        uow, region, day = self._uow, self._region, self._day
        chosen = uow.notifications.of_region(region)
        listed = {
            one.account
            for one in uow.contacts.of_region(region)
            if one.account and one.covers(day)
        }
        standing_in = uow.standing.deputyships(region=region, day=day)
        found = {}
        for account in uow.accounts.of_region(region):
            own = chosen.get(account.id) or Preferences(region=region, account=account.id)
            if not _can_be_reached(account, own, listed):
                continue
            mine = [one for one in standing_in if one.deputy == account.id]
            taken = with_taken_roles(account, mine, day=day)
            found[account.id] = Listener(account=taken, preferences=own)
        return found


def _can_be_reached(account: Account, own: Preferences, listed: set[str]) -> bool:
    if not account.is_active or account.kind is AccountKind.SERVICE:
        return False
    return bool(own.address) or account.id in listed
