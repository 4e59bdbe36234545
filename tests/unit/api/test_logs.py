from __future__ import annotations

import io
import json
import logging
import sys
import threading
from datetime import UTC, datetime

import pytest
from marshmallow import ValidationError

from doorgang_api.logs import JsonLines, configure_logging, describe

NAME = "Noor de Vries"
log = logging.getLogger("doorgang.test")


class SubmissionRefused(Exception):
    code = "submission_invalid"

    def __init__(self, fields):
        super().__init__(f"{NAME} is geen datum")
        self.fields = fields


@pytest.fixture
def written():
    """Configure logging on a stream, give a function that reads it; put all back afterwards."""
    root = logging.getLogger()
    before = (root.level, list(root.handlers), sys.excepthook, threading.excepthook)
    stream = io.StringIO()

    def configure(*, level="INFO", form="json"):
        configure_logging(level=level, form=form, stream=stream)
        return stream.getvalue

    yield configure
    root.level, root.handlers, sys.excepthook, threading.excepthook = before


def fail(name):
    known = {}
    try:
        return known[name]
    except KeyError as error:
        raise ValueError(f"onbekend kind: {name}") from error


def log_failure():
    try:
        fail(NAME)
    except ValueError:
        log.exception("case not advanced", extra={"case_id": "c-1"})


class TestJsonLines:
    def test_hold_time_level_logger_message_and_ids(self, written):
        read = written()

        log.info("task completed", extra={"request_id": "r-1", "case_id": "c-1", "count": 2})

        line = json.loads(read())
        moment = datetime.fromisoformat(line.pop("time"))
        assert abs((datetime.now(UTC) - moment).total_seconds()) < 60
        assert line == {
            "level": "INFO",
            "logger": "doorgang.test",
            "message": "task completed",
            "request_id": "r-1",
            "case_id": "c-1",
            "count": 2,
        }

    def test_stand_on_one_line_each_whatever_is_in_them(self, written):
        read = written()

        log.info("first\nsecond")
        log_failure()

        assert [json.loads(line)["level"] for line in read().splitlines()] == ["INFO", "ERROR"]


class TestTextLines:
    def test_hold_the_same_for_a_terminal(self, written):
        read = written(form="text")

        log.warning("timer late", extra={"timer_id": "t-1"})

        assert read().split(" ", 1)[1] == "WARNING doorgang.test: timer late timer_id=t-1\n"

    def test_tell_of_an_exception_the_types_and_places(self, written):
        read = written(form="text")

        log_failure()

        assert NAME not in read()
        assert "  ValueError\n    tests/unit/api/test_logs.py:" in read()
        assert "  KeyError\n    tests/unit/api/test_logs.py:" in read()


class TestPersonalData:
    @pytest.mark.parametrize("form", ["json", "text"])
    def test_does_not_pass_under_a_key_that_is_not_known(self, written, form):
        read = written(form=form)

        log.info("task completed", extra={"naam": NAME, "submission": {"naam": NAME}})

        assert "task completed" in read()
        assert "naam" not in read()

    @pytest.mark.parametrize("value", [NAME, {"naam": NAME}, [NAME], b"Noor", "x" * 101])
    def test_does_not_pass_under_a_key_that_is(self, written, value):
        read = written()

        log.info("task completed", extra={"task_id": value})

        assert json.loads(read())["task_id"] == "(withheld)"

    def test_does_not_pass_in_what_fills_a_message(self, written):
        read = written()

        log.warning("no such child: %s", NAME)
        log.warning("no such child: %(naam)s", {"naam": NAME})
        log.warning("depth is %d of %s", 3, "queue-1")

        messages = [json.loads(line)["message"] for line in read().splitlines()]
        assert messages == [
            "no such child: %s",
            "no such child: %(naam)s",
            "depth is 3 of queue-1",
        ]

    def test_does_not_pass_as_an_exception_for_a_message(self, written):
        read = written()

        log.error(ValueError(NAME))

        assert json.loads(read())["message"] == "ValueError (withheld)"

    @pytest.mark.parametrize("form", ["json", "text"])
    def test_does_not_pass_with_an_exception(self, written, form):
        read = written(form=form)

        log_failure()

        assert "ValueError" in read()
        assert NAME not in read()

    def test_does_not_pass_with_an_uncaught_exception(self, written, capsys):
        read = written()

        thread = threading.Thread(target=fail, args=[NAME])
        thread.start()
        thread.join()
        try:
            fail(NAME)
        except ValueError:
            sys.excepthook(*sys.exc_info())

        types = [json.loads(line)["error"][0]["type"] for line in read().splitlines()]
        assert types == ["ValueError", "ValueError"]
        assert NAME not in read() + "".join(capsys.readouterr())

    def test_does_not_pass_when_a_line_cannot_be_written(self, written, capsys):
        read = written()

        log.info("count: %d", "c-1", extra={"case_id": "c-1"})
        log.info("next")

        assert json.loads(read())["message"] == "next"
        said = json.loads(capsys.readouterr().err)
        assert said["message"] == "log line could not be written"
        assert said["place"].startswith("tests/unit/api/test_logs.py:")

    def test_of_a_form_does_not_pass_at_debug_either(self, written):
        read = written(level="DEBUG")

        for error in (SubmissionRefused({"naam": NAME}), ValidationError({"naam": [NAME]})):
            log.error("refused", exc_info=error)

        assert NAME not in read()
        assert json.loads(read().splitlines()[0])["error"][0]["code"] == "submission_invalid"


class TestDebug:
    def test_tells_the_texts_of_unknown_exceptions(self, written):
        read = written(level="DEBUG")

        log_failure()

        texts = [error["text"] for error in json.loads(read())["error"]]
        assert texts == [f"onbekend kind: {NAME}", f"'{NAME}'"]


class TestDescribe:
    def test_ends_when_exceptions_name_each_other_as_their_cause(self):
        first, second = ValueError(), KeyError()
        first.__cause__, second.__cause__ = second, first

        assert [told["type"] for told in describe(first)] == ["ValueError", "KeyError"]


class TestConfigureLogging:
    @pytest.mark.parametrize("name", ["werkzeug", "sqlalchemy.engine", "apscheduler.scheduler"])
    def test_keeps_libraries_quiet_even_at_debug(self, written, name):
        read = written(level="DEBUG")

        logging.getLogger(name).info("GET /kinderen?naam=Noor")

        assert read() == ""

    def test_leaves_out_what_is_below_the_level(self, written):
        read = written(level="WARNING")

        log.info("task completed")

        assert read() == ""

    def test_replaces_what_was_configured_before(self, written):
        read = written(form="text")
        written(form="json")

        log.info("once")

        assert [type(handler.formatter) for handler in logging.getLogger().handlers] == [JsonLines]
        assert json.loads(read())["message"] == "once"
