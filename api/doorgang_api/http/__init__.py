"""JSON for programs under ``/api/v1``: one module per resource, schemas and views, no rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    access_log,
    attachments,
    cases,
    cohorts,
    contacts,
    figures,
    history,
    incidents,
    messages,
    notices,
    reasons,
    recurrences,
    routes,
    sessions,
    submissions,
    tasks,
    terms,
)
from .documentation import Documented

if TYPE_CHECKING:
    from flask import Flask

PREFIX = "/api/v1"
RESOURCES = (
    sessions,
    cases,
    cohorts,
    messages,
    history,
    submissions,
    attachments,
    terms,
    tasks,
    routes,
    incidents,
    notices,
    reasons,
    access_log,
    recurrences,
    figures,
    contacts,
)


def register(app: Flask) -> None:
    """Add the API to the application, and ``/api/v1/openapi.json``."""
    app.config.update(
        API_TITLE="Doorgang",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=PREFIX,
        OPENAPI_JSON_PATH="openapi.json",
    )
    api = Documented(app)
    for resource in RESOURCES:
        api.register_blueprint(resource.blueprint, url_prefix=PREFIX)
