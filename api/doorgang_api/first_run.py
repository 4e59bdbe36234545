"""Make an empty database ready: schema, shipped library, and (where asked) demo people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.recurring import reckon_again
from doorgang_engine.routes.publish import Publication, publish_library

if TYPE_CHECKING:
    from datetime import datetime

    from .wiring import House

SHIPPED = "Bibliotheek die met Doorgang is meegeleverd"


def prepare_database(house: House, *, now: datetime) -> int:
    """Migrate, and publish what the library has new; return how many bundles that were."""
    house.migrate()
    with house.parts.new_uow() as uow:
        published = publish_library(
            files=house.library,
            export_kinds=house.parts.forms.export_kinds,
            publication=Publication(by="doorgang", at=now, reason=SHIPPED),
            uow=uow,
        )
        reckon_again(uow=uow, now=now)
    return len(published)
