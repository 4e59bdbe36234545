"""Figures as pages tell them: rows, charts, and the tables that stand beside the charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_api.figures import cell_words, norm_words, title_of
from doorgang_api.languages import gettext as _
from doorgang_engine.kpi.definitions import Aim

from .chart import Bar, Norm, State, bar_chart, small_bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doorgang_engine.kpi.cells import Cell
    from doorgang_engine.kpi.definitions import Definition
    from doorgang_engine.kpi.milestones import Counted
    from doorgang_engine.kpi.periods import Period
    from doorgang_engine.kpi.report import Figure

PERCENT = "%"
MOST_BARS = 40  # in one chart; the table beside it has them all


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """A figure in the table of all figures."""

    key: str
    title: str
    meaning: str
    note: str
    value: str
    unit: str
    n: str
    norm: str
    is_hard: bool
    is_wrong: bool
    right: str
    earlier: str
    change: str
    chart: str
    cases: tuple[Counted, ...]


@dataclass(frozen=True, kw_only=True)
class ChartRow:
    """A row of the table beside a chart."""

    name: str
    value: str
    n: str
    right: str


@dataclass(frozen=True, kw_only=True)
class ChartView:
    """A chart with the table beside it."""

    id: str
    title: str
    head: str  # of the first column
    svg: str
    rows: tuple[ChartRow, ...]


@dataclass(frozen=True, kw_only=True)
class FigureView:
    """A figure with its charts; a figure of counts has one of these per count."""

    row: FigureRow
    charts: tuple[ChartView, ...]


def row_of(figure: Figure, earlier: Figure, part: str = "") -> FigureRow:
    """Return a figure as a row, over the region or over one municipality or district."""
    definition = figure.definition
    cell = _chosen(figure, part)
    before = _chosen(earlier, part)
    right = _is_right(definition, cell)
    return FigureRow(
        key=definition.key,
        title=title_of(figure),
        meaning=definition.meaning,
        note=definition.reason,
        value=_words(cell, definition),
        unit=_unit(cell, definition),
        n="" if cell is None or cell.is_hidden else str(cell.n),
        norm=norm_words(definition),
        is_hard=definition.aim is Aim.ZERO,
        is_wrong=right is False,
        right=_right_words(right),
        earlier=_words(before, definition),
        change=_change(cell, before),
        chart=_small(definition, figure, cell, right),
        cases=() if part else figure.cases,
    )


def detail_of(
    figure: Figure, number: int, over_years: Sequence[tuple[Period, Sequence[Figure]]]
) -> FigureView:
    """Return a figure with what it was in each year and is in each part."""
    earlier = over_years[-2][1][number] if len(over_years) > 1 else figure
    years = [(period.name, found[number].whole) for period, found in over_years]
    thirds = [(_("Tertiaal %(nummer)s", nummer=c.name), c) for c in figure.thirds]
    towns = [(c.name, c) for c in figure.municipalities]
    districts = [(c.name, c) for c in figure.districts]
    groups = (
        ("jaren", _("Per schooljaar"), _("Schooljaar"), years),
        ("tertialen", _("Per tertiaal"), _("Tertiaal"), thirds),
        ("gemeenten", _("Per gemeente"), _("Gemeente"), towns),
        ("wijken", _("Per wijk"), _("Wijk"), districts),
    )
    return FigureView(
        row=row_of(figure, earlier),
        charts=tuple(
            _chart(figure, f"{key}-{number}", title, head, cells)
            for key, title, head, cells in groups
            if cells
        ),
    )


def whole_parts(figures: Sequence[Figure]) -> list[str]:
    """Return the municipalities and districts that any figure has a part for."""
    cells = [c.name for one in figures for c in (*one.municipalities, *one.districts)]
    return sorted(set(cells))


def region_words() -> str:
    """Return what the whole is called."""
    return _("hele regio")


def _chosen(figure: Figure, part: str) -> Cell | None:
    if not part:
        return figure.whole
    cells = (*figure.municipalities, *figure.districts)
    return next((cell for cell in cells if cell.name == part), None)


def _words(cell: Cell | None, definition: Definition) -> str:
    return "–" if cell is None else cell_words(cell, definition.unit)


def _unit(cell: Cell | None, definition: Definition) -> str:
    if cell is None or cell.is_hidden or definition.unit == PERCENT:
        return ""
    return definition.unit


def _is_right(definition: Definition, cell: Cell | None) -> bool | None:
    """Return whether a part meets the norm; None without a norm, without cases, or hidden."""
    if cell is None or cell.is_hidden:
        return False if cell is not None and definition.aim is Aim.ZERO else None
    if definition.aim is Aim.ZERO:
        return cell.value == 0
    if cell.value is None or definition.norm is None:
        return None
    is_high = definition.aim is Aim.HIGH
    return cell.value >= definition.norm if is_high else cell.value <= definition.norm


def _right_words(right: bool | None) -> str:  # noqa: FBT001 - a value to tell, not a switch
    return {True: _("gehaald"), False: _("niet gehaald"), None: ""}[right]


def _change(now: Cell | None, before: Cell | None) -> str:
    """Return where a figure went since the year before; nothing when one is hidden or empty."""
    if now is None or before is None or now.value is None or before.value is None:
        return ""
    if round(now.value, 1) == round(before.value, 1):
        return _("gelijk")
    return _("▲ hoger") if now.value > before.value else _("▼ lager")


def _state(definition: Definition, cell: Cell) -> State:
    if cell.is_hidden:
        return State.HIDDEN
    right = _is_right(definition, cell)
    return State.PLAIN if right is None else State.RIGHT if right else State.WRONG


def _norm(definition: Definition) -> Norm | None:
    if definition.norm is None:
        return None
    return Norm(
        value=float(definition.norm), words=_("norm %(norm)s", norm=norm_words(definition))
    )


def _full(definition: Definition) -> float | None:
    return 100.0 if definition.unit == PERCENT else None


def _small(
    definition: Definition,
    figure: Figure,
    cell: Cell | None,
    right: bool | None,  # noqa: FBT001 - a value to tell, not a switch
) -> str:
    """Draw one bar for the table of all figures; the words stand in the cell beside it."""
    if cell is None or cell.is_hidden or cell.value is None or definition.unit != PERCENT:
        return ""
    state = State.PLAIN if right is None else State.RIGHT if right else State.WRONG
    bar = Bar(name="", value=cell.value, words="", state=state)
    key = f"klein-{definition.key}-{'-'.join(figure.name.split())}".rstrip("-")
    return small_bar(bar, key=key, full=100.0, norm=_norm(definition))


def _chart(
    figure: Figure, key: str, title: str, head: str, cells: Sequence[tuple[str, Cell]]
) -> ChartView:
    definition = figure.definition
    bars = [
        Bar(
            name=name,
            value=cell.value,
            words=cell_words(cell, definition.unit),
            state=_state(definition, cell),
        )
        for name, cell in cells[:MOST_BARS]
    ]
    svg = bar_chart(
        bars,
        key=f"grafiek-{key}",
        title=f"{title_of(figure)}: {title.lower()}",
        description=_("Dezelfde cijfers staan in de tabel hiernaast."),
        norm=_norm(definition),
        full=_full(definition),
    )
    rows = tuple(
        ChartRow(
            name=name,
            value=f"{cell_words(cell, definition.unit)} {_unit(cell, definition)}".strip(),
            n="" if cell.is_hidden else str(cell.n),
            right=_right_words(_is_right(definition, cell)),
        )
        for name, cell in cells
    )
    return ChartView(id=key, title=title, head=head, svg=svg, rows=rows)
