"""Asking for a letter anew, on the page of a case."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests import letter_route as lr
from tests.integration.test_letters import play
from tests.pages.test_letters import asked, newest_look, sent
from tests.small_route import FORMS, START

from doorgang_engine.jobs import work_off

__all__ = ["asked", "sent"]
BUTTON = "Maak de brief opnieuw"


def again(case, letter_id):
    return f"/trajecten/{case.id}/brieven/{letter_id}/opnieuw"


@pytest.fixture
def failed(house):
    """A case of which the letter names what nobody filled in."""
    lr.add_organisations(house.parts, family_only=True)
    text = "<p>{{ toelichting }}</p>"
    lr.publish_with_letter(house.parts, number=2, text=text, forms=FORMS)
    case = play(house.parts, note="")
    work_off(parts=house.parts, at=START)
    return case


class TestALetterThatIsThere:
    def test_is_asked_by_who_sent_it_with_a_reason(self, browse, house, sent):
        case, letter = sent
        loes = browse("loes")
        page = loes.get(f"/trajecten/{case.id}")
        form = loes.get(page.link("Opnieuw maken"))
        assert form.address == again(case, letter.id)
        assert newest_look(house).place == "pages.letter_again"

        done = loes.send(form, BUTTON, reden="Naam verkeerd")

        assert done.heading == "De brief wordt opnieuw gemaakt"
        work_off(parts=house.parts, at=START + timedelta(minutes=2))
        after = loes.get(f"/trajecten/{case.id}")
        assert "Bericht over de aanvraag (2)" in after.text
        assert "Vervangen door nummer 2" in after.text
        assert "opnieuw te maken. Reden: Naam verkeerd" in after.text

    def test_comes_back_without_a_reason(self, browse, sent):
        case, letter = sent
        loes = browse("loes")

        page = loes.send(loes.get(again(case, letter.id)), BUTTON, reden=" ")

        assert page.status == 422
        assert "Schrijf waarom de brief opnieuw moet." in page.text

    def test_is_refused_when_it_was_asked_before(self, browse, sent):
        case, letter = sent
        loes = browse("loes")
        form = loes.get(again(case, letter.id))
        loes.send(form, BUTTON, reden="Naam verkeerd")

        page = loes.send(form, BUTTON, reden="Naam verkeerd")

        assert page.status == 409
        assert "wordt al (opnieuw) gemaakt" in page.text

    @pytest.mark.parametrize(("who", "status"), [("sam", 404), ("anna", 403), ("olga", 404)])
    def test_is_not_for_who_got_it(self, browse, sent, who, status):
        case, letter = sent

        assert browse(who).get(again(case, letter.id)).status == status
        assert "Opnieuw maken" not in browse(who).get(f"/trajecten/{case.id}").text


class TestALetterThatFailed:
    @pytest.mark.parametrize("who", ["loes", "rik"])
    def test_is_told_with_why_and_can_be_tried_now(self, browse, failed, who):
        browser = browse(who)
        page = browser.get(f"/trajecten/{failed.id}")
        assert "kon nog niet worden gemaakt. De brief noemt iets wat in dit traject" in page.text

        form = browser.get(page.link("Nu opnieuw maken"))
        assert "Zonder dat u iets doet, wordt het opnieuw geprobeerd op" in form.text

        assert browser.send(form, BUTTON, reden="Aangevuld").status == 200

    @pytest.mark.parametrize("who", ["sam", "audrey"])
    def test_is_not_told_to_others(self, browse, failed, who):
        assert "kon nog niet" not in browse(who).get(f"/trajecten/{failed.id}").text
