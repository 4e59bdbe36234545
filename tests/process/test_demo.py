"""The four stories of the demo, played in a database and told again from their history."""

from __future__ import annotations

import base64
import io
import re
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from doorgang_api.app import create_app
from doorgang_api.cli import main
from doorgang_api.demo.people import add_people
from doorgang_api.demo.play import StoryPlayer
from doorgang_api.demo.repertoire import PLAYED, open_stories, played_stories
from doorgang_api.demo.timeline import WIDTH, lines_of, read_timeline
from doorgang_api.first_run import prepare_database
from doorgang_api.settings import load_settings
from doorgang_api.wiring import House
from doorgang_engine.enact import restore
from doorgang_engine.errors import ScenarioInvalid
from doorgang_engine.history.reading import read
from doorgang_engine.history.replay import steps_of
from doorgang_engine.history.verify import verify_case
from doorgang_engine.letters.letter import CONTENT
from doorgang_engine.model import CaseStatus, TaskStatus
from doorgang_engine.sealing import STATE

NOW = datetime(2027, 5, 27, 12, tzinfo=UTC)
KEY = base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()
INTERNAL = re.compile(r"[0-9a-f]{8}-|[a-z]_[a-z]|\b[a-z]+\.[a-z]+\b|#\d")
STORIES = {story.route: story for story in played_stories()}
# What must be told of each story, in this order.
TOLD = {
    "voorschool-po": [
        "bericht aan contactpersoon voorschool",
        "14 dagen voor de intake nog niet gelezen",
        "Warme overdracht voeren",
        "deelroute begint: Onderzoek zorgplicht",
        "einde: Geplaatst met overdracht",
    ],
    "po-vo-warme-overdracht": [
        "Meekijken als extra collega",
        "15 maart: geen uitslag",
        "1 dag te laat",
        "Bericht: Aanmelding ontvangen bij VO-school",
        "Overdrachtsgesprek voeren",
        "deelroute begint: Casusoverleg over zorgen na de start",
        "einde: Gestart met warme overdracht",
    ],
    "tlv-aanvraag": [
        "tot en met vr 12-03-2027 (Awb 4:13)",
        "uiterlijk vr 22-01-2027",
        "termijn staat stil: Besluit op de TLV-aanvraag",
        "uiterlijk do 04-02-2027",
        "tot en met wo 24-03-2027 (Awb 4:13); was vr 12-03-2027",
        "Nora Neutraal Extern advies geven",
        "Einde van de beslistermijn nadert",
        "wo 24-03-2027 Petra Directeur Besluit nemen",
        "tot en met ma 10-05-2027 (Awb 6:7)",
        "Bezwaartermijn voorbij",
        "einde: Afgegeven en geplaatst",
    ],
    "thuiszitter-escalatie": [
        "4 weken thuis",
        "deelroute begint: Casusoverleg",
        "8 weken thuis",
        "3 maanden zonder aanbod",
        "signaal aan directeur samenwerkingsverband",
        "Besluit van de doorbraaktafel nemen",
        "4 dagen te laat",
        "einde: Terug in het onderwijs",
    ],
}


def open_house(url):
    environ = {"DOORGANG_DATABASE_URL": url, "DOORGANG_MASTER_KEY": KEY}
    house = House.build(load_settings(environ=environ))
    prepare_database(house, now=NOW)
    for region in ("basis", "amsterdam-diemen", "leiden"):
        add_people(house.parts, region=region)
    return house


def play(house, story):
    return StoryPlayer(parts=house.parts, story=story, real_now=NOW).play()


def told(house, case):
    """Return the timeline as one text: notes are wrapped over lines and columns."""
    timeline = read_timeline(case_id=case.id, parts=house.parts)
    parts = [(e.at, e.who, e.title, *e.notes) for e in timeline.entries]
    day = "{:%d-%m-%Y}".format
    words = ("ma", "di", "wo", "do", "vr", "za", "zo")
    return "\n".join(
        " ".join((words[at.weekday()], day(at), who, title, *notes))
        for at, who, title, *notes in parts
    )


@pytest.fixture(scope="module")
def left(house, played):
    return [play(house, story) for story in open_stories()]


class TestStory:
    @pytest.mark.parametrize("route", PLAYED)
    def test_ends_as_its_route_says(self, played, route):
        case = played[route]

        assert (case.status, case.outcome) == (CaseStatus.COMPLETED, STORIES[route].ends)

    @pytest.mark.parametrize("route", PLAYED)
    def test_has_a_history_that_is_proven(self, house, played, route):
        verdict = verify_case(case_id=played[route].id, parts=house.parts)

        assert verdict.differences == ()
        assert verdict.acts > len(STORIES[route].steps)  # the clock acted too

    @pytest.mark.parametrize("route", PLAYED)
    def test_is_told_step_by_step(self, house, played, route):
        text = told(house, played[route])

        at = -1
        for words in TOLD[route]:
            assert (at := text.find(words, at + 1)) >= 0, words

    @pytest.mark.parametrize("route", PLAYED)
    def test_names_every_step_that_somebody_did(self, house, played, route):
        with house.parts.new_uow() as uow:
            tasks = uow.tasks.of_case(played[route].id)

        text = told(house, played[route])

        done = [t.name for t in tasks if t.status is TaskStatus.COMPLETED]
        assert len(done) >= len(STORIES[route].steps) - 2  # but the start, and a message
        assert [name for name in done if name not in text] == []

    @pytest.mark.parametrize("route", PLAYED)
    def test_is_told_without_internal_ids(self, house, played, route):
        timeline = read_timeline(case_id=played[route].id, parts=house.parts)

        lines = lines_of(timeline)

        assert [line for line in lines if INTERNAL.search(line)] == []
        assert max(len(line) for line in lines) <= WIDTH

    def test_plays_on_postgresql_too(self, fresh_postgres_url):
        house = open_house(fresh_postgres_url)
        try:
            case = play(house, STORIES["tlv-aanvraag"])

            assert case.outcome == "afgegeven_en_geplaatst"
            assert verify_case(case_id=case.id, parts=house.parts).is_right
        finally:
            house.close()


class TestOpenCases:
    def test_wait_for_somebody(self, house, left):
        with house.parts.new_uow() as uow:
            tasks = [uow.tasks.of_case(case.id) for case in left]

        assert {case.status for case in left} == {CaseStatus.RUNNING}
        assert all(any(t.status is TaskStatus.OPEN for t in of_case) for of_case in tasks)

    def test_are_late_due_today_and_due_later(self, house, left):
        with house.parts.new_uow() as uow:
            tasks = [t for case in left for t in uow.tasks.of_case(case.id)]

        days = {(t.due_at.date() - NOW.date()).days for t in tasks if t.due_at and not t.closed_at}
        assert min(days) < 0
        assert 0 in days
        assert max(days) > 0

    def test_do_not_start_in_the_future(self, left):
        assert max(case.started_at for case in left) < NOW

    def test_have_a_history_that_is_proven(self, house, left):
        verdicts = [verify_case(case_id=case.id, parts=house.parts) for case in left]

        assert [v for v in verdicts if not v.is_right] == []

    def test_are_replayed_to_just_what_the_engine_waits_for(self, house, left):
        for case in left:
            with house.parts.new_uow() as uow:
                now = uow.cases.get(case.id)
                key = uow.cases.key(case.id)
                runnable = house.parts.shelf.runnable(uow, now.bundle)
                recorded = list(uow.history.of_case(case.id))
            running = restore(runnable, case_id=case.id, state=key.open(now.state, STATE), now=NOW)
            engine = {(w.scope, w.element) for w in running.open_items().values()}
            last = steps_of([(one, read(one, key)) for one in recorded])[-1]
            replayed = set(last.active.values())

            assert engine <= replayed, case.number
            kinds = {
                runnable.program.model_of(scope).elements[element].kind
                for scope, element in replayed - engine
            }
            assert kinds <= {"subProcess", "transaction", "callActivity"}, case.number


class TestPeople:
    @pytest.mark.parametrize("region", ["basis", "leiden"])
    def test_of_a_region_can_adopt_what_another_of_them_drew(self, house, region):
        with house.parts.new_uow() as uow:
            people = uow.accounts.of_region(region)

        assert sum("regiocoordinator" in one.roles for one in people) == 2

    def test_can_be_chosen_by_region_on_the_sign_in_page(self, demo):
        environ = {"DOORGANG_DATABASE_URL": f"sqlite:///{demo[3]}", "DOORGANG_DEMO": "true"}
        opened = House.build(load_settings(environ=environ))
        try:
            page = create_app(opened).test_client().get("/aanmelden").text
        finally:
            opened.close()

        assert page.index("naam=carla&") < page.index("PPO regio Leiden")
        assert "naam=carla.leiden&" in page


class TestStoryPlayer:
    def test_refuses_a_story_that_ends_otherwise(self, house):
        story = STORIES["thuiszitter-escalatie"]
        other = type(story)(**{**vars(story), "ends": "vrijstelling"})

        with pytest.raises(ScenarioInvalid, match="terug_in_onderwijs"):
            play(house, other)

    def test_names_the_step_and_what_is_open_when_a_step_cannot_be_done(self, house):
        story = STORIES["thuiszitter-escalatie"]
        without = type(story)(**{**vars(story), "steps": (story.steps[0], *story.steps[3:])})

        with pytest.raises(ScenarioInvalid, match=r"po_plan_maken.*po_gesprek_voeren"):
            play(house, without)


class TestDemoCommand:
    def test_says_that_all_four_ended_as_told_and_are_proven(self, demo):
        status, printed, complaints, _ = demo

        assert status == 0
        assert printed.count("geschiedenis bewezen") == len(PLAYED)
        assert all(story.title.upper() in printed for story in STORIES.values())
        assert complaints == ""

    def test_refuses_a_database_that_is_already_there(self, tmp_path, capsys):
        file = tmp_path / "echt.sqlite"
        file.write_text("dit blijft staan")

        status = main(["demo", "--once", "--database", str(file)])

        assert status == 2
        assert file.read_text() == "dit blijft staan"
        assert "bestaat al" in capsys.readouterr().err


def letter_of(house, case, key):
    """Return the newest letter of a kind, and all that it says."""
    with house.read_uow() as uow:
        found = [one for one in uow.letters.of_case(case) if one.letter == key][-1]
        whole = uow.letters.find(region=found.region, letter_id=found.id)
        pdf = uow.cases.key(case.id).open(whole.content, CONTENT)
    pages = PdfReader(io.BytesIO(pdf)).pages
    return found, " ".join(" ".join(page.extract_text() for page in pages).split())


class TestLetters:
    def test_of_the_decision_names_its_ground_and_the_real_last_day_for_an_objection(
        self, house, played
    ):
        _, text = letter_of(house, played["tlv-aanvraag"], "tlv-besluit")

        for words in (
            "krijgt de TLV die is gevraagd",
            "Speciaal onderwijs (SO)",
            "tot en met maandag 10 mei 2027",  # as the term of the case, told above
            "Awb art. 3:41, 3:45 en 3:46",
        ):
            assert words in text

    def test_goes_to_who_applied_and_the_parents_only(self, house, played):
        case = played["tlv-aanvraag"]
        letter, text = letter_of(house, case, "herstelverzoek")

        family = case.participants["gezin"]
        assert letter.organisations == ("swv-proefstad", "po-de-linde", family)
        assert "uiterlijk op donderdag 4 februari 2027" in text

    def test_is_made_once_for_each_time_that_it_is_asked(self, house, played):
        with house.read_uow() as uow:
            letters = uow.letters.of_case(played["tlv-aanvraag"])

        assert sorted((one.letter, one.number) for one in letters) == [
            ("herstelverzoek", 1),
            ("ontvangstbevestiging", 1),
            ("tlv-besluit", 1),
        ]
