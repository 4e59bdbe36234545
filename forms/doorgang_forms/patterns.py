"""Is a pattern safe to run on what anybody sends: it compiles, and cannot take for ever.

Python's `re` goes back and tries again; some patterns do that 2ⁿ times. Instead of judging any
pattern we allow a part of the language in which the work stays a small power of the length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MAX_PATTERN = 200
#: Text that a pattern runs on, by the number of open repeats in it. Two cost the square of the
#: length, three a sixth of its cube (an e-mail address has three, and is at most 254 long); each
#: optional part doubles that: some millions of steps, under a second.
MAX_TEXT_WITH_PATTERN = 500
MAX_TEXT_WITH_THREE_REPEATS = 254
MAX_OPEN_REPEATS = 3
MAX_OPTIONAL = 4
MAX_CHOICES = 2

_TOKEN = re.compile(
    r"(?P<escape>\\.)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\((?:\?:|(?!\?)))|(?P<close>\))"
    r"|(?P<repeat>(?:[*+?]|\{[0-9]{1,3}(?:,[0-9]{0,3})?\})[?+]?)|(?P<alternative>\|)"
    r"|(?P<literal>[^\\\[\](){}*+?|])",
    re.DOTALL,
)
_ONCE = frozenset({"?", "??", "{0,1}", "{1}"})
#: Signs in a set that a later Python reads as a set in a set, a difference or a union.
_NESTED = re.compile(r"^\[\^?\[|--|&&|~~|\|\|")
#: A nine-digit number in a form about a child is a BSN or an onderwijsnummer.
_NINE_DIGITS = re.compile(r"(\\d|\[0-9\])\{9\}")


@dataclass
class _Level:
    """What has been seen inside one pair of brackets."""

    choices: bool = False
    repeats: bool = False


@dataclass
class _State:
    levels: list[_Level] = field(default_factory=lambda: [_Level()])
    closed: _Level | None = None
    open_repeats: int = 0
    optional: int = 0
    choices: int = 0


def pattern_problem(*, pattern: str, max_length: int) -> str | None:
    """Say in Dutch why the pattern may not be used, None when it may."""
    if len(pattern) > MAX_PATTERN:
        return f"Dit patroon is langer dan {MAX_PATTERN} tekens."
    if max_length > MAX_TEXT_WITH_PATTERN:
        return f"Met een patroon is max_length hoogstens {MAX_TEXT_WITH_PATTERN}."
    if _NINE_DIGITS.search(pattern):
        return "Een nummer van negen cijfers (bsn, onderwijsnummer) mag een formulier niet vragen."
    if any(one["set"] and _NESTED.search(one["set"]) for one in _TOKEN.finditer(pattern)):
        return "Dit patroon heeft een verzameling in een verzameling; houd het eenvoudig."
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return "Dit patroon is geen geldige reguliere expressie."
    return _slowness(pattern, max_length)


def _slowness(pattern: str, max_length: int) -> str | None:
    state, position = _State(), 0
    while position < len(pattern):
        token = _TOKEN.match(pattern, position)
        if token is None or token.lastgroup is None:
            return "Dit patroon gebruikt iets wat hier niet mag; houd het eenvoudig."
        problem = _step(state, token.lastgroup, token.group())
        if problem:
            return problem
        position = token.end()
    return _too_much(state, max_length)


def _too_much(state: _State, max_length: int) -> str | None:
    if state.open_repeats == MAX_OPEN_REPEATS and max_length > MAX_TEXT_WITH_THREE_REPEATS:
        return f"Met dit patroon is max_length hoogstens {MAX_TEXT_WITH_THREE_REPEATS}."
    if state.open_repeats > MAX_OPEN_REPEATS:
        return f"Gebruik hoogstens {MAX_OPEN_REPEATS} keer *, + of een open herhaling."
    if state.optional > MAX_OPTIONAL:
        return f"Gebruik hoogstens {MAX_OPTIONAL} keer een deel dat mag ontbreken."
    if state.choices > MAX_CHOICES:
        return f"Gebruik hoogstens {MAX_CHOICES} groepen met een keuze."
    return None


def _step(state: _State, kind: str, text: str) -> str | None:
    closed, state.closed = state.closed, None
    if kind == "escape" and text[1].isdigit():
        return "Dit patroon verwijst terug naar een groep; dat mag niet."
    if kind == "open":
        state.levels.append(_Level())
    elif kind == "close":
        state.closed = state.levels.pop()
        _merge(state.levels[-1], state.closed)
    elif kind == "alternative":
        state.choices += int(not state.levels[-1].choices)
        state.levels[-1].choices = True
    elif kind == "repeat":
        return _repeat(state, text, closed)
    return None


def _merge(outer: _Level, inner: _Level) -> None:
    outer.choices = outer.choices or inner.choices
    outer.repeats = outer.repeats or inner.repeats


def _repeat(state: _State, text: str, closed: _Level | None) -> str | None:
    if text not in _ONCE and closed and (closed.choices or closed.repeats):
        return "Dit patroon herhaalt een groep waarin ook iets herhaald of gekozen wordt."
    state.levels[-1].repeats = True
    if text in _ONCE:
        state.optional += 1
    elif "," in text or text[0] in "*+":
        state.open_repeats += 1
    return None
