"""Notices: what the routes told the people of my roles."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from doorgang_api.languages import gettext as _

from . import visit
from .my_work import role_name
from .subjects import names_for
from .words import moment_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Blueprint, Response

    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.model import Case, Notice

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
    with visit.desk() as desk:
        found = list(islice(_visible(desk), MOST))
        names = names_for(desk, (case for _, case in found if case))
    rows = [_row(notice, case, names[case.id] if case else "") for notice, case in found]
    return visit.show("notices.html", heading=_("Meldingen"), rows=rows, most=MOST)


def _visible(desk: Desk) -> Iterator[tuple[Notice, Case | None]]:
    """Yield notices about cases that someone may see, and about none; others are not theirs."""
    me, uow = desk.account, desk.uow
    for organisation in ("", me.organisation):
        found = uow.notices.page(
            region=me.region, organisation=organisation, roles=me.roles, limit=READ
        )
        for notice in found:
            case = uow.cases.get(notice.case_id) if notice.case_id else None
            if case is None or desk.sees(case):
                yield notice, case


def _row(notice: Notice, case: Case | None, subject: str) -> NoticeRow:
    return NoticeRow(
        notice=notice,
        case=case,
        subject=subject,
        role=role_name(notice.role),
        moment=moment_words(notice.at),
    )
