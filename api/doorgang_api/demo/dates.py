"""Days as a timeline writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


def short_date(day: date) -> str:
    """Return a day as ``za 14-11-2026``."""
    return f"{_DAYS[day.weekday()]} {day:%d-%m-%Y}"
