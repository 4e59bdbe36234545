"""Term runs as JSON-able records, with the version of their shape; and back, or refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from doorgang_engine.terms.atw import Step
from doorgang_engine.terms.durations import parse_duration
from doorgang_engine.terms.extensions import Extension
from doorgang_engine.terms.problems import TermProblem, TermRecordInvalid
from doorgang_engine.terms.reckon import Reckoning
from doorgang_engine.terms.rule_tables import parse_rule
from doorgang_engine.terms.rules import Kind, rule_table
from doorgang_engine.terms.runs import RunStatus, TermRun
from doorgang_engine.terms.suspensions import Suspension

if TYPE_CHECKING:
    from collections.abc import Mapping

RECORD_VERSION = 1


def run_to_dict(*, run: TermRun) -> dict[str, Any]:
    """Write a run as a record of plain texts, numbers, lists and objects."""
    return {
        "version": RECORD_VERSION,
        "id": run.id,
        "rule": {"id": run.rule.id, **rule_table(rule=run.rule)},
        "started_on": run.started_on.isoformat(),
        "status": run.status.value,
        "suspensions": [
            {"start": s.start.isoformat(), "until": _iso(s.until), "reason": s.reason}
            for s in run.suspensions
        ],
        "extension": run.extension
        and {
            "decided_on": run.extension.decided_on.isoformat(),
            "duration": str(run.extension.duration),
            "reason": run.extension.reason,
        },
        "ended_on": _iso(run.ended_on),
        "ended_because": run.ended_because,
        "reckoning": reckoning_to_dict(reckoning=run.reckoning),
    }


def run_from_dict(*, record: Mapping[str, Any]) -> TermRun:
    """Read a run from its record. Nothing is reckoned: what was reckoned then is what it says.

    :raises TermRecordInvalid: if the record is of another version, or incomplete.
    """
    if record.get("version") != RECORD_VERSION:
        raise TermRecordInvalid(
            f"Deze opgeslagen termijn heeft versie {record.get('version')!r}; "
            f"deze software leest versie {RECORD_VERSION}."
        )
    try:
        return _run(record)
    except (KeyError, TypeError, ValueError, AttributeError, TermProblem) as error:
        raise TermRecordInvalid("Deze opgeslagen termijn is niet te lezen.") from error


def reckoning_to_dict(*, reckoning: Reckoning) -> dict[str, Any]:
    """Write a reckoning as a record; `reason` is for readers and is made again when read."""
    return {
        "rule_id": reckoning.rule_id,
        "rule_version": reckoning.rule_version,
        "kind": reckoning.kind.value,
        "start": reckoning.start.isoformat(),
        "raw_end": reckoning.raw_end.isoformat(),
        "end": reckoning.end.isoformat(),
        "reason": reckoning.reason,
        "steps": [
            {"rule": s.rule, "day": s.day.isoformat(), "text": s.text} for s in reckoning.steps
        ],
        "warnings": list(reckoning.warnings),
        "calendar_id": reckoning.calendar_id,
        "calendar_version": reckoning.calendar_version,
    }


def _run(record: Mapping[str, Any]) -> TermRun:
    table = dict(record["rule"])
    rule = parse_rule(id=table.pop("id"), table=table, where="opgeslagen termijn")
    extension = record["extension"]
    return TermRun(
        id=record["id"],
        rule=rule,
        started_on=date.fromisoformat(record["started_on"]),
        reckoning=_reckoning(record["reckoning"]),
        status=RunStatus(record["status"]),
        suspensions=tuple(
            Suspension(
                start=date.fromisoformat(s["start"]), until=_date(s["until"]), reason=s["reason"]
            )
            for s in record["suspensions"]
        ),
        extension=extension
        and Extension(
            decided_on=date.fromisoformat(extension["decided_on"]),
            duration=parse_duration(text=extension["duration"]),
            reason=extension["reason"],
        ),
        ended_on=_date(record["ended_on"]),
        ended_because=record["ended_because"],
    )


def _reckoning(record: Mapping[str, Any]) -> Reckoning:
    return Reckoning(
        rule_id=record["rule_id"],
        rule_version=record["rule_version"],
        kind=Kind(record["kind"]),
        start=date.fromisoformat(record["start"]),
        raw_end=date.fromisoformat(record["raw_end"]),
        end=date.fromisoformat(record["end"]),
        steps=tuple(
            Step(rule=s["rule"], day=date.fromisoformat(s["day"]), text=s["text"])
            for s in record["steps"]
        ),
        warnings=tuple(record["warnings"]),
        calendar_id=record["calendar_id"],
        calendar_version=record["calendar_version"],
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
