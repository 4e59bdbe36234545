"""A play of a draft as it is kept, on both databases: begin, do, undo, two windows, save."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.integration.draft_shop import NOW, RIA, RIK, coordinator, copied, redraw, shop_of

from doorgang_engine.drafts.draft import DRAWING
from doorgang_engine.drafts.errors import DraftLocked, DraftNotFound
from doorgang_engine.drafts.performing import perform
from doorgang_engine.drafts.play import MOST_ACTS, Play, PlayInvalid, PlayMovedOn, story_text
from doorgang_engine.drafts.play_saving import save_play
from doorgang_engine.drafts.play_steps import completing, example_of, to_day
from doorgang_engine.drafts.playing import (
    Beginning,
    begin_play,
    end_play,
    forget_plays,
    lay_table,
    play_on,
    runnable_on,
    undo_play,
)
from doorgang_engine.drafts.review import drop, judge_draft
from doorgang_engine.drafts.writing import read_file, remove_file
from doorgang_engine.errors import Forbidden, SubmissionInvalid, TaskNotOpen
from doorgang_engine.routes.expected import open_tasks

DAY = date(2027, 3, 24)
WITH_FORM = "dyslexie-voorscreening"  # a route that begins with one


@pytest.fixture
def shop(parts):
    return shop_of(parts)


@pytest.fixture
def draft(shop):
    return copied(shop)


def table(shop, draft, actor=RIK):
    return lay_table(draft_id=draft.id, actor=actor, shop=shop)


def begun(shop, draft, actor=RIK, revision=0, **answers):
    at = table(shop, draft, actor)
    runnable, content = runnable_on(at, region="leiden", day=DAY)
    start = runnable.starts()[0]
    example = content["forms"].get(start.get("formulier"), {}).get("example", {})
    beginning = Beginning(
        region="leiden", day=DAY, start_event=start.id, answers={**example, **answers}
    )
    return begin_play(table=at, revision=revision, beginning=beginning, actor=actor, shop=shop)


def complete(shop, draft, element, *, actor=RIK):
    at = table(shop, draft, actor)
    played = perform(at.board, at.story)
    task = next(one for one in played.waiting if one.element == element)
    step = completing(played, task, example_of(played, task.form))
    return play_on(table=at, revision=at.revision, step=step, actor=actor, shop=shop)


def rename(shop, draft):
    """Give the only task another key, also where its lane names it."""
    redraw(shop, draft, '"verkennen"', '"kennismaken"')
    redraw(shop, draft, ">verkennen<", ">kennismaken<")


class TestPlay:
    def test_begins_and_goes_on(self, shop, draft):
        first = begun(shop, draft)
        then = complete(shop, draft, "verkennen")

        assert open_tasks(first.running) == ["verkennen"]
        assert open_tasks(then.running) != ["verkennen"]
        assert table(shop, draft).revision == 2

    def test_is_of_one_person(self, shop, draft):
        begun(shop, draft)

        assert table(shop, draft, RIA).story is None

    def test_is_not_for_another_region_or_role(self, shop, draft):
        with pytest.raises(DraftNotFound):
            table(shop, draft, coordinator("ans", "amsterdam-diemen"))
        with pytest.raises(Forbidden):
            table(shop, draft, replace(RIK, role="swv_loket"))

    def test_does_not_begin_with_answers_that_the_form_refuses(self, parts):
        shop = shop_of(parts, WITH_FORM)
        draft = copied(shop, route=WITH_FORM)

        with pytest.raises(SubmissionInvalid):
            begun(shop, draft, onbekend_veld="x")
        assert table(shop, draft).story is None

    def test_keeps_nothing_of_an_act_that_is_refused(self, shop, draft):
        begun(shop, draft)

        with pytest.raises(TaskNotOpen):
            play_on(table=table(shop, draft), revision=1, step={"voltooi": "nergens"},
                    actor=RIK, shop=shop)  # fmt: skip
        assert table(shop, draft).revision == 1

    def test_refuses_a_second_window_that_is_behind(self, shop, draft):
        begun(shop, draft)
        behind = table(shop, draft)
        complete(shop, draft, "verkennen")

        with pytest.raises(PlayMovedOn):
            play_on(table=behind, revision=1, step={"klok": "2027-03-25"}, actor=RIK, shop=shop)
        with pytest.raises(PlayMovedOn):
            undo_play(table=table(shop, draft), revision=1, actor=RIK, shop=shop)
        assert len(table(shop, draft).story.steps) == 1

    def test_has_an_end_to_its_length(self, shop, draft):
        begun(shop, draft)
        at = table(shop, draft)
        long = at.story
        for _ in range(MOST_ACTS):
            long = long.with_step({"klok": "2027-03-25"})
        with shop.parts.new_uow() as uow:
            assert uow.plays.put(replace(at.play, story=story_text(long), revision=2), was=1)

        with pytest.raises(PlayInvalid, match="ten hoogste 150 handelingen"):
            play_on(table=table(shop, draft), revision=2, step={"klok": "2027-03-26"},
                    actor=RIK, shop=shop)  # fmt: skip


class TestUndo:
    def test_goes_back_one_act_also_of_the_calendar(self, shop, draft):
        begun(shop, draft)
        at = table(shop, draft)
        step = to_day(perform(at.board, at.story), date(2027, 4, 1))
        play_on(table=at, revision=1, step=step, actor=RIK, shop=shop)

        undo_play(table=table(shop, draft), revision=2, actor=RIK, shop=shop)

        at = table(shop, draft)
        assert perform(at.board, at.story).now.date() == DAY
        with pytest.raises(PlayInvalid, match="nog niets gedaan"):
            undo_play(table=at, revision=3, actor=RIK, shop=shop)

    def test_begins_again_in_the_place_of_what_was(self, shop, draft):
        begun(shop, draft)
        complete(shop, draft, "verkennen")

        begun(shop, draft, revision=2)

        assert table(shop, draft).story.steps == ()


class TestChangedDraft:
    def test_is_told_and_played_on_the_newest_files(self, shop, draft):
        begun(shop, draft)
        complete(shop, draft, "verkennen")
        rename(shop, draft)

        at = table(shop, draft)
        found = perform(at.board, at.story)

        assert at.is_changed
        assert (found.stop.step, found.stop.error.code) == (1, "task_not_open")
        with pytest.raises(PlayMovedOn):
            play_on(table=at, revision=2, step={"klok": "2027-04-01"}, actor=RIK, shop=shop)
        undo_play(table=at, revision=2, actor=RIK, shop=shop, up_to=0)
        assert not table(shop, draft).is_changed


class TestSaving:
    def test_makes_a_scenario_that_the_gate_plays_green_and_red_when_it_changes(self, shop, draft):
        begun(shop, draft)
        complete(shop, draft, "verkennen")
        at = table(shop, draft)

        file = save_play(
            table=at, revision=2, title="Verkend met ouders", name="", actor=RIK, shop=shop
        )

        assert file.path == "scenarios/verkend-met-ouders.yaml"
        verdict = judge_draft(draft_id=draft.id, actor=RIK, shop=shop, play=True)
        assert ("verkend-met-ouders.yaml: Verkend met ouders", True) in verdict.scenarios
        rename(shop, draft)
        verdict = judge_draft(draft_id=draft.id, actor=RIK, shop=shop, play=True)
        assert ("verkend-met-ouders.yaml: Verkend met ouders", False) in verdict.scenarios

    def test_refuses_a_name_that_is_taken_or_none(self, shop, draft):
        begun(shop, draft)
        save_play(table=table(shop, draft), revision=1, title="Begin", name="begin", actor=RIK,
                  shop=shop)  # fmt: skip

        for name, said in (("begin", "Er is al een scenario"), ("Te Laat", "kleine letters")):
            with pytest.raises(PlayInvalid, match=said) as refused:
                save_play(table=table(shop, draft), revision=1, title="Begin", name=name,
                          actor=RIK, shop=shop)  # fmt: skip
            assert set(refused.value.fields) == {"naam"}

    def test_takes_the_name_of_one_that_was_removed(self, shop, draft):
        begun(shop, draft)
        kept = {"table": table(shop, draft), "revision": 1, "title": "Begin", "name": "begin"}
        first = save_play(**kept, actor=RIK, shop=shop)
        remove_file(draft_id=draft.id, path=first.path, revision=1, actor=RIK, shop=shop)

        save_play(**{**kept, "table": table(shop, draft)}, actor=RIK, shop=shop)

        found = read_file(draft_id=draft.id, path=first.path, actor=RIK, shop=shop)
        assert (found.revision, found.is_removed) == (3, False)

    def test_is_refused_while_the_files_stand_still(self, shop, draft):
        begun(shop, draft)
        at = table(shop, draft)
        drop(draft_id=draft.id, actor=RIK, shop=shop)

        with pytest.raises(DraftLocked):
            save_play(table=at, revision=1, title="Begin", name="", actor=RIK, shop=shop)


class TestKeeping:
    def test_ends_with_the_draft(self, shop, draft):
        begun(shop, draft)
        drop(draft_id=draft.id, actor=RIK, shop=shop)

        assert table(shop, draft).story is None

    def test_ends_when_it_is_stopped(self, shop, draft):
        begun(shop, draft)
        begun(shop, draft, RIA)
        end_play(table=table(shop, draft), actor=RIK, shop=shop)

        assert table(shop, draft).story is None
        assert table(shop, draft, RIA).story is not None

    def test_ends_when_nobody_plays_on_for_a_month(self, parts, shop, draft):
        begun(shop, draft)
        with parts.new_uow() as uow:
            now = uow.database_now()
            old = Play(
                region="leiden",
                draft_id=draft.id,
                account="ria",
                revision=1,
                draft_revision=1,
                changed_at=now - timedelta(days=31),
                story=story_text(table(shop, draft).story),
            )
            mine = table(shop, draft).play
            uow.plays.put(old, was=0)
            uow.plays.put(replace(mine, changed_at=now - timedelta(days=29), revision=2), was=1)

        assert forget_plays(parts=parts) == 1
        assert table(shop, draft).story is not None
        assert table(shop, draft, RIA).story is None


def test_the_moment_is_that_of_the_shop(shop, draft):
    begun(shop, draft)

    assert table(shop, draft).play.changed_at == NOW
    assert DRAWING in table(shop, draft).board.texts
