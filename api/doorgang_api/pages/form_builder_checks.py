"""The pages of the builder that show: try the form, compare it, bring in one of form-js."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request

from doorgang_api.form_builder.bench import open_form
from doorgang_api.form_builder.questionnaire import errors_of
from doorgang_api.languages import gettext as _
from doorgang_api.languages import language
from doorgang_forms.diff import difference
from doorgang_forms.editing import set_example
from doorgang_forms.errors import (
    DefinitionInvalid,
    EditRefused,
    FormJsRefused,
    SubmissionInvalid,
)
from doorgang_forms.form_js import Imported, import_form_js
from doorgang_forms.html_input import Posted, read_post
from doorgang_forms.parsing import parse_form
from doorgang_forms.submission import validate
from doorgang_forms.view import view

from . import visit
from .answers import answers_of
from .form_builder import REVISION, editor, form_page, keep, seen_form, title_of, today
from .form_differences import told_differences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_api.form_builder.bench import OpenForm
    from doorgang_forms.definition import Form
    from doorgang_forms.submission import Submission

SAVE = "_bewaren"
LARGEST_FILE = 500_000  # bytes


def add_to(pages: Blueprint) -> None:
    """Add the pages below ``/ontwerpen/<draft>/formulieren/<form>`` that show something."""
    here = "/ontwerpen/<draft_id>/formulieren/<form_key>"
    pages.add_url_rule(f"{here}/proberen", "draft_form_try", try_form, methods=["GET", "POST"])
    pages.add_url_rule(f"{here}/verschil", "draft_form_diff", differences)
    pages.add_url_rule(f"{here}/inlezen", "draft_form_import", bring_in, methods=["GET", "POST"])


# -- try


def try_form(draft_id: str, form_key: str) -> AnyResponse:
    """Show the form as people will get it; when sent, say what would come of it."""
    opened = seen_form(draft_id, form_key)
    try:
        form = parse_form(raw=opened.raw)
    except DefinitionInvalid as wrong:
        return form_page(opened, wrong=wrong.message)
    if request.method != "POST":
        return _tried(opened, form, dict(form.example))
    own = {REVISION, SAVE}
    posted = read_post(
        form=form,
        pairs=((name, one) for name, one in request.form.items(multi=True) if name not in own),
    )
    return _judged(opened, form, posted)


def _judged(opened: OpenForm, form: Form, posted: Posted) -> AnyResponse:
    if posted.row_action:
        return _tried(opened, form, posted.values)
    try:
        sent = validate(form=form, data=posted.values, variables={}, today=today())
        if SAVE in request.form:
            raw = set_example(raw=opened.raw, example=posted.values)
            return keep(opened, raw, what="voorbeeld ingevuld")
    except SubmissionInvalid as refused:
        return _tried(opened, form, posted.values, errors=errors_of(refused))
    except EditRefused as no_example:
        return form_page(opened, wrong=no_example.message)
    return _tried(opened, form, posted.values, sent=sent)


def _tried(
    opened: OpenForm,
    form: Form,
    values: Mapping[str, Any],
    *,
    errors: Mapping[str, Sequence[str]] | None = None,
    sent: Submission | None = None,
) -> AnyResponse:
    answers = answers_of(definition=opened.raw, data=sent.data, files={}) if sent else []
    return visit.show(
        "form_try.html",
        heading=_("‘%(formulier)s’ proberen") % {"formulier": title_of(opened.raw)},
        status=422 if errors else 200,
        opened=opened,
        title=title_of(opened.raw),
        view=view(form=form, values=values, errors=errors or {}, variables={}, lang=language()),
        ground=form.ground,
        answers=answers,
        exports=_exports(sent),
        is_sent=sent is not None,
        may_edit=opened.draft.is_editable,
        revision_field=REVISION,
        save_field=SAVE,
    )


def _exports(sent: Submission | None) -> list[tuple[str, str]]:
    if sent is None:
        return []
    words = {True: _("ja"), False: _("nee")}
    return [
        (name, words[one] if isinstance(one, bool) else _plain(one))
        for name, one in sorted(sent.exports.items())
    ]


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


# -- compare


def differences(draft_id: str, form_key: str) -> AnyResponse:
    """Show how the form differs from the one that the region has now."""
    opened = seen_form(draft_id, form_key)
    actor, shop = editor()
    with shop.read_uow() as uow:
        files = shop.files(uow, shop.today(uow)).seen_from(opened.draft.region)
    published = files.forms.get(form_key)
    before = request.args.get("versie", "")
    if before.isascii() and before.isdigit():
        published = open_form(draft_id, form_key, actor=actor, shop=shop, revision=int(before)).raw
    found = difference(old=published or {}, new=opened.raw)
    return visit.show(
        "form_diff.html",
        heading=_("Wat er anders is aan ‘%(formulier)s’") % {"formulier": title_of(opened.raw)},
        opened=opened,
        title=title_of(opened.raw),
        is_new=published is None,
        differences=told_differences(found),
    )


# -- bring in


def bring_in(draft_id: str, form_key: str) -> AnyResponse:
    """Ask a file of form-js, say what would become of it, and put it in place of the form."""
    opened = seen_form(draft_id, form_key)
    if request.method != "POST":
        return _import_page(opened)
    text, wrong = _sent_text()
    if wrong:
        return _import_page(opened, wrong=wrong)
    try:
        found = import_form_js(text=text, into=opened.raw)
    except FormJsRefused as refused:
        return _import_page(opened, wrong=refused.message)
    if SAVE not in request.form:
        return _import_page(opened, found=found, text=text)
    return keep(opened, found.raw, what="formulier van form-js ingelezen")


def _sent_text() -> tuple[str, str]:
    """Return the text that was sent, as a file or kept on the page, or what is wrong."""
    kept = request.form.get("tekst", "")
    if kept:
        return kept, ""
    file = request.files.get("bestand")
    content = file.read(LARGEST_FILE + 1) if file else b""
    if not content:
        return "", _("Kies een bestand.")
    if len(content) > LARGEST_FILE:
        return "", _("Dit bestand is te groot voor een formulier.")
    try:
        return content.decode(), ""
    except UnicodeDecodeError:
        return "", _("Dit bestand is geen tekst.")


def _import_page(
    opened: OpenForm, *, wrong: str = "", found: Imported | None = None, text: str = ""
) -> AnyResponse:
    outcomes = {
        "taken": _("overgenomen"),
        "changed": _("anders dan daar"),
        "left_out": _("weggelaten"),
    }
    return visit.show(
        "form_import.html",
        heading=_("Een formulier van form-js inlezen"),
        status=422 if wrong else 200,
        opened=opened,
        title=title_of(opened.raw),
        wrong=wrong,
        report=[(one.about, outcomes[one.outcome], one.reason) for one in found.report]
        if found
        else [],
        text=text,
        may_edit=opened.draft.is_editable,
        revision_field=REVISION,
        save_field=SAVE,
    )
