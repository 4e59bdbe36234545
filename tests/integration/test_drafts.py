"""The life of a draft, on both databases: write, undo, judge, adopt, pilot, retire."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.integration.draft_shop import (
    REGION,
    RIA,
    RIK,
    ROUTE,
    active,
    coordinator,
    copied,
    draft_of,
    publish_day,
    redraw,
    shop_of,
    submitted,
)

from doorgang_engine.drafts.draft import DRAWING, DraftState, Standing
from doorgang_engine.drafts.errors import (
    DraftDecisionInvalid,
    DraftFileInvalid,
    DraftFileStale,
    DraftLocked,
    DraftNotFound,
    DraftRefused,
    DraftStale,
    NothingToUndo,
    SameHands,
)
from doorgang_engine.drafts.making import copy_shape, copy_version
from doorgang_engine.drafts.review import (
    Adoption,
    adopt,
    judge_draft,
    retire,
    send_back,
    take_back,
)
from doorgang_engine.drafts.writing import read_file, remove_file, take_over, undo, write_file
from doorgang_engine.errors import Forbidden, RouteNotFound

NAME, OTHER = 'name="Verkennen met ouders', 'name="Kennismaken met ouders'
TODAY = date(2027, 3, 1)
FORM = "forms/jongekind_verkenning.json"


@pytest.fixture
def shop(parts):
    made = shop_of(parts)
    publish_day(made, made.now)
    return made


@pytest.fixture
def draft(shop):
    return copied(shop)


def adopted(shop, draft, *, first=TODAY, last=None, actor=RIA):
    redraw(shop, draft, NAME, OTHER)
    sent = submitted(shop, draft)
    decision = Adoption(reason="Past bij onze regio", from_day=first, until_day=last)
    return adopt(
        draft_id=draft.id, revision=sent.revision, decision=decision, actor=actor, shop=shop
    )


def drawn(shop, region=REGION):
    return active(shop, region).content["processes"][ROUTE]


def newest(shop, draft, path=DRAWING):
    return read_file(draft_id=draft.id, path=path, actor=RIK, shop=shop)


class TestCopy:
    def test_takes_drawing_route_toml_and_scenarios_of_the_base(self, shop, draft):
        with shop.parts.new_uow() as uow:
            files = uow.drafts.files(region=REGION, draft_id=draft.id)

        assert set(files) == {DRAWING, "route.toml", "scenarios/verkennen.yaml"}
        assert files[DRAWING].content == shop.library.routes[ROUTE]["basis"].bpmn
        assert draft.standing(TODAY) is Standing.CONCEPT

    def test_takes_the_shape_of_another_region(self, shop):
        made = copied(shop, of="helmond-peelland")

        assert newest(shop, made).content == shop.library.routes[ROUTE]["helmond-peelland"].bpmn

    def test_of_a_region_without_shape_of_its_own_is_refused(self, shop):
        with pytest.raises(RouteNotFound):
            copied(shop, of="rotterdam-koersvo")

    def test_of_an_earlier_version_brings_its_drawing_back(self, shop, draft):
        adopted(shop, draft)
        old = copy_version(route=ROUTE, number=1, title="Oud", actor=RIK, shop=shop)

        assert NAME in newest(shop, old).content

    def test_of_the_own_shape_takes_what_was_adopted(self, shop, draft):
        adopted(shop, draft)
        new = copied(shop, of=REGION)

        assert OTHER in newest(shop, new).content

    def test_is_refused_to_who_works_in_cases(self, shop):
        school = replace(RIK, role="po_ib")

        with pytest.raises(Forbidden):
            copy_shape(route=ROUTE, of="basis", title="Proef", actor=school, shop=shop)

    def test_of_another_region_is_not_there(self, shop, draft):
        stranger = coordinator("ans", "helmond-peelland")

        with pytest.raises(DraftNotFound):
            read_file(draft_id=draft.id, path=DRAWING, actor=stranger, shop=shop)


class TestWrite:
    def test_keeps_both_texts_when_somebody_was_first(self, shop, draft):
        before = newest(shop, draft)
        redraw(shop, draft, NAME, OTHER, actor=RIA)
        mine = before.content.replace(NAME, 'name="Praten met ouders')

        with pytest.raises(DraftFileStale) as caught:
            write_file(
                draft_id=draft.id,
                path=DRAWING,
                content=mine,
                revision=before.revision,
                what="getekend",
                actor=RIK,
                shop=shop,
            )

        assert OTHER in newest(shop, draft).content
        with shop.parts.new_uow() as uow:
            kept = uow.drafts.aside(
                region=REGION, draft_id=draft.id, file_id=caught.value.yours.id
            )
        assert kept.content == mine

    def test_takes_over_what_was_kept_aside(self, shop, draft):
        before = newest(shop, draft)
        redraw(shop, draft, NAME, OTHER, actor=RIA)
        with pytest.raises(DraftFileStale) as caught:
            write_file(
                draft_id=draft.id,
                path=DRAWING,
                content=before.content,
                revision=before.revision,
                what="getekend",
                actor=RIK,
                shop=shop,
            )

        taken = take_over(draft_id=draft.id, file_id=caught.value.yours.id, actor=RIK, shop=shop)

        assert (taken.revision, newest(shop, draft).content) == (3, before.content)

    @pytest.mark.parametrize(
        ("path", "content"),
        [
            ("../route.bpmn", "<a/>"),
            ("route.bpmn", "<a/>"),
            ("route.bpmn", "<!DOCTYPE a><a/>"),
            ("forms/x.json", "[]"),
            ("forms/x.json", '{"a": NaN}'),
            ("forms/x.json", "{" * 100_000),
            ("scenarios/x.yaml", "a: &b 1"),
            ("route.toml", "a ="),
            ("route.toml", "#" * 1_000_001),
        ],
    )
    def test_refuses_what_cannot_be_in_a_draft(self, shop, draft, path, content):
        with pytest.raises(DraftFileInvalid):
            write_file(
                draft_id=draft.id,
                path=path,
                content=content,
                revision=0,
                what="geschreven",
                actor=RIK,
                shop=shop,
            )

    def test_begins_a_form_with_the_regions_own(self, shop, draft):
        own = newest(shop, draft, FORM)
        redraw(shop, draft, own.content, own.content + "\n", path=FORM)

        assert (own.revision, own.is_removed) == (0, True)
        assert newest(shop, draft, FORM).revision == 1

    def test_removing_a_form_lets_the_regions_own_count_again(self, shop, draft):
        own = newest(shop, draft, FORM)
        redraw(shop, draft, own.content, own.content + "\n", path=FORM)
        remove_file(draft_id=draft.id, path=FORM, revision=1, actor=RIK, shop=shop)

        assert newest(shop, draft, FORM).content == own.content
        undo(draft_id=draft.id, path=FORM, revision=2, actor=RIK, shop=shop)
        assert newest(shop, draft, FORM).content == own.content + "\n"

    def test_is_refused_while_it_is_judged(self, shop, draft):
        submitted(shop, draft)

        with pytest.raises(DraftLocked):
            redraw(shop, draft, NAME, OTHER)


class TestUndo:
    def test_goes_back_step_by_step_and_past_a_new_change(self, shop, draft):
        first = newest(shop, draft).content
        redraw(shop, draft, NAME, 'name="A')
        second = newest(shop, draft).content
        redraw(shop, draft, 'name="A', 'name="B')

        def back():
            there = newest(shop, draft)
            return undo(
                draft_id=draft.id, path=DRAWING, revision=there.revision, actor=RIK, shop=shop
            ).content

        assert [back(), back()] == [second, first]
        with pytest.raises(NothingToUndo):
            back()
        redraw(shop, draft, NAME, 'name="C')
        assert back() == first

    def test_is_refused_when_somebody_changed_the_file_meanwhile(self, shop, draft):
        redraw(shop, draft, NAME, OTHER)

        with pytest.raises(DraftFileStale):
            undo(draft_id=draft.id, path=DRAWING, revision=1, actor=RIK, shop=shop)


class TestSubmit:
    def test_is_refused_with_all_errors_of_the_gate(self, shop, draft):
        redraw(shop, draft, 'dg:formulier="jongekind_verkenning"', 'dg:formulier="er_niet"')

        with pytest.raises(DraftRefused) as caught:
            submitted(shop, draft)

        assert {one.code for one in caught.value.findings} >= {"form_unknown"}
        assert draft_of(shop, draft).state is DraftState.CONCEPT

    def test_is_refused_when_a_scenario_goes_otherwise(self, shop, draft):
        path = "scenarios/verkennen.yaml"
        redraw(shop, draft, "einde: verkend", "einde: anders", path=path)

        with pytest.raises(DraftRefused) as caught:
            submitted(shop, draft)

        assert {(one.code, one.path) for one in caught.value.findings} == {
            ("scenario_failed", path)
        }

    def test_can_be_taken_back(self, shop, draft):
        submitted(shop, draft)

        assert take_back(draft_id=draft.id, actor=RIK, shop=shop).is_editable


class TestAdopt:
    def test_publishes_today_with_author_reviewer_and_reason(self, shop, draft):
        done, bundles = adopted(shop, draft)

        (bundle,) = bundles
        said = bundle.content["adopted"][ROUTE]
        assert (bundle.number, bundle.published_by) == (2, "ria")
        assert (said["author"], said["reviewer"]) == ("rik", "ria")
        assert (said["note"], said["reason"]) == ("Andere naam", "Past bij onze regio")
        assert done.standing(TODAY) is Standing.ACTIVE
        assert OTHER in drawn(shop)
        assert OTHER not in drawn(shop, "helmond-peelland")

    @pytest.mark.parametrize("hand", ["made", "changed"])
    def test_is_refused_to_who_worked_on_it(self, shop, draft, hand):
        if hand == "changed":
            redraw(shop, draft, NAME, NAME + "!", actor=RIA)
        sent = submitted(shop, draft)

        with pytest.raises(SameHands):
            adopt(
                draft_id=draft.id,
                revision=sent.revision,
                decision=Adoption(reason="Goed", from_day=TODAY),
                actor=RIA if hand == "changed" else RIK,
                shop=shop,
            )

    def test_is_refused_when_it_changed_since_it_was_looked_at(self, shop, draft):
        sent = submitted(shop, draft)

        with pytest.raises(DraftStale):
            adopt(
                draft_id=draft.id,
                revision=sent.revision - 1,
                decision=Adoption(reason="Goed", from_day=TODAY),
                actor=RIA,
                shop=shop,
            )

    @pytest.mark.parametrize(
        ("first", "last", "field"),
        [
            (date(2027, 2, 28), None, "from_day"),
            (TODAY, date(2027, 2, 1), "until_day"),
            (TODAY, date(2030, 2, 1), "until_day"),
        ],
    )
    def test_is_refused_with_days_that_cannot_be(self, shop, draft, first, last, field):
        with pytest.raises(DraftDecisionInvalid) as caught:
            adopted(shop, draft, first=first, last=last)

        assert set(caught.value.fields) == {field}

    def test_takes_effect_on_its_day_and_a_pilot_ends_after_its_last(self, shop, draft):
        _, now = adopted(shop, draft, first=date(2027, 4, 1), last=date(2027, 4, 30))

        def on(month, day):
            publish_day(shop, datetime(2027, month, day, 6, tzinfo=UTC))
            return OTHER in drawn(shop)

        assert now == []
        assert [on(3, 31), on(4, 1), on(4, 30), on(5, 1)] == [False, True, True, False]
        assert draft_of(shop, draft).standing(date(2027, 5, 1)) is Standing.ENDED

    def test_leaves_the_version_when_the_library_no_longer_takes_the_draft(self, shop, draft):
        redraw(shop, draft, 'dg:termijn="tlv.verkenning"', "")
        adopted(shop, draft)
        before = active(shop).hash
        base = shop.library.routes[ROUTE]["basis"]
        legal = base.bpmn.replace(NAME, f'dg:wettelijk="WPO art. 40" {NAME}')
        stricter = {"basis": replace(base, bpmn=legal)}
        newer = replace(shop, library=replace(shop.library, routes={ROUTE: stricter}))

        publish_day(newer, datetime(2027, 3, 2, 6, tzinfo=UTC))

        assert active(shop).hash == before
        assert active(shop, "rotterdam-koersvo").number == 2

    def test_sent_back_is_a_concept_with_a_reason(self, shop, draft):
        sent = submitted(shop, draft)
        back = send_back(
            draft_id=draft.id, revision=sent.revision, reason="Nog niet", actor=RIA, shop=shop
        )

        assert (back.is_editable, back.reason) == (True, "Nog niet")


class TestRetire:
    def test_gives_the_region_back_what_it_had(self, shop, draft):
        adopted(shop, draft)

        gone, bundles = retire(
            draft_id=draft.id,
            last_day=date(2027, 2, 28),
            reason="Werkt niet",
            actor=RIA,
            shop=shop,
        )

        assert gone.standing(TODAY) is Standing.RETIRED
        assert [bundle.number for bundle in bundles] == [3]
        assert NAME in drawn(shop)

    def test_of_what_was_never_adopted_is_refused(self, shop, draft):
        with pytest.raises(DraftLocked):
            retire(draft_id=draft.id, last_day=TODAY, reason="Weg", actor=RIA, shop=shop)


class TestJudge:
    def test_lists_flows_that_no_scenario_takes(self, shop, draft):
        path = "scenarios/verkennen.yaml"
        remove_file(draft_id=draft.id, path=path, revision=1, actor=RIK, shop=shop)

        verdict = judge_draft(draft_id=draft.id, actor=RIK, shop=shop, play=True)

        assert {one.code for one in verdict.errors} == {"scenario_none"}
        assert len(verdict.flows_not_taken) == 3

    def test_finds_an_answer_that_would_be_taken_over_from_nowhere(self, shop, draft):
        own = newest(shop, draft, FORM).content
        taken = own.replace('"key": "datum",', '"key": "datum", "taken_from": "er.niet",', 1)
        redraw(shop, draft, own, taken, path=FORM)

        verdict = judge_draft(draft_id=draft.id, actor=RIK, shop=shop, play=False)

        (found,) = (one for one in verdict.errors if one.code == "taken_from")
        assert (found.path, found.element) == (FORM, "datum")
        assert "er.niet" in found.message
