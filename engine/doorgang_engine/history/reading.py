"""Read recorded events back: open fields, and with the case's key the sealed ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from doorgang_engine.events import EVENT_TYPES, Event, read_event
from doorgang_engine.sealing import EVENT

if TYPE_CHECKING:
    from doorgang_engine.model import RecordedEvent
    from doorgang_engine.sealing import CaseKey

_TEXTS = frozenset({"reason", "sha256"})


def read(recorded: RecordedEvent, key: CaseKey | None) -> Event:
    """Return the event; without the key what was sealed stays empty."""
    fields = json.loads(recorded.fields)
    if recorded.sealed and key is not None:
        fields |= json.loads(key.open(recorded.sealed, EVENT))
    event_type = EVENT_TYPES[recorded.kind]
    for name in event_type.sealed - set(fields):
        fields[name] = "" if name in _TEXTS else {}
    return read_event(recorded.kind, fields)
