"""A small year of cases whose milestones are given, to reckon figures over."""

from __future__ import annotations

import itertools
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from doorgang_engine.kpi.definitions import read_definitions, read_reference
from doorgang_engine.kpi.milestones import Milestone
from doorgang_engine.kpi.periods import read_period
from doorgang_engine.kpi.report import reckon_figures
from doorgang_engine.model import Case, CaseStatus, Organisation

DEFINITIONS = read_definitions(config_dir=Path(__file__).parents[1] / "config")
YEAR = "2026-2027"
AFTER = datetime(2027, 7, 31, 12, tzinfo=UTC)


def day(text):
    """Return the day of the school year 2026-2027 with this month and day ("03-24")."""
    month = int(text[:2])
    return date(2026 if month >= 8 else 2027, month, int(text[3:]))


class ConstructedYear:
    """Puts cases with milestones into a database, and reckons figures over them."""

    def __init__(self, parts, region="proef") -> None:
        self._parts, self._region = parts, region
        self._numbers = itertools.count(1)
        with parts.new_uow() as uow:
            uow.organisations.add(
                [
                    Organisation(region=region, id="gem-a", kind="gemeente", name="Astad"),
                    Organisation(region=region, id="gem-b", kind="gemeente", name="Bdorp"),
                    Organisation(
                        region=region, id="po-1", kind="po_school", name="Een", district="Noord"
                    ),
                    Organisation(
                        region=region, id="po-2", kind="po_school", name="Twee", district="Zuid"
                    ),
                ]
            )

    def case(self, *milestones, times=1, town="gem-a", school="po-1", ended=""):
        """Add cases. A milestone: "mijlpaal:route/sleutel 09-14", or with a run before the day."""
        with self._parts.new_uow() as uow:
            for _ in range(times):
                self._case(uow, milestones, town, school, ended)

    def _case(self, uow, milestones, town, school, ended):
        number = next(self._numbers)
        case = Case(
            region=self._region,
            id=str(uuid.uuid4()),
            number=f"TST-2026-{number:05d}",
            route="proef-route",
            bundle="",
            status=CaseStatus.COMPLETED if ended else CaseStatus.RUNNING,
            started_at=_moment(day("08-01")),
            ended_at=_moment(day(ended)) if ended else None,
            subject=str(uuid.uuid4()),
            participants={"gemeente": town, "po_school": school},
        )
        found = [_milestone(case, n, text) for n, text in enumerate(milestones, start=1)]
        uow.cases.add(case, self._parts.vault.new_key(case.id, ())[1])
        uow.milestones.add(found)

    def figures(self, *, third=0, now=AFTER, sees_cases=False, year=YEAR):
        """Return the figures of the year, by key, or by key and name of the count."""
        with self._parts.new_uow() as uow:
            found = reckon_figures(
                region=self._region,
                period=read_period(school_year=year, third=third),
                definitions=DEFINITIONS,
                sees_cases=sees_cases,
                uow=uow,
                now=now,
            )
        return {f"{f.definition.key} {f.name}".strip(): f for f in found}

    def value(self, key, **asked):
        """Return how many a figure is over, and what it is."""
        whole = self.figures(**asked)[key].whole
        return whole.n, None if whole.value is None else round(whole.value, 1)


def _milestone(case, number, text):
    what, *run, on = text.split(" ")
    reference = read_reference(text=what, where="test")
    at = _moment(day(on)) + timedelta(seconds=number)
    return Milestone(
        region=case.region,
        case_id=case.id,
        number=number,
        kind=reference.kind,
        route=reference.route,
        run=run[0] if run else "",
        key=reference.key,
        at=at,
        day=day(on),
    )


def _moment(on):
    return datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
