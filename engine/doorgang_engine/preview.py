"""What an answer would lead to: the act is carried out, told, and taken back whole."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import events as ev
from .access.decide import Resource, permits
from .access.table import Act, Group, group_of
from .disclosure import as_shared
from .incidents import Attempt
from .letters.asking import letters_asked
from .tasks import Completion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from .events import Event
    from .model import Actor, Case, Job
    from .ports import Parts, UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What would happen, in its order, as far as this person may know."""

    bundle: str  # content hash of the route that it would happen in
    events: tuple[Event, ...]
    letters: tuple[Job, ...] = ()  # that would be made, for who may see such a letter before

    @property
    def ends_case(self) -> bool:
        """Whether the case would be over, as far as they may know."""
        return any(isinstance(event, ev.CaseCompleted) for event in self.events)


class _TakenBack(Exception):
    """Ends a transaction of which nothing is kept."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """An act that was carried out and will be taken back: the case as it would be then."""

    case: Case
    events: tuple[Event, ...]
    shared: tuple[Event, ...]  # the same, naming of what is shared only what is filled in
    letters: tuple[Job, ...]
    uow: UnitOfWork  # in which it has happened, until it is taken back


@contextmanager
def tried_completion(
    *,
    task_id: str,
    submission: Any,
    actor: Actor,
    parts: Parts,
    filled_in_by: Actor | None = None,
    now: datetime | None = None,
) -> Iterator[Tried]:
    """Complete a task for as long as this lasts; then nothing of it is kept, also no incident.

    :raises TaskNotFound, TaskNotOpen, NotYours, SubmissionInvalid: as completing it would.
    :raises ExecutionFailed: if the case could not run on with this.
    """
    with suppress(_TakenBack), parts.new_uow() as uow:
        locked = uow.cases.lock_for_task(task_id=task_id)
        completion = Completion(locked, Attempt(), actor, now or locked.now, sent="")
        case = completion.carry_out(submission, uow, parts, None, filled_in_by=filled_in_by)
        passage = completion.passage
        happened = tuple(passage.happened) if passage else ()
        program = parts.shelf.runnable(uow, case.bundle).program
        letters = letters_asked(happened, case=case, program=program, now=completion.now)
        told = [(completion.now, one) for one in happened]
        shared = tuple(as_shared(told, uow.submissions.of_case(case.id)))
        yield Tried(case=case, events=happened, shared=shared, letters=tuple(letters), uow=uow)
        raise _TakenBack


def preview_completion(
    *,
    task_id: str,
    submission: Any,
    actor: Actor,
    parts: Parts,
    filled_in_by: Actor | None = None,
    now: datetime | None = None,
) -> Preview:
    """Return what completing a task with this would lead to; nothing is kept, also no incident.

    ``filled_in_by`` is who filled it in, when this person would sign it.

    Who does not see the case is told of their own next work only, and the family of what reaches
    them: what is decided about a child is not to be found out by trying answers.

    :raises TaskNotFound, TaskNotOpen, NotYours, SubmissionInvalid: as completing it would.
    :raises ExecutionFailed: if the case could not run on with this.
    """
    with tried_completion(
        task_id=task_id,
        submission=submission,
        actor=actor,
        parts=parts,
        filled_in_by=filled_in_by,
        now=now,
    ) as tried:
        sees = permits(actor=actor, act=Act.SEE_CASE, resource=Resource.of_case(tried.case))
        return Preview(
            bundle=tried.case.bundle,
            events=tuple(one for one in tried.shared if _is_told(one, actor, sees_case=sees)),
            letters=letters_ahead(tried, actor=actor, parts=parts),
        )


def letters_ahead(tried: Tried, *, actor: Actor, parts: Parts) -> tuple[Job, ...]:
    """Return the letters that somebody may see before they are made.

    Those that they could read afterwards: sent by or to their organisation. Not the family: it is
    told by the letter itself, when it comes.
    """
    case = tried.case
    reads = permits(actor=actor, act=Act.READ_CASE, resource=Resource.of_case(case))
    if not reads or group_of(actor.role) is Group.GEZIN:
        return ()
    content = parts.shelf.content(tried.uow, case.bundle)
    return tuple(
        one for one in tried.letters if actor.organisation in letter_readers(one, case, content)
    )


def letter_readers(job: Job, case: Case, content: Mapping[str, Any]) -> set[str]:
    """Return the organisations that send a letter that a job asks for, and those that get it."""
    roles = content["roles"]
    kinds = {roles.get(role, {}).get("organisatie", "") for role in job.content["roles"]}
    if letter := content.get("letters", {}).get(job.content["letter"]):
        kinds.add(letter["contract"]["sender"])
    return {case.participants.get(kind, "") for kind in kinds} - {""}


def _is_told(event: Event, actor: Actor, *, sees_case: bool) -> bool:
    is_family = group_of(actor.role) is Group.GEZIN
    if sees_case and not is_family:
        return True
    if isinstance(event, ev.TaskOpened):
        return event.role == actor.role
    if not is_family or not isinstance(event, _REACHES):
        return False
    return isinstance(event, ev.DataDisclosed) or actor.role in event.to_roles


#: What the family is told of: who gets to read what they fill in, and what is sent to them.
_REACHES = (ev.DataDisclosed, ev.DisclosureEnded, ev.NoticeGiven, ev.DecisionAnnounced)
