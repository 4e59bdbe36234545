"""What differs between two versions of a route, or between the base and a region's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request

from doorgang_api.acting import in_region
from doorgang_api.forms_adapter import FormsAdapter
from doorgang_api.languages import gettext as _
from doorgang_engine.access.decide import may_everywhere
from doorgang_engine.access.table import Act
from doorgang_engine.diagram import DiagramUnreadable, Marks, describe, draw_svg, parse_source
from doorgang_engine.differences.changes import changes
from doorgang_engine.errors import BundleNotFound
from doorgang_engine.routes.library import BASE, assemble
from doorgang_engine.versions.moving import routes_behind

from . import visit
from .change_words import change_words
from .drawing import laid_out
from .words import moment_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint, Response

    from doorgang_engine.differences.changes import Change
    from doorgang_engine.drafts.draft import Draft
    from doorgang_engine.ports import UnitOfWork

#: The base of the library, among the numbers of versions.
LIBRARY = "basis"


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two that are held against each other."""

    key: str
    words: str
    content: Mapping[str, Any]


def add_to(pages: Blueprint) -> None:
    """Add ``/routes/<route>/verschil``."""
    pages.add_url_rule("/routes/<route>/verschil", "difference", difference)


def difference(route: str) -> Response:
    """Show what differs between two versions of a route of the region; ``oud`` may be the base."""
    me = visit.account()
    in_region(me, Act.READ_ROUTE)
    with visit.house().read_uow() as uow:
        active = uow.bundles.active(region=me.region, route=route)
        numbers = uow.bundles.numbers(region=me.region, route=route)
        old = _side(request.args.get("oud", LIBRARY), route, uow)
        new = _side(request.args.get("nieuw", str(active.number)), route, uow)
    return show_difference(
        old,
        new,
        route=route,
        title=str(active.content["title"]),
        choices=[
            (LIBRARY, _("de landelijke basis")),
            *((str(n), _version_words(n, moment_words(at))) for n, at in numbers),
        ],
        behind=_behind(route),
    )


def show_difference(
    old: Side,
    new: Side,
    *,
    route: str,
    title: str,
    choices: Sequence[tuple[str, str]] = (),
    behind: int = 0,
    running: int = 0,
    draft: Draft | None = None,
) -> Response:
    """Show how the new side differs from the old one: in words, and on both drawings.

    ``behind`` cases run on an older version; a draft leaves ``running`` cases alone.
    """
    found = changes(old.content, new.content)
    return visit.show(
        "difference.html",
        heading=_("Verschil: %(title)s", title=title),
        route=route,
        old=old,
        new=new,
        choices=choices,
        groups=_grouped(found, route, new.content),
        count=len(found),
        legal=[change_words(one) for one in found if one.is_legal],
        pictures=_pictures(old, new, route, found),
        behind=behind,
        running=running,
        draft=draft,
    )


def side_of_library(route: str) -> Side:
    """Return the base of a route, with the settings of the country."""
    content = assemble(
        visit.house().library, route=route, region=BASE, export_kinds=FormsAdapter().export_kinds
    )
    return Side(key=LIBRARY, words=_("de landelijke basis"), content=content)


def _side(key: str, route: str, uow: UnitOfWork) -> Side:
    region = visit.account().region
    if key == LIBRARY:
        return side_of_library(route)
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 10 else 0  # noqa: PLR2004
    bundle = uow.bundles.find_version(region=region, route=route, number=number)
    if bundle is None:
        raise BundleNotFound(_("Deze versie van de route is er niet."))
    words = _version_words(number, moment_words(bundle.published_at))
    return Side(key=key, words=words, content=bundle.content)


def _version_words(number: int, moment: str) -> str:
    return _("versie %(number)s van %(moment)s", number=number, moment=moment)


def _behind(route: str) -> int:
    """Return how many cases run on an older version; 0 for who may not know."""
    me = visit.account()
    if not may_everywhere(account=me, act=Act.MIGRATE_CASE):
        return 0
    actor = in_region(me, Act.MIGRATE_CASE)
    found = routes_behind(region=me.region, actor=actor, parts=visit.house().parts)
    return next((one.count for one in found if one.route == route), 0)


def _grouped(
    found: Sequence[Change], route: str, content: Mapping[str, Any]
) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the changes by where they lie: the route itself, routes it calls, and the rest."""
    names = {"": _("Termijnen, formulieren en instellingen"), route: str(content["title"])}
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in found:
        row = {"words": change_words(one), "legal": one.is_legal, "kind": one.kind}
        groups.setdefault(one.route, []).append(row)
    order = sorted(groups, key=lambda key: (key == "", key != route, key))
    return [(names.get(key, _("Route ‘%(key)s’", key=key)), groups[key]) for key in order]


def _pictures(
    old: Side, new: Side, route: str, found: Sequence[Change]
) -> list[tuple[str, str, str]]:
    """Return both drawings with what came, went or changed marked by a word and an outline."""
    here = [one for one in found if one.route == route]
    gone = {one.element: _("weg") for one in here if one.kind.endswith("_removed")}
    come = {one.element: _("nieuw") for one in here if one.kind.endswith("_added")}
    other = {one.element: _("anders") for one in here if one.kind == "step_changed"}
    sides = ((old, {**other, **gone}, "old"), (new, {**other, **come}, "new"))
    return [(key, one.words, _drawn(one, route, notes)) for one, notes, key in sides]


def _drawn(side: Side, route: str, notes: Mapping[str, str]) -> str:
    try:
        root = parse_source(laid_out(side.content["processes"][route]))
        return draw_svg(
            root,
            marks=Marks(notes=notes, active=frozenset(notes)),
            title=side.words,
            description=describe(root),
        )
    except DiagramUnreadable:
        return ""
