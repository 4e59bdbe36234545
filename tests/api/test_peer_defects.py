"""What users of comparable engines suffer. Each was reproduced elsewhere; none may happen here."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from sqlalchemy import event, text
from tests.api.acting import RIGHT, assert_problem, complete, only_task, start
from tests.api.broken import Killed, that_fails_once
from tests.api.conftest import programs_of
from tests.api.route_variants import PARALLEL
from tests.small_route import BPMN, publish

from doorgang_engine.model import Actor, TaskStatus
from doorgang_engine.tasks import complete_task
from doorgang_engine.timers import fire_due_timers

LOES = Actor(id="loes", role="loket", organisation="swv-proef", region="proef")


@pytest.fixture
def programs(either_house):
    """Give the program of a person, once on each database."""
    return programs_of(either_house)


def at_once(*acts):
    """Do things at the same moment; give what each answered, in order."""
    together, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def do(number, act):
        together.wait()
        answers[number] = act()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def events_of(program, case):
    path = f"/cases/{case['id']}/history?limit=200"
    return program("loes").get(path).json["items"]


class TestDoubleSubmit:
    def test_completes_once_and_tells_the_second_who_was_first(self, programs):
        case = start(programs("loes"))
        task = only_task(case)
        loes, lars = programs("loes"), programs("lars")

        answers = at_once(lambda: complete(loes, task), lambda: complete(lars, task))

        first, second = sorted(answers, key=lambda a: a.status_code)
        assert first.status_code == 200
        body = assert_problem(second, 409, "task_already_completed")
        assert body["by"] == ("loes" if second is answers[1] else "lars")
        seen = programs("loes").get(f"/cases/{case['id']}").json
        assert (seen["status"], only_task(seen)["element"]) == ("running", "controleren")


class TestMissingField:
    def test_is_refused_and_the_corrected_retry_is_taken(self, programs):
        case = start(programs("loes"))

        wrong = complete(programs("loes"), only_task(case), {"submission": {}})
        seen = programs("loes").get(f"/cases/{case['id']}").json
        right = complete(programs("loes"), only_task(case))

        assert_problem(wrong, 422, "submission_invalid")
        assert (seen, right.status_code) == (case, 200)


class TestAcceptedCompletion:
    def test_never_vanishes_under_a_sweep_of_the_clock(self, either_house, programs):
        for _ in range(5):
            case = start(programs("loes"))
            task, loes = only_task(case), programs("loes")
            with either_house.database.begin() as connection:
                # Due for the sweep, not for the case: what the peer's stale copy looked like.
                connection.execute(text("UPDATE timers SET due_at = '2020-01-01 00:00:00+00:00'"))

            answer, swept = at_once(
                lambda one=loes, it=task: complete(one, it),
                lambda: fire_due_timers(parts=either_house.parts),
            )

            assert (answer.status_code, swept.failed) == (200, 0)
            kinds = [e["kind"] for e in events_of(programs, case)]
            assert kinds.count("task_completed") == 1
            seen = programs("loes").get(f"/cases/{case['id']}").json
            assert only_task(seen)["element"] == "controleren"


class TestProcessKilledInTheMiddle:
    def test_leaves_nothing_and_the_same_request_works_afterwards(self, either_house, programs):
        case = start(programs("loes"))
        task, before = only_task(case), events_of(programs, case)
        dying = that_fails_once(either_house, Killed()).parts
        with pytest.raises(Killed):
            complete_task(
                task_id=task["id"],
                submission=RIGHT["submission"],
                actor=LOES,
                parts=dying,
                request_id="one",
            )

        untouched = programs("loes").get(f"/cases/{case['id']}").json
        between = events_of(programs, case)
        again = complete(programs("loes"), task, **{"Idempotency-Key": "one"})

        assert (untouched, between) == (case, before)
        assert again.status_code == 200
        kept = programs("loes").get(f"/cases/{case['id']}/submissions").json["items"]
        assert [i["form"] for i in kept] == ["aanvraag", "toets"]


class TestHistory:
    def test_only_grows(self, programs):
        case = start(programs("loes"))
        seen = [events_of(programs, case)]
        after = complete(programs("loes"), only_task(case)).json
        seen.append(events_of(programs, case))
        complete(programs("lars"), only_task(after), {"submission": {}})
        seen.append(events_of(programs, case))
        complete(programs("lars"), only_task(after))
        seen.append(events_of(programs, case))

        for earlier, later in pairwise(seen):
            assert later[: len(earlier)] == earlier
        assert len(seen[-1]) > len(seen[0])


class TestCorrection:
    def test_shows_the_old_and_the_new(self, programs):
        case = start(programs("loes"))
        first = {"submission": {"compleet": True, "toelichting": "Eerst"}}
        second = {"submission": {"compleet": True, "toelichting": "Verbeterd"}}
        after = complete(programs("loes"), only_task(case), first).json
        complete(programs("lars"), only_task(after), second)

        kept = programs("loes").get(f"/cases/{case['id']}/submissions").json["items"]

        told = [(i["actor"], i["data"]["toelichting"]) for i in kept if i["form"] == "toets"]
        assert told == [("loes", "Eerst"), ("lars", "Verbeterd")]


class TestPersonalData:
    def test_is_nowhere_in_the_database_file(self, house, program, tmp_path):
        named = {"given_name": "Xanthippe", "family_name": "Ketelbinkie"}
        case = start(program("loes"), subject=named, submission={"vraag": "Over Xanthippe"})
        told = {"submission": {"compleet": True, "toelichting": "Ketelbinkie leest"}}
        complete(program("loes"), only_task(case), told)
        program("loes").post(
            f"/cases/{case['id']}/withdrawal",
            {"reason": "Xanthippe is verhuisd"},
            headers={"If-Match": "*"},
        )
        assert program("loes").get(f"/cases/{case['id']}").json["subject"] == {
            **named,
            "title": "",
        }
        house.database.dispose()

        files = [path for path in tmp_path.iterdir() if path.name.startswith("doorgang.sqlite")]
        content = b"".join(path.read_bytes() for path in files)

        assert b"PRO-" in content
        assert b"Xanthippe" not in content
        assert b"Ketelbinkie" not in content


PYTHON = (
    "__import__('os').system('true')",
    "().__class__.__base__.__subclasses__()",
    "open('/etc/passwd').read() == ''",
    "exec('1')",
    "(lambda: 1)()",
)


@pytest.mark.parametrize("code", PYTHON)
class TestPythonInARoute:
    @staticmethod
    def route_with(code):
        return BPMN.replace(">compleet</bpmn:cond", f">{code}</bpmn:cond")

    def test_is_refused_at_the_gate(self, program, code):
        answer = program("elly").post(
            "/routes/check", data=self.route_with(code).encode(), content_type="application/xml"
        )

        refused = [f for f in answer.json["findings"] if f["severity"] == "fout"]
        assert "f3" in {f["element"] for f in refused}

    def test_does_not_run_for_who_gets_it_past_the_gate(self, house, program, code):
        publish(house.parts, number=2, bpmn=self.route_with(code))
        case = start(program("loes"))

        answer = complete(program("loes"), only_task(case))

        assert_problem(answer, 409, "expression_refused")
        seen = program("loes").get(f"/cases/{case['id']}").json
        assert (seen["status"], seen["tasks"]) == ("incident", case["tasks"])


class TestDueTimers:
    def test_are_found_by_their_index(self, either_house, programs):
        for _ in range(3):
            start(programs("loes"))
        asked = []
        event.listen(
            either_house.database,
            "before_cursor_execute",
            lambda _c, _cursor, statement, parameters, *_: asked.append((statement, parameters)),
        )

        with either_house.parts.new_uow() as uow:
            assert uow.timers.next_due(at=datetime(2030, 1, 1, tzinfo=UTC))
            statement, parameters = asked[-1]
            explain = "EXPLAIN"
            if uow.connection.dialect.name == "sqlite":
                explain = "EXPLAIN QUERY PLAN"
            else:
                # So small a table is read whole; what counts is whether the index fits.
                uow.connection.execute(text("SET LOCAL enable_seqscan = off"))
            plan = str(uow.connection.exec_driver_sql(f"{explain} {statement}", parameters).all())

        assert "ix_timers_due" in plan


class TestParallelTasks:
    def test_are_completed_by_two_people_at_the_same_time(self, either_house, programs):
        publish(either_house.parts, number=2, bpmn=PARALLEL)
        loes, lars = programs("loes"), programs("lars")
        for _ in range(3):
            case = start(loes)
            left, right = case["tasks"]

            one, other = at_once(
                lambda it=left: complete(loes, it), lambda it=right: complete(lars, it)
            )

            assert (one.status_code, other.status_code) == (200, 200)
            assert "completed" in (one.json["status"], other.json["status"])
            with either_house.read_uow() as uow:
                done = [(t.status, t.closed_by) for t in uow.tasks.of_case(case["id"])]
            assert sorted(done) == sorted(
                [(TaskStatus.COMPLETED, "loes"), (TaskStatus.COMPLETED, "lars")]
            )
