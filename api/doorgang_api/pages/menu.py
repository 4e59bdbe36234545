"""The main menu: one row per page, shown to who may do one of the acts that the page is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.access.decide import may_everywhere
from doorgang_engine.access.table import Act

if TYPE_CHECKING:
    from doorgang_engine.model import Account


@dataclass(frozen=True)
class Item:
    """A page in the menu; ``acts`` are what it is for, none: for everybody."""

    endpoint: str
    words: str
    acts: tuple[Act, ...] = ()


WORK = (
    Item("pages.my_work", "Mijn werk"),
    Item("pages.cases", "Trajecten"),
    Item("pages.choose_start", "Nieuw traject"),
    Item("pages.notices", "Meldingen"),
)
REGION = (
    Item("pages.figures", "Cijfers", (Act.SEE_FIGURES,)),
    Item("pages.incidents", "Storingen", (Act.SEE_INCIDENTS,)),
    Item("pages.recurring", "Rooster", (Act.SEE_SCHEDULE,)),
    Item("pages.cohorts", "Cohorten", (Act.START_COHORT,)),
    Item("pages.versions", "Versies", (Act.MIGRATE_CASE,)),
    Item("pages.reservations", "Uitgeleend", (Act.SEE_RESERVATIONS,)),
    Item("pages.accounts", "Accounts", (Act.MANAGE_ACCOUNTS,)),
    Item("pages.contacts", "Contactpersonen", (Act.MANAGE_CONTACTS,)),
    Item("pages.retention", "Bewaren", (Act.REVIEW_DESTRUCTION, Act.SET_HOLD)),
    Item("pages.access_log", "Toegang", (Act.READ_ACCESS_LOG,)),
    Item("pages.avg", "AVG-verzoek", (Act.EXPORT_PERSON,)),
)


def menu_for(account: Account) -> list[tuple[str, list[Item]]]:
    """Return the menu of somebody: the name of each part, and its pages."""
    parts = (("Werk", WORK), ("Regio", REGION))
    shown = [(name, [one for one in items if _is_for(account, one)]) for name, items in parts]
    return [(name, items) for name, items in shown if items]


def _is_for(account: Account, item: Item) -> bool:
    return not item.acts or any(may_everywhere(account=account, act=act) for act in item.acts)
