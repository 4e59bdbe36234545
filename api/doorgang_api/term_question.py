"""The question "what is the last day, and why", as the command line and the API ask it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from doorgang_engine.terms.moments import end_of_day
from doorgang_engine.terms.problems import TermProblem
from doorgang_engine.terms.reckon import Reckoning, reckon
from doorgang_engine.terms.register import read_calendar
from doorgang_engine.terms.rule_tables import parse_rule
from doorgang_engine.terms.run_records import reckoning_to_dict

if TYPE_CHECKING:
    from pathlib import Path

    from doorgang_engine.terms.rules import TermRule


class DateInvalid(TermProblem):
    """The text is not a date."""

    code = "date_invalid"


def reckon_question(
    *,
    kind: str,
    duration: str,
    start: str,
    config_dir: Path,
    region: str | None = None,
    offset: str = "",
    skip_school_holidays: bool = False,
) -> Reckoning:
    """Return the last day of a term of this kind and duration, with every reason.

    Without a region the calendar is the country's, which knows no school holidays.

    :raises DateInvalid: if the start is not a date.
    :raises TermProblem: if kind, duration, offset or region means nothing.
    """
    rule = _rule(kind, duration, offset, skip_school_holidays)
    day = _date(start)
    return reckon(
        rule=rule, start=day, calendar=read_calendar(config_dir=config_dir, region=region)
    )


def answer(reckoning: Reckoning) -> dict[str, Any]:
    """Return a reckoning ready for JSON, with the moment at which the term ends."""
    ends_at = end_of_day(day=reckoning.end).isoformat()
    return {**reckoning_to_dict(reckoning=reckoning), "ends_at": ends_at}


def _rule(kind: str, duration: str, offset: str, skip_school_holidays: bool) -> TermRule:  # noqa: FBT001 - one place
    table: dict[str, Any] = {"naam": "Termijn", "soort": kind, "duur": duration}
    if offset:
        table["verschuiving"] = offset
    if skip_school_holidays:
        table["vakantie_telt"] = False
    return parse_rule(id="vraag.termijn", table=table, where="Termijn")


def _date(text: str) -> date:
    with suppress(ValueError):
        day = date.fromisoformat(text)
        if day.isoformat() == text:  # not 20270324 or 2027-W12-3, which read too easily as another
            return day
    raise DateInvalid(f"“{text}” is geen datum. Schrijf jaar-maand-dag, zoals 2027-03-24.")
