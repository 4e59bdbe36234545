"""Where a practice year is played: the library and fictional people, and not one case."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from doorgang_api.demo.people import add_people
from doorgang_api.first_run import prepare_database
from doorgang_api.settings import load_settings
from doorgang_api.wiring import House
from doorgang_engine.errors import Conflict

from .plan import REGION

if TYPE_CHECKING:
    from collections.abc import Mapping

BEGINS = datetime(2026, 8, 1, tzinfo=UTC)
UNTIL = datetime(2028, 1, 31, 12, tzinfo=UTC)
YEARS = ("2026-2027", "2027-2028")


def new_ground(
    url: str, *, now: datetime = BEGINS, environ: Mapping[str, str] | None = None
) -> House:
    """Return a house on a database in which nothing is yet, ready for a year.

    :raises Conflict: if there is anything in it: children's cases are never mixed with this.
    """
    given = {**(environ or {}), "DOORGANG_DATABASE_URL": url, "DOORGANG_DEMO": "true"}
    house = House.build(load_settings(environ=given))
    prepare_ground(house, now=now)
    return house


def prepare_ground(house: House, *, now: datetime = BEGINS) -> None:
    """Make a database ready for a year.

    :raises Conflict: if there is anything in it.
    """
    house.migrate()
    with house.read_uow() as uow:
        if uow.bundles.regions():  # no case is without a route that was published
            raise Conflict(
                "In deze database staat al iets. Een oefenjaar begint met een lege database, en "
                "komt nooit bij trajecten van echte kinderen. Er is niets gewijzigd."
            )
    prepare_database(house, now=now)
    add_people(house.parts, region=REGION)
