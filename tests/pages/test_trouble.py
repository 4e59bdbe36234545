from __future__ import annotations

import pytest
from tests import small_route
from tests.pages.browser import Browser
from tests.pages.conftest import build_house
from tests.pages.test_every_page import complaints
from tests.small_route import BEGINNER, START, beginning

from doorgang_api.app import create_app
from doorgang_api.demo.people import add_people as add_demo_people
from doorgang_engine.cases import start_case
from doorgang_engine.model import CaseStatus

SEND = "Versturen en taak afronden"
# Both branches false: the case cannot run on.
STUCK = small_route.BPMN.replace(' default="naar_onvolledig"', "").replace(
    '<bpmn:sequenceFlow id="naar_onvolledig" name="nee" sourceRef="compleet_toetsen" '
    'targetRef="onvolledig"/>',
    '<bpmn:sequenceFlow id="naar_onvolledig" name="nee" sourceRef="compleet_toetsen" '
    'targetRef="onvolledig"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">'
    "compleet</bpmn:conditionExpression></bpmn:sequenceFlow>",
)


class TestErrorPage:
    def test_of_an_unexpected_error_gives_a_reference_and_keeps_what_was_typed(
        self, browse, app, task, monkeypatch
    ):
        browser = browse("loes")
        page = browser.get(f"/taken/{task.id}")
        monkeypatch.setitem(app.view_functions, "pages.task", lambda **_: 1 // 0)

        broken = browser.send(page, SEND, toelichting="Een uur werk")

        assert broken.status == 500
        assert broken.tree.xpath("string(//code)")
        assert "Een uur werk" in broken.text
        assert "ZeroDivisionError" not in broken.source
        assert list(complaints(broken)) == []

    @pytest.mark.parametrize(
        ("address", "status"), [("/nergens", 404), ("/storingen", 403), ("/afmelden", 405)]
    )
    def test_says_what_happened_and_where_to_go(self, browse, address, status):
        page = browse("loes").get(address)

        assert page.status == status
        assert page.link("Naar mijn werk") == "/"
        assert list(complaints(page)) == []

    def test_of_the_api_stays_json(self, browse):
        page = browse("loes").get("/api/v1/nergens")

        assert page.headers["Content-Type"] == "application/problem+json"


class TestIncident:
    @pytest.fixture
    def stuck(self, house, browse):
        small_route.publish(house.parts, number=2, bpmn=STUCK)
        case = start_case(beginning=beginning(), actor=BEGINNER, parts=house.parts, now=START)
        browser = browse("loes")
        link = browser.get("/").link("Aanvraag toetsen")
        return case, browser.send(browser.get(link), SEND, compleet="nee", toelichting="Kwijt?")

    def test_tells_the_caseworker_that_nothing_is_lost(self, stuck, house):
        case, page = stuck

        with house.read_uow() as uow:
            kept = uow.submissions.of_case(case.id)
            assert uow.cases.get(case.id).status is CaseStatus.INCIDENT
        assert page.status == 409
        assert "Er gaat niets verloren" in page.text
        assert {one.form for one in kept} == {"aanvraag", "toets"}

    def test_is_shown_to_the_coordinator_who_can_try_again(self, stuck, browse):
        case, _ = stuck
        rik = browse("rik")

        page = rik.get("/storingen")
        again = rik.follow(rik.send(page, "Opnieuw proberen"))

        assert case.number in page.text
        assert "een taak afronden, door Loes Loket" in page.text
        assert "Het lukte weer niet." in again.text
        assert list(complaints(again)) == []

    def test_cannot_be_tried_again_by_someone_else(self, stuck, browse, house):
        case, _ = stuck
        with house.read_uow() as uow:
            (incident,) = uow.incidents.of_case(case.id)
        loes = browse("loes")
        token = loes.get("/over").form("Afmelden").fields["_csrf"]

        assert loes.post(f"/storingen/{incident.id}/opnieuw", {"_csrf": token}).status == 403

    def test_closes_the_form_of_its_case(self, stuck, browse):
        _, page = stuck
        address = page.address

        assert "Het traject staat stil door een storing." in browse("loes").get(address).text


class TestDemo:
    def test_lets_one_choose_a_fictional_person(self, sqlite_url, library):
        demo = build_house(sqlite_url, library, demo=True)
        add_demo_people(demo.parts)
        browser = Browser(create_app(demo))

        page = browser.get("/aanmelden")
        filled = browser.get(page.link("Iris Verzonnen").split("#")[0])
        answer = browser.send(filled, "Aanmelden")

        assert "Intern begeleider" in page.text
        assert "Basisschool De Linde" in page.text
        assert answer.status == 303
        assert "Demo met verzonnen kinderen" in page.text
        demo.close()
