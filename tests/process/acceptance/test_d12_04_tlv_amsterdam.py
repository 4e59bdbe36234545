"""Amsterdam-Diemen: eight weeks, twelve days of standing still, a decision on the last day."""

from __future__ import annotations

import pytest
from tests.process.acceptance.story import Story

from doorgang_engine.errors import SamePerformer


def received(**more):
    """A request that came in on Friday 15 January 2027."""
    return Story(
        "tlv-aanvraag",
        region="amsterdam-diemen",
        start="aanvraag_door_school",
        on="2027-01-15",
        soort="SO",
        categorie_gevraagd="midden",
        **more,
    )


def repaired(story):
    """Asked to repair on Thursday 21 January; complete on Tuesday 2 February."""
    story.clock("2027-01-21")
    story.complete(
        "volledigheidstoets_doen",
        getoetst_op="2027-01-21",
        toets_overleg="ontbreekt",
        compleet=False,
        ontbreekt_tekst="Het verslag van het overleg ontbreekt.",
    )
    story.complete("herstelverzoek_sturen", verzonden_op="2027-01-21")
    assert story.term("tlv.beslis") == "opgeschort"
    assert story.term("tlv.herstel") == "2027-02-04"
    story.clock("2027-02-02")
    story.complete("dossier_aanvullen")
    story.complete("aanvulling_toetsen", getoetst_op="2027-02-02")
    return story


def differing(story):
    story.complete("adviseurs_toewijzen", gesprek_gewenst=False)
    story.complete("deskundigenadvies_1_geven", advies="SO", categorie="midden")
    story.complete("deskundigenadvies_2_geven", advies="SBO")
    return story


def decided(story):
    """Three externals advise; the decision is made known on Wednesday 24 March."""
    for external in ("extern_een", "extern_twee", "extern_drie"):
        story.complete("extern_advies_geven", by=external)
    story.complete("conceptbesluit_schrijven")
    story.clock("2027-03-24")
    story.complete("besluit_nemen", datum="2027-03-24")
    return story


class TestAmsterdam:
    def test_decides_in_eight_weeks_and_checks_in_five_working_days(self):
        story = received()

        assert story.term("tlv.beslis") == "2027-03-12"
        assert story.term("tlv.volledigheid") == "2027-01-22"

    def test_stands_still_for_twelve_days(self):
        story = repaired(received())

        assert story.term("tlv.beslis") == "2027-03-24"  # 12 March and twelve days
        assert story.term("tlv.herstel") == "voldaan"

    def test_asks_three_externals_when_two_experts_differ(self):
        story = differing(repaired(received()))

        assert story.tasks == ["extern_advies_geven"] * 3
        story.complete("extern_advies_geven", by="extern_een")
        with pytest.raises(SamePerformer):
            story.complete("extern_advies_geven", by="extern_een")
        with pytest.raises(SamePerformer):
            story.complete("extern_advies_geven", by="swv_adviseur")

    def test_decides_on_the_last_day_in_time(self):
        story = decided(differing(repaired(received())))

        assert story.term("tlv.beslis") == "voldaan"
        assert story.norms_broken() == []
        assert story.term("tlv.verzilveren") == "2028-03-24"

    def test_leaves_objection_open_past_the_days_off(self):
        # Six weeks after 24 March is 5 May, a holiday; 6 May is Hemelvaart; 7 May is equated by
        # royal decree; 8 and 9 May are a weekend.
        story = decided(differing(repaired(received())))

        assert story.term("tlv.bezwaar") == "2027-05-10"

    def test_would_leave_it_open_until_the_friday_without_the_decree(self):
        story = decided(differing(repaired(received(without_decree_days=True))))

        assert story.term("tlv.bezwaar") == "2027-05-07"
