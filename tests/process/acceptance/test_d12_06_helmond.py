"""Helmond-Peelland: the triadegesprek first; the second expert is another, of a fit discipline."""

from __future__ import annotations

import pytest
from tests.process.acceptance.story import Story

from doorgang_engine.errors import SamePerformer, SubmissionInvalid


@pytest.fixture
def story():
    found = Story(
        "tlv-aanvraag", region="helmond-peelland", start="aanvraag_voorbereiden", on="2027-01-11"
    )
    assert found.tasks == ["triadegesprek_voeren"]
    return found


@pytest.fixture
def asking(story):
    """Up to the two experts: the request came in on Friday 15 January 2027."""
    story.complete("triadegesprek_voeren")
    story.complete("zienswijze_ouders_vastleggen")
    story.complete("leerling_horen")
    story.clock("2027-01-15")
    story.complete("dossier_samenstellen")
    story.complete("volledigheidstoets_doen")
    story.complete("adviseurs_toewijzen", gesprek_gewenst=False)
    return story


class TestHelmond:
    def test_needs_an_independent_expert_at_the_triadegesprek(self, story):
        without = [
            {"naam": "A. Voorbeeld", "namens": "ouders"},
            {"naam": "C. Voorbeeld", "namens": "verwijzende_school"},
        ]

        with pytest.raises(SubmissionInvalid):
            story.complete("triadegesprek_voeren", aanwezigen=without)
        assert story.tasks == ["triadegesprek_voeren"]

    def test_decides_in_six_weeks_from_the_request_not_from_the_talk(self, asking):
        assert asking.term("tlv.beslis") == "2027-02-26"

    def test_has_the_triadegesprek_after_all_when_a_request_came_without(self):
        story = Story(
            "tlv-aanvraag",
            region="helmond-peelland",
            start="aanvraag_door_school",
            on="2027-01-15",
        )

        assert story.tasks == ["triadegesprek_alsnog_voeren"]

    def test_has_it_at_a_review_too(self):
        story = Story(
            "tlv-verlenging",
            region="helmond-peelland",
            start="verlenging_aanvragen",
            on="2027-01-11",
        )
        story.complete("opp_evalueren")

        assert story.tasks == ["triadegesprek_voeren"]


class TestTheSecondExpert:
    def test_is_not_the_first(self, asking):
        asking.complete("deskundigenadvies_1_geven", by="f_voorbeeld")

        with pytest.raises(SamePerformer):
            asking.complete("deskundigenadvies_2_geven", by="f_voorbeeld")
        assert asking.tasks == ["deskundigenadvies_2_geven"]

    def test_is_not_of_a_discipline_that_the_law_does_not_name(self, asking):
        with pytest.raises(SubmissionInvalid):
            asking.complete("deskundigenadvies_2_geven", by="g_voorbeeld", discipline="leerkracht")
        assert "deskundigenadvies_2_geven" in asking.tasks

    def test_is_another_person_of_another_discipline(self, asking):
        asking.complete("deskundigenadvies_1_geven", by="f_voorbeeld")
        asking.complete(
            "deskundigenadvies_2_geven", by="g_voorbeeld", discipline="maatschappelijk_werker"
        )

        assert asking.tasks == ["conceptbesluit_schrijven"]
