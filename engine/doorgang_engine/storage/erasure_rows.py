"""Take away what stays readable of a case; its keys are destroyed with ``rewrap``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, literal, select, update

from doorgang_engine.ciphertext import head_of_class

from . import attachment_tables as a
from . import privacy_tables as p
from . import reservation_tables as r
from . import tables as t
from .database import is_sqlite
from .milestone_tables import milestones
from .rows import Repository

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Table

    from doorgang_engine.model import Case

FAMILY = "gezin"
#: Tables of which nothing is needed any more: the history tells what happened.
_ROWS_OF_CASE = (
    a.attachments,  # with their pieces
    t.submissions,
    t.terms,
    t.user_tasks,
    t.timers,
    t.incidents,
    t.notices,
    t.jobs,
    r.reservations,
    milestones,
)


class SqlErasure(Repository):
    """Removes rows and empties columns."""

    def erase_class(self, case: Case, record_class: str) -> int:
        """Remove what was filled in of one record class; return how many forms that were."""
        head = head_of_class(record_class)
        removed = self._connection.execute(
            delete(t.submissions).where(
                _of(t.submissions, case), _begins(t.submissions.c.data, head)
            )
        )
        self._connection.execute(
            delete(t.incidents).where(_of(t.incidents, case), _begins(t.incidents.c.content, head))
        )
        self._connection.execute(
            delete(a.attachments).where(
                _of(a.attachments, case), _begins(a.attachments.c.wrapped, head)
            )
        )
        self._connection.execute(
            update(t.acts)
            .where(_of(t.acts, case), _begins(t.acts.c.content, head))
            .values(content=b"")
        )
        return removed.rowcount

    def erase_case(self, case: Case) -> int:
        """Remove everything of a case but its chain; return how many forms there were."""
        forms = self._connection.execute(
            select(func.count()).select_from(t.submissions).where(_of(t.submissions, case))
        ).scalar_one()
        for table in _ROWS_OF_CASE:
            self._connection.execute(delete(table).where(_of(table, case)))
        self._connection.execute(update(t.acts).where(_of(t.acts, case)).values(content=b""))
        self._connection.execute(
            update(t.cases)
            .where(t.cases.c.region == case.region, t.cases.c.id == case.id)
            .values(subject="", subject_name=b"", state=b"", outcome="", participants={})
        )
        self._connection.execute(delete(p.holds).where(_of(p.holds, case)))
        return int(forms)

    def forget_subject(self, *, region: str, subject: str) -> None:
        """Remove what is known of a child of whom no case is left."""
        for table in (p.departures, p.holds):
            self._connection.execute(
                delete(table).where(table.c.region == region, table.c.subject == subject)
            )

    def forget_family(self, *, region: str, organisation: str) -> bool:
        """Remove a family and its accounts, when no case is left in which it takes part."""
        kind = select(t.organisations.c.kind).where(
            t.organisations.c.region == region, t.organisations.c.id == organisation
        )
        if self._connection.execute(kind).scalar_one_or_none() != FAMILY:
            return False
        if self._takes_part(region, organisation):
            return False
        accounts = select(t.accounts.c.id).where(
            t.accounts.c.region == region, t.accounts.c.organisation == organisation
        )
        ids = list(self._connection.execute(accounts).scalars())
        self._connection.execute(
            delete(t.sessions).where(t.sessions.c.region == region, t.sessions.c.account.in_(ids))
        )
        self._connection.execute(
            delete(t.accounts).where(t.accounts.c.region == region, t.accounts.c.id.in_(ids))
        )
        self._connection.execute(
            delete(t.organisations).where(
                t.organisations.c.region == region, t.organisations.c.id == organisation
            )
        )
        return True

    def _takes_part(self, region: str, organisation: str) -> bool:
        each = func.json_each if is_sqlite(self._connection) else func.jsonb_each_text
        bound = each(t.cases.c.participants).table_valued("key", "value")
        in_it = select(literal(1)).where(bound.c.value == organisation).exists()
        query = select(func.count()).select_from(t.cases).where(t.cases.c.region == region, in_it)
        return bool(self._connection.execute(query).scalar_one())


def _of(table: Table, case: Case) -> ColumnElement[bool]:
    return (table.c.region == case.region) & (table.c.case_id == case.id)


def _begins(column: ColumnElement[bytes], head: bytes) -> ColumnElement[bool]:
    return func.substr(column, 1, len(head), type_=column.type) == head
