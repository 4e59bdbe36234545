"""Values of conditions as people type them: the words of an answer, a number, a day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from doorgang_api.languages import gettext as _
from doorgang_forms.values import is_date

if TYPE_CHECKING:
    from .subjects import Subject

#: What kind of value a variable of the route has; of a field the field says it.
TEXT: Final = "tekst"
YES_NO: Final = "ja_nee"
NUMBER: Final = "getal"
_NUMBERS = frozenset({"count", "days_between"})
_NUMBER = re.compile(r"-?[0-9]{1,13}(,[0-9]{1,6})?")
_DAY = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")
#: What stands between the values of a condition that takes more than one.
BETWEEN: Final = ";"
#: The empty text, which cannot be typed as it is: that would be no answer.
NOTHING: Final = '""'


class ValueUnknown(ValueError):
    """What was typed is no answer that the field can have; the text says which there are."""


def value_of(*, subject: Subject | None, kind: str, operator: str, typed: str) -> Any:
    """Return the value that was typed, as a definition has it.

    ``kind`` is of a value of a variable, when there is no subject.

    :raises ValueUnknown: if the field can never have it.
    """
    if operator == "in":
        parts = [one.strip() for one in typed.replace("\n", BETWEEN).split(BETWEEN)]
        return [
            value_of(subject=subject, kind=kind, operator="is", typed=one) for one in parts if one
        ]
    if operator in {"at_least", "at_most"} or _is_number(subject, kind):
        return _number(typed)
    if subject is None:
        return _yes_or_no(typed) if kind == YES_NO else _text(typed)
    if subject.answers:
        return _answer(subject, typed)
    return _day(typed) if subject.field["type"] == "date" else _text(typed)


def kind_of_value(value: Any) -> str:
    """Return what kind of value a variable is compared with."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, bool):
        return YES_NO
    return NUMBER if isinstance(first, int | float) else TEXT


def words_of(*, subject: Subject | None, value: Any) -> str:
    """Return a value as it is typed; the inverse of ``value_of``."""
    if isinstance(value, list | tuple):
        return f"{BETWEEN} ".join(words_of(subject=subject, value=one) for one in value)
    for answer, words in subject.answers if subject else ():
        if answer == value and type(answer) is type(value) and _is_plain(subject, words):
            return words
    if isinstance(value, bool):
        return "Ja" if value else "Nee"
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return str(value) or NOTHING


def _text(typed: str) -> str:
    return "" if typed == NOTHING else typed


def _is_number(subject: Subject | None, kind: str) -> bool:
    if subject is None:
        return kind == NUMBER
    compute = subject.field.get("compute", {})
    return subject.field["type"] == "number" or compute.get("fn") in _NUMBERS


def _is_plain(subject: Subject | None, words: str) -> bool:
    """Return whether these words mean one answer and no other, also between others."""
    if subject is None or BETWEEN in words or words != words.strip():
        return False
    values = [str(value).casefold() for value, _words in subject.answers]
    named = [one.casefold() for _value, one in subject.answers]
    folded = words.casefold()
    if named.count(folded) != 1:
        return False
    return folded not in values or values.index(folded) == named.index(folded)


def _answer(subject: Subject, typed: str) -> Any:
    wanted = typed.strip().casefold()
    for value, _words in subject.answers:
        if not isinstance(value, bool) and str(value).casefold() == wanted:
            return value
    for value, words in subject.answers:
        if words.casefold() == wanted:
            return value
    listed = f"{BETWEEN} ".join(words for _value, words in subject.answers)
    raise ValueUnknown(
        _("Dit is geen antwoord van ‘%(vraag)s’. Kies uit: %(antwoorden)s.")
        % {"vraag": subject.words, "antwoorden": listed}
    )


def _yes_or_no(typed: str) -> bool:
    if typed.casefold() not in {"ja", "nee"}:
        raise ValueUnknown(_("Vul hier ja of nee in."))
    return typed.casefold() == "ja"


def _number(typed: str) -> int | float:
    if not _NUMBER.fullmatch(typed):
        raise ValueUnknown(_("Vul hier een getal in."))
    return float(typed.replace(",", ".")) if "," in typed else int(typed)


def _day(typed: str) -> str:
    parts = _DAY.fullmatch(typed)
    found = f"{parts[3]}-{parts[2]:0>2}-{parts[1]:0>2}" if parts else typed
    if not is_date(found):
        raise ValueUnknown(_("Vul hier een datum in als dag-maand-jaar."))
    return found
