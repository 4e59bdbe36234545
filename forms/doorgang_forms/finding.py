"""One thing that is wrong with a definition."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What is wrong: where (dotted field path, or a key of the form), a stable code, in Dutch."""

    path: str
    code: str
    message: str
