"""Who sees what, asked of the table of permissions. What is not yours does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.access.decide import Resource, may, may_everywhere
from doorgang_engine.access.table import Act
from doorgang_engine.errors import CaseNotFound, TaskNotFound

if TYPE_CHECKING:
    from doorgang_api.wiring import House
    from doorgang_engine.model import Account, Case, UserTask
    from doorgang_engine.subject import SubjectKind

READERS = frozenset({"auditor", "fg"})
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


def require_case(account: Account, case: Case) -> None:
    """Refuse a case of others as if it did not exist.

    :raises CaseNotFound: if it is of another region, or of other organisations.
    """
    if not sees_case(account, case):
        raise CaseNotFound("Dit traject bestaat niet, of u mag het niet zien.")


def sees_content(account: Account, case: Case) -> bool:
    """Return whether someone may read what was filled in; as a coordinator one may not."""
    place = Resource.of_case(case, has_reason=bool(READERS & set(account.roles)))
    return may(account=account, act=Act.READ_CASE, resource=place)


def sees_name(account: Account, case: Case, kind: SubjectKind) -> bool:
    """Return whether someone who sees a case may know the name of what it is about.

    Of a plan or an organisation everybody may; of a child, or of who asked for something, only
    who may read what was filled in.
    """
    return not kind.is_personal or sees_content(account, case)


def is_own(account: Account, task: UserTask) -> bool:
    """Return whether a task is work of this person."""
    return may(account=account, act=Act.READ_TASK, resource=Resource.of_task(task))


def sees_task(account: Account, task: UserTask) -> bool:
    """Return whether someone may know of a task in a case that they see."""
    return may(account=account, act=Act.SEE_TASK, resource=Resource.of_task(task))


def require_task(account: Account, task: UserTask, act: Act = Act.READ_TASK) -> None:
    """Refuse a task with which someone may not do this, as if it did not exist.

    :raises TaskNotFound: if it belongs to another region, organisation or role.
    """
    if not may(account=account, act=act, resource=Resource.of_task(task)):
        raise TaskNotFound("Deze taak bestaat niet, of u mag haar niet zien.")
