"""What to show of lists and tasks, asked of the table of permissions.

Whoever looks into a dossier does so at the desk (``doorgang_engine.dossier``), which decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.access.decide import Resource, may, may_everywhere
from doorgang_engine.access.table import Act

if TYPE_CHECKING:
    from doorgang_api.wiring import House
    from doorgang_engine.model import Account, Case, UserTask

EVERYTHING = "*"  # all organisations of the region


def oversees(account: Account) -> bool:
    """Return whether someone sees every case of the region."""
    return may_everywhere(account=account, act=Act.SEE_CASE)


def rooms_of(account: Account, house: House) -> House:
    """Return the house in which only the rows exist that someone may see."""
    organisation = EVERYTHING if oversees(account) else account.organisation
    return house.within(region=account.region, organisation=organisation)


def sees_case(account: Account, case: Case) -> bool:
    """Return whether someone may know of a case."""
    return may(account=account, act=Act.SEE_CASE, resource=Resource.of_case(case))


def is_own(account: Account, task: UserTask) -> bool:
    """Return whether a task is work of this person."""
    return may(account=account, act=Act.READ_TASK, resource=Resource.of_task(task))


def sees_task(account: Account, task: UserTask) -> bool:
    """Return whether someone may know of a task in a case that they see."""
    return may(account=account, act=Act.SEE_TASK, resource=Resource.of_task(task))
