"""Acts that the table of permissions refused, in the access log.

What is looked at goes through the desk, which writes its own refusals. An act is judged by its use
case, which rolls back; so its refusal is written here, in a transaction of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, request

from doorgang_engine.dossier.looks import TASK, Look, LookKind, LookOutcome, is_id, write_down
from doorgang_engine.errors import EngineError, Forbidden

from .auth import SignedOut, SignInRefused

if TYPE_CHECKING:
    from doorgang_engine.model import Account

#: Where a request keeps who asks: of the API, and of the pages.
CALLER, VISITOR = "doorgang.caller", "doorgang.visitor"
_NOBODY_YET = (SignedOut, SignInRefused)


def note_refused_act(error: EngineError) -> None:
    """Write down that who is signed in asked for something that is not theirs to do."""
    if not isinstance(error, Forbidden) or isinstance(error, _NOBODY_YET) or error.is_noted:
        return
    if (account := _who_asks()) is not None:
        write_down([_refused(account, error)], parts=current_app.extensions["doorgang"].parts)


def _who_asks() -> Account | None:
    known = request.environ.get(CALLER) or request.environ.get(VISITOR)
    return known.account if known is not None else None


def _refused(account: Account, error: EngineError) -> Look:
    asked = request.view_args or {}
    case_id, task_id = (str(asked.get(name, "")) for name in ("case_id", "task_id"))
    place = request.endpoint or ""
    return Look(
        region=account.region,
        kind=LookKind.ACT,
        account=account.id,
        role=account.roles[0] if account.roles else "",
        organisation=account.organisation,
        place=place if place.startswith("pages.") else f"api:{place}",
        case_id=case_id if is_id(case_id) else "",
        data=(f"{TASK}{task_id}",) if is_id(task_id) else (),
        outcome=LookOutcome.REFUSED,
        code=error.code,
    )
