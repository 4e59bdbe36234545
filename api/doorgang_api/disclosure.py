"""Which submissions of a case someone may read, and which fields of them.

An organisation reads what it filled in itself and what the route shared with it (``delen``). What
was filled in after the sharing is not shared with it. Who supervises (auditor, fg) reads all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine import events as ev

from .sight import OVERSEERS, READERS, sees_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from doorgang_engine.model import Account, Case, Submission


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
        if one.organisation == account.organisation
        or any(one.form in forms and one.at <= until for until, forms in shared)
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
) -> list[tuple[datetime, tuple[str, ...]]]:
    own_kinds = {kind for kind, key in case.participants.items() if key == account.organisation}
    works = set(account.roles) - OVERSEERS
    return [
        (at, event.forms)
        for at, event in happened
        if isinstance(event, ev.DataDisclosed)
        and works
        and any(roles.get(role, {}).get("organisatie") in own_kinds for role in event.to_roles)
    ]
