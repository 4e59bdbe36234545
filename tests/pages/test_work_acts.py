"""What somebody does with tasks from the list: hand over, plan, together."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.pages.test_access_log import looks
from tests.pages.test_my_work import start
from tests.small_route import REGION, START

from doorgang_api.pages.visit import NOW
from doorgang_engine.access.standing import Deputyship
from doorgang_engine.ids import new_id

NOTE = "Bel eerst de moeder van Noor."


def task_of(house, case):
    with house.read_uow() as uow:
        (found,) = uow.tasks.of_case(case.id)
    return found


def chosen(page):
    return page.tree.xpath("//input[@name='taak']/@value")


def together(browser, doing, ids, page=None):
    page = page or browser.get("/")
    form = page.form("Gekozen oppakken")
    pairs = [*form.fields.items(), ("doe", doing), *(("taak", one) for one in ids)]
    pairs = [(name, value) for name, value in pairs if name != "doe" or value == doing]
    return browser.post(form.get("action"), [pair for pair in pairs if pair[1] is not None])


def stand_in(house, *, of, deputy):
    with house.parts.new_uow() as uow:
        uow.standing.add_deputyship(
            Deputyship(
                region=REGION,
                id=new_id(START),
                organisation="swv-proef",
                account=of,
                deputy=deputy,
                roles=("loket",),
                with_mandate=False,
                reason="Vakantie",
                from_day=START.date(),
                until_day=START.date() + timedelta(days=30),
                made_by=of,
                made_at=START,
            )
        )


class TestWhyMine:
    def test_tells_role_and_organisation(self, browse, case):
        assert "Voor u als Loket bij Samenwerkingsverband Proef" in browse("loes").get("/").text

    def test_tells_of_whom_one_is_the_deputy(self, browse, house, case):
        stand_in(house, of="loes", deputy="rik")

        assert "U vervangt Loes Loket als Loket" in browse("rik").get("/").text

    def test_tells_where_in_the_route_it_stands(self, browse, case):
        page = browse("loes").get("/")

        assert page.texts("//ol[@class='pad']/li") == [
            "Ervoor: begin: Begin",
            "Aanvraag toetsen",
            "Erna: Toets controleren of einde: Onvolledig",
        ]


class TestHandOver:
    def handed(self, browser, task, **filled):
        page = browser.get(f"/werk/overdragen?taak={task.id}")
        return browser.send(page, "Overdragen", **filled)

    def test_reaches_the_colleague_with_the_note(self, browse, house, case):
        loes, lars = browse("loes"), browse("lars")
        answer = self.handed(loes, task_of(house, case), aan="lars", toelichting=NOTE)

        assert "Het werk is overgedragen." in loes.follow(answer).text
        seen = lars.get("/").text
        assert "Aan u overgedragen door Loes Loket op vrijdag 15 januari 2027" in seen
        assert NOTE in seen
        newest = looks(house)[0]
        assert (newest.account, newest.data) == ("lars", ("traject", "naam", "toelichting"))

    def test_shows_the_note_to_no_other_colleague(self, browse, house, case):
        self.handed(browse("loes"), task_of(house, case), aan="lars", toelichting=NOTE)

        seen = browse("loes").get("/").text
        assert "opgepakt door Lars Loket" in seen
        assert NOTE not in seen

    def test_is_told_on_the_page_of_the_case_without_the_note(self, browse, house, case):
        self.handed(browse("loes"), task_of(house, case), aan="lars", toelichting=NOTE)

        seen = browse("sam").get(f"/trajecten/{case.id}").text
        assert "De taak ‘Aanvraag toetsen’ is overgedragen aan Lars Loket." in seen
        assert NOTE not in seen

    def test_offers_colleagues_with_the_role_only(self, browse, house, case):
        page = browse("loes").get(f"/werk/overdragen?taak={task_of(house, case).id}")

        assert page.tree.xpath("//input[@name='aan']/@value") == ["lars"]

    def test_offers_the_deputy_first(self, browse, house, case):
        stand_in(house, of="loes", deputy="rik")

        page = browse("loes").get(f"/werk/overdragen?taak={task_of(house, case).id}")

        assert page.tree.xpath("//input[@name='aan']/@value") == ["rik", "lars"]
        assert "Rik Regio (vervangt u)" in page.text

    def test_asks_to_whom(self, browse, house, case):
        page = self.handed(browse("loes"), task_of(house, case), aan=None)

        assert page.status == 422
        assert "Kies een collega." in page.text

    def test_to_somebody_who_cannot_do_it_says_why(self, browse, house, case):
        loes = browse("loes")
        page = loes.get(f"/werk/overdragen?taak={task_of(house, case).id}")
        form = page.form("Overdragen")
        pairs = [(k, v) for k, v in form.fields.items() if k != "aan" and v is not None]

        answer = loes.post(form.get("action"), [*pairs, ("aan", "sam")])

        assert answer.status == 409
        assert "heeft de rol van 'Aanvraag toetsen' niet" in answer.text

    def test_of_a_task_of_others_is_not_there(self, browse, house, case):
        page = browse("sam").get(f"/werk/overdragen?taak={task_of(house, case).id}")

        assert page.status == 404

    @pytest.mark.parametrize("query", ["?taak=geen-id", "?" + "&".join(["taak=x"] * 3)])
    def test_of_what_is_no_task_is_refused(self, browse, query):
        assert browse("loes").get(f"/werk/overdragen{query}").status == 400

    def test_by_the_coordinator_takes_what_a_colleague_had(self, browse, house, case):
        loes, rik = browse("loes"), browse("rik")
        loes.send(loes.get("/"), "Oppakken")
        place = rik.get("/werk/regio?organisatie=swv-proef&rol=loket")

        page = rik.get(f"/werk/overdragen?taak={chosen(place)[0]}&terug=regio")
        answer = rik.send(page, "Overdragen", aan="lars", toelichting="")

        assert answer.location.startswith("/werk/regio")
        assert "Aan u overgedragen door Rik Regio" in browse("lars").get("/").text


class TestFollowUp:
    def plan(self, browser, task, day):
        page = browser.get(f"/werk/opvolgen?taak={task.id}")
        return browser.send(page, "Vastleggen", dag=day)

    def test_brings_the_task_up_on_its_day(self, browse, app, house, case):
        loes = browse("loes")
        self.plan(loes, task_of(house, case), "2027-01-19")
        assert "opvolgen op dinsdag 19 januari 2027" in loes.get("/").text
        assert "Vandaag opvolgen" not in loes.get("/").text

        app.extensions[NOW] = START + timedelta(days=4)

        page = browse("loes").get("/")
        assert page.texts("//section[@class='uitleg']//li")[0].startswith("Aanvraag toetsen")
        assert "Vandaag opvolgen" not in browse("lars").get("/").text

    def test_can_hide_what_comes_later(self, browse, app, house, case):
        loes = browse("loes")
        self.plan(loes, task_of(house, case), "2027-01-19")

        assert loes.get("/?later_weg=ja").tree.xpath("//main//h3") == []
        app.extensions[NOW] = START + timedelta(days=4)
        assert len(browse("loes").get("/?later_weg=ja").tree.xpath("//main//h3")) == 1

    def test_after_the_deadline_is_refused(self, browse, house, case):
        page = self.plan(browse("loes"), task_of(house, case), "2027-01-23")

        assert page.status == 409
        assert "moet klaar zijn op vrijdag 22 januari 2027" in page.text

    def test_can_be_taken_away(self, browse, house, case):
        loes, task = browse("loes"), task_of(house, case)
        self.plan(loes, task, "2027-01-19")
        page = loes.get(f"/werk/opvolgen?taak={task.id}")

        loes.send(page, "Opvolgdatum weghalen", doe="weg")

        assert "opvolgen op" not in loes.get("/").text

    def test_without_a_date_asks_for_one(self, browse, house, case):
        page = self.plan(browse("loes"), task_of(house, case), "morgen")

        assert page.status == 422
        assert "Vul een datum in." in page.text


class TestTogether:
    def test_claims_and_releases(self, browse, house):
        for _ in range(3):
            start(house)
        loes = browse("loes")
        first, second, _ = ids = chosen(loes.get("/"))

        page = loes.follow(together(loes, "oppakken", [first, second]))

        assert page.text.count("opgepakt door uzelf") == 2
        assert "De taken zijn opgepakt." in page.text
        page = loes.follow(together(loes, "teruggeven", ids))
        assert "opgepakt door uzelf" not in page.text

    def test_does_what_it_can_and_tells_the_rest(self, browse, house):
        for _ in range(2):
            start(house)
        loes, lars = browse("loes"), browse("lars")
        first, second = chosen(loes.get("/"))
        page = loes.get("/")
        together(lars, "oppakken", [first])

        answer = together(loes, "oppakken", [first, second], page)

        assert answer.status == 409
        assert "Bij 1 taak is het gelukt. Bij 1 taak niet:" in answer.text
        assert loes.get("/").text.count("opgepakt door uzelf") == 1

    def test_goes_on_to_the_page_that_asks_more(self, browse, house):
        for _ in range(2):
            start(house)
        loes = browse("loes")
        ids = chosen(loes.get("/"))

        page = loes.follow(together(loes, "overdragen", ids))
        form = page.form("Overdragen")
        token = form.fields["_csrf"]
        named = form.xpath(".//input[@name='taak']/@value")
        fields = [("_csrf", token), ("aan", "lars"), ("toelichting", NOTE)]
        answer = loes.post(form.get("action"), [*fields, *(("taak", one) for one in named)])

        assert named == ids
        assert answer.status == 303
        assert browse("lars").get("/").text.count(NOTE) == 2

    def test_with_nothing_chosen_says_so(self, browse, case):
        page = together(browse("loes"), "oppakken", [])

        assert page.status == 422
        assert "Kies eerst een of meer taken." in page.text

    @pytest.mark.parametrize("doing", ["afronden", "", "complete"])
    def test_completes_nothing(self, browse, house, case, doing):
        loes = browse("loes")

        answer = together(loes, doing, chosen(loes.get("/")))

        assert answer.status == 400
        assert task_of(house, case).status == "open"

    def test_tells_nothing_of_tasks_of_others(self, browse, house, case):
        olga = browse("olga")
        page = olga.get("/trajecten")
        token = page.tree.xpath("//input[@name='_csrf']/@value")[0]

        answer = olga.post(
            "/werk/samen",
            [("_csrf", token), ("doe", "oppakken"), ("taak", task_of(house, case).id)],
        )

        assert answer.status == 409
        assert "Deze taak bestaat niet, of u mag haar niet zien." in answer.text
        assert case.number not in answer.text
