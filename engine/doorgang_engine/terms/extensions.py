"""Extensions: more time, given once, and how much of it a rule and the law allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.terms.durations import Duration, add
from doorgang_engine.terms.limits import may_exceed
from doorgang_engine.terms.problems import (
    DurationInvalid,
    TermExtensionTooLong,
    TermNotExtendable,
)
from doorgang_engine.terms.rules import Kind
from doorgang_engine.terms.wording import duration_words

if TYPE_CHECKING:
    from datetime import date

    from doorgang_engine.terms.rules import TermRule

_COUNTING = frozenset({Kind.WORKING_DAYS, Kind.WORKING_WEEKS, Kind.SCHOOL_WEEKS})


@dataclass(frozen=True, kw_only=True)
class Extension:
    """More time, given once, with a reason."""

    decided_on: date
    duration: Duration
    reason: str


def require_extension_allowed(*, rule: TermRule, by: Duration) -> None:
    """Refuse an extension that the rule does not allow.

    :raises TermNotExtendable: if it allows none.
    :raises DurationInvalid: if the duration is not one that this kind of term counts in.
    :raises TermExtensionTooLong: if it is longer than `verlengbaar`, or makes the whole longer
        than the rule's extended ceiling.
    """
    most = rule.extendable
    if most is None:
        raise TermNotExtendable(f"“{rule.name}” kan niet worden verlengd.")
    other_units = rule.kind in _COUNTING and set(by.units) != set(most.units)
    if by.has_time or by.negative or by.is_zero or other_units:
        raise DurationInvalid(
            f"“{rule.name}” kan niet met {by} worden verlengd. Kies hoogstens {most}."
        )
    if may_exceed(duration=by, limit=most):
        raise TermExtensionTooLong(
            f"“{rule.name}” kan met hoogstens {duration_words(duration=most)} worden verlengd, "
            f"niet met {duration_words(duration=by)}."
        )
    ceiling = rule.extended_ceiling
    if rule.duration is None or ceiling is None:
        return
    total = add(first=rule.duration, second=by)
    if may_exceed(duration=total, limit=ceiling):
        raise TermExtensionTooLong(
            f"“{rule.name}” mag met verlenging hoogstens {duration_words(duration=ceiling)} "
            f"duren; {duration_words(duration=rule.duration)} en {duration_words(duration=by)} "
            "is te lang."
        )
