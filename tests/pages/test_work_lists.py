"""Finding work: search, filters and orders, saved views, and the list of the region."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.pages.test_access_log import looks
from tests.pages.test_my_work import rows_by_group, start
from tests.pages.test_work_acts import chosen
from tests.small_route import REGION, START, beginning

from doorgang_api.pages import work_search
from doorgang_api.pages.visit import NOW
from doorgang_engine.subject import Subject
from doorgang_engine.work.views import MOST


def start_for(house, given, family, *, day):
    """Start a case; the later the day, the later its deadline."""
    subject = Subject(given_name=given, family_name=family)
    return start(
        house,
        beginning=replace(beginning(), subject=subject),
        now=START + timedelta(days=7 * day),
    )


class TestSearch:
    def search(self, browser, text):
        return browser.send(browser.get("/"), "Zoeken", zoek=text)

    @pytest.fixture
    def three(self, house):
        return [
            start_for(house, given, family, day=day)
            for day, (given, family) in enumerate(
                (("Noor", "Voorbeeld"), ("Zoë", "de Wit-Bos"), ("Sem", "Bos"))
            )
        ]

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("noor", [0]),
            ("Voor", [0]),
            ("zoe", [1]),
            ("bos", [1, 2]),
            ("wit zoë", [1]),
            ("beeld", []),
            ("pro-2027-00003", [2]),
            ("PRO-2027-00009", []),
        ],
    )
    def test_finds_own_work_by_name_and_number(self, browse, three, text, found):
        page = self.search(browse("loes"), text)

        numbers = [one.number for one in three if one.number in page.text]
        assert numbers == [three[n].number for n in found]
        assert page.status == 200

    def test_finds_nothing_of_others(self, browse, three):
        # Somebody of another school has no work, and so no form: sent by hand.
        sam = browse("olga")
        page = sam.get("/")
        token = page.tree.xpath("//input[@name='_csrf']/@value")[0]

        answers = [
            sam.post("/werk/zoeken", [("_csrf", token), ("zoek", text)])
            for text in ("noor", "PRO-2027-00001", "PRO-2027-99999")
        ]

        assert all("0 taken gevonden." in one.text for one in answers)

    def test_is_a_search_in_the_access_log_without_what_was_typed(self, browse, house, three):
        self.search(browse("loes"), "noor")

        newest = looks(house)[0]
        assert (newest.kind, newest.cases) == ("search", (three[0].id,))
        assert newest.data == ("traject", "naam", "filter:naam")

    def test_of_a_number_is_a_search_too(self, browse, house, three):
        self.search(browse("loes"), three[1].number)

        newest = looks(house)[0]
        assert (newest.kind, newest.cases) == ("search", (three[1].id,))
        assert newest.data == ("traject", "naam", "filter:nummer")

    def test_keeps_what_was_typed_out_of_addresses(self, browse, three):
        page = self.search(browse("loes"), "noor")

        assert page.address == "/werk/zoeken"
        assert not [href for href in page.tree.xpath("//@href") if "noor" in href]

    def test_goes_on_over_pages_and_says_where_it_stopped(self, browse, three, monkeypatch):
        monkeypatch.setattr(work_search, "PAGE", 1)
        loes = browse("loes")
        assert three[2].number in self.search(loes, "sem").text

        monkeypatch.setattr(work_search, "LOOKED_AT", 2)

        page = self.search(loes, "sem")
        assert three[2].number not in page.text
        assert "Er is gezocht in uw 2 dringendste taken" in page.text

    def test_for_nothing_asks_for_something(self, browse, three):
        page = self.search(browse("loes"), "  ")

        assert page.status == 422
        assert "Vul een dossiernummer of een naam in." in page.text


class TestFilters:
    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ("?wanneer=later", 1),
            ("?wanneer=te-laat", 0),
            ("?wanneer=zonder-termijn", 0),
            ("?opgepakt=niemand", 1),
            ("?opgepakt=mij", 0),
            ("?volgorde=wacht", 1),
            ("?volgorde=nieuw&rol=loket&route=proef-route", 1),
        ],
    )
    def test_narrow_the_list(self, browse, case, query, count):
        assert len(browse("loes").get(f"/{query}").tree.xpath("//main//h3")) == count

    @pytest.mark.parametrize("query", ["?wanneer=ooit", "?opgepakt=loes", "?volgorde=naam"])
    def test_that_do_not_exist_are_refused(self, browse, case, query):
        assert browse("loes").get(f"/{query}").status == 400

    @pytest.mark.parametrize("order", ["wacht", "nieuw", "termijn"])
    def test_give_each_task_once_over_all_pages_in_order(self, browse, house, order):
        begun = START + timedelta(days=1)
        numbers = [start(house, now=begun + timedelta(days=5 * n)).number for n in range(27)]
        loes, shown = browse("loes"), []
        page = loes.get(f"/?volgorde={order}")
        shown += page.texts("//span[@class='nummer']")
        page = loes.get(page.link("Toon meer"))
        shown += page.texts("//span[@class='nummer']")

        assert shown == (numbers[::-1] if order == "nieuw" else numbers)

    def test_tell_how_many_there_are_of_each(self, browse, app, house):
        start(house)
        start(house, now=START + timedelta(days=3))
        app.extensions[NOW] = START + timedelta(days=3)

        page = browse("loes").get("/")

        assert page.texts("//nav[@class='tellers']//li") == [
            "Te laat 0", "Vandaag 0", "Deze week 1", "Later 1", "Zonder termijn 0",
        ]  # fmt: skip
        assert set(rows_by_group(page)) == {"Deze week", "Later"}


class TestViews:
    def test_are_saved_shown_and_removed(self, browse, case):
        loes = browse("loes")
        page = loes.get("/?wanneer=later&rol=loket")

        saved = loes.follow(loes.send(page, "Bewaar dit filter"))

        (link,) = saved.tree.xpath("//section[@class='weergaven']//li/a")
        assert link.text == "Later · loket"
        assert len(loes.get(link.get("href")).tree.xpath("//main//h3")) == 1
        assert "Later · loket" not in browse("lars").get("/").text
        gone = loes.follow(loes.send(saved, "Verwijderen: Later"))
        assert "Later · loket" not in gone.text

    def test_are_not_offered_twice(self, browse, case):
        loes = browse("loes")
        loes.send(loes.get("/?wanneer=later"), "Bewaar dit filter")

        assert "Bewaar dit filter" not in loes.get("/?wanneer=later").text

    def test_of_others_cannot_be_removed(self, browse, house, case):
        loes, lars = browse("loes"), browse("lars")
        loes.send(loes.get("/?wanneer=later"), "Bewaar dit filter")
        lars.send(lars.get("/?wanneer=later"), "Bewaar dit filter")
        form = loes.get("/").form("Verwijderen: Later")
        own = lars.get("/").form("Verwijderen: Later")

        answer = lars.post(form.get("action"), dict(own.fields.items()))

        assert answer.status == 404
        assert "Later" in loes.get("/").texts("//section[@class='weergaven']//li/a")

    def test_are_limited(self, browse, house, case):
        loes = browse("loes")
        page = loes.get("/?wanneer=later")
        form = page.form("Bewaar dit filter")
        fields = [(k, v) for k, v in form.fields.items() if k != "wanneer"]
        for n in range(MOST):
            loes.post(form.get("action"), [*fields, ("route", f"route-{n}")])

        assert loes.post(form.get("action"), [*fields, ("route", "een-meer")]).status == 409


class TestRegion:
    def test_tells_how_much_waits_where(self, browse, app, house, case):
        app.extensions[NOW] = START + timedelta(days=10)

        page = browse("rik").get("/werk/regio")

        assert page.texts("//tbody/tr/*") == [
            "Samenwerkingsverband Proef: loket", "1", "1", "0", "0", "1",
            "vrijdag 15 januari 2027",
        ]  # fmt: skip

    def test_shows_the_tasks_of_a_place_without_whom_they_are_about(self, browse, house, case):
        rik = browse("rik")
        page = rik.get(rik.get("/werk/regio").link("loket"))

        assert "Aanvraag toetsen" in page.text
        assert case.number in page.text
        assert "Noor" not in page.source
        assert "Voorbeeld" not in page.source
        newest = looks(house)[0]
        assert (newest.kind, newest.data) == ("list", ("traject", "filter:role"))

    @pytest.mark.parametrize("who", ["loes", "audrey", "fien", "sam"])
    def test_is_not_for_others(self, browse, case, who):
        assert browse(who).get("/werk/regio").status == 403

    def test_frees_what_somebody_took(self, browse, house, case):
        loes, rik = browse("loes"), browse("rik")
        loes.send(loes.get("/"), "Oppakken")
        page = rik.get("/werk/regio?organisatie=swv-proef&rol=loket")
        form = page.form("Gekozen vrijgeven")
        fields = [
            (k, v) for k, v in form.fields.items() if v is not None and k not in ("doe", "taak")
        ]

        answer = rik.post(
            form.get("action"), [*fields, ("doe", "teruggeven"), ("taak", chosen(page)[0])]
        )

        assert answer.location.startswith("/werk/regio")
        assert "opgepakt door uzelf" not in loes.get("/").text

    def test_goes_on_page_by_page(self, browse, house):
        numbers = {start(house).number for _ in range(52)}
        rik = browse("rik")
        first = rik.get("/werk/regio?organisatie=swv-proef&rol=loket")

        second = rik.get(first.link("Toon meer"))

        shown = [a.text for page in (first, second) for a in page.tree.xpath("//td/a")]
        assert sorted(shown) == sorted(numbers)


class TestPrivacy:
    def test_of_a_view_nothing_typed_is_kept(self, browse, house, case):
        loes = browse("loes")
        loes.send(loes.get("/?wanneer=later"), "Bewaar dit filter")

        with house.read_uow() as uow:
            (view,) = uow.work.views(region=REGION, account="loes")
        assert dict(view.filters) == {"due": "later"}
        assert view.made_at.date() == date(2027, 1, 15)
