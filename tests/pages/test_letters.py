"""Letters on the page of a case, and one of them to save."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests import letter_route as lr
from tests import small_route
from tests.integration.test_letters import play
from tests.pages.conftest import HASHED
from tests.small_route import BEGINNER, REGION, START

from doorgang_engine.cases import start_case
from doorgang_engine.dossier.looks import LookQuery
from doorgang_engine.jobs import work_off
from doorgang_engine.model import Account

NOBODY = "01a20063-7eab-716c-bbc3-000000000000"


@pytest.fixture
def asked(house):
    """Return a case of which the letter was asked for and is not made yet."""
    lr.add_organisations(house.parts, family_only=True)
    with house.parts.new_uow() as uow:
        uow.accounts.add(
            [
                Account(
                    region=REGION,
                    id="anna",
                    name="Anna",
                    organisation=lr.FAMILY,
                    roles=("ouder",),
                    password=HASHED,
                )
            ]
        )
    lr.publish_with_letter(house.parts, number=2)
    return play(house.parts)


@pytest.fixture
def sent(house, asked):
    case = asked
    work_off(parts=house.parts, at=START + timedelta(minutes=1))
    with house.read_uow() as uow:
        [letter] = uow.letters.of_case(case)
    return case, letter


def address(case, letter_id):
    return f"/trajecten/{case.id}/brieven/{letter_id}"


def newest_look(house):
    with house.read_uow() as uow:
        return uow.looks.page(LookQuery(region=REGION, limit=1))[0]


class TestTheCasePage:
    def test_has_the_letters_for_who_sent_or_got_them(self, browse, sent):
        case, letter = sent

        for who in ("loes", "sam", "anna"):
            page = browse(who).get(f"/trajecten/{case.id}")
            assert page.link("Bericht over de aanvraag") == address(case, letter.id)
            assert "voor School Proef, Familie Voorbeeld" in page.text

    def test_has_none_for_who_oversees(self, browse, sent):
        case, letter = sent

        page = browse("rik").get(f"/trajecten/{case.id}")

        assert letter.id not in page.text
        assert "De brief ‘Bericht over de aanvraag’ is gemaakt" in page.text

    def test_has_none_for_who_takes_part_and_did_not_get_it(self, browse, house, sent):
        case, letter = sent
        with house.parts.new_uow() as uow:
            uow.cases.save(
                replace(
                    uow.cases.get(case.id),
                    participants={**lr.PARTICIPANTS, "vo_school": "school-ander"},
                )
            )

        page = browse("olga").get(f"/trajecten/{case.id}")

        assert page.status == 200
        assert letter.id not in page.text
        assert browse("olga").get(address(case, letter.id)).status == 404


class TestALetterThatIsBeingMade:
    WORDS = "De brief ‘Bericht over de aanvraag’ wordt gemaakt."

    def test_is_told_of_to_who_sends_and_gets_it(self, browse, asked):
        for who in ("loes", "sam", "anna"):
            page = browse(who).get(f"/trajecten/{asked.id}")
            assert self.WORDS in page.text
            assert page.link("Kijk opnieuw") == f"/trajecten/{asked.id}#brieven"

    def test_is_not_told_of_to_who_will_not_get_it(self, browse, asked):
        for who in ("rik", "audrey"):
            assert self.WORDS not in browse(who).get(f"/trajecten/{asked.id}").text

    def test_is_not_told_of_any_more_once_it_was_made(self, browse, sent):
        case, _letter = sent

        assert self.WORDS not in browse("loes").get(f"/trajecten/{case.id}").text

    def test_is_on_the_receipt_of_the_step_that_asked_for_it(self, browse, house):
        lr.publish_with_letter(house.parts, number=2)
        lr.add_organisations(house.parts, family_only=True)
        beginning = small_route.beginning(participants=lr.PARTICIPANTS)
        start_case(beginning=beginning, actor=BEGINNER, parts=house.parts, now=START)
        loes = browse("loes")
        task = loes.get("/").link("Aanvraag toetsen")

        told = loes.follow(loes.send(loes.get(task), "Versturen", compleet="ja"))

        words = "De brief ‘Bericht over de aanvraag’ wordt nu gemaakt."
        assert words in told.texts("//*[@id='ontvangst']")[0]
        assert words in loes.get(told.link("Ontvangstbewijs om te bewaren")).text


class TestALetter:
    def test_is_saved_and_noted(self, browse, house, sent):
        case, letter = sent

        answer = browse("anna").get(address(case, letter.id))

        assert answer.status == 200
        assert answer.content.startswith(b"%PDF-")
        assert answer.headers["Content-Type"] == "application/pdf"
        name = f"{case.number}-bericht-1.pdf"
        assert name in answer.headers["Content-Disposition"]
        look = newest_look(house)
        assert (look.account, look.kind, look.case_id) == ("anna", "download", case.id)
        assert look.data == ("brief:bericht",)

    @pytest.mark.parametrize("who", ["olga", "rik", "audrey"])
    def test_is_not_for_others(self, browse, sent, who):
        case, letter = sent

        assert browse(who).get(address(case, letter.id)).status in (403, 404)

    def test_is_found_in_its_own_case_only(self, browse, house, sent):
        case, letter = sent
        other = play(house.parts)

        assert browse("loes").get(address(other, letter.id)).status == 404
        assert browse("loes").get(address(case, NOBODY)).status == 404
        assert newest_look(house).outcome == "refused"
