"""Where a letter goes to, and what of it is somebody's own: looked up as it leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doorgang_engine.model import AccountKind
from doorgang_engine.terms.moments import local_day

from .errors import UNKNOWN_ADDRESS, SendingFailed
from .letters import Sealed, open_for_letter

if TYPE_CHECKING:
    from datetime import date, datetime

    from doorgang_engine.model import Job
    from doorgang_engine.ports import UnitOfWork
    from doorgang_engine.sealing import CaseKey

    from .letters import Letter


def own_part(letter: Letter, *, job: Job, uow: UnitOfWork, at: datetime) -> Sealed:
    """Return the address of a letter and its secrets.

    :raises SendingFailed: if nobody knows the address (now).
    """
    found = Sealed()
    if letter.sealed:
        key = _key(letter, job, uow)
        found = open_for_letter(letter.sealed, key=key, job_id=job.id)
    address = found.address or _registered(letter, job.region, uow, local_day(moment=at))
    if not address:
        raise SendingFailed(UNKNOWN_ADDRESS, is_final=True)
    return replace(found, address=address)


def _key(letter: Letter, job: Job, uow: UnitOfWork) -> CaseKey:
    """Return under which keys it lies sealed: of the case, or of the person it is for."""
    if job.case_id:
        return uow.cases.key(job.case_id)
    return uow.notifications.key(region=job.region, account=letter.to.account)


def _registered(letter: Letter, region: str, uow: UnitOfWork, day: date) -> str:
    """Return the address of a contact, or that an account confirmed or works at; or ``""``."""
    if letter.to.contact:
        found = uow.contacts.find(region=region, contact_id=letter.to.contact)
        return found.mail if found is not None and found.covers(day) else ""
    account = uow.accounts.find(letter.to.account) if letter.to.account else None
    if account is None or not account.is_active or account.kind is AccountKind.SERVICE:
        return ""
    own = uow.notifications.find(region=region, account=account.id)
    if own is not None and own.address:
        return own.address
    listed = [
        one
        for one in uow.contacts.of_region(region)
        if one.account == account.id and one.covers(day)
    ]
    return min((one.mail for one in listed), default="")
