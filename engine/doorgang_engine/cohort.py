"""Groups of children that begin a route together; ``[[cohort]]`` in ``route.toml``.

A cohort names a start event. What a list for it holds follows from the start form; the table
``kolommen`` gives columns another heading, and says which of them name organisations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_engine.errors import LibraryInvalid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doorgang_engine.model import Bundle

KEYS = {"sleutel", "naam", "begin"}
MAY_HAVE = KEYS | {"uitleg", "kolommen", "vast"}
GIVEN_NAME, FAMILY_NAME = "leerling.voornaam", "leerling.achternaam"
PSEUDONYM, OTHER_CHILD = "leerling.pseudoniem", "leerling.andere_leerling"
#: What a list tells of the child itself, each with the heading that it has by itself.
SUBJECT = {
    GIVEN_NAME: "voornaam",
    FAMILY_NAME: "achternaam",
    PSEUDONYM: "pseudoniem",
    OTHER_CHILD: "andere_leerling",
}
FIELD, ORGANISATION = "formulier.", "organisatie."
_HEADING = re.compile(r"[a-z][a-z0-9_]{0,59}")


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """A way to begin a route for a whole list of children."""

    key: str
    name: str
    start_event: str
    guidance: str
    columns: Mapping[str, tuple[str, ...]]  # heading -> targets, where they are named
    fixed: Mapping[str, Any]  # answers in the start form that are the same for every child

    @property
    def kinds(self) -> dict[str, str]:
        """The kinds of organisation that a column names, with its heading."""
        return {
            target.removeprefix(ORGANISATION): heading
            for heading, targets in self.columns.items()
            for target in targets
            if target.startswith(ORGANISATION)
        }

    def heading_of(self, target: str, otherwise: str) -> str:
        """Return the heading under which a target stands."""
        found = (heading for heading, targets in self.columns.items() if target in targets)
        return next(found, otherwise)


def cohorts_of(bundle: Bundle) -> tuple[Cohort, ...]:
    """Return the cohorts of a published route."""
    return tuple(
        Cohort(
            **{
                **table,
                "columns": {name: tuple(found) for name, found in table["columns"].items()},
            }
        )
        for table in bundle.content.get("cohorts", ())
    )


def read_cohorts(
    tables: Sequence[Mapping[str, Any]], *, where: str, kinds: set[str]
) -> list[dict[str, Any]]:
    """Return ``[[cohort]]`` of a ``route.toml`` as a bundle holds it.

    ``kinds`` are the kinds of organisations that there are.

    :raises LibraryInvalid: if something in it is missing, unknown or said twice.
    """
    read = [_read(table, where, kinds) for table in tables]
    if len({one["key"] for one in read}) < len(read):
        raise LibraryInvalid(f"{where}: elke sleutel van [[cohort]] komt één keer voor.")
    return read


def _read(table: Mapping[str, Any], where: str, kinds: set[str]) -> dict[str, Any]:
    if not KEYS <= set(table) <= MAY_HAVE:
        raise LibraryInvalid(f"{where}: [[cohort]] heeft {', '.join(sorted(MAY_HAVE))}.")
    columns = {
        heading: [targets] if isinstance(targets, str) else list(targets)
        for heading, targets in table.get("kolommen", {}).items()
    }
    if wrong := [name for name in columns if not _HEADING.fullmatch(name)]:
        raise LibraryInvalid(
            f"{where}: een kolomkop bestaat uit kleine letters, cijfers en _; niet {wrong[0]!r}."
        )
    targets = [target for found in columns.values() for target in found]
    if strange := [target for target in targets if not _is_target(target, kinds)]:
        raise LibraryInvalid(
            f"{where}: kolommen kent geen {strange[0]!r}. Mogelijk zijn: "
            f"{', '.join(SUBJECT)}, {FIELD}<veld> en {ORGANISATION}<soort>."
        )
    if len(set(targets)) < len(targets):
        raise LibraryInvalid(f"{where}: kolommen noemt hetzelfde twee keer.")
    return {
        "key": table["sleutel"],
        "name": table["naam"],
        "start_event": table["begin"],
        "guidance": table.get("uitleg", ""),
        "columns": columns,
        "fixed": dict(table.get("vast", {})),
    }


def _is_target(target: str, kinds: set[str]) -> bool:
    if target.startswith(ORGANISATION):
        return target.removeprefix(ORGANISATION) in kinds
    return target in SUBJECT or target.startswith(FIELD)
