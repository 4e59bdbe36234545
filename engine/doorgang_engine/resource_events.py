"""History events about what a region has few of: who got one, and who gave it back."""

from __future__ import annotations

from dataclasses import dataclass

from .event import AtElement


@dataclass(frozen=True, kw_only=True)
class ResourceReserved(AtElement):
    """The case holds one of something scarce, until it gives it back or ends."""

    kind = "resource_reserved"
    resource: str
    capacity: int  # how many the region has, as the bundle of the case says


@dataclass(frozen=True, kw_only=True)
class ResourceReleased(AtElement):
    """The case no longer needs it; another case may have it."""

    kind = "resource_released"
    resource: str
