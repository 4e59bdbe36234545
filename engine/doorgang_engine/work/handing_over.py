"""Hand a task over to a colleague, with a note; told in the history of its case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doorgang_engine import events as ev
from doorgang_engine.access.decide import Resource, require
from doorgang_engine.access.table import Act, Group, group_of
from doorgang_engine.deputies import holds_mandate
from doorgang_engine.enact import restore
from doorgang_engine.errors import MandateMissing, SamePerformer, TaskNotOpen
from doorgang_engine.model import TaskStatus
from doorgang_engine.privacy.subjects import tell
from doorgang_engine.sealing import HAND_OVER, STATE, ContentDestroyed
from doorgang_engine.terms.moments import local_day

from .errors import HandOverRefused, TakenByAnother
from .receiving import receivers
from .records import HandOver

if TYPE_CHECKING:
    from datetime import datetime

    from doorgang_engine.enact import Runnable
    from doorgang_engine.model import Account, Actor, UserTask
    from doorgang_engine.ports import LockedCase, Parts, UnitOfWork
    from doorgang_engine.sealing import CaseKey

LONGEST_NOTE = 1000  # characters


def hand_over_task(
    *,
    task_id: str,
    to: str,
    note: str,
    actor: Actor,
    parts: Parts,
    now: datetime | None = None,
) -> UserTask:
    """Give an open task to a colleague by name; doing so twice is the same as once.

    :raises TaskNotFound: if there is no such task.
    :raises NotYours: if it belongs to another role or organisation.
    :raises TaskNotOpen: if it is done or no longer needed.
    :raises TakenByAnother: if a colleague has taken it, and one does not coordinate the region.
    :raises HandOverRefused: if this person cannot do it, or the note is too long.
    :raises SamePerformer: if they did the step that somebody else has to check.
    :raises MandateMissing: if it is a decision that they hold no mandate for.
    """
    if len(note) > LONGEST_NOTE:
        raise HandOverRefused(f"De toelichting is langer dan {LONGEST_NOTE} tekens.")
    with parts.new_uow() as uow:
        locked = uow.cases.lock_for_task(task_id=task_id)
        task = uow.tasks.get(task_id)  # as it is now that the case is held
        require(actor=actor, act=Act.HAND_OVER_TASK, resource=Resource.of_task(task))
        giving = _Giving(task, locked, actor, now or locked.now, uow, parts)
        if giving.was_done(to, note):
            return task
        giving.require_free()
        giving.require_able(to)
        return giving.carry_out(to, note)


def open_note(made: HandOver, key: CaseKey) -> str:
    """Return what was said when a task was handed over; ``""`` once that was destroyed."""
    try:
        return key.open(made.note, HAND_OVER).decode()
    except ContentDestroyed:
        return ""


@dataclass(frozen=True)
class _Giving:
    """One handing over, with the case's row held."""

    task: UserTask
    locked: LockedCase
    actor: Actor
    now: datetime
    uow: UnitOfWork
    parts: Parts

    def require_free(self) -> None:
        if self.task.status is not TaskStatus.OPEN:
            raise TaskNotOpen(self.task.name)
        coordinates = group_of(self.actor.role) is Group.COORDINATOR
        if not coordinates and self.task.claimed_by not in ("", self.actor.id):
            raise TakenByAnother(
                f"'{self.task.name}' is door een collega opgepakt. Er is niets overgedragen. "
                "Vraag die collega, of de regiocoördinator."
            )

    def was_done(self, to: str, note: str) -> bool:
        """Return whether this same person gave it to the same colleague with the same words."""
        found = self.uow.work.hand_overs(region=self.task.region, task_ids=[self.task.id])
        last = found.get(self.task.id)
        if last is None or self.task.claimed_by != to:
            return False
        same = (last.given_by, last.given_to) == (self.actor.id, to)
        return same and open_note(last, self.locked.key) == note

    def require_able(self, to: str) -> None:
        if to == self.task.claimed_by:
            raise HandOverRefused("Deze collega heeft de taak al. Er is niets overgedragen.")
        day = local_day(moment=self.now)
        able = receivers([self.task], for_account=self.actor.id, day=day, uow=self.uow)
        found = next((one.account for one in able if one.account.id == to), None)
        if found is None:
            raise HandOverRefused(
                f"Deze collega heeft de rol van '{self.task.name}' niet, of werkt voor een andere "
                "organisatie. Er is niets overgedragen. Kies iemand anders."
            )
        self._require_other_person(found)
        self._require_mandate(found)

    def carry_out(self, to: str, note: str) -> UserTask:
        task, form_class = self.task, self._record_class()
        organisation = task.organisation
        if not self.uow.work.assign(task_id=task.id, organisation=organisation, to=to):
            raise TaskNotOpen(task.name)
        self.uow.work.keep_hand_over(
            HandOver(
                region=task.region,
                task_id=task.id,
                case_id=task.case_id,
                given_by=self.actor.id,
                given_to=to,
                at=self.now,
                note=self.locked.key.seal(note.encode(), HAND_OVER, form_class),
            )
        )
        event = ev.TaskHandedOver(
            element=task.element, scope=task.scope, task_id=task.id, to=to, note=note
        )
        tell(
            self.locked,
            event,
            actor=self.actor,
            at=self.now,
            uow=self.uow,
            record_class=form_class,
        )
        return replace(task, claimed_by=to)

    def _require_other_person(self, receiver: Account) -> None:
        case, runnable = self.locked.case, self._runnable
        others = (
            runnable.program.model_of(self.task.scope)
            .elements[self.task.element]
            .words("anders_dan")
        )
        if not others:
            return
        state = self.locked.key.open(case.state, STATE)
        running = restore(runnable, case_id=case.id, state=state, now=self.now)
        if receiver.id in running.execution.performers_of(self.task.scope, others):
            raise SamePerformer(
                f"'{self.task.name}' moet iemand anders doen dan wie de vorige stap deed, en dat "
                "was deze collega. Er is niets overgedragen. Kies iemand anders."
            )

    def _require_mandate(self, receiver: Account) -> None:
        element = self._runnable.program.model_of(self.task.scope).elements[self.task.element]
        roles = self.parts.shelf.content(self.uow, self.locked.case.bundle)["roles"]
        actor = receiver.acting_as(self.task.role)
        for key in element.words("mandaat"):
            if not holds_mandate(actor=actor, key=key, roles=roles, uow=self.uow, now=self.now):
                raise MandateMissing(
                    f"'{self.task.name}' vraagt een mandaat dat deze collega vandaag niet heeft. "
                    "Er is niets overgedragen. Kies iemand met het mandaat."
                )

    @property
    def _runnable(self) -> Runnable:
        return self.parts.shelf.runnable(self.uow, self.locked.case.bundle)

    def _record_class(self) -> str:
        forms = self.parts.shelf.content(self.uow, self.locked.case.bundle)["forms"]
        return str(forms[self.task.form].get("retention", ""))
