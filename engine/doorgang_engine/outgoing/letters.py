"""Letters by mail: which kinds there are, and how one is put in the outbox.

A job of kind ``mail`` holds nothing about a child. What its text may name is declared per kind and
refused otherwise; an address or a code that is somebody's own lies sealed in it, under the keys of
the case (or of the person), and is wiped as soon as the letter has left.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from doorgang_engine.model import Job

from .errors import LetterRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.sealing import CaseKey

MAIL = "mail"
WEBHOOK = "webhook"
#: Kinds of jobs that talk to the outside. They are sent apart, so that no timer waits for them.
OUTSIDE = (MAIL, WEBHOOK)


@dataclass(frozen=True, kw_only=True)
class LetterKind:
    """A kind of letter, and all that its text can name."""

    key: str  # the name of its templates
    fields: frozenset[str]  # none of them says anything about a person
    secrets: frozenset[str] = frozenset()  # sealed in the job, wiped when it has left
    is_asked_for: bool = False  # somebody asked for it just now: it has no "fewer of these"


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Who a letter is for: just one of the two; neither: the address lies sealed in the job."""

    account: str = ""
    contact: str = ""  # id in the contact register


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """What of a letter is somebody's own."""

    address: str = field(default="", repr=False)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What a job of kind ``mail`` asks for."""

    kind: str
    to: Recipient
    data: Mapping[str, Any] = field(default_factory=dict)
    language: str = "nl"
    until: datetime | None = None  # after that it is of no use any more
    sealed: bytes = field(default=b"", repr=False)


CONFIRM_ADDRESS = LetterKind(
    key="adres_bevestigen",
    fields=frozenset({"minutes"}),
    secrets=frozenset({"code"}),
    is_asked_for=True,
)
ONE_TIME_CODE = LetterKind(
    key="eenmalige_code",
    fields=frozenset({"minutes"}),
    secrets=frozenset({"code"}),
    is_asked_for=True,
)
NEWS = LetterKind(key="bericht", fields=frozenset({"news"}))
DIGEST = LetterKind(key="overzicht", fields=frozenset({"news", "more"}))
LETTERS = {kind.key: kind for kind in (CONFIRM_ADDRESS, ONE_TIME_CODE, NEWS, DIGEST)}


def letter_job(
    letter: Letter, *, region: str, job_id: str, run_at: datetime, case_id: str = ""
) -> Job:
    """Return a letter as a job; the same id is the same letter.

    :raises LetterRefused: if its kind does not exist or does not name some of the data.
    """
    kind = LETTERS.get(letter.kind)
    if kind is None or not set(letter.data) <= kind.fields:
        raise LetterRefused("Deze brief bestaat niet, of mag deze gegevens niet noemen.")
    if letter.to.account and letter.to.contact:
        raise LetterRefused("Een brief gaat naar één adres.")
    content = {
        "letter": letter.kind,
        "account": letter.to.account,
        "contact": letter.to.contact,
        "data": dict(letter.data),
        "language": letter.language,
        "until": letter.until.isoformat() if letter.until else "",
        "sealed": base64.b64encode(letter.sealed).decode(),
    }
    return Job(
        region=region, id=job_id, kind=MAIL, case_id=case_id, content=content, run_at=run_at
    )


def letter_of(job: Job) -> Letter:
    """Return the letter that a job asks for."""
    content = job.content
    until = str(content["until"])
    return Letter(
        kind=str(content["letter"]),
        to=Recipient(account=str(content["account"]), contact=str(content["contact"])),
        data=content["data"],
        language=str(content["language"]),
        until=datetime.fromisoformat(until) if until else None,
        sealed=base64.b64decode(str(content["sealed"])),
    )


def seal_for_letter(kind: LetterKind, *, own: Sealed, key: CaseKey, job_id: str) -> bytes:
    """Return an address and secrets, sealed under a key, for one job only.

    :raises LetterRefused: if the kind of letter has no such secret.
    """
    if not set(own.secrets) <= kind.secrets:
        raise LetterRefused("Deze brief heeft zo'n geheim niet.")
    content = {"address": own.address, "secrets": dict(own.secrets)}
    return key.seal(json.dumps(content).encode(), _purpose(job_id))


def open_for_letter(sealed: bytes, *, key: CaseKey, job_id: str) -> Sealed:
    """Return what was sealed for a letter.

    :raises SealBroken: if it was sealed elsewhere, or its key is gone.
    """
    content = json.loads(key.open(sealed, _purpose(job_id)))
    return Sealed(address=content["address"], secrets=content["secrets"])


def _purpose(job_id: str) -> str:
    return f"mail|{job_id}"
