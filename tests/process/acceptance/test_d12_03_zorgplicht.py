"""Acceptance scenario 3: a school with zorgplicht has six weeks, four more, and then places."""

from __future__ import annotations

import pytest

from .told import Told

ROUTE = "zorgplicht-onderzoek"
START = {"on": "2027-03-31", "at": "schriftelijk_aangemeld", "ontvangen_op": "2027-03-31"}


@pytest.fixture
def case():
    """Parents wrote to the school on Wednesday 31 March 2027."""
    return Told(ROUTE, "basis", **START)


class TestZorgplicht:
    def test_gives_six_weeks(self, case):
        assert case.last_day("zorgplicht.beslis") == "2027-05-12"

    def test_says_two_weeks_before_that_it_ends(self, case):
        case.until("2027-04-28T07:59")
        assert "besluit_aankondigen" not in passed(case)

        case.until("2027-04-28T08:00")
        assert "besluit_aankondigen" in passed(case)

    def test_gives_four_weeks_more_once(self, case):
        case.until("2027-05-12").told("termijn_verlengen")

        assert case.last_day("zorgplicht.beslis") == "2027-06-09"

    def test_does_not_give_four_weeks_twice(self, case):
        case.until("2027-05-10").told("termijn_verlengen")
        case.until("2027-06-07").told("termijn_verlengen")

        assert case.last_day("zorgplicht.beslis") == "2027-06-09"

    def test_breaks_the_norm_when_the_last_day_has_passed(self, case):
        case.until("2027-05-12T23:59:58")
        assert case.broken_norms == []

        case.until("2027-05-13")
        assert case.broken_norms == [("2027-05-12", "zorgplicht.beslistermijn_overschreden")]

    def test_places_for_the_time_being_after_ten_weeks(self, case):
        case.until("2027-05-12").told("termijn_verlengen")
        case.until("2027-06-09T23:59:58")
        assert case.tasks == ["mogelijkheden_onderzoeken"]

        case.until("2027-06-10")
        assert case.tasks == ["voorlopig_plaatsen"]
        case.done("voorlopig_plaatsen")
        assert case.outcome == "voorlopig_geplaatst"

    def test_decided_in_time_breaks_no_norm(self, case):
        case.done("mogelijkheden_onderzoeken").done("overleg_voeren")
        case.until("2027-05-12").done("besluit_nemen")

        assert (case.outcome, case.broken_norms) == ("geplaatst", [])


def passed(case):
    return {event.element for _, event in case.happened if hasattr(event, "element")}
