"""The forms of a draft: the list, one form with its questions, and what one button does to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for

from doorgang_api.acting import in_region
from doorgang_api.form_builder.bench import (
    OpenForm,
    as_text,
    begun_form,
    decided_on,
    draft_of,
    keep_form,
    open_form,
    other_forms,
    path_of,
    workshop_of,
)
from doorgang_api.form_builder.form_questions import new_form_questions
from doorgang_api.form_builder.overview import anchor_of, kinds, outline_of
from doorgang_api.form_builder.questionnaire import Questionnaire, errors_of
from doorgang_api.languages import gettext as _
from doorgang_api.languages import language
from doorgang_engine.access.table import Act
from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.drafts.draft import DRAWING
from doorgang_engine.drafts.errors import DraftFileStale, NothingToUndo
from doorgang_engine.drafts.writing import read_file, take_over, undo, write_file
from doorgang_engine.terms.moments import local_day
from doorgang_forms.diff import difference
from doorgang_forms.editing import move_field, remove_field, set_rule
from doorgang_forms.editing_sections import join_section, move_section
from doorgang_forms.errors import DefinitionInvalid, EditRefused, SubmissionInvalid
from doorgang_forms.lint import lint
from doorgang_forms.outline import free_key
from doorgang_forms.parsing import parse_form
from doorgang_forms.view import view

from . import visit
from .form_differences import told_differences

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_api.form_builder.asking import Raw
    from doorgang_engine.drafts.workshop import Workshop
    from doorgang_engine.model import Actor
    from doorgang_forms.view_model import FormView

REVISION = "_revisie"
DO = "_doen"


def add_to(pages: Blueprint) -> None:
    """Add ``/ontwerpen/<draft>/formulieren`` and ``…/<form>``."""
    here = "/ontwerpen/<draft_id>/formulieren"
    pages.add_url_rule(here, "draft_forms", draft_forms, methods=["GET", "POST"])
    pages.add_url_rule(f"{here}/<form_key>", "draft_form", draft_form, methods=["GET", "POST"])


def editor(act: Act = Act.EDIT_DRAFT) -> tuple[Actor, Workshop]:
    """Return who edits, and the workshop it happens in.

    :raises Forbidden: if they may not.
    """
    actor = in_region(visit.account(), act)
    return actor, workshop_of(visit.house(), now=visit.given_now())


def seen_form(draft_id: str, form_key: str, *, newest: bool = False) -> OpenForm:
    """Return the form as the page that was sent showed it; the newest when nothing was sent."""
    actor, shop = editor(Act.SEE_DRAFT)
    sent = request.form.get(REVISION, "")
    revision = int(sent) if sent.isascii() and sent.isdigit() and not newest else None
    return open_form(draft_id, form_key, actor=actor, shop=shop, revision=revision)


def keep(opened: OpenForm, raw: Mapping[str, Any], *, what: str, at: str = "") -> AnyResponse:
    """Keep what an edit made and go to the form, at a question; say so when it came too late."""
    actor, shop = editor()
    try:
        keep_form(opened, raw, what=what, actor=actor, shop=shop)
    except DraftFileStale as stale:
        return _conflict(opened, raw, stale)
    return to_form(opened, at=at)


def to_form(opened: OpenForm, *, at: str = "", said: str = "bewaard") -> AnyResponse:
    """Return to the page of a form."""
    address = url_for(
        "pages.draft_form",
        draft_id=opened.draft.id,
        form_key=opened.key,
        bericht=said,
        _anchor=anchor_of(at) if at else None,
    )
    return redirect(address, 303)


def _conflict(opened: OpenForm, mine: Mapping[str, Any], stale: DraftFileStale) -> Response:
    theirs = seen_form(opened.draft.id, opened.key, newest=True)
    return visit.show(
        "form_conflict.html",
        heading=_("Iemand anders was eerder"),
        status=409,
        opened=theirs,
        title=title_of(theirs.raw),
        told=str(stale),
        differences=told_differences(difference(old=theirs.raw, new=mine)),
        mine=stale.yours.id,
        revision_field=REVISION,
        do_field=DO,
    )


def title_of(raw: Mapping[str, Any]) -> str:
    """Return what a form is called."""
    title = raw.get("title")
    return str(title.get("nl", "")) if isinstance(title, dict) else ""


def today() -> date:
    """Return which day it is."""
    with visit.house().read_uow() as uow:
        return local_day(moment=visit.moment(uow))


# -- the list


def draft_forms(draft_id: str) -> AnyResponse:
    """Show the forms that the draft's route asks; when sent, begin a new one."""
    actor, shop = editor(Act.SEE_DRAFT)
    draft = draft_of(draft_id, actor=actor, shop=shop)
    asking = Questionnaire(asking=new_form_questions(_retention()), today=today())
    if request.method != "POST":
        return _list(draft_id, asking.shown({}))
    actor, shop = editor()
    posted = asking.read(request.form.items(multi=True))
    try:
        values = asking.judged(posted.values)
    except SubmissionInvalid as refused:
        return _list(draft_id, asking.shown(posted.values, errors_of(refused)))
    with shop.read_uow() as uow:
        taken = {*shop.files(uow, shop.today(uow)).seen_from(draft.region).forms}
        own = uow.drafts.files(region=draft.region, draft_id=draft.id)
    taken |= {path[len("forms/") : -len(".json")] for path in own if path.startswith("forms/")}
    key = free_key(words=values["title"], taken=taken, otherwise="formulier")
    raw = begun_form(key=key, **values)
    write_file(
        draft_id=draft_id, path=path_of(key), content=as_text(raw), revision=0,
        what=f"formulier {key} begonnen", actor=actor, shop=shop,
    )  # fmt: skip
    return redirect(url_for("pages.draft_form", draft_id=draft_id, form_key=key), 303)


def _list(draft_id: str, asked: FormView) -> Response:
    actor, shop = editor(Act.SEE_DRAFT)
    draft = draft_of(draft_id, actor=actor, shop=shop)
    drawing = read_file(draft_id=draft_id, path=DRAWING, actor=actor, shop=shop).content
    used = read_process(read_bpmn(drawing.encode())).form_keys()
    with shop.read_uow() as uow:
        forms = dict(shop.files(uow, shop.today(uow)).seen_from(draft.region).forms)
        own = uow.drafts.files(region=draft.region, draft_id=draft.id)
    mine = {path[len("forms/") : -len(".json")] for path, one in own.items()
            if path.startswith("forms/") and not one.is_removed}  # fmt: skip
    for key in mine:
        forms[key] = open_form(draft_id, key, actor=actor, shop=shop).raw
    rows = [
        {"key": key, "title": title_of(forms.get(key, {})) or key, "is_own": key in mine,
         "is_used": key in used}
        for key in sorted(used | mine)
        if key in forms
    ]  # fmt: skip
    return visit.show(
        "draft_forms.html",
        heading=_("Formulieren van ‘%(ontwerp)s’") % {"ontwerp": draft.title},
        status=422 if asked.errors else 200,
        draft=draft,
        rows=rows,
        view=asked,
    )


def _retention() -> list[tuple[str, str]]:
    return [(key, one.name) for key, one in visit.house().retention.classes.items()]


# -- one form


def draft_form(draft_id: str, form_key: str) -> AnyResponse:
    """Show a form with its questions; when sent, do what the button says."""
    opened = seen_form(draft_id, form_key)
    if request.method != "POST":
        return form_page(opened)
    verb, _colon, target = request.form.get(DO, "").partition(":")
    if verb in _FILE_ACTS:
        return _FILE_ACTS[verb](opened, target)
    if verb not in _EDITS:
        return form_page(opened)
    edit, what = _EDITS[verb]
    try:
        raw = edit(opened.raw, target)
    except EditRefused as refused:
        return form_page(opened, wrong=refused.message, at=target)
    still_there = target if verb in {"omhoog", "omlaag"} else ""
    return keep(opened, raw, what=what.format(target=target), at=still_there)


def form_page(opened: OpenForm, *, wrong: str = "", at: str = "") -> Response:
    """Return the page of a form; ``wrong`` is why a button was refused, ``at`` which question."""
    roles = visit.house().library.roles
    _actor, shop = editor(Act.SEE_DRAFT)
    return visit.show(
        "form_builder.html",
        heading=title_of(opened.raw) or opened.key,
        status=422 if wrong else 200,
        opened=opened,
        parts=outline_of(opened.raw),
        kinds=kinds(),
        remarks=[
            (one, anchor_of(one.path) if one.path else "")
            for one in lint(
                raw=opened.raw,
                roles=roles,
                decided_on=decided_on(opened, shop=shop),
                others=other_forms(opened, shop=shop),
            )
        ],
        rules=rules_of(opened.raw),
        view=_preview(opened.raw),
        wrong=wrong,
        wrong_at=anchor_of(at) if at else "",
        said=_said(request.args.get("bericht", "")),
        may_edit=opened.draft.is_editable,
        revision_field=REVISION,
        do_field=DO,
        may_undo=opened.newest > 0,
    )


def rules_of(raw: Mapping[str, Any]) -> list[str]:
    """Return the rules over fields by what they say to who breaks them."""
    return [
        one["message"] if isinstance(one["message"], str) else str(one["message"].get("nl", ""))
        for one in raw.get("rules", [])
    ]


def _said(code: str) -> str:
    return {
        "bewaard": _("Bewaard. Met ‘Ongedaan maken’ gaat u een stap terug."),
        "terug": _("De vorige versie staat er weer."),
        "overgenomen": _("Uw versie is nu de nieuwste. De andere staat in de geschiedenis."),
    }.get(code, "")


def _preview(raw: Mapping[str, Any]) -> FormView | None:
    try:
        form = parse_form(raw=raw)
    except DefinitionInvalid:
        return None
    return view(form=form, values={}, errors={}, variables={}, lang=language())


def _undo(opened: OpenForm, _target: str) -> AnyResponse:
    actor, shop = editor()
    try:
        undo(draft_id=opened.draft.id, path=opened.path, revision=opened.revision, actor=actor,
             shop=shop)  # fmt: skip
    except NothingToUndo as nothing:
        return form_page(opened, wrong=str(nothing))
    return to_form(opened, said="terug")


def _take_over(opened: OpenForm, target: str) -> AnyResponse:
    actor, shop = editor()
    take_over(draft_id=opened.draft.id, file_id=target, actor=actor, shop=shop)
    return to_form(opened, said="overgenomen")


def _without_rule(raw: Raw, at: str) -> Raw:
    is_number = at.isascii() and at.isdigit() and len(at) < _DIGITS
    return set_rule(raw=raw, number=int(at) if is_number else len(raw.get("rules", [])), rule=None)


_DIGITS = 4
_FILE_ACTS: Mapping[str, Callable[[OpenForm, str], AnyResponse]] = {
    "terug": _undo,
    "overnemen": _take_over,
}
_EDITS: Mapping[str, tuple[Callable[[Raw, str], Raw], str]] = {
    "omhoog": (lambda raw, path: move_field(raw=raw, path=path, by=-1), "vraag {target} omhoog"),
    "omlaag": (lambda raw, path: move_field(raw=raw, path=path, by=1), "vraag {target} omlaag"),
    "weghalen": (lambda raw, path: remove_field(raw=raw, path=path), "vraag {target} weggehaald"),
    "deel-omhoog": (
        lambda raw, key: move_section(raw=raw, key=key, by=-1),
        "onderdeel {target} omhoog",
    ),
    "deel-omlaag": (
        lambda raw, key: move_section(raw=raw, key=key, by=1),
        "onderdeel {target} omlaag",
    ),
    "deel-samen": (
        lambda raw, key: join_section(raw=raw, key=key),
        "onderdeel {target} bij het vorige gevoegd",
    ),
    "regel-weg": (_without_rule, "regel weggehaald"),
}
