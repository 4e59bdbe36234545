"""History events about a task that two people do: one fills it in, another signs it."""

from __future__ import annotations

from dataclasses import dataclass

from .event import AtElement


@dataclass(frozen=True, kw_only=True)
class SignatureAsked(AtElement):
    """Somebody filled the form of a task in; it waits for the signature of another."""

    kind = "signature_asked"
    task_id: str
    role: str  # of who is to sign


@dataclass(frozen=True, kw_only=True)
class SignatureGiven(AtElement):
    """Another person signed what was filled in; with it the task is done."""

    kind = "signature_given"
    task_id: str
    filled_in_by: str  # account


@dataclass(frozen=True, kw_only=True)
class SignatureRefused(AtElement):
    """Another person did not sign, with a reason; the task is back with its own role."""

    kind = "signature_refused"
    sealed = frozenset({"reason"})
    task_id: str
    filled_in_by: str  # account
    reason: str = ""
