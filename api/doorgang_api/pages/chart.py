"""Bar charts as SVG: no script, no style attributes; patterns and signs say what colours say.

A chart never stands alone: the page has the same numbers in a table beside it. It is drawn narrow,
with each name above its bar, so that it can be read on a telephone without shrinking.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from doorgang_engine.diagram.geometry import Box
from doorgang_engine.diagram.svg import FAINT, FONT, INK, PAPER, SVG, rectangle, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, ROW, TOP = 320.0, 46.0, 24.0
BAR, LEFT, LONGEST = 16.0, 4.0, 236.0  # pixels; beside the longest bar is room for its value
NAME, VALUE = 13.0, 13.0  # letters
MOST_LETTERS = 44  # of a name above its bar
HATCH = 6.0


class State(enum.StrEnum):
    """How a bar is filled, and with which sign."""

    PLAIN = "plain"
    RIGHT = "right"  # the norm is met: full, with a tick
    WRONG = "wrong"  # it is not: hatched, with an exclamation mark
    HIDDEN = "hidden"  # over too few: an empty dashed bar without length


COLOURS = {State.PLAIN: "#2f6690", State.RIGHT: "#1b6e3c", State.WRONG: "#a3151f"}
SIGNS = {State.RIGHT: "✓ ", State.WRONG: "! "}


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: ``value`` None has no length; ``words`` is what stands beside it."""

    name: str
    value: float | None
    words: str
    state: State = State.PLAIN


@dataclass(frozen=True, kw_only=True)
class Norm:
    """A line through all bars."""

    value: float
    words: str


def bar_chart(
    bars: Sequence[Bar],
    *,
    key: str,
    title: str,
    description: str,
    norm: Norm | None = None,
    full: float | None = None,
) -> str:
    """Draw bars below each other; ``key`` is what makes ids on one page differ.

    ``full`` is the value of the longest bar; without it that is the largest value there is.
    """
    most = full or max([bar.value or 0.0 for bar in bars] + [norm.value if norm else 0.0, 1.0])
    height = TOP + ROW * len(bars) + 6
    svg = _canvas(key, height, title, description)
    _hatch(svg, key)
    for number, bar in enumerate(bars):
        _draw(svg, key, bar, top=TOP + number * ROW, scale=LONGEST / most)
    if norm is not None and norm.value <= most:
        _draw_norm(svg, norm, x=LEFT + norm.value * LONGEST / most, height=height)
    text: str = etree.tostring(svg, encoding="unicode")
    return text


def small_bar(bar: Bar, *, key: str, full: float, norm: Norm | None = None) -> str:
    """Draw one bar without words, for beside words that say the same; not read out."""
    width, height = 120.0, 18.0
    svg = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    svg.set("viewBox", f"0 0 {width:g} {height:g}")
    svg.set("class", "chart-small")
    svg.set("aria-hidden", "true")
    _hatch(svg, key)
    scale = (width - 2) / full
    rectangle(svg, Box(1, 3, width - 2, 12), fill="none", stroke=FAINT, stroke_width=1)
    if bar.value:
        _fill(svg, key, bar.state, Box(1, 3, min(bar.value, full) * scale, 12))
    if norm is not None and norm.value <= full:
        x = 1 + norm.value * scale
        tag(svg, "line", x1=x, x2=x, y1=0, y2=height, stroke=INK, stroke_width=2)
    text: str = etree.tostring(svg, encoding="unicode")
    return text


def _canvas(key: str, height: float, title: str, description: str) -> Any:
    svg = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    svg.set("viewBox", f"0 0 {WIDTH:g} {height:g}")
    svg.set("role", "img")
    svg.set("class", "chart")
    svg.set("aria-labelledby", f"{key}-title {key}-desc")
    tag(svg, "title", title, id=f"{key}-title")
    tag(svg, "desc", description, id=f"{key}-desc")
    return svg


def _hatch(svg: Any, key: str) -> None:
    pattern = tag(
        tag(svg, "defs"),
        "pattern",
        id=f"{key}-hatch",
        width=HATCH,
        height=HATCH,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    rectangle(pattern, Box(0, 0, HATCH, HATCH), fill=PAPER)
    rectangle(pattern, Box(0, 0, HATCH / 2, HATCH), fill=COLOURS[State.WRONG])


def _draw(svg: Any, key: str, bar: Bar, *, top: float, scale: float) -> None:
    group = tag(svg, "g", class_=f"bar bar-{bar.state}")
    name = bar.name if len(bar.name) <= MOST_LETTERS else f"{bar.name[: MOST_LETTERS - 1]}…"
    _write(group, name, x=LEFT, y=top + 12, size=NAME)
    length = min((bar.value or 0.0) * scale, LONGEST)
    box = Box(LEFT, top + 19, max(length, 1.5), BAR)
    if bar.state is State.HIDDEN:
        box = Box(LEFT, top + 19, BAR, BAR)
        rectangle(group, box, fill="none", stroke=INK, stroke_width=1.2, stroke_dasharray="3 3")
    elif bar.value is not None:
        _fill(group, key, bar.state, box)
    start = box.right + 6 if bar.value is not None or bar.state is State.HIDDEN else LEFT
    words = SIGNS.get(bar.state, "") + bar.words
    _write(group, words, x=start, y=top + 32, size=VALUE, weight="bold")


def _fill(parent: Any, key: str, state: State, box: Box) -> None:
    colour = COLOURS[state]
    fill = f"url(#{key}-hatch)" if state is State.WRONG else colour
    rectangle(parent, box, fill=fill, stroke=colour, stroke_width=1.2)


def _draw_norm(svg: Any, norm: Norm, *, x: float, height: float) -> None:
    group = tag(svg, "g", class_="norm")
    look: dict[str, float | str] = {"stroke": INK, "stroke_width": 1.6, "stroke_dasharray": "5 3"}
    tag(group, "line", x1=x, x2=x, y1=18, y2=height - 2, **look)
    # Beside the line on the side where there is room for the words.
    anchor = "start" if x < WIDTH / 2 else "end"
    _write(group, norm.words, x=x, y=12, size=12, anchor=anchor)


def _write(
    parent: Any,
    words: str,
    *,
    x: float,
    y: float,
    size: float,
    weight: str = "normal",
    anchor: str = "start",
) -> None:
    look: dict[str, float | str] = {
        "font_family": FONT,
        "font_size": size,
        "font_weight": weight,
        "fill": INK,
    }
    tag(parent, "text", words, x=x, y=y, text_anchor=anchor, **look)
