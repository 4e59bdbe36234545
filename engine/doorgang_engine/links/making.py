"""Make and withdraw a link: by who works in the case, for one person of whom they know enough."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from doorgang_engine import events as ev
from doorgang_engine.access.decide import Resource, require
from doorgang_engine.access.table import Act
from doorgang_engine.errors import TaskNotOpen
from doorgang_engine.ids import new_id
from doorgang_engine.link import (
    ADDRESS,
    FAMILY,
    LONGEST_DAYS,
    WHO,
    Link,
    LinkEnded,
    LinkNotFound,
    LinkRefused,
    Purpose,
)
from doorgang_engine.model import UNNAMED, TaskStatus
from doorgang_engine.privacy.subjects import tell

from .questions import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from doorgang_engine.model import Actor, Case, UserTask
    from doorgang_engine.ports import LockedCase, Parts, UnitOfWork

    from .questions import Question

YOUNG, MIDDLE, OLD = "onder_12", "12_tot_16", "vanaf_16"  # years of age of the pupil
AGES = (YOUNG, MIDDLE, OLD)
LONGEST_NAME, LONGEST_ADDRESS = 120, 254
_ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
_DECIDES = (Purpose.CONSENT, Purpose.INSPECTION)  # what a pupil of 16 decides, and no child below


@dataclass(frozen=True, kw_only=True)
class LinkAsked:
    """For whom and for what somebody wants a link."""

    case_id: str
    task_id: str = ""  # "": to read
    role: str
    name: str
    address: str = ""  # "": the code is told to them
    age: str = ""
    has_authority: bool = False  # that this is a parent with authority was looked into
    days: int = 14


def make_link(
    asked: LinkAsked,
    *,
    actor: Actor,
    questions: Mapping[str, Question],
    parts: Parts,
    now: datetime | None = None,
) -> tuple[Link, str]:
    """Make a link; return it with its token, which is kept nowhere.

    :raises Forbidden: if this is not for somebody in this role, or not their work.
    :raises TaskNotOpen: if the task is over, or of another case.
    :raises LinkRefused: if it may not be made for this person, or cannot be answered with a link.
    """
    _require_whole(asked)
    with parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=asked.case_id)
        moment = now or locked.now
        case = locked.case
        require(actor=actor, act=Act.GIVE_LINK, resource=Resource.of_case(case))
        task = _task(asked, case, uow) if asked.task_id else None
        purpose, form = _purpose(task, questions, actor, locked, uow, parts)
        require_fit(asked, purpose=purpose, question=questions.get(form))
        token = secrets.token_urlsafe(24)
        link = Link(
            region=case.region,
            id=new_id(moment),
            case_id=case.id,
            task_id=asked.task_id,
            purpose=purpose,
            form=form,
            role=asked.role,
            organisation=_family(case, task),
            token_hash=hashed(token),
            who=locked.key.seal(asked.name.strip().encode(), WHO),
            address=locked.key.seal(asked.address.strip().encode(), ADDRESS)
            if asked.address.strip()
            else b"",
            made_by=actor.id,
            made_at=moment,
            expires_at=moment + timedelta(days=asked.days),
        )
        uow.links.add(link)
        tell(locked, _made(link), actor=actor, at=moment, uow=uow)
    return link, token


def withdraw_link(
    *, link_id: str, case_id: str, actor: Actor, parts: Parts, now: datetime | None = None
) -> None:
    """Let a link work no more; whoever is looking through it sees nothing from then on.

    :raises LinkNotFound: if this case has no such link.
    :raises LinkEnded: if it was used or withdrawn before.
    """
    with parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=case_id)
        moment = now or locked.now
        require(actor=actor, act=Act.GIVE_LINK, resource=Resource.of_case(locked.case))
        link = uow.links.find(region=locked.case.region, link_id=link_id)
        if link is None or link.case_id != case_id:
            raise LinkNotFound("Deze link bestaat niet.")
        if link.withdrawn_at is not None or not link.is_open(moment):
            raise LinkEnded("Deze link werkte al niet meer. Er is niets veranderd.")
        uow.links.save(ended(link, at=moment, by=actor.id))
        event = ev.LinkWithdrawn(link_id=link.id)
        tell(locked, event, actor=actor, at=moment, uow=uow)


def forget_addresses(*, parts: Parts, now: datetime | None = None) -> int:
    """Remove the addresses of links that are over; return how many."""
    with parts.new_uow() as uow:
        return uow.links.forget_addresses(before=now or uow.database_now())


def ended(link: Link, *, at: datetime, by: str) -> Link:
    """Return a link as it is once it was withdrawn."""
    return replace(
        link, withdrawn_at=at, withdrawn_by=by, address=b"", code_hash="", session_hash=""
    )


def require_fit(asked: LinkAsked, *, purpose: Purpose, question: Question | None) -> None:
    """Refuse a link that its person may not have (AVG art. 8, UAVG art. 5, WGBO).

    From 16 years on the pupil decides; below 12 a child has no link of its own; in between it is
    heard, and the parents decide.

    :raises LinkRefused: saying who may.
    """
    roles = question.roles if question else ROLES
    if asked.role not in roles:
        raise LinkRefused("Deze vraag is niet voor deze persoon. Er is geen link gemaakt.")
    if asked.role == "leerling" and asked.age == YOUNG:
        raise LinkRefused(
            "Een kind jonger dan 12 jaar krijgt geen eigen link. Maak een link voor een ouder. Er "
            "is geen link gemaakt."
        )
    if asked.role == "leerling" and asked.age == MIDDLE and purpose in _DECIDES:
        raise LinkRefused(
            "Tot 16 jaar beslissen de ouders hierover. Maak een link voor een ouder. Er is geen "
            "link gemaakt."
        )
    if asked.role == "ouder" and asked.age == OLD and purpose in _DECIDES:
        raise LinkRefused(
            "Vanaf 16 jaar beslist de leerling hier zelf over. Maak een link voor de leerling. Er "
            "is geen link gemaakt."
        )
    if asked.role == "ouder" and not asked.has_authority:
        raise LinkRefused(
            "Ga eerst na of deze persoon gezag heeft over de leerling. Er is geen link gemaakt."
        )


def _require_whole(asked: LinkAsked) -> None:
    name, address = asked.name.strip(), asked.address.strip()
    if asked.role not in ROLES or asked.age not in AGES:
        raise LinkRefused("Zeg voor wie de link is, en hoe oud de leerling is.")
    if not 0 < len(name) <= LONGEST_NAME:
        raise LinkRefused("Geef de naam van de persoon voor wie de link is.")
    if address and (len(address) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(address)):
        raise LinkRefused("Dit is geen e-mailadres. Er is geen link gemaakt.")
    if not 1 <= asked.days <= LONGEST_DAYS:
        raise LinkRefused(f"Een link werkt 1 tot {LONGEST_DAYS} dagen. Er is geen link gemaakt.")


def _task(asked: LinkAsked, case: Case, uow: UnitOfWork) -> UserTask:
    task = uow.tasks.get(asked.task_id)
    if task.case_id != case.id or task.status is not TaskStatus.OPEN:
        raise TaskNotOpen(task.name if task.case_id == case.id else "")
    return task


def _purpose(
    task: UserTask | None,
    questions: Mapping[str, Question],
    actor: Actor,
    locked: LockedCase,
    uow: UnitOfWork,
    parts: Parts,
) -> tuple[Purpose, str]:
    """Return what a link is for, and of which form it asks questions.

    :raises LinkRefused: if this task has no questions for parents or pupil.
    """
    if task is None:
        if locked.case.participants.get(FAMILY, UNNAMED) == UNNAMED:
            raise LinkRefused("In dit traject doet geen gezin mee. Er is geen link gemaakt.")
        return Purpose.INSPECTION, ""
    content = parts.shelf.content(uow, locked.case.bundle)
    if content["roles"].get(task.role, {}).get("organisatie") == FAMILY:
        return Purpose.TASK, ""
    require(actor=actor, act=Act.READ_TASK, resource=Resource.of_task(task))
    question = questions.get(task.form)
    if question is None:
        raise LinkRefused(
            "Deze taak heeft geen vragen voor ouders of leerling. Er is geen link gemaakt."
        )
    _require_no_files(question.form_in(content["forms"][task.form]))
    return question.purpose, task.form


def _require_no_files(form: Mapping[str, Any]) -> None:
    """Refuse questions that ask a file: the school completes the task, and it is not theirs."""
    todo = [one for section in form["sections"] for one in section["fields"]]
    while todo:
        found = todo.pop()
        if found["type"] == "file":
            raise LinkRefused(
                "Deze vraag vraagt een bestand, en dat kan niet met een link naar een taak van de "
                "school. Er is geen link gemaakt."
            )
        todo += found.get("fields", ())


def _family(case: Case, task: UserTask | None) -> str:
    found = case.participants.get(FAMILY, "")
    return task.organisation if task and task.organisation == found else found


def _made(link: Link) -> ev.LinkMade:
    return ev.LinkMade(
        link_id=link.id,
        task_id=link.task_id,
        purpose=link.purpose,
        role=link.role,
        expires_at=link.expires_at.isoformat(),
    )


def hashed(secret: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(secret.encode()).hexdigest()
