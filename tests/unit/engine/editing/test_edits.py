"""Each edit gives a drawing that can be read, drawn and run; the rest stays as it was."""

from __future__ import annotations

import pytest
from tests.unit.engine.editing.drawings import (
    BPMN,
    boxes,
    codes,
    drawing,
    model_of,
    shapes,
    steps,
)

from doorgang_engine.editing import edits as e
from doorgang_engine.editing.apply import apply
from doorgang_engine.editing.conditions import Condition
from doorgang_engine.editing.errors import EditRefused
from doorgang_engine.editing.sheet import Sheet

SMALL = drawing("jongekind-verkenning")
TRIAGE = drawing("overstap-triage", "amsterdam-diemen")
BEZWAAR = drawing("tlv-bezwaar")
KINDS = {"verkenning": "tekst"}
IS_SBO = [Condition(field="verkenning", operator="is", value="sbo")]


def new(name="Ouders bellen", **more):
    return e.NewStep(
        kind="taak", name=name, settings={"formulier": "jongekind_verkenning"}, **more
    )


def done(text, edit):
    return apply(text, edit, kinds=KINDS)


def order(text):
    return [one.id for one in steps(text).steps]


class TestRoundTrip:
    @pytest.mark.parametrize(
        "file", sorted(BPMN.glob("*/*.bpmn")), ids=lambda one: one.parent.name
    )
    def test_keeps_every_element_attribute_and_text(self, file):
        text = file.read_text("utf-8")

        def told(source):
            return [
                (one.tag, sorted(one.attrib.items()), (one.text or "").strip())
                for one in Sheet(source).root.iter()
            ]

        assert told(Sheet(text).text()) == told(text)

    def test_keeps_comments_and_what_others_added(self):
        foreign = '<ander:ding xmlns:ander="urn:ander" kleur="rood"/><!-- let op -->'
        text = SMALL.replace("<dg:variabele", f"{foreign}<dg:variabele", 1)

        out = done(text, e.SetStep(step="verkennen", settings={"naam": "Praten"})).text

        assert 'kleur="rood"' in out
        assert "<!-- let op -->" in out

    def test_changes_only_the_lines_that_an_edit_is_about(self):
        out = done(SMALL, e.SetStep(step="verkennen", settings={"mijlpaal": "verkend"})).text

        changed = set(out.splitlines()) ^ set(SMALL.splitlines())
        assert len(changed) == 2


class TestAdd:
    def test_after_a_step_comes_on_its_way_on(self):
        out = done(SMALL, e.AddAfter(after="verkennen", step=new()))

        assert out.focus == "ouders_bellen"
        assert order(out.text) == [
            "verkenning_begonnen",
            "verkennen",
            "ouders_bellen",
            "uitkomst_vastleggen",
            "verkend",
        ]
        assert codes(out.text) == set()

    def test_leaves_the_id_and_condition_of_the_flow_it_comes_in(self):
        gateway, way = next(
            (one, way) for one in steps(BEZWAAR).steps for way in one.ways if way.expression
        )

        out = done(BEZWAAR, e.InsertInFlow(flow=way.flow, step=new()))

        after = next(one for one in steps(out.text).step(gateway.id).ways if one.flow == way.flow)
        assert (after.expression, after.target) == (way.expression, out.focus)
        assert codes(out.text) == set()

    def test_takes_the_lane_of_who_stands_before_it_or_one_that_is_named(self):
        assert (
            steps(done(SMALL, e.AddAfter(after="verkennen", step=new())).text)
            .step("ouders_bellen")
            .lane
            == "baan_voorschool_contact"
        )
        with pytest.raises(EditRefused):
            done(SMALL, e.AddAfter(after="verkennen", step=new(lane="nergens")))

    def test_moves_what_comes_after_it_and_leaves_the_rest_where_it_stood(self):
        out = done(SMALL, e.AddAfter(after="verkennen", step=new())).text
        before, after = shapes(SMALL), shapes(out)

        assert after["verkennen"] == before["verkennen"]
        assert float(after["verkend"][0]) - float(before["verkend"][0]) == 200
        assert "ouders_bellen" in after

    def test_stands_within_the_sub_process_that_it_came_in(self):
        inside = next(
            one for one in steps(BEZWAAR).steps if one.kind == "userTask" and one.depth == 2
        )

        out = done(BEZWAAR, e.AddAfter(after=inside.id, step=new()))

        made, around = (boxes(out.text)[one] for one in (out.focus, inside.within))
        assert around.holds(made)
        assert made.centre.y == boxes(BEZWAAR)[inside.id].centre.y

    def test_gives_an_id_of_its_own_to_a_name_that_is_there(self):
        once = done(SMALL, e.AddAfter(after="verkennen", step=new())).text

        assert done(once, e.AddAfter(after="verkennen", step=new())).focus == "ouders_bellen_2"

    @pytest.mark.parametrize("kind", ["bericht", "wachten", "deelroute"])
    def test_knows_other_kinds_of_step(self, kind):
        settings = {
            "bericht": {"aan": "voorschool_contact", "bericht": "Er is gebeld."},
            "wachten": {"wachttijd": "P7D"},
            "deelroute": {"deelroute": "opp"},
        }[kind]
        step = e.NewStep(kind=kind, name="Iets anders", settings=settings)

        assert codes(done(SMALL, e.AddAfter(after="verkennen", step=step)).text) == set()

    @pytest.mark.parametrize(
        "step",
        [
            e.NewStep(kind="taak", name=" "),
            e.NewStep(kind="taak", name="a" * 151),
            e.NewStep(kind="script", name="Kwaad"),
            e.NewStep(kind="taak", name="Bel", settings={"formulier": "a b"}),
            e.NewStep(kind="taak", name="Bel", settings={"wachttijd": "P1D"}),
        ],
    )
    def test_refuses_what_cannot_be(self, step):
        with pytest.raises(EditRefused):
            done(SMALL, e.AddAfter(after="verkennen", step=step))


class TestBranch:
    def test_asks_a_question_and_comes_together_again(self):
        edit = e.Branch(
            flow="verkennen__uitkomst_vastleggen",
            question="Is sbo nodig?",
            label="ja",
            otherwise="nee",
            conditions=IS_SBO,
            step=new(),
        )

        out = done(SMALL, edit)

        ways = steps(out.text, **KINDS).step(out.focus).ways
        assert [(one.name, one.words, one.is_default) for one in ways] == [
            ("nee", "", True),
            ("ja", "verkenning is sbo", False),
        ]
        assert codes(out.text) == set()
        assert set(shapes(out.text)) >= {"is_sbo_nodig", "ouders_bellen"}

    def test_leads_to_an_end_of_its_own(self):
        edit = e.Branch(
            flow="verkennen__uitkomst_vastleggen",
            question="Is sbo nodig?",
            label="ja",
            otherwise="nee",
            conditions=IS_SBO,
            to="einde",
            outcome="Naar het sbo",
        )

        out = done(SMALL, edit).text

        assert model_of(out).elements["naar_het_sbo"].get("uitkomst") == "naar_het_sbo"
        assert codes(out) == set()

    def test_goes_back_to_a_step_before_it(self):
        edit = e.Branch(
            flow="verkennen__uitkomst_vastleggen",
            question="Nog eens?",
            label="ja",
            otherwise="nee",
            conditions=IS_SBO,
            to="verkennen",
        )

        out = done(SMALL, edit)

        assert [one.goes_back for one in steps(out.text).step(out.focus).ways] == [False, True]
        assert codes(out.text) == set()

    def test_gets_one_more_way_later(self):
        question = e.Branch(
            flow="verkennen__uitkomst_vastleggen",
            question="Is sbo nodig?",
            label="ja",
            otherwise="nee",
            conditions=IS_SBO,
            step=new(),
        )
        once = done(SMALL, question)
        way = e.AddWay(
            gateway=once.focus,
            label="so",
            conditions=[Condition(field="verkenning", operator="is", value="so")],
            to="einde",
            outcome="Naar het so",
        )

        out = done(once.text, way).text

        assert len(steps(out).step(once.focus).ways) == 3
        assert codes(out) == set()

    def test_without_anything_on_the_other_way_is_refused(self):
        edit = e.Branch(
            flow="verkennen__uitkomst_vastleggen",
            question="Waarom?",
            label="ja",
            otherwise="nee",
            conditions=IS_SBO,
        )

        with pytest.raises(EditRefused):
            done(SMALL, edit)


class TestRemove:
    def test_joins_what_stood_before_and_behind_it(self):
        out = done(SMALL, e.Remove(step="verkennen"))

        assert out.focus == "verkenning_begonnen"
        assert order(out.text) == ["verkenning_begonnen", "uitkomst_vastleggen", "verkend"]
        assert "verkennen" not in shapes(out.text)
        assert ">verkennen<" not in out.text

    def test_of_a_step_that_was_added_gives_the_drawing_back(self):
        added = done(SMALL, e.AddAfter(after="verkennen", step=new())).text
        out = done(added, e.Remove(step="ouders_bellen")).text

        assert order(out) == order(SMALL)
        assert codes(out) == set()

    def test_takes_along_what_only_the_events_on_its_edge_reached(self):
        reminded = done(SMALL, e.SetReminder(step="verkennen", days=7)).text
        assert len(order(reminded)) == len(order(SMALL)) + 3

        out = done(reminded, e.Remove(step="verkennen"))

        assert len(order(out.text)) == len(order(SMALL)) - 1
        assert "met 3 andere erachter" in out.what

    @pytest.mark.parametrize("step", ["verkenning_begonnen", "verkend", "er_niet"])
    def test_of_a_begin_an_end_or_nothing_is_refused(self, step):
        with pytest.raises(EditRefused):
            done(SMALL, e.Remove(step=step))

    def test_of_a_way_takes_along_what_only_it_reached(self):
        question = e.Branch(
            flow="verkennen__uitkomst_vastleggen",
            question="Is sbo nodig?",
            label="ja",
            otherwise="nee",
            conditions=IS_SBO,
            step=new(),
        )
        branched = done(SMALL, question)
        way = next(
            one
            for one in steps(branched.text, **KINDS).step(branched.focus).ways
            if not one.is_default
        )

        out = done(branched.text, e.RemoveWay(flow=way.flow)).text

        assert "ouders_bellen" not in order(out)
        assert codes(out) == set()


class TestMove:
    def test_into_a_flow_changes_the_order(self):
        out = done(
            SMALL, e.MoveStep(step="uitkomst_vastleggen", flow="verkenning_begonnen__verkennen")
        )

        assert order(out.text) == [
            "verkenning_begonnen",
            "uitkomst_vastleggen",
            "verkennen",
            "verkend",
        ]
        assert codes(out.text) == set()
        assert set(shapes(out.text)) == set(shapes(SMALL))

    def test_to_another_lane_is_by_another_role(self):
        step = next(
            one for one in steps(BEZWAAR).steps if one.kind == "userTask" and "baan" in one.acts
        )
        lane = next(key for key, _, _ in steps(BEZWAAR).lanes if key != step.lane)

        out = done(BEZWAAR, e.MoveToLane(step=step.id, lane=lane)).text

        assert steps(out).step(step.id).lane == lane
        with pytest.raises(EditRefused):
            done(out, e.MoveToLane(step=step.id, lane=lane))


class TestSet:
    @pytest.mark.parametrize(
        ("settings", "text"),
        [
            ({"naam": "Praten & luisteren"}, 'name="Praten &amp; luisteren"'),
            ({"termijn": "tlv.beslis"}, 'dg:termijn="tlv.beslis"'),
            ({"rol": "swv_loket"}, 'dg:rol="swv_loket"'),
            ({"wettelijk": "WPO art. 40"}, 'dg:wettelijk="WPO art. 40"'),
            ({"uitleg": "Doe <dit>."}, "Doe &lt;dit&gt;."),
            ({"anders_dan": "verkennen"}, 'dg:anders_dan="verkennen"'),
        ],
    )
    def test_writes_a_setting(self, settings, text):
        assert text in done(SMALL, e.SetStep(step="verkennen", settings=settings)).text

    def test_takes_one_away_when_it_is_empty(self):
        out = done(SMALL, e.SetStep(step="verkennen", settings={"termijn": "", "uitleg": ""})).text

        assert steps(out).step("verkennen").settings["termijn"] == ""
        assert steps(out).step("verkennen").settings["uitleg"] == ""

    @pytest.mark.parametrize(
        "settings",
        [
            {"actie": "delen"},
            {"termijn": 'x") || termijn("y'},
            {"vanaf": "vandaag()"},
            {"anders_dan": "er_niet"},
            {"naam": ""},
            {"grondslag": "a\nb"},
        ],
    )
    def test_refuses_what_cannot_be(self, settings):
        with pytest.raises(EditRefused):
            done(SMALL, e.SetStep(step="verkennen", settings=settings))

    def test_a_reminder_comes_changes_and_goes(self):
        def days(text):
            return steps(text).step("verkennen").reminder_days

        first = done(SMALL, e.SetReminder(step="verkennen", days=14)).text
        second = done(first, e.SetReminder(step="verkennen", days=7)).text
        third = done(second, e.SetReminder(step="verkennen", days=0)).text

        assert [days(one) for one in (SMALL, first, second, third)] == [0, 14, 7, 0]
        assert codes(second) == set()
        assert order(third) == order(SMALL)

    def test_a_flow_becomes_the_default_or_gets_a_condition(self):
        question = e.Branch(
            flow="verkennen__uitkomst_vastleggen",
            question="Is sbo nodig?",
            label="ja",
            otherwise="nee",
            conditions=IS_SBO,
            step=new(),
        )
        branched = done(SMALL, question)
        default, other = steps(branched.text, **KINDS).step(branched.focus).ways

        turned = done(branched.text, e.SetFlow(flow=other.flow, is_default=True)).text
        out = done(turned, e.SetFlow(flow=default.flow, conditions=IS_SBO, name="sbo")).text

        ways = steps(out, **KINDS).step(branched.focus).ways
        assert [(one.name, one.words, one.is_default) for one in ways] == [
            ("sbo", "verkenning is sbo", False),
            ("ja", "", True),
        ]
        assert codes(out) == set()
