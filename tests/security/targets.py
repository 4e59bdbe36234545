"""What is attacked: each target takes hostile input the way the program would get it.

A target returns ``(kind, code, detail)``: ``refused`` with the code of an anticipated error or
finding, or ``passed`` with what came of it. Anything else that is raised is a defect.
"""

from __future__ import annotations

import base64
import os
import socket
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree
from tests.conformance.drawing import draw
from tests.conformance.driving import RULEBOOK, START, Drive, runnable_of
from tests.conformance.judging import findings_in

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_api.http.reading import read_json
from doorgang_engine.bpmn import expressions
from doorgang_engine.bpmn.expressions import Names
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.clockwork import CaseClock
from doorgang_engine.errors import EngineError
from doorgang_engine.routes.scenarios import read_scenarios
from doorgang_engine.terms.durations import parse_duration, plus, shift_date
from doorgang_engine.terms.problems import TermProblem
from doorgang_forms import check_definition, read_post, validate, view
from doorgang_forms.canonical import read_json as read_definition
from doorgang_forms.errors import FormsError

KINDS = {"leeftijd_jaren": "getal", "regio": "tekst", "leeg": "ja_nee", "namen": "lijst"}
VALUES = {"leeftijd_jaren": 5, "regio": "SWV" * 10, "leeg": False, "namen": ["a"] * 100}
ANTICIPATED = (EngineError, FormsError, TermProblem)
HOLE = "GAT"
MAX_DETAIL = 2_000

_AROUND = '<startEvent id="begin"/>{}<endEvent id="einde"/><f>begin > taak > einde</f>'
# Every place of a route in which a person may write an expression.
PLACES = {
    "condition": (
        '<startEvent id="begin"/><exclusiveGateway id="kies" default="kies__b"/>'
        '<userTask id="a"/><userTask id="b"/><endEvent id="einde"/>'
        f"<f>begin > kies >[{HOLE}]> a > einde\nkies > b > einde</f>"
    ),
    "script": _AROUND.format(
        f'<scriptTask id="taak"><script>regio = {HOLE}</script></scriptTask>'
    ),
    "whole script": _AROUND.format(f'<scriptTask id="taak"><script>{HOLE}</script></scriptTask>'),
    "timer date": _AROUND.format(
        f'<intermediateCatchEvent id="taak"><on date="{HOLE}"/></intermediateCatchEvent>'
    ),
    "timer duration": _AROUND.format(
        f'<intermediateCatchEvent id="taak"><on duration="{HOLE}"/></intermediateCatchEvent>'
    ),
    "timer cycle": _AROUND.format(
        '<userTask id="taak"/><boundaryEvent id="rand" attachedToRef="taak" '
        f'cancelActivity="false"><on cycle="{HOLE}"/></boundaryEvent><endEvent id="ook"/>'
        "<f>rand > ook</f>"
    ),
    "conditional event": _AROUND.format(
        f'<intermediateCatchEvent id="taak"><on condition="{HOLE}"/></intermediateCatchEvent>'
    ),
    "cardinality": _AROUND.format(
        '<userTask id="taak"><multiInstanceLoopCharacteristics>'
        f"<loopCardinality>{HOLE}</loopCardinality>"
        "</multiInstanceLoopCharacteristics></userTask>"
    ),
    "collection": _AROUND.format(
        '<userTask id="taak"><multiInstanceLoopCharacteristics>'
        f"<loopDataInputRef>{HOLE}</loopDataInputRef>"
        "</multiInstanceLoopCharacteristics></userTask>"
    ),
    "completion condition": _AROUND.format(
        '<userTask id="taak"><multiInstanceLoopCharacteristics>'
        f"<loopCardinality>2</loopCardinality><completionCondition>{HOLE}</completionCondition>"
        "</multiInstanceLoopCharacteristics></userTask>"
    ),
    "loop condition": _AROUND.format(
        '<userTask id="taak"><standardLoopCharacteristics loopMaximum="3">'
        f"<loopCondition>{HOLE}</loopCondition></standardLoopCharacteristics></userTask>"
    ),
    "start of a term": _AROUND.format(
        f'<userTask id="taak" dg:termijn="proef.week" dg:vanaf="{HOLE}"/>'
    ),
    "data of a service": _AROUND.format(
        '<serviceTask id="taak" dg:actie="kennisgeven" dg:aan="school" dg:bericht="Dag." '
        f'dg:gegevens="a={HOLE}"/>'
    ),
    "data of a call": _AROUND.format(
        f'<callActivity id="taak" calledElement="andere-route" dg:gegevens="regio={HOLE}"/>'
    ),
}
FIELDS = [
    {"key": "naam", "type": "text", "label": {"nl": "Naam"}},
    {"key": "dag", "type": "date", "label": {"nl": "Dag"}},
    {"key": "getal", "type": "number", "label": {"nl": "Getal"}, "decimals": 2},
    {"key": "rijen", "type": "repeat", "label": {"nl": "Rijen"}, "fields": [
        {"key": "wat", "type": "long_text", "label": {"nl": "Wat"}}]},
    {"key": "stuk", "type": "file", "label": {"nl": "Stuk"}},
]  # fmt: skip
FORM = {
    "key": "proef", "title": {"nl": "Proef"}, "ground": "AVG", "retention": "kort",
    "sections": [{"key": "deel", "title": {"nl": "Deel"}, "fields": FIELDS}], "example": {},
}  # fmt: skip
TODAY = date(2027, 3, 24)


def warm_up() -> None:
    """Load what the first use of each library loads, so that an attack opens no file."""
    for target, given in (
        (attack_expression, {"text": 'regio == "x"'}),
        (attack_place, {"place": "condition", "text": "leeg"}),
        (attack_place, {"place": "timer duration", "text": "P1D"}),
        (attack_form, {"text": "{}"}),
        (attack_submission, {"data": {}}),
        (attack_duration, {"text": "P1D"}),
        (attack_json, {"content": base64.b64encode(b"{}").decode()}),
    ):
        target(**given)


def _refused(error: Exception) -> tuple[str, str, str]:
    return "refused", getattr(error, "code", ""), str(error)[:MAX_DETAIL]


def _told(value: Any) -> str:
    return repr(value)[:MAX_DETAIL]


def attack_expression(text: str) -> tuple[str, str, Any]:
    """Compile an expression and evaluate it over the values of a case."""
    names = Names.of(KINDS, timer=True)
    try:
        expressions.check(text, names)
    except ANTICIPATED as error:
        return _refused(error)
    clock = CaseClock(RULEBOOK, "zaak", START, [])
    try:
        value = expressions.evaluate(text, names=names, values=dict(VALUES), surroundings=clock)
    except ANTICIPATED as error:
        return _refused(error)
    return "passed", type(value).__name__, _told(value)


def attack_place(place: str, text: str) -> tuple[str, str, Any]:
    """Write an expression in a route; publish the route and, if that may, run it."""
    hostile = escape(text, {'"': "&quot;"}).encode("utf-8", "surrogatepass")
    content = draw(PLACES[place]).replace(HOLE.encode(), hostile)
    called = draw(_AROUND.format('<userTask id="taak"/>'), key="andere-route")
    files = {"proef": content, "andere-route": called}
    try:
        findings = [f for f in findings_in(content, kinds=KINDS) if f.is_error]
        if findings:
            return "refused", findings[0].code, findings[0].message[:MAX_DETAIL]
        kinds = dict.fromkeys(files, KINDS)
        drive = Drive(runnable_of(files, kinds=kinds)).start(**VALUES)
        for item in drive.waiting("taak"):
            drive.complete("taak") if item.waits_for == "task" else None
            break
        drive.clock("P1D")
    except ANTICIPATED as error:
        return _refused(error)
    return "passed", "", drive.open_items()


def attack_places(place: str, texts: list[str]) -> tuple[str, str, Any]:
    """Write each expression in one place of a route; tell what came of each."""
    told = []
    for text in texts:
        try:
            told.append(attack_place(place, text))
        except Exception as error:  # noqa: BLE001 - told, and judged by the test
            told.append(("raised", type(error).__name__, str(error)[:300]))
    return "passed", "", told


def attack_xml(content: str) -> tuple[str, str, Any]:
    """Read a file as the library, the API and a bundle do, and put it to the gate."""
    raw = base64.b64decode(content)
    raw = raw.replace(b"{secret}", os.environ["CELL_SECRET"].encode())
    raw = raw.replace(b"{port}", os.environ["CELL_PORT"].encode())
    try:
        root = read_bpmn(raw)
        findings = [f for f in findings_in(raw) if f.is_error]
    except ANTICIPATED as error:
        return _refused(error)
    seen = etree.tostring(root).decode() + "".join(f.message + f.remedy for f in findings)
    if findings:
        return "refused", " ".join(sorted({f.code for f in findings})), seen
    return "passed", "", seen


def attack_scenario(path: str) -> tuple[str, str, Any]:
    """Read a file of scenarios."""
    try:
        return "passed", "", _told(read_scenarios(Path(path)))
    except ANTICIPATED as error:
        return _refused(error)


def attack_form(text: str) -> tuple[str, str, Any]:
    """Read a form from its file."""
    try:
        return attack_definition(read_definition(text=text))
    except ANTICIPATED as error:
        return _refused(error)


def attack_definition(raw: Any) -> tuple[str, str, Any]:
    """Judge a form; when it may be used, show it and say what it exports."""
    checked = check_definition(raw=raw)
    if checked.findings or checked.form is None:
        codes = " ".join(sorted({f.code for f in checked.findings}))
        return "refused", codes, checked.findings[0].message[:MAX_DETAIL]
    view(form=checked.form, values={}, errors={}, variables={})
    return "passed", "", dict(FormsAdapter().export_kinds(raw))


def attack_submission(data: Any) -> tuple[str, str, Any]:
    """Fill in a form with hostile values."""
    form = check_definition(raw=FORM).form
    try:
        found = validate(form=form, data=data, variables={}, today=TODAY)
    except ANTICIPATED as error:
        return _refused(error)
    return "passed", "", _told(found.data)


def attack_post(pairs: list[list[str]]) -> tuple[str, str, Any]:
    """Post a page; names and values are given as pairs."""
    form = check_definition(raw=FORM).form
    posted = read_post(form=form, pairs=[(name, value) for name, value in pairs])
    try:
        found = validate(form=form, data=posted.values, variables={}, today=TODAY)
    except ANTICIPATED as error:
        view(form=form, values=posted.values, errors=getattr(error, "fields", {}), variables={})
        return _refused(error)
    return "passed", "", _told(found.data)


def attack_duration(text: str) -> tuple[str, str, Any]:
    """Read a duration, and move a date and a moment by it."""
    try:
        duration = parse_duration(text=text)
        moved = plus(moment=START, duration=duration)
        if not duration.has_time:
            shift_date(day=TODAY, duration=duration)
    except ANTICIPATED as error:
        return _refused(error)
    return "passed", "", moved.isoformat()


def attack_json(content: str) -> tuple[str, str, Any]:
    """Read a body of the API."""
    try:
        return "passed", "", _told(read_json(base64.b64decode(content)))
    except ANTICIPATED as error:
        return _refused(error)


def sleepless() -> tuple[str, str, Any]:
    """Work without end: the cell must end it."""
    while True:
        pass


def greedy() -> tuple[str, str, Any]:
    """Take memory without end: the cell must refuse it."""
    return "passed", "", len(bytearray(1 << 33))


def burglar() -> tuple[str, str, Any]:
    """Do what no input may cause: the cell must notice."""
    os.system("true")  # noqa: S605 - on purpose
    Path("/etc/hostname").read_bytes()
    with socket.socket() as knocking:
        knocking.connect_ex(("127.0.0.1", 9))
    return "passed", "", None


TARGETS = {
    "expression": attack_expression,
    "places": attack_places,
    "xml": attack_xml,
    "scenario": attack_scenario,
    "form": attack_form,
    "definition": attack_definition,
    "submission": attack_submission,
    "post": attack_post,
    "duration": attack_duration,
    "json": attack_json,
    "sleepless": sleepless,
    "greedy": greedy,
    "burglar": burglar,
}
