"""What is wrong with a request itself, before any rule of the engine is asked."""

from __future__ import annotations

from doorgang_engine.errors import Invalid


class RequestUnreadable(Invalid):
    """The body is not JSON that can mean only one thing."""

    code = "request_unreadable"


class RequestInvalid(Invalid):
    """The request has unknown, missing or wrong fields; ``fields`` says where and why."""

    code = "request_invalid"

    def __init__(self, fields: dict[str, list[str]]) -> None:
        super().__init__(
            f"Het verzoek klopt niet ({len(fields)} veld(en)). "
            "Er is niets verwerkt; verbeter de velden en verstuur opnieuw."
        )
        self.fields = fields


class ContentTypeRefused(Invalid):
    """The body is of another kind than this endpoint takes."""

    code = "content_type_refused"


class HostRefused(Invalid):
    """The request is for another host than ours."""

    code = "host_refused"


class PreconditionMissing(Invalid):
    """The request must say, with If-Match, which revision it was made for."""

    code = "precondition_required"
