"""Who may read which submission of a case.

What an organisation filled in is its own. A form that the route shares with ``delen`` is visible
to others only after that, and no longer after ``delen_stoppen``; a form that the route never
shares explicitly belongs to the common dossier of the organisations that take part.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import events as ev

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .enact import Runnable
    from .model import Case, Submission

SHARING = ("delen", "delen_stoppen")


@dataclass(frozen=True)
class Disclosures:
    """What was shared in a case, and with which organisations, at a moment."""

    case: Case
    guarded: frozenset[str]  # forms that the route shares explicitly
    shared: frozenset[tuple[str, str]] = field(default_factory=frozenset)  # form, organisation

    def may_read(self, submission: Submission, organisation: str) -> bool:
        """Return whether an organisation may read a submission."""
        if not organisation or organisation not in self.case.participants.values():
            return False
        if submission.organisation == organisation or submission.form not in self.guarded:
            return True
        return (submission.form, organisation) in self.shared


def disclosures_of(case: Case, runnable: Runnable, events: Iterable[ev.Event]) -> Disclosures:
    """Return what was shared according to the case's history."""
    shared: set[tuple[str, str]] = set()
    for event in events:
        if not isinstance(event, ev.DataDisclosed | ev.DisclosureEnded):
            continue
        pairs = {
            (form, case.participants.get(runnable.organisation(role), ""))
            for form in event.forms
            for role in event.to_roles
        }
        if isinstance(event, ev.DataDisclosed):
            shared |= pairs
        else:
            shared -= pairs
    return Disclosures(case, _guarded(runnable), frozenset(shared))


def _guarded(runnable: Runnable) -> frozenset[str]:
    return frozenset(
        form
        for model in runnable.program.models.values()
        for element in model.elements.values()
        if element.get("actie") in SHARING
        for form in element.words("formulieren")
    )
