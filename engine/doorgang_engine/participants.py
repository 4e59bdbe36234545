"""Which organisations take part in a case: given, or taken where there is no choice.

A task goes to the organisation that stands for its role's kind. With one missing, or the wrong
one, work about a child would go to strangers or to nobody; so every kind that the route needs is
known before the case begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import ParticipantsMissing, ParticipantUnknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .enact import Runnable
    from .model import Organisation


def kinds_needed(runnable: Runnable) -> set[str]:
    """Return the kinds of organisation that the roles of a route, and of all it calls, need."""
    roles = {
        role
        for model in runnable.program.models.values()
        for element in model.elements.values()
        for role in (element.role, *element.words("aan"))
    }
    return {kind for role in roles if (kind := runnable.organisation(role))}


def bind_participants(
    *,
    runnable: Runnable,
    given: Mapping[str, str],
    organisations: Sequence[Organisation],
    own: Organisation | None = None,
) -> dict[str, str]:
    """Return the organisation for each kind that the route needs.

    ``given`` goes from kind to organisation id. ``own`` is the organisation of whoever starts the
    case by their role in it: it stands for its own kind, and no other may.

    :raises ParticipantUnknown: if one given is not an organisation of that kind in the region, or
        another organisation is given where the starter's own stands.
    :raises ParticipantsMissing: naming the kinds of which it is not clear which one takes part.
    """
    _require_known(given, _by_kind(organisations), own)
    bound = dict(given)
    if own is not None:
        bound[own.kind] = own.id
    return fill_participants(runnable=runnable, bound=bound, organisations=organisations)


def fill_participants(
    *, runnable: Runnable, bound: Mapping[str, str], organisations: Sequence[Organisation]
) -> dict[str, str]:
    """Return ``bound`` with every other kind that the route needs, where there is no choice.

    :raises ParticipantsMissing: naming the kinds of which it is not clear which one takes part.
    """
    by_kind = _by_kind(organisations)
    filled = dict(bound)
    for kind in kinds_needed(runnable) - set(filled):
        if len(by_kind.get(kind, [])) == 1:
            filled[kind] = by_kind[kind][0]
    if missing := sorted(kinds_needed(runnable) - set(filled)):
        raise ParticipantsMissing(missing)
    return filled


def _by_kind(organisations: Sequence[Organisation]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for organisation in organisations:
        found.setdefault(organisation.kind, []).append(organisation.id)
    return found


def _require_known(
    given: Mapping[str, str], by_kind: Mapping[str, Sequence[str]], own: Organisation | None
) -> None:
    wrong = {
        kind: [f"'{chosen}' is in deze regio geen organisatie van het soort '{kind}'."]
        for kind, chosen in given.items()
        if chosen not in by_kind.get(kind, ())
    }
    if own is not None and given.get(own.kind, own.id) != own.id:
        wrong[own.kind] = [f"U start namens '{own.id}'; die doet zelf mee als '{own.kind}'."]
    if wrong:
        raise ParticipantUnknown(wrong)
