"""Figures over the region, for who looks after it: hard noughts first, what is hidden said so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, request

from doorgang_api.acting import in_region
from doorgang_api.figures import (
    cell_words,
    csv_of,
    figures_for,
    norm_words,
    not_measured,
    this_year,
    title_of,
)
from doorgang_engine.access.table import Act
from doorgang_engine.kpi.definitions import Aim
from doorgang_engine.kpi.periods import Period, read_period

from . import visit

if TYPE_CHECKING:
    from flask import Blueprint

    from doorgang_engine.kpi.cells import Cell
    from doorgang_engine.kpi.report import Figure

YEARS_BACK = 5
FILE = "cijfers-{name}.csv"
_RIGHT = {True: "gehaald", False: "niet gehaald", None: ""}


def add_to(pages: Blueprint) -> None:
    """Add ``/cijfers``, and the same as a table for a spreadsheet."""
    pages.add_url_rule("/cijfers", "figures", figures)
    pages.add_url_rule("/cijfers.csv", "figures_export", figures_export)


def figures() -> Response:
    """Show the figures over a period."""
    period, found = _asked()
    now = _today()
    rows = [_row(figure) for figure in found]
    return visit.show(
        "figures.html",
        heading="Cijfers",
        period=period,
        years=[Period(school_year=now.school_year - back).name for back in range(YEARS_BACK)],
        noughts=[row for row in rows if row["is_hard"]],
        rows=[row for row in rows if not row["is_hard"]],
        missing=not_measured(visit.house()),
    )


def figures_export() -> Response:
    """Give the figures as CSV."""
    period, found = _asked()
    answer = Response("\ufeff" + csv_of(found), content_type="text/csv; charset=utf-8")
    name = FILE.format(name=period.name.replace(", ", "-").replace(" ", "-"))
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _asked() -> tuple[Period, list[Figure]]:
    """Return the period asked for and its figures; note the list of cases that comes with them."""
    me = visit.account()
    in_region(me, Act.SEE_FIGURES)
    third = request.args.get("tertiaal", "")
    period = read_period(
        school_year=request.args.get("schooljaar") or _today().name,
        third=int(third) if third.isdecimal() and third.isascii() else 0,
    )
    found = figures_for(me, house=visit.house(), period=period, now=visit.given_now())
    if behind := {case.id for figure in found for case in figure.cases}:
        with visit.desk() as desk:
            desk.listed(behind)
    return period, found


def _today() -> Period:
    return this_year(visit.clock())


def _row(figure: Figure) -> dict[str, Any]:
    definition = figure.definition
    return {
        "title": title_of(figure),
        "meaning": definition.meaning,
        "note": definition.reason,
        "value": cell_words(figure.whole, definition.unit),
        "unit": "" if definition.unit == "%" or figure.whole.is_hidden else definition.unit,
        "n": "" if figure.whole.is_hidden else figure.whole.n,
        "norm": norm_words(definition),
        "is_hard": definition.aim is Aim.ZERO,
        "is_wrong": figure.is_right is False,
        "right": _RIGHT[figure.is_right],
        "cases": figure.cases,
        "parts": [
            (f"Tertiaal {cell.name}", *_part(cell, definition.unit)) for cell in figure.thirds
        ]
        + [
            (cell.name, *_part(cell, definition.unit))
            for cell in (*figure.municipalities, *figure.districts)
        ],
    }


def _part(cell: Cell, unit: str) -> tuple[str, str]:
    return cell_words(cell, unit), "" if cell.is_hidden else str(cell.n)
