"""What the fg does with the access log: read it, and judge every emergency."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.errors import NotFound, NotYours
from doorgang_engine.sealing import ACCESS_REASON, ContentDestroyed

from .asking import EMERGENCY
from .desk import reading_desk
from .grants import Grant, GrantKind, Judgement
from .looks import Look, LookKind, LookQuery
from .refusals import AlreadyJudged, ReasonInvalid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from doorgang_engine.model import Case
    from doorgang_engine.ports import UnitOfWork

    from .desk import Door
    from .looks import Looker, RecordedLook

LONGEST_NOTE = 1000  # characters
LOG = "toegangslog"
UNREADABLE = "Niet meer te lezen: de sleutel van dit dossier is vernietigd."


@dataclass(frozen=True, kw_only=True)
class LogPage:
    """A page of the access log, the newest first, with the numbers of the cases it names."""

    looks: list[RecordedLook]
    numbers: dict[str, str]
    after: str  # where the next page begins; empty when there is none


@dataclass(frozen=True, kw_only=True)
class ToldGrant:
    """Why somebody read a dossier, in their own words, and what the fg thought of it."""

    grant: Grant
    number: str
    reason: str
    note: str


def read_log(
    *,
    query: LookQuery,
    looker: Looker,
    door: Door,
    number: str = "",
    is_whole_child: bool = False,
    kind: LookKind = LookKind.LOG,
    now: datetime | None = None,
) -> LogPage:
    """Return a page of the access log of the looker's region; that they looked is logged too.

    ``number`` keeps the looks at one case; ``is_whole_child`` those at every case about the same.

    :raises Forbidden: if it is not for their role.
    """
    with reading_desk(looker=looker, door=door, now=now) as desk:
        region, uow = looker.account.region, desk.uow
        desk.done(kind, act=Act.READ_ACCESS_LOG, data=(LOG, *_filters(query, number)))
        cases = _cases_of(number, region, uow, is_whole_child=is_whole_child)
        if number and not cases:
            return LogPage(looks=[], numbers={}, after="")
        wanted = replace(
            query,
            region=region,
            cases=tuple(case.id for case in cases) or query.cases,
            limit=query.limit + 1,
        )
        found = list(uow.looks.page(wanted))
        shown = found[: query.limit]
        return LogPage(
            looks=shown,
            numbers=_numbers(shown, region, uow),
            after=shown[-1].id if len(found) > query.limit else "",
        )


def emergencies(*, looker: Looker, door: Door, now: datetime | None = None) -> list[ToldGrant]:
    """Return the emergencies of the looker's region: what is not judged first, then the newest.

    :raises Forbidden: if it is not for their role.
    """
    with reading_desk(looker=looker, door=door, now=now) as desk:
        desk.done(LookKind.LOG, act=Act.READ_ACCESS_LOG, data=(LOG, EMERGENCY))
        region = looker.account.region
        found = desk.uow.grants.of_kind(region=region, kind=GrantKind.EMERGENCY)
        told = [_told(grant, desk.uow) for grant in found]
    return sorted(told, key=lambda one: one.grant.judgement is not Judgement.NONE)


def judge(
    *,
    grant_id: str,
    judgement: Judgement,
    note: str,
    looker: Looker,
    door: Door,
    now: datetime | None = None,
) -> Grant:
    """Record whether an emergency was right; once.

    :raises Forbidden: if it is not for their role.
    :raises NotFound: if there is no such emergency in their region.
    :raises NotYours: if it is their own.
    :raises AlreadyJudged: if it was judged before.
    :raises ReasonInvalid: if the judgement or note is missing.
    """
    account = looker.account
    actor = acting(
        account=account, act=Act.JUDGE_EMERGENCY, resource=Resource(region=account.region)
    )
    _require_judgement(judgement, note)
    with door.parts.new_uow() as uow:
        grant = uow.grants.get_for_update(grant_id)
        _require_judgeable(grant, account.id, account.region)
        case, at = uow.cases.get(grant.case_id), now or uow.database_now()
        sealed = uow.cases.key(case.id).seal(note.strip().encode(), ACCESS_REASON)
        judged = replace(
            grant, judgement=judgement, judged_at=at, judged_by=account.id, note=sealed
        )
        uow.grants.save(judged)
        uow.looks.append(
            [
                Look(
                    region=case.region,
                    kind=LookKind.REVIEW,
                    account=actor.id,
                    role=actor.role,
                    organisation=actor.organisation,
                    place=looker.place,
                    request_id=looker.request_id,
                    act=Act.JUDGE_EMERGENCY,
                    case_id=case.id,
                    subject=case.subject,
                    data=(f"oordeel:{judgement}",),
                    grant_id=grant.id,
                )
            ]
        )
    return judged


def _require_judgement(judgement: Judgement, note: str) -> None:
    wrong: dict[str, list[str]] = {}
    if judgement is Judgement.NONE:
        wrong["judgement"] = ["Kies of het terecht was."]
    if not 0 < len(note.strip()) <= LONGEST_NOTE:
        wrong["note"] = [f"Schrijf uw toelichting, in hoogstens {LONGEST_NOTE} tekens."]
    if wrong:
        raise ReasonInvalid(wrong)


def _require_judgeable(grant: Grant, account: str, region: str) -> None:
    if grant.region != region or grant.kind is not GrantKind.EMERGENCY:
        raise NotFound("Deze noodtoegang bestaat niet.")
    if grant.account == account:
        raise NotYours("Uw eigen noodtoegang beoordeelt een ander. Er is niets verwerkt.")
    if grant.judgement is not Judgement.NONE:
        raise AlreadyJudged


def _told(grant: Grant, uow: UnitOfWork) -> ToldGrant:
    case = uow.cases.get(grant.case_id)
    return ToldGrant(
        grant=grant,
        number=case.number,
        reason=_opened(grant.reason, case, uow),
        note=_opened(grant.note, case, uow) if grant.note else "",
    )


def _opened(sealed: bytes, case: Case, uow: UnitOfWork) -> str:
    try:
        return uow.cases.key(case.id).open(sealed, ACCESS_REASON).decode()
    except ContentDestroyed:
        return UNREADABLE


def _filters(query: LookQuery, number: str) -> list[str]:
    asked = {
        "traject": number or query.cases,
        "persoon": query.account,
        "organisatie": query.organisation,
        "soort": query.kind,
        "vanaf": query.since,
        "tot": query.until,
        "nood": query.only_emergency,
    }
    return [f"filter:{key}" for key, value in asked.items() if value]


def _cases_of(
    number: str, region: str, uow: UnitOfWork, *, is_whole_child: bool
) -> Sequence[Case]:
    case = uow.cases.find_by_number(region=region, number=number) if number else None
    if case is None:
        return ()
    if not is_whole_child or not case.subject:
        return (case,)
    return list(uow.cases.of_subject(case.subject, region=region))


def _numbers(looks: Sequence[RecordedLook], region: str, uow: UnitOfWork) -> dict[str, str]:
    wanted = {case_id for one in looks for case_id in (one.case_id, *one.cases)} - {""}
    return dict(uow.cases.numbers(region=region, case_ids=sorted(wanted)))
