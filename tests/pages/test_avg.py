"""The page on which the FG makes the file for who asks for inspection (AVG art. 15)."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from tests.pages.test_every_page import complaints
from tests.small_route import BEGINNER, START, Subject, beginning

from doorgang_engine.cases import start_case

BUTTON = "Bestand maken"


@pytest.fixture
def url(database_url):
    """Both databases, one after the other."""
    return database_url


@pytest.fixture
def second(house, case):
    return start_case(
        beginning=beginning(
            subject=Subject(given_name="Noor", family_name="Voorbeeld", id=case.subject)
        ),
        actor=BEGINNER,
        parts=house.parts,
        now=START,
    )


def searched(browser, number):
    return browser.get(f"/avg?nummer={number.lower()}")


class TestAvgPage:
    def test_shows_which_cases_there_are_without_names(self, browse, case, second):
        page = searched(browse("fien"), second.number)

        assert page.texts("//tbody/tr/td[1]") == [case.number, second.number]
        assert "Voorbeeld" not in page.source
        assert list(complaints(page)) == []

    def test_gives_a_file_that_no_browser_keeps(self, browse, case, second):
        fien = browse("fien")
        page = searched(fien, case.number)
        form = page.form(BUTTON)
        fields = {**dict(form.fields.items()), "reden": "Verzoek 12"}

        answer = fien.client.post(form.get("action"), data=fields)

        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            told = json.loads(archive.read("gegevens.json"))
        assert [one["number"] for one in told["cases"]] == [case.number, second.number]
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Disposition"] == (
            f'attachment; filename="avg-inzage-{case.number}.zip"'
        )
        assert answer.content_type == "application/zip"
        answer.close()

    def test_asks_for_a_reason(self, browse, case):
        fien = browse("fien")

        page = fien.send(searched(fien, case.number), BUTTON)

        assert page.status == 422
        assert "Vul in waarom het bestand wordt gemaakt." in page.text
        assert list(complaints(page)) == []

    def test_says_so_when_there_is_no_such_case(self, browse, case):
        fien = browse("fien")

        assert "bestaat niet in uw regio" in searched(fien, "PRO-2027-99999").text
        assert "Vul het nummer" in searched(fien, "").text

    @pytest.mark.parametrize("who", ["loes", "rik", "audrey", "sam"])
    def test_is_for_the_fg_only(self, browse, case, who):
        browser = browse(who)
        csrf = browser.get("/").tree.xpath("//input[@name='_csrf']/@value")[0]
        sent = {"nummer": case.number, "reden": "Nieuwsgierig", "_csrf": csrf}

        assert searched(browser, case.number).status == 403
        assert browser.post("/avg/bestand", sent).status == 403
        assert "AVG-verzoek" not in browser.get("/").text
