"""Acts, refusals, reads, rights and versions of a region as one list: to search and to export."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from flask import Response, request

from doorgang_api.desks import door_of, looker_at
from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_api.spreadsheet import CSV_TYPE, MARK, Sheet, csv_text
from doorgang_engine.dossier.looks import LookKind
from doorgang_engine.dossier.telling import KINDS
from doorgang_engine.dossier.trail import Sort, TrailPage, TrailQuery, TrailRow, read_trail
from doorgang_engine.history.reading import read
from doorgang_engine.model import RecordedEvent
from doorgang_engine.terms.durations import AMSTERDAM

from . import visit
from .names import RouteNames
from .reading import people_of
from .sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Blueprint

    from doorgang_engine.ports import UnitOfWork

    from .names import People

PAGE, BATCH, MOST = 50, 1000, 20_000  # rows: on a page, read at once for a file, in a file
FILTERS = ("traject", "persoon", "organisatie", "onderdeel", "soort", "vanaf", "tot")
COLUMNS = (
    "tijd", "soort", "gebeurtenis", "traject", "persoon", "organisatie", "onderdeel", "gegevens",
)  # fmt: skip
#: What a row is about, as a page says it; files keep the Dutch words (docs/replay.md).
SORTS = {
    Sort.ACT: _l("handeling"),
    Sort.TERM: _l("termijn"),
    Sort.INCIDENT: _l("storing"),
    Sort.VERSION: _l("versiewissel"),
    Sort.REFUSAL: _l("weigering"),
    Sort.READ: _l("inzage"),
    Sort.RIGHTS: _l("rechten"),
    Sort.SETTING: _l("inrichting"),
}
JSON_LINES = "application/jsonl; charset=utf-8"


def add_to(pages: Blueprint) -> None:
    """Add ``/handelingen`` and its files."""
    pages.add_url_rule("/handelingen", "trail", trail)
    pages.add_url_rule("/handelingen.csv", "trail_table", trail_table)
    pages.add_url_rule("/handelingen.jsonl", "trail_lines", trail_lines)


def trail() -> Response:
    """Show what happened in the region, the newest first."""
    asked = _asked()
    page = _read(asked, LookKind.LOG, after=_cursor(request.args.get("na", "")), limit=PAGE)
    me = visit.account()
    with visit.house().read_uow() as uow:
        people = people_of(uow, me)
        rows = [_row(one, page, people, uow) for one in page.rows]
        organisations = [(one.id, one.name) for one in uow.organisations.of_region(me.region)]
    return visit.show(
        "trail.html",
        heading=_("Handelingen"),
        rows=rows,
        asked=asked,
        is_filtered=any(asked.values()),
        sorts=[(str(one), SORTS[one]) for one in Sort],
        organisations=organisations,
        next_page=_written(page.rows[-1]) if page.has_more else "",
        most=MOST,
    )


def trail_table() -> Response:
    """Give what the filters find as CSV; written down as an export."""
    rows = [
        (
            row.at.isoformat(timespec="seconds"),
            str(row.sort),
            row.kind,
            page.numbers.get(row.case_id, ""),
            row.actor,
            row.organisation,
            row.element,
            json.dumps(row.details, ensure_ascii=False, sort_keys=True),
        )
        for page in _pages()
        for row in page.rows
    ]
    text = csv_text(Sheet(name="Handelingen", head=COLUMNS, rows=rows))
    return _file(Response(MARK + text, content_type=CSV_TYPE), "handelingen.csv")


def trail_lines() -> Response:
    """Give what the filters find as JSON Lines; written down as an export."""
    lines = [
        json.dumps(_line(row, page), ensure_ascii=False, sort_keys=True) + "\n"
        for page in _pages()
        for row in page.rows
    ]
    return _file(Response("".join(lines), content_type=JSON_LINES), "handelingen.jsonl")


def _file(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _line(row: TrailRow, page: TrailPage) -> dict[str, Any]:
    return {
        "at": row.at.astimezone(UTC).isoformat(),
        "sort": str(row.sort),
        "kind": row.kind,
        "case": row.case_id,
        "number": page.numbers.get(row.case_id, ""),
        "actor": row.actor,
        "organisation": row.organisation,
        "element": row.element,
        "details": dict(row.details),
    }


def _pages() -> Iterator[TrailPage]:
    """Yield what the filters find, page by page; each page is written down."""
    asked, after, count = _asked(), None, 0
    until = visit.clock() + timedelta(microseconds=1)
    while count < MOST:
        page = _read(asked, LookKind.EXPORT, after=after, limit=BATCH, until=until)
        yield page
        count += len(page.rows)
        if not page.has_more:
            return
        after = (page.rows[-1].at, page.rows[-1].key)


def _read(
    asked: dict[str, str],
    kind: LookKind,
    *,
    after: tuple[datetime, str] | None,
    limit: int,
    until: datetime | None = None,
) -> TrailPage:
    me, last = visit.account(), _day(asked["tot"])
    end = last + timedelta(days=1) if last else None
    return read_trail(
        query=TrailQuery(
            region=me.region,
            number=asked["traject"].upper(),
            account=asked["persoon"],
            organisation=asked["organisatie"],
            element=asked["onderdeel"],
            sort=Sort(asked["soort"]) if asked["soort"] in set(Sort) else None,
            since=_day(asked["vanaf"]),
            # A file does not hold that it is made: each of its pages is written down too.
            until=min(end or until, until) if until else end,
            after=after,
            limit=limit,
        ),
        kind=kind,
        looker=looker_at(me, place=request.endpoint or ""),
        door=door_of(me, visit.house()),
        now=visit.given_now(),
    )


def _asked() -> dict[str, str]:
    return {name: request.args.get(name, "").strip()[:200] for name in FILTERS}


def _day(text: str) -> datetime | None:
    """Return the moment at which a day begins; what is no day does not restrict."""
    try:
        return datetime.combine(date.fromisoformat(text), time.min, tzinfo=AMSTERDAM)
    except ValueError:
        return None


def _written(row: TrailRow) -> str:
    return f"{row.at.astimezone(UTC).isoformat()}|{row.key}"


def _cursor(text: str) -> tuple[datetime, str] | None:
    moment, found, key = text.partition("|")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (at, key) if found and at.tzinfo else None


def _row(row: TrailRow, page: TrailPage, people: People, uow: UnitOfWork) -> dict[str, Any]:
    return {
        "at": row.at,
        "sort": SORTS[row.sort],
        "who": people.person(row.actor),
        "organisation": people.organisation(row.organisation) if row.organisation else "",
        "case_id": row.case_id if row.case_id in page.numbers else "",
        "number": page.numbers.get(row.case_id, ""),
        "what": _what(row, page.bundles.get(row.case_id, ""), people, uow),
        "element": row.element,
    }


def _what(row: TrailRow, bundle: str, people: People, uow: UnitOfWork) -> str:
    """Return a row in words, by the bundle that its case stands on."""
    if row.sort is Sort.SETTING:
        told = row.details
        return _(
            "Versie %(nummer)s van route %(route)s gepubliceerd. Reden: %(reden)s",
            nummer=told["number"],
            route=told["route"],
            reden=told["reason"],
        )
    if row.sort in (Sort.READ, Sort.REFUSAL, Sort.RIGHTS):
        seen = ", ".join(row.details["data"])
        code = row.details["code"]
        words = KINDS.get(LookKind(row.kind), row.kind)
        return " ".join(one for one in (f"{words}:", seen, f"({code})" if code else "") if one)
    if not bundle:
        return row.kind
    shelf = visit.house().parts.shelf
    names = RouteNames(shelf.content(uow, bundle), shelf.runnable(uow, bundle)).among(people)
    return sentence(read(_bare(row), None), names)


def _bare(row: TrailRow) -> RecordedEvent:
    """Return the event of a row, of which nothing is opened."""
    return RecordedEvent(
        region="",
        case_id=row.case_id,
        number=0,
        act=0,
        kind=row.kind,
        at=row.at,
        actor=row.actor,
        fields=json.dumps(dict(row.details)),
        sealed=b"",
        previous="",
        hash="",
    )
