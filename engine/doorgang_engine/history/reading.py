"""Read recorded events back: open fields, and with the case's key the sealed ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from doorgang_engine.events import (
    EVENT_TYPES,
    CaseMigrated,
    CaseStarted,
    Event,
    read_event,
)
from doorgang_engine.sealing import EVENT, ContentDestroyed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from doorgang_engine.model import RecordedEvent
    from doorgang_engine.sealing import CaseKey

_MAPPINGS = frozenset({"variables", "values"})  # sealed fields that are no text


def read(recorded: RecordedEvent, key: CaseKey | None, *, content: bool = True) -> Event:
    """Return the event; without the key, or once it was destroyed, what was sealed is empty.

    Without ``content`` it is as someone sees it who may know of the case, not what is in it.
    """
    fields = json.loads(recorded.fields)
    event_type = EVENT_TYPES[recorded.kind]
    if recorded.sealed and key is not None:
        opened = _opened(recorded, key)
        fields |= {n: v for n, v in opened.items() if content or n in event_type.told}
    for name in event_type.sealed - set(fields):
        fields[name] = {} if name in _MAPPINGS else ""
    return read_event(recorded.kind, fields)


def versions_of(recorded: Iterable[RecordedEvent]) -> list[tuple[datetime, str]]:
    """Return the bundles that a case ran on, each with the moment from which on."""
    named = {CaseStarted.kind: "bundle", CaseMigrated.kind: "to_bundle"}
    return [
        (one.at, str(json.loads(one.fields)[named[one.kind]]))
        for one in recorded
        if one.kind in named
    ]


def _opened(recorded: RecordedEvent, key: CaseKey) -> dict[str, object]:
    try:
        opened: dict[str, object] = json.loads(key.open(recorded.sealed, EVENT))
    except ContentDestroyed:
        return {}
    return opened
