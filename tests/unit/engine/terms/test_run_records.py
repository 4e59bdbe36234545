from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.engine.terms.examples import calendar, rule

from doorgang_engine.terms import runs
from doorgang_engine.terms.durations import Duration
from doorgang_engine.terms.problems import TermRecordInvalid
from doorgang_engine.terms.run_records import run_from_dict, run_to_dict

if TYPE_CHECKING:
    from doorgang_engine.terms.runs import TermRun


def history() -> list[TermRun]:
    term = rule("wettelijk", "P8W", opschortbaar=True, verlengbaar="P4W", bron="B1")
    run = runs.start(id="t1", rule=term, on=date(2027, 1, 15), calendar=calendar())
    stopped = runs.suspend(run=run, on=date(2027, 1, 21), reason="Herstelverzoek")
    resumed = runs.resume(run=stopped, on=date(2027, 2, 2), calendar=calendar())
    longer = runs.extend(
        run=resumed,
        by=Duration(weeks=4),
        on=date(2027, 3, 1),
        reason="Extern panel",
        calendar=calendar(),
    )
    return [
        run,
        stopped,
        resumed,
        longer,
        runs.finish(run=longer, on=date(2027, 4, 1)),
        runs.lapse(run=longer, at=datetime(2027, 5, 1, tzinfo=UTC)),
        runs.stop(run=longer, on=date(2027, 4, 1), reason="Ingetrokken"),
    ]


class TestARecord:
    @pytest.mark.parametrize("run", history(), ids=lambda run: f"{run.status}-{run.end}")
    def test_gives_the_same_run_back(self, run: TermRun):
        record = json.loads(json.dumps(run_to_dict(run=run)))

        assert run_from_dict(record=record) == run

    def test_says_why_in_words(self):
        record = run_to_dict(run=history()[2])

        assert "Opgeschort van donderdag 21 januari 2027" in record["reckoning"]["reason"]

    @pytest.mark.parametrize(
        "change",
        [
            {"version": 2},
            {"version": None},
            {"status": "asleep"},
            {"started_on": "yesterday"},
            {"rule": {"id": "test.termijn"}},
            {"rule": None},
            {"suspensions": [{}]},
            {"reckoning": {}},
        ],
    )
    def test_is_refused_when_it_cannot_be_read(self, change: dict[str, Any]):
        record = {**run_to_dict(run=history()[0]), **change}

        with pytest.raises(TermRecordInvalid) as refusal:
            run_from_dict(record=record)

        assert refusal.value.code == "term_record_invalid"
