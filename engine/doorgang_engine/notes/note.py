"""What a note is, whom it is for, and where it is kept."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from doorgang_engine.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

LONGEST = 4000  # characters
NOTE = "note"  # what a note is sealed for


class Audience(enum.StrEnum):
    """Whom a note is for."""

    OWN = "own"  # colleagues of who wrote it: the same organisation
    ALL = "all"  # every organisation that takes part, parents and pupil too


class NoteRefused(Invalid):
    """The note cannot be kept as it was written."""

    code = "note_refused"


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something that a person wrote down in a case; never changed, never moved."""

    region: str
    id: str
    case_id: str
    at: datetime
    actor: str
    role: str
    organisation: str
    audience: str
    content: bytes = field(repr=False)  # sealed


class Notes(Protocol):
    """The notes of cases."""

    def add(self, note: Note) -> None: ...
    def of_case(self, *, region: str, case_id: str) -> Sequence[Note]: ...
