"""The register: every term rule and parameter, as each region has them.

`read_tables` reads the configuration directory and is the only function of this package that
touches files; `build_register` is pure. Both tell everything that is wrong at once.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from doorgang_engine.terms.bounds import parse_bounds
from doorgang_engine.terms.calendar_tables import parse_calendar
from doorgang_engine.terms.collecting import Collected
from doorgang_engine.terms.parameters import Scalar, parse_parameters
from doorgang_engine.terms.periods import IN_THE_END
from doorgang_engine.terms.problems import RegionUnknown, TermConfigurationInvalid
from doorgang_engine.terms.regions import Base, Region, build_region
from doorgang_engine.terms.rule_tables import parse_rules
from doorgang_engine.terms.wording import listed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from doorgang_engine.terms.bounds import Bound
    from doorgang_engine.terms.calendars import Calendar
    from doorgang_engine.terms.rules import TermRule

_Found = TypeVar("_Found")


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The parsed files: terms by file name, regions by key."""

    defaults: Mapping[str, Any]
    terms: Mapping[str, Mapping[str, Any]]
    calendar: Mapping[str, Any]
    regions: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Register:
    """The base rules and parameters, and every region."""

    rules: Mapping[str, TermRule]
    parameters: Mapping[str, Scalar]
    regions: Mapping[str, Region]

    def get_region(self, *, key: str) -> Region:
        """Give the region with this key.

        :raises RegionUnknown: if there is none.
        """
        return _get(self.regions, key)


def read_tables(*, config_dir: Path) -> Tables:
    """Read `defaults.toml`, `terms/*.toml`, `calendars/nl.toml` and `regions/*.toml`.

    :raises TermConfigurationInvalid: naming every file that is missing or is not TOML.
    """
    problems = Collected()

    def read(path: Path) -> dict[str, Any]:
        found: list[dict[str, Any]] = []
        with problems.noted():
            found.append(_read(path))
        return found[0] if found else {}

    tables = Tables(
        defaults=read(config_dir / "defaults.toml"),
        terms={p.name: read(p) for p in sorted((config_dir / "terms").glob("*.toml"))},
        calendar=read(config_dir / "calendars" / "nl.toml"),
        regions={path.stem: read(path) for path in _region_files(config_dir)},
    )
    problems.tell()
    return tables


def read_register(*, config_dir: Path) -> Register:
    """Read the configuration directory and build the register.

    :raises TermConfigurationInvalid: if anything in it cannot be read or is not allowed.
    """
    return build_register(tables=read_tables(config_dir=config_dir))


def read_calendar(*, config_dir: Path, region: str | None = None) -> Calendar:
    """Read one calendar: the region's, or without a region the country's (no school holidays).

    :raises RegionUnknown: if no file describes the region.
    :raises TermConfigurationInvalid: if a file cannot be read.
    """
    country = _read(config_dir / "calendars" / "nl.toml")
    if region is None:
        return parse_calendar(country=country)
    path = _get({p.stem: p for p in _region_files(config_dir)}, region)
    return parse_calendar(country=country, region=_read(path), key=region)


def build_register(*, tables: Tables, day: date = IN_THE_END) -> Register:
    """Put rules, regions and parameters together, as they are on a day.

    Left out, that is the day on which every date of effect has come.

    :raises TermConfigurationInvalid: naming everything that cannot be read or is not allowed.
    """
    problems = Collected()
    base = _base(tables, problems)
    regions = {
        key: region
        for key, table in tables.regions.items()
        if (region := build_region(key=key, table=table, base=base, day=day, problems=problems))
    }
    problems.tell()
    return Register(
        rules=base.rules, parameters=base.parameters, regions=MappingProxyType(regions)
    )


def _base(tables: Tables, problems: Collected) -> Base:
    source = "defaults.toml"
    rules = _all_rules(tables.terms, problems)
    parameters: Mapping[str, Scalar] = {}
    bounds: Mapping[str, Bound] = {}
    with problems.noted():
        parameters = parse_parameters(defaults=tables.defaults, source=source)
        bounds = parse_bounds(defaults=tables.defaults, parameters=parameters, source=source)
    return Base(
        rules=MappingProxyType(rules),
        parameters=parameters,
        bounds=bounds,
        country=tables.calendar,
        unreadable=frozenset(key for content in tables.terms.values() for key in content)
        - set(rules),
    )


def _all_rules(
    tables: Mapping[str, Mapping[str, Any]], problems: Collected
) -> dict[str, TermRule]:
    rules: dict[str, TermRule] = {}
    for name, content in tables.items():
        source = f"terms/{name}"
        with problems.noted():
            for key, rule in parse_rules(tables=content, source=source).items():
                with problems.noted():
                    _require_new(key, rules, source)
                rules[key] = rule
    return rules


def _require_new(key: str, rules: Mapping[str, TermRule], source: str) -> None:
    if key in rules:
        raise TermConfigurationInvalid(f"{source}: {key} staat ook in een ander bestand.")


def _get(found: Mapping[str, _Found], key: str) -> _Found:
    try:
        return found[key]
    except KeyError:
        known = listed(items=sorted(found))
        raise RegionUnknown(f"De regio “{key}” bestaat niet. Bekend: {known}.") from None


def _region_files(config_dir: Path) -> list[Path]:
    return sorted((config_dir / "regions").glob("*.toml"))


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError:
        raise TermConfigurationInvalid(f"{path.name} ontbreekt in {path.parent.name}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TermConfigurationInvalid(f"{path.name} is geen geldige TOML: {error}.") from error
