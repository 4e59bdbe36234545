"""``doorgang kpi``: figures over a region, and making again what they are reckoned from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from doorgang_api.figures import (
    cell_words,
    content_of,
    csv_of,
    norm_words,
    not_measured,
    this_year,
    title_of,
)
from doorgang_engine.errors import NotFound
from doorgang_engine.kpi.periods import read_period
from doorgang_engine.kpi.rebuild import rebuild
from doorgang_engine.kpi.report import reckon_figures

from .case import reading_house

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from doorgang_api.wiring import House
    from doorgang_engine.kpi.report import Figure


def add_parser(subparsers: Any) -> None:
    """Add ``kpi``, and ``kpi rebuild``."""
    parser = subparsers.add_parser("kpi", help="cijfers over een regio")
    parser.add_argument("--regio", metavar="REGIO", help="verplicht, behalve bij rebuild")
    parser.add_argument("--schooljaar", metavar="JAAR", help="2026-2027 (standaard: dit jaar)")
    parser.add_argument("--tertiaal", type=int, choices=(1, 2, 3), default=0)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="als tabel")
    form.add_argument("--json", action="store_true", help="als JSON")
    parser.set_defaults(run=run)
    commands = parser.add_subparsers(dest="kpi_command")
    again = commands.add_parser("rebuild", help="de mijlpalen opnieuw maken uit de geschiedenis")
    again.add_argument("--region", metavar="REGIO", default="", help="alleen deze regio")
    again.set_defaults(run=run_rebuild)


def run(args: argparse.Namespace) -> int:
    """Print the figures of a region; those over few cases are hidden here too.

    :raises NotFound: if no region was named, or it has no routes.
    :raises PeriodUnknown: if there is no such school year.
    """
    with reading_house(args) as house:
        figures = _figures(house, args)
        if args.json:
            print(json.dumps([content_of(f) for f in figures], ensure_ascii=False, indent=2))
        elif args.csv:
            print(csv_of(figures), end="")
        else:
            print("\n".join(_lines(figures, house)))
    return 0


def run_rebuild(args: argparse.Namespace) -> int:
    """Make the milestones of every case again, and say of how many they were not right."""
    with reading_house(args) as house:
        seen, wrong = rebuild(parts=house.parts, region=args.region)
    print(f"{seen} trajecten nagelopen, van {wrong} zijn de mijlpalen opnieuw gemaakt.")
    return 0


def _figures(house: House, args: argparse.Namespace) -> Sequence[Figure]:
    with house.read_uow() as uow:
        known = uow.bundles.regions()
        if args.regio not in known:
            raise NotFound(f"Noem een regio met --regio. Bekend zijn: {', '.join(known)}.")
        now = uow.database_now()
        year = args.schooljaar or this_year(now).name
        return reckon_figures(
            region=args.regio,
            period=read_period(school_year=year, third=args.tertiaal),
            definitions=house.figures,
            sees_cases=False,
            uow=uow,
            now=now,
        )


def _lines(figures: Sequence[Figure], house: House) -> list[str]:
    lines = [f"{'cijfer':<62}{'waarde':>14}{'n':>8}  norm"]
    for figure in figures:
        whole = figure.whole
        n = "" if whole.is_hidden else str(whole.n)
        mark = "  NIET GEHAALD" if figure.is_right is False else ""
        lines.append(
            f"{title_of(figure)[:61]:<62}{cell_words(whole, figure.definition.unit):>14}{n:>8}  "
            f"{norm_words(figure.definition)}{mark}"
        )
    names = ", ".join(one.name for one in not_measured(house))
    return [*lines, f"Niet te meten: {names}. Waarom: docs/kpi.md."]
