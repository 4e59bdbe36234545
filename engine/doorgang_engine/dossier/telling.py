"""Looks in Dutch, for the FG and for the answer to a parent who asks (AVG art. 15)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .asking import EMERGENCY, PURPOSES
from .looks import LookKind, LookOutcome, LookQuery, Part, RecordedLook
from .rights import ACCOUNT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.ports import UnitOfWork

KINDS = {
    LookKind.VIEW: "Dossier bekeken",
    LookKind.LIST: "In een lijst gezien",
    LookKind.SEARCH: "Gezocht",
    LookKind.PRINT: "Afgedrukt",
    LookKind.EXPORT: "Uitgevoerd als bestand",
    LookKind.DOWNLOAD: "Bijlage opgehaald",
    LookKind.VERIFY: "Historie gecontroleerd",
    LookKind.COMMAND: "Bekeken door de beheerder",
    LookKind.LOG: "Toegangslog bekeken",
    LookKind.REASON: "Reden opgegeven om in te zien",
    LookKind.EMERGENCY: "Noodtoegang gevraagd",
    LookKind.REVIEW: "Noodtoegang beoordeeld",
    LookKind.RIGHTS: "Rechten gewijzigd",
    LookKind.SIGN_IN: "Aangemeld",
    LookKind.ACT: "Handeling",
}
PARTS = {
    Part.CASE: "stand en route",
    Part.NAME: "naam",
    Part.TASKS: "taken",
    Part.TERMS: "termijnen",
    Part.HISTORY: "historie",
    Part.FORMS: "welke formulieren er zijn",
}
BEFORE = {
    "formulier": "formulier", "bijlage": "bijlage", "filter": "filter", "taak": "taak",
    "account": "account", "nieuw": "nieuw account,", "organisatie": "organisatie",
    "erbij": "rol erbij:", "eraf": "rol eraf:", "stand": "account staat", "token": "token",
    "bereik": "bereik", "vervangt": "vervangt", "mandaat": "mandaat", "vanaf": "vanaf",
    "tm": "t/m", "aanmeldingen": "aanmeldingen",
}  # fmt: skip
PAGE = 200  # rows read at once


@dataclass(frozen=True, kw_only=True)
class ToldLook:
    """One look in words. It names the role and organisation, not the person.

    Who asks what was looked at may know when and for what, and not by whom, unless they need
    that to exercise their rights (Court of Justice, C-579/21, 22 June 2023).
    """

    at: datetime
    kind: str
    role: str
    organisation: str  # id
    seen: str
    ground: str
    is_emergency: bool
    is_refused: bool


def told(look: RecordedLook, *, roles: Mapping[str, str] | None = None) -> ToldLook:
    """Return a look in words; ``roles`` gives the names of roles by key."""
    return ToldLook(
        at=look.at,
        kind=KINDS.get(look.kind, str(look.kind)),
        role=(roles or {}).get(look.role, look.role),
        organisation=look.organisation,
        seen=", ".join(_words(one) for one in look.data),
        ground=ground_in_words(look),
        is_emergency=look.is_emergency,
        is_refused=look.outcome is LookOutcome.REFUSED,
    )


def rights_in_words(
    look: RecordedLook, *, roles: Mapping[str, str], name: Callable[[str], str]
) -> str:
    """Return what changed in somebody's rights; ``name`` gives the name of an account."""
    said = [one.partition(":") for one in look.data if not one.startswith(ACCOUNT)]
    return ", ".join(_right(kind, key, roles, name) for kind, _, key in said)


def _right(kind: str, key: str, roles: Mapping[str, str], name: Callable[[str], str]) -> str:
    if kind == "vervangt":
        who, _, rest = key.partition(" ")
        key = f"{name(who)} {rest}".strip()
    return f"{BEFORE.get(kind, kind)} {roles.get(key, key)}"


def ground_in_words(look: RecordedLook) -> str:
    """Return on what ground it was shown."""
    if look.ground == EMERGENCY:
        return "Noodtoegang"
    return PURPOSES.get(look.ground, look.ground)


def looks_at_subject(
    *, subject: str, region: str, uow: UnitOfWork, roles: Mapping[str, str] | None = None
) -> list[ToldLook]:
    """Return every look at every case about one child, in words, the oldest first.

    ``subject`` is its pseudonym. For the answer to a request under the AVG: who makes that answer
    asks for ``Act.EXPORT_PERSON`` first, and notes it at the desk (``Desk.done``).
    """
    if not subject:  # that is what the cases have that were destroyed
        return []
    cases = [one.id for one in uow.cases.of_subject(subject, region=region)]
    return looks_at_cases(case_ids=cases, region=region, uow=uow, roles=roles)


def looks_at_cases(
    *,
    case_ids: Sequence[str],
    region: str,
    uow: UnitOfWork,
    roles: Mapping[str, str] | None = None,
) -> list[ToldLook]:
    """Return every look at one of these cases, in words, the oldest first."""
    if not case_ids:
        return []
    return [told(one, roles=roles) for one in _all(region, tuple(case_ids), uow)][::-1]


def _all(region: str, cases: tuple[str, ...], uow: UnitOfWork) -> Iterator[RecordedLook]:
    """Yield the newest first."""
    after = ""
    while True:
        query = LookQuery(region=region, cases=cases, after=after, limit=PAGE)
        page = uow.looks.page(query)
        yield from page
        if len(page) < PAGE:
            return
        after = page[-1].id


def _words(part: str) -> str:
    kind, _, key = part.partition(":")
    if key and kind in BEFORE:
        return f"{BEFORE[kind]} {key.replace('_', ' ')}"
    return PARTS.get(Part(part), part) if part in set(Part) else part.replace(":", " ")
