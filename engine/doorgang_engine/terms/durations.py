"""Durations as people write them (P6W, P3Y6M, PT1H), and adding them on the Amsterdam calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from doorgang_engine.terms.problems import DurationInvalid, MomentNaive, TermDateImpossible

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_PATTERN = re.compile(
    r"(?P<sign>-)?P(?=[0-9T])"
    r"(?:(?P<years>[0-9]{1,4})Y)?(?:(?P<months>[0-9]{1,4})M)?"
    r"(?:(?P<weeks>[0-9]{1,4})W)?(?:(?P<days>[0-9]{1,5})D)?"
    r"(?:T(?=[0-9])(?:(?P<hours>[0-9]{1,5})H)?(?:(?P<minutes>[0-9]{1,6})M)?"
    r"(?:(?P<seconds>[0-9]{1,8})S)?)?"
)
LONGEST_SHOWN = 60  # of a text that is no duration: enough to find it again
_LETTERS = {"years": "Y", "months": "M", "weeks": "W", "days": "D"}
_TIME_LETTERS = {"hours": "H", "minutes": "M", "seconds": "S"}


@dataclass(frozen=True, kw_only=True)
class Duration:
    """An ISO 8601 duration, unit by unit: six weeks stay six weeks and never become 42 days.

    `negative` turns the whole round. Weeks may stand beside the other units (ISO 8601-2).
    """

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    hours: int = 0
    minutes: int = 0
    seconds: int = 0
    negative: bool = False

    @property
    def units(self) -> dict[str, int]:
        """The units that are not nought, large to small."""
        counts = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "negative"}
        return {unit: count for unit, count in counts.items() if count}

    @property
    def is_zero(self) -> bool:
        """Whether it takes no time at all."""
        return not self.units

    @property
    def has_time(self) -> bool:
        """Whether it counts hours, minutes or seconds."""
        return bool(self.hours or self.minutes or self.seconds)

    def __neg__(self) -> Duration:
        """Turn it round."""
        return replace(self, negative=not self.negative)

    def __str__(self) -> str:
        """Write it as it is read: `P3Y6M`, `-P14D`."""
        units = self.units
        dates = "".join(f"{units[u]}{x}" for u, x in _LETTERS.items() if u in units)
        times = "".join(f"{units[u]}{x}" for u, x in _TIME_LETTERS.items() if u in units)
        text = f"P{dates}" + (f"T{times}" if times else "")
        return ("-" if self.negative and units else "") + (text if units else "P0D")


def parse_duration(*, text: str) -> Duration:
    """Read a duration such as `P6W`, `P14D`, `P3Y6M`, `-P14D` or `PT1H`.

    :raises DurationInvalid: if the text is not one.
    """
    found = _PATTERN.fullmatch(text)
    if found is None:
        raise DurationInvalid(
            f"“{text[:LONGEST_SHOWN]}” is geen duur. Schrijf bijvoorbeeld P6W (6 weken), "
            "P14D (14 dagen), P3Y6M (3 jaar en 6 maanden) of PT1H (1 uur)."
        )
    counts = {
        unit: int(count) for unit, count in found.groupdict(default="0").items() if unit != "sign"
    }
    return Duration(**counts, negative=found["sign"] is not None)


def add(*, first: Duration, second: Duration) -> Duration:
    """Add two durations unit by unit: P6W and P4W make P10W.

    :raises DurationInvalid: if one of them is negative.
    """
    if first.negative or second.negative:
        raise DurationInvalid("Een negatieve duur kan niet bij een andere worden opgeteld.")
    units = {f.name for f in fields(Duration)} - {"negative"}
    return Duration(**{u: getattr(first, u) + getattr(second, u) for u in units})


def shift_date(*, day: date, duration: Duration) -> date:
    """Move a date along the calendar; a month's end is clipped (31-08 plus 6 months is 28/29-02).

    :raises DurationInvalid: if the duration has hours, minutes or seconds.
    :raises TermDateImpossible: if the outcome is not a date that exists.
    """
    if duration.has_time:
        raise DurationInvalid(
            f"{duration} telt uren: een datum kan alleen met hele dagen schuiven."
        )
    return _moved(day, duration)


def plus(*, moment: datetime, duration: Duration) -> datetime:
    """Move a moment: days and longer on the Amsterdam calendar, then hours as elapsed time.

    The outcome is in UTC. A day is a calendar day: over a change of the clock P1D keeps the time
    on the wall, PT24H does not. A wall time that the clock skips becomes the same moment an hour
    later on the wall; one that comes twice is the first of the two.

    :raises MomentNaive: if the moment has no time zone.
    :raises TermDateImpossible: if the outcome is not a date that exists.
    """
    if moment.tzinfo is None:
        raise MomentNaive("Dit moment heeft geen tijdzone.")
    local = moment.astimezone(AMSTERDAM)
    day = _moved(local.date(), duration)
    if day != local.date():
        wall = datetime.combine(day, local.time().replace(fold=0), tzinfo=AMSTERDAM)
        moment = wall.astimezone(UTC)
    sign = -1 if duration.negative else 1
    elapsed = timedelta(hours=duration.hours, minutes=duration.minutes, seconds=duration.seconds)
    try:
        return moment.astimezone(UTC) + sign * elapsed
    except OverflowError as error:
        raise TermDateImpossible("Deze duur leidt tot een datum die niet bestaat.") from error


def _moved(day: date, duration: Duration) -> date:
    sign = -1 if duration.negative else 1
    delta = relativedelta(
        years=sign * duration.years,
        months=sign * duration.months,
        weeks=sign * duration.weeks,
        days=sign * duration.days,
    )
    try:
        return day + delta
    except (OverflowError, ValueError) as error:
        raise TermDateImpossible("Deze duur leidt tot een datum die niet bestaat.") from error
