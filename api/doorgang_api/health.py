"""Is this process alive, is it ready, and what does it count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, jsonify

from .metrics import CONTENT_TYPE

if TYPE_CHECKING:
    from flask import Flask

    from .scheduler import Clock
    from .wiring import House

STALE_TICKS = 15  # ticks missed before a node says that it is not ready


def register(app: Flask) -> None:
    """Add ``/healthz``, ``/readyz`` and ``/metrics``."""
    app.add_url_rule("/healthz", "healthz", _healthz)
    app.add_url_rule("/readyz", "readyz", lambda: _readyz(app))
    app.add_url_rule("/metrics", "metrics", lambda: _metrics(app))


def _healthz() -> Response:
    return jsonify(status="alive")


def _readyz(app: Flask) -> tuple[Response, int]:
    house: House = app.extensions["doorgang"]
    clock: Clock | None = app.extensions["doorgang_clock"]
    try:
        is_ready = house.is_ready()
    except Exception:  # noqa: BLE001 - whatever is wrong with the database, we are not ready
        is_ready = False
    age = clock.health() if clock is not None else 0.0
    ticks = age < STALE_TICKS * house.settings.tick_seconds
    status = {"database": is_ready, "clock": ticks}
    return jsonify(status=status), 200 if all(status.values()) else 503


def _metrics(app: Flask) -> Response:
    house: House = app.extensions["doorgang"]
    return Response(house.metrics.render(), content_type=CONTENT_TYPE)
