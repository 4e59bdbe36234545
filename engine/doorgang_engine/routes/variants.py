"""How a region's route differs from the base, read from what the route itself asks.

Cheapest first: a parameter or a term, a decision table of its own, a called route of which the
region has a shape of its own (a variation point), and a shape of its own of the route itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.checks.reading import Reading
from doorgang_engine.bpmn.checks.written import written_in
from doorgang_engine.bpmn.names import dg, local
from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.terms.overrides import REGIONAL_KEYS
from doorgang_engine.terms.rules import rule_table

from .library import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from doorgang_engine.terms.regions import Region

    from .library import LibraryFiles

_PARAMETER = re.compile(r"""\bparameter\s*\(\s*["']([^"']*)["']""")
_TERM = re.compile(r"""\b(?:termijn|signaal|termijn_eind|bereikt_op)\s*\(\s*["']([^"']*)["']""")


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A parameter or term that the route asks and that the region has otherwise than the base."""

    kind: str  # "parameter" or "termijn"
    key: str
    base: Any
    here: Any
    seeds: tuple[str, ...]
    when: str = ""  # in Dutch; "" when it always holds


@dataclass(frozen=True, kw_only=True)
class Variant:
    """A route in a region that has it otherwise than the base."""

    route: str
    region: str
    has_own_shape: bool
    shape_when: str = ""  # in Dutch; "" when the region always has its own shape, or has none
    replaced: tuple[str, ...]  # called routes, however deep, with a shape of the region
    differences: tuple[Difference, ...]
    seeds: tuple[str, ...]
    tables: tuple[str, ...] = ()  # decision tables that it asks, of which the region has its own


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What one drawing asks of its region: settings, each with the seeds of who asks."""

    parameters: Mapping[str, tuple[str, ...]]
    terms: Mapping[str, tuple[str, ...]]
    called: tuple[str, ...]
    seeds: tuple[str, ...]
    tables: Mapping[str, tuple[str, ...]]


def variants(
    files: LibraryFiles, *, route: str, seeds_of: Callable[[str, str], tuple[str, ...]]
) -> list[Variant]:
    """Return every region that has the route otherwise than the base, by key."""
    found = [_variant(files, route, files.region(key), seeds_of) for key in files.region_keys()]
    return [
        one for one in found if one.has_own_shape or one.replaced or one.differences or one.tables
    ]


def asked_parameters(files: LibraryFiles) -> set[str]:
    """Return the parameters that any drawing of the library asks."""
    return {
        name
        for by_region in files.routes.values()
        for file in by_region.values()
        for name in asked(file.bpmn).parameters
    }


@lru_cache(maxsize=256)
def asked(text: str) -> Asked:
    """Return what a drawing asks of its region."""
    root = read_bpmn(text.encode())
    parameters: dict[str, set[str]] = defaultdict(set)
    terms: dict[str, set[str]] = defaultdict(set)
    tables: dict[str, set[str]] = defaultdict(set)
    for element, expression in _expressions(root):
        seeds = (element.get(dg("seed")) or "").split()
        for name in _PARAMETER.findall(expression):
            parameters[name].update(seeds)
        for name in _TERM.findall(expression):
            terms[name].update(seeds)
    for element in root.iter("{*}*"):
        seeds = (element.get(dg("seed")) or "").split()
        if name := element.get(dg("parameter")):
            parameters[name].update(seeds)
        if name := element.get(dg("termijn")):
            terms[name].update(seeds)
        if name := element.get(dg("tabel")):
            tables[name].update(seeds)
    everything = {s for e in root.iter("{*}*") for s in (e.get(dg("seed")) or "").split()}
    return Asked(
        parameters={key: tuple(sorted(found)) for key, found in parameters.items()},
        terms={key: tuple(sorted(found)) for key, found in terms.items()},
        called=tuple(sorted(read_process(root).called_routes())),
        seeds=tuple(sorted(everything)),
        tables={key: tuple(sorted(found)) for key, found in tables.items()},
    )


def _expressions(root: Any) -> Iterator[tuple[Any, str]]:
    """Yield every expression with the node that carries the seeds: a flow's is its source."""
    nodes = {e.get("id"): e for e in root.iter("{*}*") if local(e) != "sequenceFlow"}
    for written in written_in(Reading(root)):
        if local(written.at) == "sequenceFlow":
            yield nodes.get(written.at.get("sourceRef"), written.at), written.text
        else:
            yield written.at, written.text


def _variant(
    files: LibraryFiles,
    route: str,
    region: Region,
    seeds_of: Callable[[str, str], tuple[str, ...]],
) -> Variant:
    file = files.file(route, region.key)
    wanted = asked(file.bpmn)
    own = files.routes[route].get(region.key) if region.key != BASE else None
    replaced = _replaced(files, route, region.key)
    differences = (
        *_parameters(files, wanted, region, seeds_of),
        *_terms(files, wanted, region, seeds_of),
    )
    tables = tuple(sorted(k for k in wanted.tables if region.key in files.decisions.get(k, {})))
    own_tables = tables if region.key != BASE else ()
    seeds = {seed for one in differences for seed in one.seeds}
    seeds |= {seed for key in own_tables for seed in wanted.tables[key]}
    seeds |= {s for key in replaced for s in asked(files.file(key, region.key).bpmn).seeds}
    return Variant(
        route=route,
        region=region.key,
        has_own_shape=own is not None,
        shape_when=own.window.words if own else "",
        replaced=replaced,
        differences=differences,
        tables=own_tables,
        seeds=tuple(sorted(seeds | set(asked(own.bpmn).seeds if own else ()))),
    )


def _parameters(
    files: LibraryFiles,
    wanted: Asked,
    region: Region,
    seeds_of: Callable[[str, str], tuple[str, ...]],
) -> Iterator[Difference]:
    base = files.register.parameters
    for key in sorted(set(wanted.parameters) & set(base)):
        dated = {p.window.words: p.parameters[key] for p in region.periods if key in p.parameters}
        found = dated or {"": region.parameters[key]}
        for when, here in found.items():
            if here != base[key]:
                yield Difference(
                    kind="parameter",
                    key=key,
                    base=base[key],
                    here=here,
                    seeds=seeds_of(region.key, key) or wanted.parameters[key],
                    when=when,
                )


def _terms(
    files: LibraryFiles,
    wanted: Asked,
    region: Region,
    seeds_of: Callable[[str, str], tuple[str, ...]],
) -> Iterator[Difference]:
    for key in sorted(set(wanted.terms) & set(files.register.rules)):
        base = rule_table(rule=files.register.rules[key])
        tables = {p.window.words: p.terms[key] for p in region.periods if key in p.terms}
        for when, here in (tables or {"": rule_table(rule=region.rules[key])}).items():
            names = set(here) if when else REGIONAL_KEYS
            for name in sorted(name for name in names if base.get(name) != here.get(name)):
                yield Difference(
                    kind="termijn",
                    key=key if name == "duur" else f"{key}, {name}",
                    base=base.get(name, ""),
                    here=here.get(name, ""),
                    seeds=seeds_of(region.key, key) or wanted.terms[key],
                    when=when,
                )


def _replaced(files: LibraryFiles, route: str, region: str) -> tuple[str, ...]:
    """Return the routes that this one calls, however deep, with a shape of the region."""
    todo, seen = list(asked(files.file(route, region).bpmn).called), set[str]()
    while todo:
        key = todo.pop()
        if key not in seen and key in files.routes:
            seen.add(key)
            todo.extend(asked(files.file(key, region).bpmn).called)
    own = (key for key in seen if region != BASE and files.file(key, region).region == region)
    return tuple(sorted(own))
