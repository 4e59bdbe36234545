"""The register: every term rule and parameter, as each region has them.

`read_tables` reads the configuration directory and is the only function of this package that
touches files; `build_register` is pure and refuses what contradicts itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from doorgang_engine.terms.calendar_tables import parse_calendar
from doorgang_engine.terms.overrides import apply_override
from doorgang_engine.terms.parameters import Scalar, override_parameters, parse_parameters
from doorgang_engine.terms.problems import (
    RegionUnknown,
    TermConfigurationInvalid,
    TermOverrideRefused,
    TermUnknown,
)
from doorgang_engine.terms.rule_tables import parse_rules
from doorgang_engine.terms.wording import listed

if TYPE_CHECKING:
    from pathlib import Path

    from doorgang_engine.terms.calendars import Calendar
    from doorgang_engine.terms.rules import TermRule

_Found = TypeVar("_Found")

_REGION_KEYS = frozenset(
    {"naam", "vakantieregio", "gemeenten", "kb_gelijkgesteld", "schoolvakanties"}
    | {"termijnen", "parameters"}
)


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The parsed files: terms by file name, regions by key."""

    defaults: Mapping[str, Any]
    terms: Mapping[str, Mapping[str, Any]]
    calendar: Mapping[str, Any]
    regions: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Region:
    """One region: its calendar, and every rule and parameter as it has them."""

    key: str
    name: str
    municipalities: tuple[str, ...]
    calendar: Calendar
    rules: Mapping[str, TermRule]
    parameters: Mapping[str, Scalar]

    def get_rule(self, *, id: str) -> TermRule:  # noqa: A002 -- its name
        """Give the rule with this id, as this region has it.

        :raises TermUnknown: if there is none.
        """
        try:
            return self.rules[id]
        except KeyError:
            raise TermUnknown(f"De termijn “{id}” bestaat niet.") from None


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

    :raises TermConfigurationInvalid: if a file is missing or is not TOML.
    """
    return Tables(
        defaults=_read(config_dir / "defaults.toml"),
        terms={p.name: _read(p) for p in sorted((config_dir / "terms").glob("*.toml"))},
        calendar=_read(config_dir / "calendars" / "nl.toml"),
        regions={path.stem: _read(path) for path in _region_files(config_dir)},
    )


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


def build_register(*, tables: Tables) -> Register:
    """Put rules, regions and parameters together.

    :raises TermConfigurationInvalid: if anything cannot be read or is not allowed.
    """
    rules: dict[str, TermRule] = {}
    for name, content in tables.terms.items():
        source = f"terms/{name}"
        for key, rule in parse_rules(tables=content, source=source).items():
            if key in rules:
                raise TermConfigurationInvalid(f"{source}: {key} staat ook in een ander bestand.")
            rules[key] = rule
    parameters = parse_parameters(defaults=tables.defaults, source="defaults.toml")
    regions = {
        key: _region(key, table, tables.calendar, rules, parameters)
        for key, table in tables.regions.items()
    }
    return Register(
        rules=MappingProxyType(rules), parameters=parameters, regions=MappingProxyType(regions)
    )


def _region(
    key: str,
    table: Mapping[str, Any],
    country: Mapping[str, Any],
    rules: Mapping[str, TermRule],
    parameters: Mapping[str, Scalar],
) -> Region:
    source = f"regions/{key}.toml"
    _require_region_table(table, source)
    return Region(
        key=key,
        name=table["naam"],
        municipalities=tuple(table.get("gemeenten", ())),
        calendar=parse_calendar(country=country, region=table, key=key),
        rules=_regional_rules(table.get("termijnen", {}), rules, source),
        parameters=override_parameters(base=parameters, region=table, source=source),
    )


def _require_region_table(table: Mapping[str, Any], source: str) -> None:
    if unknown := sorted(set(table) - _REGION_KEYS):
        raise TermConfigurationInvalid(
            f"{source}: {listed(items=unknown)} bestaat niet. "
            f"Bekend: {listed(items=sorted(_REGION_KEYS))}."
        )
    if not isinstance(table.get("naam"), str):
        raise TermConfigurationInvalid(f"{source}: “naam” ontbreekt.")
    names = table.get("gemeenten", [])
    if not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        raise TermConfigurationInvalid(f"{source}: gemeenten hoort een lijst van namen te zijn.")


def _regional_rules(
    overrides: Any, rules: Mapping[str, TermRule], source: str
) -> Mapping[str, TermRule]:
    if not isinstance(overrides, Mapping):
        raise TermConfigurationInvalid(f"{source}: [termijnen] hoort een tabel te zijn.")
    changed = {}
    for key, table in overrides.items():
        if key not in rules:
            raise TermOverrideRefused(
                f'{source}: [termijnen."{key}"] bestaat niet in terms/*.toml. Verbeter de naam, '
                "of maak eerst de regel zelf."
            )
        changed[key] = apply_override(rule=rules[key], table=table, source=source)
    return MappingProxyType({**rules, **changed})


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
