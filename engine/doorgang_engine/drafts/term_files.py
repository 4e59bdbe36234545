"""Terms of a draft: how long a term of the region takes, as one small file for each."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from doorgang_engine.terms.durations import parse_duration
from doorgang_engine.terms.own_terms import own_rule
from doorgang_engine.terms.problems import DurationInvalid, TermOverrideRefused

from .finding import DraftFinding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doorgang_engine.terms.durations import Duration
    from doorgang_engine.terms.register import Register
    from doorgang_engine.terms.rules import TermRule

    from .draft import Draft

TERMS = "terms/"
_HOW_LONG = "duur"


def term_path(key: str) -> str:
    """Return where a term lies in a draft."""
    return f"{TERMS}{key}.toml"


def term_text(duration: Duration | None) -> str | None:
    """Return the text of a term file; None for a term that is a day of the year."""
    return None if duration is None else f'{_HOW_LONG} = "{duration}"\n'


def read_term(text: str) -> dict[str, Any]:
    """Return what a term file sets: how long the term takes, and nothing else.

    :raises ValueError: if it sets anything else, or that is no duration.
    """
    found = tomllib.loads(text)
    if set(found) != {_HOW_LONG} or not isinstance(found[_HOW_LONG], str):
        raise ValueError("duur")
    try:
        length = parse_duration(text=found[_HOW_LONG])
    except DurationInvalid as error:
        raise ValueError(str(error)) from error
    if length.is_zero or length.has_time:
        raise ValueError(found[_HOW_LONG])
    return found


def refused_terms(
    draft: Draft, terms: Mapping[str, Mapping[str, Any]], register: Register
) -> Iterator[tuple[str, DraftFinding]]:
    """Yield each term that a region may not have as the draft sets it, and why."""
    for key, table in terms.items():
        path = term_path(key)
        try:
            own_rule(register, region=draft.region, key=key, table=table, source=path)
        except TermOverrideRefused:
            yield (
                key,
                DraftFinding(
                    code="term_refused",
                    route=draft.route,
                    path=path,
                    element="",
                    line=0,
                    reason=why_refused(register.rules.get(key), key, str(table[_HOW_LONG])),
                    remedy="Kies een duur die mag, of neem weer die van de regio.",
                ),
            )


def why_refused(rule: TermRule | None, key: str, asked: str) -> str:
    """Return in Dutch why a term cannot take so long; ``rule`` is the one of the country."""
    if rule is None:
        return f"De termijn '{key}' bestaat niet."
    words = replace(rule, duration=parse_duration(text=asked)).length_words
    return f"De termijn '{rule.name}' kan niet {words} duren. {bounds_words(rule)}".rstrip()


def bounds_words(rule: TermRule) -> str:
    """Return in Dutch how short and how long a region may make a term; empty when it is free."""
    least, most = (
        length and replace(rule, duration=length).length_words
        for length in (rule.minimum, rule.ceiling)
    )
    ground = f" ({rule.ground})" if rule.ground else ""
    if rule.duration is None:
        return f"Deze termijn is een vaste dag: {rule.duration_words}."
    if least and least == most:
        return f"De wet laat alleen {most} toe{ground}."
    parts = [f"ten minste {least}" if least else "", f"ten hoogste {most}" if most else ""]
    said = " en ".join(part for part in parts if part)
    return f"Het mag {said} zijn{ground}." if said else ""
