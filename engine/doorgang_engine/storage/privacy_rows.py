"""Keeping and destroying: leaving school, holds, lists, certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from doorgang_engine.errors import NotFound
from doorgang_engine.model import Case, CaseStatus
from doorgang_engine.privacy.records import (
    Approval,
    Certificate,
    Departure,
    DestructionItem,
    DestructionList,
    Hold,
    ItemStatus,
    ListStatus,
)

from . import privacy_tables as p
from . import tables as t
from .rows import Repository, noun, values

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row

_HEAD_BYTES = 66  # version, length and the longest name of a record class
_ENDED = (CaseStatus.COMPLETED, CaseStatus.WITHDRAWN)
_SHOWN = ("region", "id", "number", "route", "bundle", "status", "started_at", "ended_at")


class SqlPrivacy(Repository):
    """Records about keeping and destroying."""

    # -- what retention is reckoned from
    def ended_cases(self, *, region: str, after: str, limit: int) -> Sequence[Case]:
        """Return ended cases that were not destroyed whole, without what is sealed in them."""
        columns = [t.cases.c[name] for name in (*_SHOWN, "subject", "revision")]
        query = (
            select(*columns)
            .where(
                t.cases.c.region == region,
                t.cases.c.status.in_(_ENDED),
                t.cases.c.subject != "",
                t.cases.c.id > after,
            )
            .order_by(t.cases.c.id)
            .limit(limit)
        )
        return [
            noun(Case, row, status=CaseStatus(row.status))
            for row in self._connection.execute(query)
        ]

    def filled_in(self, case_id: str) -> Sequence[tuple[str, bytes]]:
        """Return of each submission its form and how its ciphertext begins."""
        head = func.substr(t.submissions.c.data, 1, _HEAD_BYTES, type_=t.submissions.c.data.type)
        query = select(t.submissions.c.form, head).where(t.submissions.c.case_id == case_id)
        return [(row[0], bytes(row[1])) for row in self._connection.execute(query)]

    def running_routes(self, *, region: str, subject: str) -> Sequence[tuple[str, str]]:
        """Return route and number of the cases of a child that have not ended."""
        query = select(t.cases.c.route, t.cases.c.number).where(
            t.cases.c.region == region,
            t.cases.c.subject == subject,
            t.cases.c.status.not_in(_ENDED),
        )
        return [(row[0], row[1]) for row in self._connection.execute(query)]

    def departures_of(self, *, region: str, subject: str) -> Sequence[Departure]:
        """Return when a child left school, the last day first."""
        query = (
            select(p.departures)
            .where(p.departures.c.region == region, p.departures.c.subject == subject)
            .order_by(p.departures.c.left_on.desc())
        )
        return [noun(Departure, row) for row in self._connection.execute(query)]

    def add_departure(self, departure: Departure) -> None:
        """Note that a child left school."""
        self._connection.execute(insert(p.departures), values(p.departures, departure))

    def remove_departure(self, departure: Departure) -> None:
        """Take such a note back."""
        self._connection.execute(
            delete(p.departures).where(
                p.departures.c.region == departure.region, p.departures.c.id == departure.id
            )
        )

    # -- holds
    def holds_of(self, *, region: str, subject: str) -> Sequence[Hold]:
        """Return every hold on a child or one of its cases, the newest first."""
        query = (
            select(p.holds)
            .where(p.holds.c.region == region, p.holds.c.subject == subject)
            .order_by(p.holds.c.set_at.desc())
        )
        return [noun(Hold, row) for row in self._connection.execute(query)]

    def active_holds(self, *, region: str) -> Sequence[Hold]:
        """Return the holds of a region that were not lifted, the newest first."""
        query = (
            select(p.holds)
            .where(p.holds.c.region == region, p.holds.c.lifted_at.is_(None))
            .order_by(p.holds.c.set_at.desc())
        )
        return [noun(Hold, row) for row in self._connection.execute(query)]

    def get_hold(self, *, region: str, hold_id: str) -> Hold:
        """Return a hold.

        :raises NotFound: if there is none.
        """
        query = select(p.holds).where(p.holds.c.region == region, p.holds.c.id == hold_id)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFound("Deze bewaarplicht bestaat niet.")
        return noun(Hold, row)

    def add_hold(self, hold: Hold) -> None:
        """Set a hold."""
        self._connection.execute(insert(p.holds), values(p.holds, hold))

    def lift_hold(self, hold: Hold, *, at: datetime, by: str) -> None:
        """Lift a hold."""
        self._connection.execute(
            update(p.holds)
            .where(p.holds.c.region == hold.region, p.holds.c.id == hold.id)
            .values(lifted_at=at, lifted_by=by)
        )

    # -- lists
    def find_list(self, *, region: str, month: str) -> DestructionList | None:
        """Return the list of a month."""
        query = select(p.destruction_lists).where(
            p.destruction_lists.c.region == region, p.destruction_lists.c.month == month
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _list(row)

    def lock_list(self, *, region: str, list_id: str) -> DestructionList:
        """Return a list, held by this transaction.

        :raises NotFound: if there is none.
        """
        query = (
            select(p.destruction_lists)
            .where(p.destruction_lists.c.region == region, p.destruction_lists.c.id == list_id)
            .with_for_update()
        )
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFound("Deze vernietigingslijst bestaat niet.")
        return _list(row)

    def lists(self, *, region: str) -> Sequence[DestructionList]:
        """Return the lists of a region, the newest first."""
        query = (
            select(p.destruction_lists)
            .where(p.destruction_lists.c.region == region)
            .order_by(p.destruction_lists.c.month.desc())
        )
        return [_list(row) for row in self._connection.execute(query)]

    def approved_lists(self) -> Sequence[DestructionList]:
        """Return the lists of all regions that are to be carried out."""
        query = select(p.destruction_lists).where(
            p.destruction_lists.c.status == ListStatus.APPROVED
        )
        return [_list(row) for row in self._connection.execute(query)]

    def add_list(self, made: DestructionList, items: Sequence[DestructionItem]) -> None:
        """Add a list with its lines."""
        self._connection.execute(insert(p.destruction_lists), values(p.destruction_lists, made))
        rows = [values(p.destruction_items, item) for item in items]
        self._connection.execute(insert(p.destruction_items), rows)

    def set_list(
        self, made: DestructionList, *, status: ListStatus, done_at: datetime | None = None
    ) -> None:
        """Change where a list stands."""
        self._connection.execute(
            update(p.destruction_lists)
            .where(
                p.destruction_lists.c.region == made.region, p.destruction_lists.c.id == made.id
            )
            .values(status=status, done_at=done_at)
        )

    def items(self, *, region: str, list_id: str) -> Sequence[DestructionItem]:
        """Return the lines of a list: of a case the classes first, then the whole."""
        query = (
            select(p.destruction_items)
            .where(
                p.destruction_items.c.region == region, p.destruction_items.c.list_id == list_id
            )
            .order_by(p.destruction_items.c.case_id, p.destruction_items.c.record_class.desc())
        )
        return [
            noun(DestructionItem, row, status=ItemStatus(row.status))
            for row in self._connection.execute(query)
        ]

    def save_item(self, item: DestructionItem) -> None:
        """Save what changed of a line."""
        self._connection.execute(
            update(p.destruction_items)
            .where(
                p.destruction_items.c.region == item.region,
                p.destruction_items.c.list_id == item.list_id,
                p.destruction_items.c.case_id == item.case_id,
                p.destruction_items.c.record_class == item.record_class,
            )
            .values(values(p.destruction_items, item))
        )

    def listed_elsewhere(self, *, region: str, case_id: str) -> frozenset[str]:
        """Return the record classes of a case that stand on a list that is not done."""
        query = (
            select(p.destruction_items.c.record_class)
            .join(
                p.destruction_lists,
                (p.destruction_lists.c.region == p.destruction_items.c.region)
                & (p.destruction_lists.c.id == p.destruction_items.c.list_id),
            )
            .where(
                p.destruction_items.c.region == region,
                p.destruction_items.c.case_id == case_id,
                p.destruction_items.c.status == ItemStatus.LISTED,
                p.destruction_lists.c.status != ListStatus.DONE,
            )
        )
        return frozenset(self._connection.execute(query).scalars())

    # -- approvals and certificates
    def approvals(self, *, region: str, list_id: str) -> Sequence[Approval]:
        """Return who approved a list, in order."""
        query = (
            select(p.destruction_approvals)
            .where(
                p.destruction_approvals.c.region == region,
                p.destruction_approvals.c.list_id == list_id,
            )
            .order_by(p.destruction_approvals.c.step)
        )
        return [noun(Approval, row) for row in self._connection.execute(query)]

    def add_approval(self, approval: Approval) -> None:
        """Add an approval."""
        self._connection.execute(
            insert(p.destruction_approvals), values(p.destruction_approvals, approval)
        )

    def certificates(self, *, region: str) -> Sequence[Certificate]:
        """Return the certificates of a region, in order."""
        query = (
            select(p.destruction_certificates)
            .where(p.destruction_certificates.c.region == region)
            .order_by(p.destruction_certificates.c.number)
        )
        return [noun(Certificate, row) for row in self._connection.execute(query)]

    def add_certificate(self, certificate: Certificate) -> None:
        """Add a certificate."""
        self._connection.execute(
            insert(p.destruction_certificates), values(p.destruction_certificates, certificate)
        )

    def has_cases(self, *, region: str, subject: str) -> bool:
        """Return whether anything is left of a child."""
        query = select(func.count()).where(
            t.cases.c.region == region, t.cases.c.subject == subject
        )
        return bool(self._connection.execute(query).scalar_one())


def _list(row: Row[Any]) -> DestructionList:
    return noun(DestructionList, row, status=ListStatus(row.status))
