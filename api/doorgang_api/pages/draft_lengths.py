"""How long something lasts on the forms of a draft: a number and a unit, never a code to type."""

from __future__ import annotations

import re

from doorgang_api.languages import gettext as _
from doorgang_engine.editing.errors import EditRefused
from doorgang_engine.terms.durations import parse_duration
from doorgang_engine.terms.problems import DurationInvalid
from doorgang_engine.terms.wording import duration_words

#: Settings that are a length of time.
LENGTHS = frozenset({"wachttijd", "duur"})
_SIMPLE = re.compile(r"P(?:(\d{1,4})([DWMY])|T(\d{1,4})(H))")
_AS_IT_IS = "="  # before a length that is no single number of one unit


def units() -> list[tuple[str, str]]:
    """Return the units by their letter in ISO 8601."""
    return [
        ("D", _("dagen")),
        ("W", _("weken")),
        ("M", _("maanden")),
        ("Y", _("jaren")),
        ("H", _("uren")),
    ]


def parts(value: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Return number, unit, and the units to choose from; a compound length is a unit by itself."""
    found = _SIMPLE.fullmatch(value)
    if found is not None:
        return found[1] or found[3], found[2] or found[4], units()
    if not value:
        return "", "D", units()
    own = f"{_AS_IT_IS}{value}"
    return "", own, [(own, length_words(value)), *units()]


def length_sent(number: str, unit: str, *, field: str) -> str:
    """Return what was chosen as a duration; ``""`` when no number was given.

    :raises EditRefused: if the number or unit is none.
    """
    number = number.strip()
    if not number:
        return unit.removeprefix(_AS_IT_IS) if unit.startswith(_AS_IT_IS) else ""
    whole = number.isascii() and number.isdigit() and int(number) > 0 and len(number) <= 4  # noqa: PLR2004
    if not whole or unit not in dict(units()):
        raise EditRefused(_("Vul een heel aantal in en kies de eenheid."), field=field)
    return f"PT{int(number)}H" if unit == "H" else f"P{int(number)}{unit}"


def length_words(value: str) -> str:
    """Return a duration in words; what is none, as it stands."""
    try:
        return duration_words(duration=parse_duration(text=value))
    except DurationInvalid:
        return value
