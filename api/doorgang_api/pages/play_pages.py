"""Play a draft: how it stands, what can be done at once, and the calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api.form_builder.play_questions import day_question
from doorgang_api.form_builder.questionnaire import Questionnaire, errors_of
from doorgang_api.languages import gettext as _
from doorgang_engine.access.table import Act
from doorgang_engine.drafts.performing import perform
from doorgang_engine.drafts.play import DraftUnplayable, PlayInvalid, PlayMovedOn
from doorgang_engine.drafts.play_steps import (
    completing,
    example_of,
    giving,
    next_deadline,
    to_day,
    to_next_deadline,
)
from doorgang_engine.drafts.playing import end_play, lay_table, play_on, undo_play
from doorgang_engine.errors import EngineError
from doorgang_engine.terms.moments import local_day
from doorgang_engine.terms.wording import listed
from doorgang_forms.errors import SubmissionInvalid

from . import visit
from .dates import date_words
from .draft_pages import bench, revision_sent
from .play_views import PlayView
from .words import moment_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.bpmn.journal import Waiting
    from doorgang_engine.drafts.performing import Performance
    from doorgang_engine.drafts.playing import Table
    from doorgang_engine.drafts.workshop import Workshop
    from doorgang_engine.model import Actor
    from doorgang_forms.view_model import FormView

#: Fields of the page itself, beside those of a form.
REVISION, DO, ABOUT = "_revisie", "_doen", "_wat"


def add_to(pages: Blueprint) -> None:
    """Add ``/ontwerpen/<draft>/spelen``."""
    here = "/ontwerpen/<draft_id>/spelen"
    pages.add_url_rule(here, "draft_play", draft_play, methods=["GET", "POST"])


def laid(draft_id: str) -> tuple[Table, Actor, Workshop]:
    """Return a draft on the table of who asks.

    :raises Forbidden: if they may not see drafts.
    :raises DraftNotFound: if there is none in their region.
    """
    actor, shop = bench(Act.SEE_DRAFT)
    return lay_table(draft_id=draft_id, actor=actor, shop=shop), actor, shop


def draft_play(draft_id: str) -> AnyResponse:
    """Show how the play stands; when sent, do what the button says."""
    table, actor, shop = laid(draft_id)
    act = request.form.get(DO, "")
    if request.method == "POST" and act == "stoppen":
        end_play(table=table, actor=actor, shop=shop)
        return redirect(url_for("pages.draft", draft_id=draft_id), 303)
    if table.story is None:
        return redirect(url_for("pages.draft_play_start", draft_id=draft_id), 303)
    if request.method != "POST":
        return _sure(table) if request.args.get("weg") == "vragen" else stage_page(table)
    return _do_as_told(act, table, actor, shop)


def _sure(table: Table) -> AnyResponse:
    """Ask whether somebody wants to throw their play away; only the answer does it."""
    steps = table.story.steps if table.story else ()
    return visit.show(
        "play_stop.html",
        heading=_("Spel weggooien?"),
        draft=table.draft,
        count=len(steps),
        do_field=DO,
    )


def _do_as_told(act: str, table: Table, actor: Actor, shop: Workshop) -> AnyResponse:
    if act not in _ACTS:
        return stage_page(table, {"doen": _("Kies wat u wilt doen.")}, status=422)
    try:
        _ACTS[act](table, actor, shop)
    except SubmissionInvalid as refused:
        return stage_page(table, day_errors=errors_of(refused), status=422)
    except PlayInvalid as refused:
        day = {"dag": [refused.fields["dag"]]} if "dag" in refused.fields else {}
        other = {} if day else {"doen": str(refused)}
        return stage_page(table, other, day_errors=day, status=422)
    except PlayMovedOn as refused:
        newest, _actor, _shop = laid(table.draft.id)
        return stage_page(newest, {"doen": str(refused)}, status=409)
    except EngineError as refused:
        return stage_page(table, {"doen": told(refused)}, status=409)
    return to_stage(table.draft.id)


def to_stage(draft_id: str) -> AnyResponse:
    """Return to the play, at what happened last."""
    here = url_for("pages.draft_play", draft_id=draft_id, bericht="gedaan", _anchor="melding")
    return redirect(here, 303)


def told(refused: EngineError) -> str:
    """Return why the engine refused an act, and what is wrong by field when it says so."""
    fields: Mapping[str, Any] = getattr(refused, "fields", {})
    texts = [text for found in fields.values() for text in found]
    why = listed(items=texts) if texts else str(refused)
    return _("%(waarom)s Er is niets gedaan in het spel.", waarom=why)


def performed(table: Table) -> Performance:
    """Return how a play that has begun goes on the newest files of its draft.

    :raises DraftUnplayable: if the draft cannot be run.
    """
    if table.story is None:
        raise PlayMovedOn
    return perform(table.board, table.story)


# -- what the buttons do
def _next(table: Table, actor: Actor, shop: Workshop) -> None:
    _do(to_next_deadline(performed(table)), table, actor, shop)


def _to_day(table: Table, actor: Actor, shop: Workshop) -> None:
    asking = _calendar()
    values = asking.judged(asking.read(request.form.items(multi=True)).values)
    _do(to_day(performed(table), date.fromisoformat(values["dag"])), table, actor, shop)


def _example(table: Table, actor: Actor, shop: Workshop) -> None:
    played = performed(table)
    task = _waiting(played)
    _do(completing(played, task, example_of(played, task.form)), table, actor, shop)


def _signal(table: Table, actor: Actor, shop: Workshop) -> None:
    _do(giving(_waiting(performed(table))), table, actor, shop)


def _undo(table: Table, actor: Actor, shop: Workshop) -> None:
    undo_play(table=table, revision=revision_sent(REVISION), actor=actor, shop=shop)


def _leave_out(table: Table, actor: Actor, shop: Workshop) -> None:
    stop = performed(table).stop
    if stop is None or not stop.step:
        raise PlayMovedOn
    undo_play(
        table=table, revision=revision_sent(REVISION), actor=actor, shop=shop, up_to=stop.step - 1
    )


_ACTS: Mapping[str, Callable[[Table, Actor, Workshop], None]] = {
    "volgende": _next,
    "dag": _to_day,
    "voorbeeld": _example,
    "signaal": _signal,
    "ongedaan": _undo,
    "weglaten": _leave_out,
}


def _do(step: Mapping[str, Any], table: Table, actor: Actor, shop: Workshop) -> None:
    play_on(table=table, revision=revision_sent(REVISION), step=step, actor=actor, shop=shop)


def _waiting(played: Performance) -> Waiting:
    found = find_waiting(played, request.form.get(ABOUT, ""))
    if found is None:
        raise PlayMovedOn
    return found


def find_waiting(played: Performance, key: str) -> Waiting | None:
    """Return what is open with an id, or None."""
    return next((one for one in played.waiting if one.id == key), None)


# -- the page
def stage_page(
    table: Table,
    wrong: Mapping[str, str] | None = None,
    *,
    day_errors: Mapping[str, list[str]] | None = None,
    status: int = 200,
) -> Response:
    """Return the page of a play; ``wrong`` is what could not be done, by the place it is about."""
    try:
        played = performed(table)
    except DraftUnplayable as refused:
        return unplayable_page(table, refused)
    view = PlayView(played, forms=table.board.forms)
    day = _day_field(day_errors)
    drawings = view.drawings
    scope = request.args.get("deel", "")
    scope = scope if scope in dict(drawings) else ""
    due = next_deadline(played)
    return visit.show(
        "play.html",
        heading=_("Proefspel van ‘%(ontwerp)s’", ontwerp=table.draft.title),
        status=status,
        draft=table.draft,
        view=view,
        revision=table.revision,
        today=date_words(day=local_day(moment=played.now)),
        now=moment_words(played.now),
        next_due=moment_words(due) if due else "",
        day=day,
        errors=[*(wrong or {}).items(), *((one.href[1:], one.text) for one in day.errors)],
        acts=len(played.story.steps),
        stop=_stop(played),
        is_changed=table.is_changed,
        said=request.args.get("bericht", ""),
        drawings=drawings,
        scope=scope,
        drawing=view.drawing(scope),
        fits=request.args.get("maat") == "passend",
        revision_field=REVISION,
        do_field=DO,
        about_field=ABOUT,
    )


def _stop(played: Performance) -> dict[str, Any] | None:
    if played.stop is None:
        return None
    return {
        "step": played.stop.step,
        "left": len(played.story.steps) - played.stop.step + 1,
        "why": str(played.stop.error),
    }


def unplayable_page(table: Table, refused: DraftUnplayable) -> Response:
    """Return the page that says why a draft cannot be played, and where to look."""
    return visit.show(
        "play_stopped.html",
        heading=_("Proefspel van ‘%(ontwerp)s’", ontwerp=table.draft.title),
        status=409,
        draft=table.draft,
        why=str(refused),
        has_play=table.play is not None,
        do_field=DO,
    )


def _calendar() -> Questionnaire:
    return Questionnaire(asking=day_question(), today=today())


def today() -> date:
    """Return which day it is really."""
    with visit.house().read_uow() as uow:
        return local_day(moment=visit.moment(uow))


def _day_field(errors: Mapping[str, list[str]] | None) -> FormView:
    asking = _calendar()
    typed = asking.read(request.form.items(multi=True)).values if errors else {}
    return asking.shown(typed, errors)
