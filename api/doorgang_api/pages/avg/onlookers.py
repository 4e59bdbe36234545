"""What the people of a file are called in it: by role and organisation, not by name.

The file is about the child. What an employee is called is that employee's; who acted stays clear
(AVG art. 15 lid 4, and C-579/21).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_api.pages.names import MACHINES, People
from doorgang_api.pages.participants import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.dossier.contents import Dossier
    from doorgang_engine.ports import UnitOfWork

FAMILY = "gezin"
OPERATOR = "beheerder"


class RolesOnly(People):
    """The people of a region by role and organisation; a family is called a family."""

    def __init__(self, uow: UnitOfWork, region: str, roles: Mapping[str, str]) -> None:
        super().__init__(uow, region)
        self._accounts, self._roles = uow.accounts, roles
        self._known_in = region
        self._families = {
            one.id for one in uow.organisations.of_region(region) if one.kind == FAMILY
        }
        self._acted: dict[str, tuple[str, str]] = {}

    def learn(self, dossier: Dossier) -> None:
        """Remember in which role people acted in a case, which may not be theirs any more."""
        self._acted = {one.actor: (one.role, one.organisation) for one in dossier.submissions}
        for task in dossier.tasks:
            if task.closed_by:
                self._acted.setdefault(task.closed_by, (task.role, task.organisation))

    def role(self, role: str) -> str:
        """Return the name of a role."""
        return self._roles.get(role, role)

    def person(self, account_id: str) -> str:
        """Return in which role, and for which organisation, somebody acted."""
        if account_id in MACHINES:
            return MACHINES[account_id]
        role, organisation = self._acted.get(account_id) or self._of_account(account_id)
        return ", ".join(filter(None, (self.role(role), self.organisation(organisation))))

    def organisation(self, organisation_id: str) -> str:
        """Return the name of an organisation; the name of a family is of people."""
        if organisation_id in self._families:
            return KINDS[FAMILY]
        return super().organisation(organisation_id)

    def _of_account(self, account_id: str) -> tuple[str, str]:
        found = self._accounts.find(account_id)
        if found is None or found.region != self._known_in:
            return "iemand met een account dat er niet meer is", ""
        return ", ".join(self.role(role) for role in found.roles), found.organisation
