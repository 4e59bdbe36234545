"""How long before a last day people are reminded of it, per term (``reminders.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from doorgang_engine.errors import EngineError
from doorgang_engine.terms.durations import Duration, parse_duration
from doorgang_engine.terms.problems import TermProblem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

FILE: Final = "reminders.toml"
USUAL: Final = "standaard"
LONGEST_DAYS: Final = 100
MOST: Final = 5


class RemindersInvalid(EngineError):
    """The file about reminders lacks something or contradicts itself."""

    code = "reminders_invalid"


@dataclass(frozen=True, kw_only=True)
class Leads:
    """How long before its last day people are reminded of a task."""

    usual: tuple[Duration, ...]
    of_term: Mapping[str, tuple[Duration, ...]]

    def of(self, term: str) -> tuple[Duration, ...]:
        """Return the leads of a term, or the usual ones."""
        return self.of_term.get(term, self.usual)


def read_leads(*, config_dir: Path, known: Collection[str]) -> Leads:
    """Read ``reminders.toml``; ``known`` are the ids of all terms.

    :raises RemindersInvalid: naming the term, if one cannot be read or does not exist.
    """
    try:
        content = tomllib.loads((config_dir / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RemindersInvalid(f"{FILE} kan niet gelezen worden als TOML.") from error
    if set(content) - {"herinneringen"}:
        raise RemindersInvalid(f"{FILE}: er is maar één tabel: herinneringen.")
    table = content.get("herinneringen", {})
    found = {term: _leads(term, texts) for term, texts in table.items()}
    if USUAL not in found:
        raise RemindersInvalid(f"{FILE}: '{USUAL}' ontbreekt.")
    usual = found.pop(USUAL)
    if unknown := sorted(set(found) - set(known)):
        raise RemindersInvalid(f"{FILE}: de termijn '{unknown[0]}' bestaat niet.")
    return Leads(usual=usual, of_term=found)


def _leads(term: str, texts: Any) -> tuple[Duration, ...]:
    if not isinstance(texts, list) or len(texts) > MOST:
        raise RemindersInvalid(f"{FILE}, {term}: geef een lijst van hoogstens {MOST} duren.")
    return tuple(_lead(term, text) for text in texts)


def _lead(term: str, text: Any) -> Duration:
    try:
        lead = parse_duration(text=text)
    except (TermProblem, TypeError) as error:
        raise RemindersInvalid(f"{FILE}, {term}: {text!r} is geen duur, zoals P7D.") from error
    days = lead.days + 7 * lead.weeks + 31 * lead.months + 366 * lead.years
    if lead.negative or lead.has_time or not 0 <= days <= LONGEST_DAYS:
        raise RemindersInvalid(
            f"{FILE}, {term}: {text} is geen aantal dagen van 0 t/m {LONGEST_DAYS}."
        )
    return lead
