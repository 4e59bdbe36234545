"""The shape of what the gate says: what is wrong, and what to draw instead. Dutch, for people."""

from __future__ import annotations

from dataclasses import dataclass

from doorgang_engine.bpmn.finding import ERROR


@dataclass(frozen=True)
class Wording:
    """The words of a finding; names in braces are filled in."""

    message: str
    remedy: str
    severity: str = ERROR
