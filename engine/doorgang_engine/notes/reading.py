"""Who may read which note of a case: deny, unless it is their own organisation's or for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine import events as ev

from .note import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from doorgang_engine.dossier.sight import Sight
    from doorgang_engine.model import Case

    from .note import Note


def readable_notes(
    *,
    notes: Sequence[Note],
    happened: Iterable[tuple[datetime, ev.Event]],
    sight: Sight,
    case: Case,
    plays_a_part: bool,
) -> list[Note]:
    """Return the notes of a case that somebody may read, the oldest first.

    A note for all is read by who took part when it was written, and still does; and by nobody
    before there is work for their organisation, for until then it need not know the child.
    ``happened`` are the events of the case with their moments, oldest first.
    """
    if not sight.reads:
        return []
    if sight.reads_all:
        return list(notes)
    own = sight.actor.organisation
    since = taking_part_since(case, happened, own)
    return [
        note
        for note in notes
        if since is not None
        and (
            note.organisation == own
            or (note.audience == Audience.ALL and plays_a_part and note.at >= since)
        )
    ]


def taking_part_since(
    case: Case, happened: Iterable[tuple[datetime, ev.Event]], organisation: str
) -> datetime | None:
    """Return from when on an organisation takes part without a break; None: it does not now."""
    kinds = {kind for kind, one in case.participants.items() if one and one == organisation}
    since = dict.fromkeys(kinds, case.started_at)
    for at, event in happened:
        if isinstance(event, ev.ParticipantChanged) and event.organisation_kind in kinds:
            since[event.organisation_kind] = at
    return min(since.values(), default=None)
