"""The last day of a term, for a form that tells people what it will be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from .problems import TermProblem
from .reckon import reckon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .calendars import Calendar
    from .rules import TermRule

#: Gives the last day of a term, by its key, from its first; None when that cannot be said.
LastDay = Callable[[str, date], date | None]


def last_day_by(*, rules: Mapping[str, TermRule], calendar: Calendar) -> LastDay:
    """Return what gives the last day of a term, by these rules and this calendar.

    It gives None for a term that is not among them, and for a day that the calendar does not know.
    """

    def last_day(term: str, start: date) -> date | None:
        rule = rules.get(term)
        if rule is None:
            return None
        try:
            return reckon(rule=rule, start=start, calendar=calendar).end
        except TermProblem:
            return None

    return last_day


def terms_told(*, form: Mapping[str, Any]) -> Iterator[str]:
    """Give the key of every term of which a form tells the last day."""
    yield from _told(form.get("sections", ()))


def _told(parts: Any) -> Iterator[str]:
    for part in parts:
        compute = part.get("compute", {})
        if compute.get("fn") == "term":
            yield str(compute.get("term"))
        yield from _told(part.get("fields", ()))
