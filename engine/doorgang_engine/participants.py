"""Which organisations take part in a case: given, or taken where there is no choice.

A task goes to the organisation that stands for its role's kind. With one missing, or the wrong
one, work about a child would go to strangers or to nobody; so every kind that the route needs is
known before the case begins, or is named by the route before it is needed (``open_kinds``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import ParticipantsMissing, ParticipantUnknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from .enact import Runnable
    from .model import Organisation


def kinds_needed(runnable: Runnable) -> set[str]:
    """Return the kinds of organisation that the roles of a route, and of all it calls, need."""
    roles = {
        role
        for model in runnable.program.models.values()
        for element in model.elements.values()
        for role in (element.role, *element.words("aan"), *element.words("medeondertekening"))
    }
    return {kind for role in roles if (kind := runnable.organisation(role))}


def kinds_at_start(runnable: Runnable) -> set[str]:
    """Return the kinds that must be known before a case of the route begins."""
    return kinds_needed(runnable) - runnable.open_kinds


def bind_participants(
    *,
    runnable: Runnable,
    given: Mapping[str, str],
    organisations: Sequence[Organisation],
    on: date,
    own: Organisation | None = None,
) -> dict[str, str]:
    """Return the organisation for each kind that the route needs.

    ``given`` goes from kind to organisation id; ``on`` is today: who is closed takes no part.
    ``own`` is the organisation of whoever starts the
    case by their role in it: it stands for its own kind, and no other may.

    :raises ParticipantUnknown: if one given is not an organisation of that kind in the region, or
        another organisation is given where the starter's own stands.
    :raises ParticipantsMissing: naming the kinds of which it is not clear which one takes part.
    """
    _require_known(given, _by_kind(organisations, on), own)
    bound = dict(given)
    if own is not None:
        bound[own.kind] = own.id
    return fill_participants(runnable=runnable, bound=bound, organisations=organisations, on=on)


def fill_participants(
    *,
    runnable: Runnable,
    bound: Mapping[str, str],
    organisations: Sequence[Organisation],
    on: date,
) -> dict[str, str]:
    """Return ``bound`` with every other kind that the start needs, where there is no choice.

    Of ``bound``, what has closed by now is left out; nobody else is taken in its place.

    :raises ParticipantsMissing: naming the kinds of which it is not clear which one takes part.
    """
    by_kind, needed = _by_kind(organisations, on), kinds_at_start(runnable)
    closed = {one.id for one in organisations if not one.is_open(on)}
    filled = {kind: one for kind, one in bound.items() if one and one not in closed}
    for kind in needed - set(bound):
        if len(by_kind.get(kind, [])) == 1:
            filled[kind] = by_kind[kind][0]
    if missing := sorted(needed - set(filled)):
        raise ParticipantsMissing(missing)
    return filled


def _by_kind(organisations: Sequence[Organisation], on: date) -> dict[str, list[str]]:
    """Return the organisations that are open on a day."""
    found: dict[str, list[str]] = {}
    for organisation in organisations:
        if organisation.is_open(on):
            found.setdefault(organisation.kind, []).append(organisation.id)
    return found


def _require_known(
    given: Mapping[str, str], by_kind: Mapping[str, Sequence[str]], own: Organisation | None
) -> None:
    wrong = {
        kind: [f"'{chosen}' is in deze regio geen geopende organisatie van het soort '{kind}'."]
        for kind, chosen in given.items()
        if chosen not in by_kind.get(kind, ())
    }
    if own is not None and given.get(own.kind, own.id) != own.id:
        wrong[own.kind] = [f"U start namens '{own.id}'; die doet zelf mee als '{own.kind}'."]
    if wrong:
        raise ParticipantUnknown(wrong)
