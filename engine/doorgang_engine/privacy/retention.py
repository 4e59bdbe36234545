"""How long records are kept: classes with a duration, from an event on. Pure.

A case holds records of several classes, for every form names its own. Each class that has keys of
its own is destroyed in its own time; what belongs to the case as a whole, and the child's name,
goes with the class that is kept longest.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from doorgang_engine.errors import EngineError
from doorgang_engine.terms.durations import Duration, parse_duration, shift_date
from doorgang_engine.terms.problems import TermProblem
from doorgang_engine.terms.wording import date_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

FILE = "retention.toml"
LEFT_SCHOOL = "school_verlaten"
CASE_ENDED = "traject_afgelopen"
WHOLE = ""  # in the place of a record class: the case with everything that is left of it
APPROVALS = 2

_CLASS_KEYS = {"naam", "duur", "begint", "grondslag", "bron", "geverifieerd", "niet_vernietigen"}


class RetentionInvalid(EngineError):
    """The file about retention lacks something or contradicts itself."""

    code = "retention_invalid"


@dataclass(frozen=True, kw_only=True)
class RecordClass:
    """Records that are kept equally long. ``duration`` is None: they are not destroyed."""

    key: str
    name: str
    duration: Duration | None
    starts: str  # LEFT_SCHOOL | CASE_ENDED
    ground: str
    source: str
    is_verified: bool


@dataclass(frozen=True, kw_only=True)
class RetentionPolicy:
    """What is kept how long, and who decides about destroying it."""

    classes: Mapping[str, RecordClass]
    default: str
    approvers: tuple[frozenset[str], ...]  # roles, per approval
    holding_routes: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Held:
    """What is known of a case when its retention is reckoned."""

    classes: Collection[str]  # of everything filled in
    separate: Collection[str]  # those that have a key of their own, not destroyed yet
    ended_on: date | None
    left_on: date | None  # when the child left school


@dataclass(frozen=True, kw_only=True)
class Due:
    """When records of a class may be destroyed, and why. ``on`` is None: not, or not yet known."""

    record_class: str  # WHOLE: with the case
    on: date | None  # the first day on which they may
    why: str


def read_policy(*, config_dir: Path) -> RetentionPolicy:
    """Read ``retention.toml``.

    :raises RetentionInvalid: if it is not right; names what is wrong.
    """
    try:
        raw = tomllib.loads((config_dir / FILE).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise RetentionInvalid(f"{FILE} kan niet gelezen worden.") from error
    return parse_policy(raw=raw)


def parse_policy(*, raw: Mapping[str, Any]) -> RetentionPolicy:
    """Return the policy that a file describes.

    :raises RetentionInvalid: if it is not right; names what is wrong.
    """
    _require(set(raw) == {"vernietiging", "klassen"}, "kent alleen vernietiging en klassen")
    classes = {key: _class(key, table) for key, table in raw["klassen"].items()}
    decision = raw["vernietiging"]
    known = {"goedkeuring", "houdt_vast", "standaard"}
    _require(set(decision) == known, f"vernietiging heeft precies: {', '.join(sorted(known))}")
    approvers = tuple(frozenset(roles) for roles in decision["goedkeuring"])
    _require(len(approvers) == APPROVALS and all(approvers), "goedkeuring telt twee rijen rollen")
    _require(not approvers[0] & approvers[1], "een rol staat in beide rijen van goedkeuring")
    _require(decision["standaard"] in classes, "standaard is geen klasse")
    return RetentionPolicy(
        classes=classes,
        default=decision["standaard"],
        approvers=approvers,
        holding_routes=frozenset(decision["houdt_vast"]),
    )


def reckon(*, policy: RetentionPolicy, held: Held) -> tuple[Due, ...]:
    """Return what of a case may be destroyed when: each separate class, and the whole."""
    names = {name or policy.default for name in held.classes} or {policy.default}
    ends = {name: _end(policy, name, held) for name in names}
    whole = _latest(policy, ends, held)
    earlier = [
        Due(record_class=name, on=day, why=_why(policy.classes[name], day, held))
        for name, day in ends.items()
        if name in held.separate and day is not None and (whole.on is None or day < whole.on)
    ]
    return (*sorted(earlier, key=lambda due: (due.on, due.record_class)), whole)


def _latest(policy: RetentionPolicy, ends: Mapping[str, date | None], held: Held) -> Due:
    kept = sorted(name for name, day in ends.items() if day is None)
    if kept:
        # What is never destroyed explains more than what waits for an event.
        last = min(kept, key=lambda name: (_known(policy, name).duration is not None, name))
        return Due(record_class=WHOLE, on=None, why=_why(_known(policy, last), None, held))
    last = max(ends, key=lambda name: (ends[name] or date.min, name))
    return Due(record_class=WHOLE, on=ends[last], why=_why(policy.classes[last], ends[last], held))


def _end(policy: RetentionPolicy, name: str, held: Held) -> date | None:
    known = _known(policy, name)
    start = held.left_on if known.starts == LEFT_SCHOOL else held.ended_on
    if known.duration is None or start is None or held.ended_on is None:
        return None
    return shift_date(day=start, duration=known.duration) + timedelta(days=1)


def _known(policy: RetentionPolicy, name: str) -> RecordClass:
    """Return a class; one that nobody described is kept, for destroying cannot be undone."""
    return policy.classes.get(name) or RecordClass(
        key=name,
        name=name,
        duration=None,
        starts=LEFT_SCHOOL,
        ground="deze klasse staat niet in retention.toml",
        source="",
        is_verified=False,
    )


def _why(known: RecordClass, day: date | None, held: Held) -> str:
    if known.duration is None:
        return f"{known.name}: wordt niet vernietigd ({known.ground})."
    if held.ended_on is None:
        return f"{known.name}: het traject loopt nog."
    starts_at_school = known.starts == LEFT_SCHOOL
    if day is None:
        return f"{known.name}: wacht op de dag waarop de leerling de school verlaat."
    start = held.left_on if starts_at_school else held.ended_on
    event = "het verlaten van de school" if starts_at_school else "het einde van het traject"
    years = f"{known.duration.years} jaar" if known.duration.years else str(known.duration)
    checked = "" if known.is_verified else " (termijn niet geverifieerd)"
    on = date_words(day=start) if start else ""
    return f"{known.name}: {years} na {event} op {on}{checked}."


def _class(key: str, table: Mapping[str, Any]) -> RecordClass:
    unknown = set(table) - _CLASS_KEYS
    _require(not unknown, f"{key} heeft onbekende sleutels: {', '.join(sorted(unknown))}")
    keeps = bool(table.get("niet_vernietigen", False))
    _require(keeps != ("duur" in table), f"{key} heeft of een duur, of niet_vernietigen")
    starts = table.get("begint", LEFT_SCHOOL)
    _require(starts in {LEFT_SCHOOL, CASE_ENDED}, f"{key} begint bij een onbekende gebeurtenis")
    for name in ("naam", "grondslag", "bron"):
        _require(bool(table.get(name)), f"{key} mist {name}")
    return RecordClass(
        key=key,
        name=table["naam"],
        duration=None if keeps else _duration(key, table["duur"]),
        starts=starts,
        ground=table["grondslag"],
        source=table["bron"],
        is_verified=bool(table.get("geverifieerd", False)),
    )


def _duration(key: str, text: str) -> Duration:
    try:
        found = parse_duration(text=text)
    except TermProblem as error:
        raise RetentionInvalid(f"{FILE}: {key} heeft een duur die niet klopt.") from error
    _require(not found.negative and not found.has_time, f"{key} heeft een duur die niet klopt")
    return found


def _require(holds: bool, complaint: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise RetentionInvalid(f"{FILE}: {complaint}.")
