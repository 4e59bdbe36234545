"""Letters, in rows: written once, removed with their case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, literal, select

from doorgang_engine.letters.letter import Letter

from .letter_tables import letters
from .rows import Repository, noun, values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from doorgang_engine.model import Case

_LISTED = [column for column in letters.columns if column.name != "content"]


class SqlLetters(Repository):
    """The letters of cases."""

    def add(self, letter: Letter) -> None:
        """Keep a letter."""
        row = values(letters, letter, organisations=list(letter.organisations))
        self._connection.execute(insert(letters).values(row))

    def find(self, *, region: str, letter_id: str) -> Letter | None:
        """Return a letter with its content, or None."""
        query = select(letters).where(letters.c.region == region, letters.c.id == letter_id)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _letter(row)

    def of_case(self, case: Case) -> Sequence[Letter]:
        """Return the letters of a case, the oldest first, without what is in them."""
        query = (
            select(*_LISTED, literal(b"").label("content"))
            .where(letters.c.region == case.region, letters.c.case_id == case.id)
            .order_by(letters.c.made_at, letters.c.id)
        )
        return [_letter(row) for row in self._connection.execute(query)]


def _letter(row: Row[Any]) -> Letter:
    return noun(Letter, row, organisations=tuple(row.organisations))
