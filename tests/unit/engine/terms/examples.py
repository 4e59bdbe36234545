"""The worked examples: checked by test_examples, printed in docs/terms.md, one source for both."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from doorgang_engine.terms.calendars import Calendar
from doorgang_engine.terms.holiday_data import SchoolRegion
from doorgang_engine.terms.reckon import Reckoning, reckon
from doorgang_engine.terms.rule_tables import parse_rule

if TYPE_CHECKING:
    from doorgang_engine.terms.rules import TermRule

DECREED = frozenset({date(2027, 5, 7)})


def calendar(*, region: str | None = "Midden", decreed: bool = True) -> Calendar:
    """A calendar with or without the day that the royal decree adds in 2027."""
    return Calendar(
        id="nl-test",
        region=None if region is None else SchoolRegion(region),
        equated=DECREED if decreed else frozenset(),
        equated_years=(2023, 2028),
    )


def rule(soort: str, duur: str, **more: Any) -> TermRule:
    """A rule from its table, with an id and a name of its own."""
    id_ = more.pop("id", "test.termijn")
    table = {"naam": "Testtermijn", "soort": soort, "duur": duur, **more}
    return parse_rule(id=id_, table=table, where="test")


@dataclass(frozen=True, kw_only=True)
class Example:
    about: str
    soort: str
    duur: str
    start: date
    raw_end: date
    end: date
    region: str = "Midden"
    decreed: bool = True
    more: dict[str, Any] = field(default_factory=dict)

    def reckoned(self) -> Reckoning:
        return reckon(
            rule=rule(self.soort, self.duur, **self.more),
            start=self.start,
            calendar=calendar(region=self.region, decreed=self.decreed),
        )


def _statutory(
    about: str, duur: str, start: date, raw_end: date, end: date, **more: Any
) -> Example:
    return Example(
        about=about, soort="wettelijk", duur=duur, start=start, raw_end=raw_end, end=end, **more
    )


def _unrolled(about: str, soort: str, duur: str, start: date, end: date, **more: Any) -> Example:
    return Example(about=about, soort=soort, duur=duur, start=start, raw_end=end, end=end, **more)


_OBJECTION = "Bezwaar na bekendmaking"
_WITHOUT = {"decreed": False}

EXAMPLES = [
    _statutory(
        f"{_OBJECTION}, 7 mei niet gelijkgesteld",
        *("P6W", date(2027, 3, 24), date(2027, 5, 5), date(2027, 5, 7)),
        **_WITHOUT,
    ),
    _statutory(
        f"{_OBJECTION}, 7 mei gelijkgesteld bij koninklijk besluit",
        *("P6W", date(2027, 3, 24), date(2027, 5, 5), date(2027, 5, 10)),
    ),
    _statutory(
        f"{_OBJECTION}, zes weken later is Hemelvaart, 7 mei niet gelijkgesteld",
        *("P6W", date(2027, 3, 25), date(2027, 5, 6), date(2027, 5, 7)),
        **_WITHOUT,
    ),
    _statutory(
        f"{_OBJECTION}, zes weken later is Hemelvaart, 7 mei gelijkgesteld",
        *("P6W", date(2027, 3, 25), date(2027, 5, 6), date(2027, 5, 10)),
    ),
    _statutory(
        "Zorgplicht, besluit na aanmelding",
        *("P6W", date(2027, 3, 31), date(2027, 5, 12), date(2027, 5, 12)),
    ),
    _statutory(
        "Zorgplicht, voorlopige plaatsing na tien weken",
        *("P10W", date(2027, 3, 31), date(2027, 6, 9), date(2027, 6, 9)),
    ),
    _statutory(
        "TLV in Amsterdam, besluit",
        *("P8W", date(2027, 1, 15), date(2027, 3, 12), date(2027, 3, 12)),
    ),
    _statutory(
        "Drie dagen over Pasen: twee werkdagen erin (art. 2)",
        *("P3D", date(2027, 3, 25), date(2027, 3, 28), date(2027, 3, 31)),
    ),
    _statutory(
        "Twee dagen over Pasen: art. 2 geldt niet, art. 1 wel",
        *("P2D", date(2027, 3, 25), date(2027, 3, 27), date(2027, 3, 30)),
    ),
    _statutory(
        "Precies 12 weken schuift door",
        *("P12W", date(2027, 2, 11), date(2027, 5, 6), date(2027, 5, 10)),
    ),
    _statutory(
        "13 weken is te lang voor de wet (art. 4)",
        *("P13W", date(2027, 2, 4), date(2027, 5, 6), date(2027, 5, 6)),
    ),
    _statutory(
        "90 dagen schuift door",
        *("P90D", date(2027, 2, 5), date(2027, 5, 6), date(2027, 5, 10)),
    ),
    _statutory(
        "91 dagen is te lang voor de wet (art. 4)",
        *("P91D", date(2027, 2, 4), date(2027, 5, 6), date(2027, 5, 6)),
    ),
    _statutory(
        "3 maanden schuift door",
        *("P3M", date(2027, 2, 6), date(2027, 5, 6), date(2027, 5, 10)),
    ),
    _statutory(
        "4 maanden is te lang voor de wet (art. 4)",
        *("P4M", date(2027, 1, 6), date(2027, 5, 6), date(2027, 5, 6)),
    ),
    _statutory(
        "Eén jaar is te lang voor de wet (art. 4)",
        *("P1Y", date(2026, 5, 6), date(2027, 5, 6), date(2027, 5, 6)),
    ),
    _unrolled(
        "Thuiszitter, drie maanden: beleid, geen wet",
        *("beleid", "P3M", date(2027, 2, 6), date(2027, 5, 6)),
    ),
    _unrolled(
        "TLV in Amsterdam, volledigheidstoets",
        *("werkdagen", "P5D", date(2027, 1, 15), date(2027, 1, 22)),
    ),
    _unrolled(
        "TLV in Amsterdam, herstel",
        *("werkdagen", "P10D", date(2027, 1, 21), date(2027, 2, 4)),
    ),
    _unrolled(
        "Vijf werkdagen over Pasen",
        *("werkdagen", "P5D", date(2027, 3, 25), date(2027, 4, 5)),
    ),
    _unrolled(
        "Vijf schooldagen: de herfstvakantie telt niet mee",
        *("werkdagen", "P5D", date(2026, 10, 15), date(2026, 10, 29)),
        more={"vakantie_telt": False},
    ),
    _unrolled(
        "Dyslexie, schoolvakanties tellen mee",
        *("werkweken", "P2W", date(2026, 10, 15), date(2026, 10, 29)),
    ),
    _unrolled(
        "Dyslexie, schoolvakanties tellen niet mee",
        *("werkweken", "P2W", date(2026, 10, 15), date(2026, 11, 5)),
        more={"vakantie_telt": False},
    ),
    _unrolled(
        "Vier lesweken zonder vakantie",
        *("lesweken", "P4W", date(2026, 9, 7), date(2026, 10, 5)),
    ),
    _unrolled(
        "Vier lesweken over de herfstvakantie van Zuid",
        *("lesweken", "P4W", date(2026, 10, 5), date(2026, 11, 9)),
        region="Zuid",
    ),
    _unrolled(
        "Dezelfde vier lesweken in Noord, een week eerder vakantie",
        *("lesweken", "P4W", date(2026, 10, 12), date(2026, 11, 15)),
        region="Noord",
    ),
    _unrolled(
        "Drieënhalf jaar, het einde van de maand afgeknipt",
        *("leeftijd", "P3Y6M", date(2023, 8, 31), date(2027, 2, 28)),
    ),
    _unrolled(
        "Overdracht delen: drieënhalf jaar min veertien dagen",
        *("leeftijd", "P3Y6M", date(2023, 8, 31), date(2027, 2, 14)),
        more={"verschuiving": "-P14D"},
    ),
    _unrolled(
        "Definitief advies",
        *("vaste-datum", "03-24", date(2026, 9, 1), date(2027, 3, 24)),
    ),
    _unrolled(
        "Definitief advies, begonnen op de dag zelf",
        *("vaste-datum", "03-24", date(2027, 3, 24), date(2027, 3, 24)),
    ),
    _unrolled(
        "Einde van het tertiaal",
        *("vaste-datum", "04-01 08-01 12-01", date(2027, 4, 2), date(2027, 8, 1)),
    ),
    _unrolled(
        "Tien weken vóór de gewenste start",
        *("terugrekenen", "P10W", date(2027, 8, 30), date(2027, 6, 21)),
    ),
    _unrolled(
        "Veertien dagen vóór een intake, op een zondag",
        *("terugrekenen", "P14D", date(2027, 2, 28), date(2027, 2, 14)),
    ),
]


def examples_table() -> str:
    """The table of docs/terms.md."""
    lines = [
        "| voorbeeld | soort, duur | van | zonder doorschuiven | laatste dag |",
        "|---|---|---|---|---|",
    ]
    for example in EXAMPLES:
        extra = "".join(f", {key} = {json.dumps(value)}" for key, value in example.more.items())
        lines.append(
            f"| {example.about} | `{example.soort}` `{example.duur}`{extra} | {example.start} "
            f"| {example.raw_end} | **{example.end}** |"
        )
    return "\n".join(lines)
