"""What the engine needs to run routes: what was published, begins by itself or follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.model import Bundle, Case, FailedJob, Job, Recurrence, Reservation
    from doorgang_engine.outgoing.given_up import GivenUp


class Bundles(Protocol):
    def active(self, *, region: str, route: str) -> Bundle:
        """Return the newest published bundle; raises RouteNotFound when there is none."""

    def find_active(self, *, region: str, route: str) -> Bundle | None: ...
    def find_version(self, *, region: str, route: str, number: int) -> Bundle | None: ...
    def numbers(self, *, region: str, route: str) -> Sequence[tuple[int, datetime]]:
        """Return the published versions of a route, newest first, and when they came."""

    def by_hash(self, bundle_hash: str) -> Bundle: ...
    def publish(self, bundle: Bundle) -> None: ...
    def list_active(self, *, region: str) -> Sequence[Bundle]: ...
    def published(self, *, region: str) -> Sequence[Bundle]:
        """Return every version of every route, without what is in it, the newest first."""

    def titles(self, *, region: str) -> Mapping[str, str]: ...
    def regions(self) -> Sequence[str]: ...
    def fingerprint(self) -> str: ...
    def keep_fingerprint(self, fingerprint: str) -> None: ...


class Jobs(Protocol):
    def enqueue(self, jobs: Sequence[Job]) -> None: ...
    def find(self, *, region: str, job_id: str) -> Job | None: ...
    def failing(self, case: Case, *, kind: str) -> Sequence[FailedJob]:
        """Return the jobs of a case that failed and will be tried again, the next one first."""

    def untried(self, case: Case, *, kind: str) -> Sequence[Job]:
        """Return the jobs of a case that wait and did not fail, the next one first."""

    def take(self, *, at: datetime | None = None, kinds: Sequence[str] = ()) -> Job | None:
        """Return one job that is due, held by this transaction; None when there is none.

        Of these kinds only; without kinds, of those that do not talk to the outside.
        """

    def done(self, job: Job) -> None: ...
    def again(self, job: Job, *, at: datetime) -> None: ...
    def go_on(self, job: Job, *, at: datetime) -> None: ...
    def failed(self, job: Job, *, code: str) -> None: ...
    def sent(self, job: Job) -> None:
        """Note that a job left the house; what it held is wiped."""

    def try_later(self, job: Job, *, at: datetime, code: str) -> None: ...
    def give_up(self, job: Job, *, code: str) -> None: ...
    def given_up(self, *, region: str, limit: int) -> Sequence[GivenUp]: ...
    def revive(self, *, region: str, job_id: str, at: datetime) -> bool:
        """Let a job that was given up be tried again; return whether there was one."""

    def forget_sent(self, *, before: datetime) -> int:
        """Remove jobs for the outside that ended before a moment; return how many."""

    def counts(self) -> Mapping[str, int]: ...


class Reservations(Protocol):
    def take(self, wanted: Reservation) -> bool:
        """Add one; False when another case holds this unit."""

    def release(self, case: Case, *, at: datetime, resource: str = "") -> None:
        """End what a case holds: of one resource, or everything."""

    def held(self, *, region: str) -> Sequence[Reservation]: ...


class Recurrences(Protocol):
    def of_region(self, region: str) -> Sequence[Recurrence]: ...
    def find_for_update(self, *, region: str, route: str, key: str) -> Recurrence | None: ...
    def next_due(self, *, at: datetime | None = None) -> Recurrence | None:
        """Return one that is due, held by this transaction; None when there is none."""

    def save(self, recurrence: Recurrence) -> None: ...
