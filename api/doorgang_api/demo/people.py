"""Fictional people and organisations for the demo. Nobody of these exists."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from doorgang_api.auth import hash_password
from doorgang_engine.model import Account, Actor, Organisation

if TYPE_CHECKING:
    from doorgang_engine.ports import Parts

PASSWORD = "welkom"  # noqa: S105 - of fictional people, in the demo only
REGION = "basis"

ORGANISATIONS = (
    ("voorschool", "vs-duimelijn", "Voorschool Duimelijn", ""),
    ("po_school", "po-de-linde", "Basisschool De Linde", "11ZZ00"),
    ("vo_school", "vo-het-baken", "Het Baken College", "00BB00"),
    ("so_school", "so-de-brug", "SO De Brug", "00CC00"),
    ("swv", "swv-proefstad", "Samenwerkingsverband Proefstad", ""),
    ("gemeente", "gem-proefstad", "Gemeente Proefstad", ""),
    ("jgz", "jgz-proefstad", "JGZ Proefstad", ""),
    ("jeugdhulp", "jh-opstap", "Jeugdhulp Opstap", ""),
    ("lbt", "lbt", "LBT (fictief)", ""),
    ("bestuur", "best-de-bron", "Schoolbestuur De Bron", ""),
    ("opr", "opr-proefstad", "Ondersteuningsplanraad Proefstad", ""),
    ("mbo", "mbo-de-haven", "MBO De Haven", ""),
    ("nieuwkomersvoorziening", "nk-de-start", "Nieuwkomersschool De Start", ""),
    ("opvang", "opvang-de-luwte", "Opvang De Luwte", ""),
    ("gezin", "gezin", "Ouders en leerling (vastgelegd door de professional)", ""),
)
PEOPLE = (
    ("vera", "Vera Voorbeeld", "vs-duimelijn", ("voorschool_contact", "voorschool_pm")),
    ("iris", "Iris Verzonnen", "po-de-linde", ("po_ib", "po_leerkracht", "po_contact")),
    ("daan", "Daan Bedacht", "po-de-linde", ("po_directie", "po_ib", "po_leerkracht")),
    ("eva", "Eva Extra", "po-de-linde", ("po_leerkracht",)),
    ("bram", "Bram Fictief", "vo-het-baken", ("vo_aanmelding", "vo_mentor", "vo_teamleider")),
    (
        "zoe",
        "Zoë Proef",
        "vo-het-baken",
        ("vo_zorgcoordinator", "vo_mentor", "vo_teamleider", "vo_decaan"),
    ),
    ("sofie", "Sofie Speciaal", "so-de-brug", ("so_toelating",)),
    ("loes", "Loes Loket", "swv-proefstad", ("swv_loket", "oksp", "poortwachter_dyslexie")),
    ("anton", "Anton Adviseur", "swv-proefstad", ("swv_adviseur", "swv_commissie")),
    ("wim", "Wim Tweede", "swv-proefstad", ("swv_deskundige2", "swv_commissie")),
    ("elin", "Elin Extern", "swv-proefstad", ("swv_commissie",)),
    ("otto", "Otto Onafhankelijk", "swv-proefstad", ("swv_commissie",)),
    ("nora", "Nora Neutraal", "swv-proefstad", ("swv_commissie",)),
    ("petra", "Petra Directeur", "swv-proefstad", ("swv_directeur",)),
    ("tess", "Tess Thuiszitters", "swv-proefstad", ("swv_thuiszitters",)),
    ("rik", "Rik Regio", "swv-proefstad", ("regiocoordinator",)),
    (
        "carla",
        "Carla Coördinatie",
        "swv-proefstad",
        ("regiocoordinator",),
    ),  # beside rik: four eyes
    (
        "leo",
        "Leo Leerplicht",
        "gem-proefstad",
        ("leerplicht", "jeugd_gemeente", "gemeente_beleid"),
    ),
    ("jade", "Jade Jeugdarts", "jgz-proefstad", ("jgz_arts",)),
    ("hugo", "Hugo Hulp", "jh-opstap", ("jeugdhulp",)),
    ("lbt", "Commissie LBT", "lbt", ("lbt",)),
    ("bea", "Bea Bestuur", "best-de-bron", ("bestuur",)),
    ("olaf", "Olaf Ouderraad", "opr-proefstad", ("opr",)),
    ("pim", "Pim Project", "swv-proefstad", ("projectleider",)),
    ("arie", "Arie Archief", "swv-proefstad", ("archief",)),
    ("mila", "Mila Mbo", "mbo-de-haven", ("mbo_contact",)),
    ("nadia", "Nadia Nieuwkomers", "nk-de-start", ("nieuwkomers_contact",)),
    ("olga", "Olga Opvang", "opvang-de-luwte", ("opvang_contact",)),
    ("gezin", "Ouders en leerling", "gezin", ("ouder", "leerling")),
    ("audrey", "Audrey Auditor", "swv-proefstad", ("auditor",)),
    ("frank", "Frank Gegevens", "swv-proefstad", ("fg",)),
)


def organisations(region: str) -> list[Organisation]:
    """Return the fictional organisations of a region."""
    return [
        Organisation(region=region, id=key, kind=kind, name=name, brin=brin)
        for kind, key, name, brin in ORGANISATIONS
    ]


def participants() -> dict[str, str]:
    """Return which fictional organisation stands for each kind."""
    return {kind: key for kind, key, _, _ in ORGANISATIONS}


def add_people(parts: Parts, *, region: str = REGION) -> int:
    """Add the fictional people, where they are not there yet; return how many were added."""
    with parts.new_uow() as uow:
        if not uow.organisations.of_region(region):
            uow.organisations.add(organisations(region))
        known = {account.id for account in uow.accounts.of_region(region)}
        new = [a for a in accounts(region) if a.id not in known]
        if new:
            uow.accounts.add(new)
        return len(new)


def actors(*, region: str, role: str, person: str = "") -> list[Actor]:
    """Return who may act in a role, in the order of the list; only this person when named."""
    return [
        Actor(
            id=account_id(person=key, region=region),
            role=role,
            organisation=organisation,
            region=region,
        )
        for key, _, organisation, roles in PEOPLE
        if role in roles and person in ("", key)
    ]


def sign_ins(*, parts: Parts) -> dict[str, list[tuple[str, str, str]]]:
    """Return, per region, whom the demo can sign in as: sign-in name, name, roles in words."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    with parts.new_uow() as uow:
        for region in uow.bundles.regions():
            people = uow.accounts.of_region(region)
            if people:
                names = uow.bundles.list_active(region=region)[0].content["roles"]
                found[region] = [
                    (p.id, p.name, ", ".join(names[role]["naam"] for role in p.roles))
                    for p in people
                ]
    return found


def account_id(*, person: str, region: str) -> str:
    """Return the name that somebody signs in with; accounts are unique over all regions."""
    return person if region == REGION else f"{person}.{region}"


def accounts(region: str) -> list[Account]:
    """Return the fictional people of a region."""
    return [
        Account(
            region=region,
            id=account_id(person=key, region=region),
            name=name,
            organisation=organisation,
            roles=roles,
            password=_hashed(),
        )
        for key, name, organisation, roles in PEOPLE
    ]


@lru_cache(maxsize=1)
def _hashed() -> str:
    return hash_password(PASSWORD)
