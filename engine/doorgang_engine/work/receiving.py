"""Who can be given a task: the colleagues that have its role, by themselves or as a deputy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.access.standing import with_taken_roles
from doorgang_engine.model import AccountKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from doorgang_engine.model import Account, UserTask
    from doorgang_engine.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """A colleague that tasks can be handed over to."""

    account: Account  # with the roles that it has taken over today
    stands_in_for: str = ""  # account whose deputy it is in the role of the task


def receivers(
    tasks: Sequence[UserTask], *, for_account: str, day: date, uow: UnitOfWork
) -> list[Receiver]:
    """Return who can be given all of these tasks, the deputies of ``for_account`` first.

    All tasks are of one region. Programs are given no work: a person must know of it.
    """
    if not tasks:
        return []
    region = tasks[0].region
    standing = uow.standing.deputyships(region=region, day=day)
    found = []
    for one in uow.accounts.of_region(region):
        if not one.is_active or one.kind is AccountKind.SERVICE:
            continue
        account = with_taken_roles(one, (d for d in standing if d.deputy == one.id), day=day)
        if all(_fits(account, task) for task in tasks):
            roles = {task.role for task in tasks}
            stands_in = any(
                d.account == for_account and d.deputy == one.id and roles <= set(d.roles)
                for d in standing
            )
            found.append(Receiver(account=account, stands_in_for=for_account if stands_in else ""))
    return sorted(found, key=lambda one: (not one.stands_in_for, one.account.name))


def _fits(account: Account, task: UserTask) -> bool:
    return task.role in account.roles and task.organisation in ("", account.organisation)
