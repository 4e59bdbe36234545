"""The reading desk: the only way to see anything of a dossier.

Everything that is asked for at a desk is judged by the table of permissions and noted. When the
desk closes, the notes are written in a transaction of their own, before the answer leaves: what
cannot be written down is not shown, and what was written stays, whatever fails afterwards.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn

from doorgang_engine.access.decide import Resource, acting, may
from doorgang_engine.access.table import Act
from doorgang_engine.errors import CaseNotFound, EngineError, TaskNotFound
from doorgang_engine.sealing import HAND_OVER, ContentDestroyed
from doorgang_engine.subject import find_subject, kind_of

from .contents import Dossier, has_part, name_in
from .looks import TASK, Look, LookKind, Part, is_id, write_down
from .refusals import ReasonRequired
from .sight import Sight, find_sight, looks_elsewhere, may_read_with_reason, sight_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.model import Account, Case, UserTask
    from doorgang_engine.ports import NewUnitOfWork, Parts, UnitOfWork
    from doorgang_engine.sealing import CaseKey
    from doorgang_engine.subject import Subject
    from doorgang_engine.work.records import HandOver

    from .grants import Grant
    from .looks import Looker

NOTE = "toelichting"  # of who handed a task over, as a part that was shown
NO_TASK = "Deze taak bestaat niet, of u mag haar niet zien."


@dataclass(frozen=True, kw_only=True)
class Door:
    """Where a desk reads: the rows that somebody sees, and for a grant those of their region."""

    parts: Parts
    reading: NewUnitOfWork
    whole_region: NewUnitOfWork


class Desk:
    """What one person asks for in one request. ``uow`` reads; for what is not of a case."""

    def __init__(
        self, looker: Looker, door: Door, transactions: ExitStack, now: datetime | None
    ) -> None:
        self.uow: UnitOfWork = transactions.enter_context(door.reading())
        self.now = now or self.uow.database_now()
        self.looks: list[Look] = []
        self._looker, self._door, self._transactions = looker, door, transactions
        self._grants: Sequence[Grant] | None = None

    @property
    def account(self) -> Account:
        """Who looks."""
        return self._looker.account

    def dossier(
        self,
        case_id: str,
        *,
        shows: Collection[Part],
        kind: LookKind = LookKind.VIEW,
        must_read: bool = False,
        worked_as: str = "",
    ) -> Dossier:
        """Return a case as this person sees it.

        ``worked_as`` is the role in which they just did a task in it: they see where it went.

        :raises CaseNotFound: if it does not exist for them.
        :raises ReasonRequired: if ``must_read``, and they may read it after saying why.
        :raises Forbidden: if ``must_read``, and they see the case but may never read it.
        """
        at = self._note(kind, case_id)
        case, uow = self._find(case_id)
        worked = Sight(actor=self.account.acting_as(worked_as), act=Act.READ_TASK)
        if worked_as:
            sight = find_sight(self.account, case, self._later()) or worked
        else:
            sight = sight_of(self.account, case, self._later())
        if must_read and not sight.reads:
            self._refuse_reading(case)
        return self._opened(at, case, sight, shows, uow)

    def task(
        self, task_id: str, *, shows: Collection[Part], act: Act = Act.READ_TASK
    ) -> tuple[UserTask, Dossier]:
        """Return a task that is this person's work, with what they see of its case.

        :raises TaskNotFound: if it is not theirs.
        """
        at = self._note(LookKind.VIEW, "", f"{TASK}{task_id}" if is_id(task_id) else "")
        task = self.uow.tasks.get(task_id)
        self.looks[at] = replace(self.looks[at], case_id=task.case_id)
        self._require_own(task, act)
        case = self.uow.cases.get(task.case_id)
        if task.organisation and task.organisation not in case.participants.values():
            raise TaskNotFound(NO_TASK)  # they did it, and were replaced since
        sight = find_sight(self.account, case, self._later()) or self._of_work(task)
        return task, self._opened(at, case, sight, shows, self.uow)

    def asked_of(self, task: UserTask) -> tuple[Mapping[str, Any], str]:
        """Return the form of a task and the given name of the child, for who has a link to it.

        Noted as what they see: nothing else of the case.
        """
        case = self.uow.cases.get(task.case_id)
        form = self._door.parts.shelf.content(self.uow, case.bundle)["forms"][task.form]
        at = self._note(LookKind.VIEW, case.id, Part.NAME, f"formulier:{task.form}")
        self.looks[at] = replace(
            self.looks[at],
            subject=case.subject,
            act=Act.COMPLETE_TASK,
            ground=str(form.get("ground", "")),
        )
        return form, find_subject(case, self.uow.cases.key(case.id)).given_name

    def case(self, case_id: str) -> Case:
        """Return a case to do something to; nothing of it is shown, so only a refusal is noted.

        :raises CaseNotFound: if it does not exist for this person.
        """
        at = self._note(LookKind.VIEW, case_id)
        case, _ = self._find(case_id)
        sight_of(self.account, case, self._later())
        del self.looks[at]
        return case

    def own_task(self, task_id: str, *, act: Act = Act.READ_TASK) -> UserTask:
        """Return a task to do something with; only a refusal is noted.

        :raises TaskNotFound: if it is not this person's work.
        """
        at = self._note(LookKind.VIEW, "", f"{TASK}{task_id}" if is_id(task_id) else "")
        task = self.uow.tasks.get(task_id)
        self.looks[at] = replace(self.looks[at], case_id=task.case_id)
        self._require_own(task, act)
        del self.looks[at]
        return task

    def sees(self, case: Case) -> bool:
        """Return whether this person may know of a case that a list is about to name."""
        return may(account=self.account, act=Act.SEE_CASE, resource=Resource.of_case(case))

    def numbered(self, number: str) -> Case | None:
        """Return the case with a number, for a list; None also when it is not for this person."""
        case = self.uow.cases.find_by_number(region=self.account.region, number=number)
        return case if case is not None and self.sees(case) else None

    def names(
        self,
        cases: Collection[Case],
        *,
        kind: LookKind = LookKind.LIST,
        asked: Sequence[str] = (),
        work: Collection[UserTask] = (),
    ) -> dict[str, Subject | None]:
        """Return whom each case of a list is about, by id; None for who may not know.

        Noted as one look, with the ids of all of them. ``asked`` are the filters, by key; ``work``
        are tasks that were read with the cases: who has them is not looked up again.
        """
        found = self._names(cases, work)
        self._listed(found, kind, asked, has_names=any(found.values()))
        return found

    def wider(self) -> UnitOfWork:
        """Return a transaction that reads the whole region: for what is of no dossier."""
        return self._transactions.enter_context(self._door.whole_region())

    def search(
        self,
        pages: Iterable[Collection[Case]],
        *,
        fits: Callable[[Subject], bool],
        most: int,
        asked: Sequence[str],
    ) -> dict[str, Subject]:
        """Return the cases whose name fits, by id, of the first page on which there are enough.

        Noted as one search with the cases that were found: the others are opened in memory only.
        """
        found: dict[str, Subject] = {}
        for cases in pages:
            names = self._names(cases)
            found |= {key: name for key, name in names.items() if name and fits(name)}
            if len(found) >= most:
                break
        self._listed(found, LookKind.SEARCH, asked, has_names=bool(found))
        return found

    def notes(self, given: Collection[HandOver]) -> dict[str, str]:
        """Return what was said to this person as tasks were handed over to them, by task.

        Noted with the list that was named last. What was said to others stays shut.
        """
        mine = [one for one in given if one.given_to == self.account.id]
        keys = self.uow.cases.keys(
            region=self.account.region, case_ids={one.case_id for one in mine}
        )
        found: dict[str, str] = {}
        for one in mine:
            with suppress(ContentDestroyed):
                note = keys[one.case_id].open(one.note, HAND_OVER).decode()
                found |= {one.task_id: note} if note else {}
        if found:
            self.looks[-1] = replace(self.looks[-1], data=(*self.looks[-1].data, NOTE))
        return found

    def listed(
        self, case_ids: Collection[str], *, kind: LookKind = LookKind.LIST,
        asked: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """Note a list that names cases, not whom they are about."""
        self._listed(case_ids, kind, asked, has_names=False)

    def only(self, *data: str) -> None:
        """Say that of what was opened last only this is shown, by key."""
        self.looks[-1] = replace(self.looks[-1], data=data)

    def done(
        self,
        kind: LookKind,
        *,
        act: Act,
        case_id: str = "",
        subject: str = "",
        data: Sequence[str] = (),
        ground: str = "",
    ) -> None:
        """Note what is no view of a dossier: a download, an export, a look at the log.

        :raises Forbidden: if it is not about one case, and this person may not do it.
        """
        at = self._note(kind, case_id)
        resource = Resource(region=self.account.region)
        actor = None if case_id else acting(account=self.account, act=act, resource=resource)
        role = actor.role if actor else self.looks[at].role
        self.looks[at] = replace(
            self.looks[at], act=act, role=role, subject=subject, data=tuple(data), ground=ground
        )

    def _opened(
        self, at: int, case: Case, sight: Sight, shows: Collection[Part], uow: UnitOfWork
    ) -> Dossier:
        opened = Dossier(
            case=case,
            account=self.account,
            sight=sight,
            shows=shows,
            uow=uow,
            parts=self._door.parts,
            now=self.now,
        )
        self.looks[at] = replace(
            self.looks[at],
            case_id=case.id,
            subject=case.subject,
            role=sight.actor.role,
            on_behalf_of=self._on_behalf_of(sight.actor.role),
            act=sight.act,
            data=opened.shown,
            ground=opened.ground,
            grant_id=sight.grant.id if sight.grant else "",
            is_emergency=sight.is_emergency,
        )
        return opened

    def _find(self, case_id: str) -> tuple[Case, UnitOfWork]:
        """Return a case and where to read on; of who was given a reason also one of others."""
        try:
            return self.uow.cases.get(case_id), self.uow
        except CaseNotFound:
            if not any(grant.case_id == case_id for grant in self._held()):
                raise
        wider = self.wider()
        return wider.cases.get(case_id), wider

    def _later(self) -> Iterator[Grant]:
        """Yield the grants; who takes part needs none, and then they are not looked up."""
        yield from self._held()

    def _held(self) -> Sequence[Grant]:
        if self._grants is None:
            self._grants = (
                self.uow.grants.held(account=self.account, at=self.now)
                if looks_elsewhere(self.account)
                else ()
            )
        return self._grants

    def _refuse_reading(self, case: Case) -> NoReturn:
        if may_read_with_reason(self.account, case):
            raise ReasonRequired
        acting(account=self.account, act=Act.READ_CASE, resource=Resource.of_case(case))
        raise ReasonRequired

    def _on_behalf_of(self, role: str) -> str:
        """Return the colleague whose role somebody has taken over; ``""`` of one's own."""
        taken = self.account.taken_over.get(role)
        return taken.of if taken else ""

    def _require_own(self, task: UserTask, act: Act) -> None:
        if not may(account=self.account, act=act, resource=Resource.of_task(task)):
            raise TaskNotFound(NO_TASK)

    def _of_work(self, task: UserTask) -> Sight:
        """Return the sight of who has work in a case in which their organisation has no part."""
        return Sight(actor=self.account.acting_as(task.role), act=Act.READ_TASK)

    def _names(
        self, cases: Collection[Case], work: Collection[UserTask] = ()
    ) -> dict[str, Subject | None]:
        region, own, ids = self.account.region, self.account.organisation, [c.id for c in cases]
        worked_on = {one.case_id for one in work if one.organisation == own != ""}
        worked_on |= set(
            self.uow.tasks.worked_on(
                region=region, organisation=own, case_ids=set(ids) - worked_on
            )
        )
        keys = self.uow.cases.keys(region=region, case_ids=ids)
        return {case.id: self._name(case, worked_on, keys) for case in cases}

    def _name(
        self, case: Case, worked_on: Collection[str], keys: Mapping[str, CaseKey]
    ) -> Subject | None:
        content = self._door.parts.shelf.content(self.uow, case.bundle)
        sight = find_sight(self.account, case, self._later())
        if sight is None:
            return None
        return name_in(
            case,
            kind_of(content),
            sight,
            keys[case.id],
            plays_a_part=has_part(case, self.account, worked_on),
        )

    def _listed(
        self, case_ids: Collection[str], kind: LookKind, asked: Sequence[str], *, has_names: bool
    ) -> None:
        at = self._note(kind, "")
        data = (Part.CASE, *((Part.NAME,) if has_names else ()), *asked)
        self.looks[at] = replace(
            self.looks[at], act=Act.SEE_CASE, cases=tuple(case_ids), data=data
        )

    def _note(self, kind: LookKind, case_id: str, *data: str) -> int:
        account, looker = self.account, self._looker
        role = account.roles[0] if account.roles else ""
        self.looks.append(
            Look(
                region=account.region,
                kind=kind,
                account=account.id,
                role=role,
                organisation=account.organisation,
                place=looker.place,
                case_id=case_id if is_id(case_id) else "",
                data=tuple(one for one in data if one),
                on_behalf_of=self._on_behalf_of(role),
                act=Act.SEE_CASE,
                request_id=looker.request_id,
            )
        )
        return len(self.looks) - 1


@contextmanager
def reading_desk(*, looker: Looker, door: Door, now: datetime | None = None) -> Iterator[Desk]:
    """Open a desk; when it closes, what was seen there is written down.

    What is refused is written down as refused, and so is all else that was asked for: it was not
    shown. ``now`` is the database's clock unless a test or demo gives another moment.
    """
    desk: Desk | None = None
    try:
        with ExitStack() as transactions:
            desk = Desk(looker, door, transactions, now)
            yield desk
    except EngineError as error:
        refused = [look.refused(error.code) for look in desk.looks] if desk else []
        told = [look for look in refused if look.tells_something]
        write_down(told, parts=door.parts)
        error.is_noted = bool(told)
        raise
    write_down(desk.looks, parts=door.parts)
