"""What holds from a day, until a day, or both: `[[periodes]]` in a region's file (ADR 0028)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from typing import Any

from doorgang_engine.terms.collecting import Collected
from doorgang_engine.terms.problems import TermConfigurationInvalid
from doorgang_engine.terms.wording import listed

#: The day on which every date of effect has come and nothing with a last day holds any more.
IN_THE_END = date.max

WINDOW_KEYS = frozenset({"geldig_van", "geldig_tot"})
_KEYS = WINDOW_KEYS | {"naam", "parameters", "termijnen"}


@dataclass(frozen=True, kw_only=True)
class Window:
    """From the first day up to and including the last; None: no bound on that side."""

    first: date | None = None
    last: date | None = None

    def holds(self, *, on: date) -> bool:
        """Whether it holds on a day."""
        return (self.first or date.min) <= on and (self.last is None or on <= self.last)

    def meets(self, other: Window) -> bool:
        """Whether there is a day on which both hold."""
        begin = max(self.first or date.min, other.first or date.min)
        return begin <= min(self.last or date.max, other.last or date.max)

    @property
    def words(self) -> str:
        """Say it in Dutch: `vanaf 2027-08-01`, `tot en met 2028-07-31`."""
        begin = f"vanaf {self.first}" if self.first else ""
        end = f"tot en met {self.last}" if self.last else ""
        return f"{begin} {end}".strip()


@dataclass(frozen=True, kw_only=True)
class Period:
    """Parameters and term overrides of a region that hold in a window."""

    name: str
    window: Window
    parameters: Mapping[str, Any]
    terms: Mapping[str, Any]
    where: str  # for messages


def parse_window(*, table: Mapping[str, Any], where: str) -> Window:
    """Read `geldig_van` and `geldig_tot` (the last day) of a table; at least one is needed.

    :raises TermConfigurationInvalid: if a day is none, or the last comes before the first.
    """
    for key in sorted(WINDOW_KEYS & set(table)):
        if not isinstance(table[key], date) or isinstance(table[key], datetime):
            raise TermConfigurationInvalid(
                f"{where}: {key} {table[key]!r} is geen datum. Schrijf 2027-08-01, zonder "
                "aanhalingstekens."
            )
    window = Window(first=table.get("geldig_van"), last=table.get("geldig_tot"))
    if window == Window():
        raise TermConfigurationInvalid(
            f"{where}: geldig_van of geldig_tot ontbreekt. Wat altijd geldt, hoort niet in een "
            "periode."
        )
    if not window.meets(window):
        raise TermConfigurationInvalid(
            f"{where}: geldig_tot ({window.last}) ligt vóór geldig_van ({window.first}). "
            "geldig_tot is de laatste dag."
        )
    return window


def parse_periods(*, tables: Any, source: str) -> tuple[Period, ...]:
    """Read the periods of a region.

    :raises TermConfigurationInvalid: naming every period that cannot be read, and every setting
        that two periods give for the same day.
    """
    if not isinstance(tables, list):
        raise TermConfigurationInvalid(f"{source}: schrijf [[periodes]], met dubbele haken.")
    problems = Collected()
    found: list[Period] = []
    for number, table in enumerate(tables, start=1):
        with problems.noted():
            found.append(_period(table, f"{source}, periode {number}"))
    for earlier, later in combinations(found, 2):
        with problems.noted():
            _require_apart(earlier, later)
    problems.tell()
    return tuple(found)


def _period(table: Any, where: str) -> Period:
    if not isinstance(table, Mapping):
        raise TermConfigurationInvalid(f"{where}: hier hoort een tabel.")
    if unknown := sorted(set(table) - _KEYS):
        raise TermConfigurationInvalid(
            f"{where}: {listed(items=unknown)} bestaat niet. "
            f"Bekend: {listed(items=sorted(_KEYS))}."
        )
    name = table.get("naam", "")
    if not isinstance(name, str) or not name:
        raise TermConfigurationInvalid(f"{where}: “naam” ontbreekt. Zeg wat er dan geldt.")
    parameters, terms = table.get("parameters", {}), table.get("termijnen", {})
    if not (
        isinstance(parameters, Mapping) and isinstance(terms, Mapping) and (parameters or terms)
    ):
        raise TermConfigurationInvalid(
            f"{where}: een periode heeft [periodes.parameters] of [periodes.termijnen]."
        )
    return Period(
        name=name,
        window=parse_window(table=table, where=where),
        parameters=parameters,
        terms=terms,
        where=where,
    )


def _require_apart(one: Period, other: Period) -> None:
    shared = sorted({*one.parameters, *one.terms} & {*other.parameters, *other.terms})
    if shared and one.window.meets(other.window):
        raise TermConfigurationInvalid(
            f"{other.where}: {listed(items=shared)} staat voor dezelfde dagen ook in "
            f"“{one.name}”. Laat de ene periode eindigen voordat de andere begint."
        )
