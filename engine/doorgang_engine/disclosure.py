"""Who may read which submission of a case: deny, unless the route shared it.

What an organisation filled in is its own. Another one reads it after the route shared the form
with one of its roles (``delen``), as it was filled in by then, and no longer once the sharing
ended (``delen_stoppen``) or another one came in its place. An auditor or functionaris
gegevensbescherming reads all; that is decided where people are known.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from . import events as ev
from .correction_chain import by_id, first_of
from .participation import participants_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from .model import Case, Submission


@dataclass(frozen=True)
class Disclosures:
    """What was shared in a case: until which moment of filling in, by form and organisation."""

    case: Case
    until: Mapping[tuple[str, str], datetime]
    first: Mapping[str, Submission] = field(default_factory=dict)  # by the id of a correction

    def may_read(self, submission: Submission, organisation: str) -> bool:
        """Return whether an organisation may read a submission.

        A correction is read by who may read what it corrects: they have the mistake.
        """
        if not organisation or organisation not in self.case.participants.values():
            return False
        if submission.organisation == organisation:
            return True
        until = self.until.get((submission.form, organisation))
        return until is not None and self.first.get(submission.id, submission).at <= until


def disclosures_of(
    case: Case,
    *,
    roles: Mapping[str, Mapping[str, str]],
    happened: Iterable[tuple[datetime, ev.Event]],
    submissions: Sequence[Submission] = (),
) -> Disclosures:
    """Return what was shared, from a case's events with their moments, oldest first.

    ``roles`` says of each role to which kind of organisation it belongs.
    """
    until: dict[tuple[str, str], datetime] = {}
    told = list(happened)
    # It was shared with who took part then, not with who does now.
    taking_part = participants_before(case.participants, [event for _, event in told])
    for at, event in told:
        if isinstance(event, ev.ParticipantChanged):
            taking_part[event.organisation_kind] = event.organisation
            _forget(until, event.was)
        elif isinstance(event, ev.DataDisclosed | ev.DisclosureEnded):
            for place in _places(event, taking_part, roles):
                if isinstance(event, ev.DataDisclosed):
                    until[place] = at
                else:
                    until.pop(place, None)
    known = by_id(submissions)
    first = {one.id: first_of(one, known) for one in submissions if one.corrects}
    return Disclosures(case, until, first)


def as_shared(
    happened: Iterable[tuple[datetime, ev.Event]], submissions: Sequence[Submission]
) -> list[ev.Event]:
    """Return events with, of what was shared or no longer is, only the forms that were there.

    A step names every form that its route may have; what was not filled in by then is not shared
    by it. Once submissions were destroyed it cannot be known any more which those were, and the
    events stay as they are.
    """
    told = list(happened)
    if any(isinstance(event, ev.RecordsDestroyed) for _, event in told):
        return [event for _, event in told]
    first: dict[str, datetime] = {}
    for one in submissions:
        first[one.form] = min(first.get(one.form, one.at), one.at)
    return [_narrowed(event, at, first) for at, event in told]


def _narrowed(event: ev.Event, at: datetime, first: Mapping[str, datetime]) -> ev.Event:
    if not isinstance(event, ev.DataDisclosed | ev.DisclosureEnded):
        return event
    there = tuple(form for form in event.forms if form in first and first[form] <= at)
    return replace(event, forms=there)


def _places(
    event: ev.DataDisclosed | ev.DisclosureEnded,
    taking_part: Mapping[str, str],
    roles: Mapping[str, Mapping[str, str]],
) -> Iterator[tuple[str, str]]:
    """Yield each form with each organisation that it was shared with."""
    for form in event.forms:
        for role in event.to_roles:
            kind = roles.get(role, {}).get("organisatie", "")
            yield form, taking_part.get(kind, "")


def _forget(until: dict[tuple[str, str], datetime], organisation: str) -> None:
    """End what was shared with an organisation that lost its place, also if it comes back."""
    for place in [one for one in until if one[1] == organisation]:
        del until[place]
