"""Somebody's open tasks as rows of a page: what, why theirs, until when, where in the route."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_api import sight
from doorgang_api.languages import gettext as _

from .dates import date_words
from .route_place import place_of
from .words import Deadline, deadline, moment_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.model import Account, Case, UserTask
    from doorgang_engine.ports import Parts
    from doorgang_engine.work.records import FollowUp, HandOver, TermFact, WorkItem

    from .names import People
    from .route_place import RoutePlace

PAGE = 25  # rows


@dataclass(frozen=True, kw_only=True)
class WorkRow:
    """One task in the list."""

    task: UserTask
    case: Case
    subject: str
    route: str
    deadline: Deadline
    ground: str
    stands_still: bool
    why: str
    note: str  # of who handed it over to this person
    follow_up: str  # the day on which this person looks again, in words
    claimed_by: str
    is_mine: bool
    place: RoutePlace
    to_sign: str = ""  # that a colleague filled it in, so that signing is all that is left

    @property
    def is_free(self) -> bool:
        """Whether this person may do something with it that a colleague would notice."""
        return self.is_mine or not self.task.claimed_by


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What is kept beside the tasks of one page, looked up at once."""

    terms: Mapping[tuple[str, str], TermFact]  # the newest run, by case and term
    hand_overs: Mapping[str, HandOver]
    follow_ups: Mapping[str, FollowUp]
    notes: Mapping[str, str]  # what was said to this person, by task
    to_sign: Mapping[str, str]  # who filled in what waits for a signature, by task


def own_items(items: Sequence[WorkItem], account: Account) -> list[WorkItem]:
    """Return what of a page is this person's work: storage said so, permissions decide."""
    return [one for one in items if sight.is_own(account, one.task)]


def rows_of(
    items: Sequence[WorkItem],
    names: Mapping[str, str],
    *,
    desk: Desk,
    people: People,
    parts: Parts,
) -> list[WorkRow]:
    """Return the rows of a page; ``names`` says what each case is about."""
    beside = _beside(items, desk)
    people.meet(one.task.claimed_by for one in items)
    people.meet(one.given_by for one in beside.hand_overs.values())
    people.meet(beside.to_sign.values())
    people.meet(taken.of for taken in desk.account.taken_over.values())
    return [_row(one, names[one.case.id], beside, desk, people, parts) for one in items]


def _beside(items: Sequence[WorkItem], desk: Desk) -> Beside:
    me, work = desk.account, desk.uow.work
    tasks = [one.task.id for one in items]
    cases = {one.case.id for one in items}
    terms = work.term_facts(region=me.region, case_ids=cases) if cases else ()
    given = work.hand_overs(region=me.region, task_ids=tasks) if tasks else {}
    mine = {
        one.task.id: given[one.task.id]
        for one in items
        if one.task.id in given and given[one.task.id].given_to == one.task.claimed_by == me.id
    }
    return Beside(
        terms={(one.case_id, one.term): one for one in terms},
        hand_overs=mine,
        follow_ups=work.follow_ups(region=me.region, account=me.id, task_ids=tasks),
        notes=desk.notes(mine.values()) if mine else {},
        to_sign=desk.uow.signings.waiting(region=me.region, task_ids=tasks),
    )


def _row(
    item: WorkItem, subject: str, beside: Beside, desk: Desk, people: People, parts: Parts
) -> WorkRow:
    task, case, uow = item.task, item.case, desk.uow
    runnable = parts.shelf.runnable(uow, case.bundle)
    content = parts.shelf.content(uow, case.bundle)
    element = runnable.program.model_of(task.scope).elements[task.element]
    term = beside.terms.get((case.id, element.get("termijn")))
    given, follow_up = beside.hand_overs.get(task.id), beside.follow_ups.get(task.id)
    role = str(content["roles"].get(task.role, {}).get("naam", task.role))
    return WorkRow(
        task=task,
        case=case,
        subject=subject,
        route=str(content["title"]),
        deadline=deadline(due_at=task.due_at, now=desk.now, calendar=runnable.rulebook.calendar),
        ground=term.ground if term else "",
        stands_still=term is not None and term.status == "suspended",
        why=_why(task, role, given, desk.account, people),
        note=beside.notes.get(task.id, ""),
        follow_up=date_words(day=follow_up.day) if follow_up else "",
        claimed_by=people.person(task.claimed_by) if task.claimed_by else "",
        is_mine=task.claimed_by == desk.account.id,
        place=place_of(runnable.program, case.bundle, task.scope, task.element),
        to_sign=to_sign_words(beside.to_sign.get(task.id, ""), desk.account, people),
    )


def to_sign_words(filled_in_by: str, reader: Account, people: People) -> str:
    """Return that a task is to be signed only, and whose answers; ``""`` when nobody filled in."""
    if not filled_in_by:
        return ""
    if filled_in_by == reader.id:
        return _("U vulde dit zelf in. Een ander moet het ondertekenen.")
    wie = people.person(filled_in_by)
    return _("Alleen nog ondertekenen: %(wie)s heeft het ingevuld.", wie=wie)


def _why(task: UserTask, role: str, given: HandOver | None, me: Account, people: People) -> str:
    """Return in one sentence why a task is this person's."""
    if given is not None:
        return _(
            "Aan u overgedragen door %(wie)s op %(moment)s",
            wie=people.person(given.given_by),
            moment=moment_words(given.at),
        )
    taken = me.taken_over.get(task.role)
    if taken is not None:
        return _("U vervangt %(wie)s als %(rol)s", wie=people.person(taken.of), rol=role)
    if not task.organisation:
        return _("Voor iedereen in de regio met de rol %(rol)s", rol=role)
    where = people.organisation(task.organisation)
    return _("Voor u als %(rol)s bij %(organisatie)s", rol=role, organisatie=where)
