"""Figures over a region, for API, page and command line: reckoned, and told in the same words."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from doorgang_engine.kpi.definitions import Aim, Way
from doorgang_engine.kpi.periods import Period, school_year_of
from doorgang_engine.kpi.report import reckon_figures
from doorgang_engine.terms.moments import local_day

from .sight import EVERYTHING, oversees

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from doorgang_engine.kpi.cells import Cell
    from doorgang_engine.kpi.definitions import Definition
    from doorgang_engine.kpi.report import Figure
    from doorgang_engine.model import Account

    from .wiring import House

HIDDEN = "minder dan 10"
CSV_HEAD = ("cijfer", "naam", "deel", "waarde", "n", "norm", "gehaald")
_WORDS = {True: "ja", False: "nee", None: ""}


def figures_for(
    account: Account, *, house: House, period: Period, now: datetime | None = None
) -> list[Figure]:
    """Return the figures of somebody's region; the permission is asked by who calls.

    They are over all cases, also those that this person may not know of: that is why few are
    hidden. Cases themselves are only with who sees all of them.
    """
    rooms = house.within(region=account.region, organisation=EVERYTHING)
    with rooms.read_uow() as uow:
        return reckon_figures(
            region=account.region,
            period=period,
            definitions=house.figures,
            sees_cases=oversees(account),
            uow=uow,
            now=now or uow.database_now(),
        )


def not_measured(house: House) -> list[Definition]:
    """Return what the field asks for and cannot be measured, with the reason."""
    return [one for one in house.figures if one.way is Way.NOT]


def this_year(now: datetime) -> Period:
    """Return the school year that it is."""
    return Period(school_year=school_year_of(local_day(moment=now)))


def number_words(value: float | None, unit: str) -> str:
    """Return a value as people read it: "87,5%", "12 leerlingen"."""
    if value is None:
        return "–"
    text = f"{value:.1f}".removesuffix(".0").replace(".", ",")
    return f"{text}%" if unit == "%" else text


def cell_words(cell: Cell, unit: str) -> str:
    """Return the value of a cell, or that it is hidden."""
    return HIDDEN if cell.is_hidden else number_words(cell.value, unit)


def norm_words(definition: Definition) -> str:
    """Return a norm: "ten minste 95%"."""
    if definition.aim is Aim.ZERO:
        return "0"
    if definition.norm is None:
        return "volgen"
    least = "ten minste" if definition.aim is Aim.HIGH else "ten hoogste"
    unit = "" if definition.unit == "%" else f" {definition.unit}"
    return f"{least} {number_words(definition.norm, definition.unit)}{unit}"


def title_of(figure: Figure) -> str:
    """Return what a figure is called; a count with its name."""
    name = figure.definition.name
    return f"{name}: {figure.name}" if figure.name else name


def csv_of(figures: Sequence[Figure]) -> str:
    """Return the figures as a table, with every part on a row of its own."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(CSV_HEAD)
    for figure in figures:
        for part, cell in _cells(figure):
            writer.writerow(_row(figure, part, cell))
    return text.getvalue()


def content_of(figure: Figure) -> dict[str, Any]:
    """Return a figure for programs."""
    definition = figure.definition
    return {
        "key": definition.key,
        "count": figure.name,
        "name": definition.name,
        "meaning": definition.meaning,
        "note": definition.reason,
        "unit": definition.unit,
        "aim": str(definition.aim),
        "norm": 0.0 if definition.aim is Aim.ZERO else definition.norm,
        "seeds": list(definition.seeds),
        **_content(figure.whole),
        "is_right": figure.is_right,
        "thirds": [{"name": c.name, **_content(c)} for c in figure.thirds],
        "municipalities": [{"name": c.name, **_content(c)} for c in figure.municipalities],
        "districts": [{"name": c.name, **_content(c)} for c in figure.districts],
        "cases": [{"id": case.id, "number": case.number} for case in figure.cases],
    }


def _content(cell: Cell) -> dict[str, Any]:
    return {
        "value": None if cell.value is None else round(cell.value, 1),
        "n": None if cell.is_hidden else cell.n,
        "is_hidden": cell.is_hidden,
    }


def _cells(figure: Figure) -> Iterator[tuple[str, Cell]]:
    yield "regio", figure.whole
    for cell in figure.thirds:
        yield f"tertiaal {cell.name}", cell
    for cell in (*figure.municipalities, *figure.districts):
        yield cell.name, cell


def _row(figure: Figure, part: str, cell: Cell) -> list[str]:
    unit = figure.definition.unit
    is_whole = cell is figure.whole
    return [
        figure.definition.key,
        title_of(figure),
        # A name that a table would reckon with is text.
        f"'{part}" if part[:1] in "=+-@" else part,
        cell_words(cell, unit),
        "" if cell.is_hidden else str(cell.n),
        norm_words(figure.definition),
        _WORDS[figure.is_right] if is_whole else "",
    ]
