"""Conditions as people choose them: a field, an operator and a value; never an expression to type.

They are written as CEL and read back. What was written otherwise is shown as it is, and can be
replaced but not taken apart.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .errors import EditRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Operators by kind of field: the word of the program, and the one people read.
OPERATORS: dict[str, dict[str, str]] = {
    "ja_nee": {"ja": "is ja", "nee": "is nee"},
    "tekst": {
        "is": "is", "is_niet": "is niet", "een_van": "is een van", "leeg": "is leeg",
        "ingevuld": "is ingevuld",
    },
    "getal": {
        "is": "is", "is_niet": "is niet", "meer_dan": "is meer dan", "minstens": "is minstens",
        "minder_dan": "is minder dan", "hoogstens": "is hoogstens",
    },
    "datum": {
        "is": "is op", "voor": "ligt voor", "na": "ligt na", "leeg": "is leeg",
        "ingevuld": "is ingevuld",
    },
    "lijst": {"bevat": "bevat", "bevat_niet": "bevat niet", "leeg": "is leeg",
              "ingevuld": "is ingevuld"},
}  # fmt: skip
WITHOUT_VALUE = frozenset({"ja", "nee", "leeg", "ingevuld"})
MOST = 8  # conditions on one flow
_SIGNS = {
    "is": "==", "is_niet": "!=", "meer_dan": ">", "minstens": ">=", "minder_dan": "<",
    "hoogstens": "<=", "voor": "<", "na": ">",
}  # fmt: skip
_NAME = r"([a-z][a-z0-9_]*)"
_TEXT = r'("(?:[^"\\]|\\.)*")'
_COMPARED = re.compile(rf"{_NAME}\s*(==|!=|>=|<=|>|<)\s*(-?\d+|{_TEXT})")
_ONE_OF = re.compile(rf"{_NAME}\s+in\s+\[({_TEXT}(?:\s*,\s*{_TEXT})*)\]")
_HOLDS = re.compile(rf"(!?)\(?{_TEXT}\s+in\s+{_NAME}\)?")
_SIZE = re.compile(rf"size\({_NAME}\)\s*(==|>)\s*0")
#: A text as it stands, or what may be left out around it.
_SPACES = re.compile(rf"{_TEXT}|\s+")
_OUTSIDE = re.compile(rf"{_TEXT}|[\s()]")
_DATED = re.compile(rf'{_NAME} != "" && {_NAME} (<|>) {_TEXT}')


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One comparison; ``value`` is a text, for ``een_van`` one value a line."""

    field: str
    operator: str
    value: str = ""


def written(conditions: Sequence[Condition], kinds: Mapping[str, str]) -> str:
    """Return conditions that all have to be true as one expression.

    :raises EditRefused: if a field, operator or value cannot be.
    """
    if not 0 < len(conditions) <= MOST:
        raise EditRefused(f"Kies een tot {MOST} voorwaarden.", field="voorwaarde")
    parts = [_written(one, kinds) for one in conditions]
    return parts[0] if len(parts) == 1 else " && ".join(f"({part})" for part in parts)


def _written(one: Condition, kinds: Mapping[str, str]) -> str:
    kind = kinds.get(one.field)
    if kind is None:
        raise EditRefused(f"Het gegeven '{one.field[:60]}' is er niet.", field="veld")
    if one.operator not in OPERATORS[kind]:
        raise EditRefused("Deze vergelijking past niet bij dit gegeven.", field="vergelijking")
    if one.operator in WITHOUT_VALUE:
        return _bare(one, kind)
    if one.operator == "een_van":
        values = [line.strip() for line in one.value.splitlines() if line.strip()]
        if not values:
            raise EditRefused("Geef de waarden, een op elke regel.", field="waarde")
        return f"{one.field} in [{', '.join(map(_quoted, values))}]"
    if kind == "lijst":
        holds = f"{_value(one, 'tekst')} in {one.field}"
        return holds if one.operator == "bevat" else f"!({holds})"
    compared = f"{one.field} {_SIGNS[one.operator]} {_value(one, kind)}"
    if kind == "datum" and one.operator in ("voor", "na"):
        return f'{one.field} != "" && {compared}'
    return compared


def _bare(one: Condition, kind: str) -> str:
    if one.operator in ("ja", "nee"):
        return one.field if one.operator == "ja" else f"!{one.field}"
    if kind == "lijst":
        return f"size({one.field}) {'==' if one.operator == 'leeg' else '>'} 0"
    return f'{one.field} {"==" if one.operator == "leeg" else "!="} ""'


def _value(one: Condition, kind: str) -> str:
    text = one.value.strip()
    if kind == "getal":
        if re.fullmatch(r"-?\d{1,9}", text) is None:
            raise EditRefused("Vul een heel getal in.", field="waarde")
        return str(int(text))
    if kind == "datum":
        try:
            return _quoted(date.fromisoformat(text).isoformat())
        except ValueError:
            raise EditRefused("Vul een datum in, zoals 2027-03-24.", field="waarde") from None
    if not 0 < len(text) <= 200:  # noqa: PLR2004 - a value of a choice, no text
        raise EditRefused("Vul een waarde in.", field="waarde")
    return _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def read(expression: str, kinds: Mapping[str, str]) -> list[Condition] | None:
    """Return the conditions that an expression was written from; None: it says something else."""
    text = _SPACES.sub(lambda found: found[1] or " ", expression).strip()
    for parts in ([text], _parts(text)):
        found = [_read(part, kinds) for part in parts]
        whole = [one for one in found if one is not None]
        if (
            parts
            and len(whole) == len(parts)
            and _bare_text(written(whole, kinds)) == _bare_text(text)
        ):
            return whole
    return None


def _bare_text(text: str) -> str:
    return _OUTSIDE.sub(lambda found: found[1] or "", text)


def _parts(text: str) -> list[str]:
    """Return what stands between brackets, joined by &&; nothing when it is otherwise."""
    if not (text.startswith("(") and text.endswith(")")):
        return text.split(" && ") if "||" not in text and "(" not in text else []
    return text[1:-1].split(") && (")


def _read(part: str, kinds: Mapping[str, str]) -> Condition | None:
    for reading in (_read_bare, _read_dated, _read_compared, _read_many):
        found = reading(part, kinds)
        if found is not None and found.field in kinds:
            return found if found.operator in OPERATORS[kinds[found.field]] else None
    return None


def _read_bare(part: str, kinds: Mapping[str, str]) -> Condition | None:
    name = part.removeprefix("!")
    if kinds.get(name) == "ja_nee":
        return Condition(field=name, operator="nee" if part.startswith("!") else "ja")
    if (sized := _SIZE.fullmatch(part)) is not None:
        return Condition(field=sized[1], operator="leeg" if sized[2] == "==" else "ingevuld")
    return None


def _read_dated(part: str, kinds: Mapping[str, str]) -> Condition | None:
    found = _DATED.fullmatch(part)
    if found is None or found[1] != found[2] or kinds.get(found[1]) != "datum":
        return None
    return Condition(
        field=found[1], operator="voor" if found[3] == "<" else "na", value=_plain(found[4])
    )


def _read_compared(part: str, kinds: Mapping[str, str]) -> Condition | None:
    found = _COMPARED.fullmatch(part)
    if found is None:
        return None
    name, sign, value = found[1], found[2], found[3]
    if value == '""' and sign in ("==", "!="):
        return Condition(field=name, operator="leeg" if sign == "==" else "ingevuld")
    if value.startswith('"') == (kinds.get(name) == "getal"):
        return None
    dated = kinds.get(name) == "datum"
    if dated and sign != "==":
        return None
    operator = next(key for key, one in _SIGNS.items() if one == sign)
    return Condition(field=name, operator=operator, value=_plain(value))


def _read_many(part: str, kinds: Mapping[str, str]) -> Condition | None:
    if (found := _ONE_OF.fullmatch(part)) is not None:
        values = [_plain(one) for one in re.findall(_TEXT, found[2])]
        return Condition(field=found[1], operator="een_van", value="\n".join(values))
    if (found := _HOLDS.fullmatch(part)) is not None and kinds.get(found[3]) == "lijst":
        operator = "bevat_niet" if found[1] else "bevat"
        return Condition(field=found[3], operator=operator, value=_plain(found[2]))
    return None


def _plain(value: str) -> str:
    if not value.startswith('"'):
        return value
    try:
        return str(json.loads(value))
    except ValueError:  # an escape of CEL that is not one of JSON
        return value[1:-1]


def in_words(conditions: Sequence[Condition], kinds: Mapping[str, str]) -> str:
    """Return conditions in Dutch."""
    return " en ".join(
        f"{one.field} {OPERATORS[kinds[one.field]][one.operator]} "
        f"{', '.join(one.value.splitlines())}".strip()
        for one in conditions
    )
