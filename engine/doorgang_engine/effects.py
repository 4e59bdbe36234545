"""What events lead to outside the case: notices, jobs. Written in the same transaction."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from . import events as ev
from .bpmn.journal import NAMESPACE
from .model import UNNAMED, Job, Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from .events import Event
    from .model import Case
    from .ports import UnitOfWork

START_CASE = "start_case"
COORDINATOR = "regiocoordinator"
NOBODY_YET = (
    "Dit bericht is voor de rol '{role}', maar welke organisatie dat is, staat nog niet vast. "
    "Kies in het traject welke organisatie meedoet. Het bericht: {text}"
)


def write(
    events: Sequence[Event],
    *,
    case: Case,
    kind_of: Callable[[str], str],
    letters: Sequence[Job],
    uow: UnitOfWork,
    now: datetime,
) -> None:
    """Write the notices and jobs that the events ask for.

    ``kind_of`` gives the kind of organisation that a role belongs to; ``letters`` are jobs for
    the letters that go with the events.
    """
    notices = [n for i, event in enumerate(events) for n in _notices(event, i, case, kind_of, now)]
    if notices:
        uow.notices.add(notices)
    jobs = [
        *(_start_job(event, case, now) for event in events if isinstance(event, ev.CaseRequested)),
        *letters,
    ]
    if jobs:
        uow.jobs.enqueue(jobs)


def _notices(
    event: Event, index: int, case: Case, kind_of: Callable[[str], str], now: datetime
) -> list[Notice]:
    roles, text = _notice(event)
    found = []
    for role in roles:
        organisation = case.stands_for(kind_of(role))
        is_named = organisation != UNNAMED
        found.append(
            Notice(
                region=case.region,
                id=str(uuid.uuid5(NAMESPACE, f"{case.id}|{case.revision}|{index}|{role}|notice")),
                case_id=case.id,
                role=role if is_named else COORDINATOR,
                organisation=organisation if is_named else "",
                text=text if is_named else NOBODY_YET.format(role=role, text=text),
                at=now,
            )
        )
    return found


def _notice(event: Event) -> tuple[tuple[str, ...], str]:
    if isinstance(event, ev.NoticeGiven):
        return event.to_roles, event.text
    if isinstance(event, ev.DataDisclosed):
        return event.to_roles, "Er zijn gegevens met u gedeeld in dit traject."
    if isinstance(event, ev.SubmissionCorrected):
        return event.to_roles, "Een formulier dat met u is gedeeld, is verbeterd (AVG art. 19)."
    if isinstance(event, ev.DecisionAnnounced):
        return event.to_roles, "Er is een besluit bekendgemaakt in dit traject."
    if isinstance(event, ev.NormBroken):
        return event.to_roles, f"De norm '{event.kpi}' is in dit traject niet gehaald."
    return (), ""


def _start_job(event: ev.CaseRequested, case: Case, now: datetime) -> Job:
    # The variables stay sealed in the history of this case; the job only points at them.
    return Job(
        region=case.region,
        id=event.request_id,
        kind=START_CASE,
        case_id=case.id,
        content={"route": event.route, "request_id": event.request_id},
        run_at=now,
    )
