"""What a region may change of a term, and what it may not.

The bounds of a term (`min`, `max`, `max_verlengd`, `verlengbaar`, `wettelijk`, …) belong to the
base. A region chooses within them; what would lengthen a legal term otherwise is refused too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from doorgang_engine.terms.limits import may_exceed
from doorgang_engine.terms.problems import TermOverrideRefused, TermRuleInvalid
from doorgang_engine.terms.rule_tables import parse_rule
from doorgang_engine.terms.rules import Kind, TermRule, rule_table
from doorgang_engine.terms.wording import listed

REGIONAL_KEYS = frozenset(
    {"duur", "soort", "vakantie_telt", "verschuiving", "grondslag", "geverifieerd", "bron"}
)
#: What changes how a term is counted: within a legal bound these are fixed.
_COUNTING_KEYS = ("soort", "vakantie_telt", "verschuiving")


def apply_override(*, rule: TermRule, table: Any, source: str) -> TermRule:
    """Give the rule as a region has it; `source` names the region's file in messages.

    A region that names another legal ground makes the rule unverified, unless it says otherwise.

    :raises TermOverrideRefused: if the region may not change this; the message names file, key
        and what to write instead.
    """
    where = f'{source}, [termijnen."{rule.id}"]'
    if not isinstance(table, Mapping):
        raise TermOverrideRefused(f'{where}: hier hoort een tabel, zoals duur = "P8W".')
    _require_regional_keys(rule, table, where)
    base = dict(rule_table(rule=rule))
    changed = {key: value for key, value in table.items() if base.get(key) != value}
    _require_same_counting(rule, changed, where)
    if "soort" in changed and changed["soort"] not in {Kind.WORKING_DAYS, Kind.WORKING_WEEKS}:
        base.pop("vakantie_telt", None)
    if "grondslag" in changed:
        base["geverifieerd"] = False
    _require_fixed_date_kept(rule, changed, where)
    try:
        regional = parse_rule(id=rule.id, table=_unbounded(base) | dict(table), where=where)
    except TermRuleInvalid as problem:
        raise TermOverrideRefused(str(problem)) from problem
    _require_within_bounds(rule, regional, where)
    return replace(
        regional,
        minimum=rule.minimum,
        maximum=rule.ceiling,
        extendable=rule.extendable,
        max_extended=rule.extended_ceiling,
    )


def _unbounded(base: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is held against the region's choice afterwards, with a clearer message."""
    bounds = {"min", "max", "verlengbaar", "max_verlengd"}
    return {key: value for key, value in base.items() if key not in bounds}


def _require_regional_keys(rule: TermRule, table: Mapping[str, Any], where: str) -> None:
    for key in table:
        if key not in REGIONAL_KEYS:
            raise TermOverrideRefused(
                f"{where}: een regio mag “{key}” niet wijzigen. Verwijder deze regel; een regio "
                f"kiest alleen {listed(items=sorted(REGIONAL_KEYS))}. Wat overal verandert, hoort "
                f"bij de regel van {rule.id} zelf."
            )


def _require_same_counting(rule: TermRule, changed: Mapping[str, Any], where: str) -> None:
    if not (rule.statutory or rule.maximum or rule.minimum or rule.extendable):
        return
    for key in _COUNTING_KEYS:
        if key in changed:
            raise TermOverrideRefused(
                f"{where}: “{key}” ligt vast, want {rule.id} is een termijn met een grens "
                "(wettelijk, min, max of verlengbaar) en die geldt alleen voor dezelfde telling. "
                "Verwijder deze regel."
            )


def _require_fixed_date_kept(rule: TermRule, changed: Mapping[str, Any], where: str) -> None:
    if rule.statutory and rule.kind is Kind.FIXED_DATE and "duur" in changed:
        raise TermOverrideRefused(
            f"{where}: duur ligt vast, want de wet noemt {rule.duration_words}. "
            "Verwijder deze regel."
        )


def _require_within_bounds(rule: TermRule, regional: TermRule, where: str) -> None:
    duration, ceiling, floor = regional.duration, rule.ceiling, rule.minimum
    if duration is None:
        return
    if ceiling and may_exceed(duration=duration, limit=ceiling):
        raise TermOverrideRefused(
            f"{where}: duur {duration} is langer dan het maximum {ceiling}"
            f"{_ground(rule)}. Kies {ceiling} of korter."
        )
    if floor and may_exceed(duration=floor, limit=duration):
        raise TermOverrideRefused(
            f"{where}: duur {duration} is korter dan het minimum {floor}"
            f"{_ground(rule)}. Kies {floor} of langer."
        )


def _ground(rule: TermRule) -> str:
    return f" ({rule.ground})" if rule.ground else ""
