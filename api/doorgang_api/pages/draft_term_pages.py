"""The terms of a draft: how long each takes in the region, and what it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext
from doorgang_engine.access.table import Act
from doorgang_engine.drafts.errors import (
    DraftDecisionInvalid,
    DraftFileNotFound,
    DraftFileStale,
)
from doorgang_engine.drafts.term_files import term_path
from doorgang_engine.drafts.term_setting import DraftTerm, set_term, terms_of
from doorgang_engine.drafts.writing import remove_file
from doorgang_engine.terms.rules import Kind

from . import visit
from .draft_pages import bench, revision_sent

if TYPE_CHECKING:
    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

UNITS: dict[str, Any] = {
    "days": lazy_gettext("dagen"),
    "weeks": lazy_gettext("weken"),
    "months": lazy_gettext("maanden"),
    "years": lazy_gettext("jaar"),
}
#: What the only unit of a term is called in which not every day counts.
COUNTED: dict[Kind, Any] = {
    Kind.WORKING_DAYS: lazy_gettext("werkdagen"),
    Kind.WORKING_WEEKS: lazy_gettext("werkweken"),
    Kind.SCHOOL_WEEKS: lazy_gettext("lesweken"),
}


def add_to(pages: Blueprint) -> None:
    """Add ``/ontwerpen/<draft>/termijnen`` and the page of one term."""
    here = "/ontwerpen/<draft_id>/termijnen"
    pages.add_url_rule(here, "draft_terms", draft_terms)
    pages.add_url_rule(f"{here}/<term>", "draft_term", draft_term, methods=["GET", "POST"])


def draft_terms(draft_id: str) -> Response:
    """Show the terms that the drawing names, each as the draft has it."""
    actor, shop = bench(Act.SEE_DRAFT)
    draft, terms = terms_of(draft_id=draft_id, actor=actor, shop=shop)
    return visit.show(
        "draft_terms.html",
        heading=_("Termijnen van ‘%(ontwerp)s’", ontwerp=draft.title),
        draft=draft,
        terms=terms,
        changed=request.args.get("termijn", ""),
    )


def draft_term(draft_id: str, term: str) -> AnyResponse:
    """Show one term; when sent, set how long it takes, or let the region's count again."""
    if request.method != "POST":
        return _page(draft_id, term, {}, status=200)
    actor, shop = bench(Act.EDIT_DRAFT)
    try:
        if request.form.get("bewerking") == "terug":
            remove_file(
                draft_id=draft_id,
                path=term_path(term),
                revision=revision_sent(),
                actor=actor,
                shop=shop,
            )
        else:
            set_term(
                draft_id=draft_id,
                key=term,
                count=request.form.get("aantal", "").strip(),
                unit=request.form.get("eenheid", ""),
                revision=revision_sent(),
                actor=actor,
                shop=shop,
            )
    except DraftDecisionInvalid as refused:
        return _page(draft_id, term, {"aantal": refused.fields["count"]}, status=422)
    except DraftFileStale as stale:
        return _page(draft_id, term, {"aantal": str(stale)}, status=409)
    there = url_for("pages.draft_terms", draft_id=draft_id, termijn=term, _anchor="melding")
    return redirect(there, 303)


def _page(draft_id: str, key: str, wrong: dict[str, str], *, status: int) -> Response:
    actor, shop = bench(Act.SEE_DRAFT)
    draft, terms = terms_of(draft_id=draft_id, actor=actor, shop=shop)
    term = next((one for one in terms if one.key == key), None)
    if term is None:
        raise DraftFileNotFound
    count, unit = _length(term)
    return visit.show(
        "draft_term.html",
        heading=_("Termijn: %(naam)s", naam=term.rule.name),
        status=status,
        draft=draft,
        term=term,
        count=request.form.get("aantal", count),
        unit=request.form.get("eenheid", unit),
        units=[(one, COUNTED.get(term.rule.kind, UNITS[one])) for one in term.units],
        wrong=wrong,
        errors=list(wrong.items()),
    )


def _length(term: DraftTerm) -> tuple[str, str]:
    """Return how long it takes now as a number and a unit; empty when it takes more than one."""
    found = term.rule.duration.units if term.rule.duration else {}
    if len(found) != 1:
        return "", ""
    unit, count = next(iter(found.items()))
    return str(count), unit
