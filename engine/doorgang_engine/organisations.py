"""Organisations of a region, read from a table: all of it, or nothing with what is wrong per row.

Columns: ``soort`` (a kind of config/roles.toml), ``id`` (a key, never changed later), ``naam``,
``brin`` (may be empty), and if wanted ``wijk``, by which figures are broken down, and ``geopend``
and ``gesloten``: the first and the last day, as ``2027-07-31``. Separated by semicolons or commas,
the first row names the columns. A BRIN has four characters (``11ZZ``), or six with the location
(``11ZZ03``) (DUO).
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from .errors import OrganisationsRefused
from .model import Organisation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from .ports import UnitOfWork

COLUMNS = ("soort", "id", "naam", "brin")
DISTRICT = "wijk"
PERIOD = ("geopend", "gesloten")
MORE = (DISTRICT, *PERIOD)
BRIN = re.compile(r"[0-9]{2}[A-Z]{2}(?:[0-9]{2})?")
KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
LONGEST_NAME = 200  # characters
LONGEST_DISTRICT = 100  # characters
MOST_ROWS = 20_000


def read_organisations(content: str, *, region: str, kinds: Collection[str]) -> list[Organisation]:
    """Return the organisations of a table; ``kinds`` are those that roles belong to.

    :raises OrganisationsRefused: with everything that is wrong, per row.
    """
    rows = list(_rows(content))
    found = [_organisation(row, region) for row in rows]
    ids, brins = Counter(one.id for one in found), Counter(one.brin for one in found)
    wrong = {}
    for number, one in enumerate(found, start=2):
        if complaints := list(_complaints(one, kinds, ids, brins)):
            wrong[f"rij {number}"] = complaints
    if wrong:
        raise OrganisationsRefused(wrong)
    return found


def import_organisations(found: Sequence[Organisation], *, uow: UnitOfWork) -> tuple[int, int]:
    """Add what is new and bring names and BRINs up to date; return how many of each.

    A district or day that a table does not give stays as it is known.

    :raises OrganisationsRefused: if one that is known is of another kind: cases bind by kind.
    """
    region = found[0].region if found else ""
    known = {one.id: one for one in uow.organisations.of_region(region)}
    found = [_with_known(one, known.get(one.id)) for one in found]
    moved = {
        one.id: [f"'{one.id}' is al bekend als {known[one.id].kind}; een soort verandert niet."]
        for one in found
        if one.id in known and known[one.id].kind != one.kind
    }
    if moved:
        raise OrganisationsRefused(moved)
    new = [one for one in found if one.id not in known]
    changed = [one for one in found if one.id in known and known[one.id] != one]
    if new:
        uow.organisations.add(new)
    for one in changed:
        uow.organisations.save(one)
    return len(new), len(changed)


def set_period(
    *,
    region: str,
    organisation: str,
    opened_on: date | None,
    closed_on: date | None,
    uow: UnitOfWork,
) -> Organisation:
    """Say from when to when an organisation takes part in new work; None: no such day.

    :raises OrganisationsRefused: if it is not known, or it would close before it opens.
    """
    found = next((o for o in uow.organisations.of_region(region) if o.id == organisation), None)
    if found is None:
        raise OrganisationsRefused({organisation: ["Deze organisatie is niet bekend."]})
    changed = replace(found, opened_on=opened_on, closed_on=closed_on)
    if _is_upside_down(changed):
        raise OrganisationsRefused({organisation: [UPSIDE_DOWN]})
    uow.organisations.save(changed)
    return changed


def _with_known(one: Organisation, known: Organisation | None) -> Organisation:
    """Return an organisation with what is known of it where the table says nothing."""
    if known is None:
        return one
    return replace(
        one,
        district=one.district or known.district,
        opened_on=one.opened_on or known.opened_on,
        closed_on=one.closed_on or known.closed_on,
    )


UPSIDE_DOWN = "De laatste dag ligt voor de eerste."


def _is_upside_down(one: Organisation) -> bool:
    return bool(one.opened_on and one.closed_on and one.closed_on < one.opened_on)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise OrganisationsRefused(
            {text: ["Dit is geen dag; schrijf haar als 2027-07-31."]}
        ) from None


def _rows(content: str) -> Iterator[Mapping[str, str]]:
    lines = content.removeprefix("\ufeff").splitlines()
    head = lines[0] if lines else ""
    delimiter = ";" if ";" in head else ","
    reader = csv.DictReader(lines, delimiter=delimiter, strict=True)
    names = tuple(name.strip() for name in reader.fieldnames or ())
    more = names[len(COLUMNS) :]
    if names[: len(COLUMNS)] != COLUMNS or more != tuple(one for one in MORE if one in more):
        raise OrganisationsRefused(
            {"rij 1": [f"De eerste rij noemt de kolommen: {delimiter.join(COLUMNS)}."]}
        )
    if len(lines) > MOST_ROWS:
        raise OrganisationsRefused({"bestand": [f"Ten hoogste {MOST_ROWS} rijen per keer."]})
    try:
        for number, row in enumerate(reader, start=2):
            if None in row or None in row.values():
                raise OrganisationsRefused(
                    {f"rij {number}": [f"Deze rij heeft geen {len(names)} kolommen."]}
                )
            yield row
    except csv.Error as error:
        raise OrganisationsRefused(
            {f"rij {reader.line_num + 1}": ["Een aanhalingsteken staat verkeerd."]}
        ) from error


def _organisation(row: Mapping[str, str], region: str) -> Organisation:
    kind, key, name, brin = (row[column].strip() for column in COLUMNS)
    return Organisation(
        region=region,
        id=key,
        kind=kind,
        name=name,
        brin=brin.upper(),
        district=row.get(DISTRICT, "").strip(),
        opened_on=_day(row.get(PERIOD[0], "")),
        closed_on=_day(row.get(PERIOD[1], "")),
    )


def _complaints(
    one: Organisation, kinds: Collection[str], ids: Counter[str], brins: Counter[str]
) -> Iterator[str]:
    if one.kind not in kinds:
        yield f"Het soort '{one.kind}' kennen rollen niet. Kies uit: {', '.join(sorted(kinds))}."
    if not KEY.fullmatch(one.id):
        yield "De id bestaat uit kleine letters, cijfers en streepjes, ten hoogste 64."
    if not 0 < len(one.name) <= LONGEST_NAME or not one.name.isprintable():
        yield f"De naam ontbreekt, is langer dan {LONGEST_NAME} tekens of heeft een stuurteken."
    if len(one.district) > LONGEST_DISTRICT or not one.district.isprintable():
        yield f"De wijk is langer dan {LONGEST_DISTRICT} tekens of heeft een stuurteken."
    if _is_upside_down(one):
        yield UPSIDE_DOWN
    if one.brin and not BRIN.fullmatch(one.brin):
        yield f"'{one.brin}' is geen BRIN: twee cijfers, twee letters, en soms twee cijfers."
    yield from _twice(one, ids, brins)


def _twice(one: Organisation, ids: Counter[str], brins: Counter[str]) -> Iterator[str]:
    if ids[one.id] > 1:
        yield f"De id '{one.id}' staat er twee keer in."
    if one.brin and brins[one.brin] > 1:
        yield f"De BRIN '{one.brin}' staat er twee keer in."
