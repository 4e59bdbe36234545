"""JSON for programs under ``/api/v1``: one module per resource, schemas and views, no rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    access_log,
    attachments,
    cases,
    cohorts,
    contacts,
    corrections,
    figures,
    history,
    incidents,
    letters,
    links,
    messages,
    notes,
    notices,
    reasons,
    recurrences,
    route_draft_files,
    route_drafts,
    routes,
    sessions,
    signatures,
    submissions,
    task_drafts,
    tasks,
    terms,
    webhooks,
    work,
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
    corrections,
    notes,
    letters,
    links,
    attachments,
    terms,
    tasks,
    work,
    task_drafts,
    signatures,
    routes,
    route_drafts,
    route_draft_files,
    incidents,
    notices,
    reasons,
    access_log,
    recurrences,
    figures,
    contacts,
    webhooks,
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
