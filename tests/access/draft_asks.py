"""What can be asked of the pages on which a route is drawn."""

from __future__ import annotations

from tests.access.asks import NOBODY, STALE, Ask, _api, _page

from doorgang_engine.access.table import Act

HERE = f"/ontwerpen/{NOBODY}"


def _look(endpoint: str, address: str, *, missing: bool = True) -> Ask:
    return Ask(
        endpoint=f"pages.{endpoint}",
        act=Act.SEE_DRAFT,
        of="region",
        path=_page(address),
        missing=missing,
    )


def _do(endpoint: str, address: str, form: dict[str, str], act: Act, *, missing=True) -> Ask:
    return Ask(
        endpoint=f"pages.{endpoint}",
        act=act,
        of="region",
        method="POST",
        path=_page(address),
        form=form,
        missing=missing,
    )


API = f"/route-drafts/{NOBODY}"
FILE = f"{API}/files/route.toml"
REASONED = {"reason": "Goed", "from_day": "2027-03-01"}


def _call(endpoint, method, address, act, *, missing=True, json=None) -> Ask:
    return Ask(
        endpoint=endpoint,
        act=act,
        of="region",
        method=method,
        path=_api(address),
        json=json,
        headers=STALE,
        missing=missing,
    )


API_ASKS = [
    _call("route_drafts.list_drafts", "GET", "/route-drafts", Act.SEE_DRAFT, missing=False),
    _call(
        "route_drafts.copy",
        "POST",
        "/route-drafts",
        Act.EDIT_DRAFT,
        json={"route": "bestaat-niet", "title": "x"},
    ),
    _call("route_drafts.take_in", "POST", "/route-drafts/import", Act.EDIT_DRAFT, missing=False),
    _call("route_drafts.read", "GET", API, Act.SEE_DRAFT),
    _call("route_drafts.read_bundle", "GET", f"{API}/bundle", Act.SEE_DRAFT),
    _call("route_drafts.judge", "GET", f"{API}/findings", Act.SEE_DRAFT),
    _call("route_drafts.send_in", "POST", f"{API}/submission", Act.EDIT_DRAFT, json={"note": "x"}),
    _call("route_drafts.withdraw", "DELETE", f"{API}/submission", Act.EDIT_DRAFT),
    _call("route_drafts.give_up", "DELETE", API, Act.EDIT_DRAFT),
    _call(
        "route_drafts.return_draft",
        "POST",
        f"{API}/return",
        Act.REVIEW_DRAFT,
        json={"reason": "x"},
    ),
    _call("route_drafts.adopt_draft", "POST", f"{API}/adoption", Act.REVIEW_DRAFT, json=REASONED),
    _call(
        "route_drafts.retire_draft",
        "POST",
        f"{API}/retirement",
        Act.REVIEW_DRAFT,
        json={"reason": "x", "last_day": "2027-03-01"},
    ),
    _call("route_draft_files.list_files", "GET", f"{API}/files", Act.SEE_DRAFT),
    _call("route_draft_files.read", "GET", FILE, Act.SEE_DRAFT),
    _call("route_draft_files.write", "PUT", FILE, Act.EDIT_DRAFT, json={"content": "x = 1"}),
    _call("route_draft_files.remove", "DELETE", f"{API}/files/forms/x.json", Act.EDIT_DRAFT),
    _call("route_draft_files.undo_last", "POST", f"{API}/undo/route.toml", Act.EDIT_DRAFT),
    _call("route_draft_files.list_steps", "GET", f"{API}/steps", Act.SEE_DRAFT),
    _call(
        "route_draft_files.edit", "POST", f"{API}/edits", Act.EDIT_DRAFT, json={"edit": "redraw"}
    ),
]

DRAFT_ASKS = [
    _look("drafts", "/ontwerpen", missing=False),
    _do("drafts", "/ontwerpen", {}, Act.EDIT_DRAFT, missing=False),
    _do("draft_import", "/ontwerpen/inlezen", {}, Act.EDIT_DRAFT, missing=False),
    _look("draft", HERE),
    _look("draft_export", f"{HERE}/bundel.zip"),
    _do("draft_undo", f"{HERE}/ongedaan", {"bestand": "route.bpmn"}, Act.EDIT_DRAFT),
    _do("draft_take_over", f"{HERE}/overnemen", {}, Act.EDIT_DRAFT),
    _look("draft_step", f"{HERE}/stappen/toetsen"),
    _do("draft_step", f"{HERE}/stappen/toetsen", {"bewerking": "verwijderen"}, Act.EDIT_DRAFT),
    _look("draft_canvas", f"{HERE}/tekening"),
    _look("draft_drawing", f"{HERE}/tekening/bestand"),
    _do("draft_drawing", f"{HERE}/tekening/bestand", {"revisie": "1"}, Act.EDIT_DRAFT),
    _look("draft_canvas_findings", f"{HERE}/tekening/bevindingen"),
    _look("draft_drawing_import", f"{HERE}/tekening/inlezen"),
    _do("draft_drawing_import", f"{HERE}/tekening/inlezen", {"revisie": "1"}, Act.EDIT_DRAFT),
    _look("draft_difference", f"{HERE}/verschil"),
    _look("draft_terms", f"{HERE}/termijnen"),
    _look("draft_term", f"{HERE}/termijnen/tlv.herstel"),
    _do("draft_term", f"{HERE}/termijnen/tlv.herstel", {"aantal": "5"}, Act.EDIT_DRAFT),
    _look("draft_findings", f"{HERE}/bevindingen"),
    _do(
        "draft_leave_out",
        f"{HERE}/scenario-weglaten",
        {"bestand": "scenarios/a.yaml", "naam": "x"},
        Act.EDIT_DRAFT,
    ),
    _look("draft_decision", f"{HERE}/besluit"),
    _do("draft_decision", f"{HERE}/besluit", {"besluit": "terughalen"}, Act.EDIT_DRAFT),
    _do(
        "draft_decision",
        f"{HERE}/besluit",
        {"besluit": "vaststellen", "ingang": "2027-03-01", "reden": "Goed"},
        Act.REVIEW_DRAFT,
    ),
    # -- playing it
    _look("draft_play", f"{HERE}/spelen"),
    _do("draft_play", f"{HERE}/spelen", {"_doen": "volgende"}, Act.SEE_DRAFT),
    _look("draft_play_start", f"{HERE}/spelen/begin"),
    _do("draft_play_start", f"{HERE}/spelen/begin", {}, Act.SEE_DRAFT),
    _look("draft_play_begin", f"{HERE}/spelen/begin/aanvraag?regio=basis&dag=2027-03-01"),
    _do("draft_play_begin", f"{HERE}/spelen/begin/aanvraag", {}, Act.SEE_DRAFT),
    _look("draft_play_answers", f"{HERE}/spelen/open/{NOBODY}"),
    _do("draft_play_answers", f"{HERE}/spelen/open/{NOBODY}", {}, Act.SEE_DRAFT),
    _look("draft_play_save", f"{HERE}/spelen/bewaren"),
    _do("draft_play_save", f"{HERE}/spelen/bewaren", {"titel": "Proef"}, Act.EDIT_DRAFT),
    *API_ASKS,
]
