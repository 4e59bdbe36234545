"""Create the Flask application: pages for people, JSON for programs, health for machines."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, current_app, request

from . import assets, http, languages, pages, paragraphs, problems
from .answer_headers import add_headers
from .health import register as register_health
from .hosts import require_known_host
from .proxies import TrustedProxies

if TYPE_CHECKING:
    from .scheduler import Clock
    from .wiring import House

BEGAN = "doorgang.began"
LARGEST_BODY = 64_000_000  # bytes; only where files are sent, and checked there
MAX_PARTS = 10_100  # fields of a form with files; see html_input.MAX_PAIRS
MAX_BODY = 2_000_000  # bytes; a form with everything filled in is well under 200 kB


def create_app(house: House, *, clock: Clock | None = None) -> Flask:
    """Return the application of a house; ``clock`` when this process also ticks."""
    app = Flask(__name__)
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_BODY,
        MAX_FORM_PARTS=MAX_PARTS,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    app.wsgi_app = TrustedProxies(app.wsgi_app, house.settings.trusted_proxies)  # type: ignore[method-assign]
    app.extensions["doorgang"] = house
    app.extensions["doorgang_clock"] = clock
    app.before_request(_begin)
    app.after_request(_finish)
    app.teardown_request(_let_go)
    languages.register(app)
    paragraphs.register(app)
    assets.register(app)
    problems.register(app)
    register_health(app)
    http.register(app)
    pages.register(app)
    return app


def house_of(app: Any = None) -> House:
    """Return the house of an application, or of the one that answers now."""
    house: House = (app or current_app).extensions["doorgang"]
    return house


def _begin() -> None:
    request.environ[BEGAN] = time.perf_counter()
    require_known_host(host=request.host, endpoint=request.endpoint, settings=house_of().settings)


def _let_go(_error: BaseException | None) -> None:
    request.close()  # of the files that came with it


def _finish(response: Response) -> Response:
    add_headers(response, settings=house_of().settings)
    house_of().metrics.record_request(
        endpoint=request.endpoint,
        method=request.method,
        status=response.status_code,
        seconds=time.perf_counter() - request.environ[BEGAN],
    )
    return response
