"""Adopted drafts that no longer fit the library: nothing of theirs is replaced without a word.

The routes that one changes stay on the version that they have. Where that version is without the
draft, no new case begins: on the base it would be sent another way than the region decided
(ADR 0050).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_engine.errors import Conflict

from .term_checks import terms_used

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from doorgang_engine.model import Bundle
    from doorgang_engine.ports import UnitOfWork
    from doorgang_engine.terms.periods import Window

    from .library import LibraryFiles


class RouteAwaitsDraft(Conflict):
    """A region adopted a draft for today, and what it runs on is without it."""

    code = "route_awaits_draft"

    def __init__(self, *, route: str, draft_id: str) -> None:
        super().__init__(
            "Er is geen traject begonnen en er is niets bewaard. Uw regio heeft voor vandaag "
            "een ontwerp van deze route vastgesteld, maar dat is nog niet in gebruik. Probeer "
            "het over een paar minuten opnieuw. Blijft dit zo, dan past het ontwerp niet meer "
            "bij de bibliotheek: de regiocoördinator ziet bij Ontwerpen wat er niet klopt. "
            "Trajecten die al lopen, gaan door."
        )
        self.route, self.draft_id = route, draft_id


@dataclass(frozen=True, kw_only=True)
class UnfitDraft:
    """An adopted draft that cannot be laid over the library, with the keys of what it changes."""

    region: str
    route: str
    draft_id: str
    window: Window
    after: int  # how many fitting ones were adopted before it: those go before it
    forms: frozenset[str]
    tables: frozenset[str]
    terms: frozenset[str]


def held_back(files: LibraryFiles, region: str) -> list[UnfitDraft]:
    """Return the drafts of a region that hold on the day and do not fit, unless one came later."""
    return [
        one
        for one in files.unfit
        if one.region == region
        and one.window.holds(on=files.day)
        and not any(
            later.region == region and later.route == one.route and later.holds(files.day)
            for later in files.adopted[one.after :]
        )
    ]


def is_held(route: str, active: Bundle | None, unfit: Sequence[UnfitDraft]) -> bool:
    """Return whether a route stays on its version for one of these."""
    if any(one.route == route for one in unfit):
        return True
    return active is not None and any(_uses(active.content, one) for one in unfit)


def _uses(content: Mapping[str, Any], one: UnfitDraft) -> bool:
    processes = content["processes"]
    return bool(
        one.route in processes
        or one.forms & set(content["forms"])
        or one.tables & set(content.get("decisions", ()))
        or (one.terms and any(one.terms & terms_used(text) for text in processes.values()))
    )


def require_adopted(uow: UnitOfWork, bundle: Bundle, *, day: date) -> None:
    """Refuse a new case on a bundle that lacks a drawing that its region adopted for the day.

    :raises RouteAwaitsDraft: if it does.
    """
    last = {one.route: one for one in uow.drafts.adopted(region=bundle.region) if one.holds(day)}
    told = bundle.content.get("adopted", {})
    for route in bundle.content["processes"]:
        draft = last.get(route)
        if draft is not None and told.get(route, {}).get("draft") != draft.id:
            raise RouteAwaitsDraft(route=route, draft_id=draft.id)
