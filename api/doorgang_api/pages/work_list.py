"""Which open tasks are someone's, page by page, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from doorgang_api import sight
from doorgang_engine.ports import TaskQuery

from .subjects import names_for
from .words import Deadline, deadline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.model import Account, Case, Term, UserTask
    from doorgang_engine.ports import Parts, UnitOfWork

    from .names import People

PAGE = 25  # rows
BATCH = 100  # tasks read at once


@dataclass(frozen=True, kw_only=True)
class WorkFilter:
    """Which of the tasks to show; empty fields do not restrict. ``after``: id of the last one."""

    role: str = ""
    route: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class WorkRow:
    """One task in the list."""

    task: UserTask
    case: Case
    subject: str
    route: str
    role: str
    deadline: Deadline
    ground: str
    stands_still: bool
    claimed_by: str
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class WorkPage:
    """The rows of one page; ``after`` is where the next one begins, empty when there is none."""

    rows: list[WorkRow]
    after: str


def work_page(asked: WorkFilter, *, desk: Desk, people: People, parts: Parts) -> WorkPage:
    """Return one page of someone's open tasks."""
    found = list(islice(_own_tasks(asked, desk.account, desk.uow), PAGE + 1))
    shown = found[:PAGE]
    filters = [f"filter:{key}" for key in ("role", "route") if getattr(asked, key)]
    names = names_for(desk, (case for _, case in shown), asked=filters)
    return WorkPage(
        rows=[_row(task, case, names[case.id], desk, people, parts) for task, case in shown],
        after=shown[-1][0].id if len(found) > PAGE else "",
    )


def _own_tasks(
    asked: WorkFilter, account: Account, uow: UnitOfWork
) -> Iterator[tuple[UserTask, Case]]:
    """Yield tasks in order. Those without an organisation are for everyone in the role."""
    roles = tuple(r for r in account.roles if asked.role in ("", r))
    after = asked.after
    while roles:
        query = TaskQuery(
            region=account.region,
            organisation=account.organisation,
            roles=roles,
            after=after,
            limit=BATCH,
        )
        batch = uow.tasks.page(query)
        for task in batch:
            if not sight.is_own(account, task):
                continue
            case = uow.cases.get(task.case_id)
            if asked.route in ("", case.route):
                yield task, case
        if len(batch) < BATCH:
            return
        after = batch[-1].id


def _row(
    task: UserTask, case: Case, subject: str, desk: Desk, people: People, parts: Parts
) -> WorkRow:
    uow = desk.uow
    runnable = parts.shelf.runnable(uow, case.bundle)
    content = parts.shelf.content(uow, case.bundle)
    element = runnable.program.model_of(task.scope).elements[task.element]
    term = _term_of(element.get("termijn"), uow.terms.of_case(case.id))
    return WorkRow(
        task=task,
        case=case,
        subject=subject,
        route=str(content["title"]),
        role=_role_name(content, task.role),
        deadline=deadline(due_at=task.due_at, now=desk.now, calendar=runnable.rulebook.calendar),
        ground=term.ground if term else "",
        stands_still=term is not None and term.status == "suspended",
        claimed_by=people.person(task.claimed_by) if task.claimed_by else "",
        is_mine=task.claimed_by == desk.account.id,
    )


def _term_of(term: str, terms: Any) -> Term | None:
    """Return the newest run of the term that is a task's deadline."""
    runs: list[Term] = [run for run in terms if term and run.term == term]
    return runs[-1] if runs else None


def _role_name(content: Mapping[str, Any], role: str) -> str:
    return str(content["roles"].get(role, {}).get("naam", role))
