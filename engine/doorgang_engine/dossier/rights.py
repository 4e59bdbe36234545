"""Rights that were given or taken, and sign-ins: rows of the access log beside the looks.

They are written in the transaction of the change itself: no right changes without its row. A row
names accounts, roles and scopes by key, never a person (ASVS 16.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from .looks import Look, LookKind, LookOutcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doorgang_engine.model import Account
    from doorgang_engine.ports import UnitOfWork

ACCOUNT = "account:"  # begins the part that says whose rights they are


class Giver(Protocol):
    """Who changes rights: somebody who is signed in, or the operator."""

    @property
    def id(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def organisation(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Change:
    """What was changed. ``about`` is the account; ``said`` holds what, as ``kind:key``."""

    region: str
    about: str
    said: tuple[str, ...]
    act: str = ""  # of the table of permissions
    place: str = ""


def note_rights(change: Change, *, by: Giver, uow: UnitOfWork) -> None:
    """Write down in this transaction that rights were changed."""
    look = Look(
        region=change.region,
        kind=LookKind.RIGHTS,
        account=by.id,
        role=by.role,
        organisation=by.organisation,
        place=change.place,
        act=change.act,
        data=(f"{ACCOUNT}{change.about}", *change.said),
    )
    uow.looks.append([look])


def note_sign_in(account: Account, *, way: str, uow: UnitOfWork, refused: str = "") -> None:
    """Write down in this transaction that somebody signed in, or why not (``refused``: a code).

    ``way`` is how: by password, or at which kind of provider. Of names that nobody has there is
    no row: what people type by mistake may be a password.
    """
    look = Look(
        region=account.region,
        kind=LookKind.SIGN_IN,
        account=account.id,
        role=account.roles[0] if account.roles else "",
        organisation=account.organisation,
        place="",
        data=(way,),
        outcome=LookOutcome.REFUSED if refused else LookOutcome.GIVEN,
        code=refused,
    )
    uow.looks.append([look])


def differences(before: Account | None, after: Account) -> tuple[str, ...]:
    """Return what changed in the rights of an account, as ``kind:key``; nothing: empty."""
    return tuple(_differences(before, after))


def _differences(before: Account | None, after: Account) -> Iterator[str]:
    held = set(before.roles) if before else set()
    if before is None:
        yield f"nieuw:{after.kind}"
        yield f"organisatie:{after.organisation}"
    else:
        if before.is_active != after.is_active:
            yield "stand:aan" if after.is_active else "stand:uit"
        if before.organisation != after.organisation:
            yield f"organisatie:{after.organisation}"
    yield from _each("erbij", set(after.roles) - held)
    yield from _each("eraf", held - set(after.roles))


def _each(kind: str, keys: Iterable[str]) -> Iterator[str]:
    yield from (f"{kind}:{key}" for key in sorted(keys))
