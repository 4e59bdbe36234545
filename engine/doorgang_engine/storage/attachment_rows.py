"""Files, in rows: backup, transaction and erasure are those of everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from doorgang_engine.attachments import place_of_task
from doorgang_engine.model import Attachment

from . import attachment_tables as t
from .database import is_sqlite
from .rows import Repository, noun, values
from .signing_rows import signings
from .task_draft_rows import task_drafts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

MOST_AT_ONCE = 100  # removed in one transaction


class SqlAttachments(Repository):
    """Attachments, loose and used."""

    def add(self, attachment: Attachment, pieces: Iterable[bytes]) -> bool:
        """Keep a file, piece by piece; False when there is one with its id."""
        upsert = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        row = values(t.attachments, attachment)
        added = self._connection.execute(
            upsert(t.attachments).values(row).on_conflict_do_nothing(index_elements=["id"])
        )
        if not added.rowcount:
            return False
        place = {"region": attachment.region, "attachment_id": attachment.id}
        for number, content in enumerate(pieces):
            row = {**place, "number": number, "content": content}
            self._connection.execute(insert(t.attachment_pieces).values(row))
        return True

    def find(self, attachment_id: str) -> Attachment | None:
        """Return an attachment, or None."""
        query = select(t.attachments).where(t.attachments.c.id == attachment_id)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else noun(Attachment, row)

    def pieces(self, attachment: Attachment) -> Sequence[bytes]:
        """Return the sealed pieces, in order."""
        query = (
            select(t.attachment_pieces.c.content)
            .where(
                t.attachment_pieces.c.region == attachment.region,
                t.attachment_pieces.c.attachment_id == attachment.id,
            )
            .order_by(t.attachment_pieces.c.number)
        )
        return list(self._connection.execute(query).scalars())

    def use(self, attachments: Sequence[Attachment]) -> bool:
        """Bind loose files to their submission; False when another was first."""
        used = 0
        for one in attachments:
            changed = self._connection.execute(
                update(t.attachments)
                .where(
                    t.attachments.c.region == one.region,
                    t.attachments.c.id == one.id,
                    t.attachments.c.submission_id.is_(None),
                )
                .values(
                    case_id=one.case_id,
                    field=one.field,
                    submission_id=one.submission_id,
                    wrapped=one.wrapped,
                )
            )
            used += changed.rowcount
        return used == len(attachments)

    def of_case(self, *, region: str, case_id: str) -> Sequence[Attachment]:
        """Return the used attachments of a case, oldest first."""
        query = (
            select(t.attachments)
            .where(
                t.attachments.c.region == region,
                t.attachments.c.case_id == case_id,
                t.attachments.c.submission_id.is_not(None),
            )
            .order_by(t.attachments.c.at, t.attachments.c.id)
        )
        return [noun(Attachment, row) for row in self._connection.execute(query)]

    def size_of_case(self, *, region: str, case_id: str) -> int:
        """Return the bytes of all files of a case, loose ones too."""
        total = func.coalesce(func.sum(t.attachments.c.size), 0)
        query = select(total).where(
            t.attachments.c.region == region, t.attachments.c.case_id == case_id
        )
        return int(self._connection.execute(query).scalar_one())

    def sent_by(self, *, region: str, actor: str, since: datetime) -> tuple[int, int]:
        """Return how many files someone sent since a moment, and their bytes."""
        query = select(func.count(), func.coalesce(func.sum(t.attachments.c.size), 0)).where(
            t.attachments.c.region == region,
            t.attachments.c.actor == actor,
            t.attachments.c.at > since,
        )
        count, total = self._connection.execute(query).one()
        return int(count), int(total)

    def loose(self, *, before: datetime) -> Sequence[Attachment]:
        """Return some files that were sent before a moment, are not used and wait in nothing."""
        waits = [
            exists().where(
                table.c.region == t.attachments.c.region,
                table.c.account == t.attachments.c.actor,
                literal(place_of_task("")) + table.c.task_id == t.attachments.c.place,
            )
            for table in (task_drafts, signings)
        ]
        query = (
            select(t.attachments)
            .where(t.attachments.c.submission_id.is_(None), t.attachments.c.at < before)
            .where(*(~one for one in waits))
            .limit(MOST_AT_ONCE)
        )
        return [noun(Attachment, row) for row in self._connection.execute(query)]

    def remove(self, attachments: Sequence[Attachment]) -> None:
        """Remove loose files, but not one that is used meanwhile."""
        for one in attachments:
            self._connection.execute(
                delete(t.attachments).where(
                    t.attachments.c.region == one.region,
                    t.attachments.c.id == one.id,
                    t.attachments.c.submission_id.is_(None),
                )
            )
