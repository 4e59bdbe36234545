"""Blueprints of the API: everything is authenticated, everything unknown is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import flask_smorest
import marshmallow as ma
from flask import Request, request
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import NotAcceptable

from doorgang_api.refusals import ContentTypeRefused, RequestInvalid

from .caller import authenticate
from .reading import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

JSON = "application/json"
PROBLEM = "application/problem+json"


class Parser(FlaskParser):
    """Reads arguments strictly, and says in our own words what is wrong."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {  # noqa: RUF012 - webargs' own
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": ma.RAISE,
    }

    def load_json(self, req: Request, schema: ma.Schema) -> Any:  # noqa: ARG002 - webargs' signature
        """Return the body as JSON; an empty body is an empty object."""
        content = req.get_data(cache=True)
        if not content:
            return {}
        charset = req.mimetype_params.get("charset", "utf-8").lower()
        if req.mimetype != JSON or charset not in ("utf-8", "utf8"):
            raise ContentTypeRefused("Stuur JSON, met 'Content-Type: application/json'.")
        return read_json(content)

    def load_querystring(self, req: Request, schema: ma.Schema) -> Any:
        """Return the query; a parameter given twice could mean either."""
        twice = [name for name, values in req.args.lists() if len(values) > 1]
        if twice:
            raise RequestInvalid({name: ["Dit staat er twee keer in."] for name in twice})
        return super().load_querystring(req, schema)

    def handle_error(
        self,
        error: ma.ValidationError,
        req: Request,  # noqa: ARG002 - webargs' signature
        schema: ma.Schema,  # noqa: ARG002
        **_more: Any,
    ) -> NoReturn:
        """Refuse what does not fit its schema."""
        found = error.messages
        inner = next(iter(found.values())) if isinstance(found, dict) else found
        raise RequestInvalid(dict(flatten(inner)))


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """Endpoints of one resource. All need a sign-in but those that are named here."""

    ARGUMENTS_PARSER = Parser()

    def __init__(
        self,
        name: str,
        *,
        description: str,
        open_to_all: frozenset[str] = frozenset(),
        gives: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(name, f"{__package__}.{name}", description=description)
        self._open, self._gives = open_to_all, gives or {}
        self.before_request(self._admit)

    def _admit(self) -> None:
        """Let a request through when we know who asks, and can answer in a way they take."""
        endpoint = (request.endpoint or "").rpartition(".")[2]
        given = (self._gives.get(endpoint, JSON), PROBLEM)
        accepted = request.accept_mimetypes
        if accepted and not any(accepted.quality(kind) for kind in given):
            raise NotAcceptable
        if endpoint not in self._open:
            authenticate()


def flatten(messages: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield each path with its messages: ``subject.given_name``."""
    if isinstance(messages, dict):
        for name, inner in messages.items():
            here = path if name == "_schema" else f"{path}.{name}".lstrip(".")
            yield from flatten(inner, here)
    else:
        texts = [messages] if isinstance(messages, str) else [str(text) for text in messages]
        yield path or "body", texts
