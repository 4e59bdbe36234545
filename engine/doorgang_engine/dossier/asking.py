"""Asking to read a dossier of others: with a reason for supervision, or because it cannot wait.

AVG art. 39 lid 1 onder b (supervision by the fg) and art. 9 lid 2 onder c (vital interests). What
was said of why is sealed under the case's key; the access log holds only that it was said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.errors import CaseNotFound, TooManyRequests
from doorgang_engine.ids import new_id
from doorgang_engine.model import Notice
from doorgang_engine.sealing import ACCESS_REASON

from .desk import reading_desk
from .grants import Grant, GrantKind
from .looks import Look, LookKind, LookOutcome, LookQuery, write_down
from .refusals import AlreadyReadable, ReasonInvalid
from .sight import find_sight

if TYPE_CHECKING:
    from datetime import datetime

    from doorgang_engine.model import Actor, Case
    from doorgang_engine.ports import UnitOfWork
    from doorgang_engine.sealing import CaseKey

    from .desk import Door
    from .looks import Looker

#: For what auditor and fg look, as they choose it.
PURPOSES = {
    "toezicht": "Toezicht op hoe met gegevens wordt omgegaan",
    "avg_verzoek": "Een verzoek van ouders of leerling (AVG)",
    "klacht": "Een klacht",
    "datalek": "Onderzoek naar een datalek",
    "audit": "Audit van het werk",
}
EMERGENCY = "noodtoegang"
SHORTEST, LONGEST = 10, 1000  # characters of a reason
MOST_WRONG_NUMBERS = 5  # in an hour, by one person
AN_HOUR = timedelta(hours=1)
TOO_MANY = (
    "U gaf het laatste uur te vaak een nummer op dat niet bestaat. Noodtoegang staat voor u een "
    "uur uit. Is er gevaar, bel dan 112."
)
FG = "fg"
NOTICE = (
    "Noodtoegang: iemand van buiten dit traject opende het dossier. Beoordeel of dat nodig was."
)


@dataclass(frozen=True, kw_only=True)
class Why:
    """For what somebody looks, and why."""

    purpose: str
    reason: str


def give_reason(
    *,
    case_id: str,
    why: Why,
    looker: Looker,
    door: Door,
    lasts: timedelta,
    now: datetime | None = None,
) -> Grant:
    """Let an auditor or fg read a dossier for a while.

    :raises CaseNotFound: if there is no such case for them.
    :raises Forbidden: if they are neither.
    :raises ReasonInvalid: if the purpose is unknown, or the reason too short or too long.
    """
    with reading_desk(looker=looker, door=door, now=now) as desk:
        case = desk.case(case_id)
        actor = acting(
            account=looker.account, act=Act.GIVE_REASON, resource=Resource.of_case(case)
        )
        _require_good(why, known=PURPOSES)
        key, at = desk.uow.cases.key(case.id), desk.now
    grant = _grant(case, why, actor, key, GrantKind.REASON, at, lasts)
    with door.parts.new_uow() as uow:
        _keep(grant, case, looker, Act.GIVE_REASON, uow)
    return grant


def use_emergency(
    *,
    number: str,
    reason: str,
    looker: Looker,
    door: Door,
    lasts: timedelta,
    now: datetime | None = None,
) -> Grant:
    """Let somebody read a dossier in which they have no part, at once; the fg is told.

    A number that does not exist and one of another region are refused alike.

    :raises Forbidden: if it is not for their role.
    :raises TooManyRequests: if they tried too many numbers that are no case.
    :raises ReasonInvalid: if the reason is too short or too long.
    :raises CaseNotFound: if no case of their region has the number.
    :raises AlreadyReadable: if they take part.
    """
    account, why = looker.account, Why(purpose=EMERGENCY, reason=reason)
    place = Resource(region=account.region)
    actor = acting(account=account, act=Act.USE_EMERGENCY, resource=place)
    _require_good(why, known=(EMERGENCY,))
    with door.whole_region() as uow:
        at = now or uow.database_now()
        _require_few_wrong_numbers(looker, uow)
        case = uow.cases.find_by_number(region=account.region, number=number)
        key = uow.cases.key(case.id) if case else None
    if case is None or key is None:
        refused = _look(looker, actor, Act.USE_EMERGENCY, LookKind.EMERGENCY)
        write_down([refused.refused(CaseNotFound.code)], parts=door.parts)
        raise CaseNotFound("Dit traject bestaat niet, of u mag het niet zien.")
    if find_sight(account, case, ()) is not None:
        raise AlreadyReadable
    grant = _grant(case, why, actor, key, GrantKind.EMERGENCY, at, lasts)
    with door.parts.new_uow() as uow:
        _keep(grant, case, looker, Act.USE_EMERGENCY, uow)
        uow.notices.add([_notice(case, at)])
    return grant


def _require_good(why: Why, *, known: object) -> None:
    wrong: dict[str, list[str]] = {}
    if why.purpose not in known:  # type: ignore[operator]
        wrong["purpose"] = ["Kies waarvoor u het dossier wilt inzien."]
    length = len(why.reason.strip())
    if not SHORTEST <= length <= LONGEST:
        wrong["reason"] = [f"Schrijf waarom, in {SHORTEST} tot {LONGEST} tekens."]
    if wrong:
        raise ReasonInvalid(wrong)


def _require_few_wrong_numbers(looker: Looker, uow: UnitOfWork) -> None:
    account = looker.account
    query = LookQuery(
        region=account.region,
        account=account.id,
        kind=LookKind.EMERGENCY,
        outcome=LookOutcome.REFUSED,
        since=uow.database_now() - AN_HOUR,
        limit=MOST_WRONG_NUMBERS,
    )
    if len(uow.looks.page(query)) >= MOST_WRONG_NUMBERS:
        raise TooManyRequests(TOO_MANY, seconds=int(AN_HOUR.total_seconds()))


def _grant(
    case: Case,
    why: Why,
    actor: Actor,
    key: CaseKey,
    kind: GrantKind,
    at: datetime,
    lasts: timedelta,
) -> Grant:
    return Grant(
        region=case.region,
        id=new_id(at),
        case_id=case.id,
        account=actor.id,
        role=actor.role,
        organisation=actor.organisation,
        kind=kind,
        purpose=why.purpose,
        reason=key.seal(why.reason.strip().encode(), ACCESS_REASON),
        given_at=at,
        ends_at=at + lasts,
    )


def _keep(grant: Grant, case: Case, looker: Looker, act: Act, uow: UnitOfWork) -> None:
    """Keep a grant, and in the same transaction that it was given."""
    actor = looker.account.acting_as(grant.role)
    look = _look(looker, actor, act, LookKind(grant.kind.value), grant=grant, case=case)
    uow.grants.add(grant)
    uow.looks.append([look])


def _look(
    looker: Looker,
    actor: Actor,
    act: Act,
    kind: LookKind,
    *,
    grant: Grant | None = None,
    case: Case | None = None,
) -> Look:
    return Look(
        region=looker.account.region,
        kind=kind,
        account=actor.id,
        role=actor.role,
        organisation=actor.organisation,
        place=looker.place,
        request_id=looker.request_id,
        act=act,
        case_id=case.id if case else "",
        subject=case.subject if case else "",
        ground=grant.purpose if grant else EMERGENCY,
        grant_id=grant.id if grant else "",
        is_emergency=kind is LookKind.EMERGENCY,
    )


def _notice(case: Case, at: datetime) -> Notice:
    return Notice(
        region=case.region,
        id=new_id(at),
        case_id=case.id,
        role=FG,
        organisation="",
        text=NOTICE,
        at=at,
    )
