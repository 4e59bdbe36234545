"""Between rows and frozen dataclasses: the columns bear the names of the fields."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row, Table

Noun = TypeVar("Noun")


class Repository:
    """Rows of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection


def noun(kind: type[Noun], row: Row[Any], **changed: Any) -> Noun:
    """Return the dataclass of a row that has just its columns."""
    names = kind.__dataclass_fields__  # type: ignore[attr-defined]
    values = {name: value for name, value in row._mapping.items() if name in names}
    return kind(**{**values, **changed})


def values(table: Table, item: Any, **changed: Any) -> dict[str, Any]:
    """Return the columns of a dataclass."""
    kind: Any = type(item)
    found: Mapping[str, Any] = {name: getattr(item, name) for name in _shared(table, kind)}
    return {**found, **changed}


@lru_cache(maxsize=64)
def _shared(table: Table, kind: Any) -> tuple[str, ...]:
    """Return the names that a table and a dataclass share."""
    columns = set(table.columns.keys())
    return tuple(name for name in kind.__dataclass_fields__ if name in columns)
