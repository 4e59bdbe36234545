"""What ``doorgang route list`` and docs/variants.md tell of the regions of a route."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from doorgang_engine.routes.variants import Difference, Variant, variants

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from doorgang_engine.routes.library import LibraryFiles

_SEED = re.compile(r"\b[LHRAK]-\d{2}[a-z]?\b")
_TABLE = re.compile(r"""\[termijnen\.["']([^"']+)["']\]""")


def setting_seeds(config_dir: Path) -> Callable[[str, str], tuple[str, ...]]:
    """Return who says which seed elements stand beside a setting, in its region or the base."""
    named: dict[str, dict[str, tuple[str, ...]]] = {
        path.stem: _comments(path) for path in sorted((config_dir / "regions").glob("*.toml"))
    }
    base = _comments(config_dir / "defaults.toml")

    def seeds_of(region: str, key: str) -> tuple[str, ...]:
        return named.get(region, {}).get(key) or base.get(key, ())

    return seeds_of


def _comments(path: Path) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in path.read_text("utf-8").splitlines():
        setting, _, comment = line.partition("#")
        table = _TABLE.match(setting.strip())
        key = table[1] if table else setting.partition("=")[0].strip(" \"'")
        if seeds := _SEED.findall(comment):
            found[key] = tuple(seeds)
    return found


def told(variant: Variant) -> dict[str, Any]:
    """Return a variant as JSON."""
    return {
        "region": variant.region,
        "own_shape": variant.has_own_shape,
        "own_shape_when": variant.shape_when,
        "replaced": list(variant.replaced),
        "tables": list(variant.tables),
        "settings": [
            {
                "kind": one.kind,
                "key": one.key,
                "base": one.base,
                "region": one.here,
                "seeds": list(one.seeds),
                "when": one.when,
            }
            for one in variant.differences
        ],
        "seeds": list(variant.seeds),
    }


def lines(variant: Variant) -> list[str]:
    """Return a variant in Dutch, one line for each means."""
    found = [_setting(one) for one in variant.differences]
    found += [f"eigen beslistabel: {key}/{variant.region}.dmn" for key in variant.tables]
    found += [f"aangeroepen route met eigen tekening: {key}" for key in variant.replaced]
    if variant.has_own_shape:
        when = f", {variant.shape_when}" if variant.shape_when else ""
        found.append(f"eigen tekening: {variant.route}/{variant.region}.bpmn{when}")
    return found


def _setting(one: Difference) -> str:
    seeds = f" [{', '.join(one.seeds)}]" if one.seeds else ""
    when = f", {one.when}" if one.when else ""
    return f"{one.kind} {one.key} = {_value(one.here)}{when} (basis: {_value(one.base)}){seeds}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value) if value != "" else "leeg"


def all_variants(
    files: LibraryFiles, *, config_dir: Path, region: str | None = None
) -> dict[str, list[Variant]]:
    """Return the variants of every route, of all regions or of one.

    :raises RegionNotFound: if the region does not exist.
    """
    if region is not None:
        files.region(region)
    seeds_of = setting_seeds(config_dir)
    return {
        route: [
            one
            for one in variants(files, route=route, seeds_of=seeds_of)
            if region in (None, one.region)
        ]
        for route in files.route_keys()
    }
