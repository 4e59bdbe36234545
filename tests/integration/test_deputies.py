"""Standing in for a colleague, and deciding under a mandate, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from tests.small_route import BEGINNER, BPMN, REGION, START, beginning, content

from doorgang_engine.access.standing import with_taken_roles
from doorgang_engine.cases import start_case
from doorgang_engine.deputies import (
    Appointment,
    appoint_deputy,
    end_deputyship,
    give_mandate,
    withdraw_mandate,
)
from doorgang_engine.errors import (
    DeputyRefused,
    MandateMissing,
    MandateRefused,
    NotFound,
    NotYours,
)
from doorgang_engine.model import Account, Bundle, Organisation
from doorgang_engine.routes.bundle import content_hash
from doorgang_engine.tasks import complete_task

TODAY = START.date()
FRIDAY = date(2027, 1, 22)
ROLES = {"directeur": {"naam": "Directeur", "organisatie": "swv", "mandaten": "toets_besluit"}}
PEOPLE = (
    ("loes", "swv-proef", ("loket",)),
    ("lars", "swv-proef", ("adviseur",)),
    ("petra", "swv-proef", ("swv_directeur", "loket")),
    ("fred", "swv-proef", ("fg",)),
    ("rik", "swv-proef", ("regiocoordinator",)),
    ("olga", "school-ander", ("loket",)),
)


def person(name):
    organisation, roles = {n: (o, r) for n, o, r in PEOPLE}[name]
    return Account(region=REGION, id=name, name=name, organisation=organisation, roles=roles)


@pytest.fixture(autouse=True)
def people(parts):
    with parts.new_uow() as uow:
        uow.organisations.add(
            [Organisation(region=REGION, id="swv-proef", kind="swv", name="SWV Proef")]
        )
        uow.accounts.add([person(name) for name, _, _ in PEOPLE])


def appoint(parts, *, by="loes", role="loket", **changed):
    given = {
        "account": "loes",
        "deputy": "lars",
        "roles": ("loket",),
        "from_day": TODAY,
        "until_day": FRIDAY,
        "reason": "Vakantie",
    }
    asked = Appointment(**{**given, **changed})
    actor = person(by).acting_as(role)
    return appoint_deputy(appointment=asked, actor=actor, parts=parts, now=START)


def roles_of(parts, name, day):
    with parts.new_uow() as uow:
        taken = uow.standing.deputyships(region=REGION, deputy=name, day=day)
    return with_taken_roles(person(name), taken, day=day)


class TestAppointDeputy:
    def test_gives_the_deputy_the_role_for_those_days_only(self, parts):
        appoint(parts)

        during, after = roles_of(parts, "lars", FRIDAY), FRIDAY + timedelta(days=1)

        assert during.roles == ("adviseur", "loket")
        assert during.taken_over["loket"].of == "loes"
        assert roles_of(parts, "lars", after).roles == ("adviseur",)
        assert roles_of(parts, "lars", TODAY - timedelta(days=1)).roles == ("adviseur",)

    def test_leaves_the_roles_that_are_kept_alone(self, parts):
        appoint(parts)

        with parts.new_uow() as uow:
            assert uow.accounts.find("lars").roles == ("adviseur",)

    def test_is_done_for_oneself_or_by_the_coordinator(self, parts):
        appoint(parts, by="rik", role="regiocoordinator")

        with pytest.raises(NotYours):
            appoint(parts, by="lars", role="adviseur")

    @pytest.mark.parametrize(
        "wrong",
        [
            {"deputy": "loes"},
            {"deputy": "olga"},
            {"deputy": "niemand"},
            {"roles": ("swv_directeur",)},
            {"roles": ()},
            {"until_day": TODAY - timedelta(days=1)},
            {"from_day": FRIDAY, "until_day": TODAY},
            {"until_day": TODAY + timedelta(days=400)},
        ],
    )
    def test_refuses_what_does_not_fit(self, parts, wrong):
        with pytest.raises(DeputyRefused):
            appoint(parts, **wrong)

    def test_never_hands_supervision_on(self, parts):
        with pytest.raises(DeputyRefused, match="FG"):
            appoint(parts, by="rik", role="regiocoordinator", account="fred", roles=("fg",))


class TestEndDeputyship:
    def test_takes_the_role_away_at_once_and_keeps_the_row(self, parts):
        made = appoint(parts)

        for _ in range(2):
            end_deputyship(
                deputyship_id=made.id,
                actor=person("loes").acting_as("loket"),
                parts=parts,
                now=START,
            )

        assert roles_of(parts, "lars", TODAY).roles == ("adviseur",)
        with parts.new_uow() as uow:
            (kept,) = uow.standing.deputyships(region=REGION, organisation="swv-proef")
        assert (kept.ended_by, kept.ended_at) == ("loes", START)

    def test_is_not_the_deputys(self, parts):
        made = appoint(parts)

        with pytest.raises(NotYours):
            end_deputyship(
                deputyship_id=made.id, actor=person("lars").acting_as("adviseur"), parts=parts
            )

    def test_knows_no_other_region(self, parts):
        made = appoint(parts)
        elsewhere = Account(
            region="elders",
            id="x",
            name="x",
            organisation="swv-proef",
            roles=("regiocoordinator",),
        )

        with pytest.raises(NotFound):
            end_deputyship(
                deputyship_id=made.id, actor=elsewhere.acting_as("regiocoordinator"), parts=parts
            )


MANDATED = BPMN.replace(
    '<bpmn:userTask id="toetsen"', '<bpmn:userTask id="toetsen" dg:mandaat="toets_besluit"'
)


@pytest.fixture
def task(parts):
    made = content(bpmn=MANDATED)
    made["roles"]["loket"]["mandaten"] = ""
    made["roles"]["swv_directeur"] = ROLES["directeur"]
    bundle = Bundle(
        region=REGION, route=made["route"], number=1, hash=content_hash(made), content=made,
        published_at=START, published_by="test", reason="proef",
    )  # fmt: skip
    with parts.new_uow() as uow:
        uow.bundles.publish(bundle)
    case = start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)
    with parts.new_uow() as uow:
        (found,) = uow.tasks.of_case(case.id)
    return found


def decide(parts, task, actor):
    return complete_task(
        task_id=task.id, submission={"compleet": False}, actor=actor, parts=parts, now=START
    )


def mandate(parts, *, by="petra", to="loes", **changed):
    days = {"from_day": TODAY, "until_day": FRIDAY, "key": "toets_besluit", **changed}
    return give_mandate(
        account=to,
        actor=person(by).acting_as("swv_directeur" if by == "petra" else person(by).roles[0]),
        roles={"swv_directeur": ROLES["directeur"]},
        parts=parts,
        now=START,
        **days,
    )


class TestMandate:
    def test_is_needed_for_the_decision(self, parts, task):
        with pytest.raises(MandateMissing) as refused:
            decide(parts, task, person("loes").acting_as("loket"))

        assert "Er is niets verwerkt" in str(refused.value)

    def test_lets_a_colleague_decide_while_it_holds(self, parts, task):
        mandate(parts)

        assert decide(parts, task, person("loes").acting_as("loket")).outcome == "onvolledig"

    def test_does_not_hold_before_its_first_day(self, parts, task):
        mandate(parts, from_day=FRIDAY)

        with pytest.raises(MandateMissing):
            decide(parts, task, person("loes").acting_as("loket"))

    def test_ends_when_it_is_withdrawn(self, parts, task):
        made = mandate(parts)

        withdraw_mandate(
            mandate_id=made.id, actor=person("petra").acting_as("swv_directeur"), parts=parts
        )

        with pytest.raises(MandateMissing):
            decide(parts, task, person("loes").acting_as("loket"))

    def test_is_given_only_by_who_decides_and_in_the_own_organisation(self, parts):
        with pytest.raises(MandateRefused):
            mandate(parts, key="iets_anders")
        with pytest.raises(MandateRefused):
            mandate(parts, to="petra")
        with pytest.raises(NotYours):
            mandate(parts, to="olga")

    @pytest.mark.parametrize("with_mandate", [True, False])
    def test_goes_with_a_role_that_is_taken_over_only_when_that_was_said(
        self, parts, with_mandate
    ):
        appoint(
            parts,
            by="petra",
            account="petra",
            deputy="lars",
            roles=("swv_directeur",),
            with_mandate=with_mandate,
        )

        actor = roles_of(parts, "lars", TODAY).acting_as("swv_directeur")

        assert actor.carries_mandate is with_mandate


class TestRows:
    def test_are_never_removed(self, parts, database):
        made = appoint(parts)
        end_deputyship(
            deputyship_id=made.id, actor=person("loes").acting_as("loket"), parts=parts, now=START
        )

        with parts.new_uow() as uow:
            count = uow.connection.execute(text("SELECT count(*) FROM deputyships")).scalar_one()
        assert count == 1
