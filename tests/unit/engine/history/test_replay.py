"""A history as steps, and how a drawing looks at each: without any engine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from doorgang_engine import events as ev
from doorgang_engine.history.painting import paint
from doorgang_engine.history.replay import steps_of
from doorgang_engine.model import RecordedEvent

START = datetime(2027, 1, 15, 9, tzinfo=UTC)
BEGUN = ev.CaseStarted(route="r", region="p", bundle="b1", start_event="begin")
MODEL = SimpleNamespace(
    elements={
        key: SimpleNamespace(kind=kind, called=called)
        for key, kind, called in [
            ("begin", "startEvent", ""),
            ("lezen", "userTask", ""),
            ("te_laat", "boundaryEvent", ""),
            ("deel", "subProcess", ""),
            ("roept", "callActivity", "andere"),
            ("klaar", "endEvent", ""),
        ]
    }
)


def steps(*acts):
    """Steps of acts, a day apart."""
    history, number = [], 0
    for act, happened in enumerate(acts, start=1):
        for event in happened:
            number += 1
            recorded = RecordedEvent(
                region="p", case_id="c", number=number, act=act, kind=event.kind,
                at=START + timedelta(days=act - 1), actor="loes", fields="", sealed=b"",
                previous="", hash="",
            )  # fmt: skip
            history.append((recorded, event))
    return steps_of(history)


def passed(element, scope="", round_=1):
    return ev.ElementCompleted(element=element, scope=scope, round=round_)


def opened(task_id="t1", element="lezen", scope="", due_at=""):
    return ev.TaskOpened(
        element=element, scope=scope, task_id=task_id, round=1, role="", form="", due_at=due_at
    )


def done(task_id="t1", element="lezen"):
    return ev.TaskCompleted(element=element, task_id=task_id, submission_id="s1", form_hash="h1")


def values(**given):
    return ev.VariablesSet(names=tuple(given), values=given)


class TestStepsOf:
    def test_makes_one_step_of_each_act(self):
        first, second = steps([BEGUN, passed("begin"), opened()], [done(), passed("lezen")])

        assert (first.number, first.first_event, second.first_event) == (1, 1, 4)
        assert (second.actor, second.at) == ("loes", START + timedelta(days=1))
        assert second.forms == (("s1", "h1"),)

    def test_keeps_open_what_was_not_closed(self):
        timer = ev.TimerSet(element="te_laat", timer_id="w1", due_at="2027-01-16T00:00:00+00:00")
        first, second, third = steps(
            [BEGUN, opened(), timer],
            [ev.TimerFired(element="te_laat", timer_id="w1", due_at="2027-01-16T00:00:00+00:00")],
            [ev.TaskCancelled(element="lezen", task_id="t1")],
        )

        assert dict(first.active) == {"t1": ("", "lezen"), "w1": ("", "te_laat")}
        assert dict(second.active) == {"t1": ("", "lezen")}
        assert not third.active
        assert third.cancelled == {("", "lezen")}

    def test_closes_a_wait_where_it_lies(self):
        wait = ev.EventAwaited(element="bericht", wait_id="x", waits_for="message")
        other = ev.EventAwaited(element="bericht", scope="roept#1", wait_id="y", waits_for="m")
        first, second = steps([BEGUN, wait, other], [passed("bericht")])

        assert len(first.active) == 2
        assert list(second.active.values()) == [("roept#1", "bericht")]

    def test_takes_along_what_lay_in_a_part_that_went(self):
        _, second = steps(
            [BEGUN, opened(scope="roept#1"), opened("t2", scope="roept#1/deel#1")],
            [ev.ElementCancelled(element="roept", round=1)],
        )

        assert not second.active

    def test_counts_rounds(self):
        found = steps([BEGUN, passed("lezen")], [passed("lezen", round_=2)])

        assert [step.rounds["", "lezen"] for step in found] == [1, 2]
        assert found[0].rounds is not found[1].rounds

    def test_tells_which_data_is_new_or_changed(self):
        _, second, third, fourth = steps(
            [BEGUN], [values(klaar=False)], [values(klaar=True)], [values(klaar=True)]
        )

        assert [(c.name, c.was, c.value) for c in second.changes] == [("klaar", None, False)]
        assert [(c.name, c.was, c.value) for c in third.changes] == [("klaar", False, True)]
        assert fourth.changes == ()

    def test_names_data_that_this_reader_may_not_see(self):
        (step,) = steps([BEGUN, ev.VariablesSet(names=("geheim",))])

        assert (step.hidden, step.changes) == (("geheim",), ())

    def test_follows_terms(self):
        started = ev.TermStarted(
            run_id="r", term="t", started_on="2027-01-15", raw_end="", end="2027-02-01", reason=""
        )
        found = steps(
            [BEGUN, started],
            [ev.TermSuspended(run_id="r", term="t", suspended_on="2027-01-16", reason="")],
            [ev.TermResumed(run_id="r", term="t", resumed_on="", raw_end="", end="2027-02-05",
                            reason="")],
            [ev.TermEnded(run_id="r", term="t", outcome="met", ended_on="2027-01-30")],
        )  # fmt: skip

        assert [(s.terms["r"].status, s.terms["r"].end) for s in found] == [
            ("running", "2027-02-01"),
            ("suspended", ""),
            ("running", "2027-02-05"),
            ("met", "2027-01-30"),
        ]

    def test_knows_under_which_version_each_act_was_done(self):
        moved = ev.CaseMigrated(from_bundle="b1", to_bundle="b2", reason="")
        found = steps([BEGUN], [moved], [passed("lezen")])

        assert [step.bundle for step in found] == ["b1", "b2", "b2"]

    def test_leaves_nothing_open_at_the_end(self):
        _, withdrawn = steps([BEGUN, opened()], [ev.CaseWithdrawn(reason="Dubbel")])

        assert not withdrawn.active
        assert withdrawn.cancelled == {("", "lezen")}

    def test_is_quick_for_a_thousand_events(self):
        acts = [[BEGUN]] + [[opened(f"t{n}"), done(f"t{n}"), passed("lezen")] for n in range(333)]
        began = datetime.now(UTC)

        found = steps(*acts)
        for step in found:
            paint(step, scope="", model=MODEL)

        assert len(found) == 334
        assert datetime.now(UTC) - began < timedelta(seconds=2)


class TestPaint:
    def test_puts_the_token_where_work_is_open_not_beside_it(self):
        timer = ev.TimerSet(element="te_laat", timer_id="w1", due_at="2027-03-01T00:00:00+00:00")
        part = ev.ElementStarted(element="deel", round=1)
        (step,) = steps([BEGUN, passed("begin"), part, opened(), timer])

        found = paint(step, scope="", model=MODEL)

        assert found.active == {"lezen"}
        assert found.visited == {"begin"}
        assert found.fresh == {"begin", "deel"}

    def test_says_what_was_late_at_that_moment(self):
        first, second = steps(
            [BEGUN, opened(due_at="2027-01-15T23:00:00+00:00")], [values(klaar=True)]
        )

        assert paint(first, scope="", model=MODEL).late == set()
        assert paint(second, scope="", model=MODEL).late == {"lezen"}

    def test_shows_what_lies_in_a_called_route_where_it_is_called(self):
        (step,) = steps([BEGUN, opened(scope="roept#1"), passed("begin", scope="roept#1")])

        own = paint(step, scope="", model=MODEL)
        called = paint(step, scope="roept#1", model=MODEL)

        assert (own.active, own.visited) == ({"roept"}, set())
        assert (called.active, called.visited) == ({"lezen"}, {"begin"})

    def test_shows_a_repeated_part_in_its_own_drawing(self):
        (step,) = steps([BEGUN, passed("lezen", "deel#1"), passed("lezen", "deel#2")])

        found = paint(step, scope="", model=MODEL)

        assert (found.visited, dict(found.rounds)) == ({"lezen"}, {"lezen": 2})

    def test_does_not_cross_out_what_was_only_set_beside(self):
        gone = [ev.ElementCancelled(element=key, round=1) for key in ("te_laat", "lezen")]
        (step,) = steps([BEGUN, *gone])

        assert paint(step, scope="", model=MODEL).cancelled == {"lezen"}

    def test_marks_a_flow_as_taken_and_new(self):
        first, second = steps([BEGUN, ev.FlowTaken(flow="f1")], [ev.FlowTaken(flow="f2")])

        assert paint(first, scope="", model=MODEL).taken == {"f1"}
        later = paint(second, scope="", model=MODEL)
        assert (later.taken, later.fresh) == ({"f1", "f2"}, {"f2"})

    @pytest.mark.parametrize("scope", ["", "roept#2"])
    def test_knows_nothing_of_another_drawing(self, scope):
        (step,) = steps([BEGUN, passed("klaar", scope="roept#1/x#1")])

        assert paint(step, scope=scope, model=MODEL).visited == set()
