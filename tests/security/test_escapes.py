"""Every escape that is known to us: refused or harmless, within bounds of time and memory.

What runs in the cell has limits of the operating system; an attack that passes a limit is killed,
and its test fails. Nothing that is sent may start a program, open a file or make a connection.
"""

from __future__ import annotations

import socket

import pytest
from tests.security.cell import Cell
from tests.security.collection import escapes
from tests.security.targets import FORM, PLACES

EXPRESSIONS = escapes("expressions")
SECRET = "geheim-van-de-machine-7c1b"
SHORT = 1_000  # a message to a person


def named(entries):
    return pytest.mark.parametrize("escape", entries, ids=lambda escape: escape.name)


@pytest.fixture(scope="session")
def bait():
    """A door on this machine: whoever knocks was talked into it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="session")
def cell(bait, desk, tmp_path_factory):
    secret = tmp_path_factory.mktemp("secret") / "secret"
    secret.write_text(SECRET)
    opened = Cell(secret=secret, desk=desk, port=bait.getsockname()[1])
    yield opened
    opened.close()


def assert_nobody_knocked(bait):
    with pytest.raises(BlockingIOError):
        bait.accept()


def assert_stays_in(outcome, escape):
    """Assert that an attack came to nothing that its entry does not say."""
    assert outcome.forbidden == ()
    assert outcome.kind == escape.must, outcome
    if escape.code:
        assert escape.code in outcome.code.split(), outcome


class TestAnExpression:
    @named(EXPRESSIONS)
    def test_stays_in_its_language(self, cell, escape):
        outcome = cell.attack("expression", text=escape.text)

        assert_stays_in(outcome, escape)

    @pytest.mark.parametrize("place", PLACES)
    def test_stays_in_wherever_it_is_written(self, cell, place):
        outcome = cell.attack("places", place=place, texts=[e.text for e in EXPRESSIONS])

        wrong = {
            escape.name: told
            for escape, told in zip(EXPRESSIONS, outcome.detail, strict=True)
            if told[0] not in ("refused", escape.must) and place not in escape.harmless_in
        }
        assert (outcome.kind, outcome.forbidden) == ("passed", ())
        assert wrong == {}


class TestAFile:
    @named(escapes("files"))
    def test_is_refused_and_tells_nothing(self, cell, bait, escape):
        outcome = cell.attack("xml", content=escape.content)

        assert_stays_in(outcome, escape)
        assert SECRET not in str(outcome)
        assert_nobody_knocked(bait)


class TestAScenario:
    @named(escapes("scenarios"))
    def test_is_refused(self, cell, desk, escape):
        path = desk / "proef.yaml"
        path.write_bytes(escape.text.encode(escape.encoding, "surrogatepass"))

        assert_stays_in(cell.attack("scenario", path=str(path)), escape)


class TestAForm:
    @named([e for e in escapes("forms") if e.fields is None])
    def test_that_is_no_json_is_refused(self, cell, escape):
        assert_stays_in(cell.attack("form", text=escape.text), escape)

    @named([e for e in escapes("forms") if e.fields is not None])
    def test_is_refused(self, cell, escape):
        section = {**FORM["sections"][0], "fields": escape.fields}

        outcome = cell.attack("definition", raw={**FORM, "sections": [section]})

        assert_stays_in(outcome, escape)


class TestASubmission:
    @named(escapes("submissions"))
    def test_is_refused(self, cell, escape):
        assert_stays_in(cell.attack("submission", data=escape.data), escape)


class TestAPost:
    @named(escapes("posts"))
    def test_is_refused(self, cell, escape):
        assert_stays_in(cell.attack("post", pairs=escape.pairs), escape)


class TestADuration:
    @named(escapes("durations"))
    def test_is_refused(self, cell, escape):
        outcome = cell.attack("duration", text=escape.text)

        assert_stays_in(outcome, escape)
        assert len(str(outcome.detail)) < SHORT


class TestABody:
    @named(escapes("bodies"))
    def test_is_refused(self, cell, escape):
        assert_stays_in(cell.attack("json", content=escape.content), escape)


class TestTheCell:
    @pytest.mark.parametrize(
        ("target", "kind", "code"),
        [("sleepless", "killed", "SIGXCPU"), ("greedy", "raised", "MemoryError")],
    )
    def test_ends_what_passes_its_limits(self, cell, target, kind, code):
        outcome = cell.attack(target)

        assert (outcome.kind, outcome.code) == (kind, code)

    def test_notes_what_no_input_may_cause(self, cell):
        outcome = cell.attack("burglar")

        assert set(outcome.forbidden) >= {"os.system", "socket.connect", "open /etc/hostname"}


class TestTheCollection:
    @pytest.mark.parametrize(
        "file",
        ["expressions", "files", "scenarios", "forms", "submissions", "posts", "durations",
         "bodies"],
    )  # fmt: skip
    def test_says_of_each_what_it_tries_and_why_what_passes_is_harmless(self, file):
        entries = escapes(file)

        assert len({entry.name for entry in entries}) == len(entries)
        assert all(entry.tries for entry in entries)
        assert {entry.must for entry in entries} <= {"refused", "passed"}
        assert [e.name for e in entries if (e.must == "passed") is (e.because == "")] == []
