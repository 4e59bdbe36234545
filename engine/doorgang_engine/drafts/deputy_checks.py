"""Somebody stands in: for each role that has tasks, a deputy in the register of the region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.bpmn.finding import WARNING, Finding
from doorgang_engine.bpmn.signed import SIGNED_BY
from doorgang_engine.contacts.register import FAMILY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from doorgang_engine.bpmn.process import Element, ProcessModel
    from doorgang_engine.ports import UnitOfWork


def roles_with_deputy(uow: UnitOfWork, *, region: str, day: date) -> set[str]:
    """Return the roles in which some organisation of the region has a deputy on a day."""
    found = {
        one.role for one in uow.contacts.of_region(region) if one.is_deputy and one.covers(day)
    }
    for one in uow.standing.deputyships(region=region, day=day):
        found.update(one.roles)
    return found


def _named(roles: Mapping[str, Mapping[str, str]], role: str) -> str:
    return roles[role].get("naam", role)


def check_deputies(
    model: ProcessModel, *, roles: Mapping[str, Mapping[str, str]], deputies: Collection[str]
) -> Iterator[Finding]:
    """Yield each role that does or signs a task and has nobody to stand in, at its first task."""
    told = set()
    for one in model.elements.values():
        if one.kind != "userTask":
            continue
        for role in (one.role, one.get(SIGNED_BY)):
            kind = roles.get(role, {}).get("organisatie", "")
            if role in told or kind in ("", FAMILY):
                continue
            told.add(role)
            if role not in deputies:
                yield _missing(one, _named(roles, role))


def _missing(task: Element, role: str) -> Finding:
    return Finding(
        code="deputy_missing",
        element=task.id,
        line=task.line,
        message=f"Voor de rol '{role}' van '{task.name}' staat in deze regio geen vervanger in "
        "het contactregister.",
        remedy="Wijs bij Contactpersonen een vervanger aan.",
        severity=WARNING,
    )
