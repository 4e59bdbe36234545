"""A link: for one person, to one task or to what the family may read of one case."""

from __future__ import annotations

import enum
import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Protocol

from doorgang_engine.errors import Conflict, Forbidden, Invalid, NotFound
from doorgang_engine.model import Account
from doorgang_engine.sealing import ContentDestroyed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.model import Case
    from doorgang_engine.sealing import CaseKey

PREFIX: Final = "link:"  # begins the id of who acts with a link
CODE_LASTS: Final = timedelta(minutes=15)
SPOKEN_CODE_LASTS: Final = timedelta(hours=1)  # one that is told by telephone or at the desk
SESSION_LASTS: Final = timedelta(minutes=30)
LONGEST_DAYS: Final = 30
MOST_TRIES: Final = 5  # of one code
MOST_WRONG: Final = 15  # of a link, whatever codes: then it is withdrawn
MOST_CODES: Final = 10  # of a link
FAMILY: Final = "gezin"
WHO: Final = "link_who"  # what it is sealed for
ADDRESS: Final = "link_address"
REPLY: Final = "link_reply"


class Purpose(enum.StrEnum):
    """What a link is for."""

    CONSENT = "toestemming"
    OPINION = "zienswijze"
    HEARING = "hoorrecht"
    INSPECTION = "inzage"
    TASK = "taak"  # a task of the family itself


class LinkNotFound(NotFound):
    """There is no such link, or it does not work any more; nobody is told which."""

    code = "link_not_found"


class LinkEnded(Conflict):
    """What was asked by the link is not asked any more: it was answered, or the task is over."""

    code = "link_ended"


class LinkRefused(Invalid):
    """This link may not be made."""

    code = "link_refused"


class CodeRefused(Forbidden):
    """The code is not right, or not right any more."""

    code = "link_code_refused"


class CodeNotSent(Conflict):
    """No code can be sent for this link now."""

    code = "link_code_not_sent"


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link. Its token and codes are only with the person; here are their hashes."""

    region: str
    id: str
    case_id: str
    task_id: str  # "": to read
    purpose: Purpose
    form: str  # of which questions are asked; "": a whole task, or to read
    role: str  # ouder or leerling
    organisation: str  # the family; "" when it takes no part
    token_hash: str = field(repr=False)
    who: bytes = field(repr=False)  # name, sealed
    address: bytes = field(default=b"", repr=False)  # e-mail, sealed; gone once the link is over
    made_by: str
    made_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    used_at: datetime | None = None
    codes: int = 0  # how many were made
    wrong: int = 0  # how many wrong codes were tried
    code_hash: str = field(default="", repr=False)
    code_until: datetime | None = None
    code_tries: int = 0
    session_hash: str = field(default="", repr=False)
    session_until: datetime | None = None
    csrf: str = field(default="", repr=False)
    reply: bytes = field(default=b"", repr=False)  # what was answered, sealed

    @property
    def actor(self) -> str:
        """The id by which its person acts: in the history and in the access log."""
        return f"{PREFIX}{self.id}"

    def is_open(self, now: datetime) -> bool:
        """Return whether it can be used."""
        is_spent = self.used_at is not None and self.purpose is not Purpose.INSPECTION
        return self.withdrawn_at is None and not is_spent and now < self.expires_at

    def account(self) -> Account:
        """Return who acts with it: for the family, in one role, without a way to sign in."""
        return Account(
            region=self.region,
            id=self.actor,
            name="",
            organisation=self.organisation,
            roles=(self.role,),
        )


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What somebody answered by a link, for whose task it is."""

    link: Link
    name: str
    answers: Mapping[str, Any]


def name_of(link: Link, key: CaseKey) -> str:
    """Return whom a link is for; ``""`` once that was destroyed."""
    try:
        return key.open(link.who, WHO).decode()
    except ContentDestroyed:
        return ""


def reply_of(link: Link, key: CaseKey) -> Reply | None:
    """Return what was answered by a link; None when nothing was, or it was destroyed."""
    if link.used_at is None or not link.reply:
        return None
    try:
        answers = json.loads(key.open(link.reply, REPLY))
    except ContentDestroyed:
        return None
    return Reply(link=link, name=name_of(link, key), answers=answers)


class Links(Protocol):
    """The links of cases."""

    def add(self, link: Link) -> None: ...
    def save(self, link: Link) -> None: ...
    def find(self, *, region: str, link_id: str) -> Link | None: ...
    def by_token(self, token_hash: str, *, hold: bool = False) -> Link | None:
        """Return the link of a token; with ``hold`` nobody else changes it meanwhile."""

    def by_session(self, session_hash: str, *, hold: bool = False) -> Link | None: ...
    def of_case(self, case: Case) -> Sequence[Link]: ...
    def forget_addresses(self, *, before: datetime) -> int:
        """Remove the addresses of links that ended before a moment; return how many."""
