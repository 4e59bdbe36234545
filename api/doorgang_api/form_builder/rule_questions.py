"""Asks a rule over more than one field, with the message for who breaks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from doorgang_api.languages import gettext as _
from doorgang_forms.definition import TODAY, VARIABLE_PREFIX
from doorgang_forms.outline import label_of, walk_fields

from .asking import ENGLISH, Raw, ask, asking_form, options, section, text_of, typed_text, when
from .condition_questions import (
    can_be_asked,
    condition_answers,
    condition_of,
    condition_questions,
)
from .subjects import VARIABLE, Subject, choices_of, subjects_inside

if TYPE_CHECKING:
    from collections.abc import Mapping

_COMPARED: Final = ("not_before", "not_after", "differs_from")
_OF_SOME: Final = ("one_of", "together")
#: The first field of the last condition, as the format has it when nothing is said.
BY_ITSELF: Final = "-vanzelf"


def places_of_rules(raw: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return where a rule can hold: in the whole form, or in each row or group."""
    nested = [
        (path, label_of(field=one))
        for path, one in walk_fields(raw=raw)
        if one.get("type") in {"repeat", "group"}
    ]
    return [("", _("Het hele formulier")), *nested]


def place_of_rule(raw: Mapping[str, Any], rule: Mapping[str, Any]) -> str:
    """Return where a rule holds: the rows or group that its field stands in."""
    target = rule.get("field") or next(iter(rule.get("fields", ())), "")
    parent: str = target.rpartition(".")[0]
    return parent if parent in dict(walk_fields(raw=raw)) else ""


def rule_form(raw: Mapping[str, Any], *, place: str, was: Mapping[str, Any] | None) -> Raw:
    """Return the form that asks about a rule that holds in ``place``."""
    kinds = [
        ("not_before", _("Een datum ligt niet vóór een andere")),
        ("not_after", _("Een datum ligt niet na een andere")),
        ("differs_from", _("Twee antwoorden zijn niet hetzelfde")),
        ("one_of", _("Ten minste een van de vragen is ingevuld")),
        ("together", _("De vragen zijn alle ingevuld of geen")),
        ("when", _("Als iets zo is, dan moet iets anders zo zijn")),
    ]
    subjects = subjects_inside(raw=raw, place=place)
    return asking_form(
        "regel",
        _("Regel"),
        [
            section("regel", _("De regel"), [
                ask("rule", "choice", _("Soort regel"), options=options(kinds), required=True),
                *_compared(subjects),
                *_of_some(subjects),
                *_when(subjects, was or {}),
            ]),
            section("melding", _("Wat mensen lezen die zich er niet aan houden"), [
                ask("message", "text", _("Melding"), required=True, max_length=500),
                ask(f"message_{ENGLISH}", "text", _("Melding in het Engels"), max_length=500),
            ]),
        ],
    )  # fmt: skip


def _absolute(subjects: list[Subject]) -> list[tuple[str, str]]:
    words = dict(choices_of(subjects, with_variable=False))
    return [(one.path, words[one.name]) for one in subjects]


def _compared(subjects: list[Subject]) -> list[Raw]:
    others = [*_absolute(subjects), (TODAY, _("De dag van versturen")),
              (VARIABLE, _("Een gegeven van het traject"))]  # fmt: skip
    shown = when("rule", *_COMPARED)
    return [
        ask("field", "choice", _("Deze vraag"), options=options(_absolute(subjects)),
            required=True, show_when=shown),
        ask("than", "choice", _("Vergeleken met"), options=options(others), required=True,
            show_when=shown),
        ask("than_gegeven", "text", _("Naam van het gegeven"), required=True, max_length=200,
            show_when={"all": [shown, when("than", VARIABLE)]}),
    ]  # fmt: skip


def _of_some(subjects: list[Subject]) -> list[Raw]:
    return [
        ask("fields", "choices", _("Van deze vragen"), options=options(_absolute(subjects)),
            required=True, min_items=2 if len(subjects) > 1 else 1,
            show_when=when("rule", *_OF_SOME)),
    ]  # fmt: skip


def _when(subjects: list[Subject], was: Mapping[str, Any]) -> list[Raw]:
    found = []
    for key, name, label in (
        ("als", "if", _("Als")),
        ("dan", "then", _("Dan moet kloppen")),
    ):
        for one in condition_questions(
            key=key, label=label, subjects=subjects, may_be_always=False,
            kept=not can_be_asked(was.get(name)),
        ):  # fmt: skip
            shown = when("rule", "when")
            inner = one.get("show_when")
            found.append({**one, "show_when": {"all": [shown, inner]} if inner else shown})
    places = [(BY_ITSELF, _("Bij de eerste vraag die moet kloppen")), *_absolute(subjects)]
    found.append(
        ask("bij", "choice", _("Waar de melding staat"), options=options(places), required=True,
            show_when=when("rule", "when"))
    )  # fmt: skip
    return found


def rule_answers(raw: Mapping[str, Any], *, place: str, rule: Mapping[str, Any]) -> Raw:
    """Return the answers that a rule amounts to."""
    subjects = subjects_inside(raw=raw, place=place)
    found: Raw = {"rule": rule["rule"], **typed_text("message", rule["message"])}
    if rule["rule"] == "when":
        for key, name in (("als", "if"), ("dan", "then")):
            found |= condition_answers(key=key, condition=rule[name], subjects=subjects)
        return {**found, "bij": rule.get("field", BY_ITSELF)}
    if rule["rule"] in _OF_SOME:
        return {**found, "fields": list(rule["fields"])}
    than: str = rule["than"]
    if than.startswith(VARIABLE_PREFIX):
        other = {"than": VARIABLE, "than_gegeven": than.removeprefix(VARIABLE_PREFIX)}
    else:
        known = {one.name: one.path for one in subjects} | {one.path: one.path for one in subjects}
        other = {"than": known.get(than, than)}
    return {**found, "field": rule["field"], **other}


def rule_of(
    raw: Mapping[str, Any], *, place: str, values: Mapping[str, Any], was: Mapping[str, Any] | None
) -> Raw:
    """Return the rule that was answered; ``was`` is the one it takes the place of.

    :raises AnswersWrong: if a value in a condition is none that a field can have.
    """
    was, kind = was or {}, values["rule"]
    found: Raw = {"rule": kind, "message": _as_it_was(text_of(values, "message"), was)}
    subjects = subjects_inside(raw=raw, place=place)
    if kind == "when":
        for key, name in (("als", "if"), ("dan", "then")):
            found[name] = condition_of(
                key=key, values=values, subjects=subjects, was=was.get(name)
            )
        return found if values["bij"] == BY_ITSELF else {**found, "field": values["bij"]}
    if kind in _OF_SOME:
        chosen, before = values["fields"], was.get("fields", [])
        same = set(chosen) == set(before)
        # The message stands at the first of them: their order says something.
        return {**found, "fields": list(before) if same else chosen}
    than = values["than"]
    if than == VARIABLE:
        than = VARIABLE_PREFIX + values["than_gegeven"]
    known = {one.name: one.path for one in subjects}
    if known.get(was.get("than", "")) == than:
        than = was["than"]
    return {**found, "field": values["field"], "than": than}


def _as_it_was(message: Raw | None, was: Mapping[str, Any]) -> Any:
    old = was.get("message")
    return old if isinstance(old, str) and message == {"nl": old} else message
