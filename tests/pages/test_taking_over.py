"""A form that begins with answers of an earlier form of its case."""

from __future__ import annotations

import pytest
from tests.pages.test_task_drafts import keep
from tests.small_route import BEGINNER, START, beginning
from tests.taking_route import publish_taking

from doorgang_engine.cases import start_case

SEND = "Versturen en taak afronden"


@pytest.fixture
def case(house):
    publish_taking(house.parts)
    return start_case(beginning=beginning(), actor=BEGINNER, parts=house.parts, now=START)


@pytest.fixture
def ahead(browse, case):
    """Return where the check is done, after the desk told what it saw."""
    loes = browse("loes")
    task = loes.get("/").link("Aanvraag toetsen")
    loes.send(loes.get(task), SEND, compleet="ja", toelichting="Drie verslagen gelezen")
    return browse("lars").get("/").link("Toets controleren")


def stands(page, key="toelichting"):
    return page.form(SEND).fields[key].strip()


class TestTakingOver:
    def test_begins_with_the_answer_and_says_where_it_is_from(self, browse, ahead):
        page = browse("lars").get(ahead)

        assert stands(page) == "Drie verslagen gelezen"
        (note,) = page.tree.xpath("//*[@class='veld-herkomst']")
        assert note.text_content() == (
            "Overgenomen uit ‘Toets’ van vrijdag 15 januari 2027. Controleer of het nog klopt."
        )
        (described,) = page.tree.xpath("//textarea[@name='toelichting']/@aria-describedby")
        assert note.get("id") in described.split()

    def test_takes_nothing_that_the_reader_may_not_read(self, browse, ahead):
        page = browse("lars").get(ahead)

        assert stands(page, "vraag") == ""
        assert "Hulp bij lezen" not in page.text

    def test_can_be_changed_and_keeps_what_was_sent(self, browse, ahead):
        lars = browse("lars")

        receipt = lars.follow(lars.send(lars.get(ahead), SEND, toelichting="Vier verslagen"))

        told = lars.get(receipt.link("Ontvangstbewijs om te bewaren"))
        assert "Vier verslagen" in told.text
        assert "Drie verslagen gelezen" not in told.text

    def test_never_comes_over_a_draft(self, browse, ahead):
        lars = browse("lars")
        keep(lars, lars.get(ahead), toelichting="Mijn eigen woorden")

        page = lars.get(ahead)

        assert stands(page) == "Mijn eigen woorden"
        assert not page.tree.xpath("//*[@class='veld-herkomst']")

    def test_stays_beside_a_form_that_was_refused(self, browse, ahead):
        lars = browse("lars")
        page = lars.send(lars.get(ahead), SEND, vraag="x" * 10_001)

        assert page.status == 422
        assert stands(page) == "Drie verslagen gelezen"
        assert len(page.tree.xpath("//*[@class='veld-herkomst']")) == 1

    def test_takes_the_answer_as_it_was_corrected(self, browse, ahead, case):
        loes = browse("loes")
        form = loes.get(loes.get(f"/trajecten/{case.id}").link("Een fout verbeteren"))
        loes.send(form, "Verbetering versturen", toelichting="Twee verslagen", _reden="Geteld")

        assert stands(browse("lars").get(ahead)) == "Twee verslagen"
