"""The figures of a region over a school year or a third of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .book import Book, keys_of
from .cells import Cell, protected
from .definitions import Aim, Way
from .periods import THIRDS, Period, moment_of
from .ways import items_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from doorgang_engine.ports import UnitOfWork

    from .definitions import Definition
    from .milestones import Counted, CountedTask
    from .ways import Item

UNKNOWN = "onbekend"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure as it may be shown, whole and in parts. A count has one for each of its names."""

    definition: Definition
    name: str = ""  # of the count
    whole: Cell
    thirds: tuple[Cell, ...] = ()
    municipalities: tuple[Cell, ...] = ()
    districts: tuple[Cell, ...] = ()  # "gemeente / wijk"
    cases: tuple[Counted, ...] = ()  # behind a hard nought, for who may see cases

    @property
    def is_right(self) -> bool | None:
        """Whether the norm is met; None without a norm, without cases, or when hidden."""
        value, norm = self.whole.value, self.definition.norm
        if self.definition.aim is Aim.ZERO:
            return False if self.whole.is_hidden else value == 0
        if value is None or norm is None:
            return None
        return value >= norm if self.definition.aim is Aim.HIGH else value <= norm


def reckon_figures(
    *,
    region: str,
    period: Period,
    definitions: Sequence[Definition],
    sees_cases: bool,
    uow: UnitOfWork,
    now: datetime,
) -> list[Figure]:
    """Return every figure that can be measured, as of now or of the end of the period.

    Parts by municipality and district are of a whole school year only: of a third they would tell
    by difference what is hidden in the others. Who ``sees_cases`` of the region is shown the cases
    behind a hard nought, so for them that is not hidden.
    """
    (found,) = reckon_periods(
        region=region,
        periods=[period],
        definitions=definitions,
        sees_cases=sees_cases,
        uow=uow,
        now=now,
    )
    return found


def reckon_periods(
    *,
    region: str,
    periods: Sequence[Period],
    definitions: Sequence[Definition],
    sees_cases: bool,
    uow: UnitOfWork,
    now: datetime,
) -> list[list[Figure]]:
    """Return the figures of several periods; what they are made of is read once."""
    measured = [d for d in definitions if d.way is not Way.NOT]
    book = Book(
        uow.milestones.find(region=region, keys=keys_of(measured)),
        uow.milestones.cases(region=region),
    )
    names = {one.id: one.name for one in uow.organisations.of_region(region)}
    return [
        _of_period(
            period,
            measured,
            book,
            _tasks_of(period, measured, region, uow),
            names,
            sees_cases=sees_cases,
            now=now,
        )
        for period in periods
    ]


def _tasks_of(
    period: Period, definitions: Sequence[Definition], region: str, uow: UnitOfWork
) -> Sequence[CountedTask]:
    if all(definition.way is not Way.TASKS for definition in definitions):
        return ()
    year = replace(period, third=0)
    return uow.milestones.tasks_due(
        region=region, start=moment_of(year.start), end=moment_of(year.end)
    )


def _of_period(
    period: Period,
    definitions: Sequence[Definition],
    book: Book,
    tasks: Sequence[CountedTask],
    names: dict[str, str],
    *,
    sees_cases: bool,
    now: datetime,
) -> list[Figure]:
    year = replace(period, third=0)
    found: list[Figure] = []
    for definition in definitions:
        until = min(now, moment_of(period.end if definition.way is Way.OPEN else year.end))
        items = items_of(definition, book=book, tasks=tasks, period=year, now=until)
        for name in [name for name, _ in definition.counts] or [""]:
            own = [item for item in items if item.name == name]
            found.append(
                _figure(definition, name, own, book, period, names, sees_cases=sees_cases)
            )
    return found


def _figure(
    definition: Definition,
    name: str,
    items: list[Item],
    book: Book,
    period: Period,
    names: dict[str, str],
    *,
    sees_cases: bool,
) -> Figure:
    way, is_open = definition.way, definition.way is Way.OPEN
    if is_open and sees_cases:
        cases = tuple(book.cases[item.case_id] for item in items)
        whole = Cell(name="", n=len(items), value=float(len(items)))
        return Figure(definition=definition, name=name, whole=whole, cases=cases)
    if is_open:  # what is open on a day is in no third
        return Figure(definition=definition, name=name, whole=protected(items, {}, way)[0])
    ends = [replace(period, third=number).end for number in THIRDS]
    thirds: dict[str, list[Item]] = {str(number): [] for number in THIRDS}
    for item in items:
        thirds[str(1 + bisect_right(ends, item.day))].append(item)
    whole, per_third = protected(items, thirds, way)
    if period.third:
        return Figure(definition=definition, name=name, whole=per_third[period.third - 1])

    def town(item: Item) -> str:
        municipality = book.cases[item.case_id].municipality
        return names.get(municipality, municipality) or UNKNOWN

    def place(item: Item) -> str:
        return f"{town(item)} / {book.cases[item.case_id].district or UNKNOWN}"

    towns = _split(items, town)
    _, municipalities = protected(items, towns, way)
    return Figure(
        definition=definition,
        name=name,
        whole=whole,
        thirds=tuple(per_third),
        municipalities=tuple(municipalities),
        districts=tuple(_districts(towns, municipalities, place, way)),
    )


def _districts(
    towns: dict[str, list[Item]],
    municipalities: list[Cell],
    place: Callable[[Item], str],
    way: Way,
) -> list[Cell]:
    """Return the districts per municipality; of a hidden one they are all hidden."""
    found: list[Cell] = []
    for town in municipalities:
        parts = _split(towns[town.name], place)
        if set(parts) == {f"{town.name} / {UNKNOWN}"}:
            continue
        _, cells = protected(towns[town.name], parts, way)
        found += [
            replace(c, n=0, value=None, is_hidden=True) if town.is_hidden else c for c in cells
        ]
    return found


def _split(items: list[Item], by: Callable[[Item], str]) -> dict[str, list[Item]]:
    parts: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        parts[by(item)].append(item)
    return dict(sorted(parts.items()))
