"""Contacts read from a table in UTF-8, separated by semicolons or commas.

Columns, named by the first row: ``organisatie`` (an id, or a BRIN of four or six characters),
``rol`` (a key of config/roles.toml), ``naam``, ``werkmail``, ``soort`` (``vast`` or
``vervanger``), ``van`` and ``tot`` (days, as ``2027-08-01``; ``tot`` may be empty), and if wanted
``account``.
"""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

from .appointing import Asked, ContactsRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

COLUMNS = ("organisatie", "rol", "naam", "werkmail", "soort", "van", "tot")
ACCOUNT = "account"
SORTS = {"vast": False, "vervanger": True}
MOST_ROWS = 20_000


def read_contacts(content: str) -> dict[str, Asked]:
    """Return who stands in a table, by row.

    :raises ContactsRefused: with everything that is wrong with its form, per row.
    """
    found: dict[str, Asked] = {}
    wrong: dict[str, list[str]] = {}
    for number, row in enumerate(_rows(content), start=2):
        where = f"rij {number}"
        if complaints := list(_complaints(row)):
            wrong[where] = complaints
        else:
            found[where] = _asked(row)
    if wrong:
        raise ContactsRefused(wrong)
    return found


def _rows(content: str) -> Iterator[Mapping[str, str]]:
    lines = content.removeprefix("\ufeff").splitlines()
    delimiter = ";" if ";" in (lines[0] if lines else "") else ","
    reader = csv.DictReader(lines, delimiter=delimiter, strict=True)
    names = tuple(name.strip() for name in reader.fieldnames or ())
    if names not in (COLUMNS, (*COLUMNS, ACCOUNT)):
        raise ContactsRefused(
            {"rij 1": [f"De eerste rij noemt de kolommen: {delimiter.join(COLUMNS)}."]}
        )
    if len(lines) > MOST_ROWS:
        raise ContactsRefused({"bestand": [f"Ten hoogste {MOST_ROWS} rijen per keer."]})
    try:
        for number, row in enumerate(reader, start=2):
            if None in row or None in row.values():
                raise ContactsRefused(
                    {f"rij {number}": [f"Deze rij heeft geen {len(names)} kolommen."]}
                )
            yield {name.strip(): cell.strip() for name, cell in row.items()}
    except csv.Error as error:
        raise ContactsRefused(
            {f"rij {reader.line_num + 1}": ["Een aanhalingsteken staat verkeerd."]}
        ) from error


def _complaints(row: Mapping[str, str]) -> Iterator[str]:
    if row["soort"] not in SORTS:
        yield f"De soort is {' of '.join(SORTS)}."
    if not row["van"]:
        yield "De eerste dag ontbreekt."
    for name in ("van", "tot"):
        if row[name] and find_day(row[name]) is None:
            yield f"'{row[name]}' is geen dag; schrijf haar als 2027-08-01."


def find_day(text: str) -> date | None:
    """Return the day of an ISO text, or None."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _asked(row: Mapping[str, str]) -> Asked:
    return Asked(
        organisation=row["organisatie"],
        role=row["rol"],
        name=row["naam"],
        mail=row["werkmail"],
        from_day=date.fromisoformat(row["van"]),
        until_day=find_day(row["tot"]),
        is_deputy=SORTS[row["soort"]],
        account=row.get(ACCOUNT, ""),
    )
