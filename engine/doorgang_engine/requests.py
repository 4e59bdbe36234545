"""Idempotency: a request that was carried out before is answered, not carried out again.

A request id belongs to one act of one person. The same id for anything else is refused: a client
that mixes its ids up must hear so, and nobody may be given the answer to another's request.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .errors import RequestReused
from .sealing import ACT

if TYPE_CHECKING:
    from .acts import Act
    from .model import Actor, RecordedAct
    from .ports import LockedCase


def was_carried_out(*, locked: LockedCase, kind: type[Act], actor: Actor, **content: Any) -> bool:
    """Return whether this request already did this act, with this content, on this case.

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
    return True


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
