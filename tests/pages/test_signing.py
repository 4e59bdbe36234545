"""A task that two people do, on their pages."""

from __future__ import annotations

import pytest
from tests import small_route
from tests.integration.test_signing import SIGNED
from tests.small_route import BEGINNER, START, beginning

from doorgang_engine.cases import start_case
from doorgang_engine.model import TaskStatus

SEND = "Versturen en taak afronden"
SIGN = "Ondertekenen en taak afronden"


@pytest.fixture
def case(house):
    small_route.publish(house.parts, number=2, bpmn=SIGNED)
    return start_case(beginning=beginning(), actor=BEGINNER, parts=house.parts, now=START)


@pytest.fixture
def loes(browse):
    return browse("loes")


@pytest.fixture
def asked(loes, task):
    """Return the page that the one who filled in comes to."""
    page = loes.get(f"/taken/{task.id}")
    return loes.follow(loes.send(page, SEND, compleet="ja", toelichting="Twee keer gebeld"))


@pytest.fixture
def sam(browse, asked):
    return browse("sam")


def status_of(house, task):
    with house.read_uow() as uow:
        return uow.tasks.get(task.id).status


class TestAsking:
    def test_says_that_another_signs(self, asked, house, task):
        assert "wacht op een handtekening" in asked.text
        assert "Wie is aan de beurt" in asked.text
        assert status_of(house, task) is TaskStatus.OPEN

    def test_tells_so_before_it_is_sent(self, loes, task):
        page = loes.get(f"/taken/{task.id}")
        form = page.form(SEND)
        fields = {**dict(form.fields.items()), "compleet": "ja"}

        shown = loes.post(f"/taken/{task.id}/gevolg", fields)

        assert "Een ander leest wat u invulde en ondertekent het." in shown.text

    def test_stands_in_the_work_of_the_signer_and_no_longer_in_ones_own(self, sam, loes):
        assert "Aanvraag toetsen" in sam.get("/").text
        assert "Aanvraag toetsen" not in loes.get("/").text

    def test_does_not_speak_of_signing_before_it_was_filled_in(self, loes, case):
        assert "Alleen nog ondertekenen" not in loes.get("/").text

    def test_says_so_in_the_list_and_on_the_case(self, sam, case):
        words = "Alleen nog ondertekenen: Loes Loket heeft het ingevuld."

        assert words in sam.get("/").text
        assert words in sam.get(f"/trajecten/{case.id}").text
        assert words in sam.get(f"/trajecten/{case.id}/afdruk").text

    def test_no_longer_says_so_once_it_was_sent_back(self, sam, loes, task, case):
        sam.send(sam.get(f"/taken/{task.id}"), "Terugsturen", reden="Bel nog een keer")

        for path in ("/", f"/trajecten/{case.id}"):
            assert "U vulde dit zelf in" not in loes.get(path).text
        assert "Alleen nog ondertekenen" not in sam.get(f"/trajecten/{case.id}").text

    def test_says_to_who_filled_in_that_another_signs(self, loes, asked, case):
        assert (
            "U vulde dit zelf in. Een ander moet het ondertekenen."
            in loes.get(f"/trajecten/{case.id}").text
        )


class TestSigning:
    def test_shows_what_was_filled_in_and_what_it_leads_to(self, sam, task):
        page = sam.get(f"/taken/{task.id}")

        assert "Loes Loket vulde dit in op vrijdag 15 januari 2027" in page.text
        assert "Twee keer gebeld" in page.text
        assert "Er komt een taak ‘Toets controleren’ voor: Loket." in page.text

    def test_completes_the_task_and_tells_of_both(self, sam, house, task):
        page = sam.get(f"/taken/{task.id}")

        receipt = sam.follow(sam.send(page, SIGN, gelezen="ja"))

        assert status_of(house, task) is TaskStatus.COMPLETED
        assert "is ondertekend; ingevuld door Loes Loket" in receipt.text

    def test_asks_whether_it_was_read(self, sam, house, task):
        wrong = sam.follow(sam.send(sam.get(f"/taken/{task.id}"), SIGN, gelezen=None))

        assert wrong.tree.xpath("//*[@id='foutoverzicht']//a/@href") == ["#gelezen"]
        assert status_of(house, task) is TaskStatus.OPEN

    def test_is_not_for_a_colleague_of_who_filled_in(self, browse, asked, task):
        assert browse("lars").get(f"/taken/{task.id}").status == 404


class TestSendingBack:
    def test_shows_reason_and_form_to_who_filled_in(self, sam, loes, task):
        page = sam.get(f"/taken/{task.id}")
        sam.send(page, "Terugsturen", reden="Bel nog een keer")

        back = loes.get(f"/taken/{task.id}")

        assert "Sam School ondertekende dit niet" in back.text
        assert "Reden: Bel nog een keer" in back.text
        assert back.tree.xpath("string(//textarea)").strip() == "Twee keer gebeld"
        assert back.tree.xpath("//input[@name='compleet'][@checked]/@value") == ["ja"]

    def test_asks_for_a_reason(self, sam, task):
        wrong = sam.follow(sam.send(sam.get(f"/taken/{task.id}"), "Terugsturen", reden=" "))

        assert wrong.tree.xpath("//*[@id='foutoverzicht']//a/@href") == ["#reden"]

    def test_can_be_sent_again_and_signed(self, sam, loes, house, task):
        sam.send(sam.get(f"/taken/{task.id}"), "Terugsturen", reden="Bel nog een keer")
        again = loes.get(f"/taken/{task.id}")
        loes.send(again, SEND, toelichting="Drie keer gebeld")

        page = sam.get(f"/taken/{task.id}")
        sam.send(page, SIGN, gelezen="ja")

        assert "Drie keer gebeld" in page.text
        assert status_of(house, task) is TaskStatus.COMPLETED
