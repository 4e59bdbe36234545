"""Which cases someone may see, page by page, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from doorgang_api import sight
from doorgang_engine.dossier.looks import LookKind
from doorgang_engine.ports import CaseQuery

from .subjects import names_for
from .words import STATUS, day_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.model import Case
    from doorgang_engine.ports import Parts, UnitOfWork

PAGE = 25  # rows
BATCH = 100  # cases read at once


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which cases somebody asks for; what is empty does not restrict."""

    number: str = ""  # whole, as it stands above the case
    route: str = ""
    status: str = ""

    @property
    def filters(self) -> list[str]:
        """Return what was asked, by key: not what was typed."""
        said = (("nummer", self.number), ("route", self.route), ("status", self.status))
        return [f"filter:{key}" for key, value in said if value]

    def fits(self, case: Case) -> bool:
        """Return whether a case that was found by its number passes the other filters."""
        return self.route in ("", case.route) and self.status in ("", case.status)


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


def case_page(*, asked: Asked, after: str, desk: Desk, parts: Parts) -> CasePage:
    """Return one page of the cases that someone may see; with a number, at most that one."""
    visible = _numbered(asked, desk) if asked.number else _visible(asked, after, desk)
    found = list(islice(visible, PAGE + 1))
    shown = found[:PAGE]
    kind = LookKind.SEARCH if asked.number else LookKind.LIST
    names = names_for(desk, shown, kind=kind, asked=asked.filters)
    return CasePage(
        rows=[_row(case, names[case.id], desk.uow, parts) for case in shown],
        after=shown[-1].id if len(found) > PAGE else "",
    )


def _numbered(asked: Asked, desk: Desk) -> Iterator[Case]:
    case = desk.numbered(asked.number)
    if case is not None and asked.fits(case):
        yield case


def _visible(asked: Asked, after: str, desk: Desk) -> Iterator[Case]:
    account = desk.account
    while True:
        batch = desk.uow.cases.page(
            CaseQuery(
                region=account.region,
                route=asked.route,
                status=asked.status,
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
