"""Asks how a computed field is reckoned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from doorgang_api.languages import gettext as _
from doorgang_forms.compute import DURATION
from doorgang_forms.definition import TODAY, VARIABLE_PREFIX

from .asking import Raw, ask, options, when, without_nothing
from .condition_questions import (
    ALWAYS,
    AnswersWrong,
    condition_answers,
    condition_of,
    condition_questions,
)
from .subjects import VARIABLE, Subject, choices_of, named, subjects_before, subjects_in
from .typed_values import NUMBER, TEXT, YES_NO, ValueUnknown, kind_of_value, value_of, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Reckonings of what the rows or the answers of a field say.
_OVER_ROWS = ("count", "any", "all")
_UNITS: Final = {"jaren": "Y", "maanden": "M", "weken": "W", "dagen": "D"}
_GROUPS: Final = {"jaren": "years", "maanden": "months", "weken": "weeks", "dagen": "days"}
MOST_CASES = 20
FN: Final = "fn"


def compute_questions(
    *, raw: Mapping[str, Any], path: str, terms: Sequence[tuple[str, str]] = ()
) -> list[Raw]:
    """Return the questions about the reckoning of a field; ``terms`` are keys and names.

    Without terms a last day is not among them.
    """
    before = subjects_before(raw=raw, path=path)
    kinds = [
        ("consensus", _("Het antwoord dat alle rijen gemeen hebben")),
        ("count", _("Hoeveel rijen of antwoorden")), ("any", _("Of een van de rijen klopt")),
        ("all", _("Of alle rijen kloppen")), ("date_plus", _("Een datum zoveel tijd later")),
        ("copy", _("Overgenomen van een andere vraag of van het traject")),
        ("when", _("Een uitkomst per geval")),
        ("days_between", _("Het aantal dagen tussen twee datums")),
    ]  # fmt: skip
    if terms:
        kinds.append(("term", _("De laatste dag van een termijn")))
    return [
        ask(FN, "choice", _("Wat wordt berekend"), options=options(kinds), required=True),
        *_of_questions(raw, before),
        *_term_questions(terms),
        *_row_questions(raw),
        *_duration_questions(),
        *_case_questions(before),
        *_between_questions(before),
    ]


def _of_questions(raw: Mapping[str, Any], before: Sequence[Subject]) -> list[Raw]:
    cells = [(one.path, one.words) for one in subjects_in(raw=raw)]
    over_rows = (*_OVER_ROWS,) if cells else ("count",)
    from_variable = {"all": [when(FN, "copy"), when("of", VARIABLE)]}
    found = [
        ask("of", "choice", _("Van welke vraag"), required=True,
            options=options(choices_of(before)),
            show_when=when(FN, *over_rows, "date_plus", "term", "copy")),
        ask("variable", "text", _("Naam van het gegeven van het traject"), required=True,
            show_when=from_variable),
    ]  # fmt: skip
    if not cells:
        return found
    return [
        ask("cel", "choice", _("Van welke vraag in de rijen"), options=options(cells),
            required=True, show_when=when(FN, "consensus")),
        ask("mixed", "text", _("Uitkomst als de rijen verschillen"), required=True,
            show_when=when(FN, "consensus")),
        *found,
    ]  # fmt: skip


def _term_questions(terms: Sequence[tuple[str, str]]) -> list[Raw]:
    if not terms:
        return []
    return [
        ask("term", "choice", _("Welke termijn"), options=options(terms), required=True,
            show_when=when(FN, "term"),
            hint=_("Gerekend met de regels en de kalender van uw regio, om te lezen.")),
    ]  # fmt: skip


def _row_questions(raw: Mapping[str, Any]) -> list[Raw]:
    cells = subjects_in(raw=raw)
    if not cells:
        return []
    found = condition_questions(
        key="where", label=_("Welke rijen kloppen"), subjects=cells, may_be_always=True
    )
    return _shown_also(found, when(FN, *_OVER_ROWS))


def _duration_questions() -> list[Raw]:
    labels = {"jaren": _("Jaren erbij"), "maanden": _("Maanden erbij"), "weken": _("Weken erbij"),
              "dagen": _("Dagen erbij")}  # fmt: skip
    return [
        ask(key, "number", label, min=0, max=999, show_when=when(FN, "date_plus"))
        for key, label in labels.items()
    ]


def _case_questions(before: Sequence[Subject]) -> list[Raw]:
    kinds = [(TEXT, _("Tekst")), (YES_NO, _("Ja of nee")), (NUMBER, _("Getal"))]
    fields = [
        *condition_questions(key="als", label=_("Wanneer"), subjects=before, may_be_always=False),
        ask("dan", "text", _("Dan is de uitkomst"), required=True, max_length=500),
    ]
    is_when = when(FN, "when")
    return [
        ask("uitkomst", "choice", _("Soort uitkomst"), options=options(kinds), required=True,
            show_when=is_when),
        ask("gevallen", "repeat", _("Gevallen, het eerste dat klopt telt"), fields=fields,
            min_rows=1, max_rows=MOST_CASES, row_label={"nl": _("Geval")}, show_when=is_when),
        ask("anders", "text", _("Uitkomst als geen geval klopt"), show_when=is_when,
            max_length=500),
    ]  # fmt: skip


def _between_questions(before: Sequence[Subject]) -> list[Raw]:
    moments = [(TODAY, _("De dag van versturen")), *choices_of(before)]
    between = when(FN, "days_between")
    found = []
    for key, label in (("van", _("Vanaf")), ("tot", _("Tot"))):
        found += [
            ask(key, "choice", label, options=options(moments), required=True, show_when=between),
            ask(f"{key}_gegeven", "text", _("%(grens)s: naam van het gegeven") % {"grens": label},
                required=True, show_when={"all": [between, when(key, VARIABLE)]}),
        ]  # fmt: skip
    return found


def _shown_also(questions: list[Raw], condition: Raw) -> list[Raw]:
    """Return questions that are only asked when the condition holds as well."""
    return [
        {**one, "show_when": {"all": [condition, one["show_when"]]}}
        if "show_when" in one
        else {**one, "show_when": condition}
        for one in questions
    ]


def compute_answers(*, raw: Mapping[str, Any], path: str, compute: Mapping[str, Any]) -> Raw:
    """Return the answers that a reckoning amounts to."""
    fn = compute["fn"]
    found: Raw = {FN: fn}
    if fn == "consensus":
        return {**found, "cel": _absolute(raw, path, compute["of"]), "mixed": compute["mixed"]}
    if fn == "when":
        return found | _case_answers(compute, subjects_before(raw=raw, path=path))
    if fn == "days_between":
        return (
            found | _moment_answers("van", compute["from"]) | _moment_answers("tot", compute["to"])
        )
    if "variable" in compute:
        return {**found, "of": VARIABLE, "variable": compute["variable"]}
    found["of"] = compute["of"]
    if fn == "term":
        found["term"] = compute["term"]
    if fn in _OVER_ROWS:
        rows = subjects_in(raw=raw, repeat=_absolute(raw, path, compute["of"]))
        where = compute.get("where")
        found |= condition_answers(key="where", condition=where, subjects=rows)
    if fn == "date_plus" and (parts := DURATION.fullmatch(compute["duration"])):
        digits = {key: parts[group] for key, group in _GROUPS.items()}
        found |= {key: int(one) for key, one in digits.items() if one}
    return found


def _absolute(raw: Mapping[str, Any], path: str, name: str) -> str:
    """Return the path of the field that a reckoning means."""
    parent = path.rpartition(".")[0]
    first = name.partition(".")[0]
    subject = named(subjects_before(raw=raw, path=path), first)
    if subject is None and parent:
        return f"{parent}.{name}"
    return name if subject is None else subject.path + name.removeprefix(first)


def _case_answers(compute: Mapping[str, Any], before: Sequence[Subject]) -> Raw:
    rows = [
        {
            **condition_answers(key="als", condition=case["if"], subjects=before),
            "dan": words_of(subject=None, value=case["then"]),
        }
        for case in compute["cases"]
    ]
    found = {"uitkomst": kind_of_value(compute["cases"][0]["then"]), "gevallen": rows}
    if "else" in compute:
        found["anders"] = words_of(subject=None, value=compute["else"])
    return found


def _moment_answers(key: str, reference: str) -> Raw:
    if reference.startswith(VARIABLE_PREFIX):
        return {key: VARIABLE, f"{key}_gegeven": reference.removeprefix(VARIABLE_PREFIX)}
    return {key: reference}


def compute_of(*, raw: Mapping[str, Any], path: str, values: Mapping[str, Any]) -> Raw:
    """Return the reckoning that was answered.

    :raises AnswersWrong: if a value is none that there can be.
    """
    fn = values[FN]
    if fn == "consensus":
        return {"fn": fn, "of": values["cel"], "mixed": values["mixed"]}
    if fn == "when":
        return {"fn": fn, **_cases(values, subjects_before(raw=raw, path=path))}
    if fn == "days_between":
        return {"fn": fn, "from": _moment(values, "van"), "to": _moment(values, "tot")}
    if values["of"] == VARIABLE:
        return {"fn": fn, "variable": values.get("variable", "")}
    return {"fn": fn, "of": values["of"], **_beside_of(raw, path, values)}


def _beside_of(raw: Mapping[str, Any], path: str, values: Mapping[str, Any]) -> Raw:
    """Return what a reckoning over one field says beside which field."""
    fn = values[FN]
    if fn == "term":
        return {"term": values["term"]}
    if fn == "date_plus":
        return {"duration": _duration(values)}
    if fn not in _OVER_ROWS or values.get("where", ALWAYS) == ALWAYS:
        return {}
    rows = subjects_in(raw=raw, repeat=_absolute(raw, path, values["of"]))
    where = condition_of(key="where", values=values, subjects=rows, was=None)
    return without_nothing({"where": where})


def _moment(values: Mapping[str, Any], key: str) -> str:
    chosen: str = values[key]
    return VARIABLE_PREFIX + values[f"{key}_gegeven"] if chosen == VARIABLE else chosen


def _duration(values: Mapping[str, Any]) -> str:
    parts = [f"{values[key]}{sign}" for key, sign in _UNITS.items() if values.get(key)]
    if not parts:
        raise AnswersWrong({"dagen": [_("Vul in hoeveel tijd erbij komt.")]})
    return "P" + "".join(parts)


def _cases(values: Mapping[str, Any], before: Sequence[Subject]) -> Raw:
    kind, cases = values["uitkomst"], []
    errors: dict[str, list[str]] = {}
    for number, row in enumerate(values["gevallen"]):
        try:
            condition = condition_of(key="als", values=row, subjects=before, was=None)
            then = value_of(subject=None, kind=kind, operator="is", typed=row["dan"])
            cases.append({"if": condition, "then": then})
        except AnswersWrong as wrong:
            errors |= {f"gevallen.{number}.{at}": said for at, said in wrong.errors.items()}
        except ValueUnknown as wrong:
            errors[f"gevallen.{number}.dan"] = [str(wrong)]
    found: Raw = {"cases": cases}
    try:
        if "anders" in values:
            found["else"] = value_of(
                subject=None, kind=kind, operator="is", typed=values["anders"]
            )
    except ValueUnknown as wrong:
        errors["anders"] = [str(wrong)]
    if errors:
        raise AnswersWrong(errors)
    return found
