"""In which role someone acts; who has none that fits may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.errors import Forbidden, NotYours

from .sight import COORDINATOR, OVERSEERS, takes_part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doorgang_engine.bpmn.journal import Waiting
    from doorgang_engine.model import Account, Actor, Case


def as_starter(account: Account, role: str) -> Actor:
    """Return who starts a case: in the role of its start event, or as coordinator.

    :raises NotYours: if it is neither.
    """
    if role in account.roles:
        return account.acting_as(role)
    if COORDINATOR in account.roles:
        return account.acting_as(COORDINATOR)
    raise NotYours("Deze route begint bij een andere rol. Er is niets verwerkt.")


def as_recorder(account: Account, awaited: Iterable[Waiting], name: str, element: str) -> Actor:
    """Return who records a message: in the role that the waiting step names.

    Whether the step waits, and for this role, is decided where the message is delivered.
    """
    roles = {
        w.role
        for w in awaited
        if w.waits_for == "message" and w.name == name and element in ("", w.element)
    }
    return account.acting_as(next(iter(sorted(roles & set(account.roles))), ""))


def as_hand(account: Account, case: Case) -> Actor:
    """Return who changes a case outside its tasks: the coordinator, or who works in it.

    :raises NotYours: if someone may only look.
    """
    if COORDINATOR in account.roles:
        return account.acting_as(COORDINATOR)
    working = [role for role in account.roles if role not in OVERSEERS]
    if not working or not takes_part(account, case):
        raise NotYours("U mag dit traject bekijken, maar niet wijzigen. Er is niets verwerkt.")
    return account.acting_as(working[0])


def as_coordinator(account: Account) -> Actor:
    """Return the coordinator of the region.

    :raises Forbidden: if someone is not.
    """
    if COORDINATOR not in account.roles:
        raise Forbidden("Dit is werk van de regiocoördinator.")
    return account.acting_as(COORDINATOR)
