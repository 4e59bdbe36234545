"""Make an empty database ready: schema, shipped library, and (where asked) demo people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.drafts.overlay import with_adopted
from doorgang_engine.recurring import reckon_again
from doorgang_engine.routes.publish import Publication, publish_library
from doorgang_engine.terms.moments import local_day

if TYPE_CHECKING:
    from datetime import datetime

    from .wiring import House

SHIPPED = "Bibliotheek die met Doorgang is meegeleverd"
OF_THE_DAY = "Ingangsdatum of einddatum in de instellingen van een regio"


def prepare_database(house: House, *, now: datetime) -> int:
    """Migrate, and publish what the library has new; return how many bundles that were."""
    house.migrate()
    return publish_on(house, now=now, reason=SHIPPED)


def publish_on(house: House, *, now: datetime, reason: str = OF_THE_DAY) -> int:
    """Publish what the library has new on the day of ``now``; return how many bundles that were.

    A date of effect in a region's settings makes a new bundle on that day; cases that run stay on
    theirs.
    """
    with house.parts.new_uow() as uow:
        published = publish_library(
            files=with_adopted(house.library, uow).on(local_day(moment=now)),
            export_kinds=house.parts.forms.export_kinds,
            publication=Publication(by="doorgang", at=now, reason=reason),
            uow=uow,
        )
        if published:
            reckon_again(uow=uow, now=now)
    return len(published)
