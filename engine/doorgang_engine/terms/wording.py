"""Dates, durations and lists in Dutch words, for the reasons that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from doorgang_engine.terms.durations import Duration

_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)
_UNITS = {
    "years": ("jaar", "jaar"),
    "months": ("maand", "maanden"),
    "weeks": ("week", "weken"),
    "days": ("dag", "dagen"),
    "hours": ("uur", "uur"),
    "minutes": ("minuut", "minuten"),
    "seconds": ("seconde", "seconden"),
}


def date_words(*, day: date) -> str:
    """Write a date out: `vrijdag 7 mei 2027`."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_day_words(*, month: int, day: int) -> str:
    """Write a date that comes each year: `24 maart`."""
    return f"{day} {_MONTHS[month - 1]}"


def duration_words(*, duration: Duration) -> str:
    """Write a duration out, without its sign: `3 jaar en 6 maanden`."""
    parts = [counted(count=n, words=_UNITS[unit]) for unit, n in duration.units.items()]
    return listed(items=parts) or "0 dagen"


def counted(*, count: int, words: tuple[str, str]) -> str:
    """Write a number with the singular or the plural: `1 dag`, `2 dagen`."""
    return f"{count} {words[0] if count == 1 else words[1]}"


def listed(*, items: Sequence[str]) -> str:
    """Write a list: `a, b en c`."""
    if len(items) < 2:  # noqa: PLR2004 -- one item needs no "en"
        return "".join(items)
    return f"{', '.join(items[:-1])} en {items[-1]}"


def capitalised(*, text: str) -> str:
    """Begin a sentence with it."""
    return text[:1].upper() + text[1:]
