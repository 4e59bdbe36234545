"""A letter as it was made: never changed afterwards. A new one gets a number of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from doorgang_engine.errors import NotFound
from doorgang_engine.sealing import ContentDestroyed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from doorgang_engine.model import Case
    from doorgang_engine.sealing import CaseKey

CONTENT: Final = "letter"  # what it is sealed for
HEAD: Final = "letter_head"
MEDIA_TYPE: Final = "application/pdf"


class LetterNotFound(NotFound):
    """There is no such letter in this case, or it is not for this person."""

    code = "letter_not_found"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter of a case. The PDF and its hash are sealed under the case's keys."""

    region: str
    id: str
    case_id: str
    letter: str  # key in the library
    number: int  # of this letter in this case, from 1
    title: str
    version: int  # of the contract
    template_hash: str  # SHA-256 of the text that it was made from
    bundle: str  # content hash
    element: str  # the step that asked for it
    act: int  # the last act of the case that it knows of
    organisations: tuple[str, ...]  # who may read it: the sender, and those it is for
    made_at: datetime
    size: int  # bytes of the PDF
    head: bytes = field(repr=False)  # SHA-256 of the PDF, sealed
    content: bytes = field(repr=False)  # the PDF, sealed


def file_name(letter: Letter, *, number: str) -> str:
    """Return how the file of a letter is called; ``number`` is that of its case."""
    return f"{number}-{letter.letter}-{letter.number}.pdf"


def sha256_of(letter: Letter, key: CaseKey) -> str:
    """Return the hash of the PDF of a letter; ``""`` once it was destroyed."""
    try:
        return str(json.loads(key.open(letter.head, HEAD))["sha256"])
    except ContentDestroyed:
        return ""


class Letters(Protocol):
    """The letters of cases."""

    def add(self, letter: Letter) -> None: ...
    def find(self, *, region: str, letter_id: str) -> Letter | None: ...
    def of_case(self, case: Case) -> Sequence[Letter]:
        """Return the letters of a case, the oldest first, without what is in them."""
