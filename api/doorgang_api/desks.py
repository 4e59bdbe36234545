"""Where requests and commands come to read dossiers: the engine's desk, in this house."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from doorgang_api.sight import EVERYTHING
from doorgang_engine.dossier.desk import Door, reading_desk
from doorgang_engine.dossier.looks import Looker

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import datetime

    from doorgang_api.wiring import House
    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.model import Account


def desk_for(
    account: Account, house: House, *, place: str, now: datetime | None = None
) -> AbstractContextManager[Desk]:
    """Return a desk for one request of one person; what they see there is logged as it closes."""
    looker = looker_at(account, place=place)
    return reading_desk(looker=looker, door=door_of(account, house), now=now)


def looker_at(account: Account, *, place: str) -> Looker:
    """Return who looks in one request."""
    return Looker(account=account, place=place, request_id=secrets.token_hex(8))


def door_of(account: Account, house: House) -> Door:
    """Return the door to the dossiers of a house, for one person."""
    region = house.within(region=account.region, organisation=EVERYTHING)
    return Door(parts=region.parts, reading=house.read_uow, whole_region=region.read_uow)
