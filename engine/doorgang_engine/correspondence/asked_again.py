"""What a job says of a letter that is made again: when that was asked, and what it replaces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from doorgang_engine.model import Job

_KEY = "again"


@dataclass(frozen=True, kw_only=True)
class Again:
    """That a letter is made again; it bears the day on which that was asked."""

    at: datetime
    replaces: str = ""  # id of a letter; "": it was never made

    def content(self) -> dict[str, Any]:
        """Return it as what a job holds beside what the first one held."""
        return {_KEY: {"at": self.at.isoformat(), "replaces": self.replaces}}


def again_of(job: Job) -> Again | None:
    """Return what a job says of it; None for a letter that is made for the first time."""
    found = job.content.get(_KEY)
    if found is None:
        return None
    return Again(at=datetime.fromisoformat(found["at"]), replaces=found["replaces"])
