"""The tables. ``region`` is the first column of every key: the unit of sharding and of tenancy.

Sealed columns are bytes: ciphertext under the case's key. State is bytes too, never JSON of the
database: the order of its keys matters.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Json = JSON().with_variant(JSONB(), "postgresql")


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC; SQLite forgets the time zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """Refuse a moment without a time zone; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """Return an aware moment."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _key(*rest: Column[Any]) -> tuple[Column[Any], ...]:
    return (Column("region", String(64), primary_key=True), *rest)


def of_case() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["region", "case_id"], ["cases.region", "cases.id"])


bundles = Table(
    "bundles",
    metadata,
    *_key(
        Column("route", String(100), primary_key=True),
        Column("number", Integer, primary_key=True),
    ),
    Column("hash", String(64), nullable=False, index=True),
    Column("content", LargeBinary, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("published_by", String(200), nullable=False),
    Column("reason", Text, nullable=False),
)
library_state = Table(  # what the library was when it was published last
    "library_state",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", String(64), nullable=False),
)
case_numbers = Table(
    "case_numbers",
    metadata,
    *_key(Column("year", Integer, primary_key=True)),
    Column("last", Integer, nullable=False),
)
cases = Table(
    "cases",
    metadata,
    *_key(Column("id", String(36), primary_key=True)),
    Column("number", String(40), nullable=False),
    Column("route", String(100), nullable=False),
    Column("bundle", String(64), nullable=False),
    Column("status", String(16), nullable=False),
    Column("outcome", String(100), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("revision", Integer, nullable=False),
    Column("acts", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    Column("head", String(64), nullable=False),
    Column("subject", String(36), nullable=False),
    Column("participants", Json, nullable=False),
    Column("parent_request", String(36), nullable=False),
    Column("subject_name", LargeBinary, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("told", String(16), nullable=False, server_default=""),  # the status that was told last
    UniqueConstraint("region", "number"),
    Index("ix_cases_id", "id", unique=True),
    Index("ix_cases_region_status_id", "region", "status", "id"),
    Index("ix_cases_region_subject", "region", "subject"),
    Index(
        "ix_cases_untold",
        "started_at",
        postgresql_where=text("told <> status"),
        sqlite_where=text("told <> status"),
    ),
)
case_keys = Table(
    "case_keys",
    metadata,
    *_key(Column("case_id", String(36), primary_key=True)),
    Column("wrapped", LargeBinary, nullable=False),  # the ring; empty: destroyed
    Column("master", String(16), nullable=False),  # the master key that it lies under
    of_case(),
    Index("ix_case_keys_master", "master", "case_id"),
)
user_tasks = Table(
    "user_tasks",
    metadata,
    *_key(Column("id", String(36), primary_key=True)),
    Column("case_id", String(36), nullable=False),
    Column("element", String(200), nullable=False),
    Column("scope", Text, nullable=False),
    Column("name", String(300), nullable=False),
    Column("role", String(64), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("form", String(100), nullable=False),
    Column("status", String(16), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("claimed_by", String(200), nullable=False),
    Column("closed_at", Moment),
    Column("closed_by", String(200), nullable=False),
    Column("told", String(16), nullable=False, server_default=""),  # the status that was told last
    Column("told_to", String(64), nullable=False, server_default=""),  # and the organisation
    of_case(),
    Index(
        "ix_user_tasks_untold",
        "opened_at",
        postgresql_where=text("told <> status OR told_to <> organisation"),
        sqlite_where=text("told <> status OR told_to <> organisation"),
    ),
    Index("ix_user_tasks_id", "id", unique=True),
    Index("ix_user_tasks_case", "region", "case_id"),
    Index(  # "my tasks": one range of the index per role, in the order of the page
        "ix_user_tasks_work",
        "region",
        "organisation",
        "role",
        text("coalesce(due_at, '9999-12-31')"),
        "id",
        postgresql_where=text("status = 'open'"),
        sqlite_where=text("status = 'open'"),
    ),
)
timers = Table(
    "timers",
    metadata,
    *_key(Column("id", String(36), primary_key=True)),
    Column("case_id", String(36), nullable=False),
    Column("element", String(200), nullable=False),
    Column("due_at", Moment),
    Column("term_run", String(36), nullable=False),
    Column("is_held", Boolean, nullable=False),
    of_case(),
    Index("ix_timers_case", "region", "case_id"),
    Index(
        "ix_timers_due",
        "due_at",
        postgresql_where=text("NOT is_held AND due_at IS NOT NULL"),
        sqlite_where=text("NOT is_held AND due_at IS NOT NULL"),
    ),
)
terms = Table(
    "terms",
    metadata,
    *_key(Column("id", String(36), primary_key=True)),
    Column("case_id", String(36), nullable=False),
    Column("term", String(100), nullable=False),
    Column("name", String(200), nullable=False),
    Column("status", String(16), nullable=False),
    Column("end", Date, nullable=False),
    Column("ground", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # what it started from, and what people typed
    of_case(),
    Index("ix_terms_case", "region", "case_id"),
)
submissions = Table(
    "submissions",
    metadata,
    *_key(Column("id", String(36), primary_key=True)),
    Column("case_id", String(36), nullable=False),
    Column("element", String(200), nullable=False),
    Column("scope", Text, nullable=False),
    Column("form", String(100), nullable=False),
    Column("form_hash", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(200), nullable=False),
    Column("role", String(64), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("corrects", String(36), nullable=False, server_default=""),
    Column("data", LargeBinary, nullable=False),
    of_case(),
    Index("ix_submissions_case", "region", "case_id"),
)
acts = Table(
    "acts",
    metadata,
    *_key(
        Column("case_id", String(36), primary_key=True),
        Column("number", Integer, primary_key=True),
    ),
    Column("kind", String(40), nullable=False),
    Column("actor", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("request_id", String(100)),
    Column("content", LargeBinary, nullable=False),
    of_case(),
    UniqueConstraint("region", "request_id"),
)
history = Table(
    "history",
    metadata,
    *_key(
        Column("case_id", String(36), primary_key=True),
        Column("number", Integer, primary_key=True),
    ),
    Column("act", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(200), nullable=False),
    Column("fields", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    of_case(),
    Index("ix_history_region_at", "region", "at"),
)
incidents = Table(
    "incidents",
    metadata,
    *_key(Column("id", String(36), primary_key=True)),
    Column("case_id", String(36), nullable=False),
    Column("code", String(64), nullable=False),
    Column("act_kind", String(40), nullable=False),
    Column("actor", String(200), nullable=False),
    Column("raised_at", Moment, nullable=False),
    Column("status", String(16), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("resolved_at", Moment),
    Column("resolved_by", String(200), nullable=False),
    of_case(),
    Index("ix_incidents_status", "region", "status"),
    Index("ix_incidents_case", "region", "case_id"),
)
jobs = Table(
    "jobs",
    metadata,
    *_key(Column("id", String(36), primary_key=True)),
    Column("kind", String(40), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("content", Json, nullable=False),
    Column("run_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("status", String(16), nullable=False),  # waiting | done | given_up
    Column("code", String(64), nullable=False),
    Index(
        "ix_jobs_waiting",
        "run_at",
        postgresql_where=text("status = 'waiting'"),
        sqlite_where=text("status = 'waiting'"),
    ),
    Index(
        "ix_jobs_given_up",
        "region",
        "run_at",
        postgresql_where=text("status = 'given_up'"),
        sqlite_where=text("status = 'given_up'"),
    ),
)
notices = Table(
    "notices",
    metadata,
    *_key(Column("id", String(36), primary_key=True)),
    Column("case_id", String(36), nullable=False),
    Column("role", String(64), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("is_told", Boolean, nullable=False, server_default=text("false")),
    Index("ix_notices_role", "region", "organisation", "role", "at"),
    Index(
        "ix_notices_untold",
        "at",
        postgresql_where=text("NOT is_told"),
        sqlite_where=text("NOT is_told"),
    ),
)
accounts = Table(
    "accounts",
    metadata,
    *_key(Column("id", String(100), primary_key=True)),
    Column("name", String(200), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("roles", Json, nullable=False),
    Column("password", String(200), nullable=False),  # argon2 hash
    Column("is_active", Boolean, nullable=False),
    Column("kind", String(16), nullable=False, server_default="local"),
    Index("ix_accounts_id", "id", unique=True),
)
sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account", String(100), nullable=False),
    Column("region", String(64), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("id", String(36), nullable=False),
    Column("agent", String(60), nullable=False),
    Column("issuer", String(300), nullable=False),
    Column("provider_session", String(300), nullable=False),
    Column("provider_subject", String(300), nullable=False),
    Column("id_token", LargeBinary, nullable=False),
    Index("ix_sessions_account", "region", "account"),
    Index("ix_sessions_provider", "issuer", "provider_subject"),
)
organisations = Table(
    "organisations",
    metadata,
    *_key(Column("id", String(64), primary_key=True)),
    Column("kind", String(40), nullable=False),
    Column("name", String(200), nullable=False),
    Column("brin", String(6), nullable=False),
    Column("district", String(100), nullable=False, server_default=""),
    Column("opened_on", Date),
    Column("closed_on", Date),
    Index("ix_organisations_brin", "brin"),
    Index("ix_organisations_id", "id"),
)
