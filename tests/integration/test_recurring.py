"""What begins by itself: each day once, on both databases and with several nodes."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.small_route import BPMN, REGION, ROUTE, publish

from doorgang_engine.errors import Forbidden, RecurrenceNotFound
from doorgang_engine.history.reading import read
from doorgang_engine.jobs import work_off
from doorgang_engine.model import Actor, Organisation
from doorgang_engine.ports import CaseQuery
from doorgang_engine.recurring import begin_recurring, reckon_again, switch_recurrence
from doorgang_engine.subject import subject_of

FORMLESS = BPMN.replace(' dg:formulier="aanvraag"', "")
SCHEDULE = {
    "key": "jaarlijks",
    "name": "Jaarlijkse uitvraag",
    "start_event": "begin",
    "days": ["06-01"],
    "title": "Uitvraag {jaar}, {organisatie}",
    "per": "po_school",
}
RIK = Actor(id="rik", role="regiocoordinator", organisation="swv-proef", region=REGION)
SPRING = datetime(2027, 3, 1, 12, tzinfo=UTC)
JUNE = datetime(2027, 6, 1, 6, tzinfo=UTC)  # 08:00 in Amsterdam
SECOND = timedelta(seconds=1)


def publish_schedule(parts, *, number=1, **changed):
    publish(
        parts,
        number=number,
        bpmn=FORMLESS,
        subject="organisatie",
        recurring=[{**SCHEDULE, **changed}],
    )


def switch(parts, *, is_on=True, now=SPRING, key="jaarlijks"):
    with parts.new_uow() as uow:
        return switch_recurrence(
            region=REGION, route=ROUTE, key=key, is_on=is_on, actor=RIK, uow=uow, now=now
        )


def tick(parts, at):
    asked = begin_recurring(parts=parts, at=at)
    work_off(parts=parts, at=at)
    return asked


def begun(parts):
    """Return the titles of all cases."""
    with parts.new_uow() as uow:
        cases = uow.cases.page(CaseQuery(region=REGION))
        return sorted(subject_of(case, uow.cases.key(case.id)).name for case in cases)


@pytest.fixture
def schools(parts):
    publish_schedule(parts)
    organisations = [
        Organisation(region=REGION, id="swv-proef", kind="swv", name="SWV Proef"),
        Organisation(region=REGION, id="school-a", kind="po_school", name="School A"),
        Organisation(region=REGION, id="school-b", kind="po_school", name="School B"),
    ]
    with parts.new_uow() as uow:
        uow.organisations.add(organisations)


@pytest.mark.usefixtures("schools")
class TestBeginningByItself:
    def test_does_not_happen_before_it_was_switched_on(self, parts):
        tick(parts, JUNE + timedelta(days=400))

        assert begun(parts) == []

    def test_happens_for_each_organisation_at_eight_on_its_day(self, parts):
        switch(parts)

        early = tick(parts, JUNE - SECOND)
        on_time = tick(parts, JUNE)

        assert (early, on_time) == (0, 2)
        assert begun(parts) == ["Uitvraag 2027, School A", "Uitvraag 2027, School B"]

    def test_says_in_the_history_what_began_it(self, parts):
        switch(parts)
        tick(parts, JUNE)

        with parts.new_uow() as uow:
            case = uow.cases.page(CaseQuery(region=REGION))[0]
            (first, *_) = uow.history.of_case(case.id)
            event = read(first, None)
        assert (first.actor, event.kind, event.start_event) == ("rooster", "case_started", "begin")
        assert case.participants["po_school"] in ("school-a", "school-b")

    def test_happens_once_a_day_however_often_it_is_looked_for(self, parts):
        switch(parts)

        for hours in range(3):
            tick(parts, JUNE + timedelta(hours=hours))

        assert len(begun(parts)) == 2

    def test_happens_again_the_next_year(self, parts):
        switch(parts)
        tick(parts, JUNE)

        tick(parts, JUNE.replace(year=2028))

        assert begun(parts)[2:] == ["Uitvraag 2028, School A", "Uitvraag 2028, School B"]

    def test_catches_up_once_with_all_years_that_were_missed(self, parts):
        switch(parts)

        tick(parts, datetime(2030, 2, 1, tzinfo=UTC))
        tick(parts, datetime(2030, 2, 2, tzinfo=UTC))

        assert begun(parts) == ["Uitvraag 2029, School A", "Uitvraag 2029, School B"]

    def test_stops_when_it_is_switched_off(self, parts):
        switch(parts)
        switch(parts, is_on=False)

        tick(parts, JUNE)

        assert begun(parts) == []

    def test_makes_nothing_up_that_passed_while_it_was_off(self, parts):
        switch(parts)
        switch(parts, is_on=False)

        row = switch(parts, now=JUNE + timedelta(days=30))
        tick(parts, JUNE + timedelta(days=31))

        assert begun(parts) == []
        assert row.due_at == JUNE.replace(year=2028)

    def test_tells_the_coordinator_when_there_is_nobody_to_begin_for(self, parts):
        publish_schedule(parts, number=2, per="bestuur")
        switch(parts)

        tick(parts, JUNE)

        with parts.new_uow() as uow:
            (notice,) = uow.notices.page(
                region=REGION, organisation="", roles=["regiocoordinator"], limit=9
            )
        assert (notice.case_id, begun(parts)) == ("", [])
        assert "bestuur" in notice.text

    def test_ends_with_its_schedule(self, parts):
        switch(parts)
        publish(parts, number=2, bpmn=FORMLESS, subject="organisatie")

        tick(parts, JUNE)
        publish_schedule(parts, number=3)
        tick(parts, JUNE)

        assert begun(parts) == []

    def test_follows_days_that_changed(self, parts):
        switch(parts)
        publish_schedule(parts, number=2, days=["05-01"])
        with parts.new_uow() as uow:
            reckon_again(uow=uow, now=SPRING)

        tick(parts, JUNE - timedelta(days=31))

        assert len(begun(parts)) == 2

    @pytest.mark.parametrize("before", [timedelta(hours=8), timedelta(seconds=1)])
    def test_is_not_put_off_by_a_library_that_comes_early_on_its_day(self, parts, before):
        switch(parts)
        with parts.new_uow() as uow:
            reckon_again(uow=uow, now=JUNE - before)

        tick(parts, JUNE)

        assert len(begun(parts)) == 2

    def test_that_could_not_begin_is_still_tried_again_when_a_library_comes(self, parts):
        switch(parts)
        with parts.new_uow() as uow:
            (row,) = uow.recurrences.of_region(REGION)
            uow.recurrences.save(replace(row, due_at=JUNE + timedelta(hours=1)))
        with parts.new_uow() as uow:
            reckon_again(uow=uow, now=JUNE + SECOND)

        tick(parts, JUNE + timedelta(hours=1))

        assert len(begun(parts)) == 2

    def test_is_not_put_off_by_a_library_that_comes_after_its_day(self, parts):
        switch(parts)
        with parts.new_uow() as uow:
            reckon_again(uow=uow, now=JUNE + SECOND)

        tick(parts, JUNE + SECOND)

        assert len(begun(parts)) == 2

    def test_happens_once_on_several_nodes(self, parts):
        switch(parts)
        together = threading.Barrier(4)

        def node(_):
            together.wait()
            return tick(parts, JUNE)

        with ThreadPoolExecutor(4) as pool:
            asked = sum(pool.map(node, range(4)))
        work_off(parts=parts, at=JUNE + timedelta(days=2))

        assert (asked, len(begun(parts))) == (2, 2)

    def test_goes_on_with_the_others_when_one_is_broken(self, parts):
        publish(
            parts,
            route="ander",
            bpmn=FORMLESS,
            subject="organisatie",
            recurring=[{**SCHEDULE, "title": "{jaar}"}],
        )
        for route in (ROUTE, "ander"):
            with parts.new_uow() as uow:
                switch_recurrence(
                    region=REGION,
                    route=route,
                    key="jaarlijks",
                    is_on=True,
                    actor=RIK,
                    uow=uow,
                    now=SPRING,
                )
        publish_schedule(parts, number=2, days=["02-30"])  # as no library could be read

        tick(parts, JUNE)
        publish_schedule(parts, number=3)
        early, later = tick(parts, JUNE), tick(parts, JUNE + timedelta(hours=2))

        assert (early, later) == (0, 2)
        assert begun(parts) == [
            "2027",
            "2027",
            "Uitvraag 2027, School A",
            "Uitvraag 2027, School B",
        ]

    def test_happens_once_even_when_the_row_is_put_back(self, parts):
        row = switch(parts)
        tick(parts, JUNE)
        with parts.new_uow() as uow:
            uow.recurrences.save(replace(row, due_at=JUNE))

        tick(parts, JUNE)

        assert len(begun(parts)) == 2


@pytest.mark.usefixtures("schools")
class TestSwitching:
    def test_refuses_a_schedule_that_is_not_there(self, parts):
        with pytest.raises(RecurrenceNotFound):
            switch(parts, key="nergens")

    def test_is_for_the_coordinator(self, parts):
        with pytest.raises(Forbidden), parts.new_uow() as uow:
            switch_recurrence(
                region=REGION,
                route=ROUTE,
                key="jaarlijks",
                is_on=True,
                actor=replace(RIK, role="swv_loket"),
                uow=uow,
                now=SPRING,
            )

    def test_twice_is_once(self, parts):
        first = switch(parts)

        assert switch(parts, now=SPRING + timedelta(days=1)) == first
