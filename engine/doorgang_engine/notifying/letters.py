"""Make letters of news: at once, or for the digest of the morning."""

from __future__ import annotations

import uuid
from itertools import groupby
from typing import TYPE_CHECKING

from doorgang_engine.outgoing.letters import DIGEST, NEWS, Letter, Recipient, letter_job

from .news import Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from doorgang_engine.model import Job
    from doorgang_engine.ports import UnitOfWork

    from .audience import Listener
    from .news import News

NAMESPACE = uuid.UUID("3c1b6b0e-9a4e-5d9f-8f4c-2f0b6b1d7a55")
MOST_LINES = 40  # of one letter; the rest is a number and a link


def keep_news(found: Iterable[tuple[Listener, News]], *, uow: UnitOfWork, now: datetime) -> None:
    """Keep what people want to hear: for the morning, or as a letter that leaves at once."""
    wanted = [(who, one) for who, one in found if who.way_of(one.kind) is not Way.NEVER]
    later = [one for who, one in wanted if who.way_of(one.kind) is Way.DIGEST]
    if later:
        uow.notifications.add_news(later, sent_at=None)
    at_once = [(who, one) for who, one in wanted if who.way_of(one.kind) is Way.AT_ONCE]
    if not at_once:
        return
    fresh = uow.notifications.add_news([one for _, one in at_once], sent_at=now)
    by_person = sorted(
        ((who, one) for who, one in at_once if one.id in fresh), key=lambda pair: pair[1].account
    )
    jobs = [
        letter_to(who, [pair[1] for pair in pairs], kind=NEWS.key, now=now)
        for _, pairs in (
            (account, list(group))
            for account, group in groupby(by_person, key=lambda pair: pair[1].account)
        )
        for who in [pairs[0][0]]
    ]
    if jobs:
        uow.jobs.enqueue(jobs)


def letter_to(who: Listener, news: Sequence[News], *, kind: str, now: datetime) -> Job:
    """Return one letter about several things; about the same ones it is the same letter."""
    rows = [one.row() for one in news]
    data: dict[str, object] = {"news": rows[:MOST_LINES]}
    if kind == DIGEST.key:
        data["more"] = max(0, len(rows) - MOST_LINES)
    letter = Letter(
        kind=kind,
        to=Recipient(account=who.account.id),
        data=data,
        language=who.preferences.language,
    )
    ids = "|".join(sorted(one.id for one in news))
    return letter_job(
        letter,
        region=who.account.region,
        job_id=str(uuid.uuid5(NAMESPACE, f"{who.account.id}|{kind}|{ids}")),
        run_at=now,
    )
