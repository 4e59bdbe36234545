from __future__ import annotations

from io import BytesIO

import pytest
from tests.cohort_route import cohort_content, list_of
from tests.pages.browser import Page
from tests.pages.test_every_page import complaints
from tests.small_route import START, bundle_of

from doorgang_engine.cohorts import lots
from doorgang_engine.dossier.looks import LookQuery
from doorgang_engine.jobs import work_off

PLACE = "/cohorten/proef-route/allen"
CHILDREN = list_of(("Sem", "Bedacht"), ("Fleur", "Verzonnen"), school="")


@pytest.fixture(autouse=True)
def _published(house):
    with house.parts.new_uow() as uow:
        uow.bundles.publish(bundle_of(cohort_content(), number=2))


@pytest.fixture
def sam(browse):
    return browse("sam")


def send(browser, content=CHILDREN, **more):
    form = browser.get(PLACE).form("Lijst nakijken")
    data = {**dict(form.fields.items()), "bestand": (BytesIO(content), "lijst.csv"), **more}
    data = {name: value for name, value in data.items() if value is not None}
    return Page(browser.client.post(PLACE, data=data, content_type="multipart/form-data"), PLACE)


def work(house):
    while work_off(parts=house.parts, at=START):
        pass


class TestCohorts:
    def test_are_found_from_a_new_case(self, sam, browse):
        page = sam.get(sam.get("/trajecten/nieuw").link("cohorten"))

        assert page.heading == "Cohorten"
        assert page.link("Alle leerlingen") == PLACE
        assert "cohorten" not in browse("loes").get("/trajecten/nieuw").text
        assert "Cohorten" in browse("rik").get("/").text

    def test_explain_their_columns_and_give_a_template(self, sam):
        page = sam.get(PLACE)
        template = sam.get(page.link("Sjabloon ophalen"))

        assert "SBO (Speciaal basisonderwijs)" in page.text
        assert "Organisatie die meedoet: basisschool" in page.text
        assert template.source.startswith("\ufeffvoornaam;achternaam;")
        assert list(complaints(page)) == []


class TestSendingAList:
    def test_tells_what_is_wrong_by_row_and_keeps_nothing(self, sam):
        page = send(sam, list_of(("", "Geheim"), school="geheim"))

        assert page.status == 422
        assert "2 fouten" in page.text
        assert page.texts("(//table)[1]/tbody/tr[1]/*") == ["2", "voornaam", "De naam ontbreekt."]
        assert "Geheim" not in page.source
        assert list(complaints(page)) == []
        assert "Lijsten" not in sam.get("/cohorten").texts("//h2")

    def test_needs_a_file(self, sam):
        assert "Het bestand is leeg." in send(sam, bestand=None).text

    def test_shows_what_would_begin_and_begins_nothing(self, sam, house):
        page = sam.follow(send(sam))
        work(house)

        assert page.texts("//table//tbody/tr/*") == ["School Proef", "2"]
        assert "Taak: Aanvraag toetsen" in page.text
        assert "Loket, uiterlijk vrijdag 22 januari 2027" in page.text
        assert "Bedacht" not in page.source
        assert list(complaints(page)) == []
        assert sam.get("/cohorten").link("Alle leerlingen").startswith("/cohorten/lijsten/")
        assert "Wacht op uw bevestiging" in sam.get("/cohorten").text


class TestAList:
    @pytest.fixture
    def proposed(self, sam):
        return sam.follow(send(sam))

    def test_begins_when_it_is_confirmed_and_tells_which_cases(self, sam, house, proposed):
        waiting = sam.follow(sam.send(proposed, "2 trajecten beginnen"))
        work(house)
        done = sam.get(waiting.address)

        assert waiting.headers["Refresh"] == "3"
        assert "0 van 2 rijen zijn klaar" in waiting.text
        assert list(complaints(waiting)) == []
        assert "Refresh" not in sam.get(waiting.link("Stop met verversen")).headers
        assert "Alles is klaar" in done.text
        assert list(complaints(done)) == []
        with house.read_uow() as uow:
            look, *_ = uow.looks.page(LookQuery(region="proef", limit=50))
        assert (look.kind, look.place, len(look.cases)) == ("list", "pages.batch", 2)
        assert "PRO-2027-00001" in sam.get(done.link("PRO-2027-00001")).heading

    def test_begins_on_a_day(self, sam, house, proposed):
        page = sam.follow(sam.send(proposed, "trajecten beginnen", begindag="2027-03-01"))
        work(house)

        assert "Bevestigd, begint nog op maandag 1 maart 2027, om 8.00 uur" in page.text
        assert "Refresh" not in page.headers
        assert "0 van 2 rijen" in sam.get(page.address).text

    @pytest.mark.parametrize("day", ["2027-01-01", "2030-01-01", "morgen"])
    def test_does_not_begin_on_a_day_that_cannot_be(self, sam, proposed, day):
        assert sam.send(proposed, "trajecten beginnen", begindag=day).status == 409

    def test_can_be_thrown_away(self, sam, proposed):
        page = sam.follow(sam.send(proposed, "Lijst weggooien"))

        assert "Geannuleerd" in page.text

    def test_can_be_tried_again_or_closed_where_rows_failed(
        self, sam, house, proposed, monkeypatch
    ):
        def fails(**_):
            raise LookupError

        monkeypatch.setattr(lots, "start_within", fails)
        sam.send(proposed, "trajecten beginnen")
        work(house)
        page = sam.get(proposed.address)
        monkeypatch.undo()
        failed = sam.get(page.link("Toon alleen deze rijen"))
        again = sam.follow(sam.send(page, "Probeer deze rijen opnieuw"))

        assert "2 rijen konden niet beginnen" in page.text
        assert "kon niet beginnen: onverwachte fout" in page.text
        assert len(failed.texts("//tbody/tr")) == 2
        assert list(complaints(page)) == []
        assert "0 van 2" in again.text

    def test_is_no_ones_else(self, proposed, browse):
        for who in ("olga", "loes", "fien"):
            assert browse(who).get(proposed.address).status == 404
        rik = browse("rik").get(proposed.address)
        assert "Alleen wie deze lijst maakte" in rik.text
