"""What a timeline says of each event, on the small route."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.small_route import content

from doorgang_api.demo.dates import short_date
from doorgang_api.demo.entries import Words
from doorgang_api.demo.telling import Teller
from doorgang_engine import events as ev
from doorgang_engine.routes.bundle import prepare
from doorgang_engine.terms.moments import local_day

MORNING = datetime(2027, 1, 22, 8, 30, tzinfo=UTC)
RUN = "1c0ffee0-run"
TERM = ev.TermStarted(
    run_id=RUN,
    term="proef.toets",
    started_on="2027-01-15",
    raw_end="2027-01-22",
    end="2027-01-22",
    reason="vijf werkdagen",
    ground="Awb 4:5",
    rule={"naam": "Toetsen"},
)
TASK = ev.TaskOpened(
    element="toetsen",
    task_id="1c0ffee0-task",
    round=1,
    role="loket",
    form="toets",
    due_at="2027-01-22T22:59:59+00:00",
    term_run=RUN,
)
DONE = ev.TaskCompleted(element="toetsen", task_id=TASK.task_id, submission_id="s")


@pytest.fixture
def teller():
    words = Words(
        program=prepare(content()).program,
        roles={"loket": "loket", "school": "school"},
        forms={"aanvraag": "aanvraag", "toets": "toets"},
        routes={"ander": "Een ander traject"},
        people={"loes": "Loes Loket"},
    )
    return Teller(words)


def notes(teller, *events, at=MORNING, actor="loes"):
    return list(teller.tell_act(at=at, actor=actor, events=events).notes)


class TestShortDate:
    def test_writes_the_day_of_the_week_in_dutch(self):
        moment = datetime(2026, 11, 13, 23, 30, tzinfo=UTC)  # half past twelve in Amsterdam

        assert short_date(local_day(moment=moment)) == "za 14-11-2026"


class TestTeller:
    def test_says_who_did_a_task_in_which_role_and_before_which_day(self, teller):
        teller.tell_act(at=MORNING, actor="loes", events=[TERM, TASK])

        entry = teller.tell_act(at=MORNING, actor="loes", events=[DONE])

        assert (entry.who, entry.role, entry.title) == ("Loes Loket", "loket", "Aanvraag toetsen")
        assert entry.notes == ("uiterlijk vr 22-01-2027 (Toetsen, Awb 4:5): op tijd",)

    def test_says_how_late_a_task_was(self, teller):
        teller.tell_act(at=MORNING, actor="loes", events=[TERM, TASK])

        late = datetime(2027, 1, 24, 23, 30, tzinfo=UTC)  # already Monday in Amsterdam

        assert notes(teller, DONE, at=late) == [
            "uiterlijk vr 22-01-2027 (Toetsen, Awb 4:5): 3 dagen te laat"
        ]

    def test_reckons_with_the_last_day_as_it_stands_after_suspension(self, teller):
        teller.tell_act(at=MORNING, actor="loes", events=[TERM, TASK])
        resumed = ev.TermResumed(
            run_id=RUN,
            term="proef.toets",
            resumed_on="2027-01-25",
            raw_end="2027-02-01",
            end="2027-02-01",
            reason="",
        )

        assert notes(teller, resumed) == [
            "termijn loopt weer: Toetsen, tot en met ma 01-02-2027 (Awb 4:5); was vr 22-01-2027"
        ]
        assert notes(teller, DONE) == ["uiterlijk ma 01-02-2027 (Toetsen, Awb 4:5): op tijd"]

    def test_calls_a_timer_the_clock_and_names_its_step(self, teller):
        fired = ev.TimerFired(element="te_laat", timer_id="t", due_at="2027-01-22T22:59:59+00:00")

        entry = teller.tell_act(at=MORNING, actor="klok", events=[fired])

        assert (entry.who, entry.title) == ("klok", "Te laat")

    def test_says_that_a_term_lapsed(self, teller):
        ended = ev.TermEnded(
            run_id=RUN, term="proef.toets", outcome="lapsed", ended_on="2027-01-22"
        )

        assert notes(teller, TERM, TASK, ended) == [
            "termijn verstreken: Toetsen, tot en met vr 22-01-2027 (Awb 4:5)"
        ]

    def test_names_only_the_forms_that_were_filled_in(self, teller):
        start = ev.CaseStarted(
            route="proef-route", region="proef", bundle="b", start_event="begin"
        )
        shared = ev.DataDisclosed(
            element="school_vragen",
            to_roles=("school",),
            forms=("aanvraag", "toets"),
            ground="Awb 4:5",
        )

        assert notes(teller, start, shared) == ["gedeeld met school: aanvraag; grond: Awb 4:5"]

    def test_leaves_technical_events_out(self, teller):
        technical = [
            ev.ElementCompleted(element="compleet_toetsen", round=1),
            ev.FlowTaken(flow="f3"),
            ev.VariablesSet(names=("compleet",), values={"compleet": True}),
            ev.TimerSet(element="te_laat", timer_id="t", due_at="2027-01-22T22:59:59+00:00"),
        ]

        assert teller.tell_act(at=MORNING, actor="loes", events=technical) is None

    def test_says_in_words_how_it_ended(self, teller):
        ended = ev.CaseCompleted(outcome="onvolledig", end_event="onvolledig")

        assert notes(teller, ended) == ["einde: Onvolledig"]
        assert teller.outcome == "Onvolledig"

    def test_counts_tasks_timers_and_terms(self, teller):
        met = ev.TermEnded(run_id=RUN, term="proef.toets", outcome="met", ended_on="2027-01-22")

        teller.tell_act(at=MORNING, actor="loes", events=[TERM, TASK])
        teller.tell_act(at=MORNING, actor="loes", events=[DONE, met])

        assert (teller.tally.tasks, teller.tally.timers, teller.tally.terms) == (1, 0, 1)
        assert teller.tally.outcomes["met"] == 1
