"""Complete, claim and release user tasks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import acts
from .access.decide import Resource, require
from .access.table import Act
from .advance import Passage, carry_out, enter
from .anonymity import require_anonymous
from .attachments import Used, place_of_task, use_attachments
from .bpmn.signed import SIGNED_BY, SignatureNeeded
from .deputies import require_mandates
from .errors import (
    Conflict,
    SamePerformer,
    TaskAlreadyCompleted,
    TaskNotOpen,
)
from .incidents import Attempt, kept_when_it_fails
from .leaving import leave
from .model import Actor, Case, TaskStatus, UserTask
from .naming import naming_in
from .requests import sent_hash, was_carried_out
from .subject import find_subject, kind_of
from .submissions import seal_submission

if TYPE_CHECKING:
    from datetime import datetime

    from .model import Submission
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
        completion = Completion(locked, attempt, actor, now or locked.now, sent)
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


class Completion:
    """The completion of one task, with the case's row held."""

    def __init__(
        self, locked: LockedCase, attempt: Attempt, actor: Actor, now: datetime, sent: str
    ) -> None:
        self.locked, self.attempt, self.actor, self.now = locked, attempt, actor, now
        self._sent = sent
        self.passage: Passage | None = None  # once it is carried out: what came of it

    def carry_out(
        self,
        data: Any,
        uow: UnitOfWork,
        parts: Parts,
        request_id: str | None,
        *,
        filled_in_by: Actor | None = None,
    ) -> Case:
        """Carry it out; ``filled_in_by`` is who filled it in when this actor signs it.

        :raises SignatureNeeded: if two people do it, and this is not the second one.
        """
        task, passage = self.begin(uow, parts)
        if self.signed_by(task, passage) and filled_in_by is None:
            raise SignatureNeeded
        author = filled_in_by or self.actor
        if filled_in_by is None:
            self.require_able(task, passage, uow, parts)
        checked = self.validated(task, data, passage, uow, parts)
        submission, used = self.filed(task, checked, author, uow, parts)
        self.attempt.submission, self.attempt.used = submission, used
        act = self.attempt.act = acts.CompleteTask(
            task_id=task.id,
            exports=dict(checked.exports),
            submission_id=submission.id,
            form_hash=checked.form_hash,
            attachments=dict(used.hashes),
            sent=self._sent,
            names=self._naming(task, checked, passage, uow, parts),
            filled_in_by=filled_in_by.id if filled_in_by else "",
        )
        passage.record_class = checked.record_class
        carry_out(passage, act, actor=self.actor, request_id=request_id)
        self.passage = passage
        uow.submissions.add(submission)
        used.write(uow)
        return leave(passage, uow)

    def begin(self, uow: UnitOfWork, parts: Parts) -> tuple[UserTask, Passage]:
        """Return the task, and its case in the corridor, when it stands open for this person."""
        task = self.locked.task
        if task is None:
            raise TaskNotOpen("")
        require(actor=self.actor, act=Act.COMPLETE_TASK, resource=Resource.of_task(task))
        _require_open(task)
        runnable = parts.shelf.runnable(uow, self.locked.case.bundle)
        passage = enter(self.locked, runnable, now=self.now)
        _require_still_open(task, passage, uow)
        self._require_still_theirs(task, passage)
        return task, passage

    def require_able(
        self, task: UserTask, passage: Passage, uow: UnitOfWork, parts: Parts
    ) -> None:
        """Refuse who did what this step checks, and who holds no mandate for it."""
        self._require_other_person(task, passage)
        self._require_mandate(task, passage, uow, parts)

    @staticmethod
    def signed_by(task: UserTask, passage: Passage) -> str:
        """Return the role that signs what is filled in; ``""`` when one person does the task."""
        element = passage.runnable.program.model_of(task.scope).elements[task.element]
        role = element.get(SIGNED_BY)
        return passage.runnable.program.role_in(task.scope, role) if role else ""

    def filed(
        self, task: UserTask, checked: Validated, author: Actor, uow: UnitOfWork, parts: Parts
    ) -> tuple[Submission, Used]:
        """Return the submission of an author with its files; neither is written yet."""
        locked = self.locked
        submission = seal_submission(
            checked,
            case=locked.case,
            key=locked.key,
            element=task.element,
            scope=task.scope,
            form=task.form,
            actor=author,
            now=self.now,
        )
        used = use_attachments(
            checked.files,
            place=place_of_task(task.id),
            actor=author,
            submission=submission,
            case=locked.case,
            key=locked.key,
            uow=uow,
            vault=parts.vault,
        )
        return submission, used

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

    def validated(
        self,
        task: UserTask,
        data: Any,
        passage: Passage,
        uow: UnitOfWork,
        parts: Parts,
    ) -> Validated:
        """Return what was filled in, when it passes the form of the task.

        :raises SubmissionInvalid: if it does not.
        """
        content = parts.shelf.content(uow, self.locked.case.bundle)
        variables = passage.running.execution.variables(task.scope)
        form = content["forms"][task.form]
        checked = parts.forms.validate(
            form,
            data,
            variables=variables,
            now=self.now,
            reckon=passage.runnable.rulebook.last_day,
        )
        subject = find_subject(self.locked.case, self.locked.key)
        require_anonymous(checked, form=form, subject=subject, kind=kind_of(content))
        return checked

    def _require_mandate(
        self, task: UserTask, passage: Passage, uow: UnitOfWork, parts: Parts
    ) -> None:
        element = passage.runnable.program.model_of(task.scope).elements[task.element]
        roles = parts.shelf.content(uow, self.locked.case.bundle)["roles"]
        require_mandates(element, actor=self.actor, roles=roles, uow=uow, now=self.now)

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
