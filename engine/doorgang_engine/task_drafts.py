"""Drafts: what somebody is filling in and has not sent. Only theirs, sealed, soon gone.

A draft is no part of the dossier: nobody else reads it, no route acts on it. It lies under the
keys of the case, so it goes when they go; it is thrown away when its task is done, and a
colleague's that came too late a week after.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Protocol

from .access.decide import Resource, require
from .access.table import Act
from .errors import BundleNotFound, StaleRevision, TaskAlreadyCompleted, TaskDraftRefused
from .history.chain import canonical
from .model import TaskStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from .model import Account, Actor, UserTask
    from .ports import Parts, UnitOfWork
    from .sealing import CaseKey

#: What was too late, or of a task that lapsed, is kept so long for who wrote it.
LATE_FOR: Final = timedelta(days=7)
MOST_BYTES: Final = 1_000_000
NONE_YET: Final = 0  # the revision of a draft that is not there
_DRAFT: Final = "draft"
_TRIES: Final = 3
_ELSEWHERE: Final = (
    "Uw concept is ondertussen ergens anders gewijzigd. Er is niets overschreven. Lees het "
    "opnieuw en bewaar dan wat u wilt houden."
)
_TOO_LARGE: Final = "Dit is te groot voor een concept. Er is niets bewaard. Maak de tekst korter."


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A draft as it is kept: one per task and account. ``content`` is sealed."""

    region: str
    task_id: str
    account: str
    case_id: str
    revision: int  # goes up with every change
    at: datetime
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Writing:
    """What was typed: values as a form sends them, and which points of the checklist are ticked.

    ``bundle`` is the version of the route (content hash) whose form it was typed in; ``""``: the
    one that the case has now.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    ticked: tuple[int, ...] = ()
    bundle: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenDraft:
    """A draft of the reader.

    ``beside`` is what the same person wrote meanwhile on another device, or in the form as it was
    before it changed.
    """

    revision: int
    at: datetime
    writing: Writing
    beside: Writing | None = None


class TaskDrafts(Protocol):
    """Rows of drafts."""

    def find(self, *, region: str, task_id: str, account: str) -> Draft | None: ...
    def put(self, draft: Draft, *, was: int) -> bool:
        """Keep a draft in the place of the one of revision ``was``; False when that changed."""

    def remove(self, *, region: str, task_id: str, account: str) -> None: ...
    def tasks_of(self, *, region: str, account: str) -> Sequence[str]: ...
    def remove_closed(self, *, before: datetime) -> int:
        """Remove what its writer sent, and what others had of tasks that closed before."""


@dataclass(frozen=True, kw_only=True)
class _Place:
    """A task to keep a draft for, with what seals it."""

    task: UserTask
    bundle: str
    record_class: str
    key: CaseKey
    earlier: Draft | None


def keep_draft(
    writing: Writing,
    *,
    task_id: str,
    actor: Actor,
    parts: Parts,
    based_on: int | None,
    keeps_both: bool = False,
    now: datetime | None = None,
) -> OpenDraft:
    """Keep what somebody is typing for a task of theirs, also when the task is over.

    ``based_on`` is the revision that it was typed over; None: whatever is there. When that is not
    the newest it is refused, or with ``keeps_both`` the other stands beside it: no text is lost.
    What was typed in another version of the form always stays beside what is typed in this one.

    :raises NotYours: if the task is not theirs.
    :raises TaskAlreadyCompleted: if they completed it themselves.
    :raises StaleRevision: if the draft was changed elsewhere.
    :raises TaskDraftRefused: if it is too large.
    """
    for _ in range(_TRIES):
        with parts.new_uow() as uow:
            place = _place(task_id, actor, uow, parts)
            writing = replace(writing, bundle=writing.bundle or place.bundle)
            opened = _open(place.earlier, place.key) if place.earlier else None
            _require_newest(opened, writing, based_on, keeps_both=keeps_both)
            is_other = opened is not None and (
                based_on not in (None, opened.revision)
                or not _same_form(opened.writing, writing, place.task, uow, parts)
            )
            made = OpenDraft(
                revision=(opened.revision if opened else NONE_YET) + 1,
                at=now or uow.database_now(),
                writing=writing,
                beside=_beside(opened, writing, is_other=is_other),
            )
            was = opened.revision if opened else NONE_YET
            if uow.task_drafts.put(_sealed(made, place, actor), was=was):
                return made
    raise StaleRevision(_ELSEWHERE)


def exchange_draft(
    *, task_id: str, actor: Actor, parts: Parts, now: datetime | None = None
) -> OpenDraft | None:
    """Let what stands beside a draft take its place, and the other way round.

    :raises NotYours: if the task is not theirs.
    :raises StaleRevision: if the draft was changed in this very moment.
    """
    with parts.new_uow() as uow:
        place = _place(task_id, actor, uow, parts)
        opened = _open(place.earlier, place.key) if place.earlier else None
        if opened is None or opened.beside is None:
            return opened
        turned = replace(
            opened,
            revision=opened.revision + 1,
            at=now or uow.database_now(),
            writing=opened.beside,
            beside=opened.writing,
        )
        if not uow.task_drafts.put(_sealed(turned, place, actor), was=opened.revision):
            raise StaleRevision(_ELSEWHERE)
        return turned


def find_draft(task: UserTask, *, account: Account, uow: UnitOfWork) -> OpenDraft | None:
    """Return somebody's own draft for a task; None when there is none.

    :raises NotYours: if the task is not theirs.
    :raises ContentDestroyed: if the keys of the case are gone.
    """
    actor = account.acting_as(task.role)
    require(actor=actor, act=Act.READ_TASK, resource=Resource.of_task(task))
    kept = uow.task_drafts.find(region=task.region, task_id=task.id, account=account.id)
    return _open(kept, uow.cases.key(task.case_id)) if kept else None


def form_typed_in(
    task: UserTask, *, bundle: str, uow: UnitOfWork, parts: Parts
) -> Mapping[str, Any]:
    """Return the form of a task as it is in a version of its route; nothing of the case is shown.

    ``bundle`` is what a page says that it was made with: when there is no such version of this
    route, it is the form that the case has now.
    """
    now = parts.shelf.content(uow, uow.cases.get(task.case_id).bundle)
    current: Mapping[str, Any] = now["forms"][task.form]
    with suppress(BundleNotFound):
        then = parts.shelf.content(uow, bundle) if bundle else now
        if (then["region"], then["route"]) == (now["region"], now["route"]):
            found: Mapping[str, Any] = then["forms"].get(task.form, current)
            return found
    return current


def clear_away(*, task_id: str, actor: Actor, parts: Parts) -> None:
    """Take away what somebody had open for a task that they are done with: draft and presence.

    In a transaction of its own: a task that is done stays done, and ``forget_task_drafts`` comes
    after.
    """
    with parts.new_uow() as uow:
        uow.task_drafts.remove(region=actor.region, task_id=task_id, account=actor.id)
        uow.presences.leave(region=actor.region, task_id=task_id, account=actor.id)


def throw_away_draft(*, task_id: str, actor: Actor, parts: Parts) -> None:
    """Throw somebody's own draft for a task away; there need not be one."""
    with parts.new_uow() as uow:
        uow.task_drafts.remove(region=actor.region, task_id=task_id, account=actor.id)


def forget_task_drafts(*, parts: Parts, at: datetime | None = None) -> int:
    """Throw away drafts of tasks that are over; return how many."""
    with parts.new_uow() as uow:
        moment = at or uow.database_now()
        return uow.task_drafts.remove_closed(before=moment - LATE_FOR)


def _place(task_id: str, actor: Actor, uow: UnitOfWork, parts: Parts) -> _Place:
    task = uow.tasks.get(task_id)
    require(actor=actor, act=Act.COMPLETE_TASK, resource=Resource.of_task(task))
    if task.status is TaskStatus.COMPLETED and task.closed_by == actor.id and task.closed_at:
        # Saved by itself while it was being sent: it is in the dossier already.
        raise TaskAlreadyCompleted(by=actor.id, at=task.closed_at.isoformat(timespec="minutes"))
    case = uow.cases.get(task.case_id)
    form = parts.shelf.content(uow, case.bundle)["forms"].get(task.form, {})
    return _Place(
        task=task,
        bundle=case.bundle,
        record_class=str(form.get("retention", "")),
        key=uow.cases.key(case.id),
        earlier=uow.task_drafts.find(region=task.region, task_id=task_id, account=actor.id),
    )


def _require_newest(
    opened: OpenDraft | None, writing: Writing, based_on: int | None, *, keeps_both: bool
) -> None:
    newest = opened.revision if opened else NONE_YET
    same = opened is not None and opened.writing == writing
    if keeps_both or same or based_on in (None, newest):
        return
    raise StaleRevision(_ELSEWHERE)


def _same_form(
    one: Writing, other: Writing, task: UserTask, uow: UnitOfWork, parts: Parts
) -> bool:
    if one.bundle == other.bundle:
        return True
    first, second = (
        form_typed_in(task, bundle=each.bundle, uow=uow, parts=parts) for each in (one, other)
    )
    return first == second


def _beside(opened: OpenDraft | None, writing: Writing, *, is_other: bool) -> Writing | None:
    if opened is None:
        return None
    if is_other and opened.writing.values != writing.values:
        return opened.writing
    return opened.beside


def _sealed(made: OpenDraft, place: _Place, actor: Actor) -> Draft:
    content = {"writing": vars(made.writing), "beside": made.beside and vars(made.beside)}
    written = canonical(content).encode()
    if len(written) > MOST_BYTES:
        raise TaskDraftRefused(_TOO_LARGE)
    return Draft(
        region=place.task.region,
        task_id=place.task.id,
        account=actor.id,
        case_id=place.task.case_id,
        revision=made.revision,
        at=made.at,
        content=place.key.seal(written, _purpose(place.task.id, actor.id), place.record_class),
    )


def _open(kept: Draft, key: CaseKey) -> OpenDraft:
    content = json.loads(key.open(kept.content, _purpose(kept.task_id, kept.account)))
    beside = content["beside"]
    return OpenDraft(
        revision=kept.revision,
        at=kept.at,
        writing=_writing(content["writing"]),
        beside=_writing(beside) if beside else None,
    )


def _writing(content: Mapping[str, Any]) -> Writing:
    return Writing(
        bundle=content["bundle"], values=content["values"], ticked=tuple(content["ticked"])
    )


def _purpose(task_id: str, account: str) -> str:
    """Return what a draft is sealed for: one put in another's row does not open."""
    return f"{_DRAFT}|{task_id}|{account}"
