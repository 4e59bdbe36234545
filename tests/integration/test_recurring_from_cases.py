"""Routes about a child that begin by themselves from other cases: once per case and date."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from tests.cohort_route import FORM, ORGANISATIONS, cohort_content
from tests.small_route import BPMN, LOKET, REGION, ROUTE, bundle_of, content

from doorgang_engine import source_cases
from doorgang_engine.cases import Beginning, start_case, withdraw_case
from doorgang_engine.jobs import work_off
from doorgang_engine.model import Actor
from doorgang_engine.ports import CaseQuery
from doorgang_engine.recurring import begin_recurring, switch_recurrence
from doorgang_engine.schedule import read_schedules
from doorgang_engine.source_cases import variables_from
from doorgang_engine.subject import Subject, subject_of
from doorgang_engine.tasks import complete_task

NEXT = "proef-vervolg"
TARGET = BPMN.replace(' dg:formulier="aanvraag"', "").replace(
    '<bpmn:process id="proef-route" name="Proefroute" isExecutable="true">',
    '<bpmn:process id="proef-route" name="Vervolg" isExecutable="true"><bpmn:extensionElements>'
    '<dg:variabele naam="eind" soort="datum" invoer="ja"/></bpmn:extensionElements>',
)
UIT = {"route": ROUTE, "datum": "tot", "valt_op": "07-31", "gegevens": {"eind": "tot"}}
RIK = Actor(id="rik", role="regiocoordinator", organisation="swv-proef", region=REGION)
BEGUN = datetime(2026, 3, 1, 12, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 1, 7, tzinfo=UTC)  # 08:00 in Amsterdam


def publish_target(parts, *, number=1, **changed):
    table = {
        "sleutel": "einde",
        "naam": "Einde op 31 juli",
        "begin": "begin",
        "dagen": ["12-01"],
        "uit": {key: value for key, value in {**UIT, **changed}.items() if value is not None},
    }
    recurring = read_schedules([table], where="proef", kinds=set(), is_about_child=True)
    with parts.new_uow() as uow:
        made = content(bpmn=TARGET, route=NEXT, recurring=recurring)
        uow.bundles.publish(bundle_of(made, number=number))


@pytest.fixture(autouse=True)
def _published(parts):
    with parts.new_uow() as uow:
        uow.bundles.publish(bundle_of(cohort_content(form=FORM)))
        uow.organisations.add(ORGANISATIONS)
    publish_target(parts)


def source(parts, until, *, name="Sem", subject=""):
    return start_case(
        beginning=Beginning(
            region=REGION,
            route=ROUTE,
            subject=Subject(given_name=name, family_name="Bedacht", id=subject),
            submission={"vraag": "Hulp", **({"tot": until} if until else {})},
            participants={"swv": "swv-proef", "po_school": "school-proef"},
        ),
        actor=RIK,
        parts=parts,
        now=BEGUN,
    )


def switch(parts, now=BEGUN):
    with parts.new_uow() as uow:
        switch_recurrence(
            region=REGION, route=NEXT, key="einde", is_on=True, actor=RIK, uow=uow, now=now
        )


def tick(parts, at=DECEMBER):
    begin_recurring(parts=parts, at=at)
    for _ in range(5):
        work_off(parts=parts, at=at)


def begun(parts):
    with parts.new_uow() as uow:
        cases = uow.cases.page(CaseQuery(region=REGION, route=NEXT, limit=500))
        return sorted(subject_of(one, uow.cases.key(one.id)).given_name for one in cases)


class TestBeginningFromCases:
    def test_takes_those_of_which_the_date_falls_on_the_day(self, parts):
        for name, until in (
            ("Juli", "2027-07-31"),
            ("Eerder", "2026-07-31"),
            ("Later", "2028-07-31"),
            ("Juni", "2027-06-30"),
            ("Zonder", ""),
        ):
            source(parts, until, name=name)
        switch(parts)

        tick(parts)

        assert begun(parts) == ["Juli"]

    def test_is_about_the_same_child_with_the_same_people_and_what_was_given(self, parts):
        first = source(parts, "2027-07-31")
        switch(parts)

        tick(parts)

        with parts.new_uow() as uow:
            (case,) = uow.cases.page(CaseQuery(region=REGION, route=NEXT))
            given = variables_from(case, {"x": "eind"}, uow)
            actor = uow.acts.of_case(case.id)[0].actor
        assert (case.subject, case.participants) == (first.subject, first.participants)
        assert (given, actor) == ({"x": "2027-07-31"}, "rooster")

    def test_opens_the_date_in_no_place_where_it_can_be_read(self, parts):
        source(parts, "2027-07-31")
        switch(parts)

        begin_recurring(parts=parts, at=DECEMBER)
        for _ in range(2):
            work_off(parts=parts, at=DECEMBER)

        with parts.new_uow() as uow:
            jobs = uow.connection.exec_driver_sql("SELECT * FROM jobs").all()
        assert len(jobs) == 2
        assert "2027-07-31" not in repr(jobs)

    def test_happens_once_however_often_and_however_late(self, parts):
        source(parts, "2027-07-31")
        switch(parts)

        tick(parts, DECEMBER + timedelta(days=20))
        tick(parts, DECEMBER + timedelta(days=21))
        switch(parts, now=DECEMBER + timedelta(days=22))
        tick(parts, DECEMBER.replace(year=2027))

        assert begun(parts) == ["Sem"]

    @pytest.mark.parametrize(("days", "count"), [(-1, 2), (1, 1)])
    @pytest.mark.parametrize("is_withdrawn", [False, True])
    def test_happens_not_to_a_child_that_had_it_since(self, parts, days, count, is_withdrawn):
        first = source(parts, "2027-07-31")
        by_hand = start_case(
            beginning=Beginning(
                region=REGION,
                route=NEXT,
                subject=Subject(given_name="Sem", family_name="Bedacht", id=first.subject),
                variables={"eind": "2027-07-31"},
                participants=first.participants,
            ),
            actor=RIK,
            parts=parts,
            now=BEGUN + timedelta(days=days),
        )
        if is_withdrawn:
            withdraw_case(
                case_id=by_hand.id, reason="Niet nodig", actor=RIK, parts=parts, now=BEGUN
            )
        switch(parts)

        tick(parts)

        assert len(begun(parts)) == count

    @pytest.mark.parametrize(
        ("changed", "expected"),
        [
            ({"stand": ["running"]}, []),
            ({"stand": ["completed"]}, ["Sem"]),
            ({"uitkomst": ["onvolledig"]}, ["Sem"]),
            ({"uitkomst": ["klaar"]}, []),
        ],
    )
    def test_looks_at_where_a_case_stands_and_how_it_ended(self, parts, changed, expected):
        case = source(parts, "2027-07-31")
        with parts.new_uow() as uow:
            (task,) = uow.tasks.of_case(case.id)
        complete_task(
            task_id=task.id, submission={"compleet": False}, actor=LOKET, parts=parts, now=BEGUN
        )
        publish_target(parts, number=2, **changed)
        switch(parts)

        tick(parts)

        assert begun(parts) == expected

    def test_can_look_at_the_last_day_of_a_term(self, parts):
        source(parts, "", name="Zonder")  # five working days from 1 March 2026: 6 March
        publish_target(
            parts, number=2, datum=None, termijn="proef.toets", valt_op="03-06", gegevens={}
        )
        switch(parts, now=datetime(2025, 3, 1, tzinfo=UTC))

        tick(parts, datetime(2026, 3, 2, tzinfo=UTC))  # late: for 1 December 2025

        assert begun(parts) == ["Zonder"]

    def test_goes_page_by_page(self, parts, monkeypatch):
        monkeypatch.setattr(source_cases, "PAGE", 3)
        for number in range(8):
            source(parts, "2027-07-31", name=f"Sem{number}")
        switch(parts)

        tick(parts)

        assert begun(parts) == [f"Sem{number}" for number in range(8)]

    def test_happens_once_on_several_nodes(self, parts):
        for number in range(12):
            source(parts, "2027-07-31", name=f"Sem{number:02}")
        switch(parts)
        together = threading.Barrier(3)

        def node(_):
            together.wait()
            tick(parts)

        with ThreadPoolExecutor(3) as pool:
            list(pool.map(node, range(3)))

        assert begun(parts) == [f"Sem{number:02}" for number in range(12)]
