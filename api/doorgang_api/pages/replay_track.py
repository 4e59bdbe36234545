"""The time of a case as one line: acts, deadlines, and where nothing happened for long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from lxml import etree

from doorgang_api.languages import gettext as _
from doorgang_engine.diagram.geometry import Box
from doorgang_engine.diagram.svg import FONT, INK, PAPER, SVG, rectangle, tag
from doorgang_engine.terms.moments import local_day

from .dates import date_words
from .replay_views import idle_periods

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doorgang_engine.history.replay import Step

WIDTH, HEIGHT, LINE, EDGE = 1000.0, 92.0, 48.0, 12.0
WORDS_FIT = 90.0  # an idle period that is drawn at least this wide says how long it was
MOST_DEADLINES = 60


class Track:
    """Places moments on the line."""

    def __init__(self, steps: Sequence[Step], until: datetime) -> None:
        self._start = steps[0].at
        self._length = max((until - self._start).total_seconds(), 1.0)
        self.steps, self.until = steps, until

    def x(self, at: datetime) -> float:
        """Return where a moment lies; what lies outside is at the end."""
        part = (at - self._start).total_seconds() / self._length
        return EDGE + min(max(part, 0.0), 1.0) * (WIDTH - 2 * EDGE)


def track_of(steps: Sequence[Step], *, now: datetime) -> Track:
    """Return the line of a case: to its last act, or further to the deadlines that are open."""
    last = steps[-1].at
    due = [datetime.fromisoformat(moment) for _place, moment in steps[-1].deadlines.values()]
    until = max([last, *(one for one in due if one <= now + timedelta(days=366))])
    return Track(steps, until)


def draw_track(track: Track, *, current: Step, title: str) -> str:
    """Draw the line; the words beside it say the same."""
    svg = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    svg.set("viewBox", f"0 0 {WIDTH:g} {HEIGHT:g}")
    svg.set("role", "img")
    svg.set("class", "track")
    svg.set("aria-label", title)
    _hatch(svg)
    _idle(svg, track)
    tag(svg, "line", x1=EDGE, x2=WIDTH - EDGE, y1=LINE, y2=LINE, stroke=INK, stroke_width=2)
    for step in track.steps:
        rectangle(svg, Box(track.x(step.at) - 2, LINE - 9, 4, 18), fill=INK)
    for due in deadlines_of(track.steps)[:MOST_DEADLINES]:
        _diamond(svg, track.x(due))
    _days(svg, track)
    _marker(svg, track.x(current.at))
    text: str = etree.tostring(svg, encoding="unicode")
    return text


def deadlines_of(steps: Sequence[Step]) -> list[datetime]:
    """Return every moment that was ever waited for, once."""
    found = {due for step in steps for _place, due in step.deadlines.values()}
    return sorted(datetime.fromisoformat(due) for due in found)


def _hatch(svg: Any) -> None:
    pattern = tag(
        tag(svg, "defs"),
        "pattern",
        id="track-idle",
        width=8,
        height=8,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    rectangle(pattern, Box(0, 0, 8, 8), fill=PAPER)
    rectangle(pattern, Box(0, 0, 2, 8), fill="#8a97a3")


def _idle(svg: Any, track: Track) -> None:
    for _number, start, end in idle_periods(track.steps):
        left, right = track.x(start), track.x(end)
        group = tag(svg, "g", class_="track-idle")
        rectangle(group, Box(left, LINE - 14, right - left, 28), fill="url(#track-idle)")
        days = (local_day(moment=end) - local_day(moment=start)).days
        if right - left >= WORDS_FIT:
            words = _("%(dagen)s dagen stil", dagen=days)
            _write(group, words, (left + right) / 2, LINE - 20, "middle")


def _diamond(svg: Any, x: float) -> None:
    points = (
        f"{x:g},{LINE + 14:g} {x + 6:g},{LINE + 20:g} {x:g},{LINE + 26:g} {x - 6:g},{LINE + 20:g}"
    )
    look: dict[str, float | str] = {"fill": PAPER, "stroke": "#a3151f", "stroke_width": 2}
    tag(svg, "polygon", class_="track-due", points=points, **look)


def _days(svg: Any, track: Track) -> None:
    first, last = track.steps[0].at, track.until
    _write(svg, date_words(day=local_day(moment=first)), EDGE, HEIGHT - 4, "start")
    if last > first:
        _write(svg, date_words(day=local_day(moment=last)), WIDTH - EDGE, HEIGHT - 4, "end")


def _marker(svg: Any, x: float) -> None:
    group = tag(svg, "g", class_="track-now", transform=f"translate({x:g} 0)")
    tag(group, "path", d=f"M-9 12H9L0 26ZM-1.500 24H1.500V{LINE + 12:g}H-1.500Z", fill="#0b5cad")


def _write(parent: Any, words: str, x: float, y: float, anchor: str) -> None:
    look: dict[str, float | str] = {"font_family": FONT, "font_size": 15, "fill": INK}
    tag(parent, "text", words, x=x, y=y, text_anchor=anchor, **look)
