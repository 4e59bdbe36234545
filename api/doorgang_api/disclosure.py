"""Which submissions of a case a person may read, and which fields of them.

The rule about organisations is the engine's (``doorgang_engine.disclosure``); here it meets the
person: who supervises reads all, who only coordinates reads nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.disclosure import disclosures_of

from .sight import READERS, sees_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from doorgang_engine import events as ev
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
    shared = disclosures_of(case, roles=roles, happened=happened)
    return [one for one in submissions if shared.may_read(one, account.organisation)]


def may_read_field(
    *, visible_to: tuple[str, ...] | None, submission: Submission, account: Account
) -> bool:
    """Return whether someone who may read a submission may read this field of it."""
    if visible_to is None or READERS & set(account.roles):
        return True
    own = submission.organisation == account.organisation
    return own or bool(set(visible_to) & set(account.roles))
