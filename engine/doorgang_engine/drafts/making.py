"""Make a draft: a copy of the base, of a region's shape, or of an earlier version."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.access.table import Act
from doorgang_engine.errors import RouteNotFound
from doorgang_engine.ids import new_id
from doorgang_engine.routes.library import BASE
from doorgang_engine.routes.route_texts import info_text, scenario_texts, shape_in

from .draft import DRAWING, INFO, Draft, DraftFile, DraftState
from .errors import DraftDecisionInvalid
from .overlay import texts_of
from .term_files import TERMS
from .workshop import permit
from .writing import require_readable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from doorgang_engine.model import Actor, Bundle
    from doorgang_engine.ports import UnitOfWork
    from doorgang_engine.routes.library import LibraryFiles
    from doorgang_engine.routes.route_file import RouteFile

    from .workshop import Workshop

LONGEST_TITLE = 200
TAKEN = "overgenomen van"  # how a version is told that came with the copy


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """What a draft begins with; ``origin`` and ``shape`` as of ``Draft``."""

    route: str
    title: str
    origin: str
    shape: str
    texts: Mapping[str, str]


def copy_shape(*, route: str, of: str, title: str, actor: Actor, shop: Workshop) -> Draft:
    """Make a draft for somebody's region, of the base (``basis``) or of a region's shape.

    Of the own region it is the shape of today, adopted drafts and all.

    :raises RouteNotFound: if there is no such route, or that region has no shape of its own.
    """
    permit(actor, Act.EDIT_DRAFT)
    if route not in shop.library.routes:
        raise RouteNotFound(f"De route '{route[:100]}' staat niet in de bibliotheek.")
    with shop.parts.new_uow() as uow:
        files = shop.files(uow, shop.today(uow))
        if of == actor.region:
            files = files.seen_from(of)
        found = files.routes.get(route, {}).get(of)
        if found is None and of == actor.region and route in files.routes:
            found = files.routes[route][BASE]
        if found is None:
            raise RouteNotFound(f"De route '{route[:100]}' heeft geen eigen tekening van '{of}'.")
        shape = found.region if not found.adoption else _shape(uow, found, actor.region)
        beside = _beside(shop, route, shape=shape, region=actor.region)
        texts = {**beside, DRAWING: found.bpmn, **_of_draft(uow, found, actor.region)}
        origin = "de basis" if found.region == BASE else f"de tekening van {of}"
        beginning = Beginning(route=route, title=title, origin=origin, shape=shape, texts=texts)
        return add_draft(uow, beginning, actor, shop.moment(uow))


def copy_version(*, route: str, number: int, title: str, actor: Actor, shop: Workshop) -> Draft:
    """Make a draft of an earlier published version of the region: its forms, tables and terms.

    :raises RouteNotFound: if the region has no such version.
    """
    permit(actor, Act.EDIT_DRAFT)
    with shop.parts.new_uow() as uow:
        bundle = uow.bundles.find_version(region=actor.region, route=route, number=number)
        if bundle is None:
            raise RouteNotFound("Deze versie van de route is er niet in uw regio.")
        files = shop.files(uow, shop.today(uow)).seen_from(actor.region)
        if route not in files.routes:
            raise RouteNotFound("Deze route staat niet meer in de bibliotheek.")
        shape = shape_in(shop.library, route, actor.region)
        beside = _beside(shop, route, shape=shape, region=actor.region)
        beginning = Beginning(
            route=route,
            title=title,
            origin=f"versie {number}",
            shape=shape,
            texts={**beside, **_terms_of(uow, bundle), **texts_of_bundle(bundle, files)},
        )
        return add_draft(uow, beginning, actor, shop.moment(uow))


def _terms_of(uow: UnitOfWork, bundle: Bundle) -> dict[str, str]:
    """Return what the draft behind a version set of terms; of the library alone nothing."""
    adoption = bundle.content.get("adopted", {}).get(bundle.route)
    if adoption is None:
        return {}
    texts = texts_of(uow.drafts.files(region=bundle.region, draft_id=adoption["draft"]))
    return {path: text for path, text in texts.items() if path.startswith(TERMS)}


def _of_draft(uow: UnitOfWork, found: RouteFile, region: str) -> dict[str, str]:
    """Return the files of the adopted draft that a shape comes from."""
    if not found.adoption:
        return {}
    return texts_of(uow.drafts.files(region=region, draft_id=found.adoption["draft"]))


def texts_of_bundle(bundle: Bundle, files: LibraryFiles) -> dict[str, str]:
    """Return the drawing of a bundle, and the forms and tables that are otherwise now."""
    content = bundle.content
    texts = {DRAWING: str(content["processes"][bundle.route])}
    for key, form in content["forms"].items():
        if files.forms.get(key) != form:
            texts[f"forms/{key}.json"] = json.dumps(form, ensure_ascii=False, indent=2) + "\n"
    for key, text in content.get("decisions", {}).items():
        own = files.decisions.get(key, {})
        if own.get(bundle.region, own.get(BASE)) != text:
            texts[f"tables/{key}.dmn"] = str(text)
    return texts


def add_draft(uow: UnitOfWork, beginning: Beginning, actor: Actor, now: datetime) -> Draft:
    """Add a draft with its first files.

    :raises DraftDecisionInvalid: if it has no good name.
    :raises DraftFileInvalid: if one of the files cannot be in it.
    """
    name = beginning.title.strip()
    if not 0 < len(name) <= LONGEST_TITLE or not name.isprintable():
        raise DraftDecisionInvalid(
            {"title": f"Geef het ontwerp een naam van ten hoogste {LONGEST_TITLE} tekens."}
        )
    for path, text in beginning.texts.items():
        require_readable(path, text)
    draft = Draft(
        region=actor.region,
        id=new_id(now),
        route=beginning.route,
        title=name,
        state=DraftState.CONCEPT,
        origin=beginning.origin,
        shape=beginning.shape,
        made_by=actor.id,
        made_at=now,
        changed_at=now,
        revision=1,
    )
    uow.drafts.add(draft)
    for path, text in sorted(beginning.texts.items()):
        uow.drafts.write(_first(draft, path, text))
    return draft


def _first(draft: Draft, path: str, text: str) -> DraftFile:
    return DraftFile(
        region=draft.region,
        draft_id=draft.id,
        id=new_id(draft.made_at),
        path=path,
        revision=1,
        restores=0,
        content=text,
        is_removed=False,
        is_aside=False,
        made_by=draft.made_by,
        made_at=draft.made_at,
        what=f"{TAKEN} {draft.origin}",
    )


def _beside(shop: Workshop, route: str, *, shape: str, region: str) -> dict[str, str]:
    """Return what lies beside a drawing: what is said of the route, and its scenarios."""
    scenarios = scenario_texts(shop.library_dir, shop.library, route, shape=shape, region=region)
    told = {f"scenarios/{name}.yaml": text for name, text in scenarios.items()}
    return {INFO: info_text(shop.library_dir, route), **told}


def _shape(uow: UnitOfWork, found: RouteFile, region: str) -> str:
    draft = uow.drafts.find(region=region, draft_id=found.adoption["draft"])
    return draft.shape if draft else BASE
