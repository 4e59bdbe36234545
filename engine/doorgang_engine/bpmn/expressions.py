"""Evaluate conditions, scripts and timers: the Common Expression Language, nothing else.

No Python from a BPMN file ever runs. CEL has no loops that do not end, no attribute access to
objects, and bounds its own cost; expressions are type-checked when a route is published.
The only module that knows the CEL library.
"""

from __future__ import annotations

import contextvars
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from cel_expr_python import cel

from doorgang_engine.errors import ConditionFailed, EngineError, ExpressionRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MAX_LENGTH = 2_000
MAX_TEXT = 20_000  # of a value that is assigned: a routing variable is no document
MAX_ITEMS = 1_000

KINDS: dict[str, Any] = {
    "tekst": cel.Type.STRING,
    "getal": cel.Type.INT,
    "ja_nee": cel.Type.BOOL,
    "datum": cel.Type.STRING,
    "lijst": cel.Type.List(cel.Type.STRING),
}
# What a timer must give. CEL knows no types of ours: bytes serve, as no variable is of that kind.
MOMENT = cel.Type.BYTES
EMPTY: dict[str, Any] = {"tekst": "", "getal": 0, "ja_nee": False, "datum": "", "lijst": []}


class Surroundings(Protocol):
    """What the functions of the expression language ask of the running case."""

    def today(self) -> str: ...
    def parameter(self, name: str) -> Any: ...
    def date_plus(self, day: str, duration: str) -> str: ...
    def date_minus(self, day: str, duration: str) -> str: ...
    def days_between(self, first: str, last: str) -> int: ...
    def age(self, birth_date: str) -> int: ...
    def term_end(self, term: str) -> str: ...
    def has_contact(self, role: str) -> bool: ...
    def reached_on(self, term: str, days: Sequence[str], count: int) -> str: ...
    def term(self, term: str, start: str | None) -> str: ...
    def reminder(self, term: str, lead: str) -> str: ...
    def morning_of(self, day: str) -> str: ...
    def end_of(self, day: str) -> str: ...


_surroundings: contextvars.ContextVar[Surroundings] = contextvars.ContextVar("surroundings")
# CEL hands an exception of a function back as text; the first is kept here, to be raised itself.
_raised: contextvars.ContextVar[list[Exception]] = contextvars.ContextVar("raised")

_S, _I, _D = cel.Type.STRING, cel.Type.INT, cel.Type.DYN
_FUNCTIONS: dict[str, tuple[str, Any, list[Any], str]] = {
    # overload: (function, result, parameters, method of Surroundings)
    "vandaag": ("vandaag", _S, [], "today"),
    "parameter": ("parameter", _D, [_S], "parameter"),
    "datum_plus": ("datum_plus", _S, [_S, _S], "date_plus"),
    "datum_min": ("datum_min", _S, [_S, _S], "date_minus"),
    "dagen_tussen": ("dagen_tussen", _I, [_S, _S], "days_between"),
    "leeftijd": ("leeftijd", _I, [_S], "age"),
    "heeft_contact": ("heeft_contact", cel.Type.BOOL, [_S], "has_contact"),
    "termijn_eind": ("termijn_eind", _S, [_S], "term_end"),
    "bereikt_op": ("bereikt_op", _S, [_S, cel.Type.List(_S), _I], "reached_on"),
}
_TIMER_FUNCTIONS: dict[str, tuple[str, Any, list[Any], str]] = {
    "termijn": ("termijn", MOMENT, [_S], "term"),
    "termijn_vanaf": ("termijn", MOMENT, [_S, _S], "term"),
    "signaal": ("signaal", MOMENT, [_S, _S], "reminder"),
    "op": ("op", MOMENT, [_S], "morning_of"),
    "uiterlijk": ("uiterlijk", MOMENT, [_S], "end_of"),
}
# Assigning: what a value must be to fit a variable.
_FITS: dict[str, tuple[type, ...]] = {
    "tekst": (str,),
    "getal": (int,),
    "ja_nee": (bool,),
    "datum": (str,),
    "lijst": (list,),
}
_DEFAULTS: dict[str, tuple[Any, ...]] = {"termijn": (None,)}

_MAP = re.compile(r"\.\s*map\s*\(")
_QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")
_ASSIGNMENT = re.compile(r"^\s*([a-z][a-z0-9_]*)\s*=(?!=)\s*(\S.*?)\s*$")


@dataclass(frozen=True)
class Names:
    """The variables that an expression may name, with their kinds, and whether it is a timer."""

    kinds: tuple[tuple[str, str], ...]
    timer: bool = False

    @classmethod
    def of(cls, kinds: Mapping[str, str], *, timer: bool = False) -> Names:
        """Return the names for a mapping of variable to kind."""
        return cls(kinds=tuple(sorted(kinds.items())), timer=timer)


def _caller(overload: str, method: str) -> Any:
    rest = _DEFAULTS.get(overload, ())
    gives_moment = overload in _TIMER_FUNCTIONS

    def call(*arguments: Any) -> Any:
        try:
            given = getattr(_surroundings.get(), method)(*arguments, *rest)
            return given.encode() if gives_moment else given
        except Exception as error:
            _raised.get().append(error)
            raise

    return call


@lru_cache(maxsize=512)
def _environment(names: Names) -> Any:
    table = {**_FUNCTIONS, **(_TIMER_FUNCTIONS if names.timer else {})}
    by_name: dict[str, list[Any]] = {}
    for overload, (name, result, parameters, _) in table.items():
        by_name.setdefault(name, []).append(
            cel.Overload(overload, result, parameters, is_member=False)
        )
    return cel.NewEnv(
        variables={name: KINDS.get(kind, cel.Type.DYN) for name, kind in names.kinds},
        functions=[cel.FunctionDecl(name, overloads) for name, overloads in by_name.items()],
        function_impls={key: _caller(key, method) for key, (*_, method) in table.items()},
    )


@lru_cache(maxsize=8192)
def _compiled(expression: str, names: Names) -> Any:
    if len(expression) > MAX_LENGTH:
        why = f"zij is langer dan {MAX_LENGTH} tekens."
        raise _refused(f"De uitdrukking is langer dan {MAX_LENGTH} tekens.", why=why)
    # The library bounds the rounds of a macro, not the size of what it makes: two maps that each
    # write a text a hundred times make it ten thousand times as long.
    if len(_MAP.findall(expression)) > 1:
        raise _refused(
            f"De uitdrukking '{expression}' heeft meer dan één map().",
            why="zij is te ingewikkeld.",
        )
    try:
        return _environment(names).compile(expression)
    except (RuntimeError, TypeError) as error:  # TypeError: half a character is no text to it
        why = _explain(error)
        raise _refused(f"De uitdrukking '{expression}' klopt niet: {why}", why=why) from None


def _refused(message: str, *, why: str) -> ExpressionRefused:
    error = ExpressionRefused(message)
    error.why = why
    return error


def _explain(error: Exception) -> str:
    text = str(error).split("\n", 1)[0]
    if found := re.search(r"undeclared reference to '([^']*)'", text):
        if found[1] == "loopCounter":
            return "hier wordt niets herhaald, dus er is geen ronde om te tellen."
        return f"'{found[1]}' is geen gegeven van deze route."
    if "no matching overload" in text:
        return "de soorten passen niet bij elkaar (bijvoorbeeld tekst met een getal)."
    return "de schrijfwijze is onjuist."


def check(expression: str, names: Names, *, kind: str | None = None) -> None:
    """Type-check an expression.

    :raises ExpressionRefused: if it does not compile, or its outcome is not of ``kind``.
    """
    outcome = _compiled(expression.strip(), names).return_type()
    if kind is None or outcome == cel.Type.DYN:
        return
    wanted = [MOMENT] if kind == "moment" else [KINDS[kind]]
    if kind == "lijst":
        wanted.append(cel.Type.List(cel.Type.DYN))  # an empty list
    if kind == "moment" and _QUOTED.fullmatch(expression.strip()):
        return
    if outcome not in wanted:
        words = kind.replace("_", "/")
        raise _refused(
            f"De uitdrukking '{expression.strip()}' geeft geen {words}.",
            why=f"de uitkomst is geen {words}.",
        )


def fits(value: Any, kind: str) -> bool:
    """Return whether a value may be given to a variable of this kind, and is not too large."""
    if isinstance(value, bool):
        return kind == "ja_nee"
    if isinstance(value, list):
        small = len(value) <= MAX_ITEMS
        return kind == "lijst" and small and all(fits(item, "tekst") for item in value)
    if isinstance(value, str) and len(value) > MAX_TEXT:
        return False
    return isinstance(value, _FITS.get(kind, ()))


def evaluate(
    expression: str, *, names: Names, values: Mapping[str, Any], surroundings: Surroundings
) -> Any:
    """Return the outcome of an expression over the values.

    :raises ConditionFailed: if it cannot be evaluated with these values.
    """
    compiled = _compiled(expression.strip(), names)
    raised: list[Exception] = []
    tokens = (_surroundings.set(surroundings), _raised.set(raised))
    try:
        outcome = compiled.eval(data=dict(values))
    except (RuntimeError, TypeError, ValueError) as error:  # its own bounds, or a value of no kind
        raised.append(error)
    finally:
        _surroundings.reset(tokens[0])
        _raised.reset(tokens[1])
    if raised:
        raise _as_ours(raised[0], expression) from raised[0]
    # A failed evaluation comes back as a value, and that value is truthy: test the type.
    if outcome.type() in (cel.Type.ERROR, cel.Type.UNKNOWN):
        raise ConditionFailed(
            f"De uitdrukking '{expression.strip()}' kon niet worden berekend. "
            "Het traject staat nog bij de vorige stap; de regiocoördinator krijgt een melding."
        )
    return outcome.plain_value()


def _as_ours(error: Exception, expression: str) -> EngineError:
    if isinstance(error, EngineError):
        return error
    return ConditionFailed(f"De uitdrukking '{expression.strip()}' kon niet: {error}")


def is_true(
    expression: str, *, names: Names, values: Mapping[str, Any], surroundings: Surroundings
) -> bool:
    """Return whether a condition holds.

    :raises ConditionFailed: if its outcome is not yes or no.
    """
    outcome = evaluate(expression, names=names, values=values, surroundings=surroundings)
    if not isinstance(outcome, bool):
        raise ConditionFailed(f"De voorwaarde '{expression.strip()}' geeft geen ja of nee.")
    return outcome


def moment(
    expression: str, *, names: Names, values: Mapping[str, Any], surroundings: Surroundings
) -> str:
    """Return the moment that a timer names as ISO text in UTC; ``""`` while its term stands still.

    :raises ConditionFailed: if its outcome is not a moment, or one without a time zone.
    """
    outcome = evaluate(expression, names=names, values=values, surroundings=surroundings)
    text = bytes(outcome).decode() if isinstance(outcome, bytes | bytearray) else str(outcome)
    if not text:
        return ""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise ConditionFailed(f"De timer '{expression.strip()}' geeft geen moment met tijdzone.")
    return found.astimezone(UTC).isoformat(timespec="seconds")


def assignments(script: str) -> list[tuple[str, str]]:
    """Return the ``name = expression`` lines of a script as pairs.

    :raises ExpressionRefused: if a line is anything else.
    """
    pairs = []
    for line in (script or "").splitlines():
        if not line.strip():
            continue
        found = _ASSIGNMENT.match(line)
        if found is None:
            raise _refused(
                f"De regel '{line.strip()}' is geen toekenning. Schrijf: naam = uitdrukking.",
                why="een regel legt niets vast.",
            )
        pairs.append((found[1], found[2]))
    return pairs


def named_pairs(text: str) -> list[tuple[str, str]]:
    """Return the pairs of ``a=expr; b=expr``."""
    return assignments("\n".join(part for part in text.split(";") if part.strip()))


def kinds_with(kinds: Mapping[str, str], extra: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the kinds with some added."""
    return {**kinds, **dict(extra)}
