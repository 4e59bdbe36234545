"""Which cases someone may see, page by page, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from doorgang_api import sight
from doorgang_engine.ports import CaseQuery

from .subjects import names_for
from .words import STATUS, day_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.model import Account, Case
    from doorgang_engine.ports import Parts, UnitOfWork

PAGE = 25  # rows
BATCH = 100  # cases read at once


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """One case in the list."""

    case: Case
    subject: str
    route: str
    status: str
    started: str


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """The rows of one page; ``after`` is where the next one begins, empty when there is none."""

    rows: list[CaseRow]
    after: str


def case_page(*, route: str, status: str, after: str, desk: Desk, parts: Parts) -> CasePage:
    """Return one page of the cases that someone may see."""
    visible = _visible(route, status, after, desk.account, desk.uow)
    found = list(islice(visible, PAGE + 1))
    shown = found[:PAGE]
    asked = [f"filter:{key}" for key, value in (("route", route), ("status", status)) if value]
    names = names_for(desk, shown, asked)
    return CasePage(
        rows=[_row(case, names[case.id], desk.uow, parts) for case in shown],
        after=shown[-1].id if len(found) > PAGE else "",
    )


def _visible(
    route: str, status: str, after: str, account: Account, uow: UnitOfWork
) -> Iterator[Case]:
    while True:
        batch = uow.cases.page(
            CaseQuery(
                region=account.region,
                route=route,
                status=status,
                organisation="" if sight.oversees(account) else account.organisation,
                after=after,
                limit=BATCH,
            )
        )
        yield from (case for case in batch if sight.sees_case(account, case))
        if len(batch) < BATCH:
            return
        after = batch[-1].id


def _row(case: Case, subject: str, uow: UnitOfWork, parts: Parts) -> CaseRow:
    return CaseRow(
        case=case,
        subject=subject,
        route=str(parts.shelf.content(uow, case.bundle)["title"]),
        status=STATUS[case.status],
        started=day_words(case.started_at),
    )
