"""Playing a draft without JavaScript, as a coordinator of Leiden."""

from __future__ import annotations

import pytest
from tests.two_coordinators import REGION

ROUTE = "dyslexie-voorscreening"
LIST = "/ontwerpen"
DAY = {"dag-dag": "15", "dag-maand": "3", "dag-jaar": "2027"}


@pytest.fixture
def draft(lea):
    """The address of a new draft."""
    sent = lea.send(lea.get(LIST), "Beginnen", van=f"{ROUTE}/basis", naam="Vlotter")
    assert sent.status == 303, sent.text
    return sent.location


@pytest.fixture
def play(lea, draft):
    """The page of a play that has begun."""
    return begun(lea, draft)


def begun(browser, draft):
    chosen = browser.send(browser.get(f"{draft}/spelen/begin"), "Verder", **DAY)
    form = browser.follow(chosen)
    filled = browser.get(form.link("Vul een voorbeeld in"))
    return browser.follow(browser.send(filled, "Beginnen met spelen"))


def tasks(page):
    return page.texts("//section[@aria-labelledby='taken']//h3")


class TestBeginning:
    def test_asks_how_when_and_by_whose_settings(self, lea, draft):
        page = lea.follow(lea.get(f"{draft}/spelen"))

        assert page.heading == "Proefspelen: ‘Vlotter’"
        assert "Eerste dag van het spel" in page.text
        assert page.tree.xpath("//input[@name='regio'][@value='leiden'][@checked]")

    def test_is_offered_at_the_draft(self, lea, draft):
        assert lea.get(draft).link("Proefspelen") == f"{draft}/spelen"

    def test_says_what_is_wrong_with_the_day(self, lea, draft):
        page = lea.send(lea.get(f"{draft}/spelen/begin"), "Verder", **{**DAY, "dag-maand": "13"})

        assert page.status == 422
        assert page.tree.xpath("//*[@id='foutoverzicht'][@autofocus]")

    def test_says_what_the_start_form_misses(self, lea, draft):
        chosen = lea.send(lea.get(f"{draft}/spelen/begin"), "Verder", **DAY)

        page = lea.send(lea.follow(chosen), "Beginnen met spelen")

        assert page.status == 422
        assert page.tree.xpath("//*[@aria-invalid='true']")

    def test_shows_the_day_the_tasks_and_what_happened(self, play):
        assert "Het is maandag 15 maart 2027" in play.text
        assert tasks(play)
        assert "Het traject is begonnen" in play.text
        assert "is-active" in play.source

    def test_shows_the_drawing_whole_or_at_its_size(self, lea, play):
        whole = lea.get(play.link("Hele tekening in beeld"))

        assert whole.tree.xpath("//div[contains(@class, 'tekening-passend')]")
        assert "maat" not in whole.link("Tekening op ware grootte")

    def test_touches_no_case_and_sends_nothing(self, leiden, play):
        del play
        with leiden.parts.new_uow() as uow:
            assert uow.cases.next_number(region=REGION, year=2027) == 1
            assert uow.cases.next_number(region=REGION, year=2026) == 1


class TestActs:
    def test_completes_a_task_with_the_example(self, lea, play):
        first = tasks(play)

        after = lea.follow(lea.send(play, "Afronden met het voorbeeld", _doen="voorbeeld"))

        assert tasks(after) != first
        assert f"De taak ‘{first[0]}’ is afgerond." in after.text
        assert "is-taken" in after.source

    def test_fills_in_the_real_form(self, lea, play):
        form = lea.get(play.link("Invullen"))

        wrong = lea.send(form, "Afronden in het spel")
        assert wrong.status == 422
        assert wrong.tree.xpath("//*[@id='foutoverzicht']")

        filled = lea.get(form.link("Vul een voorbeeld in"))
        after = lea.follow(lea.send(filled, "Afronden in het spel"))
        assert tasks(after) != tasks(play)

    def test_sets_the_calendar_forward_and_never_back(self, lea, play):
        later = {"dag-dag": "1", "dag-maand": "4", "dag-jaar": "2027"}
        page = lea.follow(lea.send(play, "Naar deze dag", **later, _doen="dag"))
        assert "Het is donderdag 1 april 2027" in page.text

        back = lea.send(page, "Naar deze dag", **DAY, _doen="dag")

        assert back.status == 422
        assert "De kalender kan niet terug" in back.text
        assert "Het is donderdag 1 april 2027" in back.text

    def test_undoes_the_last(self, lea, play):
        after = lea.follow(lea.send(play, "Afronden met het voorbeeld", _doen="voorbeeld"))

        undone = lea.follow(lea.send(after, "ongedaan maken", _doen="ongedaan"))

        assert tasks(undone) == tasks(play)

    def test_of_a_window_that_is_behind_is_not_done(self, lea, play):
        lea.send(play, "Afronden met het voorbeeld", _doen="voorbeeld")

        page = lea.send(play, "Afronden met het voorbeeld", _doen="voorbeeld")

        assert page.status == 409
        assert "intussen verder gegaan" in page.text

    def test_stops_and_is_gone(self, lea, draft, play):
        asked = lea.get(play.link("Stoppen en weggooien"))
        assert "niet ongedaan te maken" in asked.text
        assert lea.get(asked.link("verder spelen")).status == 200  # asking changes nothing

        gone = lea.send(asked, "Ja, spel weggooien", _doen="stoppen")

        assert gone.location.endswith(draft)
        assert lea.get(f"{draft}/spelen").status == 303


class TestOtherRoutes:
    def test_that_are_not_played_end_as_one_says(self, lea):
        chosen = {"van": "interne-overgang-po/basis", "naam": "Overgang"}
        draft = lea.send(lea.get(LIST), "Beginnen", **chosen).location
        start = {**DAY, "overslaan": ["interne-overgang"]}
        form = lea.follow(lea.send(lea.get(f"{draft}/spelen/begin"), "Verder", **start))
        play = lea.follow(lea.send(form, "Beginnen met spelen"))
        assert tasks(play) == []
        asked = lea.get(play.link("Zeg hoe deze eindigt"))

        over = lea.follow(lea.send(asked, "Afronden in het spel"))

        assert "Het traject is afgelopen" in over.text

    def test_are_played_when_nothing_else_is_said(self, lea):
        chosen = {"van": "interne-overgang-po/basis", "naam": "Overgang"}
        draft = lea.send(lea.get(LIST), "Beginnen", **chosen).location
        form = lea.follow(lea.send(lea.get(f"{draft}/spelen/begin"), "Verder", **DAY))

        play = lea.follow(lea.send(form, "Beginnen met spelen"))

        assert tasks(play)
        assert play.tree.xpath("//select[@id='deel']/option[2]")


class TestChangedDraft:
    def test_is_said_and_played_again(self, lea, draft, play):
        listed = lea.get(draft).tree.xpath("//li[starts-with(@id, 'stap-')]")
        names = {one.findtext(".//h3/a"): one.get("id").removeprefix("stap-") for one in listed}
        element = names[tasks(play)[0]]
        changed = {"instelling.naam": "Nu anders genoemd"}
        lea.send(lea.get(f"{draft}/stappen/{element}"), "Instellingen bewaren", **changed)

        page = lea.get(f"{draft}/spelen")

        assert "gewijzigd sinds uw laatste handeling" in page.text
        assert tasks(page) == ["Nu anders genoemd"]


class TestSaving:
    def test_writes_a_scenario_that_the_gate_plays(self, lea, draft, play):
        after = lea.follow(lea.send(play, "Afronden met het voorbeeld", _doen="voorbeeld"))
        form = lea.get(after.link("Bewaar als scenario"))

        saved = lea.follow(lea.send(form, "Bewaren in het ontwerp", titel="Vlot gescreend"))

        assert "scenarios/vlot-gescreend.yaml" in saved.text
        found = lea.get(f"{draft}/bevindingen?spelen=ja")
        assert "vlot-gescreend.yaml: Vlot gescreend: goed" in found.text

    def test_says_what_is_wrong_with_the_name(self, lea, play):
        form = lea.get(play.link("Bewaar als scenario"))

        page = lea.send(form, "Bewaren in het ontwerp", titel="", naam="Met Hoofdletters")

        assert page.status == 422
        assert page.tree.xpath("//*[@aria-invalid='true']")


class TestWho:
    def test_another_coordinator_has_a_play_of_their_own(self, lea, draft, play, browse):
        del lea, play
        assert browse("leo").get(f"{draft}/spelen").status == 303

    def test_another_region_finds_no_draft(self, draft, browse):
        assert browse("rik").get(f"{draft}/spelen").status == 404

    def test_is_not_for_who_works_in_cases(self, draft, browse):
        assert browse("loes").get(f"{draft}/spelen").status == 403
