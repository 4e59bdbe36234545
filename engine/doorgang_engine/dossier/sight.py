"""How far one person sees one case, by the table of permissions and what they said of why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.access.decide import Resource, permits, role_for
from doorgang_engine.access.table import PERMISSIONS, Act, Reach, group_of
from doorgang_engine.disclosure import disclosures_of
from doorgang_engine.errors import CaseNotFound

from .grants import GrantKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.events import Event
    from doorgang_engine.model import Account, Actor, Case, Submission

    from .grants import Grant


@dataclass(frozen=True, kw_only=True)
class Sight:
    """In which role somebody looks, and how much they see.

    ``reads``: whom it is about and what was filled in, as far as the route shared it;
    ``reads_all``: all of it, whoever filled it in.
    """

    actor: Actor
    act: Act
    reads: bool = False
    reads_all: bool = False
    grant: Grant | None = None

    @property
    def is_emergency(self) -> bool:
        """Whether it rests on an emergency."""
        return self.grant is not None and self.grant.kind is GrantKind.EMERGENCY


def find_sight(account: Account, case: Case, grants: Iterable[Grant]) -> Sight | None:
    """Return how far somebody sees a case; None when it does not exist for them.

    ``grants`` are theirs that hold now; looked at only when they do not take part.
    """
    place = Resource.of_case(case)
    role = role_for(account=account, act=Act.READ_CASE, resource=place)
    if role is not None:
        return Sight(actor=account.acting_as(role), act=Act.READ_CASE, reads=True)
    given = Resource.of_case(case, has_reason=True)
    for grant in grants:
        actor = account.acting_as(grant.role)
        fits = grant.case_id == case.id and actor.role == grant.role
        if fits and permits(actor=actor, act=Act.READ_CASE, resource=given):
            return Sight(actor=actor, act=Act.READ_CASE, reads=True, reads_all=True, grant=grant)
    role = role_for(account=account, act=Act.SEE_CASE, resource=place)
    return Sight(actor=account.acting_as(role), act=Act.SEE_CASE) if role is not None else None


def sight_of(account: Account, case: Case, grants: Iterable[Grant]) -> Sight:
    """Return how far somebody sees a case.

    :raises CaseNotFound: if it does not exist for them.
    """
    found = find_sight(account, case, grants)
    if found is None:
        raise CaseNotFound("Dit traject bestaat niet, of u mag het niet zien.")
    return found


def may_read_with_reason(account: Account, case: Case) -> bool:
    """Return whether somebody who sees a case would read it after giving a reason."""
    given = Resource.of_case(case, has_reason=True)
    supervises = role_for(account=account, act=Act.GIVE_REASON, resource=given) is not None
    return supervises and role_for(account=account, act=Act.READ_CASE, resource=given) is not None


def looks_elsewhere(account: Account) -> bool:
    """Return whether a grant could open cases to somebody that they do not see otherwise."""
    groups = {group_of(role) for role in account.roles}
    reaches = PERMISSIONS[Act.READ_CASE]
    return any(Reach.REASON in reaches.get(group, ()) for group in groups if group)


def readable(
    *,
    submissions: Sequence[Submission],
    happened: Iterable[tuple[datetime, Event]],
    roles: Mapping[str, Mapping[str, str]],
    sight: Sight,
    case: Case,
) -> list[Submission]:
    """Return the submissions of a case that somebody may read, oldest first.

    ``happened`` are the events of the case with their moments; ``roles`` says of each role (by
    key) to which kind of organisation it belongs.
    """
    if not sight.reads:
        return []
    if sight.reads_all:
        return list(submissions)
    shared = disclosures_of(case, roles=roles, happened=happened, submissions=submissions)
    return [one for one in submissions if shared.may_read(one, sight.actor.organisation)]
