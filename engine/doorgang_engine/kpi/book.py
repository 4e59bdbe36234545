"""All milestones of a region that figures ask for, laid out to be looked up."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from .definitions import EVERY
from .milestones import MilestoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .definitions import Definition, Reference
    from .milestones import Counted, Milestone


def keys_of(definitions: Iterable[Definition]) -> set[tuple[str, str]]:
    """Return the kinds and keys to read: everything that figures speak of."""
    found = {(str(r.kind), r.key) for d in definitions for r in d.references}
    for definition in definitions:
        if definition.net_of:
            found |= {(MilestoneKind.TERM, f"{definition.net_of}/{word}") for word in PAUSES}
    return found


PAUSES = ("opgeschort", "hervat")


class Book:
    """Milestones by what they are, and by case; in the order in which they happened."""

    def __init__(self, milestones: Iterable[Milestone], cases: Iterable[Counted]) -> None:
        self.cases: Mapping[str, Counted] = {case.id: case for case in cases}
        self._by_key: dict[tuple[str, str, str], list[Milestone]] = defaultdict(list)
        self._of_case: dict[str, list[Milestone]] = defaultdict(list)
        for one in milestones:
            if one.case_id not in self.cases:
                continue
            self._of_case[one.case_id].append(one)
            # A term is the same in every route; of what begins, a whole route may be asked.
            route = EVERY if one.kind is MilestoneKind.TERM else one.route
            self._by_key[one.kind, route, one.key].append(one)
            if one.kind is MilestoneKind.BEGIN:
                self._by_key[one.kind, route, EVERY].append(one)

    def all(self, references: Iterable[Reference]) -> list[Milestone]:
        """Return what is referred to, in order per case."""
        found = {
            (one.case_id, one.number, one.kind): one
            for reference in references
            for one in self._by_key.get((reference.kind, reference.route, reference.key), ())
        }
        return [found[place] for place in sorted(found)]

    def runs(self, references: Iterable[Reference]) -> Iterator[list[Milestone]]:
        """Yield what is referred to, per run of a route in a case."""
        grouped: dict[tuple[str, str], list[Milestone]] = defaultdict(list)
        for one in self.all(references):
            grouped[one.case_id, one.run].append(one)
        yield from grouped.values()

    def around(self, one: Milestone) -> list[Milestone]:
        """Return everything of the run that a milestone lies in, and of what that run called."""
        return [
            other
            for other in self._of_case[one.case_id]
            if not one.run or other.run == one.run or other.run.startswith(f"{one.run}/")
        ]

    def pauses(self, case_id: str, term: str) -> list[Milestone]:
        """Return where the clock of a term stopped and ran again."""
        wanted = {f"{term}/{word}" for word in PAUSES}
        return [
            one
            for one in self._of_case[case_id]
            if one.kind is MilestoneKind.TERM and one.key in wanted
        ]


def among(milestones: Sequence[Milestone], references: Iterable[Reference]) -> list[Milestone]:
    """Return those of the milestones that are referred to."""
    wanted = {(reference.kind, reference.route, reference.key) for reference in references}
    if not wanted:
        return []
    return [
        one
        for one in milestones
        if (one.kind, one.route, one.key) in wanted
        or (one.kind, EVERY, one.key) in wanted
        or (one.kind, one.route, EVERY) in wanted
    ]
