"""All that belongs to the work list beside the list itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    region_work,
    work_handing,
    work_planning,
    work_search,
    work_together,
    work_views,
)

if TYPE_CHECKING:
    from flask import Blueprint


def add_to(pages: Blueprint) -> None:
    """Add everything under ``/werk``."""
    for family in (
        work_search,
        work_together,
        work_handing,
        work_planning,
        work_views,
        region_work,
    ):
        family.add_to(pages)
