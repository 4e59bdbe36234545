"""Playing a draft in memory, and what is saved of it: the gate plays it, and sees what changed."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from tests.unit.engine.drafts_in_memory import draft, library, texts, verdict

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.drafts.draft import DRAWING
from doorgang_engine.drafts.gate import judge
from doorgang_engine.drafts.performing import board_of, perform, regions_of
from doorgang_engine.drafts.play import DraftUnplayable, PlayInvalid, Story, read_story, story_text
from doorgang_engine.drafts.play_saving import scenario_text
from doorgang_engine.drafts.play_steps import (
    called_at,
    completing,
    ending,
    next_deadline,
    receiving,
    to_day,
    to_next_deadline,
)
from doorgang_engine.routes.expected import end, open_tasks
from doorgang_engine.routes.scenarios import AMSTERDAM, differing, lay_over

ROUTE = "tlv-aanvraag"
FIRST = {"op": "2027-03-02", "gebeurtenis": "aanvraag_door_school", "gegevens": {}}
START = Story(region="leiden", start=FIRST)


def board(changed=None, route=ROUTE):
    whole = {**texts(route), **(changed or {})}
    return board_of(draft(route), whole, files=library(), forms=FormsAdapter())


def played(story=START, on=None):
    return perform(on or board(), story)


def done(story, task, on=None, **answers):
    """The story with a task completed by its example, with other answers laid over it."""
    at = played(story, on)
    waiting = next(one for one in at.waiting if one.element == task)
    example = at.content["forms"][waiting.form].get("example", {}) if waiting.form else {}
    return story.with_step(completing(at, waiting, lay_over(example, answers)))


def decided():
    story = START
    for task in (
        "volledigheidstoets_doen",
        "adviseurs_toewijzen",
        "deskundigenadvies_1_geven",
        "deskundigenadvies_2_geven",
        "gesprek_voeren",
        "conceptbesluit_schrijven",
    ):
        story = done(story, task)
    return story


class TestPlaying:
    def test_opens_tasks_and_starts_terms_as_the_engine_does(self):
        found = played()

        assert open_tasks(found.running) == ["volledigheidstoets_doen"]
        assert found.stop is None

    def test_gives_the_same_every_time(self):
        first, second = played(decided()), played(decided())

        assert [one.id for one in first.waiting] == [one.id for one in second.waiting]
        assert first.carried == second.carried

    def test_goes_on_where_a_condition_leads(self):
        whole = done(START, "volledigheidstoets_doen")
        assert "adviseurs_toewijzen" in open_tasks(played(whole).running)

        at = played()
        task = next(one for one in at.waiting if one.element == "volledigheidstoets_doen")
        form = at.content["forms"][task.form]
        lacking = done(START, "volledigheidstoets_doen", compleet="nee", **_lacking(form))
        assert "adviseurs_toewijzen" not in open_tasks(played(lacking).running)

    def test_takes_another_person_where_the_route_asks_for_one(self):
        story = decided()
        at = played(story)
        task = next(one for one in at.waiting if one.element == "besluit_nemen")
        other_than = at.runnable.element(task).words("anders_dan")
        assert at.running.execution.performers_of(task.scope, other_than)

        story = done(story, "besluit_nemen")

        assert played(story).stop is None

    def test_keeps_only_what_differs_from_the_example(self):
        assert done(START, "volledigheidstoets_doen").steps[0] == {
            "voltooi": "volledigheidstoets_doen"
        }

    def test_of_a_message_ends_the_case(self):
        at = played()
        waiting = next(one for one in at.waiting if one.name == "aanvraag_ingetrokken")
        example = at.content["forms"][waiting.form].get("example", {}) if waiting.form else {}

        over = played(START.with_step(receiving(at, waiting, example)))

        assert over.running.is_over
        assert over.waiting == []

    def test_of_an_end_stood_in_for_gives_what_it_was_said_to(self):
        story = Story(region="leiden", start=FIRST, stood_in=("opp",))
        for task in ("volledigheidstoets_doen", "adviseurs_toewijzen",
                     "deskundigenadvies_1_geven", "deskundigenadvies_2_geven", "gesprek_voeren",
                     "conceptbesluit_schrijven", "besluit_nemen", "plaatsing_zoeken",
                     "inschrijving_bevestigen", "rod_registratie_bevestigen",
                     "overdracht_ontvangen"):  # fmt: skip
            story = done(story, task)
        at = played(story)
        waiting = next(one for one in at.waiting if called_at(one))

        over = played(story.with_step(ending(waiting, {"opp_vastgesteld": True})))

        assert called_at(waiting) == "opp_opstellen"
        assert over.stop is None
        assert not any(called_at(one) for one in over.waiting)


def _lacking(form):
    """What the form asks besides when something lacks, laid over its example."""
    wanted = {"ontbreekt": ["opp"], "hersteltermijn": 10, "toelichting": "Het OPP ontbreekt."}
    keys = {field["key"] for part in form["sections"] for field in part["fields"]}
    return {key: value for key, value in wanted.items() if key in keys}


class TestCalendar:
    def test_goes_to_the_next_deadline_where_what_is_due_happens(self):
        at = played()
        due = next_deadline(at)

        later = played(START.with_step(to_next_deadline(at)))

        assert later.now == due
        assert due.astimezone(AMSTERDAM).date() == date(2027, 3, 9)

    def test_goes_over_holidays_as_the_law_reckons(self):
        start = {**FIRST, "op": "2027-02-15"}
        found = played(Story(region="leiden", start=start))
        (run,) = (one for one in found.running.clock.runs if one.rule.id == "tlv.beslis")

        assert run.end == date(2027, 3, 30)  # the Tuesday after Easter
        assert run.reckoning.raw_end == date(2027, 3, 29)
        assert "Paasdag" in run.reckoning.reason

    def test_never_goes_back(self):
        story = START.with_step({"klok": "2027-03-05"})

        with pytest.raises(PlayInvalid, match="kan niet terug"):
            to_day(played(story), date(2027, 3, 4))

    def test_does_not_go_on_for_ever(self):
        with pytest.raises(PlayInvalid, match="binnen 10 jaar"):
            to_day(played(), date(2047, 3, 4))

    def test_says_the_hour_that_comes_twice_with_its_offset(self):
        waiting = [SimpleNamespace(due_at="2027-10-31T01:30:00+00:00")]
        now = datetime(2027, 10, 30, 9, tzinfo=AMSTERDAM)

        step = to_next_deadline(SimpleNamespace(waiting=waiting, now=now))

        assert step == {"klok": "2027-10-31T02:30:00+01:00"}


class TestStory:
    def test_is_read_back_as_it_was_kept(self):
        story = decided()

        assert read_story(story_text(story)) == story

    @pytest.mark.parametrize(
        ("example", "data"),
        [
            ({"a": 1}, {"a": True}),
            ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1}}),
            ({"a": [1, 2], "b": "x"}, {"a": [2]}),
            ({}, {"a": {"b": []}}),
            ({"a": {"b": 1}}, {"a": "text"}),
            ({"a": {"b": 1}}, {"a": {}}),
        ],
    )
    def test_lays_over_an_example_just_what_makes_it_the_data(self, example, data):
        laid = lay_over(example, differing(example, data))

        assert laid == data
        assert type(laid.get("a")) is type(data.get("a"))

    def test_differs_in_nothing_from_itself(self):
        assert differing({"a": {"b": [1]}}, {"a": {"b": [1]}}) == {}


class TestChangedDraft:
    def test_stops_before_the_act_that_does_not_fit_any_more(self):
        story = done(decided(), "besluit_nemen")
        renamed = texts(ROUTE)[DRAWING].replace('"gesprek_voeren"', '"gesprek_houden"')
        renamed = renamed.replace(">gesprek_voeren<", ">gesprek_houden<")

        found = played(story, board({DRAWING: renamed}))

        assert found.stop.step == 5
        assert found.stop.error.code == "task_not_open"
        assert open_tasks(found.running) == ["gesprek_houden"]

    def test_that_cannot_run_is_not_played(self):
        broken = texts(ROUTE)[DRAWING].replace("userTask", "adHocThing")

        with pytest.raises(DraftUnplayable, match="niet worden gespeeld"):
            played(START, board({DRAWING: broken}))

    def test_without_the_start_says_so(self):
        nowhere = {**FIRST, "gebeurtenis": "nergens"}
        found = played(Story(region="leiden", start=nowhere))

        assert found.stop.step == 0
        assert found.stop.error.code == "start_event_unknown"
        assert found.waiting == []


class TestRegions:
    def test_are_the_own_one_first_and_those_with_the_shape_it_began_as(self):
        found = regions_of(board())

        assert found[0] == "leiden"
        assert "basis" in found


class TestSaving:
    def test_writes_what_the_gate_plays_as_it_tells(self):
        story = done(decided(), "besluit_nemen")
        text = scenario_text(board(), story, title="Tot en met het besluit")

        found = verdict(ROUTE, {"scenarios/proef.yaml": text}, play=True)

        assert ("proef.yaml: Tot en met het besluit", True) in found.scenarios
        assert found.is_publishable

    def test_turns_red_when_a_term_changes(self):
        story = done(START, "volledigheidstoets_doen")
        text = scenario_text(board(), story, title="Compleet")
        other = texts(ROUTE)[DRAWING].replace("tlv.volledigheid", "tlv.deskundigen")
        assert other != texts(ROUTE)[DRAWING]

        found = verdict(ROUTE, {"scenarios/proef.yaml": text, DRAWING: other}, play=True)

        red = [one for one in found.errors if one.path == "scenarios/proef.yaml"]
        assert [one.code for one in red] == ["scenario_failed"]

    def test_tells_the_end_that_was_reached(self):
        at = played()
        waiting = next(one for one in at.waiting if one.name == "aanvraag_ingetrokken")
        example = at.content["forms"][waiting.form].get("example", {}) if waiting.form else {}
        story = START.with_step(receiving(at, waiting, example))

        text = scenario_text(board(), story, title="Ingetrokken")

        assert f"einde: {end(played(story).running)}" in text

    def test_takes_flows_from_those_that_no_scenario_took(self):
        alone = {"scenarios/proef.yaml": scenario_text(board(), START, title="Begin")}
        before = _missed(alone)
        further = done(START, "volledigheidstoets_doen")
        more = {"scenarios/proef.yaml": scenario_text(board(), further, title="Compleet")}

        assert _missed(more) < before

    def test_of_a_play_that_does_not_fit_is_refused(self):
        story = START.with_step({"voltooi": "nergens"})

        with pytest.raises(PlayInvalid, match="past niet meer"):
            scenario_text(board(), story, title="Past niet")


def _missed(scenarios):
    """The flows that are not taken by just these scenarios."""
    own = {key: text for key, text in texts(ROUTE).items() if not key.startswith("scenarios/")}
    found = judge(
        draft(ROUTE), {**own, **scenarios}, files=library(), forms=FormsAdapter(), play=True
    )
    assert found.was_played
    return set(found.flows_not_taken)
