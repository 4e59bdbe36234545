"""Saved views of the work list: filters that somebody uses often, one press away.

A view has no name of its own, for what people type there would be names of children; it is called
after what it keeps.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_engine.work.views import forget_view, save_view

from . import visit
from .work_filter import KEYS, WorkFilter, read_filter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Blueprint
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.model import Account
    from doorgang_engine.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class ViewRow:
    """A saved view as a link."""

    id: str
    words: str
    filter: WorkFilter


def add_to(pages: Blueprint) -> None:
    """Add ``/werk/weergaven``."""
    base = "/werk/weergaven"
    pages.add_url_rule(base, "save_view", save, methods=["POST"])
    pages.add_url_rule(f"{base}/<view_id>/verwijderen", "forget_view", forget, methods=["POST"])


def save() -> AnyResponse:
    """Save the filter that stands on the page."""
    asked, me = read_filter(request.form), visit.account()
    filters = {name: value for name, value in asdict(asked).items() if value}
    save_view(filters=filters, account=me, parts=visit.house().parts, now=visit.given_now())
    back: dict[str, Any] = {"bericht": "weergave", **asked.in_address}
    return redirect(url_for("pages.my_work", **back), 303)


def forget(view_id: str) -> AnyResponse:
    """Remove a saved view."""
    forget_view(view_id=view_id, account=visit.account(), parts=visit.house().parts)
    return redirect(url_for("pages.my_work", bericht="weergave-weg"), 303)


def saved_views(
    uow: UnitOfWork,
    me: Account,
    *,
    role_name: Callable[[str], str],
    routes: Mapping[str, str],
) -> list[ViewRow]:
    """Return somebody's saved views; what is no filter any more is left out."""
    rows = []
    for one in uow.work.views(region=me.region, account=me.id):
        known = {name: str(value) for name, value in one.filters.items() if name in KEYS}
        asked = WorkFilter(**known)
        words = asked.words(role_name=role_name, routes=routes)
        rows.append(ViewRow(id=one.id, words=words, filter=asked))
    return rows
