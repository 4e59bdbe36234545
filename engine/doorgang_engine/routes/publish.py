"""Publish: pass the gate, make the bundle, number it. A published bundle never changes."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.bpmn.support import check_route
from doorgang_engine.dmn.errors import TableRefused
from doorgang_engine.errors import LibraryInvalid, RouteNotFound, RouteRefused, RouteUnreadable
from doorgang_engine.model import Bundle

from .bundle import content_hash, kinds_of
from .cohort_checks import check_cohorts
from .info_checks import check_calls, check_schedules, check_subjects
from .legal_core import check_legal_core
from .letter_checks import check_letters
from .library import BASE, assemble
from .participant_checks import check_contacts, check_naming
from .personal_numbers import check_personal_numbers
from .table_files import check_table_file, tables_for
from .table_values import check_table_values
from .unfit import held_back, is_held

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.bpmn.finding import Finding
    from doorgang_engine.bpmn.process import ProcessModel
    from doorgang_engine.ports import UnitOfWork

    from .library import LibraryFiles


logger = logging.getLogger(__name__)

UNFIT = (RouteRefused, TableRefused, LibraryInvalid, RouteNotFound, RouteUnreadable)


@dataclass(frozen=True, kw_only=True)
class Publication:
    """Who publishes, when and why."""

    by: str
    at: datetime
    reason: str


def check_file(
    bpmn: str,
    *,
    files: LibraryFiles,
    region: str,
    export_kinds: Callable[[Mapping[str, Any]], Mapping[str, str]],
) -> list[Finding]:
    """Return what keeps a BPMN file from being published for a region, and what to mind.

    :raises RouteUnreadable: if the file cannot be read safely.
    """
    root = read_bpmn(bpmn.encode())
    model = read_process(root)
    exports = {
        key: export_kinds(files.forms[key]) for key in model.form_keys() if key in files.forms
    }
    found = files.region(region)
    tables = tables_for(files.decisions, model.table_keys(), region)
    found_here = check_route(
        root,
        kinds=kinds_of(model, exports),
        roles=set(files.roles),
        forms=set(files.forms),
        terms=set(found.rules),
        parameters=set(found.parameters),
        routes=set(files.routes),
        tables=tables,
        mandates={
            key for role in files.roles.values() for key in role.get("mandaten", "").split()
        },
    )
    return [
        *found_here,
        *check_subjects(root, route=model.key, files=files),
        *check_calls(root, files=files, region=region),
        *check_schedules(model, files=files),
        *check_cohorts(model, files=files),
        *check_personal_numbers(model, files=files),
        *check_table_values(root, model, files=files, tables=tables),
        *check_naming(model, files=files),
        *check_contacts(root, files=files),
        *check_letters(model, files=files, region=region, variables=kinds_of(model, exports)),
        *_core(bpmn, root, model, files),
    ]


def _core(bpmn: str, root: Any, model: ProcessModel, files: LibraryFiles) -> list[Finding]:
    """Return what a variant does to the legal core of its base; the base itself does nothing."""
    base = files.routes.get(model.key, {}).get(BASE)
    if base is None or (base.base or base.bpmn) == bpmn:
        return []
    base_root = read_bpmn((base.base or base.bpmn).encode())
    return check_legal_core(root, model, base_root=base_root, base=read_process(base_root))


def publish_route(
    *,
    files: LibraryFiles,
    route: str,
    region: str,
    export_kinds: Callable[[Mapping[str, Any]], Mapping[str, str]],
    publication: Publication,
    uow: UnitOfWork,
) -> Bundle | None:
    """Publish a route of the library for a region; None when nothing changed.

    :raises RouteRefused: if the file, or one that it calls, does not pass the gate.
    """
    content = assemble(files, route=route, region=region, export_kinds=export_kinds)
    _require_tables_pass(files)
    for one in content["processes"]:
        _require_passes(one, region, files, export_kinds)
    return _put(content, publication, uow)


def _put(content: Mapping[str, Any], publication: Publication, uow: UnitOfWork) -> Bundle | None:
    """Keep what passed the gate as a bundle; None when nothing changed."""
    region, route = content["region"], content["route"]
    digest = content_hash(content)
    active = uow.bundles.find_active(region=region, route=route)
    if active is not None and active.hash == digest:
        return None
    number = 1 if active is None else active.number + 1
    bundle = Bundle(
        region=region,
        route=route,
        number=number,
        hash=digest,
        content=content,
        published_at=publication.at,
        published_by=publication.by,
        reason=publication.reason,
    )
    uow.bundles.publish(bundle)
    return bundle


def publish_library(
    *,
    files: LibraryFiles,
    export_kinds: Callable[[Mapping[str, Any]], Mapping[str, str]],
    publication: Publication,
    uow: UnitOfWork,
) -> list[Bundle]:
    """Publish every route for every region; what did not change keeps its number.

    :raises RouteRefused: if one does not pass the gate; then nothing is published.
    """
    fingerprint = files.fingerprint()
    if uow.bundles.fingerprint() == fingerprint:
        return []
    _require_all_pass(files, export_kinds)
    published = [
        bundle
        for region in files.region_keys()
        for bundle in publish_region(
            files=files,
            region=region,
            export_kinds=export_kinds,
            publication=publication,
            uow=uow,
        )
    ]
    uow.bundles.keep_fingerprint(fingerprint)
    return published


def publish_region(
    *,
    files: LibraryFiles,
    region: str,
    export_kinds: Callable[[Mapping[str, Any]], Mapping[str, str]],
    publication: Publication,
    uow: UnitOfWork,
) -> list[Bundle]:
    """Publish every route for a region, of a library that passed the gate.

    What its adopted drafts change is judged here. Where one no longer fits the library, the routes
    that it changes stay on the version that they have, and the other routes go on (ADR 0050).
    """
    own = files.seen_from(region)
    unfit = held_back(files, region)
    published = []
    for route in own.route_keys():
        if unfit and is_held(route, uow.bundles.find_active(region=region, route=route), unfit):
            continue
        try:
            content = passed_content(files, own, route, region, export_kinds)
        except UNFIT:
            if own is files:
                raise
            logger.warning(
                "An adopted draft no longer passes the gate; the route stays on its version",
                extra={"route": route, "region": region},
            )
            continue
        published.append(_put(content, publication, uow))
    return [bundle for bundle in published if bundle is not None]


def passed_content(
    files: LibraryFiles,
    own: LibraryFiles,
    route: str,
    region: str,
    export_kinds: Callable[[Mapping[str, Any]], Mapping[str, str]],
) -> dict[str, Any]:
    """Return what a route is published as; what adopted drafts change in it passes the gate.

    ``own`` is the library as the region has it. What is not changed passed before.

    :raises RouteRefused, TableRefused, LibraryInvalid, RouteNotFound, RouteUnreadable: if a draft
        does not fit (``UNFIT``).
    """
    content = assemble(own, route=route, region=region, export_kinds=export_kinds)
    if own is not files and content != _without_drafts(files, route, region, export_kinds):
        _require_tables_pass(own)
        for one in content["processes"]:
            _require_passes(one, region, own, export_kinds)
    return content


def _without_drafts(
    files: LibraryFiles,
    route: str,
    region: str,
    export_kinds: Callable[[Mapping[str, Any]], Mapping[str, str]],
) -> dict[str, Any] | None:
    if route not in files.routes:
        return None
    return assemble(files, route=route, region=region, export_kinds=export_kinds)


def _require_all_pass(
    files: LibraryFiles, export_kinds: Callable[[Mapping[str, Any]], Mapping[str, str]]
) -> None:
    """Check each file once: a file passes or fails for all regions that share it."""
    _require_tables_pass(files)
    for route, by_region in sorted(files.routes.items()):
        for own, file in by_region.items():
            for region in _regions_of(files, route, own):
                found = check_file(
                    file.bpmn, files=files, region=region, export_kinds=export_kinds
                )
                _require_right(found, route)


def _require_passes(
    route: str,
    region: str,
    files: LibraryFiles,
    export_kinds: Callable[[Mapping[str, Any]], Mapping[str, str]],
) -> None:
    """Check a route as a region has it."""
    bpmn = files.file(route, region).bpmn
    _require_right(check_file(bpmn, files=files, region=region, export_kinds=export_kinds), route)


def _require_right(found: Sequence[Finding], route: str) -> None:
    if errors := [one for one in found if one.is_error]:
        raise RouteRefused(errors, route=route)


def _require_tables_pass(files: LibraryFiles) -> None:
    for key, by_region in sorted(files.decisions.items()):
        for region, text in by_region.items():
            found = check_table_file(text, key=key, region=region, files=files.decisions)
            if errors := [f for f in found if f.is_error]:
                raise TableRefused(errors, table=f"{key}/{region}.dmn")


def _regions_of(files: LibraryFiles, route: str, own: str) -> list[str]:
    """Return the regions for which a file has to be checked: one, and those with own tables."""
    file = files.routes[route][own]
    users = [key for key in files.region_keys() if files.file(route, key) is file]
    keys = read_process(read_bpmn(file.bpmn.encode())).table_keys()
    with_table = {r for key in keys for r in files.decisions.get(key, {})}
    first = BASE if BASE in users else (users or files.region_keys())[0]
    return [first, *sorted(with_table.intersection(users) - {first})]
