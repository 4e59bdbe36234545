"""Which submissions of a case someone may read, and which fields of them.

An organisation reads what it filled in itself and what the route shared with it (``delen``), until
the route ends that (``delen_stoppen``). What was filled in after the sharing is not shared with
it. Who supervises (auditor, fg) reads all.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from doorgang_engine import events as ev

from .sight import READERS, sees_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doorgang_engine.model import Account, Case, Submission

_NEVER = datetime.min.replace(tzinfo=UTC)


def readable(
    *,
    submissions: Iterable[Submission],
    happened: Iterable[tuple[datetime, ev.Event]],
    roles: Mapping[str, Mapping[str, str]],
    account: Account,
    case: Case,
) -> list[Submission]:
    """Return the submissions of a case that someone may read, oldest first.

    ``happened`` are the events of the case with their moments; ``roles`` says of each role (by
    key) to which kind of organisation it belongs.
    """
    if not sees_content(account, case):
        return []
    if READERS & set(account.roles):
        return list(submissions)
    shared = _shared(happened, roles, account, case)
    return [
        one
        for one in submissions
        if one.organisation == account.organisation or one.at <= shared.get(one.form, _NEVER)
    ]


def may_read_field(
    *, visible_to: tuple[str, ...] | None, submission: Submission, account: Account
) -> bool:
    """Return whether someone who may read a submission may read this field of it."""
    if visible_to is None or READERS & set(account.roles):
        return True
    own = submission.organisation == account.organisation
    return own or bool(set(visible_to) & set(account.roles))


def _shared(
    happened: Iterable[tuple[datetime, ev.Event]],
    roles: Mapping[str, Mapping[str, str]],
    account: Account,
    case: Case,
) -> dict[str, datetime]:
    """Return of each form that is shared with someone's organisation when that was done last."""
    own_kinds = {kind for kind, key in case.participants.items() if key == account.organisation}
    shared: dict[str, dict[str, datetime]] = {}  # form -> role -> moment
    for at, event in happened:
        if not isinstance(event, ev.DataDisclosed | ev.DisclosureEnded):
            continue
        mine = [r for r in event.to_roles if roles.get(r, {}).get("organisatie") in own_kinds]
        for form, role in ((form, role) for form in event.forms for role in mine):
            if isinstance(event, ev.DataDisclosed):
                shared.setdefault(form, {})[role] = at
            else:
                shared.get(form, {}).pop(role, None)
    return {form: max(by_role.values()) for form, by_role in shared.items() if by_role}
