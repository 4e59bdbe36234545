"""Term rules: what a term is, before it runs in any case."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from doorgang_engine.terms.durations import Duration, add
from doorgang_engine.terms.wording import counted, duration_words, listed, month_day_words

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """How a term is counted (`soort`)."""

    #: Calendar time from the day after the start; the last day rolls by the Atw.
    STATUTORY = "wettelijk"
    #: Calendar time from the day after the start; the last day stays.
    POLICY = "beleid"
    #: So many working days.
    WORKING_DAYS = "werkdagen"
    #: So many times five working days.
    WORKING_WEEKS = "werkweken"
    #: Weeks in which the days of school holidays do not count.
    SCHOOL_WEEKS = "lesweken"
    #: The day someone reaches an age, and an offset from it.
    AGE = "leeftijd"
    #: A day of the year, the first to come.
    FIXED_DATE = "vaste-datum"
    #: Calendar time back from a target; the day never rolls (Atw art. 1 lid 2).
    COUNT_BACK = "terugrekenen"


class SuspensionFrom(StrEnum):
    """From when the clock stands still (`opschorting_vanaf`)."""

    #: From the day of the act itself: days suspended = date of resuming minus date of stopping.
    DAY = "dag"
    #: From the day after it, until the day of resuming (the wording of Awb 4:15 lid 1): one fewer.
    DAY_AFTER = "dag_na"


#: What a unit is called when only some days of it count.
_COUNTED_IN = {
    Kind.WORKING_DAYS: ("days", ("werkdag", "werkdagen")),
    Kind.WORKING_WEEKS: ("weeks", ("werkweek", "werkweken")),
    Kind.SCHOOL_WEEKS: ("weeks", ("lesweek", "lesweken")),
}
#: Kinds whose clock can be stopped.
RUNNING_KINDS = frozenset(
    {Kind.STATUTORY, Kind.POLICY, Kind.WORKING_DAYS, Kind.WORKING_WEEKS, Kind.SCHOOL_WEEKS}
)
#: Kinds whose end can be put off: a fixed date too, as 12 mei and four weeks.
EXTENDABLE_KINDS = RUNNING_KINDS | {Kind.FIXED_DATE}


@dataclass(frozen=True, kw_only=True)
class TermRule:
    """One rule. `duration` is None for a fixed date only, and then `dates` has (month, day) pairs.

    `minimum` and `maximum` bound the duration that a region may choose; neither suspension nor
    extension counts towards them. `max_extended` bounds duration and extension together.
    `verified` says that the legal ground was checked against the text of the law.
    """

    id: str
    name: str
    kind: Kind
    duration: Duration | None = None
    dates: tuple[tuple[int, int], ...] = ()
    minimum: Duration | None = None
    maximum: Duration | None = None
    statutory: bool = False
    ground: str = ""
    verified: bool = True
    suspendable: bool = False
    suspension_from: SuspensionFrom = SuspensionFrom.DAY
    extendable: Duration | None = None
    max_extended: Duration | None = None
    counts_school_holidays: bool = True
    offset: Duration | None = None
    source: str = ""

    @property
    def duration_text(self) -> str:
        """Write `duur` as the configuration has it: `P6W`, `03-24`."""
        if self.duration is not None:
            return str(self.duration)
        return " ".join(f"{month:02}-{day:02}" for month, day in self.dates)

    @property
    def duration_words(self) -> str:
        """Say `duur` in Dutch: `6 weken`, `24 maart`."""
        if self.duration is not None:
            return duration_words(duration=self.duration)
        return listed(items=[month_day_words(month=m, day=d) for m, d in self.dates])

    @property
    def length_words(self) -> str:
        """Say in Dutch how long it takes, as it is counted: `10 werkdagen`, `6 weken`."""
        unit, words = _COUNTED_IN.get(self.kind, ("", ("", "")))
        if self.duration is not None and list(self.duration.units) == [unit]:
            return counted(count=self.duration.units[unit], words=words)
        return self.duration_words

    @property
    def ceiling(self) -> Duration | None:
        """Give the longest duration that a region may choose; None when nothing bounds it.

        A legal term that names no maximum is as long as it is, and no longer.
        """
        return self.maximum or (self.duration if self.statutory else None)

    @property
    def extended_ceiling(self) -> Duration | None:
        """Give the longest that duration and extension may be together, without suspension."""
        if self.max_extended or not self.ceiling or not self.extendable:
            return self.max_extended
        return add(first=self.ceiling, second=self.extendable)

    @property
    def version(self) -> str:
        """Give a fingerprint of the rule: the same words, the same version."""
        content = json.dumps(rule_table(rule=self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()[:12]


def rule_table(*, rule: TermRule) -> Mapping[str, str | bool]:
    """Write the rule as the table it is read from, every key spelled out that has a value."""
    texts = {
        "naam": rule.name,
        "soort": rule.kind.value,
        "duur": rule.duration_text,
        "min": rule.minimum,
        "max": rule.maximum,
        "grondslag": rule.ground,
        "opschorting_vanaf": rule.suspension_from.value if rule.suspendable else "",
        "verlengbaar": rule.extendable,
        "max_verlengd": rule.max_extended,
        "verschuiving": rule.offset,
        "bron": rule.source,
    }
    table: dict[str, str | bool] = {key: str(text) for key, text in texts.items() if text}
    table |= {
        "wettelijk": rule.statutory,
        "geverifieerd": rule.verified,
        "opschortbaar": rule.suspendable,
    }
    if rule.kind in {Kind.WORKING_DAYS, Kind.WORKING_WEEKS}:
        table["vakantie_telt"] = rule.counts_school_holidays
    return table
