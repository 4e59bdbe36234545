"""Which organisations take part in a case that is about to begin.

All are chosen beforehand, but those that the route names later: a task without an organisation
would come to the people of a role at every organisation of the region, and a child's name with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine.participants import kinds_needed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from doorgang_engine.enact import Runnable
    from doorgang_engine.model import Account, Organisation

FIELD = "_deelnemer-"  # and then the kind

#: How people call the kinds of organisations of config/roles.toml.
KINDS = {
    "voorschool": _l("Voorschool"),
    "po_school": _l("Basisschool"),
    "vo_school": _l("Middelbare school"),
    "so_school": _l("School voor speciaal (basis)onderwijs"),
    "swv": _l("Samenwerkingsverband"),
    "gemeente": _l("Gemeente"),
    "jgz": _l("Jeugdgezondheidszorg"),
    "jeugdhulp": _l("Jeugdhulp"),
    "lbt": _l("Bezwaaradviescommissie"),
    "mbo": _l("Mbo-school"),
    "nieuwkomersvoorziening": _l("Nieuwkomersvoorziening"),
    "opvang": _l("Opvang"),
    "gezin": _l("Ouders en leerling"),
    "bestuur": _l("Schoolbestuur"),
    "opr": _l("Ondersteuningsplanraad"),
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A kind of organisation with those to choose from (id and name). One's own is not chosen."""

    kind: str
    known: tuple[tuple[str, str], ...]
    is_own: bool
    chosen: str
    may_wait: bool = False  # the route names it later

    @property
    def name(self) -> str:
        """How people call the kind."""
        return KINDS.get(self.kind, self.kind)

    @property
    def field(self) -> str:
        """The name of its field in the form."""
        return f"{FIELD}{self.kind}"

    @property
    def complaint(self) -> str:
        """Why the case cannot begin with this choice, empty when it can."""
        if self.chosen or self.may_wait:
            return ""
        if self.is_own:
            return _("Uw organisatie is gesloten en kan geen nieuw traject beginnen.")
        if not self.known:
            return _(
                "In uw regio staat nog geen organisatie voor ‘%(name)s’. "
                "Vraag uw regiocoördinator haar toe te voegen.",
                name=self.name,
            )
        return _("Kies welke organisatie meedoet als ‘%(name)s’.", name=self.name)


def choices(
    *,
    runnable: Runnable,
    start_role: str,
    account: Account,
    organisations: Sequence[Organisation],
    today: date,
    posted: Mapping[str, str] | None,
) -> list[Choice]:
    """Return a choice for each kind of organisation whose people do something in the route.

    Where a region has one organisation of a kind it is chosen beforehand; not of a kind that the
    route names later. ``posted`` is what was chosen, None when nothing was sent yet.
    """
    own = {one.kind for one in organisations if one.id == account.organisation}
    is_closed = any(
        one.id == account.organisation and not one.is_open(today) for one in organisations
    )
    organisations = [one for one in organisations if one.is_open(today)]
    own |= {runnable.organisation(start_role)} - {""}
    found = []
    for kind in sorted(kinds_needed(runnable) | own):
        known = tuple((one.id, one.name) for one in organisations if one.kind == kind)
        if kind in own:
            mine = tuple(one for one in known if one[0] == account.organisation)
            known = mine or ((account.organisation, account.organisation),)
            known = () if is_closed else known
        may_wait = kind in runnable.open_kinds and kind not in own
        sent = {} if may_wait and posted is None else posted
        found.append(
            Choice(
                kind=kind,
                known=known,
                is_own=kind in own,
                chosen=_chosen(kind, known, None if kind in own else sent),
                may_wait=may_wait,
            )
        )
    return found


def chosen(made: Sequence[Choice]) -> dict[str, str]:
    """Return which organisation stands for each kind."""
    return {choice.kind: choice.chosen for choice in made if choice.chosen}


def _chosen(
    kind: str, known: tuple[tuple[str, str], ...], posted: Mapping[str, str] | None
) -> str:
    if posted is None:
        return known[0][0] if len(known) == 1 else ""
    sent = posted.get(f"{FIELD}{kind}", "")
    return sent if sent in dict(known) else ""
