"""Who sees what: one place, used by pages and API alike. What is not yours does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.errors import CaseNotFound, TaskNotFound

if TYPE_CHECKING:
    from doorgang_engine.model import Account, Case, UserTask
    from doorgang_engine.subject import SubjectKind

COORDINATOR = "regiocoordinator"
OVERSEERS = frozenset({"regiocoordinator", "auditor", "fg"})
READERS = frozenset({"auditor", "fg"})


def oversees(account: Account) -> bool:
    """Return whether someone sees every case of the region."""
    return bool(OVERSEERS & set(account.roles))


def takes_part(account: Account, case: Case) -> bool:
    """Return whether someone's organisation takes part in a case."""
    return account.organisation in case.participants.values()


def require_case(account: Account, case: Case) -> None:
    """Refuse a case of others as if it did not exist.

    :raises CaseNotFound: if it is of another region, or of other organisations.
    """
    mine = takes_part(account, case) or oversees(account)
    if case.region != account.region or not mine:
        raise CaseNotFound("Dit traject bestaat niet, of u mag het niet zien.")


def sees_content(account: Account, case: Case) -> bool:
    """Return whether someone may read what was filled in; as a coordinator one may not."""
    works = bool(set(account.roles) - OVERSEERS)
    return (works and takes_part(account, case)) or bool(READERS & set(account.roles))


def sees_name(account: Account, case: Case, kind: SubjectKind) -> bool:
    """Return whether someone who sees a case may know the name of what it is about.

    Of a plan or an organisation everybody may; of a child, or of who asked for something, only
    who may read what was filled in.
    """
    return not kind.is_personal or sees_content(account, case)


def is_own(account: Account, task: UserTask) -> bool:
    """Return whether a task is work of this person."""
    mine = task.organisation in ("", account.organisation) and task.role in account.roles
    return task.region == account.region and mine


def sees_task(account: Account, task: UserTask) -> bool:
    """Return whether someone may know of a task in a case that they see."""
    return oversees(account) or task.organisation in ("", account.organisation)


def require_task(account: Account, task: UserTask) -> None:
    """Refuse a task of others as if it did not exist.

    :raises TaskNotFound: if it belongs to another region, organisation or role.
    """
    if not is_own(account, task):
        raise TaskNotFound("Deze taak bestaat niet, of u mag haar niet zien.")
