"""Who sees what: one place, used by pages and API alike. What is not yours does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.errors import CaseNotFound, TaskNotFound

if TYPE_CHECKING:
    from doorgang_engine.model import Account, Case, UserTask

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
    """Return whether someone may read what was filled in; a coordinator may not.

    Nor may one whose own organisation takes part: coordinating is no reason to read a dossier.
    """
    works_on_cases = bool(set(account.roles) - OVERSEERS)
    return (works_on_cases and takes_part(account, case)) or bool(READERS & set(account.roles))


def require_task(account: Account, task: UserTask) -> None:
    """Refuse a task of others as if it did not exist.

    :raises TaskNotFound: if it belongs to another region, organisation or role.
    """
    mine = task.organisation in ("", account.organisation) and task.role in account.roles
    if task.region != account.region or not mine:
        raise TaskNotFound("Deze taak bestaat niet, of u mag haar niet zien.")
