"""Idempotency: a request that was carried out before is answered, not carried out again.

A request id belongs to one act of one person. The same id for anything else is refused: a client
that mixes its ids up must hear so, and nobody may be given the answer to another's request.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from .errors import RequestReused
from .history.chain import canonical
from .sealing import ACT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .acts import Act
    from .model import Actor, RecordedAct
    from .ports import LockedCase


def was_carried_out(
    *, locked: LockedCase, kind: type[Act], actor: Actor, sent: str = "", **content: Any
) -> bool:
    """Return whether this request already did this act, with this content, on this case.

    ``sent`` is the hash of the form as it was sent now.

    :raises RequestReused: if it did something else.
    """
    earlier = locked.earlier
    if earlier is None:
        return False
    require_same(earlier=earlier, kind=kind, actor=actor)
    if earlier.case_id != locked.case.id:
        raise reused()
    done = json.loads(locked.key.open(earlier.content, ACT))
    if any(done.get(name) != value for name, value in content.items()):
        raise reused()
    require_same_content(done, sent)
    return True


def sent_hash(**asked: Any) -> str:
    """Return the hash of what was asked, to know a request again by; ``""`` if it is no JSON."""
    try:
        return hashlib.sha256(canonical(asked).encode()).hexdigest()
    except (TypeError, ValueError, RecursionError):
        return ""


def require_same_content(done: Mapping[str, Any], sent: str) -> None:
    """Refuse a request id that was sent with another form filled in.

    Acts of before this was kept have no hash; they are taken for the same.

    :raises RequestReused: if it was.
    """
    if done.get("sent") and done["sent"] != sent:
        raise reused()


def require_same(*, earlier: RecordedAct, kind: type[Act], actor: Actor) -> None:
    """Refuse a request id of another kind of act, or of another person.

    :raises RequestReused: if it is.
    """
    if earlier.kind != kind.kind or earlier.actor != actor.id:
        raise reused()


def reused() -> RequestReused:
    """Return the error for a request id that did something else."""
    return RequestReused(
        "Dit verzoeknummer is al gebruikt voor iets anders. Er is niets verwerkt."
    )
