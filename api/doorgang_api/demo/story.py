"""A story of the demo, as data: who does what on which day, and how it ends.

```yaml
route: tlv-aanvraag
regio: amsterdam-diemen
titel: Een aanvraag die moet worden aangevuld
kind: {roepnaam: Fenna, achternaam: Fictief}
einde: afgegeven_en_geplaatst
stappen:
  - op: 2027-01-15               # a day (9:30), a moment, or vandaag-7: that long before the demo
    begin: aanvraag_door_school  # the start event
    gegevens: {categorie_gevraagd: midden}
  - op: 2027-01-21
    voltooi: volledigheidstoets_doen
    door: loes                   # a person of the demo; without it the first who may do it
    gegevens: {getoetst_op: vandaag}
  - bericht: aanmelding_ontvangen   # without op: the same day, a quarter of an hour later
```

A route that is not about a child has `onderwerp`, a title, instead of `kind`.

`gegevens` are laid over the form's example. In them `vandaag`, `vandaag+7` and `vandaag-P3Y6M` are
the day of the step itself, so many days or so long later or earlier, however deep they stand: an
example holds fixed dates, which a form may refuse on another day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import yaml

from doorgang_engine.errors import ScenarioInvalid
from doorgang_engine.routes.scenarios import plain
from doorgang_engine.subject import Subject
from doorgang_engine.terms.durations import AMSTERDAM, parse_duration, shift_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MORNING = time(9, 30)
BETWEEN_STEPS = timedelta(minutes=15)
KINDS = ("begin", "voltooi", "bericht")
STORY_KEYS = frozenset({"route", "regio", "titel", "kind", "onderwerp", "einde", "stappen"})
STEP_KEYS = frozenset({"op", "door", "gegevens", *KINDS})
_RELATIVE = re.compile(r"vandaag(?:([+-])(\d{1,4}|P[0-9YMWD]+))?")


@dataclass(frozen=True, kw_only=True)
class StoryStep:
    """One thing that a person does: starts the case, completes a task, records a message."""

    kind: str  # begin | voltooi | bericht
    name: str  # id of the start event or task, or name of the message
    at: str = ""  # as written; "": the same day as the step before
    by: str = ""  # key of a person of the demo
    data: Mapping[str, Any] = field(default_factory=dict)

    def moment(self, *, now: datetime | None, today: date) -> datetime:
        """Return when it is done; never before the step before it.

        :raises ScenarioInvalid: if the day cannot be read.
        """
        if not self.at:
            return (now or datetime.combine(today, MORNING, AMSTERDAM)) + BETWEEN_STEPS
        wanted = _moment(self.at, today)
        return wanted if now is None or wanted > now else now + BETWEEN_STEPS


@dataclass(frozen=True, kw_only=True)
class Story:
    """How the demo plays a route. Without ``ends`` the case is left open where the steps stop."""

    route: str
    region: str
    title: str
    subject: Subject
    ends: str
    steps: tuple[StoryStep, ...]


def read_stories(path: Path) -> list[Story]:
    """Return the stories of a file: one mapping, or a list of them.

    :raises ScenarioInvalid: naming the file and what is wrong in it.
    """
    content = plain(yaml.safe_load(path.read_text("utf-8")))
    return [
        _story(path.name, raw) for raw in (content if isinstance(content, list) else [content])
    ]


def on_day(value: Any, *, day: date) -> Any:
    """Return the value with every ``vandaag``, ``vandaag+7`` in it as an ISO date."""
    if isinstance(value, dict):
        return {key: on_day(inner, day=day) for key, inner in value.items()}
    if isinstance(value, list):
        return [on_day(inner, day=day) for inner in value]
    if isinstance(value, str) and (found := _RELATIVE.fullmatch(value)):
        return _shifted(found, day).isoformat()
    return value


def _moment(text: str, today: date) -> datetime:
    if found := _RELATIVE.fullmatch(text):
        return datetime.combine(_shifted(found, today), MORNING, AMSTERDAM).astimezone(UTC)
    try:
        if len(text) == len("2027-01-15"):
            day = date.fromisoformat(text)
            return datetime.combine(day, MORNING, AMSTERDAM).astimezone(UTC)
        return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)
    except ValueError as error:
        raise ScenarioInvalid(f"'{text}' is geen dag (2027-01-15, vandaag-7).") from error


def _shifted(found: re.Match[str], day: date) -> date:
    sign, much = found.groups()
    if not much:
        return day
    duration = parse_duration(text=much if much.startswith("P") else f"P{much}D")
    return shift_date(day=day, duration=-duration if sign == "-" else duration)


def _story(file: str, raw: Any) -> Story:
    if not isinstance(raw, dict) or set(raw) - STORY_KEYS or not raw.get("stappen"):
        raise ScenarioInvalid(f"{file}: een verhaal heeft {', '.join(sorted(STORY_KEYS))}.")
    steps = tuple(_step(f"{file}, stap {n}", step) for n, step in enumerate(raw["stappen"], 1))
    if [s.kind for s in steps].count("begin") != 1 or steps[0].kind != "begin" or not steps[0].at:
        raise ScenarioInvalid(f"{file}: de eerste stap, en geen andere, is 'begin', met 'op'.")
    return Story(
        route=raw["route"],
        region=raw.get("regio", "basis"),
        title=raw["titel"],
        subject=_subject(raw),
        ends=raw.get("einde", ""),
        steps=steps,
    )


def _subject(raw: dict[str, Any]) -> Subject:
    if "onderwerp" in raw:
        return Subject(title=raw["onderwerp"])
    return Subject(given_name=raw["kind"]["roepnaam"], family_name=raw["kind"]["achternaam"])


def _step(where: str, raw: Any) -> StoryStep:
    kinds = [key for key in KINDS if isinstance(raw, dict) and key in raw]
    if len(kinds) != 1 or set(raw) - STEP_KEYS:
        raise ScenarioInvalid(
            f"{where}: een stap heeft één van {', '.join(KINDS)}, en verder op, door en gegevens."
        )
    return StoryStep(
        kind=kinds[0],
        name=raw[kinds[0]],
        at=str(raw.get("op", "")),
        by=raw.get("door", ""),
        data=raw.get("gegevens", {}),
    )
