"""Replay: every step has a page; what somebody may not read stays shut; the proof is a button."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text
from tests import small_route
from tests.pages.test_access_log import looks


@pytest.fixture
def finished(browse, case):
    """The case after the first task, with a second that is open."""
    loes = browse("loes")
    task = loes.get("/").link("Aanvraag toetsen")
    loes.send(loes.get(task), "Versturen", compleet="ja", toelichting="Alles is er")
    return case


def place(case, query=""):
    return f"/trajecten/{case.id}/naspelen{query}"


def states(page):
    """Return what is brought out on the drawing, by element."""
    return {
        group.get("data-element"): set(group.get("class").split()[1:])
        for group in page.tree.xpath("//*[local-name()='g'][starts-with(@class, 'state ')]")
    }


class TestAStep:
    def test_shows_the_case_as_it_was_then(self, browse, finished):
        loes = browse("loes")

        first, last = loes.get(place(finished, "?stap=1")), loes.get(place(finished))

        assert states(first)["toetsen"] == {"is-active"}
        assert states(first)["begin"] == {"is-visited", "is-fresh"}
        assert states(last)["toetsen"] == {"is-visited", "is-fresh"}
        assert states(last)["controleren"] == {"is-active"}
        assert states(last)["begin"] == {"is-visited"}

    def test_tells_what_who_and_under_which_version(self, browse, finished):
        page = browse("loes").get(place(finished, "?stap=2"))

        assert page.texts("//h2")[0] == "Stap 2 van 2"
        panel = page.texts("//section[@data-panel]")[0]
        for words in (
            "De taak ‘Aanvraag toetsen’ is afgerond.", "Loes Loket", "versie 1 van",
            "‘Toets controleren’", "Toets, Samenwerkingsverband Proef", "compleetjanieuw",
            "‘Toetsen’", "gehaald",
        ):  # fmt: skip
            assert words in panel

    def test_tells_how_a_term_stood_and_was_reckoned(self, browse, finished):
        page = browse("loes").get(place(finished, "?stap=1"))

        (term,) = page.texts("//table[contains(caption, 'zoals zij toen stonden')]/tbody/tr")
        assert "loopt" in term
        assert term.endswith("vrijdag 22 januari 2027")
        assert "Kalender:" in term

    @pytest.mark.parametrize(
        ("query", "step"),
        [
            ("", 2),
            ("?stap=0", 1),
            ("?stap=1", 1),
            ("?stap=99", 2),
            ("?stap=x", 2),
            ("?op=2027-01-15", 2),
            ("?op=2020-01-01", 1),
            ("?op=gisteren&stap=1", 1),
            ("?stap=1&element=toetsen", 2),
            ("?stap=2&element=begin", 1),
            ("?stap=1&element=nergens", 1),
        ],
    )
    def test_has_an_address(self, browse, finished, query, step):
        page = browse("loes").get(place(finished, query))

        assert page.texts("//h2")[0] == f"Stap {step} van 2"

    def test_leads_to_its_neighbours(self, browse, finished):
        page = browse("loes").get(place(finished, "?stap=1"))

        assert page.link("Volgende") == place(finished, "?stap=2")
        assert page.link("Vorige") == place(finished, "?stap=1")

    def test_is_the_same_as_a_table(self, browse, finished):
        page = browse("loes").get(place(finished))

        rows = page.texts("//table[contains(caption, 'Alle stappen')]/tbody/tr")
        assert len(rows) == 2
        assert "Sam School" in rows[0]
        assert "‘Aanvraag toetsen’" in rows[0]
        assert rows[1].endswith("‘Toets controleren’")

    def test_keeps_shut_what_is_not_for_this_reader(self, browse, finished):
        rik, sam = browse("rik").get(place(finished)), browse("sam").get(place(finished))

        for page in (rik, sam):
            assert "niet voor u te lezen" in page.text
            assert "Alles is er" not in page.source
            assert "compleetja" not in page.text
        assert "Voorbeeld" not in rik.source

    def test_gives_all_steps_to_the_script_in_a_harmless_block(self, browse, finished):
        page = browse("loes").get(place(finished, "?stap=1"))

        (block,) = page.tree.xpath("//script[@id='naspelen-stappen']")
        data = json.loads(block.text)
        assert block.get("type") == "application/json"
        assert len(data["steps"]) == 2
        active = [[data["ids"][n] for n in step["states"]["active"]] for step in data["steps"]]
        assert active == [["toetsen"], ["controleren"]]
        assert "<" not in block.text

    def test_is_not_there_for_who_takes_no_part(self, browse, finished):
        assert browse("olga").get(place(finished)).status == 404


class TestReport:
    def test_tells_every_step_and_is_noted_as_a_print(self, browse, finished, house):
        page = browse("loes").get(place(finished, "/verslag"))

        assert len(page.tree.xpath("//section[@class='verslag-stap']")) == 2
        assert "Alles is er" in page.text
        assert (looks(house)[0].kind, looks(house)[0].case_id) == ("print", finished.id)


class TestProof:
    def test_says_that_a_history_is_right_and_notes_it(self, browse, finished, house):
        loes = browse("loes")

        page = loes.send(loes.get(place(finished)), "Controleer de historie")

        assert (page.status, "De historie klopt" in page.text) == (200, True)
        assert looks(house)[0].kind == "verify"

    def test_names_the_event_and_field_that_differ(self, browse, finished, house):
        with house.database.begin() as connection:
            connection.execute(text("UPDATE history SET actor = 'x' WHERE number = 3"))
        loes = browse("loes")

        page = loes.send(loes.get(place(finished)), "Controleer de historie")

        assert "De historie klopt niet" in page.text
        (row,) = page.texts("//table/tbody/tr")
        assert "Gebeurtenis 3 is gewijzigd" in row

    def test_is_not_for_who_takes_no_part(self, browse, finished):
        olga = browse("olga")
        form = olga.get("/")

        answer = olga.client.post(
            place(finished, "/bewijs"),
            data={"_csrf": form.tree.xpath("//input[@name='_csrf']")[0].get("value")},
        )

        assert answer.status_code == 404


def test_route_is_drawn_as_the_version_of_each_step(browse, house, case):
    small_route.publish(
        house.parts,
        number=2,
        bpmn=small_route.BPMN.replace('name="Aanvraag toetsen"', 'name="Nieuwe naam"'),
    )

    page = browse("loes").get(place(case))

    drawn = " ".join(page.texts("//*[@data-element='toetsen']"))
    assert ("Nieuwe" in drawn, "Aanvraag" in drawn) == (False, True)
    assert "versie 1 van" in page.text
