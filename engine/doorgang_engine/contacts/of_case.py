"""Who is the contact, in a case, of each organisation that takes part in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.terms.moments import local_day

from .register import duty_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doorgang_engine.dossier.contents import Dossier
    from doorgang_engine.dossier.desk import Desk

    from .register import Contact


@dataclass(frozen=True, kw_only=True)
class RoleContacts:
    """The contacts of an organisation in one role, the fixed one first; none: nobody is."""

    role: str
    contacts: Sequence[Contact]


def contacts_of_case(desk: Desk, dossier: Dossier) -> Mapping[str, Sequence[RoleContacts]]:
    """Return, by organisation, who is the contact today in the roles that the route names.

    Names and addresses of work: they are for who takes part in the case, though the wall of rows
    shows an organisation only its own.
    """
    case, runnable = dossier.case, dossier.runnable
    duty = duty_on(local_day(moment=desk.now), region=case.region, uow=desk.wider())
    roles = sorted(
        {
            role
            for model in runnable.program.models.values()
            for element in model.elements.values()
            for role in (element.role, *element.words("aan"))
            if role
        }
    )
    return {
        organisation: [
            RoleContacts(role=role, contacts=duty.of(organisation, role))
            for role in roles
            if runnable.organisation(role) == kind
        ]
        for kind, organisation in case.participants.items()
    }
