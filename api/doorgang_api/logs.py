"""Logs without personal data: one JSON object per line, or a line of text for a terminal.

What reaches a log is decided here, not where a line is written:
- of `extra` only the keys in EXTRA pass, and only when the value looks like an id or is a number;
- a message is filled in only with ids and numbers; else it is written as it stands in the code;
- of an exception only the types and the places in the code: never its text or arguments, because
  those may hold what somebody filled in. At DEBUG the text passes too, except when the exception
  carries the messages of a form.

The message itself is a fixed text, with ids in `extra`: ``log.info("case started", extra={...})``.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from doorgang_api import shipped

if TYPE_CHECKING:
    from types import TracebackType

#: What a line may say beside its message: ids, codes, counts and durations.
EXTRA = (
    "request_id",
    "region_id",
    "case_id",
    "task_id",
    "timer_id",
    "job_id",
    "actor_id",
    "route",
    "element",
    "endpoint",
    "method",
    "status",
    "code",
    "count",
    "seconds",
)
#: Below these levels libraries tell of paths, queries and parameters.
QUIET = {
    "werkzeug": "WARNING",
    "waitress": "WARNING",
    "sqlalchemy": "WARNING",
    "alembic": "WARNING",
    "apscheduler": "ERROR",  # warns at every interval of a tick that takes long
}
WITHHELD = "(withheld)"

_ID = re.compile(r"[A-Za-z0-9_.:/*-]{1,100}")
_STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


def configure_logging(*, level: str, form: str, stream: TextIO | None = None) -> None:
    """Send every log line of this process through our filter; form is "json" or "text".

    Uncaught exceptions are logged too, instead of printed with their text.
    """
    with_texts = level == "DEBUG"
    handler = _Handler(stream or sys.stderr)
    handler.addFilter(allow_only_known_extra)
    handler.setFormatter(
        JsonLines(with_texts=with_texts) if form == "json" else TextLines(with_texts=with_texts)
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, lowest in QUIET.items():
        logging.getLogger(name).setLevel(lowest)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


def allow_only_known_extra(record: logging.LogRecord) -> bool:
    """Take off a record what may not be logged; every record passes."""
    for name in set(record.__dict__) - _STANDARD:
        if name not in EXTRA:
            del record.__dict__[name]
        elif not _is_harmless(record.__dict__[name]):
            record.__dict__[name] = WITHHELD
    return True


class JsonLines(logging.Formatter):
    """One JSON object per line."""

    def __init__(self, *, with_texts: bool) -> None:
        super().__init__()
        self._with_texts = with_texts

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": _moment(record),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
            **_extra(record),
        }
        if record.exc_info:
            line["error"] = describe(record.exc_info[1], with_texts=self._with_texts)
        return json.dumps(line, ensure_ascii=False)


class TextLines(logging.Formatter):
    """The same for people: `time level logger: message key=value`, an error on lines below it."""

    def __init__(self, *, with_texts: bool) -> None:
        super().__init__()
        self._with_texts = with_texts

    def format(self, record: logging.LogRecord) -> str:
        start = f"{_moment(record)} {record.levelname:<7} {record.name}: {_message(record)}"
        lines = [" ".join([start, *(f"{name}={value}" for name, value in _extra(record).items())])]
        if record.exc_info:
            for error in describe(record.exc_info[1], with_texts=self._with_texts):
                lines += [f"  {error['type']} {error.get('text', '')}".rstrip()]
                lines += [f"    {place}" for place in error["places"]]
        return "\n".join(lines)


def describe(error: BaseException | None, *, with_texts: bool = False) -> list[dict[str, Any]]:
    """Tell of an exception, and of each that caused it, the type and the places in the code."""
    described: list[dict[str, Any]] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        told: dict[str, Any] = {"type": type(error).__qualname__}
        if isinstance(code := getattr(error, "code", None), str) and _is_harmless(code):
            told["code"] = code
        if with_texts and not _is_of_a_form(error):
            told["text"] = str(error)
        described.append({**told, "places": _places(error.__traceback__)})
        error = error.__cause__ or error.__context__
    return described


class _Handler(logging.StreamHandler[TextIO]):
    """Says of a line that cannot be written only where it came from, not what it held."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (logging's name)
        lost = {
            "level": "ERROR",
            "logger": record.name,
            "message": "log line could not be written",
        }
        place = _place(record.pathname, record.lineno)
        sys.stderr.write(json.dumps({**lost, "place": place}) + "\n")


def _is_harmless(value: object) -> bool:
    if value is None or isinstance(value, bool | int | float):
        return True
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _is_of_a_form(error: BaseException) -> bool:
    """Tell whether the exception holds what somebody filled in (marshmallow's, and our own)."""
    return hasattr(error, "fields") or hasattr(error, "messages")


def _message(record: logging.LogRecord) -> str:
    """Give the message; what was to be filled in stays out unless all of it is harmless."""
    if not isinstance(record.msg, str):
        # log.error(exception): its text is the message
        return f"{type(record.msg).__qualname__} {WITHHELD}"
    arguments = record.args.values() if isinstance(record.args, dict) else record.args or ()
    return record.getMessage() if all(map(_is_harmless, arguments)) else record.msg


def _moment(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _extra(record: logging.LogRecord) -> dict[str, Any]:
    found = record.__dict__
    return {name: found[name] for name in EXTRA if found.get(name) is not None}


def _places(trace: TracebackType | None) -> list[str]:
    return [_place(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(trace)]


def _place(filename: str, line: int | None) -> str:
    file = Path(filename)
    root = shipped.library_dir()
    return f"{file.relative_to(root) if file.is_relative_to(root) else file}:{line}"


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger(__name__).critical("uncaught exception", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    # SystemExit only ends the thread, as it does in the hook that this one replaces
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        _log_uncaught(args.exc_type, args.exc_value, args.exc_traceback)
