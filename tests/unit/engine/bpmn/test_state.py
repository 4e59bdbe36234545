# ruff: noqa: E501 - BPMN reads better in long lines
"""The saved state of a case: small however long it runs, and readable by later versions."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest
from tests.conformance.driving import Drive, drawn, runnable_of

from doorgang_engine.bpmn.state import STATE_VERSION, pack, unpack

GOLDEN = Path(__file__).parents[3] / "replay" / "golden"
LOOPS = {
    "through a gateway": """
<startEvent id="begin"/><exclusiveGateway id="ronde"/><userTask id="taak"/>
<exclusiveGateway id="kies" default="kies__ronde"/><endEvent id="einde"/>
<f>begin > ronde > taak > kies >[klaar]> einde
kies > ronde</f>""",
    "standard loop": """
<startEvent id="begin"/><endEvent id="einde"/>
<userTask id="taak"><standardLoopCharacteristics><loopCondition>!klaar</loopCondition></standardLoopCharacteristics></userTask>
<f>begin > taak > einde</f>""",
    "with a sub-process and an event on it": """
<startEvent id="begin"/><exclusiveGateway id="ronde"/>
<subProcess id="sub"><startEvent id="s"/><userTask id="taak"/><endEvent id="e"/><f>s > taak > e</f></subProcess>
<boundaryEvent id="laat" attachedToRef="sub"><on duration="P90D"/></boundaryEvent>
<exclusiveGateway id="kies" default="kies__ronde"/><endEvent id="einde"/>
<f>begin > ronde > sub > kies >[klaar]> einde
kies > ronde
laat > einde</f>""",
    "with a call": """
<startEvent id="begin"/><exclusiveGateway id="ronde"/><callActivity id="roep" calledElement="hulp"/>
<exclusiveGateway id="kies" default="kies__ronde"/><endEvent id="einde"/>
<f>begin > ronde > roep > kies >[klaar]> einde
kies > ronde</f>""",
    "with an inclusive block": """
<startEvent id="begin"/><exclusiveGateway id="ronde"/><inclusiveGateway id="splits" default="splits__taak"/>
<userTask id="taak"/><userTask id="nooit"/><inclusiveGateway id="samen"/>
<exclusiveGateway id="kies" default="kies__ronde"/><endEvent id="einde"/>
<f>begin > ronde > splits > taak > samen > kies >[klaar]> einde
splits >[klaar]> nooit > samen
kies > ronde</f>""",
}
CALLED = """
<startEvent id="hb"/><userTask id="taak"/><endEvent id="he"/><f>hb > taak > he</f>"""


class TestTheSizeOfTheState:
    @pytest.mark.parametrize("process", LOOPS.values(), ids=LOOPS.keys())
    def test_does_not_grow_with_the_rounds(self, process):
        runnable = drawn(process, kinds={"klaar": "ja_nee"}, routes={"hulp": CALLED})
        drive = Drive(runnable).start()
        sizes = []

        for _ in range(200):
            drive.complete("taak", klaar=False)
            sizes.append(len(zlib.decompress(drive.state)))

        assert sizes[-1] <= 1.3 * sizes[4]

    def test_does_not_grow_with_messages_beside_a_task(self):
        process = """<startEvent id="begin"/><userTask id="taak"/><endEvent id="einde"/>
        <boundaryEvent id="post" attachedToRef="taak" cancelActivity="false"><on message="m"/></boundaryEvent>
        <f>begin > taak > einde
        post > einde</f>"""
        drive = Drive(drawn(process)).start()
        sizes = []

        for _ in range(200):
            drive.message("m")
            sizes.append(len(zlib.decompress(drive.state)))

        assert sizes[-1] <= 1.3 * sizes[4]


class TestAState:
    def test_of_an_unknown_version_is_refused(self):
        content = zlib.compress(json.dumps({"version": STATE_VERSION + 1}).encode())

        with pytest.raises(ValueError, match="unknown state version"):
            unpack(content)

    def test_comes_back_as_it_was_packed(self):
        assert unpack(pack({"b": 1, "a": [2]})) == {"b": 1, "a": [2]}


class TestAStateOfVersionOne:
    """The file was written when version 1 was made; it must be readable for ever."""

    @pytest.fixture
    def drive(self):
        files = {key: (GOLDEN / f"version_1_{key}.bpmn").read_bytes() for key in ("proef", "hulp")}
        kinds = {"proef": {"x": "getal", "scholen": "lijst"}, "hulp": {"h": "tekst"}}
        drive = Drive(runnable_of(files, kinds=kinds))
        text = (GOLDEN / "version_1_state.json").read_bytes()
        drive.state = zlib.compress(text)
        return drive

    def test_is_restored_with_everything_that_is_open(self, drive):
        assert drive.open_items() == [
            "b",
            "h_taak",
            "message:bericht",
            "message:intrekking",
            "signal:sein",
            "taak",
            "timer:elke",
            "timer:te_laat",
        ]
        assert drive.values() == {"x": 3, "scholen": ["noord", "zuid"]}

    def test_runs_on_to_its_end(self, drive):
        drive.message("antwoord")
        drive.complete("h_taak", h="klaar")
        drive.complete("b")
        drive.complete("taak")

        assert drive.was_over
        assert drive.outcome == ("voltooid", "einde")

    def test_is_interrupted_as_it_would_have_been(self, drive):
        drive.message("ingetrokken")

        assert drive.was_over
        assert drive.outcome == ("gestopt", "gestopt")
