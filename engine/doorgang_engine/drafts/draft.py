"""What a draft of a route is, what its files are, and where it stands on a day."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

DRAWING, INFO = "route.bpmn", "route.toml"
#: What may lie in a draft: the drawing, what is said of it, forms, decision tables, terms and
#: scenarios.
PATH = re.compile(
    r"route\.bpmn|route\.toml|forms/[a-z0-9][a-z0-9_-]{0,79}\.json"
    r"|tables/[a-z0-9][a-z0-9-]{0,79}\.dmn|scenarios/[a-z0-9][a-z0-9_-]{0,79}\.yaml"
    r"|terms/[a-z][a-z0-9_]{0,39}(?:\.[a-z0-9_]{1,39}){1,3}\.toml"
)


class DraftState(enum.StrEnum):
    """What people decided about a draft."""

    CONCEPT = "concept"  # its files may change
    IN_REVIEW = "ter_beoordeling"  # its files stand still until somebody else judged it
    ADOPTED = "vastgesteld"  # holds from its first day, until its last when it has one
    RETIRED = "ingetrokken"  # was adopted; holds no longer after its last day
    DROPPED = "vervallen"  # never adopted, and will not be


class Standing(enum.StrEnum):
    """Where a draft is in its life on a day."""

    CONCEPT = "concept"
    IN_REVIEW = "ter_beoordeling"
    ADOPTED = "vastgesteld"  # its first day is still to come
    ACTIVE = "actief"
    ENDED = "afgelopen"  # a pilot of which the last day has passed
    RETIRED = "ingetrokken"
    DROPPED = "vervallen"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A working copy of a route for one region, and what was decided about it."""

    region: str
    id: str
    route: str
    title: str
    state: DraftState
    origin: str  # what it is a copy of, in Dutch
    shape: str  # whose drawing that was: "basis" or a region; its scenarios play
    made_by: str
    made_at: datetime
    changed_at: datetime
    revision: int  # rises with every change of a file or state
    submitted_by: str = ""
    submitted_at: datetime | None = None
    note: str = ""  # what changes and why, by who submitted it
    reviewed_by: str = ""
    reviewed_at: datetime | None = None
    reason: str = ""  # of who judged it
    from_day: date | None = None
    until_day: date | None = None  # the last day; None: goes on
    is_pilot: bool = False
    retired_by: str = ""
    retire_reason: str = ""

    def holds(self, day: date) -> bool:
        """Return whether the region has this shape on a day, as far as this draft decides."""
        return (
            self.from_day is not None
            and self.state in (DraftState.ADOPTED, DraftState.RETIRED)
            and self.from_day <= day
            and (self.until_day is None or day <= self.until_day)
        )

    def standing(self, day: date) -> Standing:
        """Return where it is in its life on a day."""
        if self.holds(day):
            return Standing.ACTIVE
        is_over = self.until_day is not None and self.until_day < day
        if self.state is DraftState.ADOPTED and is_over:
            return Standing.ENDED
        return Standing(self.state.value)

    @property
    def is_editable(self) -> bool:
        """Whether its files may change."""
        return self.state is DraftState.CONCEPT


@dataclass(frozen=True, kw_only=True)
class DraftFile:
    """One version of one file of a draft; versions are only ever added."""

    region: str
    draft_id: str
    id: str
    path: str
    revision: int  # of this file, from 1; of one set aside: the revision it was made from
    restores: int  # the revision that this one brought back by undoing; 0: it is new
    content: str
    is_removed: bool  # from here on the region's own file counts again
    is_aside: bool  # came too late, and was kept beside the file
    made_by: str
    made_at: datetime
    what: str  # what was done, in Dutch

    @property
    def origin(self) -> int:
        """The revision whose content this is."""
        return self.restores or self.revision


class Drafts(Protocol):
    """Where drafts are kept."""

    def add(self, draft: Draft) -> None: ...
    def save(self, draft: Draft) -> None: ...
    def find(self, *, region: str, draft_id: str, hold: bool = False) -> Draft | None:
        """Return a draft; ``hold`` keeps others from changing it until this transaction ends."""

    def of_region(self, region: str) -> Sequence[Draft]: ...
    def adopted(self, *, region: str | None = None) -> Sequence[Draft]:
        """Return what was ever adopted, of one region or all that this transaction is for."""

    def write(self, file: DraftFile) -> None: ...
    def files(self, *, region: str, draft_id: str) -> Mapping[str, DraftFile]:
        """Return the newest version of each file, also of those that were removed."""

    def version(
        self, *, region: str, draft_id: str, path: str, revision: int
    ) -> DraftFile | None: ...
    def history(self, *, region: str, draft_id: str) -> Sequence[DraftFile]:
        """Return every version, oldest first, without contents."""

    def aside(self, *, region: str, draft_id: str, file_id: str) -> DraftFile | None: ...
