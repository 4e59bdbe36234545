"""In the demo: who of the fictional people could go on, so that nobody has to look for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_api.demo.people import PEOPLE, account_id
from doorgang_api.sight import is_own

from . import visit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doorgang_engine.model import Account, UserTask
    from doorgang_engine.ports import UnitOfWork


def fictional_people(*, region: str, uow: UnitOfWork) -> list[Account]:
    """Return the fictional people of a region, as far as they are there, in their order."""
    there = {one.id: one for one in uow.accounts.of_region(region)}
    ids = (account_id(person=key, region=region) for key, *_ in PEOPLE)
    return [there[one] for one in ids if one in there]


def doers(tasks: Iterable[UserTask], uow: UnitOfWork) -> dict[str, list[Account]]:
    """Return who else could do each task, by the id of the task; nobody outside of the demo."""
    if not visit.house().settings.demo:
        return {}
    me = visit.account()
    others = [one for one in fictional_people(region=me.region, uow=uow) if one.id != me.id]
    return {task.id: [one for one in others if is_own(one, task)] for task in tasks}
