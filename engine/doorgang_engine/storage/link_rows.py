"""Links, in rows: found by hashes only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, or_, select, update

from doorgang_engine.link import Link, Purpose

from .database import is_sqlite
from .link_tables import links
from .rows import Repository, noun, values

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row

    from doorgang_engine.model import Case


class SqlLinks(Repository):
    """The links of cases."""

    def add(self, link: Link) -> None:
        """Keep a new link."""
        self._connection.execute(insert(links).values(values(links, link)))

    def save(self, link: Link) -> None:
        """Keep what changed of a link."""
        self._connection.execute(
            update(links)
            .where(links.c.region == link.region, links.c.id == link.id)
            .values(values(links, link))
        )

    def find(self, *, region: str, link_id: str) -> Link | None:
        """Return a link of a region by its id, held until the transaction ends."""
        return self._one((links.c.region == region) & (links.c.id == link_id), hold=True)

    def by_token(self, token_hash: str, *, hold: bool = False) -> Link | None:
        """Return the link of a token."""
        return self._one(links.c.token_hash == token_hash, hold=hold)

    def by_session(self, session_hash: str, *, hold: bool = False) -> Link | None:
        """Return the link of a session."""
        is_there = links.c.session_hash != ""
        return self._one(is_there & (links.c.session_hash == session_hash), hold=hold)

    def of_case(self, case: Case) -> Sequence[Link]:
        """Return the links of a case, the oldest first."""
        query = (
            select(links)
            .where(links.c.region == case.region, links.c.case_id == case.id)
            .order_by(links.c.made_at, links.c.id)
        )
        return [_link(row) for row in self._connection.execute(query)]

    def forget_addresses(self, *, before: datetime) -> int:
        """Remove the addresses of links that ended before a moment; return how many."""
        is_over = or_(links.c.expires_at < before, links.c.withdrawn_at.is_not(None))
        done = self._connection.execute(
            update(links)
            .where(is_over, func.length(links.c.address) > 0)
            .values(address=b"", code_hash="", session_hash="")
        )
        return done.rowcount

    def _one(self, where: ColumnElement[bool], *, hold: bool) -> Link | None:
        query = select(links).where(where)
        if hold and not is_sqlite(self._connection):
            query = query.with_for_update()
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _link(row)


def _link(row: Row[Any]) -> Link:
    return noun(Link, row, purpose=Purpose(row.purpose))
