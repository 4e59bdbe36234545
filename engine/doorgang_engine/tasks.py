"""Complete, claim and release user tasks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import acts
from .access.decide import Resource, require
from .access.table import Act
from .advance import Passage, carry_out, enter, leave
from .anonymity import require_anonymous
from .attachments import place_of_task, use_attachments
from .deputies import holds_mandate
from .errors import (
    Conflict,
    MandateMissing,
    SamePerformer,
    TaskAlreadyCompleted,
    TaskNotOpen,
)
from .incidents import Attempt, kept_when_it_fails
from .model import Actor, Case, TaskStatus, UserTask
from .naming import naming_in
from .requests import sent_hash, was_carried_out
from .subject import find_subject, kind_of
from .submissions import seal_submission

if TYPE_CHECKING:
    from datetime import datetime

    from .ports import LockedCase, Parts, UnitOfWork, Validated


def complete_task(
    *,
    task_id: str,
    submission: Any,
    actor: Actor,
    parts: Parts,
    request_id: str | None = None,
    now: datetime | None = None,
) -> Case:
    """Complete a task with what was filled in, and let its case run on.

    Asked again with the same ``request_id`` it gives the first answer again.

    :raises TaskNotFound: if there is no such task.
    :raises TaskAlreadyCompleted: if someone completed it earlier.
    :raises TaskNotOpen: if its step was cancelled or its deadline passed.
    :raises NotYours: if it belongs to another role or organisation.
    :raises SamePerformer: if another person must do it.
    :raises MandateMissing: if it is a decision that this person holds no mandate for.
    :raises SubmissionInvalid: if the submission does not pass the task's form.
    :raises ExecutionFailed: if the case could not run on; the submission is kept in an incident.
    """
    attempt = Attempt()
    kept = kept_when_it_fails(attempt, actor=actor, parts=parts, now=now)
    with kept, parts.new_uow() as uow:
        locked = uow.cases.lock_for_task(task_id=task_id, request_id=request_id)
        sent = sent_hash(submission=submission)
        if was_carried_out(
            locked=locked, kind=acts.CompleteTask, actor=actor, sent=sent, task_id=task_id
        ):
            return locked.case
        attempt.case_id = locked.case.id
        completion = _Completion(locked, attempt, actor, now or locked.now, sent)
        return completion.carry_out(submission, uow, parts, request_id)


def claim_task(*, task_id: str, actor: Actor, parts: Parts, release: bool = False) -> UserTask:
    """Take an open task for oneself, or give it back; a coordinator may free what another took.

    :raises NotYours: if it belongs to another role or organisation.
    :raises Conflict: if another person has taken it.
    """
    with parts.new_uow() as uow:
        task = uow.tasks.get(task_id)
        act = Act.RELEASE_TASK if release else Act.CLAIM_TASK
        require(actor=actor, act=act, resource=Resource.of_task(task))
        if release and task.status is TaskStatus.OPEN and not task.claimed_by:
            return task  # given back already
        by = "" if release else actor.id
        if not uow.tasks.claim(task_id=task_id, organisation=task.organisation, by=by):
            raise Conflict("Deze taak is al door een collega opgepakt of staat niet meer open.")
        return replace(task, claimed_by=by)


class _Completion:
    """The completion of one task, with the case's row held."""

    def __init__(
        self, locked: LockedCase, attempt: Attempt, actor: Actor, now: datetime, sent: str
    ) -> None:
        self.locked, self.attempt, self.actor, self.now = locked, attempt, actor, now
        self._sent = sent

    def carry_out(self, data: Any, uow: UnitOfWork, parts: Parts, request_id: str | None) -> Case:
        locked = self.locked
        task = locked.task
        if task is None:
            raise TaskNotOpen("")
        require(actor=self.actor, act=Act.COMPLETE_TASK, resource=Resource.of_task(task))
        _require_open(task)
        passage = enter(locked, parts.shelf.runnable(uow, locked.case.bundle), now=self.now)
        _require_still_open(task, passage, uow)
        self._require_still_theirs(task, passage)
        self._require_other_person(task, passage)
        self._require_mandate(task, passage, uow, parts)
        checked = self._validated(task, data, passage, uow, parts)
        submission = self.attempt.submission = seal_submission(
            checked,
            case=locked.case,
            key=locked.key,
            element=task.element,
            scope=task.scope,
            form=task.form,
            actor=self.actor,
            now=self.now,
        )
        used = self.attempt.used = use_attachments(
            checked.files,
            place=place_of_task(task.id),
            actor=self.actor,
            submission=submission,
            case=locked.case,
            key=locked.key,
            uow=uow,
            vault=parts.vault,
        )
        act = self.attempt.act = acts.CompleteTask(
            task_id=task.id,
            exports=dict(checked.exports),
            submission_id=submission.id,
            form_hash=checked.form_hash,
            attachments=dict(used.hashes),
            sent=self._sent,
            names=self._naming(task, checked, passage, uow, parts),
        )
        passage.record_class = checked.record_class
        carry_out(passage, act, actor=self.actor, request_id=request_id)
        uow.submissions.add(submission)
        used.write(uow)
        return leave(passage, uow)

    def _require_still_theirs(self, task: UserTask, passage: Passage) -> None:
        """Refuse who was replaced: the task was read before the case was held."""
        kind = passage.runnable.organisation(task.role)
        now_of = replace(task, organisation=passage.case.stands_for(kind))
        require(actor=self.actor, act=Act.COMPLETE_TASK, resource=Resource.of_task(now_of))

    def _naming(
        self, task: UserTask, checked: Validated, passage: Passage, uow: UnitOfWork, parts: Parts
    ) -> acts.Naming | None:
        element = passage.runnable.program.model_of(task.scope).elements[task.element]
        form = parts.shelf.content(uow, self.locked.case.bundle)["forms"].get(task.form)
        return naming_in(element=element, form=form, data=checked.data, passage=passage, uow=uow)

    def _validated(
        self,
        task: UserTask,
        data: Any,
        passage: Passage,
        uow: UnitOfWork,
        parts: Parts,
    ) -> Validated:
        content = parts.shelf.content(uow, self.locked.case.bundle)
        variables = passage.running.execution.variables(task.scope)
        form = content["forms"][task.form]
        checked = parts.forms.validate(form, data, variables=variables, now=self.now)
        subject = find_subject(self.locked.case, self.locked.key)
        require_anonymous(checked, form=form, subject=subject, kind=kind_of(content))
        return checked

    def _require_mandate(
        self, task: UserTask, passage: Passage, uow: UnitOfWork, parts: Parts
    ) -> None:
        element = passage.runnable.program.model_of(task.scope).elements[task.element]
        roles = parts.shelf.content(uow, self.locked.case.bundle)["roles"]
        for key in element.words("mandaat"):
            held = holds_mandate(actor=self.actor, key=key, roles=roles, uow=uow, now=self.now)
            if not held:
                raise MandateMissing(
                    f"'{task.name}' vraagt een mandaat dat u vandaag niet hebt. Er is niets "
                    "verwerkt. Laat het doen door wie het mandaat heeft, of vraag het aan."
                )

    def _require_other_person(self, task: UserTask, passage: Passage) -> None:
        element = passage.runnable.program.model_of(task.scope).elements[task.element]
        others = element.words("anders_dan")
        if others and self.actor.id in passage.running.execution.performers_of(task.scope, others):
            raise SamePerformer(
                f"'{task.name}' moet iemand anders doen dan wie de vorige stap deed. "
                "Er is niets verwerkt. Draag de taak over aan een collega."
            )


def _require_open(task: UserTask) -> None:
    if task.status is TaskStatus.COMPLETED and task.closed_at is not None:
        at = task.closed_at.isoformat(timespec="minutes")
        raise TaskAlreadyCompleted(by=task.closed_by, at=at)
    if task.status is not TaskStatus.OPEN:
        raise TaskNotOpen(task.name)


def _require_still_open(task: UserTask, passage: Passage, uow: UnitOfWork) -> None:
    if task.id in passage.running.open_items():
        return
    _require_open(uow.tasks.get(task.id))  # someone was first: say who
    raise TaskNotOpen(task.name)  # its deadline has just passed
