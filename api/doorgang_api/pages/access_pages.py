"""The access log and the emergencies, for the FG; an auditor reads them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from flask import Response, redirect, request, url_for

from doorgang_api.desks import door_of, looker_at
from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine.access.decide import may_everywhere
from doorgang_engine.access.table import Act
from doorgang_engine.dossier.grants import Judgement
from doorgang_engine.dossier.judging import LONGEST_NOTE, LogPage, emergencies, judge, read_log
from doorgang_engine.dossier.looks import LookKind, LookQuery, RecordedLook
from doorgang_engine.dossier.refusals import ReasonInvalid
from doorgang_engine.dossier.telling import KINDS, ToldLook, told
from doorgang_engine.terms.durations import AMSTERDAM

from . import visit
from .my_work import role_name
from .reading import people_of
from .words import moment_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flask import Blueprint
    from werkzeug.wrappers import Response as AnyResponse

    from .names import People

PAGE = 50  # rows
BATCH = 500  # rows read at once for a file
MOST = 20_000  # rows in a file
FILTERS = ("traject", "kind", "persoon", "organisatie", "soort", "vanaf", "tot", "nood")
COLUMNS = (
    "tijd", "soort", "uitkomst", "traject", "persoon", "rol", "organisatie", "gezien", "grondslag",
    "noodtoegang", "plaats", "id",
)  # fmt: skip
JUDGEMENTS = {Judgement.RIGHT: _l("Terecht"), Judgement.WRONG: _l("Niet terecht")}


@dataclass(frozen=True, kw_only=True)
class LookRow:
    """One look, as it is shown."""

    look: RecordedLook
    told: ToldLook
    who: str
    organisation: str
    cases: tuple[tuple[str, str], ...]  # id and number


def add_to(pages: Blueprint) -> None:
    """Add ``/toegang``, its file and the emergencies."""
    pages.add_url_rule("/toegang", "access_log", access_log)
    pages.add_url_rule("/toegang.csv", "access_export", access_export)
    pages.add_url_rule("/toegang/noodtoegang", "emergencies", show_emergencies)
    pages.add_url_rule(
        "/toegang/noodtoegang/<grant_id>", "judge", judge_emergency, methods=["POST"]
    )


def access_log() -> AnyResponse:
    """Show who looked, the newest first."""
    page = _read(LookKind.LOG, after=request.args.get("na", ""), limit=PAGE)
    me = visit.account()
    with visit.house().read_uow() as uow:
        people = people_of(uow, me)
        rows = [_row(look, page, people) for look in page.looks]
        organisations = [(one.id, one.name) for one in uow.organisations.of_region(me.region)]
    asked = _asked()
    return visit.show(
        "access_log.html",
        heading=_("Toegangslog"),
        rows=rows,
        asked=asked,
        is_filtered=any(asked.values()),
        kinds=list(KINDS.items()),
        organisations=organisations,
        next_page=page.after,
        most=MOST,
    )


def access_export() -> Response:
    """Give what the filters find as a file for a spreadsheet; written down as an export."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows(_line(look, page) for look, page in _every_look())
    answer = Response("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="toegangslog.csv"'
    return answer


def show_emergencies() -> AnyResponse:
    """Show every emergency with its reason; what is not judged first."""
    return _emergencies_page({}, "")


def judge_emergency(grant_id: str) -> AnyResponse:
    """Record whether an emergency was right."""
    me, sent = visit.account(), request.form.get("oordeel", "")
    try:
        judge(
            grant_id=grant_id,
            judgement=Judgement(sent) if sent in set(Judgement) else Judgement.NONE,
            note=request.form.get("toelichting", "").replace("\r\n", "\n"),
            looker=looker_at(me, place="pages.judge"),
            door=door_of(me, visit.house()),
            now=visit.given_now(),
        )
    except ReasonInvalid as refused:
        return _emergencies_page(
            {key: texts[0] for key, texts in refused.fields.items()}, grant_id
        )
    return redirect(url_for("pages.emergencies", bericht="beoordeeld"), 303)


def _emergencies_page(wrong: Mapping[str, str], grant_id: str) -> AnyResponse:
    me = visit.account()
    looker = looker_at(me, place=request.endpoint or "")
    found = emergencies(looker=looker, door=door_of(me, visit.house()), now=visit.given_now())
    fields = {"judgement": f"oordeel-{grant_id}", "note": f"toelichting-{grant_id}"}
    errors = {fields[name]: text for name, text in wrong.items()}
    with visit.house().read_uow() as uow:
        people = people_of(uow, me)
        return visit.show(
            "emergencies.html",
            heading=_("Noodtoegang beoordelen"),
            status=422 if wrong else 200,
            found=found,
            people=people,
            role_name=role_name,
            judgements=JUDGEMENTS,
            may_judge=may_everywhere(account=me, act=Act.JUDGE_EMERGENCY),
            errors=list(errors.items()),
            wrong=errors,
            sent=(grant_id, request.form.get("toelichting", "")),
            longest=LONGEST_NOTE,
            said=request.args.get("bericht", ""),
        )


def _read(kind: LookKind, *, after: str, limit: int) -> LogPage:
    me, asked = visit.account(), _asked()
    until = _day(asked["tot"])
    return read_log(
        query=LookQuery(
            region=me.region,
            account=asked["persoon"],
            organisation=asked["organisatie"],
            kind=asked["soort"] if asked["soort"] in KINDS else "",
            since=_day(asked["vanaf"]),
            until=until + timedelta(days=1) if until else None,
            only_emergency=bool(asked["nood"]),
            after=after,
            limit=limit,
        ),
        number=asked["traject"].upper(),
        is_whole_child=bool(asked["kind"]),
        kind=kind,
        looker=looker_at(me, place=request.endpoint or ""),
        door=door_of(me, visit.house()),
        now=visit.given_now(),
    )


def _every_look() -> Iterator[tuple[RecordedLook, LogPage]]:
    """Yield what the filters find, page by page; each page is written down."""
    after, count = "", 0
    while count < MOST:
        page = _read(LookKind.EXPORT, after=after, limit=BATCH)
        yield from ((look, page) for look in page.looks)
        after, count = page.after, count + len(page.looks)
        if not after:
            return


def _asked() -> dict[str, str]:
    return {name: request.args.get(name, "").strip()[:200] for name in FILTERS}


def _day(text: str) -> datetime | None:
    """Return the moment at which a day begins; what is no day does not restrict."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime.combine(day, datetime.min.time(), tzinfo=AMSTERDAM)


def _row(look: RecordedLook, page: LogPage, people: People) -> LookRow:
    roles = {look.role: role_name(look.role)} if look.role else {}
    return LookRow(
        look=look,
        told=told(look, roles=roles),
        who=people.person(look.account),
        organisation=people.organisation(look.organisation),
        cases=tuple(_cases(look, page)),
    )


def _cases(look: RecordedLook, page: LogPage) -> Iterator[tuple[str, str]]:
    for case_id in (look.case_id, *look.cases):
        if case_id in page.numbers:
            yield case_id, page.numbers[case_id]


def _line(look: RecordedLook, page: LogPage) -> list[Any]:
    words = told(look)
    return [
        moment_words(look.at),
        words.kind,
        "geweigerd" if words.is_refused else "gegeven",
        " ".join(number for _, number in _cases(look, page)),
        _harmless(look.account),
        look.role,
        look.organisation,
        words.seen,
        words.ground,
        "ja" if look.is_emergency else "",
        look.place,
        look.id,
    ]


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
