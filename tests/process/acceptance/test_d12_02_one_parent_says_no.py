"""The same child; the second parent says no to what is medical and yes to the rest."""

from __future__ import annotations

import pytest
from tests.process.acceptance.story import Story

PARENTS = [
    {
        "naam": "A. Voorbeeld",
        "antwoord": "ja",
        "mag_zorg": True,
        "mag_terugkoppelen": True,
        "datum": "2027-01-12",
        "wijze": "papier",
    },
    {
        "naam": "B. Voorbeeld",
        "antwoord": "deels",
        "mag_ontwikkeling": True,
        "mag_taal": True,
        "mag_zorg": False,
        "mag_terugkoppelen": True,
        "datum": "2027-01-12",
        "wijze": "papier",
    },
]
TYPED = {
    "motoriek": "Klimt en rent graag.",
    "taal_ontwikkeling": "Maakt zinnen van vier woorden.",
    "zorgen": "Wat hier staat is medisch.",
    "betrokken_hulp": "Ook dit is medisch.",
}


@pytest.fixture
def story():
    found = Story(
        "voorschool-po",
        region="leiden",
        start="kind_aangemeld",
        on="2026-09-21",
        geboortedatum="2023-08-31",
    )
    found.clock("2027-01-04")
    found.complete("ontwikkeling_bijhouden")
    found.clock("2027-01-12")
    found.complete(
        "toestemming_vragen",
        soort_gegevens=["ontwikkeling", "taal", "zorg_medisch"],
        ouders=PARENTS,
    )
    return found


class TestWhatTheSecondParentRefused:
    def test_is_no_part_of_the_handover_whatever_was_typed(self, story):
        story.complete("overdracht_invullen", **TYPED)

        kept = story.kept("overdracht_voorschool")
        assert kept["motoriek"] == "Klimt en rent graag."
        assert kept["taal_ontwikkeling"] == "Maakt zinnen van vier woorden."
        assert not {"zorgen", "betrokken_hulp"} & set(kept)
        assert "medisch" not in str(kept)

    def test_is_told_apart_from_the_rest(self, story):
        assert story.variable("toestemming") == "deels"
        assert story.variable("toestemming_ontwikkeling") is True
        assert story.variable("toestemming_taal") is True
        assert story.variable("toestemming_zorg") is False

    def test_does_not_keep_the_rest_from_being_shared_by_the_last_day(self, story):
        story.complete("overdracht_invullen", **TYPED)
        assert story.shared() == []
        story.clock("2027-02-12")
        story.complete("inzage_geven")

        assert story.shared() == [
            (("po_contact", "po_ib"), ("overdracht_voorschool", "inzage_reactie"))
        ]
        assert story.variable("gedeeld_op") == "2027-02-12"
        assert story.term("voorschool.delen_uiterlijk") == "voldaan"
