"""Turn engine errors into HTTP answers (RFC 9457). The only place that pairs the two."""

from __future__ import annotations

import logging
import uuid
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, json, request
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from doorgang_engine.errors import (
    Conflict,
    EngineError,
    ExecutionFailed,
    Forbidden,
    Invalid,
    NotFound,
    StaleRevision,
    TaskAlreadyCompleted,
    TooManyRequests,
)
from doorgang_engine.sealing import ContentDestroyed
from doorgang_engine.terms.problems import TermProblem

from .auth import SignedOut, SignInRefused
from .clamd import AGAIN_AFTER, ScannerUnavailable
from .identity.errors import LogoutTokenRefused, ProviderUnavailable
from .refusals import (
    ContentTypeRefused,
    HostRefused,
    PreconditionMissing,
    RequestUnreadable,
)
from .refused_acts import note_refused_act

if TYPE_CHECKING:
    from flask import Flask

logger = logging.getLogger(__name__)

API = "/api/"
TYPE = "application/problem+json"

STATUS: dict[type[EngineError], HTTPStatus] = {  # the first that fits
    SignInRefused: HTTPStatus.UNAUTHORIZED,
    SignedOut: HTTPStatus.UNAUTHORIZED,
    ProviderUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    LogoutTokenRefused: HTTPStatus.BAD_REQUEST,
    Forbidden: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    StaleRevision: HTTPStatus.PRECONDITION_FAILED,
    PreconditionMissing: HTTPStatus.PRECONDITION_REQUIRED,
    RequestUnreadable: HTTPStatus.BAD_REQUEST,
    HostRefused: HTTPStatus.BAD_REQUEST,
    ContentTypeRefused: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    Conflict: HTTPStatus.CONFLICT,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    TermProblem: HTTPStatus.UNPROCESSABLE_ENTITY,
    ExecutionFailed: HTTPStatus.CONFLICT,
    ContentDestroyed: HTTPStatus.GONE,
    TooManyRequests: HTTPStatus.TOO_MANY_REQUESTS,
    ScannerUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    EngineError: HTTPStatus.INTERNAL_SERVER_ERROR,
}

TITLES = {
    400: "Het verzoek klopt niet",
    401: "Niet aangemeld",
    403: "Niet toegestaan",
    404: "Niet gevonden",
    405: "Deze handeling bestaat hier niet",
    406: "Kan niet in deze vorm",
    409: "Kan nu niet",
    410: "Vernietigd",
    412: "Ondertussen gewijzigd",
    413: "Te groot",
    415: "Verkeerd soort bestand",
    422: "Niet goed ingevuld",
    428: "Zeg welke versie u bedoelt",
    429: "Te veel verzoeken",
    500: "Er ging iets mis",
    503: "Nog niet klaar",
}

CODES = {  # stable, whatever Werkzeug calls them
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    408: "request_timeout",
    411: "length_required",
    413: "too_large",
    415: "content_type_refused",
    416: "range_refused",
    431: "headers_too_large",
}


def status_of(error: EngineError) -> int:
    """Return the HTTP status of an engine error."""
    return next(s for kind, s in STATUS.items() if isinstance(error, kind)).value


def problem(*, status: int, code: str, detail: str, **more: Any) -> Response:
    """Return a problem as RFC 9457 has it, with a stable ``code``."""
    body = {
        "type": f"urn:nl:doorgang:problem:{code}",
        "title": TITLES.get(status, "Fout"),
        "status": status,
        "code": code,
        "detail": detail,
        "instance": request.path,
        **more,
    }
    return Response(json.dumps(body), status=status, content_type=TYPE)


def answer_engine_error(error: EngineError) -> Response:
    """Answer an anticipated error of the engine."""
    more: dict[str, Any] = {}
    if fields := getattr(error, "fields", None):
        more["errors"] = fields
    if findings := getattr(error, "findings", None):
        more["findings"] = [
            {"element": f.element, "line": f.line, "code": f.code, "message": f.message}
            for f in findings
        ]
    if isinstance(error, TaskAlreadyCompleted):
        more |= {"by": error.by, "at": error.at}
    answer = problem(status=status_of(error), code=error.code, detail=str(error), **more)
    if answer.status_code == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if (seconds := seconds_to_wait(error)) is not None:
        answer.headers["Retry-After"] = str(seconds)
    return answer


def seconds_to_wait(error: Exception) -> int | None:
    """Return after how many seconds something may be asked again; None when that is no matter."""
    if isinstance(error, TooManyRequests):
        return error.seconds
    return AGAIN_AFTER if isinstance(error, ScannerUnavailable) else None


def answer_http_error(error: HTTPException) -> Response:
    """Answer an error that Flask or Werkzeug found in the request."""
    status = error.code or 500
    code = CODES.get(status) or error.name.lower().replace(" ", "_")
    answer = problem(status=status, code=code, detail=TITLES.get(status, "Fout"))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return answer


def answer_unexpected(error: Exception) -> Response:
    """Answer what nobody anticipated: a reference, and nothing of what was sent."""
    reference = str(uuid.uuid4())
    logger.error("Unexpected error", exc_info=error, extra={"reference": reference})
    return problem(
        status=500,
        code="unexpected",
        detail=f"Er ging iets mis. Er is niets verwerkt. Noem bij navraag: {reference}.",
        reference=reference,
    )


def register(app: Flask) -> None:
    """Answer errors under /api as problems; pages have their own (see pages)."""

    @app.errorhandler(EngineError)
    def _engine(error: EngineError) -> Any:
        note_refused_act(error)
        if _gets_a_problem():
            return answer_engine_error(error)
        return app.extensions["doorgang_page_error"](error)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Any:
        if _gets_a_problem():
            return answer_http_error(error)
        return app.extensions["doorgang_page_error"](error)

    @app.errorhandler(Exception)
    def _unexpected(error: Exception) -> Any:
        if _gets_a_problem():
            return answer_unexpected(error)
        return app.extensions["doorgang_page_error"](error)


def _gets_a_problem() -> bool:
    """Return whether a page cannot be the answer: to a program, and to a host that is no name.

    For such a host ("A..B") Flask knows no addresses, so a page could not link to anything.
    """
    return request.path.startswith(API) or request_ctx.url_adapter is None
