"""Figures over a region, for API, page and command line: reckoned, and told in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.kpi.definitions import Aim, Way
from doorgang_engine.kpi.periods import Period, school_year_of
from doorgang_engine.kpi.report import reckon_periods
from doorgang_engine.terms.moments import local_day

from .sight import EVERYTHING, oversees
from .spreadsheet import Sheet, csv_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from doorgang_engine.kpi.cells import Cell
    from doorgang_engine.kpi.definitions import Definition
    from doorgang_engine.kpi.report import Figure
    from doorgang_engine.model import Account

    from .spreadsheet import Value
    from .wiring import House

HIDDEN = "minder dan 10"
SHEET = "Cijfers"
CSV_HEAD = ("cijfer", "naam", "deel", "waarde", "n", "norm", "gehaald")
ODS_HEAD = ("cijfer", "naam", "deel", "waarde", "eenheid", "n", "norm", "gehaald")
MEANING_HEAD = ("cijfer", "naam", "betekenis", "toelichting")
_WORDS = {True: "ja", False: "nee", None: ""}


def figures_for(
    account: Account, *, house: House, period: Period, now: datetime | None = None
) -> list[Figure]:
    """Return the figures of somebody's region; the permission is asked by who calls.

    They are over all cases, also those that this person may not know of: that is why few are
    hidden. Cases themselves are only with who sees all of them.
    """
    (found,) = figures_over(
        account, house=house, periods=[period], definitions=house.figures, now=now
    )
    return found


def figures_over(
    account: Account,
    *,
    house: House,
    periods: Sequence[Period],
    definitions: Sequence[Definition],
    now: datetime | None = None,
) -> list[list[Figure]]:
    """Return some figures of somebody's region over several periods; as ``figures_for``."""
    rooms = whole_region(account, house)
    with rooms.read_uow() as uow:
        return reckon_periods(
            region=account.region,
            periods=periods,
            definitions=definitions,
            sees_cases=oversees(account),
            uow=uow,
            now=now or uow.database_now(),
        )


def whole_region(account: Account, house: House) -> House:
    """Return the house with every case of somebody's region in it, to count them."""
    return house.within(region=account.region, organisation=EVERYTHING)


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
    rows = [_row(figure, part, cell) for figure in figures for part, cell in parts_of(figure)]
    return csv_text(Sheet(name=SHEET, head=CSV_HEAD, rows=rows))


def sheets_of(figures: Sequence[Figure]) -> list[Sheet]:
    """Return the figures for a spreadsheet, numbers as numbers, and what they mean."""
    rows = [_numbers(figure, part, cell) for figure in figures for part, cell in parts_of(figure)]
    meanings = {
        one.definition.key: (
            one.definition.key,
            one.definition.name,
            one.definition.meaning,
            one.definition.reason,
        )
        for one in figures
    }
    return [
        Sheet(name=SHEET, head=ODS_HEAD, rows=rows),
        Sheet(name="Betekenis", head=MEANING_HEAD, rows=list(meanings.values())),
    ]


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


def parts_of(figure: Figure) -> Iterator[tuple[str, Cell]]:
    """Yield the figure over the region and over each part, with what that is called."""
    yield "regio", figure.whole
    for cell in figure.thirds:
        yield f"tertiaal {cell.name}", cell
    for cell in (*figure.municipalities, *figure.districts):
        yield cell.name, cell


def _row(figure: Figure, part: str, cell: Cell) -> list[Value]:
    return [
        figure.definition.key,
        title_of(figure),
        part,
        cell_words(cell, figure.definition.unit),
        "" if cell.is_hidden else str(cell.n),
        norm_words(figure.definition),
        _WORDS[figure.is_right] if cell is figure.whole else "",
    ]


def _numbers(figure: Figure, part: str, cell: Cell) -> list[Value]:
    return [
        figure.definition.key,
        title_of(figure),
        part,
        HIDDEN if cell.is_hidden else cell.value,
        figure.definition.unit,
        None if cell.is_hidden else cell.n,
        norm_words(figure.definition),
        _WORDS[figure.is_right] if cell is figure.whole else "",
    ]
