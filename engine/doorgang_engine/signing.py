"""A task that two people do: one fills the form in, another reads it and signs, or does not.

What was filled in waits in a row of its own, sealed under the case's keys; the task passes to the
role that signs. With the signature the task is done, in one act, by the two of them. Who does not
sign says why, and the task goes back with everything that was filled in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from . import acts
from . import events as ev
from .access.decide import Resource, require
from .access.table import Act
from .bpmn.signed import NOT_ONES_OWN, SignatureNeeded
from .errors import Conflict, ReasonMissing, SamePerformer
from .history.chain import canonical
from .incidents import Attempt, kept_when_it_fails
from .model import Actor
from .privacy.subjects import tell
from .requests import was_carried_out
from .tasks import Completion, complete_task

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from .advance import Passage
    from .model import Account, Case, UserTask
    from .ports import Parts, UnitOfWork
    from .sealing import CaseKey

LONGEST_REASON: Final = 2000  # characters
_SIGNING: Final = "signing"


class NothingToSign(Conflict):
    """The task does not wait for a signature now."""

    code = "nothing_to_sign"

    def __init__(self) -> None:
        super().__init__(
            "Er is (nog) niets om te ondertekenen: het is al ondertekend, teruggestuurd of nog "
            "niet ingevuld. Er is niets verwerkt. Ververs de pagina."
        )


@dataclass(frozen=True, kw_only=True)
class Signing:
    """A form that waits for a signature, or was sent back. ``content`` is sealed."""

    region: str
    task_id: str
    case_id: str
    account: str  # who filled it in
    role: str
    organisation: str
    at: datetime
    is_refused: bool = False
    refused_by: str = ""
    refused_at: datetime | None = None
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class OpenSigning:
    """The same, opened for who does the task: what was filled in, and why it was not signed."""

    row: Signing
    values: Mapping[str, Any]
    reason: str = ""

    @property
    def waits(self) -> bool:
        """Whether it waits for a signature."""
        return not self.row.is_refused


class Signings(Protocol):
    """Rows of forms that wait for a signature."""

    def find(self, *, region: str, task_id: str) -> Signing | None: ...
    def waiting(self, *, region: str, task_ids: Collection[str]) -> Mapping[str, str]:
        """Return of these tasks which wait for a signature, with the account that filled in."""

    def put(self, signing: Signing) -> None: ...
    def remove(self, *, region: str, task_id: str) -> None: ...
    def remove_closed(self) -> int: ...
    def pass_on(
        self, *, task_id: str, role: str, organisation: str, claimed_by: str = ""
    ) -> None: ...


def send_task(
    *,
    task_id: str,
    submission: Any,
    actor: Actor,
    parts: Parts,
    request_id: str | None = None,
    now: datetime | None = None,
) -> Case:
    """Complete a task with what was filled in, or ask another to sign it where two do the task.

    :raises EngineError: what ``complete_task`` raises.
    """
    try:
        return complete_task(
            task_id=task_id,
            submission=submission,
            actor=actor,
            parts=parts,
            request_id=request_id,
            now=now,
        )
    except SignatureNeeded:
        return ask_signature(
            task_id=task_id, submission=submission, actor=actor, parts=parts, now=now
        )


def ask_signature(
    *, task_id: str, submission: Any, actor: Actor, parts: Parts, now: datetime | None = None
) -> Case:
    """Keep what was filled in, and pass the task to the role that signs it.

    :raises SignatureNeeded: if it waits for a signature already.
    :raises SubmissionInvalid: if it does not pass the task's form.
    :raises EngineError: what ``complete_task`` raises before anything is done.
    """
    with parts.new_uow() as uow:
        locked = uow.cases.lock_for_task(task_id=task_id)
        completion = Completion(locked, Attempt(), actor, now or locked.now, "")
        earlier = uow.signings.find(region=locked.case.region, task_id=task_id)
        if earlier is not None and not earlier.is_refused:
            raise SignatureNeeded
        task, passage = completion.begin(uow, parts)
        completion.require_able(task, passage, uow, parts)
        checked = completion.validated(task, submission, passage, uow, parts)
        completion.filed(task, checked, actor, uow, parts)  # refuses files that cannot be used
        role, content = completion.signed_by(task, passage), {"values": submission, "reason": ""}
        uow.signings.put(
            Signing(
                region=task.region,
                task_id=task.id,
                case_id=task.case_id,
                account=actor.id,
                role=actor.role,
                organisation=actor.organisation,
                at=completion.now,
                content=_sealed(content, task.id, checked.record_class, locked.key),
            )
        )
        kind = passage.runnable.organisation(role)
        organisation = locked.case.stands_for(kind)
        uow.signings.pass_on(task_id=task.id, role=role, organisation=organisation)
        event = ev.SignatureAsked(
            element=task.element, scope=task.scope, task_id=task.id, role=role
        )
        return tell(locked, event, actor=actor, at=completion.now, uow=uow)


def sign_task(
    *,
    task_id: str,
    actor: Actor,
    parts: Parts,
    request_id: str | None = None,
    now: datetime | None = None,
) -> Case:
    """Sign what another filled in: the task is done, and its case runs on.

    :raises NothingToSign: if it does not wait for a signature.
    :raises SamePerformer: if this person filled it in.
    :raises EngineError: what ``complete_task`` raises.
    """
    attempt = Attempt()
    kept = kept_when_it_fails(attempt, actor=actor, parts=parts, now=now)
    with kept, parts.new_uow() as uow:
        locked = uow.cases.lock_for_task(task_id=task_id, request_id=request_id)
        if was_carried_out(locked=locked, kind=acts.CompleteTask, actor=actor, task_id=task_id):
            return locked.case
        attempt.case_id = locked.case.id
        completion = Completion(locked, attempt, actor, now or locked.now, "")
        values, filler = to_sign(locked.task, actor, locked.key, uow)
        case = completion.carry_out(values, uow, parts, request_id, filled_in_by=filler)
        uow.signings.remove(region=case.region, task_id=task_id)
        return case


def refuse_to_sign(
    *, task_id: str, reason: str, actor: Actor, parts: Parts, now: datetime | None = None
) -> Case:
    """Send a task back to who filled it in, with what was filled in and a reason.

    :raises ReasonMissing: if there is none, or it is too long.
    :raises NothingToSign: if it does not wait for a signature.
    :raises SamePerformer: if this person filled it in.
    """
    said = reason.strip()
    if not 0 < len(said) <= LONGEST_REASON:
        raise ReasonMissing("Schrijf waarom u niet ondertekent. Er is niets verwerkt.")
    with parts.new_uow() as uow:
        locked = uow.cases.lock_for_task(task_id=task_id)
        completion = Completion(locked, Attempt(), actor, now or locked.now, "")
        task, passage = completion.begin(uow, parts)
        values, filler = to_sign(task, actor, locked.key, uow)
        form = parts.shelf.content(uow, locked.case.bundle)["forms"][task.form]
        record_class, content = str(form["retention"]), {"values": values, "reason": said}
        kept = uow.signings.find(region=task.region, task_id=task.id)
        if kept is not None:
            sealed = _sealed(content, task.id, record_class, locked.key)
            by, at = actor.id, completion.now
            back = replace(kept, is_refused=True, refused_by=by, refused_at=at, content=sealed)
            uow.signings.put(back)
        _give_back(task, filler, passage, uow)
        event = ev.SignatureRefused(
            element=task.element,
            scope=task.scope,
            task_id=task.id,
            filled_in_by=filler.id,
            reason=said,
        )
        return tell(
            locked, event, actor=actor, at=completion.now, uow=uow, record_class=record_class
        )


def _give_back(task: UserTask, filler: Actor, passage: Passage, uow: UnitOfWork) -> None:
    role = passage.running.open_items()[task.id].role
    organisation = passage.case.stands_for(passage.runnable.organisation(role))
    is_theirs = organisation in ("", filler.organisation)
    uow.signings.pass_on(
        task_id=task.id,
        role=role,
        organisation=organisation,
        claimed_by=filler.id if is_theirs else "",
    )


def find_signing(task: UserTask, *, account: Account, uow: UnitOfWork) -> OpenSigning | None:
    """Return what waits for a signature of a task, or was sent back, for who does that task.

    :raises NotYours: if the task is not theirs.
    :raises ContentDestroyed: if the keys of the case are gone.
    """
    actor = account.acting_as(task.role)
    require(actor=actor, act=Act.READ_TASK, resource=Resource.of_task(task))
    row = uow.signings.find(region=task.region, task_id=task.id)
    return _open(row, uow.cases.key(task.case_id)) if row else None


def to_sign(
    task: UserTask | None, actor: Actor, key: CaseKey, uow: UnitOfWork
) -> tuple[Mapping[str, Any], Actor]:
    """Return what this person is asked to sign, and who filled it in.

    :raises NotYours: if the task is not theirs.
    :raises NothingToSign: if there is nothing.
    :raises SamePerformer: if they filled it in themselves.
    """
    if task is None:
        raise NothingToSign
    require(actor=actor, act=Act.COMPLETE_TASK, resource=Resource.of_task(task))
    row = uow.signings.find(region=task.region, task_id=task.id)
    if row is None or row.is_refused:
        raise NothingToSign
    if row.account == actor.id:
        raise SamePerformer(NOT_ONES_OWN)
    filler = Actor(id=row.account, role=row.role, organisation=row.organisation, region=row.region)
    return _open(row, key).values, filler


def forget_signings(*, parts: Parts) -> int:
    """Remove what waited for a signature of tasks that are over; return how many."""
    with parts.new_uow() as uow:
        return uow.signings.remove_closed()


def _sealed(content: Mapping[str, Any], task_id: str, record_class: str, key: CaseKey) -> bytes:
    return key.seal(canonical(content).encode(), f"{_SIGNING}|{task_id}", record_class)


def _open(row: Signing, key: CaseKey) -> OpenSigning:
    content = json.loads(key.open(row.content, f"{_SIGNING}|{row.task_id}"))
    return OpenSigning(row=row, values=content["values"], reason=content["reason"])
