"""What the region has few of, for the regional coordinator: which case holds which one."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from doorgang_api.acting import in_region
from doorgang_api.languages import gettext as _
from doorgang_engine.access.table import Act

from . import visit
from .words import day_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint, Response

    from doorgang_engine.model import Reservation


def add_to(pages: Blueprint) -> None:
    """Add ``/uitgeleend``."""
    pages.add_url_rule("/uitgeleend", "reservations", reservations)


def reservations() -> Response:
    """Show what is lent out, by resource."""
    me = visit.account()
    in_region(me, Act.SEE_RESERVATIONS)
    with visit.desk() as desk:
        held = desk.uow.reservations.held(region=me.region)
        ids = [one.case_id for one in held]
        desk.listed(dict.fromkeys(ids))
        numbers = desk.uow.cases.numbers(region=me.region, case_ids=ids)
    groups = [_group(name, list(rows), numbers) for name, rows in groupby(held, _resource)]
    return visit.show("reservations.html", heading=_("Uitgeleend"), groups=groups)


def _resource(one: Reservation) -> str:
    return one.resource


def _group(name: str, held: Sequence[Reservation], numbers: Mapping[str, str]) -> dict[str, Any]:
    newest = max(held, key=lambda one: one.since)
    return {
        "name": name.replace("_", " ").capitalize(),
        "count": len(held),
        "capacity": newest.capacity,
        "rows": [
            {
                "unit": one.unit,
                "case_id": one.case_id,
                "number": numbers.get(one.case_id, ""),
                "since": day_words(one.since),
            }
            for one in held
        ],
    }
