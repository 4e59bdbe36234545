"""The answer to who asks for inspection (AVG art. 15): everything about one child, at once.

That it was made is written down before anything is opened: in the access log, and as a right
that was used in the history of each case.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine import events as ev
from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.dossier.contents import WHOLE, Dossier
from doorgang_engine.dossier.desk import reading_desk
from doorgang_engine.dossier.looks import Look, LookKind, Part
from doorgang_engine.dossier.sight import Sight
from doorgang_engine.dossier.telling import looks_at_cases
from doorgang_engine.errors import CaseNotFound, Invalid, ReasonMissing
from doorgang_engine.letters.letter import file_name
from doorgang_engine.sealing import ContentDestroyed
from doorgang_engine.subject import kind_of

from .subjects import tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.dossier.desk import Door
    from doorgang_engine.dossier.looks import Looker
    from doorgang_engine.dossier.telling import ToldLook
    from doorgang_engine.model import Actor, Attachment, Case
    from doorgang_engine.ports import Parts, UnitOfWork

INSPECTION = "inzage"
_ASKED = ("filter:traject",)
_DESTROYED_SHOWS = frozenset({Part.CASE, Part.HISTORY})


class NotAboutPerson(Invalid):
    """The case is about a plan or an organisation, and not about a person."""

    code = "not_about_person"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Whose data: of the child of a case, by its number, or else by its pseudonym."""

    number: str = ""
    subject: str = ""


@dataclass(frozen=True, kw_only=True)
class FoundCase:
    """A case of the child, as it may be named before there is a reason: without its name."""

    number: str
    route: str
    status: str
    is_destroyed: bool


@dataclass(frozen=True, kw_only=True)
class PersonCase:
    """One case with everything that is left of it."""

    dossier: Dossier
    is_destroyed: bool
    destroyed_classes: tuple[str, ...]  # record classes of which the time was over


@dataclass(frozen=True, kw_only=True)
class PersonFile:
    """Everything about one child in one region; open as long as its transaction."""

    region: str
    subject: str  # pseudonym; "" when all was destroyed
    made_at: datetime
    cases: tuple[PersonCase, ...]
    looks: tuple[ToldLook, ...]
    uow: UnitOfWork

    def content_of(self, attachment: Attachment) -> bytes:
        """Return a file of one of the cases, whole and unchanged.

        :raises SealBroken: if it is not, or the case's key was destroyed.
        """
        found = next(one for one in self.cases if one.dossier.case.id == attachment.case_id)
        return found.dossier.content_of(attachment, self.uow)

    def letters(self) -> Iterator[tuple[str, bytes]]:
        """Yield every letter that can still be opened: the name of its file, and the PDF."""
        for one in self.cases:
            for letter in one.dossier.letters:
                with suppress(ContentDestroyed):
                    found, pdf = one.dossier.pdf_of(letter.id, self.uow)
                    yield file_name(found, number=one.dossier.case.number), pdf


def find_cases(
    *, wanted: Wanted, looker: Looker, door: Door, now: datetime | None = None
) -> list[FoundCase]:
    """Return which cases the file would hold; that they were asked for is logged.

    :raises Forbidden: if this is not for their role.
    :raises CaseNotFound: if there is none in their region.
    :raises NotAboutPerson: if it is about a plan or an organisation.
    """
    with reading_desk(looker=looker, door=door, now=now) as desk:
        desk.done(LookKind.SEARCH, act=Act.EXPORT_PERSON, data=_ASKED)
        uow, region = desk.uow, looker.account.region
        cases = _cases_of(wanted, region=region, uow=uow, parts=door.parts)
        desk.listed([case.id for case in cases], kind=LookKind.SEARCH, asked=_ASKED)
        return [_found(case, uow=uow, parts=door.parts) for case in cases]


@contextmanager
def person_file(
    *,
    wanted: Wanted,
    reason: str,
    looker: Looker,
    door: Door,
    roles: Mapping[str, str],
    now: datetime | None = None,
) -> Iterator[PersonFile]:
    """Open everything about one child, once it is written down that this is done, and why.

    ``roles`` gives the names of roles by key, for the looks.

    :raises Forbidden: if this is not for their role.
    :raises ReasonMissing: if no reason is given.
    :raises CaseNotFound: if there is no such case in their region.
    :raises NotAboutPerson: if it is about a plan or an organisation.
    """
    actor, at = _note(wanted, reason=reason, looker=looker, door=door, now=now)
    _record(wanted, reason=reason, actor=actor, at=at, parts=door.parts)
    with door.whole_region() as uow:
        cases = _cases_of(wanted, region=actor.region, uow=uow, parts=door.parts)
        sight = Sight(actor=actor, act=Act.EXPORT_PERSON, reads=True, reads_all=True)
        looks = looks_at_cases(
            case_ids=[case.id for case in cases], region=actor.region, uow=uow, roles=roles
        )
        yield PersonFile(
            region=actor.region,
            subject=cases[0].subject,
            made_at=at,
            cases=tuple(_opened(one, sight, looker, uow, door.parts, at) for one in cases),
            looks=tuple(looks),
            uow=uow,
        )


def _note(
    wanted: Wanted, *, reason: str, looker: Looker, door: Door, now: datetime | None
) -> tuple[Actor, datetime]:
    """Write to the access log that the file is made: one row for each case."""
    account = looker.account
    with reading_desk(looker=looker, door=door, now=now) as desk:
        desk.done(LookKind.EXPORT, act=Act.EXPORT_PERSON, data=_ASKED)
        if not reason.strip():
            raise ReasonMissing("Geef een reden. Er is geen bestand gemaakt.")
        place = Resource(region=account.region)
        actor = acting(account=account, act=Act.EXPORT_PERSON, resource=place)
        found = _cases_of(wanted, region=account.region, uow=desk.uow, parts=door.parts)
        desk.looks.extend(_look(case, actor, looker) for case in found)
        return actor, desk.now


def _look(case: Case, actor: Actor, looker: Looker) -> Look:
    return Look(
        region=case.region,
        kind=LookKind.EXPORT,
        account=actor.id,
        role=actor.role,
        organisation=actor.organisation,
        place=looker.place,
        request_id=looker.request_id,
        case_id=case.id,
        subject=case.subject,
        act=Act.EXPORT_PERSON,
        data=tuple(sorted(WHOLE)),
        ground="AVG art. 15",
    )


def _record(wanted: Wanted, *, reason: str, actor: Actor, at: datetime, parts: Parts) -> None:
    """Tell in the history of each case that the right was used; not where no key is left.

    Cases are locked in the order of their ids, as everywhere.
    """
    event = ev.RightExercised(right=INSPECTION, note=reason.strip())
    with parts.new_uow() as uow:
        cases = _cases_of(wanted, region=actor.region, uow=uow, parts=parts)
        for case in sorted(cases, key=lambda one: one.id):
            locked = uow.cases.lock(case_id=case.id)
            if locked.key.secret is not None:
                tell(locked, event, actor=actor, at=at, uow=uow)


def _cases_of(wanted: Wanted, *, region: str, uow: UnitOfWork, parts: Parts) -> Sequence[Case]:
    """Return the cases, the oldest first.

    A case that was destroyed whole has no pseudonym any more and stands alone.
    """
    subject = wanted.subject
    if wanted.number:
        case = uow.cases.find_by_number(region=region, number=wanted.number)
        found = [case] if case else []
        subject = case.subject if case else ""
    else:
        found = []
    if subject:
        found = list(uow.cases.of_subject(subject, region=region))
    if not found:
        raise CaseNotFound("Dit traject bestaat niet in uw regio. Er is geen bestand gemaakt.")
    about = [one for one in found if kind_of(parts.shelf.content(uow, one.bundle)).is_personal]
    if not about:
        raise NotAboutPerson(
            "Dit traject gaat niet over een persoon. Er is geen bestand gemaakt. Kies een traject "
            "van de leerling."
        )
    return sorted(about, key=lambda one: (one.started_at, one.number))


def _found(case: Case, *, uow: UnitOfWork, parts: Parts) -> FoundCase:
    return FoundCase(
        number=case.number,
        route=str(parts.shelf.content(uow, case.bundle)["title"]),
        status=case.status,
        is_destroyed=uow.cases.key(case.id).secret is None,
    )


def _opened(
    case: Case, sight: Sight, looker: Looker, uow: UnitOfWork, parts: Parts, now: datetime
) -> PersonCase:
    key = uow.cases.key(case.id)
    gone = key.secret is None
    dossier = Dossier(
        case=case,
        account=looker.account,
        sight=sight,
        shows=_DESTROYED_SHOWS if gone else WHOLE,
        uow=uow,
        parts=parts,
        now=now,
    )
    return PersonCase(
        dossier=dossier, is_destroyed=gone, destroyed_classes=tuple(sorted(key.destroyed))
    )
