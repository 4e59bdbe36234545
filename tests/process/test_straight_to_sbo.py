"""From voorschool or youth team straight to a TLV: the whole way, with no part stood in for."""

from __future__ import annotations

from tests.process.acceptance.story import Story


def expected(story, *, task="ontwikkeling_bijhouden"):
    """Say that special education is expected."""
    story.complete(task, sbo_verwacht=True)
    return story


class TestHelmond:
    def test_has_the_triadegesprek_once_and_then_the_request_of_the_voorschool(self):
        story = expected(
            Story(
                "voorschool-po",
                region="helmond-peelland",
                start="kind_aangemeld",
                on="2026-09-21",
            )
        )
        assert story.tasks == ["triadegesprek_voeren"]
        assert story.role_of("triadegesprek_voeren") == "voorschool_contact"

        story.clock("2026-10-12")
        story.complete("triadegesprek_voeren")
        assert story.tasks == ["jongekind_indienen"]
        story.complete("jongekind_indienen", triade_gevoerd=True)

        # Six weeks from Monday 12 October; the triadegesprek was held, so it is not asked again.
        assert story.tasks == ["volledigheidstoets_doen"]
        assert story.term("tlv.beslis") == "2026-11-23"


class TestAmsterdam:
    def test_lets_the_youth_team_ask_for_a_child_without_a_voorschool(self):
        story = Story(
            "voorschool-po", region="amsterdam-diemen", start="kind_gemeld", on="2026-09-21"
        )
        expected(story, task="beeld_maken")
        story.complete("beeld_meegeven")
        story.clock("2026-10-12")
        assert story.role_of("verkennen") == "jeugd_gemeente"
        story.complete("verkennen")
        assert story.role_of("jongekind_indienen") == "jeugd_gemeente"
        story.complete("jongekind_indienen", aanmelder="jeugdteam")

        assert story.tasks == ["volledigheidstoets_doen"]
        assert story.role_of("volledigheidstoets_doen") == "swv_loket"
        assert story.term("tlv.beslis") == "2026-12-07"  # eight weeks

    def test_does_not_when_the_child_is_four(self):
        story = Story(
            "voorschool-po",
            region="amsterdam-diemen",
            start="kind_gemeld",
            on="2026-09-21",
            geboortedatum="2022-09-21",
        )
        expected(story, task="beeld_maken")
        story.complete("beeld_meegeven")

        assert story.tasks == ["intakegesprek_voeren"]


class TestLeiden:
    def test_goes_by_the_basisschool_whatever_is_expected(self):
        story = expected(
            Story("voorschool-po", region="leiden", start="kind_aangemeld", on="2026-09-21")
        )

        assert story.tasks == ["toestemming_vragen"]
