"""Fill in a task, a message or the end of another route in a play; save the play as a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api.form_builder.play_questions import naming_questions, values_questions
from doorgang_api.form_builder.questionnaire import Questionnaire, errors_of
from doorgang_api.languages import gettext as _
from doorgang_engine.access.table import Act
from doorgang_engine.drafts.errors import DraftLocked
from doorgang_engine.drafts.play import DraftUnplayable, PlayInvalid, PlayMovedOn
from doorgang_engine.drafts.play_saving import save_play
from doorgang_engine.drafts.play_steps import called_at, completing, ending, example_of, receiving
from doorgang_engine.drafts.playing import play_on
from doorgang_engine.errors import EngineError
from doorgang_engine.errors import SubmissionInvalid as FormRefused
from doorgang_forms.errors import SubmissionInvalid

from . import visit
from .draft_pages import bench, revision_sent
from .filling_in import FORM, Typed
from .play_answers import answered, shown_answers
from .play_pages import REVISION, find_waiting, laid, performed, stage_page, to_stage, today, told
from .play_views import PlayView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.bpmn.journal import Waiting
    from doorgang_engine.drafts.performing import Performance
    from doorgang_engine.drafts.playing import Table
    from doorgang_engine.drafts.workshop import Workshop
    from doorgang_engine.model import Actor
    from doorgang_forms.view_model import FormView


def add_to(pages: Blueprint) -> None:
    """Add ``/ontwerpen/<draft>/spelen/open/<id>`` and ``…/bewaren``."""
    here = "/ontwerpen/<draft_id>/spelen"
    both = ["GET", "POST"]
    pages.add_url_rule(f"{here}/open/<key>", "draft_play_answers", fill_in, methods=both)
    pages.add_url_rule(f"{here}/bewaren", "draft_play_save", save, methods=both)


# -- filling in
@dataclass(frozen=True, kw_only=True)
class Open:
    """Something open in a play, with the form that it asks; None: it asks nothing."""

    table: Table
    played: Performance
    waiting: Waiting
    definition: Mapping[str, Any] | None


def fill_in(draft_id: str, key: str) -> AnyResponse:
    """Show the form of something open; when sent, do it."""
    table, actor, shop = laid(draft_id)
    if table.story is None:
        return redirect(url_for("pages.draft_play_start", draft_id=draft_id), 303)
    found = _find(table, key)
    if found is None:
        return stage_page(table, {"doen": str(PlayMovedOn())}, status=409)
    if request.method != "POST":
        asked = request.args.get("voorbeeld") == "ja"
        example = example_of(found.played, found.waiting.form)
        return _form(found, Typed(values=example) if asked else Typed())
    typed = answered(found.definition)
    if typed.row_action:
        return _form(found, typed)
    return _send(found, typed, actor, shop)


def _find(table: Table, key: str) -> Open | None:
    """Return what is open with an id; None when it no longer is, or nothing can be played."""
    try:
        played = performed(table)
    except DraftUnplayable:
        return None
    waiting = find_waiting(played, key)
    if waiting is None:
        return None
    definition = _definition(played, waiting)
    return Open(table=table, played=played, waiting=waiting, definition=definition)


def _send(found: Open, typed: Typed, actor: Actor, shop: Workshop) -> AnyResponse:
    draft_id = found.table.draft.id
    try:
        step = _step(found, typed)
        play_on(
            table=found.table, revision=revision_sent(REVISION), step=step, actor=actor, shop=shop
        )
    except FormRefused as refused:
        return _form(found, typed, refused.fields)
    except SubmissionInvalid as refused:
        return _form(found, typed, errors_of(refused))
    except PlayMovedOn as refused:
        return stage_page(laid(draft_id)[0], {"doen": str(refused)}, status=409)
    except EngineError as refused:
        return _form(found, typed, {FORM: [told(refused)]})
    return to_stage(draft_id)


def _definition(played: Performance, waiting: Waiting) -> Mapping[str, Any] | None:
    """Return the form of something open: for a route that is not played, what it would give."""
    if step := called_at(waiting):
        return values_questions(_("Wat deze route oplevert"), _results(played, waiting, step))
    found: Mapping[str, Any] | None = played.content["forms"].get(waiting.form)
    return found


def _results(played: Performance, waiting: Waiting, step: str) -> dict[str, str]:
    """Return what a called route brings out, by its own names, with kinds."""
    program = played.runnable.program
    above = program.model_of(waiting.scope.rpartition("/")[0])
    words = above.elements[step].words("uitvoer")
    names = {word.rpartition("=")[2] for word in words}
    kinds = program.model_of(waiting.scope).variables
    return {name: kinds[name].kind for name in names if name in kinds}


def _step(found: Open, typed: Typed) -> dict[str, Any]:
    if called_at(found.waiting) and found.definition is not None:
        asking = Questionnaire(asking=dict(found.definition), today=today())
        return ending(found.waiting, asking.judged(typed.values))
    if found.waiting.waits_for == "message":
        return receiving(found.played, found.waiting, typed.values)
    return completing(found.played, found.waiting, typed.values)


def _form(
    found: Open, typed: Typed, errors: Mapping[str, Sequence[str]] | None = None
) -> AnyResponse:
    table, waiting = found.table, found.waiting
    view = PlayView(found.played, forms=table.board.forms).open_view(waiting)
    variables = found.played.variables(waiting.scope)
    return visit.show(
        "play_answers.html",
        heading=view.name,
        status=422 if errors else 200,
        draft=table.draft,
        view=shown_answers(found.definition, typed, errors or {}, variables, name=view.name),
        typed=typed,
        revision=table.revision,
        revision_field=REVISION,
        documentation=found.played.runnable.element(waiting).documentation,
        one=view,
        send=_("Afronden in het spel"),
        crumb=view.name,
        example_at=url_for(
            "pages.draft_play_answers", draft_id=table.draft.id, key=waiting.id, voorbeeld="ja"
        ),
        has_example=bool(found.definition and found.definition.get("example")),
    )


# -- saving
def save(draft_id: str) -> AnyResponse:
    """Ask how the scenario is called; when sent, write it into the draft."""
    table, _actor, _shop = laid(draft_id)
    if table.story is None:
        return redirect(url_for("pages.draft_play_start", draft_id=draft_id), 303)
    asking = Questionnaire(asking=naming_questions(), today=today())
    if request.method != "POST":
        return _naming(table, asking.shown({}))
    actor, shop = bench(Act.EDIT_DRAFT)
    posted = asking.read(request.form.items(multi=True))
    try:
        values = asking.judged(posted.values)
        file = save_play(
            table=table,
            revision=revision_sent(REVISION),
            title=values["titel"],
            name=values.get("naam") or "",
            actor=actor,
            shop=shop,
        )
    except SubmissionInvalid as refused:
        return _naming(table, asking.shown(posted.values, errors_of(refused)))
    except PlayInvalid as refused:
        wrong = {key: [text] for key, text in refused.fields.items()}
        return _naming(table, asking.shown(posted.values, wrong))
    except (PlayMovedOn, DraftLocked, DraftUnplayable) as refused:
        wrong = {FORM: [str(refused)]}
        return _naming(laid(draft_id)[0], asking.shown(posted.values, wrong), status=409)
    address = url_for(
        "pages.draft_play_save", draft_id=draft_id, bewaard=file.path, _anchor="melding"
    )
    return redirect(address, 303)


def _naming(table: Table, view: FormView, *, status: int = 422) -> AnyResponse:
    return visit.show(
        "play_save.html",
        heading=_("Bewaren als scenario"),
        status=status if view.errors else 200,
        draft=table.draft,
        view=view,
        revision=table.revision,
        revision_field=REVISION,
        acts=len(table.story.steps) if table.story else 0,
        saved=_saved(table),
    )


def _saved(table: Table) -> str:
    """Return the file that was just written, when it is there."""
    path = request.args.get("bewaard", "")
    return path if path in table.board.texts else ""
