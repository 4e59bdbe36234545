"""Pages of a list: a cursor, and where the next page is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from flask import url_for

from .fields import Asked, Whole, between

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Item = TypeVar("Item")
LARGEST = 200
_PAGING = ("limit", "after")

LINK: dict[str, Any] = {
    "Link": {
        "description": 'Where the next page is: `<…>; rel="next"`. Absent on the last page.',
        "schema": {"type": "string"},
    }
}


class PageAsked(Asked):
    """How much of a list."""

    limit = Whole(
        load_default=50,
        validate=between(1, LARGEST),
        metadata={"description": f"Items on a page, at most {LARGEST}."},
    )


def cut(found: Sequence[Item], asked: Mapping[str, Any]) -> tuple[Sequence[Item], bool]:
    """Return a page of what was found, and whether there is more; ask for one more than fits."""
    limit: int = asked["limit"]
    return found[:limit], len(found) > limit


def filters_of(asked: Mapping[str, Any]) -> list[str]:
    """Return which filters a list was asked with, by key: for the access log."""
    return [f"filter:{name}" for name, value in asked.items() if value and name not in _PAGING]


def answer(
    items: Sequence[Any],
    *,
    endpoint: str,
    asked: Mapping[str, Any],
    after: Any,
    **place: Any,
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the body and headers of a page; ``after`` is its cursor, None on the last page."""
    if after is None:
        return {"items": items, "next": None}, {}
    kept = {name: _text(value) for name, value in asked.items() if value is not None}
    there = url_for(endpoint, **place, **{**kept, "after": after})
    return {"items": items, "next": there}, {"Link": f'<{there}>; rel="next"'}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
