"""Looks: who looked at which dossier, when, at what of it, and on what ground.

The fields follow NEN 7513 (event, time, case, user, responsible organisation, act, data, ground,
emergency); the law asks for them in AVG art. 5 lid 2 and 32. A look holds keys and ids only, never
what was read.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from doorgang_engine.model import Account
    from doorgang_engine.ports import Parts

REGISTER = "register"  # the chain that names the other chains
TASK = "taak:"  # begins a part that is a task, by its id
OPERATOR = "beheerder"  # who works on the command line; no role that anybody can sign in with
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class LookKind(enum.StrEnum):
    """What happened."""

    VIEW = "view"  # a dossier, or a part of it
    LIST = "list"  # a page of a list that names cases
    SEARCH = "search"
    PRINT = "print"
    EXPORT = "export"
    DOWNLOAD = "download"  # of an attachment
    VERIFY = "verify"  # the history was proven
    COMMAND = "command"  # on the command line of the server
    LOG = "log"  # the access log itself
    REASON = "reason"  # why somebody must look was given
    EMERGENCY = "emergency"  # a dossier of others was opened because it could not wait
    REVIEW = "review"  # an emergency was judged
    RIGHTS = "rights"  # somebody got or lost a right
    SIGN_IN = "sign_in"
    ACT = "act"  # what was asked to be done and was refused; what was done stands in the history
    CHAIN = "chain"  # a new chain began; written by the log itself


class LookOutcome(enum.StrEnum):
    """How it ended."""

    GIVEN = "given"
    REFUSED = "refused"


class Part(enum.StrEnum):
    """What of a dossier is shown. A form that is read is named beside these, by its key."""

    CASE = "traject"  # number, route, status, who takes part
    NAME = "naam"
    TASKS = "taken"
    TERMS = "termijnen"
    HISTORY = "historie"
    FORMS = "formulieren"  # that they were filled in, when and by whom
    NOTES = "notities"


@dataclass(frozen=True, kw_only=True)
class Looker:
    """Who looks, from where."""

    account: Account
    place: str  # the page, endpoint or command
    request_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Look:
    """A look that is to be written down."""

    region: str
    kind: LookKind
    account: str
    role: str
    organisation: str
    place: str
    case_id: str = ""
    cases: tuple[str, ...] = ()  # ids, of a list
    subject: str = ""  # pseudonym
    on_behalf_of: str = ""
    act: str = ""  # of the table of permissions
    data: tuple[str, ...] = ()  # parts, forms and filters, by key
    ground: str = ""
    grant_id: str = ""  # the reason or emergency that it rests on
    is_emergency: bool = False
    request_id: str = ""
    outcome: LookOutcome = LookOutcome.GIVEN
    code: str = ""  # why it was refused

    def refused(self, code: str) -> Look:
        """Return the same look, that showed nothing."""
        asked = tuple(one for one in self.data if one.startswith(TASK))
        return replace(self, outcome=LookOutcome.REFUSED, code=code, data=asked, cases=())

    @property
    def tells_something(self) -> bool:
        """Whether it names a case or task: of what was refused, only that is kept."""
        return bool(self.case_id or self.data or self.kind is not LookKind.VIEW)

    def chain(self, day: str) -> str:
        """Return the chain that it belongs to: of its case, else of its organisation and day.

        So nobody waits for another but who looks at the same dossier at the same moment.
        """
        if self.case_id and self.outcome is LookOutcome.GIVEN:
            return self.case_id
        return f"{self.organisation or self.account}/{day}"


@dataclass(frozen=True, kw_only=True)
class RecordedLook(Look):
    """A look as it is stored: part of a chain."""

    id: str  # sorts by moment
    chain_id: str
    number: int
    at: datetime
    previous: str
    hash: str


@dataclass(frozen=True, kw_only=True)
class LookChain:
    """How a chain stands: its length and last hash."""

    region: str
    chain_id: str
    length: int
    head: str


@dataclass(frozen=True, kw_only=True)
class LookQuery:
    """Which looks to list, the newest first; empty fields do not restrict.

    ``cases`` also finds lists that named one of them; ``after`` is the id of the last one.
    """

    region: str
    cases: tuple[str, ...] = ()
    account: str = ""
    organisation: str = ""
    kind: str = ""
    outcome: str = ""
    since: datetime | None = None
    until: datetime | None = None
    only_emergency: bool = False
    about: str = ""  # account whose rights were changed
    after: str = ""
    limit: int = 50


def is_id(text: str) -> bool:
    """Return whether a text can be the id of a case or task; what else people type is not kept."""
    return _UUID.fullmatch(text) is not None


def write_down(looks: Sequence[Look], *, parts: Parts) -> None:
    """Write looks to the access log, in a transaction of their own."""
    if looks:
        with parts.new_uow() as uow:
            uow.looks.append(looks)
