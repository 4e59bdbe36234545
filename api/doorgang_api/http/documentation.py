"""The OpenAPI document: made from the schemas and views, with problems as they are answered."""

from __future__ import annotations

import http
from typing import Any

import flask_smorest

from .blueprint import PROBLEM
from .schemas import ProblemSchema

DESCRIPTION = (
    "Trajecten van kinderen door het onderwijs: starten, taken afronden, termijnen, historie. "
    "Meld u aan met `POST /api/v1/sessions` en stuur het token mee als bearer; een programma "
    "stuurt het token van zijn serviceaccount."
)
PROBLEM_EXAMPLE = {
    "type": "urn:nl:doorgang:problem:task_already_completed",
    "title": "Kan nu niet",
    "status": 409,
    "code": "task_already_completed",
    "detail": "Deze taak is al afgerond door loes op 2027-01-15T09:00+00:00.",
    "instance": "/api/v1/tasks/5f0e9a8b-0d00-5a27-9a99-6f1d1c0e5a27/completion",
}


class Documented(flask_smorest.Api):  # type: ignore[misc]
    """The API with its document. Errors are answered by ``doorgang_api.problems``."""

    def __init__(self, app: Any) -> None:
        scheme = {"type": "http", "scheme": "bearer"}
        super().__init__(
            app,
            spec_kwargs={
                "info": {"description": DESCRIPTION},
                "components": {"securitySchemes": {"bearer": scheme}},
                "security": [{"bearer": []}],
            },
        )

    def _register_error_handlers(self) -> None:
        """Leave errors to the application: one place pairs them with answers."""

    def _register_responses(self) -> None:
        content = {PROBLEM: {"schema": ProblemSchema, "example": PROBLEM_EXAMPLE}}
        for status in http.HTTPStatus:
            if status >= http.HTTPStatus.BAD_REQUEST:
                self._register_problem(status.name, status.phrase, content)
        self._register_problem("DEFAULT_ERROR", "A problem (RFC 9457)", content)

    def _register_problem(self, name: str, description: str, content: dict[str, Any]) -> None:
        response = {"description": description, "content": content}
        self.spec.components.response(name, response, lazy=True)
