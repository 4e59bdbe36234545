"""Adopted drafts: what a region has instead of the library's own files, from a day on.

They are laid over the library each time it is read, so that a date of effect, the end of a pilot
and a newer library all come about by the publication of the day (ADR 0039).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .route_file import RouteFile
from .table_files import BASE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from doorgang_engine.terms.periods import Window


@dataclass(frozen=True, kw_only=True)
class AdoptedDraft:
    """The files of one adopted draft."""

    region: str
    route: str
    bpmn: str
    info: Mapping[str, Any]
    forms: Mapping[str, Mapping[str, Any]]
    tables: Mapping[str, str]
    terms: Mapping[str, Mapping[str, Any]]  # what it sets of a term of the region
    window: Window
    adoption: Mapping[
        str, str
    ]  # draft, files (hash), author, reviewer, reason: goes in the bundle

    def holds(self, day: date) -> bool:
        """Return whether the region has it on a day."""
        return self.window.holds(on=day)


def files_hash(files: Mapping[str, str]) -> str:
    """Return the SHA-256 over the files of a draft: what was reviewed is what is published."""
    text = json.dumps(dict(files), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint_of(holding: Sequence[AdoptedDraft]) -> list[list[str]]:
    """Return what tells one set of adopted drafts from another."""
    return [
        [one.region, one.route, *(f"{key}={said}" for key, said in sorted(one.adoption.items()))]
        for one in holding
    ]


def laid_over(
    own: Sequence[AdoptedDraft],
    *,
    routes: Mapping[str, Mapping[str, RouteFile]],
    forms: Mapping[str, Mapping[str, Any]],
    decisions: Mapping[str, Mapping[str, str]],
) -> dict[str, Any]:
    """Return routes, forms and tables with the drafts of one region in their place; last wins."""
    new_routes = {key: dict(files) for key, files in routes.items()}
    new_forms, new_tables = dict(forms), {key: dict(texts) for key, texts in decisions.items()}
    for one in own:
        new_routes.setdefault(one.route, {})[one.region] = RouteFile(
            route=one.route,
            region=one.region,
            bpmn=one.bpmn,
            info=one.info,
            base=routes[one.route][BASE].bpmn if one.route in routes else "",
            adoption=one.adoption,
        )
        new_forms.update(one.forms)
        for key, text in one.tables.items():
            new_tables.setdefault(key, {BASE: text})[one.region] = text
    return {"routes": new_routes, "forms": new_forms, "decisions": new_tables}
