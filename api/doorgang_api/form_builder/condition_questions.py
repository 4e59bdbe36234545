"""Asks a condition as rows of field, comparison and value; nothing of it is an expression."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from doorgang_api.languages import gettext as _

from .asking import Raw, ask, options, when, without_nothing
from .subjects import VARIABLE, choices_of, named
from .typed_values import NUMBER, TEXT, YES_NO, ValueUnknown, kind_of_value, value_of, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .subjects import Subject

ALWAYS: Final = "altijd"
ALL: Final = "alle"
ANY: Final = "een"
#: The condition there is, which is deeper than rows can say; it may be kept or replaced.
AS_IT_IS: Final = "zo_laten"
FILLED: Final = "ingevuld"
EMPTY: Final = "leeg"
_WITHOUT_VALUE = (FILLED, EMPTY)
_WITH_VALUE = ("is", "not", "in", "at_least", "at_most")
#: More rows than this nobody can follow.
MOST_TESTS = 12


class AnswersWrong(ValueError):
    """What was typed does not make a piece of a definition: messages by path of the question."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("; ".join(errors))
        self.errors = dict(errors)


def condition_questions(
    *, key: str, label: str, subjects: Sequence[Subject], may_be_always: bool, kept: bool = False
) -> list[Raw]:
    """Return the questions about one condition; ``kept``: there is one that rows cannot say."""
    kinds = [(ALL, _("Als alles hieronder klopt")), (ANY, _("Als een van de regels klopt"))]
    if may_be_always:
        kinds = [(ALWAYS, _("Altijd")), *kinds]
    if kept:
        kinds = [*kinds, (AS_IT_IS, _("Zoals het nu is"))]
    return [
        ask(key, "choice", label, options=options(kinds), required=True),
        ask(
            f"{key}_regels",
            "repeat",
            _("Voorwaarden"),
            fields=test_questions(subjects),
            min_rows=1,
            max_rows=MOST_TESTS,
            row_label={"nl": _("Voorwaarde")},
            show_when=when(key, ALL, ANY),
        ),
    ]


def test_questions(subjects: Sequence[Subject]) -> list[Raw]:
    """Return the questions about one test."""
    operators = [
        ("is", _("is")), ("not", _("is niet")), ("in", _("is een van")),
        (FILLED, _("is ingevuld")), (EMPTY, _("is niet ingevuld")),
        ("at_least", _("is ten minste")), ("at_most", _("is ten hoogste")),
    ]  # fmt: skip
    kinds = [(TEXT, _("Tekst")), (YES_NO, _("Ja of nee")), (NUMBER, _("Getal"))]
    is_variable = when("onderwerp", VARIABLE)
    hint = _(
        "Het antwoord in woorden, een getal, of een datum als 24-3-2027. "
        "Bij ‘is een van’ met een puntkomma ertussen."
    )
    return [
        ask("onderwerp", "choice", _("Vraag"), options=options(choices_of(subjects)),
            required=True),
        ask("gegeven", "text", _("Naam van het gegeven"), show_when=is_variable, required=True),
        ask("soort", "choice", _("Soort gegeven"), options=options(kinds), show_when=is_variable,
            required=True),
        ask("vergelijking", "choice", _("Vergelijking"), options=options(operators),
            required=True),
        ask("waarde", "text", _("Antwoord"), hint=hint, required=True, max_length=2000,
            show_when=when("vergelijking", *_WITH_VALUE)),
    ]  # fmt: skip


def can_be_asked(condition: Mapping[str, Any] | None) -> bool:
    """Return whether rows can say this condition: one test, or tests that are all of one kind."""
    if condition is None:
        return True
    parts = condition.get("all", condition.get("any"))
    if parts is None:
        return True
    return all("all" not in one and "any" not in one for one in parts)


def condition_answers(
    *, key: str, condition: Mapping[str, Any] | None, subjects: Sequence[Subject]
) -> Raw:
    """Return the answers that a condition amounts to."""
    if condition is None:
        return {key: ALWAYS}
    if not can_be_asked(condition):
        return {key: AS_IT_IS}
    parts = condition.get("any", condition.get("all", [condition]))
    rows = [test_answers(one, subjects) for one in parts]
    return {key: ANY if "any" in condition else ALL, f"{key}_regels": rows}


def test_answers(test: Mapping[str, Any], subjects: Sequence[Subject]) -> Raw:
    """Return the answers that one test amounts to."""
    subject = named(subjects, test["field"]) if "field" in test else None
    operator = next(one for one in (*_WITH_VALUE, "filled") if one in test)
    if operator == "filled":
        found = {"vergelijking": FILLED if test["filled"] else EMPTY}
    else:
        found = {
            "vergelijking": operator,
            "waarde": words_of(subject=subject, value=test[operator]),
        }
    if "field" in test:
        return {"onderwerp": test["field"], **found}
    kind = TEXT if operator == "filled" else kind_of_value(test[operator])
    return {"onderwerp": VARIABLE, "gegeven": test["variable"], "soort": kind, **found}


def condition_of(
    *,
    key: str,
    values: Mapping[str, Any],
    subjects: Sequence[Subject],
    was: Mapping[str, Any] | None,
) -> Raw | None:
    """Return the condition that was answered; None: always.

    :raises AnswersWrong: if a value is none that the field can have.
    """
    kind = values.get(key)
    if kind == ALWAYS:
        return None
    if kind == AS_IT_IS:
        return dict(was or {}) or None
    tests, errors = [], {}
    for number, row in enumerate(values.get(f"{key}_regels", [])):
        try:
            tests.append(test_of(row, subjects))
        except ValueUnknown as wrong:
            errors[f"{key}_regels.{number}.waarde"] = [str(wrong)]
    if errors:
        raise AnswersWrong(errors)
    found = tests[0] if len(tests) == 1 else {"any" if kind == ANY else "all": tests}
    return dict(was) if was and _plain(was) == found else found


def _plain(condition: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a condition without brackets around a single test."""
    parts = condition.get("all", condition.get("any", ()))
    return parts[0] if len(parts) == 1 else condition


def test_of(row: Mapping[str, Any], subjects: Sequence[Subject]) -> Raw:
    """Return the test that was answered in a row.

    :raises ValueUnknown: if the value is none that the field can have.
    """
    name = row["onderwerp"]
    is_variable = name == VARIABLE
    found: Raw = {"variable": row["gegeven"]} if is_variable else {"field": name}
    operator = row["vergelijking"]
    if operator in _WITHOUT_VALUE:
        return {**found, "filled": operator == FILLED}
    value = value_of(
        subject=None if is_variable else named(subjects, name),
        kind=row.get("soort", TEXT),
        operator=operator,
        typed=row["waarde"],
    )
    return without_nothing(found) | {operator: value}
