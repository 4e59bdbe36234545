"""Acceptance scenario 10: twelve pupils at an AdviesMiddag in Rotterdam, none of them by name."""

from __future__ import annotations

import pytest

from doorgang_engine.errors import SubmissionInvalid
from doorgang_engine.subject import Subject

from .desk import NOOR, Desk

ROUTE, ROTTERDAM = "adviesmiddag", "rotterdam-koersvo"
CASUS = {"on": "2026-10-12"}


@pytest.fixture
def desk(parts):
    return Desk(parts, ROUTE, ROTTERDAM)


def chosen(desk, subject=NOOR):
    """Begin a case in September, and choose to bring the pupil in."""
    case = desk.begun(on="2026-09-21", at="adviesmiddag_begonnen", subject=subject)
    desk.done(case, "casus_selecteren", on="2026-10-05")
    return case


def discussed(desk, case, outcome):
    """Write the casus, have it checked, and discuss it on Thursday 19 November."""
    desk.done(case, "casus_anonimiseren", on="2026-10-12", by="ib")
    desk.done(case, "anonimiteit_controleren", on="2026-10-13", by="directie")
    desk.done(case, "deelnemers_uitnodigen", on="2026-10-20", datum="2026-11-19")
    desk.until("2026-11-19")
    desk.done(case, "casus_bespreken", on="2026-11-19", datum="2026-11-19", uitkomst=outcome)


class TestTheGuard:
    @pytest.mark.parametrize(
        "text",
        [
            "Noor is sterk in rekenen.",
            "Van NOOR weten we dat zij graag leest.",
            "Volgens de ouders van Noor, die dit ook zien.",
            "Het gezin Voorbeeld woont hier kort.",
            "De leerling (Nóór) werkt hard.",
        ],
    )
    def test_refuses_a_name_that_was_not_masked(self, desk, text):
        case = chosen(desk)

        with pytest.raises(SubmissionInvalid) as refused:
            desk.done(case, "casus_anonimiseren", **CASUS, schoolinformatie=text)

        assert list(refused.value.fields) == ["schoolinformatie"]
        assert desk.open(case) == ["casus_anonimiseren"]

    @pytest.mark.parametrize(
        "text",
        [
            "De leerling is sterk in rekenen en werkt van huis uit hard.",
            "Een voorbeeldige leerling uit het noorden.",
            "Van den beginne af aan sterk.",
        ],
    )
    def test_lets_through_what_names_nobody(self, desk, text):
        case = chosen(desk)

        desk.done(case, "casus_anonimiseren", **CASUS, schoolinformatie=text)

        assert desk.open(case) == ["anonimiteit_controleren"]

    def test_never_shows_a_refused_text_to_the_other_school(self, desk, parts):
        case = chosen(desk)
        with pytest.raises(SubmissionInvalid):
            desk.done(case, "casus_anonimiseren", **CASUS, vraag="Past havo bij Noor?")

        with parts.new_uow() as uow:
            kept = [one.form for one in uow.submissions.of_case(case)]
        assert "adviesmiddag_casus" not in kept

    def test_looks_in_the_report_of_the_discussion_too(self, desk):
        case = chosen(desk)
        desk.done(case, "casus_anonimiseren", **CASUS, by="ib")
        desk.done(case, "anonimiteit_controleren", on="2026-10-13", by="directie")
        desk.done(case, "deelnemers_uitnodigen", on="2026-10-20", datum="2026-11-19")
        desk.until("2026-11-19")

        with pytest.raises(SubmissionInvalid):
            desk.done(
                case,
                "casus_bespreken",
                on="2026-11-19",
                datum="2026-11-19",
                toelichting="Noor kan meer aan.",
            )


class TestAnAdviesMiddag:
    def test_changes_three_of_twelve_adviezen(self, desk):
        outcomes = ["bijgesteld"] * 3 + ["bevestigd"] * 8 + ["nieuwe_zienswijze"]
        ended = []
        for number, outcome in enumerate(outcomes, start=1):
            case = chosen(
                desk, Subject(given_name=f"Kind{'abcdefghijkl'[number - 1]}", family_name="Proef")
            )
            discussed(desk, case, outcome)
            if outcome != "bevestigd":
                desk.done(case, "uitkomst_verwerken", on="2026-11-24")
            ended.append(desk.done(case, "adviesmiddag_evalueren", on="2026-12-01").outcome)

        assert ended.count("advies_bijgesteld") == 3
        assert ended.count("advies_bevestigd") == 8
        assert ended.count("nieuwe_zienswijze") == 1

    def test_is_planned_before_30_november_or_not_at_all(self, desk):
        case = chosen(desk)
        desk.done(case, "casus_anonimiseren", **CASUS, by="ib")
        desk.done(case, "anonimiteit_controleren", on="2026-10-13", by="directie")

        desk.until("2026-11-30T23:59:58")
        assert desk.open(case) == ["deelnemers_uitnodigen"]

        desk.until("2026-12-01")
        assert desk.open(case) == []
