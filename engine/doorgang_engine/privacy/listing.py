"""What is due for destruction: reckoned from what cases hold, and what holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.sealing import record_class_of
from doorgang_engine.terms.moments import local_day

from .retention import Due, Held, reckon

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from doorgang_engine.model import Case
    from doorgang_engine.ports import Parts, UnitOfWork

    from .retention import RetentionPolicy

PAGE = 200


@dataclass(frozen=True, kw_only=True)
class CaseRetention:
    """When what of a case may be destroyed, and what stops that now (empty: nothing)."""

    case: Case
    dues: tuple[Due, ...]
    held_by: tuple[str, ...]  # in words

    def is_due(self, due: Due, *, as_of: date) -> bool:
        """Return whether records may be destroyed on a day."""
        return due.on is not None and due.on <= as_of and not self.held_by


def retention_of(
    case: Case, *, policy: RetentionPolicy, as_of: date, uow: UnitOfWork, parts: Parts
) -> CaseRetention:
    """Return when what of an ended case may be destroyed."""
    forms = parts.shelf.content(uow, case.bundle)["forms"]
    classes: set[str] = set()
    separate: set[str] = set()
    for form, head in uow.privacy.filled_in(case.id):
        if sealed_under := record_class_of(head):
            separate.add(sealed_under)
        classes.add(sealed_under or forms.get(form, {}).get("retention", ""))
    held = Held(
        classes=classes,
        separate=separate,
        ended_on=local_day(moment=case.ended_at) if case.ended_at else None,
        left_on=_left_on(case, uow),
    )
    return CaseRetention(
        case=case,
        dues=reckon(policy=policy, held=held),
        held_by=tuple(_held_by(case, policy, as_of, uow)),
    )


def walk(
    *, region: str, policy: RetentionPolicy, as_of: date, uow: UnitOfWork, parts: Parts
) -> Iterator[CaseRetention]:
    """Yield every ended case of a region that was not destroyed, with its retention."""
    after = ""
    while page := uow.privacy.ended_cases(region=region, after=after, limit=PAGE):
        for case in page:
            yield retention_of(case, policy=policy, as_of=as_of, uow=uow, parts=parts)
        after = page[-1].id


def _left_on(case: Case, uow: UnitOfWork) -> date | None:
    """Return when the child left school, after the case began; the last day counts.

    A child goes to several schools. A case is kept as long as the child was at a school since.
    """
    began = local_day(moment=case.started_at)
    known = uow.privacy.departures_of(region=case.region, subject=case.subject)
    return max((one.left_on for one in known if one.left_on >= began), default=None)


def _held_by(case: Case, policy: RetentionPolicy, as_of: date, uow: UnitOfWork) -> Iterator[str]:
    for hold in uow.privacy.holds_of(region=case.region, subject=case.subject):
        is_over = hold.lifted_at is not None or (hold.until is not None and hold.until < as_of)
        if not is_over and hold.case_id in ("", case.id):
            yield f"Bewaarplicht: {hold.ground}."
    for route, number in uow.privacy.running_routes(region=case.region, subject=case.subject):
        if route in policy.holding_routes:
            yield f"Er loopt een traject dat bewaren vraagt: {number}."
