"""Who takes part in a running case: how it changes, and what that may never do.

Work goes to who takes part now; what was shared stays with whom it was shared with. An
organisation that lost its place sees nothing of the case any more, and who comes in its place
reads only what is shared from then on (docs/adr/0025).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import acts
from . import events as ev
from .errors import Conflict, ExecutionFailed
from .model import UNNAMED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from .contacts.register import Duty
    from .model import Case


class ParticipantUnchanged(Conflict):
    """The organisation takes part already."""

    code = "participant_unchanged"


class ParticipantFixed(Conflict):
    """Of this kind the organisation does not change within a case."""

    code = "participant_fixed"


class ParticipantNotNamed(ExecutionFailed):
    """Something is meant for an organisation of which nobody said which one it is."""

    code = "participant_not_named"


def follow_participants(
    case: Case, events: Sequence[ev.Event], kind_of: Callable[[str], str]
) -> dict[str, str]:
    """Return who takes part after these events.

    ``kind_of`` gives the kind of organisation that a role belongs to.

    :raises Conflict: if another organisation took part than the change was made on.
    :raises ParticipantNotNamed: if something is shared with an organisation that nobody named.
    """
    current = dict(case.participants)
    for event in events:
        if isinstance(event, ev.ParticipantChanged):
            if current.get(event.organisation_kind, "") != event.was:
                raise Conflict(
                    "Er doet inmiddels een andere organisatie mee. Er is niets verwerkt."
                )
            current[event.organisation_kind] = event.organisation
        elif isinstance(event, ev.DataDisclosed | ev.DecisionAnnounced):
            _require_named(event.to_roles, current, kind_of)
    return current


def asker(
    case: Case,
    act: acts.Act,
    *,
    kind_of: Callable[[str], str],
    duty_on: Callable[[date], Duty] | None,
    day: date,
) -> Callable[[str], bool]:
    """Return what tells whether who takes part in a case has a contact in a role on a day.

    Who an act names takes part already for what follows from it. ``kind_of`` gives the kind of
    organisation that a role belongs to, ``duty_on`` asks the contact register.
    """
    taking_part = dict(case.participants)
    if isinstance(act, acts.CompleteTask | acts.DeliverMessage) and act.names:
        taking_part[act.names["organisation_kind"]] = act.names["organisation"]

    def ask(role: str) -> bool:
        organisation = taking_part.get(kind_of(role), "")
        if duty_on is None or not organisation:
            return False
        return duty_on(day).has(organisation, role)

    return ask


def participants_before(current: Mapping[str, str], events: Iterable[ev.Event]) -> dict[str, str]:
    """Return who took part before these events, of which ``current`` is what came."""
    before = dict(current)
    changes = [event for event in events if isinstance(event, ev.ParticipantChanged)]
    for change in reversed(changes):
        if change.was:
            before[change.organisation_kind] = change.was
        else:
            before.pop(change.organisation_kind, None)
    return before


def _require_named(
    roles: Iterable[str], current: Mapping[str, str], kind_of: Callable[[str], str]
) -> None:
    for role in roles:
        kind = kind_of(role)
        if kind and current.get(kind, UNNAMED) == UNNAMED:
            raise ParticipantNotNamed(
                f"De route deelt iets met '{role}', maar welke organisatie dat is, staat nog niet "
                "vast. Kies in het traject welke organisatie meedoet en probeer het opnieuw."
            )
