"""History events about who takes part in a case, and who there is to do its work."""

from __future__ import annotations

from dataclasses import dataclass

from .event import Event


@dataclass(frozen=True, kw_only=True)
class ParticipantChanged(Event):
    """An organisation came to stand for its kind in the case; ``was`` is ``""`` for the first.

    ``element`` is the step in which it was named; ``""`` when a person did so outside the route.
    """

    kind = "participant_changed"
    sealed = frozenset({"reason"})
    organisation_kind: str
    was: str
    organisation: str
    element: str = ""
    reason: str = ""
