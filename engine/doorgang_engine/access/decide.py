"""Decide by the table of permissions. Every use case asks here; views only ask what to show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doorgang_engine.errors import Forbidden, NotYours

from .refusals import REFUSALS
from .table import PERMISSIONS, Act, Group, Reach, group_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from doorgang_engine.model import Account, Actor, Case, UserTask

TERM_KEEPER = "swv"  # the kind of organisation that keeps the legal terms of a case


@dataclass(frozen=True, kw_only=True)
class Resource:
    """What something is asked of, as far as permissions look at it.

    ``role`` and ``organisation`` say whose work it is: ``role`` is ``""`` where anyone who takes
    part may do it, ``organisation`` is ``""`` where no organisation stands for the role.
    """

    region: str
    role: str | None = None
    organisation: str = ""
    participants: frozenset[str] = frozenset()
    keeper: str = ""
    started_by: str = ""
    person: str = ""  # account it is about
    has_reason: bool = False  # this person recorded why they must look

    @classmethod
    def of_case(cls, case: Case, *, started_by: str = "", has_reason: bool = False) -> Resource:
        """A case; ``started_by`` is the organisation that began it, where that counts."""
        return cls(
            region=case.region,
            participants=frozenset(o for o in case.participants.values() if o),
            keeper=case.participants.get(TERM_KEEPER, ""),
            started_by=started_by,
            has_reason=has_reason,
        )

    @classmethod
    def of_step(cls, case: Case, *, role: str, kind: str) -> Resource:
        """A step of a case for a role, that belongs to a kind of organisation."""
        return replace(cls.of_case(case), role=role, organisation=case.stands_for(kind))

    @classmethod
    def of_task(cls, task: UserTask) -> Resource:
        """A user task."""
        return cls(region=task.region, role=task.role, organisation=task.organisation)


def permits(*, actor: Actor, act: Act, resource: Resource) -> bool:
    """Return whether the table lets someone, in the role they act in, do this."""
    if actor.is_system:
        return Group.SYSTEM in PERMISSIONS.get(act, {})
    group = group_of(actor.role)
    if group is None or actor.region != resource.region:
        return False
    reaches = PERMISSIONS.get(act, {}).get(group, ())
    return any(_REACHES[reach](actor, resource) for reach in reaches)


def require(*, actor: Actor, act: Act, resource: Resource) -> None:
    """Refuse what the table does not permit.

    :raises NotYours: if it is work of another role or organisation.
    :raises Forbidden: if it is never work of this role.
    """
    if permits(actor=actor, act=act, resource=resource):
        return
    group = group_of(actor.role)
    never = group is not None and group not in PERMISSIONS.get(act, {})
    raise (Forbidden if never else NotYours)(REFUSALS[act])


def role_for(*, account: Account, act: Act, resource: Resource) -> str | None:
    """Return the role in which someone may do this, the role whose work it is first; or None."""
    roles = sorted(account.roles, key=lambda role: role != resource.role)
    for role in roles:
        if permits(actor=account.acting_as(role), act=act, resource=resource):
            return role
    return None


def acting(*, account: Account, act: Act, resource: Resource) -> Actor:
    """Return someone in the role in which they may do this.

    :raises Forbidden: if they have none.
    """
    role = role_for(account=account, act=act, resource=resource)
    if role is None:
        in_a_role = account.acting_as(account.roles[0] if account.roles else "")
        require(actor=in_a_role, act=act, resource=resource)
    return account.acting_as(role or "")


def may(*, account: Account, act: Act, resource: Resource) -> bool:
    """Return whether someone may do this in any of their roles."""
    return role_for(account=account, act=act, resource=resource) is not None


def may_everywhere(*, account: Account, act: Act) -> bool:
    """Return whether someone may do this to all of its sort in their region."""
    groups = {group_of(role) for role in account.roles}
    return any(
        Reach.REGION in PERMISSIONS.get(act, {}).get(group, ()) for group in groups if group
    )


def _is_own_work(actor: Actor, resource: Resource) -> bool:
    if resource.role is None:
        return False
    if resource.role == "":
        return actor.organisation in resource.participants
    same = resource.organisation in ("", actor.organisation)
    return actor.role == resource.role and same


_REACHES: dict[Reach, Callable[[Actor, Resource], bool]] = {
    Reach.OWN_WORK: _is_own_work,
    Reach.OWN: lambda actor, resource: resource.person == actor.id,
    Reach.STARTER: lambda actor, resource: (
        bool(actor.organisation)
        and actor.organisation == resource.started_by
        and actor.organisation in resource.participants
    ),
    Reach.KEEPER: lambda actor, resource: (
        bool(actor.organisation) and actor.organisation == resource.keeper
    ),
    Reach.PART: lambda actor, resource: actor.organisation in resource.participants,
    Reach.ORGANISATION: lambda actor, resource: resource.organisation in ("", actor.organisation),
    Reach.REASON: lambda _actor, resource: resource.has_reason,
    Reach.REGION: lambda _actor, _resource: True,
}
