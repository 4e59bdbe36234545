from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.small_route import BEGINNER, START, beginning

from doorgang_api.pages.visit import NOW
from doorgang_api.pages.work_list import PAGE
from doorgang_engine.cases import start_case

LATER = datetime(2027, 3, 22, 9, tzinfo=UTC)  # Monday of the week of Good Friday


def start(house, **changed):
    given = {
        "beginning": beginning(),
        "actor": BEGINNER,
        "parts": house.parts,
        "now": START,
    }
    return start_case(**{**given, **changed})


def rows_by_group(page):
    return {
        section.xpath("string(h2)").split("(")[0].strip(): [
            " ".join(one.text_content().split()) for one in section.xpath("./ul/li")
        ]
        for section in page.tree.xpath("//main//section")
    }


class TestMyWork:
    def test_shows_task_child_route_number_role_and_deadline(self, browse, case):
        page = browse("loes").get("/")

        (row,) = rows_by_group(page)["Later"]
        for words in ("Aanvraag toetsen", "Noor Voorbeeld", "Proefroute", "PRO-2027-00001"):
            assert words in row
        assert "Voor u als Loket" in row
        assert "Over 5 werkdagen, vrijdag 22 januari 2027" in row

    @pytest.mark.parametrize(
        ("now", "group", "words"),
        [
            (datetime(2027, 1, 18, 9, tzinfo=UTC), "Deze week", "Over 4 werkdagen"),
            (datetime(2027, 1, 21, 9, tzinfo=UTC), "Deze week", "Morgen"),
            (datetime(2027, 1, 22, 9, tzinfo=UTC), "Vandaag", "Vandaag"),
        ],
    )
    def test_groups_by_urgency(self, browse, app, case, now, group, words):
        app.extensions[NOW] = now

        page = browse("loes").get("/")

        assert list(rows_by_group(page)) == [group]
        assert words in rows_by_group(page)[group][0]

    def test_counts_no_holidays_as_working_days(self, browse, app, house):
        start(house, now=LATER)
        app.extensions[NOW] = LATER + timedelta(days=3)  # Maundy Thursday

        (row,) = rows_by_group(browse("loes").get("/"))["Later"]

        assert "woensdag 31 maart 2027" in row
        assert "Over 2 werkdagen" in row

    def test_shows_what_is_late_when_the_clock_has_not_got_to_it(self, browse, app, case):
        app.extensions[NOW] = datetime(2027, 1, 25, 9, tzinfo=UTC)

        (row,) = rows_by_group(browse("loes").get("/"))["Te laat"]

        assert "1 werkdag te laat" in row

    def test_says_what_to_do_when_there_is_nothing(self, browse):
        page = browse("sam").get("/")

        assert "Er staat nu niets voor u open." in page.text
        assert page.link("Begin een nieuw traject") == "/trajecten/nieuw"

    def test_goes_on_page_by_page_without_losing_or_repeating_one(self, browse, house):
        numbers = {start(house).number for _ in range(PAGE + 2)}
        browser = browse("loes")

        first = browser.get("/")
        second = browser.get(first.link("Toon meer"))

        shown = [
            number
            for page in (first, second)
            for number in numbers
            for _ in page.tree.xpath(f"//h3[contains(., '{number}')]")
        ]
        assert sorted(shown) == sorted(numbers)
        assert "Toon meer" not in second.text

    def test_goes_on_over_many_tasks_of_other_organisations(self, browse, house):
        for _ in range(5):
            start(
                house,
                beginning=beginning(participants={"swv": "elders", "po_school": "school-proef"}),
            )
        mine = start(house, now=START + timedelta(days=3))

        page = browse("loes").get("/")

        assert len(page.tree.xpath("//h3")) == 1
        assert mine.number in page.text

    def test_does_not_show_a_task_of_which_nobody_said_whose_it_is(self, browse, house):
        nobodys = start(house, beginning=beginning(participants={"po_school": "school-proef"}))

        page = browse("loes").get("/")

        assert nobodys.number not in page.text

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ("?rol=loket", 1),
            ("?rol=school", 0),
            ("?route=proef-route", 1),
            ("?route=andere", 0),
        ],
    )
    def test_filters_by_role_and_route(self, browse, case, query, count):
        page = browse("loes").get(f"/{query}")

        assert len(page.tree.xpath("//main//h3")) == count


class TestClaiming:
    def test_is_seen_by_colleagues_and_can_be_undone(self, browse, case):
        loes, lars = browse("loes"), browse("lars")

        taken = loes.follow(loes.send(loes.get("/"), "Oppakken"))
        assert "opgepakt door uzelf" in taken.text
        assert "opgepakt door Loes Loket" in lars.get("/").text

        given_back = loes.follow(loes.send(taken, "Teruggeven"))
        assert "opgepakt door uzelf" not in given_back.text

    def test_of_what_a_colleague_took_first_is_refused(self, browse, case):
        loes, lars = browse("loes"), browse("lars")
        before = lars.get("/")
        loes.send(loes.get("/"), "Oppakken")

        page = lars.send(before, "Oppakken")

        assert page.status == 409
        assert "al door een collega opgepakt" in page.text
