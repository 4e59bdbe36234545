"""Notices: what the routes told the people of my roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_api import sight
from doorgang_engine.errors import CaseNotFound

from . import visit
from .my_work import role_name
from .subjects import name_for
from .words import moment_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Blueprint, Response

    from doorgang_engine.model import Account, Case, Notice
    from doorgang_engine.ports import UnitOfWork

MOST = 100  # notices on the page
READ = 1000  # notices looked through; most of a region are about cases of others


@dataclass(frozen=True, kw_only=True)
class NoticeRow:
    """One notice, as it is shown."""

    notice: Notice
    case: Case | None  # None: the notice is about no case
    subject: str
    role: str
    moment: str


def add_to(pages: Blueprint) -> None:
    """Add ``/meldingen``."""
    pages.add_url_rule("/meldingen", "notices", notices)


def notices() -> Response:
    """Show the newest notices."""
    me = visit.account()
    with visit.house().read_uow() as uow:
        rows = [row for _, row in zip(range(MOST), _rows(me, uow), strict=False)]
    return visit.show("notices.html", heading="Meldingen", rows=rows, most=MOST)


def _rows(me: Account, uow: UnitOfWork) -> Iterator[NoticeRow]:
    """Yield notices about cases that someone may see; the others are not theirs."""
    for organisation in ("", me.organisation):
        found = uow.notices.page(
            region=me.region, organisation=organisation, roles=me.roles, limit=READ
        )
        for notice in found:
            row = _row(notice, me, uow)
            if row is not None:
                yield row


def _row(notice: Notice, me: Account, uow: UnitOfWork) -> NoticeRow | None:
    words: dict[str, Any] = {
        "notice": notice,
        "role": role_name(notice.role),
        "moment": moment_words(notice.at),
    }
    if not notice.case_id:
        return NoticeRow(case=None, subject="", **words)
    case = uow.cases.get(notice.case_id)
    try:
        sight.require_case(me, case)
    except CaseNotFound:
        return None
    subject = name_for(case, account=me, uow=uow, parts=visit.house().parts)
    return NoticeRow(case=case, subject=subject, **words)
