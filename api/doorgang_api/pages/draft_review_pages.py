"""What the gate says of a draft, and what is decided about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api.languages import gettext as _
from doorgang_engine.access.table import Act
from doorgang_engine.contacts.table import find_day
from doorgang_engine.drafts.draft import DRAWING, DraftState
from doorgang_engine.drafts.errors import (
    DraftDecisionInvalid,
    DraftFileStale,
    DraftLocked,
    DraftRefused,
    DraftStale,
    SameHands,
)
from doorgang_engine.drafts.review import (
    Adoption,
    adopt,
    drop,
    judge_draft,
    retire,
    send_back,
    submit,
    take_back,
)
from doorgang_engine.drafts.source_checks import SOURCE_CHANGED
from doorgang_engine.drafts.story_leaving import leave_out
from doorgang_engine.drafts.term_files import TERMS
from doorgang_engine.drafts.workshop import seen

from . import visit
from .difference_pages import LIBRARY
from .draft_pages import bench, revision_sent
from .draft_words import standing_words
from .reading import people_of

if TYPE_CHECKING:
    from datetime import date

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.drafts.finding import DraftFinding

FIELDS = {"note": "toelichting", "reason": "reden", "from_day": "ingang", "until_day": "einde",
          "last_day": "laatste"}  # fmt: skip


def add_to(pages: Blueprint) -> None:
    """Add ``/ontwerpen/<draft>/bevindingen`` and ``…/besluit``."""
    here = "/ontwerpen/<draft_id>"
    pages.add_url_rule(f"{here}/bevindingen", "draft_findings", findings)
    address = f"{here}/scenario-weglaten"
    pages.add_url_rule(address, "draft_leave_out", leave_story_out, methods=["POST"])
    pages.add_url_rule(f"{here}/besluit", "draft_decision", decision, methods=["GET", "POST"])


def findings(draft_id: str) -> Response:
    """Show what the gate finds; with ``?spelen=ja`` also what its scenarios do."""
    actor, shop = bench(Act.SEE_DRAFT)
    play = request.args.get("spelen") == "ja"
    verdict = judge_draft(draft_id=draft_id, actor=actor, shop=shop, play=play)
    with shop.read_uow() as uow:
        draft = seen(uow, actor, draft_id)
        files = uow.drafts.files(region=draft.region, draft_id=draft.id)
    left_out = files.get(request.args.get("weggelaten", ""))
    return visit.show(
        "draft_findings.html",
        heading=_("Bevindingen bij ‘%(ontwerp)s’") % {"ontwerp": draft.title},
        draft=draft,
        wrong=[told(draft_id, one) for one in verdict.errors],
        minded=[told(draft_id, one) for one in verdict.findings if not one.is_error],
        verdict=verdict,
        revisions={path: one.revision for path, one in files.items()},
        left_out=left_out,
        said=request.args.get("bericht", ""),
    )


def leave_story_out(draft_id: str) -> AnyResponse:
    """Leave a scenario out that tells of the route as it was, and judge again."""
    actor, shop = bench(Act.EDIT_DRAFT)
    path = request.form.get("bestand", "")
    is_late = False
    try:
        leave_out(
            draft_id=draft_id,
            path=path,
            name=request.form.get("naam", ""),
            revision=revision_sent(),
            actor=actor,
            shop=shop,
        )
    except DraftFileStale:
        is_late = True
    address = url_for(
        "pages.draft_findings",
        draft_id=draft_id,
        spelen="ja",
        weggelaten=None if is_late else path,
        bericht="te_laat" if is_late else None,
    )
    return redirect(address, 303)


def told(draft_id: str, one: DraftFinding) -> dict[str, Any]:
    """Return a finding with the page to go to for it."""
    address = url_for("pages.draft", draft_id=draft_id)
    if one.path == DRAWING and one.element:
        address = url_for("pages.draft", draft_id=draft_id, stap=one.element,
                          _anchor=f"stap-{one.element}")  # fmt: skip
    elif one.code == SOURCE_CHANGED:
        address = url_for("pages.draft_difference", draft_id=draft_id, oud=LIBRARY)
    elif one.path.startswith(TERMS):
        key = one.path.removeprefix(TERMS).removesuffix(".toml")
        address = url_for("pages.draft_term", draft_id=draft_id, term=key)
    elif one.path.startswith("forms/"):
        key = one.path.removeprefix("forms/").removesuffix(".json")
        address = url_for("pages.draft_form", draft_id=draft_id, form_key=key)
    return {"finding": one, "address": address}


def decision(draft_id: str) -> AnyResponse:
    """Show what can be decided; when sent, do it."""
    if request.method != "POST":
        return _page(draft_id, {}, status=200)
    act = request.form.get("besluit", "")
    if act not in _ACTS:
        return _page(draft_id, {"besluit": _("Kies wat u wilt doen.")}, status=422)
    try:
        _ACTS[act](draft_id)
    except DraftDecisionInvalid as refused:
        wrong = {FIELDS.get(key, key): text for key, text in refused.fields.items()}
        return _page(draft_id, wrong, status=422)
    except DraftRefused as refused:
        return _page(draft_id, {"besluit": str(refused)}, status=422)
    except (DraftStale, DraftLocked, SameHands) as refused:
        return _page(draft_id, {"besluit": str(refused)}, status=409)
    return redirect(url_for("pages.draft_decision", draft_id=draft_id, bericht=act), 303)


def _submit(draft_id: str) -> None:
    actor, shop = bench(Act.EDIT_DRAFT)
    note = request.form.get("toelichting", "")
    submit(draft_id=draft_id, revision=revision_sent(), note=note, actor=actor, shop=shop)


def _take_back(draft_id: str) -> None:
    actor, shop = bench(Act.EDIT_DRAFT)
    take_back(draft_id=draft_id, actor=actor, shop=shop)


def _drop(draft_id: str) -> None:
    actor, shop = bench(Act.EDIT_DRAFT)
    drop(draft_id=draft_id, actor=actor, shop=shop)


def _send_back(draft_id: str) -> None:
    actor, shop = bench(Act.REVIEW_DRAFT)
    reason = request.form.get("reden", "")
    send_back(draft_id=draft_id, revision=revision_sent(), reason=reason, actor=actor, shop=shop)


def _adopt(draft_id: str) -> None:
    actor, shop = bench(Act.REVIEW_DRAFT)
    first = _day("ingang", "from_day")
    last = _day("einde", "until_day") if request.form.get("einde", "").strip() else None
    reason = request.form.get("reden", "")
    decided = Adoption(reason=reason, from_day=first, until_day=last)
    adopt(draft_id=draft_id, revision=revision_sent(), decision=decided, actor=actor, shop=shop)


def _retire(draft_id: str) -> None:
    actor, shop = bench(Act.REVIEW_DRAFT)
    last = _day("laatste", "last_day")
    reason = request.form.get("reden", "")
    retire(draft_id=draft_id, last_day=last, reason=reason, actor=actor, shop=shop)


_ACTS = {
    "indienen": _submit,
    "terughalen": _take_back,
    "vervallen": _drop,
    "terugsturen": _send_back,
    "vaststellen": _adopt,
    "intrekken": _retire,
}


def _day(name: str, field: str) -> date:
    found = find_day(request.form.get(name, ""))
    if found is None:
        raise DraftDecisionInvalid({field: _("Vul een datum in.")})
    return found


def _page(draft_id: str, wrong: dict[str, str], *, status: int) -> Response:
    actor, shop = bench(Act.SEE_DRAFT)
    with shop.read_uow() as uow:
        draft = seen(uow, actor, draft_id)
        people = people_of(uow, visit.account())
        history = uow.drafts.history(region=draft.region, draft_id=draft.id)
        today = shop.today(uow)
        hands = {draft.made_by, draft.submitted_by, *(one.made_by for one in history)}
        return visit.show(
            "draft_decision.html",
            heading=_("Besluit over ‘%(ontwerp)s’") % {"ontwerp": draft.title},
            status=status,
            draft=draft,
            standing=standing_words(draft, today),
            people=people,
            is_concept=draft.state is DraftState.CONCEPT,
            is_in_review=draft.state is DraftState.IN_REVIEW,
            is_adopted=draft.state is DraftState.ADOPTED,
            is_own=actor.id in hands,
            today=today.isoformat(),
            wrong=wrong,
            errors=list(wrong.items()),
            typed=request.form,
            said=request.args.get("bericht", ""),
        )
