"""How somebody wants to be told, and at which address: theirs only once they confirmed it.

An address is confirmed with a code that is mailed to it; without that, one mistyped letter would
tell a stranger which dossiers wait for whom.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from doorgang_engine.errors import Invalid, TooManyRequests
from doorgang_engine.ids import new_id
from doorgang_engine.outgoing.letters import (
    CONFIRM_ADDRESS,
    Letter,
    Recipient,
    Sealed,
    letter_job,
    seal_for_letter,
)
from doorgang_engine.terms.moments import local_day

from .news import NewsKind, PendingAddress, Preferences, Way

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from doorgang_engine.model import Account, Job
    from doorgang_engine.ports import Parts, UnitOfWork

CODE_LASTS: Final = timedelta(minutes=15)
TRIES: Final = 5
CODES_AN_HOUR: Final = 3
_HOUR: Final = timedelta(hours=1)


class PreferencesRefused(Invalid):
    """This choice or address cannot be kept."""

    code = "preferences_refused"


class CodeRefused(Invalid):
    """The code does not fit, or has expired."""

    code = "code_refused"


def preferences_of(*, account: Account, uow: UnitOfWork) -> Preferences:
    """Return how somebody wants to be told; what everybody gets when they never chose."""
    found = uow.notifications.find(region=account.region, account=account.id)
    return found or Preferences(region=account.region, account=account.id)


def work_address(*, account: Account, uow: UnitOfWork, now: datetime) -> str:
    """Return the address of the contact register; ``""`` when there is none today."""
    day = local_day(moment=now)
    listed = [
        one.mail
        for one in uow.contacts.of_region(account.region)
        if one.account == account.id and one.covers(day)
    ]
    return min(listed, default="")


def choose(
    *,
    account: Account,
    choices: Mapping[str, str],
    language: str,
    parts: Parts,
    now: datetime | None = None,
) -> Preferences:
    """Keep how somebody wants to hear of each kind of news, and in which language.

    :raises PreferencesRefused: if a kind or a way does not exist.
    """
    kinds, ways = set(NewsKind), set(Way)
    if not set(choices) <= kinds or not set(choices.values()) <= ways:
        raise PreferencesRefused(
            "Deze keuze bestaat niet. Er is niets gewijzigd. Kies opnieuw uit de lijst."
        )
    with parts.new_uow() as uow:
        found = preferences_of(account=account, uow=uow)
        changed = replace(
            found,
            choices={**found.choices, **choices},
            language=language,
            changed_at=now or uow.database_now(),
        )
        uow.notifications.save(changed)
    return changed


def ask_for_code(
    *, account: Account, address: str, parts: Parts, now: datetime | None = None
) -> None:
    """Mail a code to an address that somebody gave; until it is confirmed nothing changes.

    :raises TooManyRequests: if they asked for codes too often within an hour.
    """
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        _count(account, uow, moment)
        found = preferences_of(account=account, uow=uow)
        code = f"{secrets.randbelow(1_000_000):06}"
        pending = PendingAddress(
            address=address,
            code_hash=_hashed(account, code),
            until=moment + CODE_LASTS,
            tries_left=TRIES,
        )
        uow.notifications.save(replace(found, pending=pending, changed_at=moment))
        uow.jobs.enqueue([_letter(account, found, address, code, uow, moment)])


def confirm_address(
    *, account: Account, code: str, parts: Parts, now: datetime | None = None
) -> None:
    """Take the address that a code was mailed to, when the code fits.

    :raises CodeRefused: if it does not, or came too late; a wrong one counts.
    """
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        found = preferences_of(account=account, uow=uow)
        pending = found.pending
        fits = pending is not None and _fits(account, pending, code, moment)
        if pending is not None and fits:
            changed = replace(found, address=pending.address, pending=None, changed_at=moment)
        elif pending is not None:
            left = pending.tries_left - 1
            rest = replace(pending, tries_left=left) if left > 0 else None
            changed = replace(found, pending=rest)
        if pending is not None:
            uow.notifications.save(changed)
    if not fits:
        raise CodeRefused(
            "Deze code klopt niet, of is verlopen. Uw mailadres is niet gewijzigd. Kijk de code "
            "na, of vraag een nieuwe."
        )


def forget_address(*, account: Account, parts: Parts, now: datetime | None = None) -> None:
    """Forget the address that somebody gave, confirmed or not."""
    with parts.new_uow() as uow:
        found = preferences_of(account=account, uow=uow)
        changed = replace(found, address="", pending=None, changed_at=now or uow.database_now())
        uow.notifications.save(changed)


def _letter(
    account: Account,
    found: Preferences,
    address: str,
    code: str,
    uow: UnitOfWork,
    now: datetime,
) -> Job:
    job_id = new_id(now)
    key = uow.notifications.key(region=account.region, account=account.id)
    own = Sealed(address=address, secrets={"code": code})
    letter = Letter(
        kind=CONFIRM_ADDRESS.key,
        to=Recipient(account=account.id),
        data={"minutes": int(CODE_LASTS.total_seconds() // 60)},
        language=found.language,
        until=now + CODE_LASTS,
        sealed=seal_for_letter(CONFIRM_ADDRESS, own=own, key=key, job_id=job_id),
    )
    return letter_job(letter, region=account.region, job_id=job_id, run_at=now)


def _count(account: Account, uow: UnitOfWork, now: datetime) -> None:
    key = hashlib.sha256(f"address codes {account.region} {account.id}".encode()).hexdigest()
    if uow.counters.add(key, amount=1, at=now, ends_at=now + _HOUR) > CODES_AN_HOUR:
        raise TooManyRequests(
            "U hebt al een paar codes gevraagd. Uw mailadres is niet gewijzigd. Wacht een uur en "
            "probeer het dan opnieuw.",
            seconds=int(_HOUR.total_seconds()),
        )


def _fits(account: Account, pending: PendingAddress, code: str, now: datetime) -> bool:
    same = hmac.compare_digest(pending.code_hash, _hashed(account, code))
    return same and now <= pending.until


def _hashed(account: Account, code: str) -> str:
    plain = "".join(code.split())
    return hashlib.sha256(f"{account.region}|{account.id}|{plain}".encode()).hexdigest()
