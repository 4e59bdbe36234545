"""Who may begin a cohort, and see and handle its lists, by the table of permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.access.decide import Resource, may, require
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
    bundle = uow.bundles.find_active(region=region, route=route)
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


def find_batch(*, region: str, batch_id: str, actor: Actor, uow: UnitOfWork) -> Batch:
    """Return a list.

    :raises BatchNotFound: if there is none.
    :raises Forbidden: if it is not for who asks.
    """
    batch = uow.batches.find(region=region, batch_id=batch_id)
    if batch is None:
        raise BatchNotFound("Deze lijst bestaat niet, of is niet voor u.")
    require(actor=actor, act=Act.START_COHORT, resource=place_of_batch(batch))
    return batch
