"""The chain: each event of a case holds the hash of the one before it.

The hash runs over what is stored, ciphertext included, so that a chain verifies without any key,
also after a case's key was destroyed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from doorgang_engine.errors import HistoryBroken
from doorgang_engine.model import RecordedEvent
from doorgang_engine.sealing import EVENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from doorgang_engine.events import Event
    from doorgang_engine.model import Case
    from doorgang_engine.sealing import CaseKey


def link(event: RecordedEvent) -> str:
    """Return the hash that an event must have."""
    text = json.dumps(
        [
            event.region,
            event.case_id,
            event.number,
            event.act,
            event.kind,
            event.at.astimezone(UTC).isoformat(timespec="microseconds"),
            event.actor,
            event.fields,
            event.sealed.hex(),
            event.previous,
        ],
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def extend_chain(
    events: Iterable[Event],
    *,
    case: Case,
    key: CaseKey,
    act: int,
    at: datetime,
    actor: str,
    record_class: str = "",
) -> list[RecordedEvent]:
    """Return the events as they are to be stored, chained onto the case's last one."""
    recorded: list[RecordedEvent] = []
    number, head = case.events, case.head
    for event in events:
        number += 1
        hidden = event.sealed_fields()
        draft = RecordedEvent(
            region=case.region,
            case_id=case.id,
            number=number,
            act=act,
            kind=event.kind,
            at=at,
            actor=actor,
            fields=canonical(event.open_fields()),
            sealed=key.seal(canonical(hidden).encode(), EVENT, record_class) if hidden else b"",
            previous=head,
            hash="",
        )
        head = link(draft)
        recorded.append(_with_hash(draft, head))
    return recorded


def verify_chain(events: Sequence[RecordedEvent], *, case: Case) -> None:
    """Check that nothing was changed, added, left out or moved.

    :raises HistoryBroken: naming the first event that does not fit.
    """
    head = ""
    for number, event in enumerate(events, start=1):
        if event.number != number or event.case_id != case.id or event.region != case.region:
            raise HistoryBroken(f"Gebeurtenis {number} ontbreekt of staat niet op haar plaats.")
        if event.previous != head or event.hash != link(event):
            raise HistoryBroken(f"Gebeurtenis {number} is gewijzigd of sluit niet aan.")
        head = event.hash
    if len(events) != case.events or head != case.head:
        raise HistoryBroken("De laatste gebeurtenissen van het traject ontbreken.")


def canonical(value: object) -> str:
    """Return JSON text that is always the same for the same value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _with_hash(draft: RecordedEvent, digest: str) -> RecordedEvent:
    return replace(draft, hash=digest)
