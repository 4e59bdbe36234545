# ruff: noqa: E501 - BPMN reads better in long lines
"""What SpiffWorkflow 3.2.0 is known to do wrong, and our engine does not."""

from __future__ import annotations

import json
import time
import zlib
from datetime import datetime

import pytest
from tests.conformance.driving import START, Drive, drawn

from doorgang_engine import enact
from doorgang_engine import events as ev
from doorgang_engine.bpmn.execution import CelEngine
from doorgang_engine.bpmn.state import pack
from doorgang_engine.errors import EngineError, NotWaiting, RunsOn, TaskNotOpen

TWO_TASKS = """
<startEvent id="begin"/><userTask id="een"/><userTask id="twee"/><endEvent id="einde"/>
<f>begin > een > twee > einde</f>"""
PARALLEL = """
<startEvent id="begin"/><parallelGateway id="splits"/><userTask id="a"/><userTask id="b"/>
<parallelGateway id="samen"/><userTask id="daarna"/><endEvent id="einde"/>
<f>begin > splits > a > samen > daarna > einde
splits > b > samen</f>"""
LOOP = """
<startEvent id="begin"/><exclusiveGateway id="ronde"/><userTask id="taak"/>
<exclusiveGateway id="kies" default="kies__ronde"/><endEvent id="einde"/>
<f>begin > ronde > taak > kies >[klaar]> einde
kies > ronde</f>"""
HANDLER = """
<startEvent id="begin"/><userTask id="taak"/><endEvent id="einde"/><f>begin > taak > einde</f>
<subProcess id="h" triggeredByEvent="true"><startEvent id="hs" isInterrupting="false"><on message="m"/></startEvent>
<userTask id="ht"/><endEvent id="he"/><f>hs > ht > he</f></subProcess>"""
TIMERS = """
<startEvent id="begin"/><parallelGateway id="splits"/>
<intermediateCatchEvent id="laat"><on duration="P9D"/></intermediateCatchEvent>
<intermediateCatchEvent id="vroeg"><on duration="P3D"/></intermediateCatchEvent>
<intermediateCatchEvent id="midden"><on duration="P5D"/></intermediateCatchEvent><endEvent id="einde"/>
<f>begin > splits > laat > einde
splits > vroeg > einde
splits > midden > einde</f>"""


def in_memory(process, **kinds):
    """Start a case that is kept in memory, for what takes many steps."""
    runnable = drawn(process, kinds=kinds)
    drive = Drive(runnable).start()
    return drive.restored()


def complete(running, **exports):
    (waiting,) = running.execution.open_items()
    running.execution.complete(waiting.id, exports=exports, actor="iemand")


def seconds_of(running, *, rounds):
    begin = time.process_time()
    for _ in range(rounds):
        complete(running, klaar=False)
    return time.process_time() - begin


def chain_of(count):
    """Run through so many script tasks in a row."""
    ids = [f"s{n}" for n in range(count)]
    process = (
        '<startEvent id="begin"/><endEvent id="einde"/>'
        + "".join(f'<scriptTask id="{n}"><script>x = 1</script></scriptTask>' for n in ids)
        + f"<f>begin > {' > '.join(ids)} > einde</f>"
    )
    return Drive(drawn(process, kinds={"x": "getal"})).start()


def shape_of(runnable):
    """Return every connection between the specs of a route."""
    return {
        (name, spec.name): (tuple(spec._inputs), tuple(spec._outputs))
        for name, process in runnable.program.built.specs.items()
        for spec in process.task_specs.values()
    }


class TestData:
    def test_of_an_earlier_step_is_not_rewritten_by_a_later_one(self):
        process = """<startEvent id="begin"/><userTask id="een"/>
        <scriptTask id="erbij"><script>namen = namen + ["b"]</script></scriptTask>
        <userTask id="twee"/><endEvent id="einde"/><f>begin > een > erbij > twee > einde</f>"""
        running = in_memory(process, namen="lijst")
        given = ["a"]
        running.execution.take_events()

        complete(running, namen=given)
        given.append("van buiten")

        first, second = [
            e.values for e in running.execution.take_events() if e.kind == "variables_set"
        ]
        assert (first, second) == ({"namen": ["a"]}, {"namen": ["a", "b"]})
        assert running.execution.variables()["namen"] == ["a", "b"]

    def test_is_not_made_stale_by_the_branch_that_ends_last(self):
        drive = Drive(drawn(PARALLEL, kinds={"x": "getal", "y": "getal"})).start(x=1)

        drive.complete("a", x=2)
        drive.complete("b", y=3)

        assert drive.values() == {"x": 2, "y": 3}

    def test_may_be_called_typename(self):
        drive = Drive(drawn(TWO_TASKS, kinds={"typename": "tekst"})).start(typename="UUID")

        drive.complete("een", typename="foo")

        assert drive.values() == {"typename": "foo"}

    def test_does_not_hide_a_function_of_the_language(self):
        process = """<startEvent id="begin"/><userTask id="een"/>
        <scriptTask id="rekenen"><script>dag = vandaag()</script></scriptTask>
        <userTask id="twee"/><endEvent id="einde"/><f>begin > een > rekenen > twee > einde</f>"""
        kinds = {"dag": "datum", "vandaag": "tekst"}
        drive = Drive(drawn(process, kinds=kinds)).start(vandaag="nooit")

        drive.complete("een")

        assert drive.values()["dag"] == "2027-01-15"


class TestTheStateOfACase:
    def test_survives_another_order_of_keys(self):
        drive = Drive(drawn(PARALLEL, kinds={"x": "getal"})).start()
        drive.complete("a", x=5)
        content = json.loads(zlib.decompress(drive.state))
        version = content.pop("version")
        assert version == 1

        drive.state = pack(json.loads(json.dumps(content, sort_keys=True)))

        assert drive.open_items() == ["b"]
        assert drive.complete("b").open_items() == ["daarna"]
        assert drive.values() == {"x": 5}

    def test_is_evaluated_by_our_language_alone_after_restoring(self):
        drive = Drive(drawn(LOOP, kinds={"klaar": "ja_nee"})).start()

        workflow = drive.restored().execution._workflow

        assert type(workflow.script_engine) is CelEngine
        with pytest.raises(NotImplementedError):
            workflow.script_engine.call_service()
        with pytest.raises(EngineError):
            workflow.script_engine.evaluate(workflow.task_tree, '__import__("os").getpid()')
        with pytest.raises(EngineError):
            workflow.script_engine.execute(workflow.task_tree, "import os")


class TestATask:
    def test_that_is_yet_to_come_cannot_be_completed(self):
        drive = Drive(drawn(TWO_TASKS)).start()
        first = drive.waiting("een")[0].id
        ahead = Drive(drawn(TWO_TASKS)).start().complete("een").waiting("twee")[0].id

        for other in (ahead, "onbekend"):
            with pytest.raises(TaskNotOpen):
                drive.restored().execution.complete(other, exports={}, actor="iemand")

        assert drive.waiting("een")[0].id == first

    def test_that_is_done_cannot_be_completed_again(self):
        drive = Drive(drawn(TWO_TASKS)).start()
        done = drive.waiting("een")[0].id
        drive.complete("een")

        with pytest.raises(TaskNotOpen):
            drive.restored().execution.complete(done, exports={}, actor="iemand")

    def test_that_was_cancelled_cannot_be_completed(self):
        process = """<startEvent id="begin"/><userTask id="taak"/><userTask id="daarna"/><endEvent id="einde"/>
        <boundaryEvent id="laat" attachedToRef="taak"><on duration="P1D"/></boundaryEvent>
        <f>begin > taak > einde
        laat > daarna > einde</f>"""
        drive = Drive(drawn(process)).start()
        task, timer = (drive.waiting(name)[0].id for name in ("taak", "laat"))
        drive.clock("P1D")

        with pytest.raises(TaskNotOpen):
            drive.restored().execution.complete(task, exports={}, actor="iemand")
        with pytest.raises(NotWaiting):
            drive.restored().execution.fire(timer)


class TestALongCase:
    def test_goes_on_after_a_thousand_rounds(self):
        running = in_memory(LOOP, klaar="ja_nee")

        for _ in range(1_100):
            complete(running, klaar=False)
        complete(running, klaar=True)

        assert running.execution.is_completed

    def test_is_not_slower_at_the_end(self):
        running = in_memory(LOOP, klaar="ja_nee")
        first = seconds_of(running, rounds=200)
        seconds_of(running, rounds=800)

        last = seconds_of(running, rounds=200)

        assert last < 3 * first

    def test_may_have_nine_hundred_steps_in_one_path(self):
        ids = [f"t{n}" for n in range(900)]
        process = (
            '<startEvent id="begin"/><endEvent id="einde"/>'
            + "".join(f'<manualTask id="{name}"/>' for name in ids)
            + f"<f>begin > {' > '.join(ids)} > einde</f>"
        )

        drive = Drive(drawn(process)).start().complete("t0")

        assert drive.open_items() == ["t1"]

    def test_may_take_more_than_a_thousand_automatic_steps_at_once(self):
        assert chain_of(1_200).outcome[0] == "einde"

    def test_that_never_waits_is_stopped(self):
        with pytest.raises(EngineError) as raised:
            chain_of(2_100)

        assert raised.value.code == RunsOn.code


class TestParallelBlocks:
    def test_in_a_row_do_not_explode(self):
        blocks, branches = 12, 4
        drawing, last = ['<startEvent id="begin"/><endEvent id="einde"/>'], "begin"
        for block in range(blocks):
            drawing.append(f'<parallelGateway id="s{block}"/><parallelGateway id="j{block}"/>')
            drawing.append(f"<f>{last} > s{block}</f>")
            for branch in range(branches):
                name = f"t{block}_{branch}"
                drawing.append(f'<userTask id="{name}"/><f>s{block} > {name} > j{block}</f>')
            last = f"j{block}"
        drawing.append(f"<f>{last} > einde</f>")

        running = in_memory("".join(drawing))

        assert len(running.execution._workflow.tasks) < 20


class TestTheSpecs:
    def test_are_not_changed_by_a_case(self):
        runnable = drawn(HANDLER)
        before = shape_of(runnable)

        first = Drive(runnable, case_id="eerste").start()
        first.message("m")
        second = Drive(runnable, case_id="tweede").start()

        assert shape_of(runnable) == before
        assert second.open_items() == ["message:hs", "taak"]
        assert second.complete("taak").was_over
        assert first.complete("ht").complete("taak").was_over


class TestTimers:
    def test_fire_in_the_order_of_their_moments(self):
        drive = Drive(drawn(TIMERS)).start()

        due = enact.due_timers(drive.restored(), START.replace(month=2))

        assert [waiting.element for waiting in due] == ["vroeg", "midden", "laat"]

    def test_do_not_depend_on_the_time_zone_of_the_server(self, monkeypatch):
        process = """<startEvent id="begin"/>
        <intermediateCatchEvent id="wacht"><on date="op(&quot;2027-07-01&quot;)"/></intermediateCatchEvent>
        <endEvent id="einde"/><f>begin > wacht > einde</f>"""
        moments = set()

        for zone in ("UTC", "America/New_York", "Asia/Tokyo"):
            with monkeypatch.context() as patch:
                patch.setenv("TZ", zone)
                time.tzset()
                moments.add(Drive(drawn(process)).start().waiting("wacht")[0].due_at)
        time.tzset()

        assert moments == {"2027-07-01T06:00:00+00:00"}

    @pytest.mark.parametrize(
        ("start", "duration", "due"),
        [
            ("2026-01-31T12:00+01:00", "P1M", "2026-02-28T11:00:00+00:00"),
            ("2028-02-29T12:00+01:00", "P1Y", "2029-02-28T11:00:00+00:00"),
            ("2027-08-31T12:00+02:00", "P6M", "2028-02-29T11:00:00+00:00"),
        ],
    )
    def test_clip_the_end_of_a_month(self, start, duration, due):
        process = f"""<startEvent id="begin"/>
        <intermediateCatchEvent id="wacht"><on duration="{duration}"/></intermediateCatchEvent>
        <endEvent id="einde"/><f>begin > wacht > einde</f>"""
        drive = Drive(drawn(process), now=datetime.fromisoformat(start)).start()

        assert drive.waiting("wacht")[0].due_at == due

    def test_of_a_cycle_that_stood_still_for_years_fire_once(self):
        process = """<startEvent id="begin"/><userTask id="taak"/><endEvent id="einde"/>
        <boundaryEvent id="elke" attachedToRef="taak" cancelActivity="false"><on cycle="R/P1W"/></boundaryEvent>
        <endEvent id="gemeld"/><f>begin > taak > einde
        elke > gemeld</f>"""
        drive = Drive(drawn(process)).start()

        drive.late("P5Y")

        assert drive.completed == ["elke", "gemeld"]
        assert enact.due_timers(drive.restored(), drive.now) == []

    def test_fire_no_second_time(self):
        drive = Drive(drawn(TIMERS)).start()
        timer = drive.waiting("vroeg")[0].id
        drive.clock("P3D")

        with pytest.raises(NotWaiting):
            drive.restored().execution.fire(timer)

    def test_that_are_due_do_not_fire_because_something_else_happens(self):
        process = """<startEvent id="begin"/><parallelGateway id="splits"/><userTask id="taak"/><userTask id="ander"/>
        <boundaryEvent id="laat" attachedToRef="taak"><on duration="P1D"/></boundaryEvent><endEvent id="einde"/>
        <f>begin > splits > taak > einde
        splits > ander > einde
        laat > einde</f>"""
        drive = Drive(drawn(process)).start()
        drive.now = START.replace(day=20)

        drive.complete("ander")

        assert drive.open_items() == ["taak", "timer:laat"]
        assert not drive.of(ev.TimerFired)
