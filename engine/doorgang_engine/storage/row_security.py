"""Row-level security on PostgreSQL: the second wall, for the day that a filter is forgotten.

Every transaction says for whom it is, with ``limit``: a region, and for reading an organisation. A
row of another region is not there, whatever a statement asks for; a transaction that says nothing
sees nothing. The first wall is the filter in each query and the table of permissions.

The policies bind the owner of the tables too, but no superuser: ``binds`` tells whether the role
that the program signs in with is bound. SQLite has no such wall.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

EVERYTHING = "*"  # all regions, or all organisations: for the clock, the outbox, the command line

_LIMIT = text(
    "SELECT set_config('doorgang.region', :region, true), "
    "set_config('doorgang.organisation', :organisation, true), clock_timestamp() AS now"
).bindparams(bindparam("region"), bindparam("organisation"))
_BINDS = text("SELECT NOT (rolsuper OR rolbypassrls) FROM pg_roles WHERE rolname = current_user")

_REGION = "current_setting('doorgang.region', true) IN (region, '*')"
_ALL_ORGANISATIONS = "current_setting('doorgang.organisation', true) = '*'"
_OWN = "organisation IN ('', current_setting('doorgang.organisation', true))"
_OF_VISIBLE_CASE = (
    "EXISTS (SELECT 1 FROM cases WHERE cases.region = {table}.region "
    "AND cases.id = {table}.case_id)"
)
_TAKES_PART = (
    "jsonb_path_exists(participants, '$.* ? (@ == $o)', "
    "jsonb_build_object('o', current_setting('doorgang.organisation', true)))"
)
_OPEN_TO_ALL = "doorgang_is_open_to_all(region, id)"

#: A role that no organisation stands for: its tasks, and so the case, are for all of the region.
OPEN_TO_ALL = """
CREATE FUNCTION doorgang_is_open_to_all(of_region text, of_case text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
    reader text := current_setting('doorgang.organisation', true);
    found_one boolean;
BEGIN
    -- Looked up as the whole region: the tasks' own policy asks for this case again.
    PERFORM set_config('doorgang.organisation', '*', true);
    SELECT EXISTS (SELECT 1 FROM user_tasks
        WHERE region = of_region AND case_id = of_case AND organisation = '' AND status = 'open')
    INTO found_one;
    PERFORM set_config('doorgang.organisation', coalesce(reader, ''), true);
    RETURN found_one;
END $$
"""
#: Which rows of a region an organisation may read; what is not named here is of the whole region.
READABLE = {
    "cases": f"{_TAKES_PART} OR {_OPEN_TO_ALL}",
    # Once done or sent in, it is of the case: who was replaced there has no part in it any more.
    "user_tasks": f"organisation = '' OR (status = 'open' AND {_OWN}) OR {_OF_VISIBLE_CASE}",
    "attachments": f"(submission_id IS NULL AND {_OWN}) OR {_OF_VISIBLE_CASE}",
    "attachment_pieces": (
        "EXISTS (SELECT 1 FROM attachments WHERE attachments.region = {table}.region "
        "AND attachments.id = {table}.attachment_id)"
    ),
    "notes": (
        "(audience = 'all' OR organisation = current_setting('doorgang.organisation', true)) "
        f"AND {_OF_VISIBLE_CASE}"
    ),
    "notices": _OWN,
    "contacts": _OWN,
    **dict.fromkeys(
        (
            "case_keys",
            "letters",
            "links",
            "terms",
            "submissions",
            "acts",
            "history",
            "incidents",
            "timers",
            "reservations",
            "task_drafts",
            "presences",
            "signings",
            "handovers",
            "follow_ups",
        ),
        _OF_VISIBLE_CASE,
    ),
}


def limit(connection: Connection, *, region: str, organisation: str) -> datetime:
    """Say for whom the transaction is; until its end no other rows exist for it.

    Returns the database's clock, which comes with it for nothing.
    """
    row = connection.execute(_LIMIT, {"region": region, "organisation": organisation}).one()
    return row.now.astimezone(UTC)  # type: ignore[no-any-return]


def binds(connection: Connection) -> bool:
    """Return whether the policies bind the role that the program signed in with."""
    return bool(connection.execute(_BINDS).scalar_one())


def policies(table: str, readable: str | None = None) -> Iterator[str]:
    """Yield the statements that wall a table in; ``readable`` narrows what is read of a region.

    For migrations: a table with a ``region`` column that has no policies fails a test.
    """
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield f"CREATE POLICY of_region ON {table} USING ({_REGION}) WITH CHECK ({_REGION})"
    if readable is not None:
        yield reading_policy(table, readable)


def reading_policy(table: str, readable: str) -> str:
    """Return the statement that narrows what is read of a region."""
    narrowed = f"{_ALL_ORGANISATIONS} OR {readable.format(table=table)}"
    return f"CREATE POLICY of_organisation ON {table} AS RESTRICTIVE FOR SELECT USING ({narrowed})"
