"""Find one's own work by the number of a dossier or by name.

What is looked for is sent in the body, never in an address: an address stays in the history of the
browser and in logs on the way. Names are sealed, so they are opened in memory, one page of one's
own work after another, up to a limit that the page tells.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flask import request

from doorgang_api.languages import gettext as _
from doorgang_engine.dossier.looks import LookKind
from doorgang_forms.values import clean_text

from . import visit
from .reading import people_of
from .subjects import LONGEST_NAME, names_for
from .work_filter import WorkFilter
from .work_list import own_items, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from flask import Blueprint, Response

    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.subject import Subject
    from doorgang_engine.work.asking import WorkQuery
    from doorgang_engine.work.records import WorkItem

LOOKED_AT = 2000  # tasks of which the name is opened at most
PAGE = 250  # tasks at once
FOUND = 50  # tasks shown at most
_NUMBER = re.compile(r"[A-Z]{1,3}-\d{4}-\d{1,7}")


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was found, with what each case is about; ``is_cut_off`` when not all was looked at."""

    items: tuple[WorkItem, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    is_cut_off: bool = False


def add_to(pages: Blueprint) -> None:
    """Add ``/werk/zoeken``."""
    pages.add_url_rule("/werk/zoeken", "search_work", search_work, methods=["POST"])


def search_work() -> Response:
    """Show which of somebody's tasks are of a dossier with this number or name."""
    typed = clean_text(text=request.form.get("zoek", "")[:LONGEST_NAME], many_lines=False) or ""
    with visit.desk() as desk:
        found = _find(typed, desk) if typed else Found()
        people = people_of(desk.uow, desk.account)
        rows = rows_of(
            found.items[:FOUND], found.names, desk=desk, people=people, parts=visit.house().parts
        )
    wrong = {} if typed else {"zoek": _("Vul een dossiernummer of een naam in.")}
    return visit.show(
        "work_search.html",
        heading=_("Zoeken in mijn werk"),
        status=422 if wrong else 200,
        typed=typed,
        rows=rows,
        has_more=len(found.items) > FOUND,
        is_cut_off=found.is_cut_off,
        looked_at=LOOKED_AT,
        wrong=wrong,
        errors=list(wrong.items()),
    )


def spelled(text: str) -> str:
    """Return a text as it is compared: small letters, without accents."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(one for one in apart if not unicodedata.combining(one)).casefold()


def fits(subject: Subject, words: Sequence[str]) -> bool:
    """Return whether every word begins a part of a name."""
    parts = re.split(r"[\s\-]+", spelled(subject.name))
    return all(any(part.startswith(word) for part in parts) for word in words)


def _find(typed: str, desk: Desk) -> Found:
    number = typed.upper()
    if _NUMBER.fullmatch(number):
        query = replace(_own(desk), number=number)
        items = own_items(desk.uow.work.page(query), desk.account)
        cases = (one.case for one in items)
        names = names_for(desk, cases, kind=LookKind.SEARCH, asked=["filter:nummer"])
        return Found(items=tuple(items), names=names)
    words = spelled(typed).replace("-", " ").split()
    seen: list[WorkItem] = []
    hits = desk.search(
        ([one.case for one in page] for page in _pages(seen, desk)),
        fits=lambda subject: fits(subject, words),
        most=FOUND + 1,
        asked=["filter:naam"],
    )
    return Found(
        items=tuple(one for one in seen if one.case.id in hits),
        names={case_id: subject.name for case_id, subject in hits.items()},
        is_cut_off=len(seen) >= LOOKED_AT,
    )


def _pages(seen: list[WorkItem], desk: Desk) -> Iterator[list[WorkItem]]:
    """Yield one's own work page by page, and keep it in ``seen``."""
    query = _own(desk)
    while len(seen) < LOOKED_AT:
        page = desk.uow.work.page(query)
        own = own_items(page, desk.account)
        seen.extend(own)
        yield own
        if len(page) < PAGE:
            return
        query = replace(query, after=page[-1].task.id)


def _own(desk: Desk) -> WorkQuery:
    return WorkFilter().query(desk.account, now=desk.now, after="", limit=PAGE)
