"""One transaction over everything that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from datetime import datetime
    from types import TracebackType

    from doorgang_engine.cohorts.batch import Batches
    from doorgang_engine.counted import Counters
    from doorgang_engine.dossier.repositories import Grants, Looks
    from doorgang_engine.identity import ApiTokens, Identities, SignInAttempts
    from doorgang_engine.kpi.milestones import Milestones
    from doorgang_engine.privacy.store import CaseKeys, Erasure, PrivacyStore

    from .cases import (
        Acts,
        Attachments,
        Cases,
        History,
        Incidents,
        Submissions,
        Tasks,
        Terms,
        Timers,
    )
    from .people import Accounts, Notices, Organisations, Sessions, Standing
    from .routes import Bundles, Jobs, Recurrences, Reservations


class UnitOfWork(Protocol):
    """One transaction: everything inside ``with uow:`` is kept, or nothing is."""

    @property
    def bundles(self) -> Bundles: ...
    @property
    def cases(self) -> Cases: ...
    @property
    def case_keys(self) -> CaseKeys: ...
    @property
    def privacy(self) -> PrivacyStore: ...
    @property
    def erasure(self) -> Erasure: ...
    @property
    def tasks(self) -> Tasks: ...
    @property
    def timers(self) -> Timers: ...
    @property
    def terms(self) -> Terms: ...
    @property
    def history(self) -> History: ...
    @property
    def milestones(self) -> Milestones: ...
    @property
    def acts(self) -> Acts: ...
    @property
    def submissions(self) -> Submissions: ...
    @property
    def attachments(self) -> Attachments: ...
    @property
    def counters(self) -> Counters: ...
    @property
    def incidents(self) -> Incidents: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def recurrences(self) -> Recurrences: ...
    @property
    def reservations(self) -> Reservations: ...
    @property
    def batches(self) -> Batches: ...
    @property
    def notices(self) -> Notices: ...
    @property
    def accounts(self) -> Accounts: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def organisations(self) -> Organisations: ...
    @property
    def looks(self) -> Looks: ...
    @property
    def grants(self) -> Grants: ...
    @property
    def standing(self) -> Standing: ...
    @property
    def identities(self) -> Identities: ...
    @property
    def attempts(self) -> SignInAttempts: ...
    @property
    def api_tokens(self) -> ApiTokens: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

    def database_now(self) -> datetime:
        """Return the database's clock: the one that decides what is due."""


class NewUnitOfWork(Protocol):
    def __call__(self) -> UnitOfWork: ...
