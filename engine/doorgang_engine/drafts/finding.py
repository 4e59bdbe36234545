"""One thing that the gate found in a draft, and where in the draft to go for it."""

from __future__ import annotations

from dataclasses import dataclass

from doorgang_engine.bpmn.finding import ERROR


@dataclass(frozen=True, kw_only=True)
class DraftFinding:
    """What is wrong (``reason``), what to do (``remedy``), and the file and element it is about.

    ``route`` is the route it was found in: another one of the region may be touched too.
    """

    code: str
    route: str
    path: str  # of the draft, or of the region's library when the draft has no such file
    element: str
    line: int
    reason: str
    remedy: str
    severity: str = ERROR
    notation: str = ""  # for who writes the file by hand

    @property
    def is_error(self) -> bool:
        """Whether the draft may not be adopted with this."""
        return self.severity == ERROR

    @property
    def message(self) -> str:
        """The reason, by the name that every finding has it."""
        return self.reason
