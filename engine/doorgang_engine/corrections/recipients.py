"""Who must hear of a correction: with whom the form was shared, and who may still read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine import events as ev
from doorgang_engine.disclosure import disclosures_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.model import Case, Submission


def roles_told(
    first: Submission,
    *,
    case: Case,
    happened: Sequence[tuple[datetime, ev.Event]],
    roles: Mapping[str, Mapping[str, str]],
) -> tuple[str, ...]:
    """Return the roles of other organisations that read a form as it was filled in first."""
    shared = disclosures_of(case, roles=roles, happened=happened)
    told: dict[str, None] = {}
    for at, event in happened:
        if isinstance(event, ev.DataDisclosed) and first.form in event.forms and at >= first.at:
            told |= dict.fromkeys(event.to_roles)
    return tuple(
        role
        for role in told
        if (organisation := case.stands_for(roles.get(role, {}).get("organisatie", "")))
        and organisation != first.organisation
        and shared.may_read(first, organisation)
    )
