"""Lists of children: each row once, nothing lost, nothing kept longer than it is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from tests.cohort_route import FIELDS, FORM, cohort_content, list_of, publish_cohort
from tests.integration.cohort_lists import (
    FG,
    OLGA,
    RIK,
    SAM,
    cancel,
    cases,
    children,
    confirm,
    held,
    names,
    propose,
    retry,
    rows_of,
    seen,
    work,
)
from tests.small_route import REGION, START, bundle_of

from doorgang_engine.cohorts import lots
from doorgang_engine.cohorts.batch import BatchStatus, RowStatus
from doorgang_engine.cohorts.batches import (
    close_batch,
    forget_old,
)
from doorgang_engine.cohorts.errors import BatchNotFound, BatchStateRefused, ListRefused
from doorgang_engine.cohorts.preview import preview_of
from doorgang_engine.errors import Forbidden, NotYours
from doorgang_engine.history.verify import verify_case
from doorgang_engine.model import CaseStatus


@pytest.fixture
def published(parts):
    publish_cohort(parts)


@pytest.mark.usefixtures("published")
class TestAList:
    def test_begins_a_case_for_each_row_once_it_is_confirmed(self, parts):
        batch = propose(parts, list_of(*names(60)))
        work(parts)
        before = len(cases(parts))

        confirm(parts, batch)
        work(parts)

        found, counts = seen(parts, batch)
        assert (before, counts, found.status) == (0, {"started": 60}, BatchStatus.DONE)
        assert children(parts) == sorted(f"Sem Bedacht{n}" for n in range(60))
        assert {row.case_number for row in rows_of(parts, batch)} == {
            case.number for case in cases(parts)
        }
        assert held(parts) == (0, 0)
        case = cases(parts)[0]
        assert case.participants == {"po_school": "school-proef", "swv": "swv-proef"}
        assert verify_case(case_id=case.id, parts=parts).is_right

    def test_keeps_nothing_of_a_list_with_one_wrong_row(self, parts):
        with pytest.raises(ListRefused):
            propose(parts, list_of(*names(30), more="Sem;;;"))

        assert held(parts) == (0, 0)
        with parts.new_uow() as uow:
            assert uow.batches.of_region(REGION, limit=9) == []

    def test_tells_beforehand_what_would_begin(self, parts):
        batch = propose(parts, list_of(*names(3)))

        with parts.new_uow() as uow:
            preview = preview_of(batch, uow=uow, parts=parts, now=START)

        assert preview.per_organisation == {"school-proef": 3}
        assert [(one.name, one.role) for one in preview.tasks] == [("Aanvraag toetsen", "loket")]
        assert [(one.name, one.first) for one in preview.terms] == [("Toetsen", date(2027, 1, 22))]
        assert (preview.tried, cases(parts)) == (3, [])

    def test_holds_no_name_that_can_be_read(self, parts):
        propose(parts, list_of(("Geheim", "Kind")))

        with parts.new_uow() as uow:
            for table in ("cohort_batches", "cohort_rows"):
                rows = uow.connection.execute(sa.text(f"SELECT * FROM {table}")).all()  # noqa: S608
                assert rows
                assert "Geheim" not in repr(rows)

    def test_begins_on_its_day_and_not_before(self, parts):
        batch = propose(parts, list_of(*names(2)))
        confirm(parts, batch, begins_on=date(2027, 3, 1))

        work(parts, at=START + timedelta(days=40))
        before = len(cases(parts))
        work(parts, at=START + timedelta(days=46))

        assert (before, len(cases(parts))) == (0, 2)

    @pytest.mark.parametrize("day", [date(2027, 1, 14), date(2029, 1, 1)])
    def test_does_not_begin_on_a_day_that_is_past_or_far_away(self, parts, day):
        batch = propose(parts, list_of(*names(2)))

        with pytest.raises(BatchStateRefused):
            confirm(parts, batch, begins_on=day)

    def test_is_confirmed_once(self, parts):
        batch = propose(parts, list_of(*names(2)))

        for _ in range(2):
            confirm(parts, batch)
            work(parts)

        assert len(cases(parts)) == 2


@pytest.mark.usefixtures("published")
class TestWho:
    def test_begins_a_list_for_a_school_is_that_school(self, parts):
        with pytest.raises(ListRefused):
            propose(parts, list_of(*names(1)), actor=OLGA)

    def test_handles_it_is_that_school_or_the_coordinator(self, parts):
        batch = propose(parts, list_of(*names(1)))

        for actor in (OLGA, FG):
            with pytest.raises(BatchNotFound):
                confirm(parts, batch, actor=actor)
        with pytest.raises(
            NotYours
        ):  # it may be seen and cancelled, but the cases are the school's
            confirm(parts, batch, actor=RIK)
        assert seen(parts, batch)[0].status is BatchStatus.PROPOSED

    def test_is_no_overseer(self, parts):
        with pytest.raises(Forbidden):
            propose(parts, list_of(*names(1)), actor=FG)

    def test_may_be_the_coordinator_for_all_schools(self, parts):
        batch = propose(parts, list_of(*names(1), more="Fleur;Anders;00BB00;Hulp"), actor=RIK)

        confirm(parts, batch, actor=RIK)
        work(parts)

        assert {case.participants["po_school"] for case in cases(parts)} == {
            "school-proef",
            "school-ander",
        }


@pytest.mark.usefixtures("published")
class TestAChildWithACase:
    @pytest.fixture
    def running(self, parts, published):
        batch = propose(parts, list_of(*names(2)))
        confirm(parts, batch)
        work(parts)

    @pytest.mark.usefixtures("running")
    def test_is_refused_or_skipped(self, parts):
        content = list_of(("sem", "BEDACHT1"), ("Sem", "Nieuw"))

        with pytest.raises(ListRefused) as refused:
            propose(parts, content)
        batch = propose(parts, content, skips_running=True)
        confirm(parts, batch)
        work(parts)

        assert list(refused.value.fields) == ["rij 2"]
        assert seen(parts, batch)[1] == {"skipped": 1, "started": 1}
        assert len(cases(parts)) == 3

    @pytest.mark.usefixtures("running")
    def test_is_another_when_the_list_or_the_school_says_so(self, parts):
        other = "voornaam;achternaam;andere_leerling;school;vraag\nSem;Bedacht0;ja;00AA00;Hulp"

        propose(parts, other.encode())
        propose(parts, list_of(("Sem", "Bedacht0"), school="00BB00"), actor=RIK)

    @pytest.mark.usefixtures("running")
    def test_is_known_by_its_pseudonym_at_any_school(self, parts):
        subject = cases(parts)[0].subject
        content = f"voornaam;achternaam;pseudoniem;school;vraag\nA;B;{subject};00BB00;Hulp"

        with pytest.raises(ListRefused):
            propose(parts, content.encode(), actor=RIK)

    @pytest.mark.parametrize(("skips", "status"), [(False, "failed"), (True, "skipped")])
    def test_does_not_get_a_second_by_a_second_list(self, parts, skips, status):
        first, second = (propose(parts, list_of(*names(3)), skips_running=skips) for _ in range(2))
        confirm(parts, first)
        confirm(parts, second)

        work(parts)
        work(parts, at=START + timedelta(minutes=1))

        assert len(cases(parts)) == 3
        assert seen(parts, second)[1] == {status: 3}


class TestARowThatCannotStart:
    @pytest.fixture
    def batch(self, parts):
        """A list of which the form asks more than it did, by the time that it begins."""
        publish_cohort(parts)
        batch = propose(parts, list_of(*names(3), ("Lang", "Bedacht"), *names(3, "Fleur")))
        stricter = [{**FIELDS[0], "max_length": 20}, *FIELDS[1:]]
        self.publish(parts, fields=stricter, number=2)
        return batch

    @staticmethod
    def publish(parts, *, fields, number):
        form = {**FORM, "sections": [{**FORM["sections"][0], "fields": fields}]}
        with parts.new_uow() as uow:
            uow.bundles.publish(bundle_of(cohort_content(form=form), number=number))

    @pytest.fixture
    def one_fails(self, monkeypatch):
        real = lots.start_within

        def start(*, beginning, **more):
            if beginning.subject.given_name == "Lang":
                beginning = replace(beginning, submission={"vraag": "veel te lang voor dit veld"})
            return real(beginning=beginning, **more)

        monkeypatch.setattr(lots, "start_within", start)
        return monkeypatch

    @pytest.mark.usefixtures("one_fails")
    def test_stays_with_its_code_and_the_rest_go_on(self, parts, batch):
        confirm(parts, batch)
        work(parts)

        found, counts = seen(parts, batch)
        assert (counts, found.status) == ({"started": 6, "failed": 1}, BatchStatus.DONE)
        (failed,) = [row for row in rows_of(parts, batch) if row.status is RowStatus.FAILED]
        assert (failed.number, failed.code) == (5, "submission_invalid")
        assert held(parts) == (1, 1)
        with parts.new_uow() as uow:
            (notice,) = uow.notices.page(
                region=REGION, organisation="school-proef", roles=["school"], limit=5
            )
        assert "6 van 7" in notice.text
        assert "1 konden niet" in notice.text

    def test_can_be_tried_again(self, parts, batch, one_fails):
        confirm(parts, batch)
        work(parts)
        one_fails.undo()

        retry(parts, batch)
        work(parts)

        assert seen(parts, batch)[1] == {"started": 7}
        assert held(parts) == (0, 0)
        with pytest.raises(BatchStateRefused):
            retry(parts, batch)

    @pytest.mark.usefixtures("one_fails")
    def test_is_destroyed_when_it_is_closed_or_a_month_old(self, parts, batch):
        confirm(parts, batch)
        work(parts)

        early = forget_old(parts=parts, at=START + timedelta(days=29))
        late = forget_old(parts=parts, at=START + timedelta(days=31))

        assert (early, late, held(parts)) == (0, 1, (0, 0))
        assert seen(parts, batch)[1] == {"started": 6, "failed": 1}
        close_batch(region=REGION, batch_id=batch.id, actor=SAM, parts=parts)


@pytest.mark.usefixtures("published")
class TestCancelling:
    def test_starts_no_more_and_destroys_what_was_held(self, parts, monkeypatch):
        monkeypatch.setattr(lots, "LOT", 10)
        monkeypatch.setattr("doorgang_engine.jobs.MAX_LOTS_PER_SWEEP", 3)
        batch = propose(parts, list_of(*names(50)))
        confirm(parts, batch)
        work(parts, sweeps=1)  # a beginning and two lots

        cancel(parts, batch)
        work(parts)

        found, counts = seen(parts, batch)
        assert (found.status, counts) == (
            BatchStatus.CANCELLED,
            {"started": 20, "cancelled": 30},
        )
        assert held(parts) == (0, 0)
        assert {case.status for case in cases(parts)} == {CaseStatus.RUNNING}
        with pytest.raises(BatchStateRefused):
            confirm(parts, batch)

    def test_is_refused_when_all_is_done(self, parts):
        batch = propose(parts, list_of(*names(2)))
        confirm(parts, batch)
        work(parts)

        with pytest.raises(BatchStateRefused):
            cancel(parts, batch)

    def test_happens_by_itself_to_what_nobody_confirms(self, parts):
        batch = propose(parts, list_of(*names(2)))

        early = forget_old(parts=parts, at=START + timedelta(days=6))
        late = forget_old(parts=parts, at=START + timedelta(days=8))

        assert (early, late, held(parts)) == (0, 1, (0, 0))
        assert seen(parts, batch)[1] == {"cancelled": 2}
