"""Timers: what may be written, by form and position."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from doorgang_engine.terms.durations import Duration, parse_duration
from doorgang_engine.terms.problems import DurationInvalid

from .reading import text_of

if TYPE_CHECKING:
    from .reading import Reading

FORMS = ("timeDate", "timeDuration", "timeCycle")
_CYCLE = re.compile(r"R(\d{0,4})/(P.*)")
_QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")


def check_timer(reading: Reading, node: Any, timer: Any, *, repeats: bool) -> None:
    """Check the text of a timer; ``repeats`` says whether it may fire more than once there."""
    texts = {form: text_of(timer, form) for form in FORMS if text_of(timer, form)}
    if len(texts) != 1:
        reading.refuse("timer_text", node)
        return
    form, text = next(iter(texts.items()))
    if form == "timeDate":
        _check_date(reading, node, text)
    elif form == "timeDuration":
        if not _positive(text.strip('"')):
            reading.refuse("timer_duration", node, tekst=text[:60])
    else:
        _check_cycle(reading, node, text.strip('"'), repeats=repeats)


def _check_date(reading: Reading, node: Any, text: str) -> None:
    """A moment in quotes must name its time zone; anything else is an expression."""
    if text[:1].isdigit() or (_QUOTED.fullmatch(text) and not is_moment(text[1:-1])):
        reading.refuse("timer_date", node, tekst=text[:60])


def _check_cycle(reading: Reading, node: Any, text: str, *, repeats: bool) -> None:
    found = _CYCLE.fullmatch(text)
    if found is None or found[1].strip("0") == "" != found[1] or not _long(found[2]):
        reading.refuse("timer_cycle", node, tekst=text[:60])
    elif not repeats:
        reading.refuse("cycle_at_position", node)


def is_moment(text: str) -> bool:
    """Return whether a text is an ISO moment with a time zone."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _positive(text: str) -> bool:
    found = _read(text)
    return found is not None and not found.is_zero and not found.negative


def _long(text: str) -> bool:
    """Return whether a round of a cycle takes an hour or more: shorter ones flood a case."""
    found = _read(text)
    if found is None or found.is_zero or found.negative:
        return False
    days = found.years or found.months or found.weeks or found.days
    return bool(days) or found.hours * 3600 + found.minutes * 60 + found.seconds >= 3600  # noqa: PLR2004


def _read(text: str) -> Duration | None:
    try:
        return parse_duration(text=text)
    except DurationInvalid:
        return None
