"""Figures over a region with many cases."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench.stage import Stage, median_seconds
from doorgang_engine.kpi.definitions import Reference, Way, read_definitions
from doorgang_engine.kpi.milestones import Milestone
from doorgang_engine.kpi.periods import read_period
from doorgang_engine.kpi.report import reckon_figures
from doorgang_engine.model import Case, CaseStatus

REGION = "groot"
EACH = 12  # milestones that figures ask for, per case
NOW = datetime(2027, 7, 31, tzinfo=UTC)
BATCH = 500
CONFIG = Path(__file__).parents[1] / "config"


def figures_seconds(url: str, cases: int) -> float:
    """Return the median seconds of all figures of a school year over so many cases."""
    stage = Stage(url)
    definitions = [d for d in read_definitions(config_dir=CONFIG) if d.way is not Way.NOT]
    references = [r for d in definitions for r in d.references if r.key != "*"]
    for first in range(0, cases, BATCH):
        with stage.parts.new_uow() as uow:
            for number in range(first, min(first + BATCH, cases)):
                case = _case(number)
                uow.cases.add(case, b"x")
                uow.milestones.add(
                    [
                        _milestone(case, n, references[(number * 7 + n) % len(references)])
                        for n in range(EACH)
                    ]
                )

    def reckon() -> None:
        with stage.parts.new_uow() as uow:
            reckon_figures(
                region=REGION,
                period=read_period(school_year="2026-2027"),
                definitions=definitions,
                sees_cases=True,
                uow=uow,
                now=NOW,
            )

    seconds = median_seconds(reckon, 3)
    stage.close()
    return seconds


def _case(number: int) -> Case:
    began = datetime(2026, 9, 1, 9, tzinfo=UTC) + timedelta(days=number % 300)
    return Case(
        region=REGION,
        id=str(uuid.UUID(int=number)),
        number=f"GRO-2026-{number:05d}",
        route="tlv-aanvraag",
        bundle="",
        status=CaseStatus.RUNNING,
        started_at=began,
        subject=str(uuid.UUID(int=number)),
        participants={"gemeente": f"gem-{number % 8}", "po_school": f"po-{number % 200}"},
    )


def _milestone(case: Case, number: int, reference: Reference) -> Milestone:
    at = case.started_at + timedelta(days=number)
    return Milestone(
        region=REGION,
        case_id=case.id,
        number=number + 1,
        kind=reference.kind,
        route=reference.route,
        run="",
        key=reference.key,
        at=at,
        day=date(at.year, at.month, at.day),
    )
