"""The contact register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Boolean, Column, Date, Index, String, Table, delete, insert, select, update

from doorgang_engine.contacts.register import Contact

from .rows import Repository, noun, values
from .tables import Moment, metadata

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

contacts = Table(
    "contacts",
    metadata,
    Column("region", String(64), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("role", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("mail", String(200), nullable=False),
    Column("from_day", Date, nullable=False),
    Column("until_day", Date),
    Column("is_deputy", Boolean, nullable=False),
    Column("account", String(100), nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("made_at", Moment, nullable=False),
    Index("ix_contacts_organisation", "region", "organisation"),
)


class SqlContacts(Repository):
    """Contacts, also those whose last day has passed."""

    def add(self, found: Sequence[Contact]) -> None:
        """Add contacts."""
        self._connection.execute(insert(contacts), [values(contacts, one) for one in found])

    def find(self, *, region: str, contact_id: str) -> Contact | None:
        """Return a contact, or None."""
        query = select(contacts).where(contacts.c.region == region, contacts.c.id == contact_id)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else noun(Contact, row)

    def save(self, contact: Contact) -> None:
        """Save a contact."""
        key = (contacts.c.region == contact.region) & (contacts.c.id == contact.id)
        self._connection.execute(update(contacts).where(key).values(values(contacts, contact)))

    def of_region(self, region: str) -> Sequence[Contact]:
        """Return the contacts of a region by organisation, role and name."""
        order = (contacts.c.organisation, contacts.c.role, contacts.c.is_deputy, contacts.c.name)
        query = select(contacts).where(contacts.c.region == region).order_by(*order)
        return [noun(Contact, row) for row in self._connection.execute(query)]

    def forget_ended(self, *, before: date) -> int:
        """Remove who has their last day before a day; return how many."""
        ended = contacts.c.until_day < before
        return self._connection.execute(delete(contacts).where(ended)).rowcount
