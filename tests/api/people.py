"""Fictional people in the roles of the small route, and in roles beside it."""

from __future__ import annotations

from functools import lru_cache

from doorgang_api.auth import hash_password
from doorgang_engine.model import Account, Organisation

PASSWORD = "welkom-proef"
REGION = "proef"
ELSEWHERE = "basis"

ORGANISATIONS = (
    (REGION, "swv-proef", "swv"),
    (REGION, "school-proef", "po_school"),
    (REGION, "zorg-proef", "jeugdhulp"),
    (ELSEWHERE, "swv-elders", "swv"),
    (ELSEWHERE, "school-elders", "po_school"),
)
PEOPLE = (
    (REGION, "loes", "swv-proef", ("loket",)),
    (REGION, "lars", "swv-proef", ("loket",)),
    (REGION, "sam", "school-proef", ("school",)),
    (REGION, "hugo", "zorg-proef", ("jeugdhulp", "loket")),
    (REGION, "rik", "swv-proef", ("regiocoordinator",)),
    (REGION, "audrey", "swv-proef", ("auditor",)),
    (REGION, "fien", "swv-proef", ("fg",)),
    (REGION, "niemand", "swv-proef", ()),
    (ELSEWHERE, "elly", "swv-elders", ("loket", "regiocoordinator")),
)


@lru_cache(maxsize=1)
def _hashed():
    return hash_password(PASSWORD)


def add_people(parts):
    """Add the people and their organisations."""
    with parts.new_uow() as uow:
        uow.organisations.add(
            [
                Organisation(region=region, id=key, kind=kind, name=key)
                for region, key, kind in ORGANISATIONS
            ]
        )
        uow.accounts.add(
            [
                Account(
                    region=region,
                    id=key,
                    name=key.title(),
                    organisation=organisation,
                    roles=roles,
                    password=_hashed(),
                )
                for region, key, organisation, roles in PEOPLE
            ]
        )


def add_organisation(parts, *, key, kind, region=REGION):
    """Add one organisation more."""
    with parts.new_uow() as uow:
        uow.organisations.add([Organisation(region=region, id=key, kind=kind, name=key)])
