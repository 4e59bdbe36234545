"""Objection: advice asked within two weeks, upheld, and the TLV becomes one for SBO."""

from __future__ import annotations

import pytest
from tests.process.acceptance.story import Story


@pytest.fixture
def story():
    """A TLV for SO, made known on 15 January 2027; objection on Monday 22 February."""
    found = Story(
        "tlv-aanvraag",
        region="basis",
        start="aanvraag_door_school",
        on="2027-01-15",
        soort="SO",
        categorie_gevraagd="laag",
    )
    found.complete("volledigheidstoets_doen")
    found.complete("adviseurs_toewijzen", gesprek_gewenst=False)
    found.complete("deskundigenadvies_1_geven", advies="SO", categorie="laag")
    found.complete("deskundigenadvies_2_geven", advies="SO", categorie="laag")
    found.complete("conceptbesluit_schrijven", soort="SO", categorie="laag")
    found.complete("besluit_nemen", soort="SO", categorie="laag")
    found.clock("2027-02-22")
    found.message("bezwaar_ontvangen", ontvangen_op="2027-02-22")
    return found


class TestObjection:
    def test_may_be_made_for_six_weeks_and_does_not_stop_the_search(self, story):
        assert story.term("tlv.bezwaar") == "voldaan"
        assert story.tasks == ["ontvankelijkheid_toetsen", "plaatsing_zoeken"]

    def test_goes_to_the_committee_within_two_weeks(self, story):
        story.complete("ontvankelijkheid_toetsen")

        assert story.term("tlv.lbt_verzoek") == "2027-03-08"
        assert story.norms_broken() == []
        story.clock("2027-03-09")
        assert story.norms_broken() == ["tlv_lbt_verzoek_op_tijd"]

    def test_that_is_upheld_makes_it_a_tlv_for_sbo(self, story):
        story.complete("ontvankelijkheid_toetsen")
        story.clock("2027-03-08")
        story.complete("lbt_advies_vragen")
        story.complete("hoorzitting_houden")
        story.complete("lbt_advies_geven")
        story.complete("heroverweging_schrijven")
        story.clock("2027-04-01")
        # Twelve weeks from the day after the last day for objection, Friday 26 February.
        assert story.term("tlv.bob") == "2027-05-21"

        story.complete("besluit_op_bezwaar_nemen", nieuwe_soort="SBO", datum="2027-04-01")

        assert story.variable("bezwaar_uitkomst") == "gegrond"
        assert story.variable("besluit_soort") == "SBO"
        assert story.variable("tlv_uitkomst") == "ander_besluit"
        assert story.term("tlv.bob") == "voldaan"
        assert "wijziging_bespreken" in story.tasks
