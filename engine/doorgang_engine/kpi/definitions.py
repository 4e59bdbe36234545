"""What each figure means, read from ``kpi.toml``; code knows only a few ways of reckoning."""

from __future__ import annotations

import enum
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from doorgang_engine.errors import EngineError
from doorgang_engine.terms.durations import Duration, parse_duration
from doorgang_engine.terms.problems import TermProblem

from .milestones import MilestoneKind
from .periods import date_in_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

W = TypeVar("W", bound=enum.StrEnum)
FILE = "kpi.toml"
EVERY = "*"


class KpiInvalid(EngineError):
    """The file about figures lacks something or contradicts itself."""

    code = "kpi_invalid"


class Way(enum.StrEnum):
    """How a figure is reckoned; ``soort`` in the file."""

    SHARE = "aandeel"  # of units with ``van``: how many have ``met`` and not ``zonder``
    MEDIAN = "mediaan"  # days from ``van`` to ``tot``
    OPEN = "open"  # units with ``van`` and not yet ``tot``
    COUNTS = "aantallen"  # units per name of ``telt``
    PER_CHILD = "per_kind"  # ``van`` per child that had ``onder``
    AGAIN = "herhaling"  # children with ``van``: how many have it again within ``binnen``
    TASKS = "taken"  # tasks with a deadline: how many were not done by then
    NOT = "niet_meetbaar"


class Aim(enum.StrEnum):
    """Which way is good; ``richting`` in the file."""

    HIGH = "hoog"  # the norm is the least it should be
    LOW = "laag"  # the norm is the most it should be
    ZERO = "nul"  # hard: a single one is wrong
    WATCH = "volgen"  # without a norm


class Each(enum.StrEnum):
    """Whether every ``van`` counts by itself, and with what; ``elke`` in the file."""

    ONCE = ""  # no: a route's run counts once
    BEFORE = "tot"  # yes, with what happened since the one before
    AFTER = "vanaf"  # yes, with what happens until the next


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Milestones that a figure speaks of: "mijlpaal:tlv-aanvraag/besluit_bekend"."""

    kind: MilestoneKind
    route: str  # "*" for terms: a term's key is the same in every route
    key: str  # "*": each beginning of that route

    def __str__(self) -> str:
        return f"{self.kind}:{self.key if self.route == EVERY else f'{self.route}/{self.key}'}"


@dataclass(frozen=True, kw_only=True)
class Definition:
    """One figure."""

    key: str
    name: str
    meaning: str  # the formula in words
    row: str  # which row of the list of figures of the field it answers
    seeds: tuple[str, ...]
    way: Way
    aim: Aim
    unit: str
    norm: float | None = None
    reason: str = ""  # why it cannot be measured, or what to know of it
    of: tuple[Reference, ...] = ()
    hit: tuple[Reference, ...] = ()
    without: tuple[Reference, ...] = ()
    until: tuple[Reference, ...] = ()
    before: tuple[Reference, ...] = ()
    among: tuple[Reference, ...] = ()
    counts: tuple[tuple[str, tuple[Reference, ...]], ...] = ()
    within: Duration | None = None
    by: str = ""  # month-day
    net_of: str = ""  # term whose suspended days do not count
    each: Each = Each.ONCE
    stays_open: bool = False  # the end of a case does not settle it

    @property
    def references(self) -> Iterator[Reference]:
        """Everything that it speaks of."""
        for group in (self.of, self.hit, self.without, self.until, self.before, self.among):
            yield from group
        for _, group in self.counts:
            yield from group


_LISTS = {
    "van": "of",
    "met": "hit",
    "zonder": "without",
    "tot": "until",
    "voor": "before",
    "onder": "among",
}
_TEXTS = {"naam": "name", "betekenis": "meaning", "rij": "row", "eenheid": "unit"}
_NEEDED: dict[Way, set[str]] = {
    Way.SHARE: {"van"},
    Way.MEDIAN: {"van", "tot"},
    Way.OPEN: {"van", "tot"},
    Way.COUNTS: {"telt"},
    Way.PER_CHILD: {"van", "onder"},
    Way.AGAIN: {"van", "binnen"},
    Way.TASKS: set(),
    Way.NOT: {"reden"},
}
_ALLOWED: dict[Way, set[str]] = {
    Way.SHARE: {"met", "zonder", "voor", "uiterlijk", "binnen", "elke"},
    Way.MEDIAN: {"netto"},
    Way.OPEN: {"blijft_open"},
    **{way: set() for way in (Way.COUNTS, Way.PER_CHILD, Way.AGAIN, Way.TASKS, Way.NOT)},
}
_COMMON = {*_TEXTS, "seeds", "soort", "richting", "norm", "reden"}


def read_definitions(*, config_dir: Path) -> tuple[Definition, ...]:
    """Read ``kpi.toml``, in its order.

    :raises KpiInvalid: if it is not right; names what is wrong.
    """
    try:
        raw = tomllib.loads((config_dir / FILE).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise KpiInvalid(f"{FILE} kan niet gelezen worden.") from error
    return parse_definitions(raw=raw)


def parse_definitions(*, raw: Mapping[str, Any]) -> tuple[Definition, ...]:
    """Return the figures that a file describes.

    :raises KpiInvalid: if it is not right; names what is wrong.
    """
    _require(set(raw) == {"kpi"}, "kent alleen [kpi.…]")
    return tuple(_definition(key, table) for key, table in raw["kpi"].items())


def _definition(key: str, table: Mapping[str, Any]) -> Definition:
    way, aim = _word(Way, key, table, "soort"), _word(Aim, key, table, "richting")
    _check_keys(key, table, way)
    _require((aim in (Aim.HIGH, Aim.LOW)) == ("norm" in table), f"{key}: norm hoort bij richting")
    _require(aim is not Aim.ZERO or way is Way.OPEN, f"{key}: nul hoort bij open")
    dates = bool({"uiterlijk", "binnen", "voor"} & set(table))
    _require(way is not Way.SHARE or not dates or "met" in table, f"{key} mist met")
    texts = {field: str(table[word]) for word, field in _TEXTS.items()}
    lists = {field: _references(key, table.get(word, ())) for word, field in _LISTS.items()}
    given: dict[str, Any] = {**texts, **lists}
    return Definition(
        key=key,
        way=way,
        aim=aim,
        seeds=tuple(table["seeds"]),
        norm=table.get("norm"),
        reason=table.get("reden", ""),
        counts=tuple((name, _references(key, of)) for name, of in table.get("telt", {}).items()),
        within=_duration(key, table["binnen"]) if "binnen" in table else None,
        by=_month_day(key, table.get("uiterlijk", "")),
        net_of=table.get("netto", ""),
        each=_word(Each, key, table, "elke"),
        stays_open=bool(table.get("blijft_open", False)),
        **given,
    )


def _check_keys(key: str, table: Mapping[str, Any], way: Way) -> None:
    missing = {*_TEXTS, "seeds"} | _NEEDED[way]
    missing -= set(table)
    _require(not missing, f"{key} mist {', '.join(sorted(missing))}")
    unknown = set(table) - _COMMON - _NEEDED[way] - _ALLOWED[way]
    _require(not unknown, f"{key} kent geen {', '.join(sorted(unknown))}")


def _word(kind: type[W], key: str, table: Mapping[str, Any], name: str) -> W:
    try:
        return kind(table.get(name, ""))
    except ValueError as error:
        raise KpiInvalid(f"{FILE}: {key}: {name} is {', '.join(kind)}.") from error


def _references(key: str, texts: Any) -> tuple[Reference, ...]:
    return tuple(read_reference(text=text, where=key) for text in texts)


def read_reference(*, text: str, where: str) -> Reference:
    """Return what a text refers to.

    :raises KpiInvalid: if it is not right.
    """
    word, _, rest = text.partition(":")
    try:
        kind = MilestoneKind(word)
    except ValueError as error:
        raise KpiInvalid(
            f"{FILE}: {where}: '{text}' begint met {'|'.join(MilestoneKind)}."
        ) from error
    if kind is MilestoneKind.TERM:
        return Reference(kind=kind, route=EVERY, key=rest)
    route, _, name = rest.partition("/")
    _require(bool(route and name), f"{where}: '{text}' is niet soort:route/sleutel")
    return Reference(kind=kind, route=route, key=name)


def _duration(key: str, text: str) -> Duration:
    try:
        found = parse_duration(text=text)
    except TermProblem as error:
        raise KpiInvalid(f"{FILE}: {key} heeft een duur die niet klopt.") from error
    _require(not found.negative and not found.has_time, f"{key} heeft een duur die niet klopt")
    return found


def _month_day(key: str, text: str) -> str:
    try:
        if text:
            date_in_year(school_year=2027, month_day=text)
    except ValueError as error:
        raise KpiInvalid(f"{FILE}: {key}: uiterlijk is maand-dag, zoals 03-24.") from error
    return text


def _require(holds: bool, complaint: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise KpiInvalid(f"{FILE}: {complaint}.")
