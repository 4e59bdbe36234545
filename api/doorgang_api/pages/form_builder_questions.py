"""The pages of the builder that ask: a question, a condition, a rule, a section, the form."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request

from doorgang_api.form_builder.asking import asking_form, section, text_of, typed_text
from doorgang_api.form_builder.condition_questions import (
    AnswersWrong,
    can_be_asked,
    condition_answers,
    condition_of,
    condition_questions,
)
from doorgang_api.form_builder.field_questions import (
    Asked,
    field_answers,
    field_form,
    field_of,
    new_answers,
)
from doorgang_api.form_builder.form_questions import (
    section_form,
    settings_answers,
    settings_form,
    settings_of,
)
from doorgang_api.form_builder.overview import kinds
from doorgang_api.form_builder.own_questions import EXAMPLE_ANSWER
from doorgang_api.form_builder.questionnaire import Questionnaire, errors_of
from doorgang_api.form_builder.rule_questions import (
    place_of_rule,
    places_of_rules,
    rule_answers,
    rule_form,
    rule_of,
)
from doorgang_api.form_builder.subjects import subjects_before
from doorgang_api.languages import gettext as _
from doorgang_engine.drafts.errors import DraftFileNotFound
from doorgang_engine.errors import RegionNotFound
from doorgang_forms.editing import add_field, replace_field, set_condition, set_form, set_rule
from doorgang_forms.editing_sections import rename_section, split_section
from doorgang_forms.errors import EditRefused, SubmissionInvalid
from doorgang_forms.outline import find_field, find_place, label_of, sections_of

from . import visit
from .form_builder import REVISION, keep, seen_form, title_of, today

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Blueprint
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_api.form_builder.asking import Raw
    from doorgang_api.form_builder.bench import OpenForm
    from doorgang_forms.view_model import FormView

#: Stands for a question that is to come, so that it is known what comes before it.
_TO_COME = "nieuwe-vraag"
WHOLE = "_form"


def add_to(pages: Blueprint) -> None:
    """Add the pages below ``/ontwerpen/<draft>/formulieren/<form>`` that ask something."""
    here = "/ontwerpen/<draft_id>/formulieren/<form_key>"
    for words, name, page in (
        ("gegevens", "draft_form_settings", settings),
        ("vraag", "draft_form_field", field),
        ("voorwaarde", "draft_form_condition", condition),
        ("regel", "draft_form_rule", rule),
        ("onderdeel", "draft_form_section", part),
    ):
        pages.add_url_rule(f"{here}/{words}", name, page, methods=["GET", "POST"])


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page that asks: its questions, what is in them at first, and what the answers do."""

    opened: OpenForm
    heading: str
    asking: Raw
    answers: Raw
    edit: Callable[[Raw], tuple[Raw, str]]  # the answers, to the definition and a place in it
    what: str
    kind: str = ""


def _ask(page: Page) -> AnyResponse:
    asking = Questionnaire(asking=page.asking, today=today())
    if request.method != "POST":
        return _show(page, asking.shown(page.answers))
    posted = asking.read(
        (name, value) for name, value in request.form.items(multi=True) if name != REVISION
    )
    if posted.row_action:
        return _show(page, asking.shown(posted.values), focus=posted.focus)
    try:
        raw, at = page.edit(asking.judged(posted.values))
    except SubmissionInvalid as refused:
        return _show(page, asking.shown(posted.values, errors_of(refused)))
    except AnswersWrong as wrong:
        return _show(page, asking.shown(posted.values, wrong.errors))
    except EditRefused as refused:
        return _show(page, asking.shown(posted.values, {WHOLE: [refused.message]}))
    return keep(page.opened, raw, what=page.what, at=at)


def _show(page: Page, view: FormView, *, focus: str = "") -> AnyResponse:
    return visit.show(
        "form_question.html",
        heading=page.heading,
        status=422 if view.errors else 200,
        opened=page.opened,
        title=title_of(page.opened.raw),
        view=view,
        kind=page.kind,
        focus=focus,
        is_row_changed=bool(focus),
        address=request.full_path.removesuffix("?"),
        may_edit=page.opened.draft.is_editable,
        revision_field=REVISION,
    )


# -- what the form says of itself, and its sections


def settings(draft_id: str, form_key: str) -> AnyResponse:
    """Ask what the form says of itself."""
    opened = seen_form(draft_id, form_key)
    retention = [(key, one.name) for key, one in visit.house().retention.classes.items()]
    return _ask(
        Page(
            opened=opened,
            heading=_("Gegevens van het formulier"),
            asking=settings_form(retention),
            answers=settings_answers(opened.raw),
            edit=lambda values: (set_form(raw=opened.raw, changes=settings_of(values)), ""),
            what="gegevens van het formulier",
        )
    )


def part(draft_id: str, form_key: str) -> AnyResponse:
    """Ask how a section is called: of one there is, or of one that begins at a question."""
    opened = seen_form(draft_id, form_key)
    key, before = request.args.get("sleutel", ""), request.args.get("voor", "")
    found = next((one for one in sections_of(raw=opened.raw) if one.get("key") == key), None)

    def edit(values: Raw) -> tuple[Raw, str]:
        title = text_of(values, "title") or {}
        if before:
            return split_section(raw=opened.raw, before=before, title=title), before
        return rename_section(raw=opened.raw, key=key, title=title), ""

    return _ask(
        Page(
            opened=opened,
            heading=_("Nieuw onderdeel") if before else _("Titel van een onderdeel"),
            asking=section_form(),
            answers=typed_text("title", found.get("title") if found else None),
            edit=edit,
            what="onderdeel begonnen" if before else "titel van een onderdeel",
        )
    )


# -- a question


def field(draft_id: str, form_key: str) -> AnyResponse:
    """Ask about a question that is there (``pad``) or to come (``na`` or ``in``; ``soort``)."""
    opened = seen_form(draft_id, form_key)
    path, kind = request.args.get("pad", ""), request.args.get("soort", "")
    roles = [(key, str(one.get("naam", key))) for key, one in visit.house().library.roles.items()]
    if path:
        return _ask(_changing(opened, path, roles))
    if kind not in kinds():
        return _choose_kind(opened)
    return _ask(_adding(opened, kind, roles))


def _changing(opened: OpenForm, path: str, roles: list[tuple[str, str]]) -> Page:
    was = find_field(raw=opened.raw, path=path)
    if was is None or was.get("type") not in kinds():
        raise DraftFileNotFound
    asked = Asked(raw=opened.raw, kind=was["type"], path=path, roles=roles, terms=_terms(opened))

    def edit(values: Raw) -> tuple[Raw, str]:
        made = field_of(asked, values, was=was)
        answer = values.get(EXAMPLE_ANSWER)
        return replace_field(raw=opened.raw, path=path, field=made, answer=answer), path

    return Page(
        opened=opened,
        heading=_("Vraag ‘%(vraag)s’") % {"vraag": label_of(field=was)},
        asking=field_form(asked),
        answers=field_answers(asked, was),
        edit=edit,
        what=f"vraag {path} gewijzigd",
        kind=kinds()[was["type"]],
    )


def _adding(opened: OpenForm, kind: str, roles: list[tuple[str, str]]) -> Page:
    after, inside = request.args.get("na", ""), request.args.get("in", "")
    raw, at = _with_one_to_come(opened.raw, after, inside)
    asked = Asked(raw=raw, kind=kind, at=at, roles=roles, terms=_terms(opened))

    def edit(values: Raw) -> tuple[Raw, str]:
        made = field_of(asked, values, was={})
        answer = values.get(EXAMPLE_ANSWER)
        return add_field(raw=opened.raw, field=made, after=after, inside=inside, answer=answer)

    return Page(
        opened=opened,
        heading=_("Nieuwe vraag"),
        asking=field_form(asked),
        answers=new_answers(asked),
        edit=edit,
        what="vraag toegevoegd",
        kind=kinds()[kind],
    )


def _terms(opened: OpenForm) -> list[tuple[str, str]]:
    """Return the terms of the region, by key, with their names; none of one without settings."""
    try:
        rules = visit.house().library.region(opened.draft.region).rules
    except RegionNotFound:
        return []
    return sorted(((key, one.name) for key, one in rules.items()), key=lambda one: one[1])


def _with_one_to_come(raw: Mapping[str, Any], after: str, inside: str) -> tuple[Raw, str]:
    """Return the form with a place for the new question, and the path of it."""
    new = deepcopy(dict(raw))
    coming = {"key": _TO_COME, "type": "info", "label": {"nl": ""}}
    parent = inside or after.rpartition(".")[0]
    place = find_place(raw=new, path=after) if after else None
    group = find_field(raw=new, path=inside) if inside else None
    if place is not None:
        place[0].insert(place[1] + 1, coming)
    elif group is not None and isinstance(group.get("fields"), list):
        group["fields"].append(coming)
    else:
        sections_of(raw=new)[-1]["fields"].append(coming)
        parent = ""
    return new, f"{parent}.{_TO_COME}" if parent else _TO_COME


def _choose_kind(opened: OpenForm) -> AnyResponse:
    return visit.show(
        "form_kinds.html",
        heading=_("Wat voor vraag komt erbij?"),
        opened=opened,
        title=title_of(opened.raw),
        kinds=kinds(),
        after=request.args.get("na", ""),
        inside=request.args.get("in", ""),
    )


# -- when a question is shown


def condition(draft_id: str, form_key: str) -> AnyResponse:
    """Ask when a question is shown."""
    opened = seen_form(draft_id, form_key)
    path = request.args.get("pad", "")
    found = find_field(raw=opened.raw, path=path)
    if found is None:
        raise DraftFileNotFound
    was = found.get("show_when")
    subjects = subjects_before(raw=opened.raw, path=path)
    questions = condition_questions(
        key="wanneer",
        label=_("Deze vraag verschijnt"),
        subjects=subjects,
        may_be_always=True,
        kept=not can_be_asked(was),
    )

    def edit(values: Raw) -> tuple[Raw, str]:
        made = condition_of(key="wanneer", values=values, subjects=subjects, was=was)
        return set_condition(raw=opened.raw, path=path, condition=made), path

    return _ask(
        Page(
            opened=opened,
            heading=_("Wanneer ‘%(vraag)s’ verschijnt") % {"vraag": label_of(field=found)},
            asking=asking_form(
                "voorwaarde", _("Wanneer"), [section("wanneer", _("Wanneer"), questions)]
            ),
            answers=condition_answers(key="wanneer", condition=was, subjects=subjects),
            edit=edit,
            what=f"voorwaarde van {path}",
        )
    )


# -- rules over more than one question


def rule(draft_id: str, form_key: str) -> AnyResponse:
    """Ask about a rule: one there is (``nummer``), or a new one in a place (``plek``)."""
    opened = seen_form(draft_id, form_key)
    rules = opened.raw.get("rules", [])
    asked = request.args.get("nummer", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else None  # noqa: PLR2004
    was = rules[number] if number is not None and number < len(rules) else None
    place = place_of_rule(opened.raw, was) if was else request.args.get("plek")
    places = places_of_rules(opened.raw)
    if place is None and len(places) > 1:
        return _choose_place(opened, places)
    where = place or ""

    def edit(values: Raw) -> tuple[Raw, str]:
        made = rule_of(opened.raw, place=where, values=values, was=was)
        return set_rule(raw=opened.raw, number=number, rule=made), ""

    return _ask(
        Page(
            opened=opened,
            heading=_("Regel") if was else _("Nieuwe regel"),
            asking=rule_form(opened.raw, place=where, was=was),
            answers=rule_answers(opened.raw, place=where, rule=was) if was else {},
            edit=edit,
            what="regel gewijzigd" if was else "regel toegevoegd",
        )
    )


def _choose_place(opened: OpenForm, places: list[tuple[str, str]]) -> AnyResponse:
    return visit.show(
        "form_places.html",
        heading=_("Waar geldt de nieuwe regel?"),
        opened=opened,
        title=title_of(opened.raw),
        places=places,
    )
