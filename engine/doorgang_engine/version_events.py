"""History events of a case that goes on under a newer version of its route."""

from __future__ import annotations

from dataclasses import dataclass

from .event import Event


@dataclass(frozen=True, kw_only=True)
class CaseMigrated(Event):
    """From here on the case runs on another bundle; what came before stands under the old one."""

    kind = "case_migrated"
    sealed = told = frozenset({"reason"})
    from_bundle: str  # content hashes
    to_bundle: str
    reason: str
