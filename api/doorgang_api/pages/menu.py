"""The main menu: one row per page, shown to who may do one of the acts that the page is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_api.languages import lazy_gettext as _
from doorgang_engine.access.decide import may_everywhere
from doorgang_engine.access.table import Act

if TYPE_CHECKING:
    from doorgang_api.languages import LazyText
    from doorgang_engine.model import Account


@dataclass(frozen=True)
class Item:
    """A page in the menu; ``acts`` are what it is for, none: for everybody."""

    endpoint: str
    words: LazyText
    acts: tuple[Act, ...] = ()


WORK = (
    Item("pages.my_work", _("Mijn werk")),
    Item("pages.cases", _("Trajecten")),
    Item("pages.choose_start", _("Nieuw traject")),
    Item("pages.notices", _("Meldingen")),
)
REGION = (
    Item("pages.region_work", _("Werk in de regio"), (Act.SEE_WORK,)),
    Item("pages.figures", _("Cijfers"), (Act.SEE_FIGURES,)),
    Item("pages.incidents", _("Storingen"), (Act.SEE_INCIDENTS,)),
    Item("pages.recurring", _("Rooster"), (Act.SEE_SCHEDULE,)),
    Item("pages.cohorts", _("Cohorten"), (Act.START_COHORT,)),
    Item("pages.drafts", _("Ontwerpen"), (Act.SEE_DRAFT,)),
    Item("pages.versions", _("Versies"), (Act.MIGRATE_CASE,)),
    Item("pages.reservations", _("Uitgeleend"), (Act.SEE_RESERVATIONS,)),
    Item("pages.accounts", _("Accounts"), (Act.MANAGE_ACCOUNTS,)),
    Item("pages.contacts", _("Contactpersonen"), (Act.MANAGE_CONTACTS,)),
    Item("pages.webhooks", _("Webhooks"), (Act.MANAGE_WEBHOOKS,)),
    Item("pages.retention", _("Bewaren"), (Act.REVIEW_DESTRUCTION, Act.SET_HOLD)),
    Item("pages.trail", _("Handelingen"), (Act.READ_ACCESS_LOG,)),
    Item("pages.access_log", _("Toegang"), (Act.READ_ACCESS_LOG,)),
    Item("pages.avg", _("AVG-verzoek"), (Act.EXPORT_PERSON,)),
)


def menu_for(account: Account) -> list[tuple[LazyText, list[Item]]]:
    """Return the menu of somebody: the name of each part, and its pages."""
    parts = ((_("Werk"), WORK), (_("Regio"), REGION))
    shown = [(name, [one for one in items if _is_for(account, one)]) for name, items in parts]
    return [(name, items) for name, items in shown if items]


def _is_for(account: Account, item: Item) -> bool:
    return not item.acts or any(may_everywhere(account=account, act=act) for act in item.acts)
