"""Acts, refusals, reads, rights, terms and versions as one list, on both databases."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from tests import small_route
from tests.pages.test_access_log import looks

from doorgang_api.pages.visit import NOW
from doorgang_engine.cases import start_case


@pytest.fixture
def url(database_url):
    return database_url


@pytest.fixture
def happened(app, browse, case):
    """A case that was begun and tested; and one refusal."""
    loes = browse("loes")
    task = loes.get("/").link("Aanvraag toetsen")
    loes.send(loes.get(task), "Versturen", compleet="ja", toelichting="Alles is er")
    browse("olga").get(f"/trajecten/{case.id}")
    return case


def lines(browser, query=""):
    answer = browser.client.get(f"/handelingen.jsonl{query}")
    assert answer.status_code == 200
    return [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]


def kinds(browser, query=""):
    return [one["kind"] for one in lines(browser, query)]


@pytest.mark.usefixtures("happened")
class TestTrail:
    def test_tells_acts_refusals_reads_terms_and_versions(self, browse):
        found = {(one["sort"], one["kind"]) for one in lines(browse("fien"))}

        assert {
            ("handeling", "case_started"), ("handeling", "task_completed"),
            ("termijn", "term_started"), ("termijn", "term_ended"),
            ("weigering", "view"), ("inzage", "view"), ("inrichting", "bundle_published"),
        } <= found  # fmt: skip
        assert ("handeling", "flow_taken") not in found

    def test_tells_the_newest_first_and_each_once(self, browse):
        found = lines(browse("fien"))

        assert [one["at"] for one in found] == sorted((one["at"] for one in found), reverse=True)
        texts = [json.dumps(one, sort_keys=True) for one in found]
        assert len(texts) == len(set(texts))

    def test_holds_nothing_that_was_filled_in_nor_a_name_of_a_child(self, browse):
        fien = browse("fien")

        for address in ("/handelingen", "/handelingen.csv", "/handelingen.jsonl"):
            told = fien.client.get(address).get_data(as_text=True)
            assert "Alles is er" not in told
            assert "Noor" not in told.replace("Noord", "")

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("?persoon=loes&soort=handeling", {"task_completed", "task_opened", "notice_given"}),
            ("?onderdeel=toetsen", {"task_opened", "task_completed"}),
            ("?onderdeel=toets", set()),
            ("?soort=weigering", {"view"}),
            ("?soort=inrichting", {"bundle_published"}),
            ("?soort=storing", set()),
            ("?soort=handeling&tot=2020-01-01", set()),
            ("?soort=handeling&vanaf=2030-01-01", set()),
            ("?organisatie=school-ander&soort=weigering", {"view"}),
            ("?organisatie=school-ander&soort=handeling", set()),
            ("?traject=PRO-2027-99999", set()),
        ],
    )
    def test_is_narrowed(self, browse, query, expected):
        assert set(kinds(browse("fien"), query)) == expected

    def test_of_one_case_leaves_out_the_others(self, browse, house, happened):
        other = start_case(
            beginning=small_route.beginning(),
            actor=small_route.BEGINNER,
            parts=house.parts,
            now=small_route.START - timedelta(days=1),
        )

        found = lines(browse("fien"), f"?traject={other.number}&soort=handeling")

        assert {one["case"] for one in found} == {other.id}
        assert {one["number"] for one in found} == {other.number}

    def test_is_told_in_words_with_the_way_to_the_replay(self, browse, happened):
        page = browse("fien").get("/handelingen?soort=handeling")

        assert "De taak ‘Aanvraag toetsen’ is afgerond." in page.text
        assert f"/trajecten/{happened.id}/naspelen?op=" in page.source

    def test_goes_on_where_a_page_ended(self, app, browse, house):
        for day in range(26):
            start_case(
                beginning=small_route.beginning(),
                actor=small_route.BEGINNER,
                parts=house.parts,
                now=small_route.START - timedelta(days=day),
            )
        app.extensions[NOW] = small_route.START
        fien = browse("fien")
        whole = kinds(fien, "?soort=handeling")

        page, told = fien.get("/handelingen?soort=handeling"), 0
        while True:
            told += len(page.tree.xpath("//tbody/tr"))
            more = page.tree.xpath("//a[contains(., 'Toon meer')]/@href")
            if not more:
                break
            page = fien.get(more[0])

        assert len(whole) > 50
        assert told == len(whole)

    def test_is_a_table_that_no_program_reckons_with(self, browse):
        text = browse("fien").get("/handelingen.csv").source.removeprefix("\ufeff")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))

        assert {"case_started", "task_completed"} <= {row["gebeurtenis"] for row in rows}
        assert all(json.loads(row["gegevens"]) is not None for row in rows)

    def test_is_written_down_as_read_and_as_exported(self, browse, house):
        fien = browse("fien")
        fien.get("/handelingen?persoon=loes")
        fien.get("/handelingen.jsonl")

        exported, read = looks(house)[:2]
        assert (exported.kind, read.kind) == ("export", "log")
        assert read.data == ("spoor", "filter:account")

    @pytest.mark.parametrize("who", ["loes", "rik"])
    def test_is_not_for_others(self, browse, who):
        assert browse(who).get("/handelingen").status == 403
        assert browse(who).get("/handelingen.jsonl").status == 403
