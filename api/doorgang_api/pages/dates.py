"""Days written out in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_api.languages import SOURCE, language
from doorgang_engine.terms import wording

if TYPE_CHECKING:
    from datetime import date

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def date_words(*, day: date) -> str:
    """Write a date out: ``vrijdag 7 mei 2027``, ``Friday 7 May 2027``."""
    if language() == SOURCE:
        return wording.date_words(day=day)
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"
