"""Notes, in rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from doorgang_engine.notes.note import Note

from .note_tables import notes
from .rows import Repository, noun, values

if TYPE_CHECKING:
    from collections.abc import Sequence


class SqlNotes(Repository):
    """The notes of cases."""

    def add(self, note: Note) -> None:
        """Keep a note."""
        self._connection.execute(insert(notes).values(values(notes, note)))

    def of_case(self, *, region: str, case_id: str) -> Sequence[Note]:
        """Return the notes of a case, the oldest first."""
        query = (
            select(notes)
            .where(notes.c.region == region, notes.c.case_id == case_id)
            .order_by(notes.c.at, notes.c.id)
        )
        return [noun(Note, row) for row in self._connection.execute(query)]
