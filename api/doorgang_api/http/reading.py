"""Read JSON that can mean only one thing; refuse the rest before anything looks at it."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from doorgang_api.refusals import RequestUnreadable

DEEPEST = 32  # the deepest form of the library is 4 levels
LONGEST_NUMBER = 30  # digits
_UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")  # no database keeps these


def read_json(content: bytes) -> Any:
    """Return what the JSON says.

    :raises RequestUnreadable: if it is not UTF-8 or not JSON, is nested too deep, names a key
        twice, or has a number or character that cannot be kept.
    """
    try:
        value = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_constant=_refuse_number,
            parse_float=_finite,
            parse_int=_whole,
        )
    except UnicodeDecodeError:
        raise RequestUnreadable("De tekst is geen UTF-8.") from None
    except json.JSONDecodeError as error:
        raise RequestUnreadable(
            f"Dit is geen geldige JSON (regel {error.lineno}, teken {error.colno})."
        ) from None
    except RecursionError:
        raise _too_deep() from None
    _require_usable(value)
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise RequestUnreadable("Een veld staat er twee keer in. Er is niets verwerkt.")
    return found


def _refuse_number(_text: str) -> NoReturn:
    raise RequestUnreadable("NaN en Infinity zijn geen JSON. Er is niets verwerkt.")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise RequestUnreadable("Een getal is te groot. Er is niets verwerkt.")
    return number


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise RequestUnreadable("Een getal is te groot. Er is niets verwerkt.")
    return int(text)


def _require_usable(value: Any) -> None:
    level: list[Any] = [value]
    for _ in range(DEEPEST):
        if not level:
            return
        texts = [v for v in level if isinstance(v, str)]
        texts += [key for v in level if isinstance(v, dict) for key in v]
        if any(_UNUSABLE.search(text) for text in texts):
            raise RequestUnreadable("Een tekst bevat een stuurteken. Er is niets verwerkt.")
        level = [
            inner
            for v in level
            if isinstance(v, dict | list)
            for inner in (v.values() if isinstance(v, dict) else v)
        ]
    if level:
        raise _too_deep()


def _too_deep() -> RequestUnreadable:
    return RequestUnreadable(f"De JSON is meer dan {DEEPEST} lagen diep genest.")
