from __future__ import annotations

import pytest
from tests.api.route_variants import TWO_STARTS
from tests.small_route import publish

from doorgang_engine.ports import CaseQuery
from doorgang_engine.subject import subject_of

START_PAGE = "/trajecten/nieuw/proef-route/begin"
BEGIN = "Traject beginnen"
SCHOOL = {"_deelnemer-po_school": "school-ander"}


@pytest.fixture
def loes(browse):
    return browse("loes")


class TestStartingACase:
    def test_offers_only_what_belongs_to_ones_roles(self, browse, loes):
        assert loes.get("/trajecten/nieuw").link("Begin (Proefroute)") == START_PAGE
        assert "Er is geen route" in browse("sam").get("/trajecten/nieuw").text
        assert browse("sam").get(START_PAGE).status == 404

    def test_keeps_child_participants_and_answers(self, loes, house):
        sent = loes.send(
            loes.get(START_PAGE),
            BEGIN,
            _voornaam=" Noor ",
            _achternaam="Voorbeeld",
            vraag="Hulp bij lezen",
            **{"_deelnemer-po_school": "school-ander"},
        )

        page = loes.follow(sent)
        with house.read_uow() as uow:
            case = uow.cases.get(sent.location.split("/")[2].split("?")[0])
            subject = subject_of(case, uow.cases.key(case.id))
        assert subject.given_name == "Noor"
        assert case.participants == {"swv": "swv-proef", "po_school": "school-ander"}
        assert "Voor u staat klaar: Aanvraag toetsen" in page.text

    def test_takes_no_organisation_that_is_not_there(self, loes, house):
        form = loes.get(START_PAGE).form(BEGIN)
        pairs = {name: form.fields[name] for name in ("_csrf", "_verzoek")} | {
            "_voornaam": "Noor",
            "_achternaam": "Voorbeeld",
            "vraag": "Hulp",
            "_deelnemer-po_school": "verzonnen",
            "_deelnemer-swv": "verzonnen",
        }

        page = loes.post(START_PAGE, pairs)

        assert page.status == 422
        assert "Kies welke organisatie meedoet als ‘Basisschool’." in page.text
        with house.read_uow() as uow:
            assert not list(uow.cases.page(CaseQuery(region="proef")))

    def test_twice_is_one_case(self, loes):
        form = loes.get(START_PAGE)
        given = {
            "_voornaam": "Noor",
            "_achternaam": "Voorbeeld",
            "vraag": "Hulp",
            "_deelnemer-po_school": "school-ander",
        }

        first, again = (loes.send(form, BEGIN, **given) for _ in range(2))

        assert first.location == again.location

    def test_shows_names_and_answers_again_when_something_is_missing(self, loes):
        page = loes.send(loes.get(START_PAGE), BEGIN, _voornaam="Noor", vraag="Hulp bij lezen")

        assert page.status == 422
        assert page.tree.xpath("//input[@name='_voornaam']/@value") == ["Noor"]
        assert page.tree.xpath("string(//textarea)").strip() == "Hulp bij lezen"


class TestStartingACaseAboutAPlan:
    @pytest.fixture(autouse=True)
    def _about_a_plan(self, house):
        publish(house.parts, number=2, subject="plan")

    def test_asks_for_a_title_and_shows_it(self, loes, browse):
        page = loes.get(START_PAGE)
        sent = loes.send(page, BEGIN, _titel="Jaarplan 2027", vraag="Geld", **SCHOOL)

        assert "Waar gaat het over?" in page.text
        assert "leerling" not in page.text
        assert "Jaarplan 2027" in loes.follow(sent).text
        assert "Jaarplan 2027" in browse("rik").get("/trajecten").text

    def test_does_not_begin_without_a_title(self, loes):
        page = loes.send(loes.get(START_PAGE), BEGIN, vraag="Geld", **SCHOOL)

        assert page.status == 422
        assert "Vul een titel in." in page.text


class TestStartingACaseAboutARequest:
    def test_hides_its_title_from_who_may_not_read_it(self, loes, browse, house):
        publish(house.parts, number=2, subject="verzoek")

        loes.send(loes.get(START_PAGE), BEGIN, _titel="Inzage Noor", vraag="Inzage", **SCHOOL)

        assert "Inzage Noor" in loes.get("/trajecten").text
        assert "Inzage Noor" not in browse("rik").get("/trajecten").text
        assert "Verzoek (titel niet zichtbaar)" in browse("rik").get("/trajecten").text


class TestARegionalStart:
    @pytest.mark.parametrize("offered", [True, False])
    def test_is_offered_only_where_the_region_has_it(self, loes, house, offered):
        publish(
            house.parts,
            number=2,
            bpmn=TWO_STARTS,
            parameters={"proef.rechtstreeks": offered},
        )
        place = "/trajecten/nieuw/proef-route/rechtstreeks"

        assert ("Rechtstreeks" in loes.get("/trajecten/nieuw").text) is offered
        assert loes.get(place).status == (200 if offered else 404)
