"""Who may do what to a case beside its tasks: one place, used by pages and API alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .sight import OVERSEERS, takes_part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.model import Account, Case

COORDINATOR = "regiocoordinator"
TERM_KEEPER = "swv"  # the kind of organisation that keeps the legal terms of a case

Roles = dict[str, dict[str, str]]


def coordinates(account: Account) -> bool:
    """Return whether someone coordinates the region."""
    return COORDINATOR in account.roles


def changing_role(
    *, account: Account, case: Case, roles: Mapping[str, Mapping[str, str]]
) -> str | None:
    """Return the role in which someone may change terms and withdraw the case; None when none."""
    if coordinates(account):
        return COORDINATOR
    if case.participants.get(TERM_KEEPER) != account.organisation:
        return None
    keepers = (r for r in account.roles if roles.get(r, {}).get("organisatie") == TERM_KEEPER)
    return next((role for role in keepers if role not in OVERSEERS), None)


def withdrawing_role(
    *, account: Account, case: Case, roles: Mapping[str, Mapping[str, str]], started_by: str
) -> str | None:
    """Return the role in which someone may withdraw a case; None when none.

    Besides who may change its terms this is the organisation that started it.
    """
    role = changing_role(account=account, case=case, roles=roles)
    if role is not None:
        return role
    if not takes_part(account, case) or account.organisation != started_by:
        return None
    return next((role for role in account.roles if role not in OVERSEERS), None)


def represents(
    *, account: Account, case: Case, role: str, roles: Mapping[str, Mapping[str, str]]
) -> bool:
    """Return whether someone acts in a role of a case: has it, for the organisation bound to it.

    Without a role anyone of an organisation that takes part may act.
    """
    if not takes_part(account, case):
        return False
    if not role:
        return bool(set(account.roles) - OVERSEERS)
    bound = case.participants.get(roles.get(role, {}).get("organisatie", ""), "")
    return role in account.roles and bound in ("", account.organisation)
