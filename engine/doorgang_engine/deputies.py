"""Arrange who stands in for whom, and who may decide on behalf of the organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from .access.decide import Resource, require
from .access.standing import Deputyship, Mandate
from .access.table import Act, Group, group_of
from .dossier.rights import Change, note_rights
from .errors import DeputyRefused, MandateMissing, MandateRefused, NotFound
from .ids import new_id
from .terms.moments import local_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from .bpmn.process import Element
    from .errors import Invalid
    from .model import Account, Actor
    from .ports import Parts, UnitOfWork

LONGEST = timedelta(days=366)
#: Supervision is nobody's to hand on: a deputy of the FG or an auditor is appointed as one.
NOT_HANDED_ON = frozenset({Group.AUDITOR, Group.FG})


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """What is asked: somebody takes over roles of a colleague for a time."""

    account: str
    deputy: str
    roles: tuple[str, ...]
    from_day: date
    until_day: date
    reason: str
    with_mandate: bool = False


def appoint_deputy(
    *, appointment: Appointment, actor: Actor, parts: Parts, now: datetime | None = None
) -> Deputyship:
    """Let a colleague stand in for somebody, within one organisation and for a limited time.

    :raises NotYours: if it is not about oneself, and one does not coordinate the region.
    :raises DeputyRefused: if the two do not fit, or the period does not.
    """
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        person = _account(appointment.account, actor, uow)
        place = Resource(region=actor.region, person=person.id)
        require(actor=actor, act=Act.APPOINT_DEPUTY, resource=place)
        _require_fitting(appointment, person, _account(appointment.deputy, actor, uow))
        days = (appointment.from_day, appointment.until_day)
        _require_period(*days, local_day(moment=moment), refused=DeputyRefused)
        made = Deputyship(
            region=person.region,
            id=new_id(moment),
            organisation=person.organisation,
            made_by=actor.id,
            made_at=moment,
            **vars(appointment),
        )
        uow.standing.add_deputyship(made)
        roles = (f"erbij:{role}" for role in made.roles)
        said = (f"vervangt:{made.account}", *roles, *_days(made))
        _note(actor, Act.APPOINT_DEPUTY, made.deputy, *said, uow=uow)
        return made


def end_deputyship(
    *, deputyship_id: str, actor: Actor, parts: Parts, now: datetime | None = None
) -> None:
    """End a deputyship before its time; ending it twice is the same as once.

    :raises NotFound: if there is none.
    :raises NotYours: if it is not about oneself, and one does not coordinate the region.
    """
    with parts.new_uow() as uow:
        found = uow.standing.find_deputyship(region=actor.region, deputyship_id=deputyship_id)
        if found is None:
            raise NotFound("Deze vervanging bestaat niet.")
        place = Resource(region=found.region, person=found.account)
        require(actor=actor, act=Act.APPOINT_DEPUTY, resource=place)
        if found.ended_at is None:
            at = now or uow.database_now()
            uow.standing.end_deputyship(found, at=at, by=actor.id)
            ended = f"vervangt:{found.account} niet meer"
            _note(actor, Act.APPOINT_DEPUTY, found.deputy, ended, uow=uow)


def give_mandate(
    *,
    account: str,
    key: str,
    from_day: date,
    until_day: date,
    actor: Actor,
    roles: Mapping[str, Mapping[str, str]],
    parts: Parts,
    now: datetime | None = None,
) -> Mandate:
    """Let a colleague decide on behalf of the organisation; ``roles`` as in config/roles.toml.

    :raises NotYours: if one does not give mandates for that organisation.
    :raises MandateRefused: if the giver does not have the mandate themself, or the period or the
        person does not fit.
    """
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        person = _account(account, actor, uow)
        place = Resource(region=person.region, organisation=person.organisation)
        require(actor=actor, act=Act.GIVE_MANDATE, resource=place)
        if not actor.carries_mandate or key not in mandates_of(actor.role, roles):
            raise MandateRefused("U kunt alleen mandaat geven voor besluiten die u zelf neemt.")
        if person.id == actor.id or person.organisation != actor.organisation:
            raise MandateRefused("Mandaat geeft u aan een collega van uw eigen organisatie.")
        _require_period(from_day, until_day, local_day(moment=moment), refused=MandateRefused)
        made = Mandate(
            region=person.region,
            id=new_id(moment),
            organisation=person.organisation,
            account=person.id,
            key=key,
            from_day=from_day,
            until_day=until_day,
            made_by=actor.id,
            made_at=moment,
        )
        uow.standing.add_mandate(made)
        given = (f"mandaat:{made.key}", *_days(made))
        _note(actor, Act.GIVE_MANDATE, made.account, *given, uow=uow)
        return made


def withdraw_mandate(
    *, mandate_id: str, actor: Actor, parts: Parts, now: datetime | None = None
) -> None:
    """Take a mandate back; doing so twice is the same as once.

    :raises NotFound: if there is none.
    :raises NotYours: if one does not give mandates for that organisation.
    """
    with parts.new_uow() as uow:
        found = uow.standing.find_mandate(region=actor.region, mandate_id=mandate_id)
        if found is None:
            raise NotFound("Dit mandaat bestaat niet.")
        place = Resource(region=found.region, organisation=found.organisation)
        require(actor=actor, act=Act.GIVE_MANDATE, resource=place)
        if found.ended_at is None:
            at = now or uow.database_now()
            uow.standing.end_mandate(found, at=at, by=actor.id)
            taken = f"mandaat:{found.key} ingetrokken"
            _note(actor, Act.GIVE_MANDATE, found.account, taken, uow=uow)


def mandates_of(role: str, roles: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """Return which decisions a role takes by itself (``mandaten`` in config/roles.toml)."""
    return tuple(roles.get(role, {}).get("mandaten", "").split())


def holds_mandate(
    *,
    actor: Actor,
    key: str,
    roles: Mapping[str, Mapping[str, str]],
    uow: UnitOfWork,
    now: datetime,
) -> bool:
    """Return whether somebody may take a decision: by their role, or by a mandate of their own.

    Who took the role over from a colleague has it only when the mandate was taken over too.
    """
    if actor.carries_mandate and key in mandates_of(actor.role, roles):
        return True
    found = uow.standing.mandates(region=actor.region, account=actor.id)
    today = local_day(moment=now)
    return any(one.key == key and one.covers(today) for one in found)


def require_mandates(
    element: Element,
    *,
    actor: Actor,
    roles: Mapping[str, Mapping[str, str]],
    uow: UnitOfWork,
    now: datetime,
) -> None:
    """Refuse a decision (``dg:mandaat``) of who may not take it today.

    :raises MandateMissing: naming the step.
    """
    for key in element.words("mandaat"):
        if not holds_mandate(actor=actor, key=key, roles=roles, uow=uow, now=now):
            raise MandateMissing(
                f"'{element.name}' vraagt een mandaat dat u vandaag niet hebt. Er is niets "
                "verwerkt. Laat het doen door wie het mandaat heeft, of vraag het aan."
            )


def _note(actor: Actor, act: Act, about: str, *said: str, uow: UnitOfWork) -> None:
    change = Change(region=actor.region, about=about, said=said, act=act)
    note_rights(change, by=actor, uow=uow)


def _days(made: Deputyship | Mandate) -> tuple[str, str]:
    return f"vanaf:{made.from_day.isoformat()}", f"tm:{made.until_day.isoformat()}"


def _account(account_id: str, actor: Actor, uow: UnitOfWork) -> Account:
    found = uow.accounts.find(account_id)
    if found is None or found.region != actor.region or not found.is_active:
        raise DeputyRefused("Deze collega is niet bekend in uw regio. Er is niets verwerkt.")
    return found


def _require_fitting(asked: Appointment, person: Account, deputy: Account) -> None:
    if person.id == deputy.id:
        raise DeputyRefused("Kies een collega: u kunt uzelf niet vervangen.")
    if person.organisation != deputy.organisation:
        raise DeputyRefused("Vervangen kan alleen binnen dezelfde organisatie.")
    if not asked.roles or not set(asked.roles) <= set(person.roles):
        raise DeputyRefused("Kies een of meer rollen die de collega zelf heeft.")
    if any(group_of(role) in NOT_HANDED_ON for role in asked.roles):
        raise DeputyRefused("De rollen van auditor en FG kunnen niet worden waargenomen.")


def _require_period(first: date, last: date, today: date, *, refused: type[Invalid]) -> None:
    if last < first or last < today:
        raise refused("De laatste dag ligt voor de eerste, of is al voorbij.")
    if last - first > LONGEST:
        raise refused("Kies een periode van ten hoogste een jaar.")
