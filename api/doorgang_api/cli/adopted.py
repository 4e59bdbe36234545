"""``doorgang route adopted``: whether what regions adopted still fits the library."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from doorgang_engine.drafts.fitness import misfits
from doorgang_engine.drafts.overlay import with_adopted
from doorgang_engine.terms.moments import local_day

from .case import reading_house

if TYPE_CHECKING:
    import argparse

    from doorgang_engine.drafts.fitness import Misfit

WRONG = 1


def add_parsers(route_subparsers: Any) -> None:
    """Add ``adopted`` to the commands under ``doorgang route``."""
    parser = route_subparsers.add_parser(
        "adopted", help="passen vastgestelde ontwerpen nog bij de bibliotheek?"
    )
    parser.add_argument("--json", action="store_true", help="als JSON")
    parser.set_defaults(run=run_adopted)


def run_adopted(args: argparse.Namespace) -> int:
    """Print each adopted draft that no longer fits, and what runs meanwhile; 0: all fit.

    :raises NotFound: if there is no database, or it has another schema.
    """
    with reading_house(args) as house, house.read_uow() as uow:
        files = with_adopted(house.library, uow).on(local_day(moment=datetime.now(UTC)))
        found = [
            one
            for region in files.region_keys()
            for one in misfits(
                uow,
                region=region,
                library=files,
                export_kinds=house.parts.forms.export_kinds,
            )
        ]
    if args.json:
        print(json.dumps([_content(one) for one in found], ensure_ascii=False, indent=2))
    else:
        for one in found:
            print(f"{one.draft.region}: {one.draft.route}: {one.draft.title}. {_meanwhile(one)}")
        print(f"{len(found)} past niet meer." if found else "Alle vastgestelde ontwerpen passen.")
    return WRONG if found else 0


def _content(one: Misfit) -> dict[str, Any]:
    return {
        "region": one.draft.region,
        "route": one.draft.route,
        "draft": one.draft.id,
        "version": one.number,
        "is_running": one.is_running,
    }


def _meanwhile(one: Misfit) -> str:
    if one.is_running:
        return f"Nieuwe trajecten beginnen op versie {one.number}, waarin het ontwerp zit."
    return "Nieuwe trajecten worden geweigerd."
