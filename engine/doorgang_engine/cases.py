"""Start and withdraw cases."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from . import acts
from .access.decide import Resource, require
from .access.table import Act
from .advance import Passage, carry_out, enter, record_start, require_revision
from .attachments import Used, place_of_start, use_attachments
from .contacts.register import duty_on
from .enact import begin
from .errors import RequestReused, StartEventUnknown
from .history.chain import canonical
from .ids import new_id
from .leaving import ended_or_saved, leave, write_passage
from .model import Actor, Bundle, Case, CaseStatus
from .participation import asker
from .requests import (
    require_same,
    require_same_content,
    reused,
    sent_hash,
    was_carried_out,
)
from .routes.unfit import require_adopted
from .sealing import ACT, SUBJECT_NAME
from .subject import kind_of, require_fitting
from .submissions import seal_submission
from .terms.moments import local_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .bpmn.process import Element
    from .enact import Runnable
    from .model import Submission
    from .ports import Parts, UnitOfWork, Validated
    from .sealing import CaseKey
    from .subject import Subject


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """How to begin a case."""

    region: str
    route: str
    subject: Subject
    start_event: str = ""  # "": the route's only one, or its first
    submission: Any = field(default_factory=dict)
    variables: Mapping[str, Any] = field(default_factory=dict)  # given by another case
    participants: Mapping[str, str] = field(default_factory=dict)
    parent_request: str = ""


def start_case(
    *,
    beginning: Beginning,
    actor: Actor,
    parts: Parts,
    request_id: str | None = None,
    now: datetime | None = None,
) -> Case:
    """Start a case on the newest bundle of its route, and return it.

    :raises RouteNotFound: if the route is not published for the region.
    :raises StartEventUnknown: if it cannot be started in this way.
    :raises NotYours: if it begins with another role.
    :raises SubjectMismatch: if the route is about something else than was named.
    :raises RouteAwaitsDraft: if the region adopted another drawing for today than can be run.
    :raises SubmissionInvalid: if what was sent does not pass the start form.
    :raises ExecutionFailed: if the route cannot run to its first wait state; nothing is kept.
    """
    try:
        with parts.new_uow() as uow:
            if earlier := _already_started(request_id, beginning, actor, uow):
                return earlier
            moment = now or uow.database_now()
            bundle = uow.bundles.active(region=beginning.region, route=beginning.route)
            return start_within(
                beginning=beginning,
                bundle=bundle,
                actor=actor,
                uow=uow,
                parts=parts,
                request_id=request_id,
                moment=moment,
            )
    except RequestReused:
        # Sent twice at once: the other one was first, and is done by now.
        with parts.new_uow() as uow:
            if earlier := _already_started(request_id, beginning, actor, uow):
                return earlier
        raise


def start_within(
    *,
    beginning: Beginning,
    bundle: Bundle,
    actor: Actor,
    uow: UnitOfWork,
    parts: Parts,
    request_id: str | None,
    moment: datetime,
) -> Case:
    """Start a case in a transaction that is open already: for more than one in the same.

    Raises what ``start_case`` does; then the transaction must not be kept. That the request was
    carried out before is not looked up: it is refused.
    """
    require_adopted(uow, bundle, day=local_day(moment=moment))
    runnable = parts.shelf.runnable(uow, bundle.hash)
    start = start_event(runnable, beginning.start_event)
    require(actor=actor, act=Act.START_CASE, resource=_place(beginning, start))
    require_fitting(beginning.subject, kind=kind_of(bundle.content))
    checked = _validated(start, bundle, runnable, beginning, parts, moment)
    return _begin(
        beginning, bundle, runnable, start, checked, actor, uow, parts, request_id, moment
    )


def withdraw_case(
    *,
    case_id: str,
    reason: str,
    actor: Actor,
    parts: Parts,
    revision: int | None = None,
    request_id: str | None = None,
    now: datetime | None = None,
) -> Case:
    """Stop a case outside its route; everything open is cancelled, history stays.

    :raises NotYours: if the case is not this person's to withdraw.
    :raises CaseNotRunning: if it has ended.
    :raises StaleRevision: if it changed since it was read.
    """
    with parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=case_id, request_id=request_id)
        place = Resource.of_case(locked.case, started_by=starter_of(locked.case, uow))
        require(actor=actor, act=Act.WITHDRAW_CASE, resource=place)
        if was_carried_out(locked=locked, kind=acts.WithdrawCase, actor=actor):
            return locked.case
        require_revision(locked.case, revision)
        passage = enter(
            locked, parts.shelf.runnable(uow, locked.case.bundle), now=now or locked.now
        )
        if not passage.running.is_over:
            withdrawal = acts.WithdrawCase(reason=reason)
            carry_out(passage, withdrawal, actor=actor, request_id=request_id)
        return leave(passage, uow)


def starter_of(case: Case, uow: UnitOfWork) -> str:
    """Return the organisation that filled in the start form; ``""`` when another case did it."""
    first = next(iter(uow.submissions.of_case(case.id)), None)
    return first.organisation if first and first.at == case.started_at else ""


def _already_started(
    request_id: str | None, beginning: Beginning, actor: Actor, uow: UnitOfWork
) -> Case | None:
    if request_id is None:
        return None
    earlier = uow.acts.of_request(region=beginning.region, request_id=request_id)
    if earlier is None:
        return None
    require_same(earlier=earlier, kind=acts.StartCase, actor=actor)
    case = uow.cases.get(earlier.case_id)
    if case.route != beginning.route:
        raise reused()
    if not beginning.parent_request:  # of those the job decides what is asked
        content = uow.cases.key(case.id).open(earlier.content, ACT)
        require_same_content(json.loads(content), _sent(beginning))
    return case


def _sent(beginning: Beginning) -> str:
    """Return the hash of what was asked; who takes part is filled in by us, so it is no part."""
    subject = vars(beginning.subject)
    return sent_hash(start=beginning.start_event, subject=subject, submission=beginning.submission)


def start_event(runnable: Runnable, wanted: str) -> Element:
    """Return the start event that a case is to begin with; ``""``: the route's first.

    :raises StartEventUnknown: if the route does not have it.
    """
    starts = runnable.starts()
    if not wanted:
        return starts[0]
    for start in starts:
        if start.id == wanted:
            return start
    raise StartEventUnknown(
        f"Deze route kan niet beginnen met '{wanted}'. "
        f"Mogelijk zijn: {', '.join(start.id for start in starts)}."
    )


def _place(beginning: Beginning, start: Element) -> Resource:
    return Resource(
        region=beginning.region,
        role=start.role,
        participants=frozenset(beginning.participants.values()),
    )


def _validated(
    start: Element,
    bundle: Bundle,
    runnable: Runnable,
    beginning: Beginning,
    parts: Parts,
    moment: datetime,
) -> Validated | None:
    form = start.get("formulier")
    if not form or beginning.parent_request:
        return None  # a case that was started by another one has its data from there
    return parts.forms.validate(
        bundle.content["forms"][form],
        beginning.submission,
        variables=beginning.variables,
        now=moment,
        reckon=runnable.rulebook.last_day,
    )


def _begin(
    beginning: Beginning,
    bundle: Bundle,
    runnable: Runnable,
    start: Element,
    checked: Validated | None,
    actor: Actor,
    uow: UnitOfWork,
    parts: Parts,
    request_id: str | None,
    moment: datetime,
) -> Case:
    case_id = new_id(moment)
    key, wrapped = parts.vault.new_key(case_id, _record_classes(bundle))
    case = _new_case(beginning, bundle, case_id, key, uow, moment)
    submission, used = _filed(beginning, start, checked, case, key, actor, uow, parts, moment)
    act = acts.StartCase(
        start_event=start.id,
        variables={**beginning.variables, **(checked.exports if checked else {})},
        submission_id=submission.id if submission else "",
        attachments=dict(used.hashes),
        sent=_sent(beginning),
    )
    duty, day = partial(duty_on, region=case.region, uow=uow), local_day(moment=moment)
    running, events = begin(
        runnable,
        act,
        case_id=case_id,
        region=case.region,
        bundle=bundle.hash,
        now=moment,
        ask=asker(case, act, kind_of=runnable.organisation, duty_on=duty, day=day),
    )
    passage = Passage(case, key, runnable, running, moment, before={}, duty_on=duty)
    record_start(
        passage,
        act,
        events,
        actor=actor,
        request_id=request_id,
        record_class=checked.record_class if checked else "",
    )
    case = ended_or_saved(passage)
    uow.cases.add(case, wrapped)
    if submission is not None:
        uow.submissions.add(submission)
        used.write(uow)
    return write_passage(passage, case, uow)


def _record_classes(bundle: Bundle) -> set[str]:
    return {form.get("retention", "") for form in bundle.content["forms"].values()}


def _filed(
    beginning: Beginning,
    start: Element,
    checked: Validated | None,
    case: Case,
    key: CaseKey,
    actor: Actor,
    uow: UnitOfWork,
    parts: Parts,
    moment: datetime,
) -> tuple[Submission | None, Used]:
    """Return the start form as it is to be kept, and its files."""
    if checked is None:
        return None, Used()
    submission = seal_submission(
        checked,
        case=case,
        key=key,
        element=start.id,
        scope="",
        form=start.get("formulier"),
        actor=actor,
        now=moment,
    )
    used = use_attachments(
        checked.files,
        place=place_of_start(beginning.route, start.id),
        actor=actor,
        submission=submission,
        case=case,
        key=key,
        uow=uow,
        vault=parts.vault,
    )
    return submission, used


def _new_case(
    beginning: Beginning,
    bundle: Bundle,
    case_id: str,
    key: CaseKey,
    uow: UnitOfWork,
    moment: datetime,
) -> Case:
    number = uow.cases.next_number(region=beginning.region, year=moment.year)
    return Case(
        region=beginning.region,
        id=case_id,
        number=f"{beginning.region[:3].upper()}-{moment.year}-{number:05d}",
        route=beginning.route,
        bundle=bundle.hash,
        status=CaseStatus.RUNNING,
        started_at=moment,
        subject=beginning.subject.id or str(uuid.uuid4()),
        participants=dict(beginning.participants),
        parent_request=beginning.parent_request,
        subject_name=key.seal(canonical(beginning.subject.parts).encode(), SUBJECT_NAME),
    )
