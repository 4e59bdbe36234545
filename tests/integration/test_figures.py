"""Each figure of the field over a small year in which everything is known, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.constructed_year import DEFINITIONS, ConstructedYear
from tests.figure_years import PO, THUIS, TLV, YEARS, m

from doorgang_engine.kpi.definitions import Way
from doorgang_engine.model import TaskStatus, UserTask

ELSEWHERE = {"zonder_plek_na_po", "thuiszitters_drie_maanden", "taken_over_termijn"}


@pytest.fixture
def year(parts):
    return ConstructedYear(parts)


class TestEachFigure:
    def test_is_what_was_constructed(self, parts):
        found = {}
        for key, (cases, _) in YEARS.items():
            year = ConstructedYear(parts, region=key)
            for milestones, times in cases:
                year.case(*milestones, times=times)
            found[key] = year.value(key)

        assert found == {key: expected for key, (_, expected) in YEARS.items()}

    def test_is_tried_here(self):
        measured = {d.key for d in DEFINITIONS if d.way is not Way.NOT}

        assert {key.split(" ")[0] for key in YEARS} | ELSEWHERE == measured


class TestAHardNought:
    def without_place(self, year):
        start = m(PO, "zonder_plek_bij_start 08-24")
        year.case(*start, times=2)
        year.case(*start, *m(PO, "plek_gevonden 09-10"), times=3)
        year.case(*start, ended="11-01")  # handed over: still without a place
        year.case(*start, *m(PO, "uitkomst:vertrokken 09-10"), ended="09-10")

    def test_counts_who_is_still_without_a_place(self, year):
        self.without_place(year)

        found = year.figures(sees_cases=True)["zonder_plek_na_po"]

        assert (found.whole.value, len(found.cases), found.is_right) == (3.0, 3, False)

    def test_is_as_of_the_moment(self, year):
        self.without_place(year)

        found = year.figures(sees_cases=True, now=datetime(2026, 9, 1, tzinfo=UTC))

        assert found["zonder_plek_na_po"].whole.value == 7.0

    def test_shows_nobody_to_who_may_not_see_cases(self, year):
        self.without_place(year)

        found = year.figures()["zonder_plek_na_po"]

        assert (found.whole.is_hidden, found.cases, found.is_right) == (True, (), False)

    def test_is_right_without_cases(self, year):
        assert year.figures()["zonder_plek_na_po"].is_right is True

    def test_counts_children_at_home_for_three_months_until_an_offer_begins(self, year):
        late = m(THUIS, "norm:thuis.maand3_overschreden 02-01")
        year.case(*late, times=2)
        year.case(*late, *m(THUIS, "passend_aanbod_gestart 03-01"))
        year.case(*late, *m(THUIS, "klok_gestopt 03-01"))
        year.case(*late, ended="03-01")

        found = year.figures(sees_cases=True)["thuiszitters_drie_maanden"]

        assert found.whole.value == 2.0


class TestTasks:
    def test_are_late_when_not_done_by_their_last_day(self, year, parts):
        due = datetime(2026, 10, 1, 21, tzinfo=UTC)
        year.case(times=10)
        with parts.new_uow() as uow:
            ids = [case.id for case in uow.milestones.cases(region="proef")]
            for number, case_id in enumerate(ids):
                uow.tasks.open([_task(case_id, f"in_time{number}", due)])
                uow.tasks.close(
                    task_ids=[f"in_time{number}"],
                    status=TaskStatus.COMPLETED,
                    at=due.replace(hour=9),
                    by="x",
                )
            uow.tasks.open([_task(ids[0], f"late{n}", due) for n in range(10)])
            uow.tasks.open([_task(ids[1], "not_needed", due)])
            uow.tasks.close(
                task_ids=["not_needed"],
                status=TaskStatus.CANCELLED,
                at=due.replace(hour=8),
                by="x",
            )

        assert year.value("taken_over_termijn") == (20, 50.0)
        assert year.value("taken_over_termijn", now=due.replace(hour=10)) == (10, 0.0)


class TestAFigure:
    def test_leaves_out_what_need_not_have_happened_yet(self, year):
        year.case(*m(PO, "startgesprek 09-01", "terugkoppeling 10-01"), times=10)
        year.case(*m(PO, "startgesprek 09-01"), times=10)

        waiting = year.value("terugkoppeling_aan_po", now=datetime(2026, 11, 1, tzinfo=UTC))

        assert waiting == (10, 100.0)
        assert year.value("terugkoppeling_aan_po") == (20, 50.0)

    def test_is_broken_down_by_municipality_district_and_third(self, year):
        year.case(*m(TLV, "besluit_bekend 10-01"), times=10)
        year.case(*m(TLV, "besluit_bekend 02-01"), times=12, town="gem-b", school="po-2")
        year.case(*m(TLV, "norm:tlv_binnen_termijn 02-01"), times=10, town="gem-b", school="po-1")

        found = year.figures()["tlv_binnen_termijn"]

        assert [(c.name, c.n, c.value) for c in found.thirds] == [
            ("1", 10, 100.0),
            ("2", 22, pytest.approx(54.5, abs=0.1)),
            ("3", 0, None),
        ]
        assert [(c.name, c.n) for c in found.municipalities] == [("Astad", 10), ("Bdorp", 22)]
        assert [(c.name, c.value) for c in found.districts] == [
            ("Astad / Noord", 100.0),
            ("Bdorp / Noord", 0.0),
            ("Bdorp / Zuid", 100.0),
        ]

    def test_of_a_third_has_no_parts(self, year):
        year.case(*m(TLV, "besluit_bekend 10-01"), times=10)
        year.case(*m(TLV, "besluit_bekend 02-01"), times=5)

        first = year.figures(third=1)["tlv_binnen_termijn"]

        assert (first.whole.n, first.municipalities, first.thirds) == (0, (), ())
        assert first.whole.is_hidden  # else the five of the second would follow from the year

    def test_of_another_year_does_not_count(self, year):
        year.case(*m(TLV, "besluit_bekend 07-31"), times=10)

        assert year.value("tlv_binnen_termijn")[0] == 10
        assert year.value("tlv_binnen_termijn", year="2025-2026")[0] == 0
        later = datetime(2028, 1, 1, tzinfo=UTC)
        assert year.value("tlv_binnen_termijn", year="2027-2028", now=later)[0] == 0

    def test_of_another_region_does_not_count(self, year, parts):
        ConstructedYear(parts, region="elders").case(*m(TLV, "besluit_bekend 10-01"), times=10)

        assert year.value("tlv_binnen_termijn")[0] == 0
        with parts.new_uow() as uow:
            asked = {("mijlpaal", "besluit_bekend")}
            assert len(uow.milestones.find(region="elders", keys=asked)) == 10
            assert not uow.milestones.find(region="proef", keys=asked)

    def test_hides_a_municipality_and_its_districts(self, year):
        year.case(*m(TLV, "besluit_bekend 10-01"), times=30)
        year.case(*m(TLV, "besluit_bekend 10-01"), times=9, town="gem-b")

        found = year.figures()["tlv_binnen_termijn"]

        assert found.whole.n == 39
        assert all(cell.is_hidden for cell in (*found.municipalities, *found.districts))


def _task(case_id, key, due):
    return UserTask(
        region="proef",
        id=key,
        case_id=case_id,
        element="taak",
        scope="",
        name="Taak",
        role="loket",
        organisation="",
        form="toets",
        status=TaskStatus.OPEN,
        opened_at=due.replace(month=9),
        due_at=due,
    )
