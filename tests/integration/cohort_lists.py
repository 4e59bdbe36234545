"""Lists of children for tests: made, confirmed, worked off and looked at."""

from __future__ import annotations

import sqlalchemy as sa
from tests.small_route import REGION, ROUTE, START

from doorgang_engine.cohorts.batches import (
    SentList,
    cancel_batch,
    confirm_batch,
    propose_batch,
    retry_batch,
)
from doorgang_engine.jobs import work_off
from doorgang_engine.model import Actor
from doorgang_engine.ports import CaseQuery
from doorgang_engine.subject import subject_of

SAM = Actor(id="sam", role="school", organisation="school-proef", region=REGION)
OLGA = Actor(id="olga", role="school", organisation="school-ander", region=REGION)
RIK = Actor(id="rik", role="regiocoordinator", organisation="swv-proef", region=REGION)
FG = Actor(id="fien", role="fg", organisation="swv-proef", region=REGION)


def names(count, given="Sem"):
    return [(given, f"Bedacht{number}") for number in range(count)]


def sent(content, **changed):
    return SentList(region=REGION, route=ROUTE, cohort="allen", content=content, **changed)


def propose(parts, content, *, actor=SAM, **changed):
    return propose_batch(sent=sent(content, **changed), actor=actor, parts=parts, now=START)


def confirm(parts, batch, *, actor=SAM, **changed):
    return confirm_batch(
        region=REGION, batch_id=batch.id, actor=actor, parts=parts, now=START, **changed
    )


def cancel(parts, batch):
    return cancel_batch(region=REGION, batch_id=batch.id, actor=SAM, parts=parts, now=START)


def retry(parts, batch):
    return retry_batch(region=REGION, batch_id=batch.id, actor=SAM, parts=parts, now=START)


def work(parts, *, at=START, sweeps=30):
    for _ in range(sweeps):
        if not work_off(parts=parts, at=at):
            return


def seen(parts, batch):
    """Return the batch as it is now, and how many rows stand where."""
    with parts.new_uow() as uow:
        found = uow.batches.find(region=REGION, batch_id=batch.id)
        return found, {str(k): n for k, n in uow.batches.counts(found).items()}


def rows_of(parts, batch):
    with parts.new_uow() as uow:
        return uow.batches.rows(batch, limit=100_000)


def cases(parts):
    with parts.new_uow() as uow:
        return uow.cases.page(CaseQuery(region=REGION, limit=100_000))


def children(parts):
    with parts.new_uow() as uow:
        found = uow.cases.page(CaseQuery(region=REGION, limit=100_000))
        return sorted(subject_of(case, uow.cases.key(case.id)).name for case in found)


def held(parts):
    """Return how many rows hold something, and how many rings there are."""
    with parts.new_uow() as uow:
        return tuple(
            uow.connection.execute(sa.text(f"SELECT count(*) FROM {place}")).scalar_one()  # noqa: S608
            for place in (
                "cohort_rows WHERE length(content) > 0",
                "cohort_batches WHERE length(wrapped) > 0",
            )
        )
