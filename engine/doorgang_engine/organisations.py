"""Organisations of a region, read from a table: all of it, or nothing with what is wrong per row.

Columns: ``soort`` (a kind of config/roles.toml), ``id`` (a key, never changed later), ``naam``,
``brin`` (may be empty), and if wanted ``wijk``, by which figures are broken down. Separated by
semicolons or commas, the first row names the columns. A BRIN has four characters (``11ZZ``), or
six with the location (``11ZZ03``) (DUO).
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from .errors import OrganisationsRefused
from .model import Organisation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from .ports import UnitOfWork

COLUMNS = ("soort", "id", "naam", "brin")
DISTRICT = "wijk"
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

    A table without districts leaves those that are known as they are.

    :raises OrganisationsRefused: if one that is known is of another kind: cases bind by kind.
    """
    region = found[0].region if found else ""
    known = {one.id: one for one in uow.organisations.of_region(region)}
    found = [_with_district(one, known.get(one.id)) for one in found]
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


def _with_district(one: Organisation, known: Organisation | None) -> Organisation:
    return one if one.district or known is None else replace(one, district=known.district)


def _rows(content: str) -> Iterator[Mapping[str, str]]:
    lines = content.removeprefix("\ufeff").splitlines()
    head = lines[0] if lines else ""
    delimiter = ";" if ";" in head else ","
    reader = csv.DictReader(lines, delimiter=delimiter, strict=True)
    names = tuple(name.strip() for name in reader.fieldnames or ())
    if names not in (COLUMNS, (*COLUMNS, DISTRICT)):
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
    if one.brin and not BRIN.fullmatch(one.brin):
        yield f"'{one.brin}' is geen BRIN: twee cijfers, twee letters, en soms twee cijfers."
    if ids[one.id] > 1:
        yield f"De id '{one.id}' staat er twee keer in."
    if one.brin and brins[one.brin] > 1:
        yield f"De BRIN '{one.brin}' staat er twee keer in."
