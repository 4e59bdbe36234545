"""Take away what stays readable of a case; its keys are destroyed with ``rewrap``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, literal, select, update

from doorgang_engine.ciphertext import head_of_class

from . import attachment_tables as a
from . import letter_tables as lt
from . import link_tables as lk
from . import note_tables as n
from . import privacy_tables as p
from . import reservation_tables as r
from . import signing_rows as sg
from . import tables as t
from . import task_draft_rows as d
from . import work_tables as w
from .database import is_sqlite
from .feed_rows import calendar_entries
from .milestone_tables import milestones
from .notification_tables import news
from .rows import Repository
from .webhook_rows import webhook_deliveries

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Table

    from doorgang_engine.model import Case

FAMILY = "gezin"
#: Tables of which nothing is needed any more: the history tells what happened.
_ROWS_OF_CASE = (
    a.attachments,  # with their pieces
    lt.letters,
    lk.links,
    t.submissions,
    t.terms,
    t.user_tasks,
    t.timers,
    t.incidents,
    t.notices,
    n.notes,
    t.jobs,
    news,
    webhook_deliveries,
    r.reservations,
    d.task_drafts,
    d.presences,
    sg.signings,
    w.handovers,
    w.follow_ups,
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
            delete(sg.signings).where(_of(sg.signings, case), _begins(sg.signings.c.content, head))
        )
        self._connection.execute(
            delete(d.task_drafts).where(
                _of(d.task_drafts, case), _begins(d.task_drafts.c.content, head)
            )
        )
        self._connection.execute(
            delete(lt.letters).where(_of(lt.letters, case), _begins(lt.letters.c.content, head))
        )
        self._connection.execute(
            update(lk.links)
            .where(_of(lk.links, case), _begins(lk.links.c.reply, head))
            .values(reply=b"")
        )
        self._connection.execute(
            delete(w.handovers).where(_of(w.handovers, case), _begins(w.handovers.c.note, head))
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
        self._forget_in_calendars(case)
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

    def _forget_in_calendars(self, case: Case) -> None:
        tasks = select(t.user_tasks.c.id).where(_of(t.user_tasks, case))
        self._connection.execute(
            delete(calendar_entries).where(
                calendar_entries.c.region == case.region, calendar_entries.c.task_id.in_(tasks)
            )
        )

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
            delete(w.saved_views).where(
                w.saved_views.c.region == region, w.saved_views.c.account.in_(ids)
            )
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
