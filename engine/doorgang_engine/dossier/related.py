"""Other cases of the same child, for who knows the child in each of them.

That a case exists may say much of a child, such as one with the leerplichtambtenaar. Who reads one
case learns only of others that they read themselves. How many there are besides is for who answers
requests about all of a child's data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.access.decide import may_everywhere
from doorgang_engine.access.table import Act

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doorgang_engine.model import Case

    from .contents import Dossier
    from .desk import Desk


@dataclass(frozen=True, kw_only=True)
class RelatedCases:
    """The cases of the same child that somebody reads, the newest first, and how many others.

    ``others`` is None for who may not know.
    """

    cases: Sequence[Case] = ()
    others: int | None = None


def related_cases(desk: Desk, dossier: Dossier) -> RelatedCases:
    """Return the other cases of the child of a dossier; that they were looked for is noted."""
    case, account = dossier.case, desk.account
    if dossier.subject is None or not dossier.kind.is_personal:
        return RelatedCases()
    found = [
        one
        for one in desk.uow.cases.of_subject(case.subject, region=case.region)
        if one.id != case.id
    ]
    seen = [one for one in found if desk.sees(one)]
    known = (
        desk.search([seen], fits=lambda _: True, most=len(seen), asked=("filter:leerling",))
        if seen
        else {}
    )
    shown = [one for one in seen if one.id in known]
    may_count = may_everywhere(account=account, act=Act.EXPORT_PERSON)
    return RelatedCases(
        cases=sorted(shown, key=lambda one: (one.started_at, one.id), reverse=True),
        others=len(found) - len(shown) if may_count else None,
    )
