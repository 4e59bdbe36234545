"""Refusing term rules whose parts contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.terms.durations import add
from doorgang_engine.terms.limits import may_exceed
from doorgang_engine.terms.problems import TermRuleInvalid
from doorgang_engine.terms.rules import EXTENDABLE_KINDS, RUNNING_KINDS, Kind, SuspensionFrom
from doorgang_engine.terms.wording import listed

if TYPE_CHECKING:
    from doorgang_engine.terms.durations import Duration
    from doorgang_engine.terms.rules import TermRule

_ONE_UNIT: dict[Kind, tuple[frozenset[str], str]] = {
    Kind.STATUTORY: (
        frozenset({"years", "months", "weeks", "days"}),
        "één eenheid: jaren, maanden, weken of dagen, zoals P6W",
    ),
    Kind.WORKING_DAYS: (frozenset({"days"}), "dagen, zoals P5D"),
    Kind.WORKING_WEEKS: (frozenset({"weeks"}), "weken, zoals P10W"),
    Kind.SCHOOL_WEEKS: (frozenset({"weeks"}), "weken, zoals P4W"),
}


def check_rule(*, rule: TermRule, where: str) -> None:
    """Refuse a rule that contradicts itself; `where` names file and rule in the message.

    :raises TermRuleInvalid: if it does.
    """
    _check_kind(rule, where)
    for key, duration in _durations(rule).items():
        _check_duration(rule.kind, key, duration, where)
    _check_bounds(rule, where)
    _check_extension(rule, where)
    if rule.statutory and not rule.ground:
        raise TermRuleInvalid(f"{where}: een wettelijke termijn noemt haar grondslag.")


def _durations(rule: TermRule) -> dict[str, Duration]:
    named = {
        "duur": rule.duration,
        "min": rule.minimum,
        "max": rule.maximum,
        "verlengbaar": rule.extendable,
        "max_verlengd": rule.max_extended,
    }
    return {key: duration for key, duration in named.items() if duration is not None}


def _check_kind(rule: TermRule, where: str) -> None:
    """Refuse keys that mean nothing for this kind of term."""
    runs = rule.kind in RUNNING_KINDS
    counts_working_days = rule.kind in {Kind.WORKING_DAYS, Kind.WORKING_WEEKS}
    is_school = rule.kind is Kind.SCHOOL_WEEKS
    fixed = rule.kind is Kind.FIXED_DATE
    senseless = {
        "opschortbaar": rule.suspendable and not runs,
        "opschorting_vanaf": (
            rule.suspension_from is not SuspensionFrom.DAY and not rule.suspendable
        ),
        "verlengbaar": rule.extendable is not None and rule.kind not in EXTENDABLE_KINDS,
        "max_verlengd": rule.max_extended is not None and (fixed or rule.extendable is None),
        "verschuiving": rule.offset is not None and rule.kind is not Kind.AGE,
        "vakantie_telt": rule.counts_school_holidays is is_school and not counts_working_days,
        "min": rule.minimum is not None and fixed,
        "max": rule.maximum is not None and fixed,
    }
    wrong = [key for key, is_wrong in senseless.items() if is_wrong]
    if wrong:
        raise TermRuleInvalid(
            f"{where}: {listed(items=wrong)} past niet bij een termijn van de soort "
            f"“{rule.kind.value}”. Verwijder dit of kies een andere soort."
        )


def _check_duration(kind: Kind, key: str, duration: Duration, where: str) -> None:
    if duration.has_time:
        raise TermRuleInvalid(
            f"{where}: {key} {duration} telt uren. Een termijn telt hele dagen; gebruik voor uren "
            "een gewone timer (timeDuration), die volgens art. 4 van de Algemene termijnenwet "
            "nooit doorschuift."
        )
    if duration.negative or duration.is_zero:
        raise TermRuleInvalid(f"{where}: {key} {duration} moet langer dan nul zijn.")
    units, words = _ONE_UNIT.get(kind, (frozenset(duration.units), ""))
    one_unit = kind not in _ONE_UNIT or len(duration.units) == 1
    if not (units.issuperset(duration.units) and one_unit):
        raise TermRuleInvalid(
            f"{where}: {key} {duration} past niet bij de soort “{kind.value}”: die telt {words}."
        )


def _check_bounds(rule: TermRule, where: str) -> None:
    if rule.duration is None:
        return
    if rule.maximum and may_exceed(duration=rule.duration, limit=rule.maximum):
        raise TermRuleInvalid(f"{where}: duur {rule.duration} is langer dan max {rule.maximum}.")
    if rule.minimum and may_exceed(duration=rule.minimum, limit=rule.duration):
        raise TermRuleInvalid(f"{where}: duur {rule.duration} is korter dan min {rule.minimum}.")


def _check_extension(rule: TermRule, where: str) -> None:
    """Refuse an extension that no one could ever use."""
    if rule.duration is None or rule.extendable is None or rule.max_extended is None:
        return
    ceiling, longest = rule.max_extended, add(first=rule.duration, second=rule.extendable)
    if not may_exceed(duration=ceiling, limit=rule.duration):
        raise TermRuleInvalid(
            f"{where}: verlengen kan nooit, want max_verlengd {ceiling} is niet langer dan duur "
            f"{rule.duration}. Maak max_verlengd hoogstens {longest} of verwijder verlengbaar."
        )
