"""Acceptance scenario 9: late advice, no registration, no place; and then a place after all."""

from __future__ import annotations

import pytest

from .desk import Desk
from .told import Told

ROUTE, HELMOND, NOUGHT = "po-vo-warme-overdracht", "helmond-peelland", "zonder_plek_na_po"
ELSEWHERE = (
    "adviesmiddag",
    "casusoverleg",
    "doorstroomoverleg",
    "opp",
    "tlv-aanvraag",
    "zorgplicht-onderzoek",
)


@pytest.fixture
def case():
    """A pupil of groep 8 in 2026-2027; the school has the result of the test on 22 March."""
    case = Told(
        ROUTE,
        HELMOND,
        on="2026-09-01",
        at="cohort_groep_8_begonnen",
        stood_in=ELSEWHERE,
    )
    case.until("2026-10-08").done("ouders_informeren")
    case.done("advies_voorbereiden", by="leerkracht_a")
    case.done("advies_voorbereiden", by="leerkracht_b")
    case.until("2026-12-10").done("adviesoverleg_voeren")
    case.until("2027-01-20").done("voorlopig_advies_vaststellen")
    return case.until("2027-03-12").done("toetsuitslag_verwerken")


@pytest.fixture
def advised(case):
    """The definite advice came on 26 March, two days late."""
    case.until("2027-03-26").done("definitief_advies_vaststellen")
    case.done("kenmerken_vastleggen").done("triage_doen").done("uniform_formulier_invullen")
    return case.until("2027-03-30").done("okr_inzage_geven")


@pytest.fixture
def without_place(advised):
    """Nobody registered the pupil anywhere; the coordinator follows it."""
    return advised.until("2027-04-01").done(
        "geen_aanmelding_opvolgen", vervolg="coordinator", opvolgen_op=None
    )


class TestTheAdvice:
    def test_has_24_march_as_its_last_day(self, case):
        assert case.last_day("povo.definitief_advies") == "2027-03-24"

    def test_breaks_the_norm_when_24_march_has_passed(self, case):
        case.until("2027-03-24T23:59:58")
        assert case.broken_norms == []

        case.until("2027-03-26")
        assert case.broken_norms == [("2027-03-24", "definitief_advies_op_tijd")]
        assert case.told_of("definitief_advies_op_tijd") == [("po_directie", "regiocoordinator")]


class TestNoRegistration:
    def test_is_looked_into_when_31_march_has_passed(self, advised):
        advised.until("2027-03-31T23:59:58")
        assert advised.tasks == []

        advised.until("2027-04-01")
        assert advised.tasks == ["geen_aanmelding_opvolgen"]
        assert advised.day_of("geen_aanmelding_opvolgen") == "2027-03-31"


class TestNoPlace:
    def test_is_looked_at_on_1_june(self, without_place):
        assert without_place.last_day("povo.vangnet_juni") == "2027-06-01"

        without_place.until("2027-06-02")
        assert without_place.day_of("zonder_plek_bekijken") == "2027-06-01"

    def test_gives_leerplicht_a_task_on_1_july(self, without_place):
        assert without_place.last_day("povo.vangnet_juli") == "2027-07-01"

        without_place.until("2027-07-01T23:59:58")
        assert "leerplicht_afstemmen" not in without_place.tasks

        without_place.until("2027-07-02")
        assert "leerplicht_afstemmen" in without_place.tasks
        assert without_place.day_of("leerplicht_afstemmen") == "2027-07-01"
        assert ("2027-07-01", "zonder_plek") in without_place.broken_norms

    def test_counts_again_on_1_august_before_school_begins_and_on_1_october(self, without_place):
        without_place.until("2027-10-02")

        days = [day for day, norm in without_place.broken_norms if norm == "zonder_plek"]
        assert days == ["2027-07-01", "2027-08-01", "2027-08-22", "2027-10-01"]


class TestAPlaceOn15August:
    """A place before school begins, though after the pupil left the basisschool."""

    @pytest.fixture
    def placed(self, without_place):
        without_place.until("2027-08-12").told("aanmelding_ontvangen", ontvangen_op="2027-08-12")
        return without_place.until("2027-08-15").done(
            "toelatingsbesluit_nemen", besloten_op="2027-08-15", ingeschreven_op="2027-08-15"
        )

    def test_ends_the_safety_net(self, placed):
        placed.until("2027-10-02")

        days = [day for day, norm in placed.broken_norms if norm == "zonder_plek"]
        assert days == ["2027-07-01", "2027-08-01"]

    def test_sends_the_pupil_on_to_the_new_school(self, placed):
        assert "koude_overdracht_controleren" in placed.tasks
        assert placed.variable("plek_via") == "vo"


class TestTheFigure:
    def test_is_one_from_1_august_and_nought_again_with_a_place_on_15_august(self, parts):
        desk = Desk(parts, ROUTE, HELMOND, stood_in=ELSEWHERE)
        case = desk.begun(on="2026-09-01", at="cohort_groep_8_begonnen")
        advise(desk, case)
        desk.until("2027-04-01")
        desk.done(
            case,
            "geen_aanmelding_opvolgen",
            on="2027-04-01",
            vervolg="coordinator",
            opvolgen_op=None,
        )
        desk.until("2027-07-31")
        assert desk.figure(NOUGHT, on="2027-07-31", school_year=2026) == 0

        desk.until("2027-08-02")
        assert desk.figure(NOUGHT, on="2027-08-02", school_year=2027) == 1

        desk.told(
            case,
            "aanmelding_ontvangen",
            on="2027-08-12",
            role="po_ib",
            form="aanmelding_vo",
            school="vo_school",
            ontvangen_op="2027-08-12",
        )
        desk.done(
            case,
            "toelatingsbesluit_nemen",
            on="2027-08-15",
            besloten_op="2027-08-15",
            ingeschreven_op="2027-08-15",
        )
        assert desk.figure(NOUGHT, on="2027-08-16", school_year=2027) == 0


def advise(desk, case):
    """Bring a case to the day after its OKR was read, with a late advice."""
    desk.done(case, "ouders_informeren", on="2026-10-08")
    desk.done(case, "advies_voorbereiden", on="2026-10-20", by="leerkracht_a")
    desk.done(case, "advies_voorbereiden", on="2026-10-20", by="leerkracht_b")
    desk.done(case, "adviesoverleg_voeren", on="2026-12-10")
    desk.done(case, "voorlopig_advies_vaststellen", on="2027-01-20")
    desk.done(case, "toetsuitslag_verwerken", on="2027-03-12")
    desk.done(case, "definitief_advies_vaststellen", on="2027-03-26")
    desk.done(case, "kenmerken_vastleggen", on="2027-03-26")
    desk.done(case, "triage_doen", on="2027-03-26")
    desk.done(case, "uniform_formulier_invullen", on="2027-03-26")
    desk.done(case, "okr_inzage_geven", on="2027-03-30")
