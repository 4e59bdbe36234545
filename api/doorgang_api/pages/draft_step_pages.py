"""One step of a draft: what is set of it, and everything that can be done with it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from flask import jsonify, request, url_for

from doorgang_api.languages import gettext as _
from doorgang_engine.access.table import Act
from doorgang_engine.drafts.drawing import drawing_of, edit_drawing
from doorgang_engine.drafts.errors import DraftFileStale, DraftNotFound
from doorgang_engine.editing.conditions import OPERATORS
from doorgang_engine.editing.errors import EditRefused
from doorgang_engine.editing.steps import STEP_KINDS
from doorgang_engine.routes.known_marks import MARKS, marks_of

from . import visit
from .draft_forms_read import BLANK_CONDITIONS, edit_sent
from .draft_lengths import LENGTHS, parts, units
from .draft_pages import back_to, bench, revision_sent, step_row
from .draft_words import SETTINGS

if TYPE_CHECKING:
    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.drafts.drawing import Drawing

#: Settings of which the value is chosen from a list.
CHOSEN = (
    "rol", "formulier", "termijn", "vanaf", "wachttermijn", "mandaat", "deelroute", "deelnemer",
)  # fmt: skip
#: Settings of which several are chosen.
TICKED = ("aan", "anders_dan")


def add_to(pages: Blueprint) -> None:
    """Add ``/ontwerpen/<draft>/stappen/<step>``."""
    address = "/ontwerpen/<draft_id>/stappen/<step>"
    pages.add_url_rule(address, "draft_step", draft_step, methods=["GET", "POST"])


def draft_step(draft_id: str, step: str) -> AnyResponse:
    """Show a step; when sent, do what the button says."""
    if request.method != "POST":
        return _page(draft_id, step, {}, status=200)
    actor, shop = bench(Act.EDIT_DRAFT)
    try:
        done = edit_drawing(
            draft_id=draft_id,
            edit=edit_sent(step),
            revision=revision_sent(),
            actor=actor,
            shop=shop,
        )
    except EditRefused as refused:
        return _page(draft_id, step, {refused.field or "bewerking": refused.why}, status=422)
    except DraftFileStale as stale:
        return _page(draft_id, step, {"bewerking": str(stale)}, status=409)
    drawing = drawing_of(draft_id=draft_id, actor=actor, shop=shop)
    if is_panel():
        return jsonify(revisie=drawing.file.revision, gekozen=done.focus, gedaan=done.what)
    focus = done.focus if drawing.steps.step(done.focus) else step
    return back_to(draft_id, said="gedaan", step=focus if drawing.steps.step(focus) else "")


def is_panel() -> bool:
    """Return whether the step is shown beside the canvas, as a part of its page."""
    return request.args.get("deel") == "paneel"


def _page(draft_id: str, step: str, wrong: dict[str, str], *, status: int) -> Response:
    actor, shop = bench(Act.SEE_DRAFT)
    drawing = drawing_of(draft_id=draft_id, actor=actor, shop=shop)
    found = drawing.steps.step(step)
    if found is None:
        raise DraftNotFound
    act = request.form.get("bewerking", "")
    return visit.show(
        "draft_step_panel.html" if is_panel() else "draft_step.html",
        heading=found.name,
        status=status,
        draft=drawing.draft,
        row=step_row(drawing, step),
        step=found,
        fields=[_field(drawing, key, found.settings.get(key, "")) for key in found.may_set],
        revision=drawing.file.revision,
        act=act,
        action=_address(draft_id, step),
        wrong=wrong,
        errors=[(f"{act}-fout" if act else "inhoud", text) for text in wrong.values()],
        typed=request.form,
        places=_places(drawing, step),
        targets=[(one.id, one.name) for one in drawing.steps.steps if _is_beside(one, found)],
        lanes=[(key, name) for key, name, _role in drawing.steps.lanes if key != found.lane],
        kinds=[(key, words) for key, (words, _tag) in STEP_KINDS.items()],
        choices={key: _options(drawing, key) for key in CHOSEN},
        milestones=_marks(drawing, "mijlpaal", ""),
        names=sorted(drawing.kinds),
        operators=_operators(),
        blank=range(BLANK_CONDITIONS),
        units=units(),
    )


def _address(draft_id: str, step: str) -> str:
    deel = "paneel" if is_panel() else None
    return url_for("pages.draft_step", draft_id=draft_id, step=step, deel=deel)


def _is_beside(one: Any, found: Any) -> bool:
    """Return whether a flow may lead there: in the same part of the route, and no beginning."""
    return one.within == found.within and one.kind not in ("startEvent", "boundaryEvent")


def _field(drawing: Drawing, key: str, value: str) -> dict[str, Any]:
    found: dict[str, Any] = {"key": key, "label": SETTINGS[key], "value": value}
    if key in LENGTHS:
        number, unit, choices = parts(value)
        return {**found, "sort": "lengte", "value": number, "unit": unit, "options": choices}
    if key in MARKS:
        return {**found, "sort": "keuze_of_nieuw", "options": _marks(drawing, key, value)}
    options = _options(drawing, key) if key in (*CHOSEN, *TICKED) else []
    known = {one for one, _words in options}
    said = value.split() if key in TICKED else [value]
    options = [*options, *((one, one) for one in said if options and one and one not in known)]
    sort = "meer" if key in TICKED else "lijst"
    if not options:
        sort = "tekst" if key == "uitleg" else "regel"
    return {**found, "said": said, "options": options, "sort": sort}


def _marks(drawing: Drawing, key: str, value: str) -> list[tuple[str, str]]:
    """Return what can be chosen of a milestone, outcome or ground, with what is set."""
    known = marks_of(drawing.library, route=drawing.draft.route, drawing=drawing.file.content)[key]
    other = _("%(wat)s (in een andere route)")
    found = {one.value: one.words if one.is_own else other % {"wat": one.words} for one in known}
    if value:
        found.setdefault(value, value)
    return list(found.items())


def _options(drawing: Drawing, key: str) -> list[tuple[str, str]]:
    library = drawing.library
    if key in ("termijn", "wachttermijn"):
        rules = library.region(drawing.draft.region).rules
        found = {one: f"{rule.name} ({rule.length_words})" for one, rule in rules.items()}
    elif key in ("rol", "aan"):
        found = {one: role.get("naam", one) for one, role in library.roles.items()}
    elif key == "formulier":
        found = {one: str(form["title"].get("nl", one)) for one, form in library.forms.items()}
        own = (path.removeprefix("forms/").removesuffix(".json") for path in drawing.forms)
        found |= {one: found.get(one, one) for one in own}
    elif key == "deelroute":
        found = {
            one: str(files["basis"].info.get("titel", one))
            for one, files in library.routes.items()
            if one != drawing.draft.route
        }
    elif key == "vanaf":
        found = {one: one for one, kind in drawing.kinds.items() if kind == "datum"}
    elif key == "anders_dan":
        found = {one.id: one.name for one in drawing.steps.steps if one.kind == "userTask"}
    else:
        return _of_roles(drawing, key)
    twice = {words for words, count in Counter(found.values()).items() if count > 1}
    told = ((one, f"{words} ({one})" if words in twice else words) for one, words in found.items())
    return sorted(told, key=lambda one: one[1])


def _of_roles(drawing: Drawing, key: str) -> list[tuple[str, str]]:
    """Return the mandates, or the kinds of organisation, that roles name."""
    name = "mandaten" if key == "mandaat" else "organisatie"
    found = {one for role in drawing.library.roles.values() for one in role.get(name, "").split()}
    return [(one, one) for one in sorted(found)]


def _places(drawing: Drawing, step: str) -> list[tuple[str, str]]:
    """Return the flows to which a step can be moved: in its own part of the route."""
    found = drawing.steps.step(step)
    return [
        (
            way.flow,
            _("tussen ‘%(voor)s’ en ‘%(na)s’") % {"voor": one.name, "na": way.target_name},
        )
        for one in drawing.steps.steps
        for way in one.ways
        if found is not None and one.within == found.within and step not in (one.id, way.target)
    ]


def _operators() -> list[tuple[str, str]]:
    """Return every comparison by its plainest words: of ``is``, those of a text."""
    found: dict[str, str] = {}
    for own in OPERATORS.values():
        found = {**own, **found}
    return list(found.items())
