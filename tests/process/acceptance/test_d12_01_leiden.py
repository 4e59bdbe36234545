"""Leiden: a child born on 31 August 2023 does not come to school blanco."""

from __future__ import annotations

import pytest
from tests.process.acceptance.story import Story

from doorgang_engine.errors import StartEventUnknown


@pytest.fixture
def story():
    return Story(
        "voorschool-po",
        region="leiden",
        start="kind_aangemeld",
        on="2026-09-21",
        geboortedatum="2023-08-31",
        contactpersoon_school=None,
        without_contact=["po_contact"],
    )


def with_consent(story):
    """The school has a contact person; both parents say yes on 12 January."""
    story.complete("contact_school_aanwijzen")
    story.clock("2027-01-04")
    story.complete("ontwikkeling_bijhouden")
    story.clock("2027-01-12")
    story.complete("toestemming_vragen")
    return story


class TestLeiden:
    def test_does_not_begin_while_the_school_has_no_contact_person(self, story):
        assert story.tasks == ["contact_school_aanwijzen"]
        assert story.term("voorschool.contactpersoon") == "2026-10-05"

        story.complete("contact_school_aanwijzen")

        assert story.tasks == ["ontwikkeling_bijhouden"]

    def test_reckons_three_and_a_half_at_the_end_of_february(self, story):
        assert story.term("voorschool.intake") == "2027-02-28"
        assert story.variable("datum_intake") == "2027-02-28"
        assert story.variable("datum_vier") == "2027-08-31"

    def test_shares_by_a_sunday_that_stays_and_warns_on_the_friday_before(self, story):
        with_consent(story)

        assert story.term("voorschool.delen_uiterlijk") == "2027-02-14"  # policy: no Atw
        story.clock("2027-02-12T07:59")
        assert story.fired("delen_nadert") == []
        story.clock("2027-02-12T08:00")
        assert story.fired("delen_nadert") == ["2027-02-12 08:00"]
        story.clock("2027-02-15")
        assert story.fired("delen_nadert") == ["2027-02-12 08:00"]

    def test_has_the_intake_after_the_handover_and_before_the_place(self, story):
        with_consent(story)
        story.complete("overdracht_invullen")
        story.clock("2027-02-12")
        story.complete("inzage_geven")
        assert story.variable("gedeeld_op") == "2027-02-12"
        story.complete("ontvangst_bevestigen")
        story.clock("2027-02-26")
        assert story.tasks == ["intakegesprek_voeren"]

        story.complete("intakegesprek_voeren", datum="2027-02-26")
        story.complete("ondersteuning_inschatten")
        story.complete("definitief_plaatsen")
        story.complete("groep_voorbereiden")
        story.clock("2027-10-12")
        story.complete("terugkoppelen", datum="2027-10-12")

        assert story.end == "geplaatst_met_overdracht"
        assert story.figure("niet_blanco", school_year=2026) == [1]
        assert story.figure("intake_voor_plaatsing", school_year=2026) == [1]
        assert story.norms_broken() == []
        steps = story.done()
        assert steps.index("ontvangst_bevestigen") < steps.index("intakegesprek_voeren")
        assert steps.index("intakegesprek_voeren") < steps.index("definitief_plaatsen")

    def test_warns_when_an_intake_that_drags_on_makes_the_handover_old(self, story):
        with_consent(story)
        story.complete("overdracht_invullen")
        story.complete("inzage_geven")
        story.complete("ontvangst_bevestigen")

        story.clock("2027-03-13")  # sixty days after sharing it is not too old yet
        assert story.told("veroudering_melden") == []
        story.clock("2027-03-14")
        assert story.told("veroudering_melden") == ["2027-03-14 08:00"]

    def test_counts_as_blanco_when_nothing_was_shared(self, story):
        story.complete("contact_school_aanwijzen")
        story.clock("2027-02-28")  # nobody answered; the intake waits no longer than two weeks
        story.clock("2027-03-14T10:00")
        story.complete("intakegesprek_voeren", datum="2027-03-14")

        assert story.figure("niet_blanco", school_year=2026) == [0]

    def test_has_no_start_by_the_youth_team(self):
        with pytest.raises(StartEventUnknown):
            Story("voorschool-po", region="leiden", start="kind_gemeld", on="2026-09-21")
