"""One transaction over all repositories: kept whole, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from .access_rows import SqlGrants, SqlLooks
from .account_rows import SqlAccounts, SqlOrganisations, SqlSessions
from .attachment_rows import SqlAttachments
from .case_rows import SqlCases, SqlIncidents, SqlSubmissions
from .cohort_rows import SqlBatches
from .contact_rows import SqlContacts
from .counter_rows import SqlCounters
from .database import database_now, is_sqlite
from .draft_rows import SqlDrafts
from .erasure_rows import SqlErasure
from .feed_rows import SqlFeeds
from .history_rows import SqlActs, SqlHistory
from .identity_rows import SqlApiTokens, SqlIdentities, SqlSignInAttempts
from .key_rows import SqlCaseKeys
from .letter_rows import SqlLetters
from .library_rows import SqlBundles
from .link_rows import SqlLinks
from .milestone_rows import SqlMilestones
from .my_work_rows import SqlWork
from .note_rows import SqlNotes
from .notification_rows import SqlNotifications
from .outbox_rows import SqlJobs, SqlNotices
from .play_rows import SqlPlays
from .privacy_rows import SqlPrivacy
from .recurrence_rows import SqlRecurrences
from .reservation_rows import SqlReservations
from .row_security import EVERYTHING, limit
from .signing_rows import SqlSignings
from .standing_rows import SqlStanding
from .task_draft_rows import SqlPresences, SqlTaskDrafts
from .term_rows import SqlTerms
from .webhook_rows import SqlWebhooks
from .work_rows import SqlTasks, SqlTimers

if TYPE_CHECKING:
    from datetime import datetime
    from types import TracebackType

    from sqlalchemy import Connection, Engine

    from doorgang_engine.sealing import Vault


class SqlUnitOfWork:
    """A transaction that commits when its block ends well and rolls back otherwise."""

    def __init__(
        self,
        database: Engine,
        vault: Vault,
        *,
        reading: bool = False,
        region: str = EVERYTHING,
        organisation: str = EVERYTHING,
    ) -> None:
        """Begin for one region (and for reading, one organisation); without them for all."""
        self._database, self._vault, self._reading = database, vault, reading
        self._region, self._organisation = region, organisation if reading else EVERYTHING
        self._now: datetime | None = None  # of a transaction that only reads: when it began

    def __enter__(self) -> Self:
        connection = self._database.connect()
        self._connection = connection.execution_options(reading=self._reading)
        self._transaction = self._connection.begin()
        if not is_sqlite(self._connection):
            began = limit(self._connection, region=self._region, organisation=self._organisation)
            self._now = began if self._reading else None
        self._open_routes()
        self.cases = SqlCases(self._connection, self._vault)
        self.case_keys = SqlCaseKeys(self._connection)
        self.privacy = SqlPrivacy(self._connection)
        self.erasure = SqlErasure(self._connection)
        self.tasks = SqlTasks(self._connection)
        self.timers = SqlTimers(self._connection)
        self.terms = SqlTerms(self._connection, self._vault)
        self.history = SqlHistory(self._connection)
        self.milestones = SqlMilestones(self._connection)
        self.acts = SqlActs(self._connection)
        self.counters = SqlCounters(self._connection)
        self._open_filling_in()
        self.incidents = SqlIncidents(self._connection)
        self.jobs = SqlJobs(self._connection)
        self._open_beginnings()
        self._open_writing()
        self.accounts = SqlAccounts(self._connection)
        self.sessions = SqlSessions(self._connection)
        self.organisations = SqlOrganisations(self._connection)
        self._open_access()
        self.identities = SqlIdentities(self._connection)
        self.attempts = SqlSignInAttempts(self._connection)
        self.api_tokens = SqlApiTokens(self._connection)
        return self

    def _open_filling_in(self) -> None:
        self.submissions = SqlSubmissions(self._connection)
        self.attachments = SqlAttachments(self._connection)
        self.task_drafts = SqlTaskDrafts(self._connection)
        self.presences = SqlPresences(self._connection)
        self.signings = SqlSignings(self._connection)

    def _open_routes(self) -> None:
        self.bundles = SqlBundles(self._connection)
        self.drafts = SqlDrafts(self._connection)
        self.plays = SqlPlays(self._connection)

    def _open_beginnings(self) -> None:
        self.recurrences = SqlRecurrences(self._connection)
        self.batches = SqlBatches(self._connection)
        self.reservations = SqlReservations(self._connection)
        self.letters = SqlLetters(self._connection)
        self.links = SqlLinks(self._connection)

    def _open_writing(self) -> None:
        self.notes = SqlNotes(self._connection)
        self.notices = SqlNotices(self._connection)
        self.notifications = SqlNotifications(self._connection, self._vault)
        self.feeds = SqlFeeds(self._connection)
        self.webhooks = SqlWebhooks(self._connection, self._vault)

    def _open_access(self) -> None:
        self.looks = SqlLooks(self._connection)
        self.grants = SqlGrants(self._connection)
        self.standing = SqlStanding(self._connection)
        self.contacts = SqlContacts(self._connection)
        self.work = SqlWork(self._connection)

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            if exc is None and not self._reading:
                self._transaction.commit()
            else:
                self._transaction.rollback()
        finally:
            self._connection.close()

    @property
    def connection(self) -> Connection:
        """The connection of this transaction, for what the storage package adds beside it."""
        return self._connection

    def database_now(self) -> datetime:
        """Return the database's clock; where nothing is written, as it was at the beginning."""
        return self._now or database_now(self._connection)
