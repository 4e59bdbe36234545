"""What the engine needs to run routes: what was published, begins by itself or follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.model import Bundle, Case, Job, Recurrence, Reservation


class Bundles(Protocol):
    def active(self, *, region: str, route: str) -> Bundle:
        """Return the newest published bundle; raises RouteNotFound when there is none."""

    def find_active(self, *, region: str, route: str) -> Bundle | None: ...
    def by_hash(self, bundle_hash: str) -> Bundle: ...
    def publish(self, bundle: Bundle) -> None: ...
    def list_active(self, *, region: str) -> Sequence[Bundle]: ...
    def regions(self) -> Sequence[str]: ...
    def fingerprint(self) -> str: ...
    def keep_fingerprint(self, fingerprint: str) -> None: ...


class Jobs(Protocol):
    def enqueue(self, jobs: Sequence[Job]) -> None: ...
    def take(self, *, at: datetime | None = None) -> Job | None:
        """Return one job that is due, held by this transaction; None when there is none."""

    def done(self, job: Job) -> None: ...
    def again(self, job: Job, *, at: datetime) -> None: ...
    def failed(self, job: Job, *, code: str) -> None: ...
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
