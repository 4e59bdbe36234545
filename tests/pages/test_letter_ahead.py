"""A letter before it is sent: what it would say, marked as a concept, and kept nowhere."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader
from tests import letter_route as lr
from tests.integration.test_preview import everything
from tests.pages.test_letters import newest_look
from tests.small_route import BEGINNER, FORMS, START, beginning

from doorgang_engine.cases import start_case
from doorgang_engine.model import TaskStatus

STEP = "school_vragen"


def open_task(house, **changed):
    lr.add_organisations(house.parts, family_only=True)
    lr.publish_with_letter(house.parts, number=2, **{"forms": FORMS, **changed})
    case = start_case(
        beginning=beginning(participants=lr.PARTICIPANTS),
        actor=BEGINNER,
        parts=house.parts,
        now=START,
    )
    with house.read_uow() as uow:
        [task] = [t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN]
    return case, task


def ask(browser, task, path="brief", **typed):
    page = browser.get(f"/taken/{task.id}")
    fields = dict(page.form("Versturen en taak afronden").fields.items())
    filled = {**fields, "_brief": STEP, **typed}
    return browser.post(
        f"/taken/{task.id}/{path}", {k: v for k, v in filled.items() if v is not None}
    )


def text_of(answer):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


@pytest.fixture
def task(house):
    return open_task(house)[1]


class TestTheEffect:
    def test_offers_each_letter_that_would_go_out(self, browse, task):
        page = ask(browse("loes"), task, "gevolg", compleet="ja")

        [button] = page.tree.xpath("//*[@id='gevolg']//button[@name='_brief']")
        assert button.get("value") == STEP
        assert "Bericht over de aanvraag" in button.text_content()
        assert button.get("formaction") == f"/taken/{task.id}/brief"

    def test_offers_none_when_none_would(self, browse, task):
        page = ask(browse("loes"), task, "gevolg", compleet="nee")

        assert page.tree.xpath("//button[@name='_brief']") == []

    def test_offers_none_to_who_would_not_get_it(self, browse, house):
        _, task = open_task(
            house, letters={lr.LETTER: {"contract": {**lr.CONTRACT.content(), "sender": "vo"}}}
        )

        page = ask(browse("loes"), task, "gevolg", compleet="ja")

        assert page.tree.xpath("//button[@name='_brief']") == []
        refused = ask(browse("loes"), task, compleet="ja")
        assert "gaat deze brief niet uit" in refused.text


class TestALetterAhead:
    def test_says_what_was_typed_and_that_it_is_a_concept(self, browse, house):
        case, task = open_task(house)

        answer = ask(browse("loes"), task, compleet="ja", toelichting="Nog te lezen.")

        assert answer.status == 200
        assert answer.headers["Content-Type"] == "application/pdf"
        name = f"{case.number}-bericht-concept.pdf"
        assert name in answer.headers["Content-Disposition"]
        text = text_of(answer)
        for said in (
            "CONCEPT",
            "niet verstuurd",
            "Nog te lezen.",
            "Noor Voorbeeld",
            "Compleet: ja",
        ):
            assert said in text

    def test_is_kept_nowhere(self, browse, house, task):
        loes = browse("loes")
        loes.get(f"/taken/{task.id}")
        before = everything(house.parts)

        ask(loes, task, compleet="ja", toelichting="Bijzonderwoord")

        after = everything(house.parts)
        changed = {table for table in after if after[table] != before[table]}
        assert changed == {"access_log", "access_chains"}

    def test_is_noted_as_what_was_seen(self, browse, house):
        case, task = open_task(house)

        ask(browse("loes"), task, compleet="ja")

        look = newest_look(house)
        assert (look.account, look.case_id, look.place) == ("loes", case.id, "pages.letter_ahead")
        assert look.data == ("brief-concept:bericht",)

    def test_comes_back_with_the_form_when_something_is_missing(self, browse, task):
        page = ask(browse("loes"), task, compleet=None, toelichting="Blijft staan")

        assert page.status == 422
        assert "Blijft staan" in page.text

    def test_tells_what_it_would_not_know(self, browse, house):
        _, task = open_task(house, text="<p>{{ toelichting }}</p>")

        page = ask(browse("loes"), task, compleet="ja")

        assert page.status == 200
        [told] = page.texts("//*[@id='gevolg-tekst']")
        assert "De brief kan zo niet worden gemaakt" in told
        assert "niet bekend" in told

    @pytest.mark.parametrize("who", ["olga", "rik", "audrey"])
    def test_is_not_for_who_does_not_do_the_task(self, browse, task, who):
        browser = browse(who)
        token = browser.get("/").tree.xpath("//input[@name='_csrf']")[0].get("value")

        answer = browser.post(
            f"/taken/{task.id}/brief", {"_csrf": token, "_brief": STEP, "compleet": "ja"}
        )

        assert answer.status == 404
