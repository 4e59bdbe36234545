"""The shape of what the gate says: what is wrong, and what to do. Dutch, for people."""

from __future__ import annotations

from dataclasses import dataclass

from doorgang_engine.bpmn.finding import ERROR


@dataclass(frozen=True)
class Wording:
    """The words of a finding; names in braces are filled in.

    ``message`` and ``remedy`` are for who draws and never saw the file; ``notation`` is for who
    writes the file by hand: what stands there, or has to.
    """

    message: str
    remedy: str
    severity: str = ERROR
    notation: str = ""
