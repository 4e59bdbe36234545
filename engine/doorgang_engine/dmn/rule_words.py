"""A rule of a decision table in Dutch: when it holds and what it gives."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from doorgang_engine.terms.wording import date_words

from .sets import DOMAINS, Texts, decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from .sets import Accepted
    from .table import Input, Output, Rule, Table


def rule_words(table: Table, rule: Rule, *, named: Callable[[str], str]) -> str:
    """Return for what a rule holds and what it gives; ``named`` gives the words of a variable."""
    asked = [
        f"{_called(column, named)}: {_accepted(column.kind, accepted)}"
        for column, accepted in zip(table.inputs, rule.accepts, strict=True)
        if accepted is not None
    ]
    given = [
        f"{_called(column, named)}: {_shown(column.kind, value)}"
        for column, value in zip(table.outputs, rule.gives, strict=True)
    ]
    return f"{'; '.join(asked) or 'in alle gevallen'} → {'; '.join(given)}"


def _called(column: Input | Output, named: Callable[[str], str]) -> str:
    found = named(column.name)
    return found if found != column.name else (column.label or found).replace("_", " ")


def _accepted(kind: str, accepted: Accepted) -> str:
    if isinstance(accepted, Texts):
        texts = " of ".join(f"‘{one}’" for one in sorted(accepted.values))
        return f"niet {texts}" if accepted.are_left_out else texts
    return " of ".join(_span(kind, *span) for span in accepted.spans)


def _span(kind: str, first: float, last: float) -> str:
    if first == last:
        return _shown(kind, decode(kind, int(first)))
    least, most = DOMAINS[kind]
    low = "" if first <= least else f"vanaf {_shown(kind, decode(kind, int(first)))}"
    high = "" if last >= most else f"tot en met {_shown(kind, decode(kind, int(last)))}"
    return " ".join(part for part in (low, high) if part) or "alles"


def _shown(kind: str, value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if kind == "datum" and value:
        return date_words(day=date.fromisoformat(str(value)))
    return f"‘{value}’" if kind == "tekst" else str(value)
