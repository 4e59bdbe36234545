"""What is fuzzed: each target takes bytes, and raises only when there is a defect.

Refusals that we anticipate end well; any other exception, a crash of a library, or an answer that
contradicts another is what the fuzzer looks for. Seeds come from the shipped library.
"""

from __future__ import annotations

import json
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from tests.conformance.cases import supported_cases
from tests.conformance.drawing import draw
from tests.fuzz.requests import fuzz_request, request_seeds
from tests.fuzz.tables import fuzz_dmn, table_seeds

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_api.http.reading import read_json
from doorgang_engine import acts, enact
from doorgang_engine.bpmn import expressions
from doorgang_engine.bpmn.checks.reading import Reading
from doorgang_engine.bpmn.checks.written import written_in
from doorgang_engine.bpmn.expressions import Names
from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.clockwork import CaseClock
from doorgang_engine.errors import EngineError
from doorgang_engine.routes.bundle import prepare
from doorgang_engine.routes.library import assemble, read_library
from doorgang_engine.routes.publish import check_file
from doorgang_engine.routes.scenarios import read_scenarios
from doorgang_engine.terms.durations import parse_duration, plus, shift_date
from doorgang_engine.terms.problems import TermProblem
from doorgang_engine.terms.rule_tables import parse_rules
from doorgang_engine.terms.rules import rule_table
from doorgang_forms import check_definition, parse_form, read_post, validate, view
from doorgang_forms.canonical import read_json as read_definition
from doorgang_forms.errors import FormsError, SubmissionInvalid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
ANTICIPATED = (EngineError, FormsError, TermProblem)
NOW = datetime(2027, 1, 15, 9, tzinfo=UTC)
TODAY = date(2027, 3, 24)
KINDS = {"leeftijd_jaren": "getal", "regio": "tekst", "leeg": "ja_nee", "namen": "lijst"}
VALUES = {"leeftijd_jaren": 5, "regio": "SWV" * 10, "leeg": False, "namen": ["a"] * 100}
ROUTE, FORM = "tlv-verlenging", "tlv_verlenging"


@dataclass(frozen=True)
class Target:
    """Something to fuzz: what takes the bytes, and where it begins from."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    words: tuple[str, ...] = ()  # of its language, for the fuzzer to try
    longest: int = 4_096


@lru_cache(maxsize=1)
def library() -> Any:
    """Return the shipped library."""
    return read_library(library_dir=ROOT, config_dir=ROOT / "config")


@lru_cache(maxsize=1)
def rulebook() -> Any:
    """Return the terms, calendar and parameters of a shipped route."""
    content = assemble(
        library(), route=ROUTE, region="basis", export_kinds=FormsAdapter().export_kinds
    )
    return prepare(content).rulebook


# -- BPMN: read, the gate, and what passes it is built and begun
def fuzz_bpmn(data: bytes) -> None:
    """Read a file, put it to the gate, and begin a case of it when it passes."""
    kinds = FormsAdapter().export_kinds
    try:
        text = data.decode()
        findings = check_file(text, files=library(), region="basis", export_kinds=kinds)
    except (UnicodeDecodeError, *ANTICIPATED):
        return
    if any(finding.is_error for finding in findings):
        return
    key = read_process(read_bpmn(data)).key
    route = key if key in library().routes else ROUTE
    with suppress(*ANTICIPATED):
        content = assemble(
            library(), route=route, region="basis", export_kinds=kinds, replace={route: text}
        )
        runnable = prepare(content)
        start = runnable.program.models[route].start_events()[0].id
        running, _ = enact.begin(
            runnable,
            acts.StartCase(start_event=start, variables={}),
            case_id="11111111-1111-4111-8111-111111111111",
            region="basis",
            bundle="",
            now=NOW,
        )
        state = running.state()
        enact.restore(runnable, case_id="zaak", state=state, now=NOW)


def bpmn_seeds() -> Iterator[bytes]:
    """Give every construct that runs, and the smaller shipped routes."""
    for case in supported_cases():
        drawn = draw(case.process, key=ROUTE).replace(b'"formulier"', f'"{FORM}"'.encode())
        yield drawn.replace(b'"loket"', b'"swv_loket"').replace(b'"school"', b'"po_ib"')
    for files in library().routes.values():
        if len(files["basis"].bpmn) < 30_000:
            yield files["basis"].bpmn.encode()


def dmn_seeds() -> Iterator[bytes]:
    """Give the shipped decision tables, and those of the tests."""
    for files in library().decisions.values():
        yield from (text.encode() for text in files.values())
    yield from table_seeds()


# -- expressions: compile, evaluate
def fuzz_expression(data: bytes) -> None:
    """Compile an expression and evaluate it; what it gives is a plain value."""
    text = data.decode("utf-8", "surrogateescape")
    names = Names.of(KINDS, timer=True)
    clock = CaseClock(rulebook(), "zaak", NOW, [])
    values = {**VALUES, "namen": list(VALUES["namen"])}
    with suppress(*ANTICIPATED):
        expressions.check(text, names)
        expressions.evaluate(text, names=names, values=values, surroundings=clock)
    for line in (text, f"regio = {text}"):
        with suppress(*ANTICIPATED):
            expressions.assignments(line)
    if values != VALUES:
        raise AssertionError("an expression changed the values of its case")


def expression_seeds() -> Iterator[bytes]:
    """Give every expression of the shipped routes."""
    for files in library().routes.values():
        reading = Reading(read_bpmn(files["basis"].bpmn.encode()))
        for written in written_in(reading):
            yield written.text.encode()


# -- durations and terms
def fuzz_duration(data: bytes) -> None:
    """Read a duration; what it writes reads the same, and moves dates or refuses to."""
    try:
        duration = parse_duration(text=data.decode("utf-8", "replace"))
    except ANTICIPATED:
        return
    if parse_duration(text=str(duration)).units != duration.units:
        raise AssertionError(f"{duration} reads differently from what was read")
    with suppress(*ANTICIPATED):
        plus(moment=NOW, duration=duration)
    with suppress(*ANTICIPATED):
        shift_date(day=TODAY, duration=duration)


def duration_seeds() -> Iterator[bytes]:
    """Give durations of each form."""
    yield from (b"P6W", b"P14D", b"P3Y6M", b"-P14D", b"PT1H", b"P1DT2H30M", b"P0D", b"P9999Y")


def fuzz_terms(data: bytes) -> None:
    """Read a file of term rules; what it writes reads the same."""
    try:
        tables = tomllib.loads(data.decode())
    except (ValueError, RecursionError):
        return
    try:
        rules = parse_rules(tables=tables, source="proef")
    except ANTICIPATED:
        return
    again = parse_rules(tables={key: rule_table(rule=r) for key, r in rules.items()}, source="x")
    if again != rules:
        raise AssertionError("a rule reads differently from what was written")


def term_seeds() -> Iterator[bytes]:
    """Give the shipped files of term rules."""
    yield from (path.read_bytes() for path in sorted((ROOT / "config" / "terms").glob("*.toml")))


# -- forms: definitions, submissions, posts
def fuzz_form(data: bytes) -> None:
    """Read a definition; one without findings accepts its own example and can be shown."""
    try:
        raw = read_definition(text=data.decode("utf-8", "surrogateescape"))
    except ANTICIPATED:
        return
    checked = check_definition(raw=raw)
    if checked.form is None or checked.findings:
        if not checked.findings:
            raise AssertionError("refused without a finding")
        return
    FormsAdapter().export_kinds(raw)
    view(form=checked.form, values=dict(checked.form.example), errors={}, variables={})


def form_seeds() -> Iterator[bytes]:
    """Give the smaller shipped definitions."""
    for raw in library().forms.values():
        text = json.dumps(raw, ensure_ascii=False).encode()
        if len(text) < 4_096:
            yield text


@lru_cache(maxsize=1)
def form() -> Any:
    """Return the form that is filled in."""
    return parse_form(raw=library().forms[FORM])


def fuzz_submission(data: bytes) -> None:
    """Fill in a form with any JSON; what is accepted is JSON, and what is refused is shown."""
    try:
        sent = json.loads(data)
    except (ValueError, RecursionError):
        return
    try:
        found = validate(form=form(), data=sent, variables={}, today=TODAY)
    except SubmissionInvalid as error:
        if isinstance(sent, dict):
            view(form=form(), values=sent, errors=error.fields, variables={})
        return
    json.dumps(found.data, allow_nan=False).encode()


def submission_seeds() -> Iterator[bytes]:
    """Give the example of the form."""
    yield json.dumps(library().forms[FORM]["example"]).encode()


def fuzz_post(data: bytes) -> None:
    """Post a page: it is read, judged and shown again."""
    pairs = parse_qsl(data.decode("utf-8", "replace"), keep_blank_values=True)
    posted = read_post(form=form(), pairs=pairs)
    errors: dict[str, list[str]] = {}
    try:
        validate(form=form(), data=posted.values, variables={}, today=TODAY)
    except SubmissionInvalid as error:
        errors = error.fields
    view(form=form(), values=posted.values, errors=errors, variables={})


def post_seeds() -> Iterator[bytes]:
    """Give a page with a value for every field."""
    keys = [one.key for one in form().fields]
    yield "&".join(f"{key}=ja" for key in keys).encode()
    yield "&".join(f"{key}-dag=1&{key}-maand=2&{key}-jaar=2027" for key in keys).encode()
    yield "&".join(f"{key}-0-naam=x&_actie=toevoegen:{key}" for key in keys).encode()


# -- what programs and authors send
def fuzz_json(data: bytes) -> None:
    """Read a body; what is read is what the standard library reads."""
    try:
        found = read_json(data)
    except ANTICIPATED:
        return
    if found != json.loads(data):
        raise AssertionError("read differently from the standard library")


def json_seeds() -> Iterator[bytes]:
    """Give bodies of the API."""
    yield b'{"route": "tlv-aanvraag", "subject": {"given_name": "Noor"}, "submission": {}}'
    yield b'{"a": [1, 2.5, -3e2, true, null, "\\u00e9"]}'


class _Sheet:
    """A file that is only text, with as much of a path as reading needs."""

    name = "proef.yaml"

    def __init__(self, text: str) -> None:
        self._text = text

    def read_text(self, _encoding: str) -> str:
        return self._text


def fuzz_scenario(data: bytes) -> None:
    """Read a file of scenarios."""
    with suppress(*ANTICIPATED):
        read_scenarios(_Sheet(data.decode("utf-8", "surrogateescape")))  # type: ignore[arg-type]


def scenario_seeds() -> Iterator[bytes]:
    """Give the shipped scenarios that are small."""
    for path in sorted((ROOT / "processes" / "bpmn").rglob("*.yaml")):
        if path.stat().st_size < 4_096:
            yield path.read_bytes()


BPMN_WORDS = (
    "<bpmn:userTask ", "<bpmn:subProcess ", "<bpmn:boundaryEvent ", "<bpmn:sequenceFlow ",
    "<bpmn:scriptTask ", "<bpmn:script>", "attachedToRef=", "cancelActivity=", "default=",
    "triggeredByEvent=", "isInterrupting=", "<bpmn:timerEventDefinition>", "<bpmn:timeDate>",
    "<bpmn:multiInstanceLoopCharacteristics>", "<bpmn:standardLoopCharacteristics ",
    "<bpmn:parallelGateway ", "<bpmn:inclusiveGateway ", "<bpmn:eventBasedGateway ",
    "dg:formulier=", "dg:termijn=", "dg:rol=", "id=", "sourceRef=", "targetRef=", "&#0;", "<![CDATA[",
)  # fmt: skip
DMN_WORDS = ("not(", "..", 'date("2027-01-31")', "<=", "true", '"havo"', "UNIQUE", "COLLECT")
CEL_WORDS = (
    "&&", "||", "==", "!=", "?", ":", " in ", ".map(", ".all(", ".exists(", ".filter(", ".matches(",
    "size(", "dyn(", "int(", "string(", "bytes(", "type(", "timestamp(", "duration(", "vandaag()",
    "parameter(", "datum_plus(", "dagen_tussen(", "leeftijd(", "termijn(", "signaal(", "op(",
    "uiterlijk(", "regio", "leeftijd_jaren", "leeg", "namen", "true", "false", "null", "has(", "0x",
    "1u", 'b"', 'r"', '"""', "\\u0000", "{", "}", "[", "]", "__class__", "google.protobuf.",
)  # fmt: skip
FORM_WORDS = (
    '"show_when":', '"all":[', '"any":[', '"field":', '"filled":', '"compute":', '"fn":', '"of":',
    '"where":', '"rules":[', '"rule":', '"fields":[', '"repeat"', '"group"', '"computed"',
    '"pattern":', '"export":', '"options":[', '"min":', '"max":', '"today"', '"visible_to":[',
)  # fmt: skip

HTTP_WORDS = (
    "Bearer ", "If-Match: ", "Idempotency-Key: ", "Cookie: ", "Accept: ", "Range: bytes=0-",
    "Transfer-Encoding: chunked", "Content-Length: ", "X-Forwarded-For: ", "Host: ", "%00", "..",
    "charset=utf-16", "multipart/form-data; boundary=x", 'W/"1"', "*", "limit=", "after=",
)  # fmt: skip

TARGETS: dict[str, Target] = {
    "bpmn": Target(fuzz_bpmn, bpmn_seeds, BPMN_WORDS, longest=30_000),
    "dmn": Target(fuzz_dmn, dmn_seeds, DMN_WORDS, longest=8_000),
    "expression": Target(fuzz_expression, expression_seeds, CEL_WORDS, longest=2_100),
    "duration": Target(fuzz_duration, duration_seeds, longest=64),
    "terms": Target(fuzz_terms, term_seeds, ("duur", "soort", "verlengbaar", "max", "[[", "]]")),
    "form": Target(fuzz_form, form_seeds, FORM_WORDS),
    "submission": Target(fuzz_submission, submission_seeds, ("2027-02-30", "\\ud800", "1e999")),
    "post": Target(fuzz_post, post_seeds, ("-0-", "-dag=", "_actie=", "toevoegen:", "%00")),
    "json": Target(fuzz_json, json_seeds, ("\\u0000", "\\ud800", "1e999", "NaN", "Infinity")),
    "request": Target(fuzz_request, request_seeds, HTTP_WORDS),
    "scenario": Target(fuzz_scenario, scenario_seeds, ("weiger:", "&a", "*a", "<<:", "!!", "- {")),
}


def _planted(data: bytes) -> None:
    if b"kikker" in data:
        raise AssertionError("planted")


#: A fault that is there on purpose: a fuzzer that does not find it finds nothing.
PLANTED = Target(_planted, lambda: iter([b"een kik"]), ("kikker",))


def kept(name: str) -> list[Path]:
    """Return the input that once led to a defect."""
    return sorted((HERE / "crashers" / name).glob("*"))
