"""Lint of fields by themselves: bounds, patterns, exports, what may never be asked."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from doorgang_forms.compute import DURATION
from doorgang_forms.contents import KINDS
from doorgang_forms.definition import TODAY, Field, Form, Placed, Text, placed_fields
from doorgang_forms.exports import kind_of
from doorgang_forms.finding import Finding
from doorgang_forms.patterns import pattern_problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_PERSONAL_NUMBER_KEY = re.compile(
    r"(^|_)(bsn|pgn|sofi(nummer)?|onderwijsnummer|burgerservicenummer|persoonsgebonden_?nummer)(_|$)"
)
_PERSONAL_NUMBER_LABEL = re.compile(
    r"\b(bsn|pgn|sofi-?nummer|onderwijsnummer|burger\s?service\s?nummer|persoonsgebonden\s?nummer)\b",
    re.IGNORECASE,
)
#: Types in which nobody can type a number: they may ask "Staat er geen bsn in de bijlagen?".
_NO_ROOM_FOR_A_NUMBER = frozenset({"yes_no", "choice", "choices", "date", "info", "computed"})
#: Types that hold nothing of their own, so that `required` and `export` say nothing.
_EMPTY_TYPES = frozenset({"info", "group"})

#: Days that one field may send on: as long as a list in a route may be.
MOST_DAYS = 1_000


def field_findings(*, form: Form, roles: Collection[str] | None) -> Iterator[Finding]:
    """Say what is wrong with the fields by themselves."""
    placed = placed_fields(form=form)
    names = Counter(
        name
        for one in placed.values()
        for name in (one.field.export, one.field.export_days)
        if name
    )
    for path, one in placed.items():
        for code, message in (
            *_personal_numbers(one.field),
            *_bounds(one.field),
            *_options(one.field),
            *_pattern(one.field),
            *_export(one, placed, names),
            *_days(one, names),
            *_meaningless(one.field),
            *_roles(one.field, roles),
            *_accept(one.field),
        ):
            yield Finding(path=path, code=code, message=message)


def _personal_numbers(field: Field) -> Iterator[tuple[str, str]]:
    if field.type in _NO_ROOM_FOR_A_NUMBER:
        return
    if _PERSONAL_NUMBER_KEY.search(field.key) or any(
        speaks_of_personal_number(words=words) for words in _all_words(field.label)
    ):
        yield "personal_number", "Een formulier vraagt nooit om een bsn of onderwijsnummer."


def speaks_of_personal_number(*, words: str) -> bool:
    """Whether a text names a BSN, an onderwijsnummer or another number of a person."""
    return _PERSONAL_NUMBER_LABEL.search(words) is not None


def _all_words(text: Text) -> tuple[str, ...]:
    return (text.nl, *(words for _, words in text.others))


def _bounds(field: Field) -> Iterator[tuple[str, str]]:
    low, high = field.minimum, field.maximum
    if low is not None and high is not None and TODAY not in {low, high} and low > high:  # type: ignore[operator]
        yield "bounds", "De ondergrens ligt boven de bovengrens."
    if field.min_rows > field.max_rows:
        yield "bounds", "min_rows is groter dan max_rows."
    most = len(field.options) if field.max_items is None else field.max_items
    if field.type == "choices" and field.min_items > min(most, len(field.options)):
        yield "bounds", "Zoveel antwoorden als min_items vraagt kan niemand kiezen."
    duration = field.compute.duration if field.compute else ""
    if duration and not DURATION.fullmatch(duration):
        yield "duration", "Schrijf de duur als P3Y6M, P2W of P14D."


def _options(field: Field) -> Iterator[tuple[str, str]]:
    values = Counter(one.value for one in field.options)
    labels = Counter(one.label.nl.casefold() for one in field.options)
    if any(count > 1 for count in values.values()):
        yield "unreachable_option", "Twee antwoorden hebben dezelfde waarde; één is onbereikbaar."
    elif any(count > 1 for count in labels.values()):
        yield "unreachable_option", "Twee antwoorden heten hetzelfde; kiezen kan dan niet."


def _pattern(field: Field) -> Iterator[tuple[str, str]]:
    if field.pattern:
        problem = pattern_problem(pattern=field.pattern, max_length=field.max_length)
        if problem:
            yield "pattern", problem


def _export(
    one: Placed, placed: Mapping[str, Placed], names: Counter[str]
) -> Iterator[tuple[str, str]]:
    name = one.field.export
    if not name:
        return
    if names[name] > 1:
        yield "duplicate_export", f"De naam {name} wordt door meer dan één veld geëxporteerd."
    if one.in_repeat:
        yield (
            "export_in_rows",
            "Een veld in een regel mag niet geëxporteerd worden; reken het uit.",
        )
    elif kind_of(one=one, placed=placed) is None:
        yield "export_type", "Een veld van dit type mag niet geëxporteerd worden."


def _days(one: Placed, names: Counter[str]) -> Iterator[tuple[str, str]]:
    field = one.field
    if not field.export_days:
        if field.days_of or field.times:
            yield "meaningless", "days_of en times horen bij export_days."
        return
    rows = {inner.key: inner for inner in field.fields}
    day, times = rows.get(field.days_of), rows.get(field.times)
    if names[field.export_days] > 1:
        yield (
            "duplicate_export",
            f"De naam {field.export_days} wordt door meer dan één veld geëxporteerd.",
        )
    if one.in_repeat or day is None or day.type != "date":
        yield "export_type", "days_of noemt een datum in de regels van dit veld."
    if not field.times:
        return
    most = times.maximum if times is not None and times.type == "number" else None
    if not isinstance(most, int) or times is None or times.decimals:
        yield "export_type", "times noemt een heel getal met een max, in de regels van dit veld."
    elif most * field.max_rows > MOST_DAYS:
        yield "export_type", f"max_rows maal de max van times is meer dan {MOST_DAYS}."


def _meaningless(field: Field) -> Iterator[tuple[str, str]]:
    if field.required and field.type in _EMPTY_TYPES | {"computed"}:
        yield "meaningless", f"required zegt niets bij het type {field.type}."
    if field.type == "info" and field.sensitive:
        yield "meaningless", "sensitive zegt niets bij het type info."
    if field.per_person and all(one.type != "person" for one in field.fields):
        yield "meaningless", "per_person vraagt in elke regel een veld van het type person."


def _accept(field: Field) -> Iterator[tuple[str, str]]:
    for one in field.accept:
        if one not in KINDS:
            kinds = ", ".join(sorted(KINDS))
            yield "accept", f"{one[:60]} is geen soort bestand dat mag worden gevraagd: {kinds}."


def _roles(field: Field, roles: Collection[str] | None) -> Iterator[tuple[str, str]]:
    for role in field.visible_to or ():
        if roles is not None and role not in roles:
            yield "unknown_role", f"De rol {role} bestaat niet."
