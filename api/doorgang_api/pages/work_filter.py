"""Which work somebody asks for: read from the address, said in words, kept as a saved view."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from werkzeug.exceptions import BadRequest

from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext
from doorgang_engine.work.asking import NOBODY, Due, Order, WorkQuery

from .words import GROUPS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from typing import Any

    from doorgang_engine.model import Account

MINE, FREE = "mij", "niemand"
TAKEN = {MINE: lazy_gettext("Opgepakt door mij"), FREE: lazy_gettext("Nog door niemand opgepakt")}
ORDERS = {
    Order.DEADLINE: lazy_gettext("Termijn, de dringendste eerst"),
    Order.WAITING: lazy_gettext("Wacht het langst"),
    Order.NEWEST: lazy_gettext("Nieuwste eerst"),
}
HIDE = "ja"
#: The parts of a filter: their name in the address, and in the access log.
KEYS = {
    "role": "rol",
    "route": "route",
    "due": "wanneer",
    "taken": "opgepakt",
    "order": "volgorde",
    "hide": "later_weg",
}
_CHOICES: dict[str, frozenset[str]] = {
    "due": frozenset(Due),
    "taken": frozenset(TAKEN),
    "order": frozenset(Order),
    "hide": frozenset({HIDE}),
}


@dataclass(frozen=True, kw_only=True)
class WorkFilter:
    """Which of somebody's tasks to show; empty fields do not restrict."""

    role: str = ""
    route: str = ""
    due: str = ""
    taken: str = ""
    order: str = ""
    hide: str = ""  # what somebody looks at again later

    @property
    def is_set(self) -> bool:
        """Whether it leaves anything out."""
        return any((self.role, self.route, self.due, self.taken, self.hide))

    @property
    def asked(self) -> list[str]:
        """Return what was asked, by key, for the access log."""
        return [f"filter:{name}" for name in KEYS if name != "order" and getattr(self, name)]

    @property
    def in_address(self) -> dict[str, str]:
        """Return it as parts of an address; what is empty is left out."""
        found = {KEYS[name]: value for name, value in asdict(self).items()}
        return {name: value for name, value in found.items() if value}

    def with_due(self, due: str) -> dict[str, str]:
        """Return the parts of an address of the same filter for another sort of deadline."""
        return replace(self, due=due).in_address

    def query(self, account: Account, *, now: datetime, after: str, limit: int) -> WorkQuery:
        """Return what to ask of storage: this person's own work."""
        taken = {MINE: account.id, FREE: NOBODY}.get(self.taken, "")
        return WorkQuery(
            region=account.region,
            organisations=tuple(dict.fromkeys(("", account.organisation))),
            roles=tuple(role for role in account.roles if self.role in ("", role)),
            now=now,
            due=Due(self.due) if self.due else None,
            route=self.route,
            claimed_by=taken,
            not_before=account.id if self.hide else "",
            order=Order(self.order) if self.order else Order.DEADLINE,
            after=after,
            limit=limit,
        )

    def words(self, *, role_name: Callable[[str], str], routes: Mapping[str, str]) -> str:
        """Return what a saved view is called: what it keeps, in words."""
        said = [
            str(GROUPS[self.due]) if self.due else "",
            role_name(self.role) if self.role else "",
            routes.get(self.route, self.route),
            str(TAKEN[self.taken]) if self.taken else "",
            _("zonder wat later komt") if self.hide else "",
            str(ORDERS[Order(self.order)]) if self.order else "",
        ]
        return " · ".join(one for one in said if one)


def read_filter(sent: Mapping[str, Any]) -> WorkFilter:
    """Return the filter that an address or a form asks for.

    :raises BadRequest: if it names a choice that there is not: to show all would mislead.
    """
    values = {name: str(sent.get(key, "")).strip() for name, key in KEYS.items()}
    for name, choices in _CHOICES.items():
        if values[name] and values[name] not in choices:
            raise BadRequest(_("Dit filter bestaat niet. Kies een filter op de pagina Mijn werk."))
    if values["order"] == Order.DEADLINE:
        values["order"] = ""  # as it is without saying so
    return WorkFilter(**values)
