"""What people call things: persons, organisations, roles, steps, forms and routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_api.languages import gettext
from doorgang_engine.correspondence.making import POST
from doorgang_engine.jobs import ROUTE, SCHEDULE
from doorgang_engine.link import PREFIX
from doorgang_engine.model import CLOCK, UNNAMED
from doorgang_engine.terms.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doorgang_engine.bpmn.process import Element, Flow
    from doorgang_engine.enact import Runnable
    from doorgang_engine.ports import Shelf, UnitOfWork

MACHINES = {
    CLOCK.id: "Doorgang (termijn)",
    ROUTE.id: "Doorgang (andere route)",
    SCHEDULE.id: "Doorgang (rooster)",
    POST.id: "Doorgang (brieven)",
}


class People:
    """Names of persons and organisations of a region, looked up once per page."""

    def __init__(self, uow: UnitOfWork, region: str) -> None:
        self._uow, self._region = uow, region
        self._persons: dict[str, str] = dict(MACHINES)
        self._organisations: dict[str, str] | None = None

    def person(self, account_id: str) -> str:
        """Return the name of a person; of a machine, or who has a link, what it is."""
        if account_id.startswith(PREFIX):
            return gettext("Ouder of leerling, met een link")
        if account_id not in self._persons:
            found = self._uow.accounts.find(account_id)
            known = found is not None and found.region == self._region
            self._persons[account_id] = found.name if known and found else account_id
        return self._persons[account_id]

    def meet(self, account_ids: Iterable[str]) -> None:
        """Look the names of many persons up at once."""
        wanted = {one for one in account_ids if one and one not in self._persons}
        if wanted:
            known = self._uow.accounts.names(region=self._region, account_ids=wanted)
            self._persons |= {one: known.get(one, one) for one in wanted}

    def organisation(self, organisation_id: str) -> str:
        """Return the name of an organisation."""
        if organisation_id == UNNAMED:
            return "nog te kiezen"
        if self._organisations is None:
            rows = self._uow.organisations.of_region(self._region)
            self._organisations = {row.id: row.name for row in rows}
        return self._organisations.get(organisation_id, organisation_id)


class RouteNames:
    """Names of what a bundle holds."""

    def __init__(
        self, content: Mapping[str, Any], runnable: Runnable, people: People | None = None
    ) -> None:
        self._content, self._runnable, self._people = content, runnable, people

    def among(self, people: People) -> RouteNames:
        """Return the same names with those of organisations."""
        return RouteNames(self._content, self._runnable, people)

    def organisation(self, organisation_id: str) -> str:
        """Return the name of an organisation, between quotation marks."""
        found = self._people.organisation(organisation_id) if self._people else organisation_id
        return f"‘{found}’"

    def person(self, account_id: str) -> str:
        """Return the name of a person, where names of people may be told."""
        return self._people.person(account_id) if self._people else "een collega"

    @property
    def route(self) -> str:
        """The title of the route."""
        return str(self._content["title"])

    def element(self, element_id: str, scope: str = "") -> Element | None:
        """Return an element of the route, or of the route that a scope leads to."""
        return self._runnable.program.model_of(scope).elements.get(element_id)

    def step(self, element_id: str, scope: str = "") -> str:
        """Return the name of a step, between quotation marks."""
        found = self.element(element_id, scope)
        return f"‘{found.name if found else element_id}’"

    def flow(self, flow_id: str, scope: str = "") -> Flow | None:
        """Return an arrow of the route."""
        return self._runnable.program.model_of(scope).flows.get(flow_id)

    def role(self, role: str) -> str:
        """Return the name of a role."""
        return str(self._content["roles"].get(role, {}).get("naam", role))

    def roles(self, roles: Iterable[str]) -> str:
        """Return the names of roles as a list."""
        return listed(items=[self.role(role) for role in roles])

    def form(self, form: str) -> str:
        """Return the title of a form."""
        return str(self._content["forms"].get(form, {}).get("title", {}).get("nl", form))

    def term(self, term: str) -> str:
        """Return the name of a term, between quotation marks."""
        return f"‘{self._content['terms'].get(term, {}).get('naam', term)}’"

    def outcome(self, end_event: str, outcome: str) -> str:
        """Return how people call an outcome: the name of the end that was reached."""
        found = self.element(end_event) if end_event else self._end_of(outcome)
        return found.name if found else outcome

    def message(self, element_id: str, scope: str, name: str) -> str:
        """Return how people call a message: the name of the step that waits for it."""
        found = self.element(element_id, scope)
        return found.name if found else name

    def _end_of(self, outcome: str) -> Element | None:
        elements = self._runnable.program.models[self._runnable.program.key].elements.values()
        ends = (e for e in elements if outcome and e.get("uitkomst") == outcome)
        return next(ends, None)


def names_of(bundle: str, *, uow: UnitOfWork, shelf: Shelf) -> RouteNames:
    """Return the names of what a bundle (content hash) holds."""
    return RouteNames(shelf.content(uow, bundle), shelf.runnable(uow, bundle))
