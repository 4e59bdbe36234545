"""Begin a play of a draft: how it starts, on which day, by whose settings, with which answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api.form_builder.play_questions import beginning_questions, values_questions
from doorgang_api.form_builder.questionnaire import Questionnaire, errors_of
from doorgang_api.languages import gettext as _
from doorgang_engine.contacts.table import find_day
from doorgang_engine.drafts.draft import DRAWING
from doorgang_engine.drafts.performing import regions_of
from doorgang_engine.drafts.play import DraftUnplayable, PlayInvalid, PlayMovedOn
from doorgang_engine.drafts.playing import Beginning, begin_play, runnable_on
from doorgang_engine.drafts.uses import model_of
from doorgang_engine.errors import EngineError, RouteUnreadable
from doorgang_engine.errors import SubmissionInvalid as FormRefused
from doorgang_forms.errors import SubmissionInvalid

from . import visit
from .draft_pages import revision_sent
from .filling_in import FORM, Typed
from .play_answers import answered, shown_answers
from .play_pages import REVISION, laid, to_stage, today, told, unplayable_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from flask import Blueprint
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.bpmn.process import Element, ProcessModel
    from doorgang_engine.drafts.playing import Table
    from doorgang_engine.drafts.workshop import Workshop
    from doorgang_engine.model import Actor
    from doorgang_forms.view_model import FormView


@dataclass(frozen=True, kw_only=True)
class Start:
    """How a play is to begin, as the address says it."""

    region: str
    day: date
    element: Element
    stood_in: tuple[str, ...]
    definition: Mapping[str, Any] | None  # of what is asked; None: nothing is


def add_to(pages: Blueprint) -> None:
    """Add ``/ontwerpen/<draft>/spelen/begin`` and ``…/begin/<start>``."""
    here = "/ontwerpen/<draft_id>/spelen/begin"
    pages.add_url_rule(here, "draft_play_start", choose, methods=["GET", "POST"])
    pages.add_url_rule(f"{here}/<start>", "draft_play_begin", begin, methods=["GET", "POST"])


# -- how
def choose(draft_id: str) -> AnyResponse:
    """Ask how the play begins; when sent, go on to its first form."""
    table, _actor, _shop = laid(draft_id)
    try:
        asking = Questionnaire(asking=_questions(table), today=today())
    except RouteUnreadable as error:
        return unplayable_page(table, DraftUnplayable(str(error)))
    if request.method != "POST":
        return _choices(table, asking.shown(_usual(table)))
    posted = asking.read(request.form.items(multi=True))
    try:
        values = asking.judged(posted.values)
    except SubmissionInvalid as refused:
        return _choices(table, asking.shown(posted.values, errors_of(refused)))
    address = url_for(
        "pages.draft_play_begin",
        draft_id=draft_id,
        start=values["start"],
        regio=values["regio"],
        dag=values["dag"],
        zonder=values.get("overslaan", []),
    )
    return redirect(address, 303)


def _choices(table: Table, view: FormView) -> AnyResponse:
    return visit.show(
        "play_start.html",
        heading=_("Proefspelen: ‘%(ontwerp)s’", ontwerp=table.draft.title),
        status=422 if view.errors else 200,
        draft=table.draft,
        view=view,
        has_play=table.play is not None,
    )


def _questions(table: Table) -> dict[str, Any]:
    model, files = _model(table), table.board.files
    titles = {key: str(shapes["basis"].info.get("titel", key))
              for key, shapes in files.routes.items()}  # fmt: skip
    return beginning_questions(
        starts=[(one.id, one.name or one.id) for one in model.start_events()],
        regions=[(one, files.region(one).name) for one in regions_of(table.board)],
        called=[(one, titles.get(one, one)) for one in sorted(model.called_routes())],
    )


def _usual(table: Table) -> dict[str, Any]:
    region = table.draft.region
    calendar = table.board.files.region(region).calendar
    first = calendar.next_working_day(day=today())
    starts = _model(table).start_events()
    usual: dict[str, Any] = {"regio": region, "dag": first.isoformat()}
    return {**usual, "start": starts[0].id} if starts else usual


def _model(table: Table) -> ProcessModel:
    return model_of(table.board.texts[DRAWING])


# -- with which answers
def begin(draft_id: str, start: str) -> AnyResponse:
    """Ask what the start form asks; when sent, begin the play."""
    table, actor, shop = laid(draft_id)
    try:
        found = _start(table, start)
    except DraftUnplayable as refused:
        return unplayable_page(table, refused)
    except (PlayInvalid, RouteUnreadable):
        return redirect(url_for("pages.draft_play_start", draft_id=draft_id), 303)
    if request.method != "POST":
        return _form(table, found, _first(found))
    typed = answered(found.definition)
    if typed.row_action:
        return _form(table, found, typed)
    return _send(table, found, typed, actor, shop)


def _send(table: Table, found: Start, typed: Typed, actor: Actor, shop: Workshop) -> AnyResponse:
    beginning = Beginning(
        region=found.region,
        day=found.day,
        start_event=found.element.id,
        answers=typed.values,
        stood_in=found.stood_in,
    )
    try:
        begin_play(
            table=table,
            revision=revision_sent(REVISION),
            beginning=beginning,
            actor=actor,
            shop=shop,
        )
    except FormRefused as refused:
        return _form(table, found, typed, refused.fields)
    except PlayMovedOn as refused:
        newest, _actor, _shop = laid(table.draft.id)
        return _form(newest, found, typed, {FORM: [str(refused)]}, status=409)
    except EngineError as refused:
        return _form(table, found, typed, {FORM: [told(refused)]})
    return to_stage(table.draft.id)


def _start(table: Table, start: str) -> Start:
    """Return what the address says.

    :raises PlayInvalid: if it is no beginning of this draft.
    """
    region, day = request.args.get("regio", ""), find_day(request.args.get("dag", ""))
    if region not in regions_of(table.board) or day is None:
        raise PlayInvalid({"regio": _("Kies een van de regio's.")})
    runnable, content = runnable_on(table, region=region, day=day)
    model = runnable.program.models[runnable.program.key]
    element = model.elements.get(start)
    if element is None or element not in model.start_events():
        raise PlayInvalid({"start": _("Kies hoe het traject begint.")})
    told_of = {one.name: one.kind for one in model.variables.values() if one.is_input}
    form = content["forms"].get(element.get("formulier"))
    asked = form or (values_questions(element.name, told_of) if told_of else None)
    called = [one for one in request.args.getlist("zonder") if one in model.called_routes()]
    return Start(region=region, day=day, element=element, stood_in=tuple(called), definition=asked)


def _first(found: Start) -> Typed:
    """Return what stands in the form at first: the example, when that is asked."""
    if found.definition is None or request.args.get("voorbeeld") != "ja":
        return Typed()
    return Typed(values=dict(found.definition.get("example", {})))


def _form(
    table: Table,
    found: Start,
    typed: Typed,
    errors: Mapping[str, Sequence[str]] | None = None,
    *,
    status: int = 422,
) -> AnyResponse:
    name = found.element.name or found.element.id
    view = shown_answers(found.definition, typed, errors or {}, {}, name=name)
    return visit.show(
        "play_answers.html",
        heading=name,
        status=status if errors else 200,
        draft=table.draft,
        view=view,
        typed=typed,
        revision=table.revision,
        revision_field=REVISION,
        documentation=found.element.documentation,
        one=None,
        send=_("Beginnen met spelen"),
        crumb=_("Begin"),
        example_at=url_for(
            "pages.draft_play_begin",
            draft_id=table.draft.id,
            start=found.element.id,
            **{**request.args.to_dict(flat=False), "voorbeeld": "ja"},  # type: ignore[arg-type]
        ),
        has_example=bool(found.definition and found.definition.get("example")),
    )
