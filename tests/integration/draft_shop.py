"""A workshop for drafts over a few routes of the shipped library, on a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path

from doorgang_engine.drafts.draft import DRAWING
from doorgang_engine.drafts.making import copy_shape
from doorgang_engine.drafts.overlay import with_adopted
from doorgang_engine.drafts.review import submit
from doorgang_engine.drafts.workshop import Workshop
from doorgang_engine.drafts.writing import read_file, write_file
from doorgang_engine.model import Actor
from doorgang_engine.routes.library import read_library
from doorgang_engine.routes.publish import Publication, publish_library
from doorgang_engine.terms.moments import local_day

ROOT = Path(__file__).parents[2]
ROUTE, REGION = "jongekind-verkenning", "leiden"
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


def coordinator(name: str, region: str = REGION) -> Actor:
    return Actor(id=name, role="regiocoordinator", organisation="swv-proef", region=region)


RIK, RIA = coordinator("rik"), coordinator("ria")


@lru_cache
def library(*routes):
    whole = read_library(library_dir=ROOT, config_dir=ROOT / "config")
    return replace(whole, routes={key: whole.routes[key] for key in routes or (ROUTE,)})


def shop_of(parts, *routes, now=NOW):
    return Workshop(
        parts=parts,
        read_uow=partial(parts.new_uow, reading=True),
        library=library(*routes),
        library_dir=ROOT,
        now=now,
    )


def publish_day(shop, at):
    """Publish as the worker does at its first tick of a day."""
    with shop.parts.new_uow() as uow:
        return publish_library(
            files=with_adopted(shop.library, uow).on(local_day(moment=at)),
            export_kinds=shop.parts.forms.export_kinds,
            publication=Publication(by="doorgang", at=at, reason="proef"),
            uow=uow,
        )


def copied(shop, *, actor=RIK, route=ROUTE, of="basis"):
    return copy_shape(route=route, of=of, title="Proef", actor=actor, shop=shop)


def redraw(shop, draft, before, after, *, actor=RIK, path=DRAWING):
    """Replace a piece of text in a file of a draft."""
    file = read_file(draft_id=draft.id, path=path, actor=actor, shop=shop)
    assert before in file.content
    return write_file(
        draft_id=draft.id,
        path=path,
        content=file.content.replace(before, after),
        revision=file.revision,
        what="getekend",
        actor=actor,
        shop=shop,
    )


def draft_of(shop, draft):
    with shop.parts.new_uow() as uow:
        return uow.drafts.find(region=draft.region, draft_id=draft.id)


def submitted(shop, draft, *, actor=RIK):
    revision = draft_of(shop, draft).revision
    return submit(draft_id=draft.id, revision=revision, note="Andere naam", actor=actor, shop=shop)


def active(shop, region=REGION, route=ROUTE):
    with shop.parts.new_uow() as uow:
        return uow.bundles.active(region=region, route=route)
