"""Asks what only fields of one type say: bounds, answers to choose from, rows, kinds of file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from doorgang_api.languages import gettext as _
from doorgang_forms.contents import KINDS
from doorgang_forms.definition import TODAY
from doorgang_forms.outline import free_key, label_of, walk_fields
from doorgang_forms.parsing import (
    DEFAULT_ACCEPT,
    LONG_TEXT_LENGTH,
    MAX_DECIMALS,
    MAX_ITEMS,
    MAX_LENGTH,
    MAX_ROWS,
)

from .asking import ENGLISH, Raw, ask, options, text_of, typed_text, when, without_nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NO_BOUND: Final = "geen"
THAT_DAY: Final = "dag"
FIRST_QUESTION: Final = "eerste_vraag"
_PATTERN_LENGTH = 200


@dataclass(frozen=True)
class Own:
    """The questions of a type, the answers that a field amounts to, and the keys they become."""

    questions: Callable[[Mapping[str, Any], str], list[Raw]]
    answers: Callable[[Mapping[str, Any]], Raw]
    made: Callable[[Mapping[str, Any]], Raw]


def _whole(key: str, label: str, most: int, *, least: int = 0, hint: str = "") -> Raw:
    return ask(key, "number", label, min=least, max=most, hint=hint)


def _picked(*keys: str) -> Callable[[Mapping[str, Any]], Raw]:
    """Return what takes these keys as they are, both ways."""
    return lambda found: {key: found[key] for key in keys if key in found}


def _flags(*keys: str) -> Callable[[Mapping[str, Any]], Raw]:
    return lambda found: {key: True for key in keys if found.get(key)}


def _text_questions(most: int) -> Callable[[Mapping[str, Any], str], list[Raw]]:
    def make(_raw: Mapping[str, Any], _path: str) -> list[Raw]:
        filled = {"field": "pattern", "filled": True}
        return [
            _whole("max_length", _("Hoogstens zoveel tekens (anders %(n)s)") % {"n": most},
                   MAX_LENGTH, least=1),
            ask("pattern", "text", _("Vaste vorm (patroon)"), max_length=_PATTERN_LENGTH,
                hint=_("Alleen als het antwoord er altijd zo uitziet, zoals [0-9]{4}-[0-9]{4}.")),
            ask("pattern_message", "text", _("Wat mensen lezen als de vorm niet klopt"),
                show_when=filled, required=True, max_length=500),
            ask("pattern_message_en", "text", _("Die melding in het Engels"), show_when=filled,
                max_length=500),
            ask(EXAMPLE_ANSWER, "text", _("Een voorbeeld dat wel klopt"), show_when=filled,
                max_length=500),
        ]  # fmt: skip

    return make


#: Not of the field: an answer for the example of the form, where none can be made up.
EXAMPLE_ANSWER: Final = "voorbeeld_antwoord"


def _text_answers(field: Mapping[str, Any]) -> Raw:
    return {
        **_picked("max_length", "pattern")(field),
        **typed_text("pattern_message", field.get("pattern_message")),
    }


def _text_made(values: Mapping[str, Any]) -> Raw:
    message = text_of(values, "pattern_message")
    return without_nothing(
        {**_picked("max_length", "pattern")(values), "pattern_message": message}
    )


def _number_questions(_raw: Mapping[str, Any], _path: str) -> list[Raw]:
    bound = {"decimals": MAX_DECIMALS}
    return [
        ask("min", "number", _("Ten minste"), **bound),
        ask("max", "number", _("Ten hoogste"), **bound),
        _whole("decimals", _("Cijfers achter de komma"), MAX_DECIMALS),
        ask("unit", "text", _("Eenheid, zoals ‘uur per week’"), max_length=60),
        ask("unit_en", "text", _("Eenheid in het Engels"), max_length=60),
    ]


def _number_answers(field: Mapping[str, Any]) -> Raw:
    return {**_picked("min", "max", "decimals")(field), **typed_text("unit", field.get("unit"))}


def _number_made(values: Mapping[str, Any]) -> Raw:
    found = {**_picked("min", "max", "decimals")(values), "unit": text_of(values, "unit")}
    return without_nothing(found)


def _date_questions(_raw: Mapping[str, Any], _path: str) -> list[Raw]:
    kinds = [
        (NO_BOUND, _("Geen grens")),
        (TODAY, _("De dag van versturen")),
        (THAT_DAY, _("Een vaste dag")),
    ]
    labels = {"min": _("Niet vroeger dan"), "max": _("Niet later dan")}
    found = []
    for key, label in labels.items():
        found += [
            ask(key, "choice", label, options=options(kinds), required=True),
            ask(f"{key}_dag", "date", _("%(grens)s: welke dag") % {"grens": label}, required=True,
                show_when=when(key, THAT_DAY)),
        ]  # fmt: skip
    return found


def _date_answers(field: Mapping[str, Any]) -> Raw:
    found = {}
    for key in ("min", "max"):
        bound = field.get(key, NO_BOUND)
        found[key] = bound if bound in {NO_BOUND, TODAY} else THAT_DAY
        if found[key] == THAT_DAY:
            found[f"{key}_dag"] = bound
    return found


def _date_made(values: Mapping[str, Any]) -> Raw:
    found = {}
    for key in ("min", "max"):
        if values.get(key) in {TODAY, THAT_DAY}:
            found[key] = TODAY if values[key] == TODAY else values[f"{key}_dag"]
    return found


def _option_questions(*, many: bool) -> Callable[[Mapping[str, Any], str], list[Raw]]:
    def make(_raw: Mapping[str, Any], _path: str) -> list[Raw]:
        hint = _("Zo kent de route het antwoord. Laat dit leeg bij een nieuw antwoord.")
        fields = [
            ask("label", "text", _("Antwoord"), required=True, max_length=500),
            ask("label_en", "text", _("Antwoord in het Engels"), max_length=500),
            ask("value", "text", _("Waarde"), hint=hint, max_length=200),
        ]
        bounds = [
            _whole("min_items", _("Ten minste zoveel antwoorden"), MAX_ITEMS),
            _whole("max_items", _("Ten hoogste zoveel antwoorden"), MAX_ITEMS, least=1),
        ]
        rows = ask("options", "repeat", _("Antwoorden om uit te kiezen"), fields=fields,
                   min_rows=1, max_rows=MAX_ROWS, row_label={"nl": _("Antwoord")})  # fmt: skip
        return [rows, *(bounds if many else [])]

    return make


def _option_answers(field: Mapping[str, Any]) -> Raw:
    rows = [
        {"value": one["value"], **typed_text("label", one["label"])} for one in field["options"]
    ]
    return {"options": rows, **_picked("min_items", "max_items")(field)}


def _option_made(values: Mapping[str, Any]) -> Raw:
    taken = {row["value"] for row in values["options"] if row.get("value")}
    found = []
    for row in values["options"]:
        value = row.get("value") or free_key(words=row["label"], taken=taken, otherwise="antwoord")
        taken.add(value)
        found.append({"value": value, "label": text_of(row, "label")})
    return {"options": found, **_picked("min_items", "max_items")(values)}


def _group_questions(_raw: Mapping[str, Any], path: str) -> list[Raw]:
    if path:
        return []
    hint = _("Andere vragen voegt u daarna toe.")
    return [ask(FIRST_QUESTION, "text", _("De eerste vraag erin"), required=True, max_length=500,
                hint=hint)]  # fmt: skip


def _group_made(values: Mapping[str, Any]) -> Raw:
    words = values.get(FIRST_QUESTION)
    if not words:
        return {}
    first = {"key": free_key(words=words, taken=()), "type": "text", "label": {"nl": words}}
    return {"fields": [first]}


def _repeat_questions(raw: Mapping[str, Any], path: str) -> list[Raw]:
    inner = {
        other.rpartition(".")[2]: field
        for other, field in walk_fields(raw=raw)
        if path and other.rpartition(".")[0] == path
    }
    days = [(key, label_of(field=one)) for key, one in inner.items() if one["type"] == "date"]
    times = [(key, label_of(field=one)) for key, one in inner.items() if one["type"] == "number"]
    exported = {"field": "export_days", "filled": True}
    found = [
        *_group_questions(raw, path),
        _whole("min_rows", _("Ten minste zoveel rijen"), MAX_ROWS),
        _whole("max_rows", _("Ten hoogste zoveel rijen"), MAX_ROWS, least=1),
        ask("row_label", "text", _("Naam van een rij, zoals ‘Ouder’"), max_length=100),
        ask("row_label_en", "text", _("Naam van een rij in het Engels"), max_length=100),
        ask("per_person", "yes_no", _("Gaat elke rij over één mens, zoals een ouder?"),
            hint=_("Dan leest de een niet wat over de ander is ingevuld.")),
    ]  # fmt: skip
    if not days:
        return found
    hint = _("De route krijgt een lijst met de dag van elke rij, om te tellen.")
    found += [
        ask("export_days", "text", _("De dagen gaan naar de route onder de naam"),
            pattern="[a-z][a-z0-9_]*", pattern_message=_("Kleine letters, cijfers en _."),
            hint=hint, max_length=64),
        ask("days_of", "choice", _("Welke datum in de rij"), options=options(days),
            show_when=exported, required=True),
    ]  # fmt: skip
    if times:
        found.append(ask("times", "choice", _("Telt zo vaak als"), options=options(times),
                         show_when=exported))  # fmt: skip
    return found


_ROWS = ("min_rows", "max_rows", "export_days", "days_of", "times")


def _repeat_answers(field: Mapping[str, Any]) -> Raw:
    return {
        **_picked(*_ROWS)(field),
        **typed_text("row_label", field.get("row_label")),
        **_flags("per_person")(field),
    }


def _repeat_made(values: Mapping[str, Any]) -> Raw:
    return without_nothing(
        {
            **_picked(*_ROWS)(values),
            "row_label": text_of(values, "row_label"),
            **_flags("per_person")(values),
            **_group_made(values),
        }
    )


def _file_questions(_raw: Mapping[str, Any], _path: str) -> list[Raw]:
    kinds = [(key, one.name) for key, one in sorted(KINDS.items())]
    return [
        ask("accept", "choices", _("Soorten bestanden"), options=options(kinds),
            hint=_("Zonder keuze: pdf, jpeg en png.")),
        _whole("max_mb", _("Hoogstens zoveel MB (anders 20)"), 100, least=1),
    ]  # fmt: skip


def _file_made(values: Mapping[str, Any]) -> Raw:
    found = _picked("accept", "max_mb")(values)
    if set(found.get("accept", ())) == set(DEFAULT_ACCEPT):
        del found["accept"]
    return found


def _info_questions(_raw: Mapping[str, Any], _path: str) -> list[Raw]:
    return [
        ask("text", "long_text", _("Tekst om te lezen"), required=True, max_length=5000),
        ask(f"text_{ENGLISH}", "long_text", _("Die tekst in het Engels"), max_length=5000),
    ]


def _one(*questions: Callable[[], Raw]) -> Callable[[Mapping[str, Any], str], list[Raw]]:
    return lambda _raw, _path: [one() for one in questions]


def _nothing(_found: Mapping[str, Any]) -> Raw:
    return {}


OWN: Mapping[str, Own] = {
    "text": Own(_text_questions(200), _text_answers, _text_made),
    "long_text": Own(_text_questions(LONG_TEXT_LENGTH), _text_answers, _text_made),
    "number": Own(_number_questions, _number_answers, _number_made),
    "date": Own(_date_questions, _date_answers, _date_made),
    "choice": Own(_option_questions(many=False), _option_answers, _option_made),
    "choices": Own(_option_questions(many=True), _option_answers, _option_made),
    "yes_no": Own(
        _one(
            lambda: ask("must_be", "yes_no", _("Moet men dit bevestigen om te kunnen versturen?"))
        ),
        _flags("must_be"),
        _flags("must_be"),
    ),
    "group": Own(_group_questions, _nothing, _group_made),
    "repeat": Own(_repeat_questions, _repeat_answers, _repeat_made),
    "person": Own(
        _one(lambda: _whole("max_length", _("Hoogstens zoveel tekens (anders 200)"), MAX_LENGTH)),
        _picked("max_length"),
        _picked("max_length"),
    ),
    "organisation": Own(
        _one(lambda: ask("free", "yes_no", _("Mag het ook een naam zonder BRIN zijn?"))),
        _flags("free"),
        _flags("free"),
    ),
    "file": Own(_file_questions, _picked("accept", "max_mb"), _file_made),
    "signature": Own(_one(), _nothing, _nothing),
    "info": Own(
        _info_questions,
        lambda field: typed_text("text", field.get("text")),
        lambda values: without_nothing({"text": text_of(values, "text")}),
    ),
}
