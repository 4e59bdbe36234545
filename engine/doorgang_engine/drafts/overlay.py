"""Lay what was adopted over the library."""

from __future__ import annotations

import json
import logging
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from doorgang_engine.errors import LibraryInvalid
from doorgang_engine.routes.adopted import AdoptedDraft, files_hash
from doorgang_engine.routes.route_info import parse_route_info
from doorgang_engine.routes.unfit import UnfitDraft
from doorgang_engine.terms.own_terms import with_own_terms
from doorgang_engine.terms.periods import Window
from doorgang_engine.terms.problems import TermProblem

from .draft import DRAWING, INFO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.ports import UnitOfWork
    from doorgang_engine.routes.library import LibraryFiles

    from .draft import Draft, DraftFile

logger = logging.getLogger(__name__)


def with_adopted(library: LibraryFiles, uow: UnitOfWork) -> LibraryFiles:
    """Return the library with every adopted draft of the regions that the transaction is for.

    One of a route that the library no longer has, or that cannot be read any more, is told as
    ``unfit``: what it changes stays on its version (ADR 0050).
    """
    found: list[AdoptedDraft] = []
    unfit: list[UnfitDraft] = []
    for draft in uow.drafts.adopted():
        texts = texts_of(uow.drafts.files(region=draft.region, draft_id=draft.id))
        try:
            _require_known(draft, library)
            one = as_adopted(draft, texts, library)
            with_own_terms(library.register, region=one.region, tables=one.terms)
            found.append(one)
        except (LibraryInvalid, TermProblem, ValueError):
            logger.warning(
                "An adopted draft no longer fits the library", extra={"draft_id": draft.id}
            )
            unfit.append(_unfit(draft, texts, after=len(found)))
    if not found and not unfit:
        return library
    return replace(library, adopted=tuple(found), unfit=tuple(unfit))


def _unfit(draft: Draft, texts: Mapping[str, str], *, after: int) -> UnfitDraft:
    keys = (frozenset(in_folder(texts, one)) for one in ("forms/", "tables/", "terms/"))
    forms, tables, terms = keys
    return UnfitDraft(
        region=draft.region,
        route=draft.route,
        draft_id=draft.id,
        window=Window(first=draft.from_day, last=draft.until_day),
        after=after,
        forms=forms,
        tables=tables,
        terms=terms,
    )


def _require_known(draft: Draft, library: LibraryFiles) -> None:
    if draft.route not in library.routes:
        raise LibraryInvalid(f"De route '{draft.route}' staat niet meer in de bibliotheek.")


def texts_of(files: Mapping[str, DraftFile]) -> dict[str, str]:
    """Return what a draft holds, by path."""
    return {path: one.content for path, one in files.items() if not one.is_removed}


def as_adopted(draft: Draft, texts: Mapping[str, str], library: LibraryFiles) -> AdoptedDraft:
    """Return a draft as it is laid over the library.

    :raises LibraryInvalid: if its ``route.toml`` cannot be.
    :raises ValueError: if a form is no JSON, or a term no TOML.
    """
    return AdoptedDraft(
        region=draft.region,
        route=draft.route,
        bpmn=texts[DRAWING],
        info=parse_route_info(
            texts[INFO],
            route=draft.route,
            kinds={role["organisatie"] for role in library.roles.values()},
        ),
        forms={key: json.loads(text) for key, text in in_folder(texts, "forms/").items()},
        tables=in_folder(texts, "tables/"),
        terms={key: tomllib.loads(text) for key, text in in_folder(texts, "terms/").items()},
        window=Window(first=draft.from_day, last=draft.until_day),
        adoption=adoption(draft, texts),
    )


def adoption(draft: Draft, texts: Mapping[str, str]) -> dict[str, str]:
    """Return who made and adopted a draft and why, as a bundle holds it."""
    return {
        "draft": draft.id,
        "files": files_hash(texts),
        "author": draft.submitted_by,
        "reviewer": draft.reviewed_by,
        "note": draft.note,
        "reason": draft.reason,
        "pilot": "ja" if draft.is_pilot else "nee",
    }


def in_folder(texts: Mapping[str, str], folder: str) -> dict[str, Any]:
    """Return the files of a folder, by key."""
    return {
        path.removeprefix(folder).rpartition(".")[0]: text
        for path, text in texts.items()
        if path.startswith(folder)
    }
