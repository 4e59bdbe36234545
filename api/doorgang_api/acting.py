"""In which role someone acts, by the table of permissions; who has none that fits may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.access.decide import Resource, acting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doorgang_engine.access.table import Act
    from doorgang_engine.bpmn.journal import Waiting
    from doorgang_engine.model import Account, Actor


def as_recorder(account: Account, awaited: Iterable[Waiting], name: str, element: str) -> Actor:
    """Return who records a message: in the role that the waiting step names.

    Whether the step waits, and for this role, is decided where the message is delivered.
    """
    roles = {
        w.role
        for w in awaited
        if w.waits_for == "message" and w.name == name and element in ("", w.element)
    }
    wanted = roles & set(account.roles) or set(account.roles if "" in roles else ())
    return account.acting_as(next(iter(sorted(wanted)), ""))


def in_region(account: Account, act: Act) -> Actor:
    """Return someone in the role in which they may do what is not about one case.

    :raises Forbidden: if they may not.
    """
    return acting(account=account, act=act, resource=Resource(region=account.region))
