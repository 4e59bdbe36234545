"""Who may begin a cohort, and see and handle its lists, by the table of permissions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doorgang_engine.access.decide import Resource, may, permits, role_for
from doorgang_engine.access.table import Act
from doorgang_engine.cohort import cohorts_of

from .columns import open_cohort
from .errors import BatchNotFound, CohortNotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doorgang_engine.model import Account, Actor, Organisation
    from doorgang_engine.ports import Parts, UnitOfWork

    from .batch import Batch
    from .columns import Opened


_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


def place_of(opened: Opened, *, region: str, organisation: str) -> Resource:
    """Return what the table looks at: whose work it is to begin this cohort."""
    return Resource(
        region=region,
        role=opened.start.role,
        organisation=organisation,
        participants=frozenset({organisation}),
    )


def place_of_batch(batch: Batch) -> Resource:
    """Return the same of a list that was made."""
    return Resource(
        region=batch.region,
        role=batch.start_role,
        organisation=batch.organisation,
        participants=frozenset({batch.organisation}),
    )


def cohorts_for(*, account: Account, uow: UnitOfWork, parts: Parts) -> list[Opened]:
    """Return the cohorts that someone may begin, by title of their route."""
    found = [
        opened
        for bundle in uow.bundles.list_active(region=account.region)
        for cohort in cohorts_of(bundle)
        if may(
            account=account,
            act=Act.START_COHORT,
            resource=place_of(
                opened := open_cohort(
                    bundle=bundle,
                    runnable=parts.shelf.runnable(uow, bundle.hash),
                    cohort=cohort,
                    forms=parts.forms,
                ),
                region=account.region,
                organisation=account.organisation,
            ),
        )
    ]
    return sorted(found, key=lambda one: (one.bundle.content["title"], one.cohort.key))


def find_cohort(*, region: str, route: str, key: str, uow: UnitOfWork, parts: Parts) -> Opened:
    """Return a cohort of a region.

    :raises CohortNotFound: if there is none.
    """
    is_key = _KEY.fullmatch(route) is not None  # a database keeps no zero characters
    bundle = uow.bundles.find_active(region=region, route=route) if is_key else None
    cohorts = cohorts_of(bundle) if bundle is not None else ()
    for cohort in cohorts:
        if bundle is not None and cohort.key == key:
            runnable = parts.shelf.runnable(uow, bundle.hash)
            return open_cohort(bundle=bundle, runnable=runnable, cohort=cohort, forms=parts.forms)
    raise CohortNotFound("Dit cohort bestaat niet in uw regio, of is niet voor uw rol.")


def own_organisation(
    opened: Opened, *, actor: Actor, organisations: Sequence[Organisation]
) -> Organisation | None:
    """Return the organisation of who acts, where it is the one that begins the route."""
    if actor.role != opened.start.role:
        return None
    kind = opened.own_kind
    return next((o for o in organisations if (o.id, o.kind) == (actor.organisation, kind)), None)


def find_batch(*, account: Account, batch_id: str, uow: UnitOfWork) -> tuple[Batch, Actor]:
    """Return a list, and someone in the role in which they may handle it.

    That is the role in which it was made, where they have it.

    :raises BatchNotFound: if there is none, or it is not for who asks.
    """
    batch = uow.batches.find(region=account.region, batch_id=batch_id)
    role = None if batch is None else _role_on(batch, account)
    if batch is None or role is None:
        raise no_batch()
    return batch, account.acting_as(role)


def batches_for(*, account: Account, uow: UnitOfWork, limit: int = 200) -> list[Batch]:
    """Return the newest lists of the region that someone may handle."""
    found = uow.batches.of_region(account.region, limit=limit)
    return [batch for batch in found if _role_on(batch, account) is not None]


def no_batch() -> BatchNotFound:
    """Return the error that does not tell a list of others from one that is not there."""
    return BatchNotFound("Deze lijst bestaat niet, of is niet voor u. Er is niets verwerkt.")


def _role_on(batch: Batch, account: Account) -> str | None:
    place = place_of_batch(batch)
    made = account.acting_as(batch.role)
    if account.organisation == batch.organisation and permits(
        actor=made, act=Act.START_COHORT, resource=place
    ):
        return batch.role
    return role_for(account=account, act=Act.START_COHORT, resource=place)
