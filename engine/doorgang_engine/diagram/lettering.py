"""How much room words take: widths of a sans-serif letter, and breaking names into lines.

The reader's font is not known, so the widths are those of Helvetica, a little generous.
"""

from __future__ import annotations

from dataclasses import dataclass

NARROW = frozenset("iIjl.,:;'|!()[]ft /-r’‘")
WIDE = frozenset("mwMW@%—…")
NARROW_EM, PLAIN_EM, CAPITAL_EM, WIDE_EM = 0.31, 0.56, 0.7, 0.88
LINE_HEIGHT = 1.25
"""Distance between base lines, in font sizes."""


@dataclass(frozen=True)
class Lettering:
    """A name broken into lines, with the room it takes in pixels."""

    lines: tuple[str, ...]
    width: float
    height: float


def text_width(text: str, *, size: float) -> float:
    """Estimate the width of one line in pixels at a font size in pixels."""
    return sum(_letter_width(letter) for letter in text) * size


def _letter_width(letter: str) -> float:
    if letter in NARROW:
        return NARROW_EM
    if letter in WIDE:
        return WIDE_EM
    return CAPITAL_EM if letter.isupper() else PLAIN_EM


def lettered(text: str, *, size: float, width: float) -> Lettering:
    """Break a text into lines no wider than ``width``; a longer word is broken with a hyphen."""
    lines: list[str] = []
    for paragraph in text.strip().splitlines():
        lines += _lines(paragraph.split(), size=size, width=width)
    widest = max((text_width(line, size=size) for line in lines), default=0.0)
    return Lettering(tuple(lines), widest, len(lines) * size * LINE_HEIGHT)


def _lines(words: list[str], *, size: float, width: float) -> list[str]:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size=size) <= width:
            lines[-1] = longer
            continue
        pieces = _pieces(word, size=size, width=width)
        lines += pieces if lines[-1] else []
        lines = lines if lines[0] else pieces
    return [line for line in lines if line]


def _pieces(word: str, *, size: float, width: float) -> list[str]:
    """Break a word that is too wide into even parts, after a hyphen or slash where it has one."""
    if text_width(word, size=size) <= width or len(word) < 4:  # noqa: PLR2004 (nothing to break)
        return [word]
    for at in range(len(word) - 2, 1, -1):
        if word[at] in "-/" and text_width(word[: at + 1], size=size) <= width:
            return [word[: at + 1], *_pieces(word[at + 1 :], size=size, width=width)]
    fits = max(
        at
        for at in range(2, len(word))
        if at == 2 or text_width(word[:at] + "-", size=size) <= width  # noqa: PLR2004
    )
    at = min(fits, max(2, -(-len(word) // 2))) if len(word) <= 2 * fits else fits
    return [word[:at] + "-", *_pieces(word[at:], size=size, width=width)]


def longest_word(text: str, *, size: float) -> float:
    """Estimate the width of the widest word in pixels; a hyphen or slash may end a line."""
    words = text.replace("-", "- ").replace("/", "/ ").split()
    return max((text_width(word, size=size) for word in words), default=0.0)
