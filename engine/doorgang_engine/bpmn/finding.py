"""What is wrong with a route, and what to draw instead."""

from __future__ import annotations

from dataclasses import dataclass

ERROR = "fout"
WARNING = "let_op"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that the gate found.

    ``code`` is stable (snake_case); ``element`` is the id of the element, ``""`` when it has none;
    ``line`` counts from 1 in the file. ``message`` says what is wrong, ``remedy`` what to do, both
    in Dutch for who never saw the file. ``severity`` is ``fout`` (refused) or ``let_op`` (may be
    published). ``notation`` is for who writes the file by hand; ``""`` when it would say no more.
    """

    code: str
    element: str
    line: int
    message: str
    remedy: str
    severity: str = ERROR
    notation: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the route may not be published with this."""
        return self.severity == ERROR
