"""The controls of one field with what was typed in them, right or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from doorgang_forms import html_names as names
from doorgang_forms.fields import MAX_NAME
from doorgang_forms.values import looks_like_date
from doorgang_forms.view_model import OptionView, PartView
from doorgang_forms.wrong_parts import wrong_date_parts, wrong_signature_parts

if TYPE_CHECKING:
    from doorgang_forms.definition import Field
    from doorgang_forms.words import Words

WIDGETS: Mapping[str, str] = {
    "text": "text",
    "long_text": "textarea",
    "person": "text",
    "organisation": "text",
    "number": "number",
    "date": "date",
    "choice": "radios",
    "choices": "checkboxes",
    "yes_no": "radios",
    "group": "group",
    "repeat": "rows",
    "file": "file",
    "signature": "signature",
    "info": "info",
    "computed": "output",
}
_DATE_PARTS = ((names.DAY, "day", 2), (names.MONTH, "month", 2), (names.YEAR, "year", 4))
#: Room for a number with sign, comma and the digits behind it.
_NUMBER_LENGTH = 20
_MAX_SHOWN = 10**15


def controls_of(
    *, field: Field, value: Any, name: str, words: Words, lang: str, is_wrong: bool = False
) -> dict[str, Any]:
    """Give what a FieldView says of its controls: value, options, parts and where to go to.

    Of a field that `is_wrong` that is the first part that is to be mended.
    """
    whole = names.ID_PREFIX + name
    found: dict[str, Any] = {
        "value": _as_typed(field, value),
        "focus_id": whole,
        "max_length": _length(field),
        "input_mode": _input_mode(field),
        "unit": field.unit.in_language(lang) if field.unit else "",
        "accept": ",".join(field.accept),
        "text": field.text.in_language(lang) if field.text else "",
    }
    if field.type == "date":
        wrong = wrong_date_parts(value=value) if is_wrong else frozenset()
        found["date_parts"] = _date_parts(name, value, words, wrong)
        found["focus_id"] = _first_wrong(found["date_parts"])
    elif field.type == "signature":
        found |= _signature(name, value, words, is_wrong=is_wrong)
    elif field.options or (field.type == "yes_no" and not field.must_be):
        found["options"] = _options(field, value, whole, words, lang)
        found["focus_id"] = found["options"][0].id
    elif field.must_be:
        found["value"] = names.YES if value is True else ""
    return found


def _as_typed(field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return names.YES if value else names.NO
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        # Writing out a giant number is refused by Python itself, with an exception.
        return str(value) if abs(value) <= _MAX_SHOWN else ""
    return ", ".join(map(str, value)) if isinstance(value, list) and not field.fields else ""


def _length(field: Field) -> int:
    if field.type == "organisation":
        return MAX_NAME
    return _NUMBER_LENGTH if field.type == "number" else field.max_length


def _input_mode(field: Field) -> str:
    if field.type != "number":
        return "text"
    # iOS has no minus on its number keyboards, so a number below nought is typed as text.
    if field.minimum is None or float(field.minimum) < 0:
        return "text"
    return "decimal" if field.decimals else "numeric"


def _options(
    field: Field, value: Any, whole: str, words: Words, lang: str
) -> tuple[OptionView, ...]:
    if field.type == "yes_no":
        answers = [(names.YES, words.yes), (names.NO, words.no)]
        chosen = [_as_typed(field, value)] if isinstance(value, bool) else []
    else:
        answers = [(one.value, one.label.in_language(lang)) for one in field.options]
        chosen = value if isinstance(value, list) else [value]
    if not field.required and field.type != "choices":
        # A radio button cannot be undone; without this an answer could not be taken back.
        answers.append(("", words.no_answer))
        chosen = chosen if any(answer in chosen for answer, _ in answers) else [""]
    return tuple(
        OptionView(id=f"{whole}-{number}", value=answer, label=label, checked=answer in chosen)
        for number, (answer, label) in enumerate(answers, start=1)
    )


def _first_wrong(parts: tuple[PartView, ...]) -> str:
    return next((part.id for part in parts if part.is_wrong), parts[0].id)


def _date_parts(
    name: str, value: Any, words: Words, wrong: frozenset[str]
) -> tuple[PartView, ...]:
    typed: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    if isinstance(value, str) and looks_like_date(value):
        year, month, day = value.split("-")
        typed = {names.DAY: day.lstrip("0"), names.MONTH: month.lstrip("0"), names.YEAR: year}
    return tuple(
        PartView(
            id=f"{names.ID_PREFIX}{name}-{part}",
            name=names.join(name, part),
            label=getattr(words, label),
            value=str(typed.get(part) or "") if isinstance(typed.get(part), str) else "",
            length=length,
            is_wrong=part in wrong,
        )
        for part, label, length in _DATE_PARTS
    )


def _signature(name: str, value: Any, words: Words, *, is_wrong: bool) -> dict[str, Any]:
    typed: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    name_is_wrong, wrong = (False, frozenset[str]())
    if is_wrong:
        name_is_wrong, wrong = wrong_signature_parts(value=value)
    signer = typed.get("naam")
    part = PartView(
        id=f"{names.ID_PREFIX}{name}-{names.SIGNER}",
        name=names.join(name, names.SIGNER),
        label=words.signer,
        value=signer if isinstance(signer, str) else "",
        length=MAX_NAME,
        is_wrong=name_is_wrong,
    )
    moment = names.join(name, names.SIGNED_ON)
    on = _date_parts(moment, typed.get("op"), words, wrong)
    return {"parts": (part,), "date_parts": on, "focus_id": _first_wrong((part, *on))}
