"""Acceptance scenario 8: four weeks, three months, and the fourth robot where there are three."""

from __future__ import annotations

import pytest

from doorgang_engine.errors import ResourceExhausted
from doorgang_engine.subject import Subject

from .desk import Desk
from .told import Told

ROUTE, AMSTERDAM = "thuiszitter-escalatie", "amsterdam-diemen"
ELSEWHERE = ("casusoverleg", "doorstroomoverleg", "tlv-aanvraag")
HOME = {"soort": "dreigend", "eerste_dag": "2027-01-11", "grens_bereikt_op": None}


@pytest.fixture
def case():
    """A pupil in Amsterdam who has been at home since Monday 11 January 2027."""
    case = Told(
        ROUTE,
        AMSTERDAM,
        on="2027-01-13",
        at="dreiging_melden",
        stood_in=ELSEWHERE,
        **HOME,
    )
    return case.until("2027-01-15").done("po_gesprek_voeren").done("po_plan_maken")


class TestFourWeeks:
    def test_end_on_8_february(self, case):
        assert case.last_day("thuis.week4") == "2027-02-08"

    def test_make_the_pupil_a_thuiszitter_who_is_registered(self, case):
        case.until("2027-02-08T23:59:58")
        assert case.tasks == ["aanbod_zoeken"]

        case.until("2027-02-09")
        assert case.tasks == ["aanbod_zoeken", "po_thuiszitter_melden"]
        assert case.day_of("po_thuiszitter_melden") == "2027-02-08"
        assert case.variable("verzuim_status") == "thuiszitter"


class TestThreeMonths:
    def test_end_on_11_april_though_it_is_a_sunday(self, case):
        """Policy, no term of the Awb: it does not roll to a working day."""
        assert case.last_day("thuis.maand3") == "2027-04-11"

    def test_break_the_norm_that_the_board_is_told_of(self, case):
        case.until("2027-04-11T23:59:58")
        assert case.broken_norms == []

        case.until("2027-04-12")
        assert case.broken_norms == [("2027-04-11", "thuis.maand3_overschreden")]
        assert case.told_of("thuis.maand3_overschreden") == [
            ("swv_directeur", "jeugd_gemeente", "regiocoordinator")
        ]

    def test_bring_a_doorstroomoverleg_and_then_a_decision_of_the_board(self, case):
        case.until("2027-04-12")
        assert "doorstroom_bespreken" in case.called
        assert "doorbraakbesluit_nemen" not in case.tasks

        case.ended("doorstroom_bespreken", doorstroom_besluit="doorzetten")
        assert "doorbraakbesluit_nemen" in case.tasks
        assert case.last_day("thuis.doorbraak") == "2027-04-26"

    def test_do_not_end_for_who_got_an_offer_in_time(self, case):
        case.until("2027-04-08").done(
            "aanbod_zoeken", aanbod_soort="oza", school_soort="po", aanbod_start="2027-04-09"
        )
        case.until("2027-04-12")

        assert case.broken_norms == []


class TestTheFigure:
    def test_is_broken_by_one_pupil_and_whole_again_with_an_offer(self, parts):
        desk = Desk(parts, ROUTE, AMSTERDAM, stood_in=ELSEWHERE)
        case = desk.begun(on="2027-01-13", at="dreiging_melden", **HOME)
        for task in ("po_gesprek_voeren", "po_plan_maken"):
            desk.done(case, task, on="2027-01-15")
        assert desk.figure("thuiszitters_drie_maanden", on="2027-04-11") == 0

        desk.until("2027-04-12")
        assert desk.figure("thuiszitters_drie_maanden", on="2027-04-12") == 1

        desk.done(
            case,
            "aanbod_zoeken",
            on="2027-04-20",
            aanbod_soort="oza",
            school_soort="po",
            aanbod_start="2027-04-20",
        )
        assert desk.figure("thuiszitters_drie_maanden", on="2027-04-21") == 0


class TestRobots:
    def waiting_for_a_robot(self, desk, name):
        case = desk.begun(
            on="2027-01-13",
            at="dreiging_melden",
            subject=Subject(given_name=name, family_name="Voorbeeld"),
            **HOME,
        )
        for task in ("po_gesprek_voeren", "po_plan_maken"):
            desk.done(case, task, on="2027-01-15")
        desk.done(
            case, "aanbod_zoeken", on="2027-01-18", aanbod_soort="robot", aanbod_start="2027-01-25"
        )
        return case

    @pytest.fixture
    def desk(self, parts):
        return Desk(parts, ROUTE, AMSTERDAM, stood_in=ELSEWHERE)

    @pytest.fixture
    def holders(self, desk):
        found = [self.waiting_for_a_robot(desk, name) for name in ("Ada", "Bram", "Cato")]
        for case in found:
            desk.done(case, "robot_reserveren", on="2027-01-19")
        return found

    @pytest.fixture
    def fourth(self, desk, holders):
        assert holders
        return self.waiting_for_a_robot(desk, "Daan")

    def held(self, parts):
        with parts.new_uow() as uow:
            return [(one.unit, one.case_id) for one in uow.reservations.held(region=AMSTERDAM)]

    def test_are_three(self, parts, holders):
        assert self.held(parts) == list(enumerate(holders, start=1))

    def test_refuse_the_fourth_and_keep_nothing_of_it(self, desk, parts, holders, fourth):
        with pytest.raises(ResourceExhausted, match="Alle 3 van ‘robot’"):
            desk.done(fourth, "robot_reserveren", on="2027-01-20")

        assert desk.open(fourth) == ["robot_reserveren"]
        assert self.held(parts) == list(enumerate(holders, start=1))

    def test_leave_the_fourth_to_look_for_something_else(self, desk, fourth):
        desk.done(
            fourth,
            "robot_reserveren",
            on="2027-01-20",
            keuze="iets_anders",
            gewenst_vanaf=None,
            contactpersoon=None,
            leerling_akkoord=None,
        )

        assert desk.open(fourth) == ["aanbod_zoeken"]

    def test_go_to_the_fourth_once_one_comes_back(self, desk, parts, holders, fourth):
        bram = holders[1]
        desk.done(bram, "po_terugkeerplan_maken", on="2027-01-25")
        desk.until("2027-02-09")
        desk.done(
            bram,
            "po_terugkeer_evalueren",
            on="2027-02-09",
            datum="2027-02-09",
            terugkeer_stand="vastgelopen",
        )

        desk.done(fourth, "robot_reserveren", on="2027-02-09")

        assert self.held(parts) == [(1, holders[0]), (2, fourth), (3, holders[2])]
