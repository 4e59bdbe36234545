from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from doorgang_api.demo.repertoire import PLAYED, open_stories, played_stories
from doorgang_api.demo.story import StoryStep, on_day, read_stories
from doorgang_engine.errors import ScenarioInvalid

TODAY = date(2027, 3, 31)
STORY = """
route: proef-route
titel: Een proef
kind: {roepnaam: Noor, achternaam: Verzonnen}
stappen:
  - {op: 2027-01-15, begin: begin}
  - {voltooi: toetsen, gegevens: {datum: vandaag}}
"""


def step(at):
    return StoryStep(kind="voltooi", name="toetsen", at=at)


class TestOnDay:
    @pytest.mark.parametrize(
        ("written", "day"),
        [
            ("vandaag", "2027-03-31"),
            ("vandaag+7", "2027-04-07"),
            ("vandaag-31", "2027-02-28"),
            ("vandaag-P1M", "2027-02-28"),
            ("vandaag-P3Y6M", "2023-09-30"),
            ("vandaag+P2W", "2027-04-14"),
        ],
    )
    def test_writes_a_relative_day_as_a_date(self, written, day):
        assert on_day(written, day=TODAY) == day

    def test_finds_days_however_deep_they_stand(self):
        answers = {"ouders": [{"naam": "A. Fictief", "datum": "vandaag-1"}], "eens": True}

        assert on_day(answers, day=TODAY) == {
            "ouders": [{"naam": "A. Fictief", "datum": "2027-03-30"}],
            "eens": True,
        }

    @pytest.mark.parametrize(
        "text", ["Het ging vandaag goed.", "vandaag-", "2027-01-01", "vandaagje"]
    )
    def test_leaves_other_text_alone(self, text):
        assert on_day(text, day=TODAY) == text


class TestStoryStep:
    def test_is_done_in_the_morning_of_its_day(self):
        moment = step("2027-01-15").moment(now=None, today=TODAY)

        assert moment == datetime(2027, 1, 15, 8, 30, tzinfo=UTC)

    def test_counts_from_the_day_of_the_demo(self):
        moment = step("vandaag-14").moment(now=None, today=TODAY)

        assert moment == datetime(2027, 3, 17, 8, 30, tzinfo=UTC)

    @pytest.mark.parametrize("at", ["", "2027-03-31", "2027-01-01"])
    def test_never_lies_before_the_step_before_it(self, at):
        now = datetime(2027, 3, 31, 12, tzinfo=UTC)

        assert step(at).moment(now=now, today=TODAY) == datetime(2027, 3, 31, 12, 15, tzinfo=UTC)

    def test_refuses_what_is_no_day(self):
        with pytest.raises(ScenarioInvalid, match="gisteren"):
            step("gisteren").moment(now=None, today=TODAY)


class TestReadStories:
    def write(self, tmp_path, text):
        file = tmp_path / "verhaal.yaml"
        file.write_text(text, "utf-8")
        return file

    def test_reads_who_does_what(self, tmp_path):
        (story,) = read_stories(self.write(tmp_path, STORY))

        assert (story.region, story.ends) == ("basis", "")
        assert [(s.kind, s.name) for s in story.steps] == [
            ("begin", "begin"),
            ("voltooi", "toetsen"),
        ]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("titel: Een proef", "titel: Een proef\neind: klaar"),
            ("op: 2027-01-15, begin: begin", "begin: begin"),
            ("op: 2027-01-15, begin", "op: 2027-01-15, voltooi"),
            ("voltooi: toetsen", "begin: toetsen"),
            ("voltooi: toetsen", "voltooi: toetsen, bericht: ingetrokken"),
            ("voltooi: toetsen", "wanneer: nu, voltooi: toetsen"),
        ],
    )
    def test_refuses_what_it_does_not_know(self, tmp_path, old, new):
        file = self.write(tmp_path, STORY.replace(old, new))

        with pytest.raises(ScenarioInvalid, match=r"verhaal\.yaml"):
            read_stories(file)


class TestRepertoire:
    def test_has_one_story_with_an_end_for_each_main_route(self):
        stories = played_stories()

        assert tuple(s.route for s in stories) == PLAYED
        assert all(s.ends for s in stories)

    def test_leaves_cases_of_every_main_route_open(self):
        stories = open_stories()

        assert {s.route for s in stories} >= set(PLAYED)
        assert not any(s.ends for s in stories)
