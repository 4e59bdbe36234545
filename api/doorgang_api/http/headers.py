"""Headers that acts take: Idempotency-Key and If-Match, and the ETag that answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import request

from doorgang_api.refusals import PreconditionMissing, RequestInvalid
from doorgang_engine.errors import StaleRevision

if TYPE_CHECKING:
    from doorgang_engine.model import Case

_PRINTABLE = re.compile(r"[\x21-\x7e]([\x20-\x7e]{0,98}[\x21-\x7e])?")
_REVISION = re.compile(r'(?<!W/)"([0-9]{1,9})"')  # a weak tag does not say which one

IDEMPOTENCY_KEY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": (
        "A key of your own for this act. Sent again with the same key it is answered, "
        "not done again."
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": 100},
    "example": "0f7c1c2e-retry-safe",
}
IF_MATCH: dict[str, Any] = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": 'The ETag of the case as you read it, such as `"7"`.',
    "schema": {"type": "string"},
    "example": '"7"',
}
IF_MATCH_DRAFT: dict[str, Any] = {
    **IF_MATCH,
    "description": 'The ETag of your draft as you read it; `"0"` when there was none.',
    "example": '"0"',
}
ETAG: dict[str, Any] = {
    "ETag": {
        "description": "The revision of the case; send it as If-Match.",
        "schema": {"type": "string"},
    }
}


def request_id() -> str | None:
    """Return the request's idempotency key, if it has one.

    :raises RequestInvalid: if it is not 1 to 100 printable characters.
    """
    sent = request.headers.get("Idempotency-Key")
    if sent is None or _PRINTABLE.fullmatch(sent):
        return sent
    raise RequestInvalid({"Idempotency-Key": ["Stuur 1 tot 100 leesbare ASCII-tekens."]})


def revision_meant(case: Case) -> int | None:
    """Return the revision that If-Match names; None when any will do (``*``).

    :raises PreconditionMissing: if it names none.
    :raises StaleRevision: if what it names is not a revision of ours.
    """
    named = revisions_named("het traject")
    if named is None:
        return None
    # Not the current one? Refused where the act is done, unless it was done already.
    return case.revision if case.revision in named else named[0]


def revisions_named(what: str) -> list[int] | None:
    """Return the revisions that If-Match names, at least one; None for any (``*``).

    ``what`` is in Dutch what they are revisions of.

    :raises PreconditionMissing: if there is no such header.
    :raises StaleRevision: if what it names is not a revision of ours.
    """
    sent = request.headers.get("If-Match")
    if sent is None:
        raise PreconditionMissing(
            f"Stuur If-Match mee met de ETag van {what} zoals u het las. Er is niets verwerkt."
        )
    if sent.strip() == "*":
        return None
    if named := [int(revision) for revision in _REVISION.findall(sent)]:
        return named
    raise StaleRevision(
        f"If-Match noemt geen versie van {what}. Er is niets verwerkt. "
        "Haal het opnieuw op en stuur de ETag mee zoals u die kreeg."
    )


def revision_read(what: str) -> int:
    """Return the one revision that If-Match names; ``*`` does not say what somebody read.

    ``what`` is in Dutch what it is a revision of.

    :raises PreconditionMissing: if there is no such header.
    :raises StaleRevision: if what it names is not a revision of ours.
    :raises RequestInvalid: if it names any, or several.
    """
    named = revisions_named(what)
    if named is None or len(named) > 1:
        raise RequestInvalid({"If-Match": [f"Noem de ene versie van {what} die u las."]})
    return named[0]


def etag(revision: int) -> dict[str, str]:
    """Return the header that says at which revision something is."""
    return {"ETag": f'"{revision}"'}
