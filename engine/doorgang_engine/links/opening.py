"""Open a link with a one-time code: few tries, a short session, for this link only."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from doorgang_engine.access.decide import Resource, require
from doorgang_engine.access.table import Act
from doorgang_engine.ids import new_id
from doorgang_engine.link import (
    ADDRESS,
    CODE_LASTS,
    MOST_CODES,
    MOST_TRIES,
    MOST_WRONG,
    SESSION_LASTS,
    SPOKEN_CODE_LASTS,
    CodeNotSent,
    CodeRefused,
    Link,
    LinkEnded,
    LinkNotFound,
)
from doorgang_engine.outgoing.letters import (
    ONE_TIME_CODE,
    Letter,
    Recipient,
    Sealed,
    letter_job,
    seal_for_letter,
)

from .making import ended, hashed

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from doorgang_engine.model import Actor
    from doorgang_engine.ports import Parts, UnitOfWork

DOES_NOT_WORK = (
    "Deze link werkt niet (meer). Misschien is hij verlopen, ingetrokken of al gebruikt. Vraag de "
    "school om een nieuwe link."
)
LOCK = "slot"  # who withdraws a link of which too many codes were tried
_DIGITS = 6


def open_link(token: str, *, parts: Parts, now: datetime | None = None) -> Link:
    """Return the link of a token.

    :raises LinkNotFound: if there is none that works.
    """
    with parts.new_uow() as uow:
        return _working(uow.links.by_token(hashed(token)), now or uow.database_now())


def send_code(token: str, *, language: str, parts: Parts, now: datetime | None = None) -> None:
    """Mail a code to the address of the link; an earlier code works no more.

    :raises LinkNotFound: if there is no such link.
    :raises CodeNotSent: if it has no address, or too many codes were asked.
    """
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        link = _working(uow.links.by_token(hashed(token), hold=True), moment)
        if not link.address:
            raise CodeNotSent("Voor deze link is geen e-mailadres bekend. Vraag de school.")
        with_code, code = _with_code(link, at=moment, lasts=CODE_LASTS)
        key = uow.cases.key(link.case_id)
        job_id = new_id(moment)
        own = Sealed(address=key.open(link.address, ADDRESS).decode(), secrets={"code": code})
        letter = Letter(
            kind=ONE_TIME_CODE.key,
            to=Recipient(),
            data={"minutes": int(CODE_LASTS.total_seconds() // 60)},
            until=with_code.code_until,
            sealed=seal_for_letter(ONE_TIME_CODE, own=own, key=key, job_id=job_id),
            language=language,
        )
        uow.links.save(with_code)
        job = letter_job(
            letter, region=link.region, job_id=job_id, run_at=moment, case_id=link.case_id
        )
        uow.jobs.enqueue([job])


def spoken_code(
    *, link_id: str, case_id: str, actor: Actor, parts: Parts, now: datetime | None = None
) -> str:
    """Return a code for somebody who works in the case to tell to the person of the link.

    :raises LinkNotFound: if this case has no such link that works.
    :raises CodeNotSent: if too many codes were asked.
    """
    with parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=case_id)
        moment = now or locked.now
        require(actor=actor, act=Act.GIVE_LINK, resource=Resource.of_case(locked.case))
        found = uow.links.find(region=locked.case.region, link_id=link_id)
        link = _working(found if found and found.case_id == case_id else None, moment)
        with_code, code = _with_code(link, at=moment, lasts=SPOKEN_CODE_LASTS)
        uow.links.save(with_code)
        return code


def open_with_code(
    token: str, *, code: str, parts: Parts, now: datetime | None = None
) -> tuple[Link, str]:
    """Begin a session with a code; return it with the token of the session.

    A session that there was ends: a link has one at a time.

    :raises LinkNotFound: if there is no such link.
    :raises CodeRefused: if the code is not right; that it was tried is kept.
    """
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        link = _working(uow.links.by_token(hashed(token), hold=True), moment)
        is_right = _is_right(link, code, moment)
        session = secrets.token_urlsafe(24)
        uow.links.save(_opened(link, session, moment) if is_right else _missed(link, moment))
    if not is_right:
        raise CodeRefused(
            "Deze code klopt niet, of werkt niet meer. Er is niets verstuurd. Vraag een nieuwe "
            "code."
        )
    return _opened(link, session, moment), session


def session_of(session: str, *, uow: UnitOfWork, now: datetime, hold: bool = False) -> Link:
    """Return the link of a session.

    :raises LinkNotFound: if the session is over, or the link works no more.
    """
    found = uow.links.by_session(hashed(session), hold=hold) if session else None
    link = _working(found, now)
    if link.session_until is None or now >= link.session_until:
        raise LinkNotFound(DOES_NOT_WORK)
    return link


def end_session(session: str, *, parts: Parts) -> None:
    """End a session; a new code begins another."""
    with parts.new_uow() as uow:
        link = uow.links.by_session(hashed(session), hold=True) if session else None
        if link is not None:
            uow.links.save(replace(link, session_hash="", csrf=""))


def csrf_fits(link: Link, sent: str) -> bool:
    """Return whether a form came from a page of this session."""
    return bool(link.csrf) and hmac.compare_digest(link.csrf.encode(), sent.encode())


def _working(link: Link | None, now: datetime) -> Link:
    if link is None or not link.is_open(now):
        raise LinkNotFound(DOES_NOT_WORK)
    return link


def _with_code(link: Link, *, at: datetime, lasts: timedelta) -> tuple[Link, str]:
    if link.codes >= MOST_CODES:
        raise CodeNotSent("Voor deze link zijn te veel codes gevraagd. Vraag een nieuwe link.")
    code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"
    changed = replace(
        link,
        codes=link.codes + 1,
        code_hash=hashed(f"{link.id}|{code}"),
        code_until=at + lasts,
        code_tries=0,
    )
    return changed, code


def _is_right(link: Link, code: str, now: datetime) -> bool:
    lasts = link.code_until is not None and now < link.code_until
    typed = hashed(f"{link.id}|{''.join(code.split())}")
    return bool(link.code_hash) and lasts and hmac.compare_digest(link.code_hash, typed)


def _opened(link: Link, session: str, now: datetime) -> Link:
    return replace(
        link,
        code_hash="",
        code_until=None,
        session_hash=hashed(session),
        session_until=now + SESSION_LASTS,
        csrf=hashed(f"csrf|{session}"),
    )


def _missed(link: Link, now: datetime) -> Link:
    tries, wrong = link.code_tries + 1, link.wrong + 1
    changed = replace(link, code_tries=tries, wrong=wrong)
    if tries >= MOST_TRIES:
        changed = replace(changed, code_hash="", code_until=None)
    return ended(changed, at=now, by=LOCK) if wrong >= MOST_WRONG else changed


__all__ = ["LinkEnded", "csrf_fits", "end_session", "open_link", "open_with_code", "send_code"]
