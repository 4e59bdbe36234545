"""What service tasks do (``dg:actie``). Each action is one function; the table is the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine import events as ev

from . import expressions

if TYPE_CHECKING:
    from collections.abc import Callable

    from .journal import Journal
    from .process import Element


def perform(journal: Journal, task: Any, element: Element) -> set[str]:
    """Carry out the action of a service task; return the ids of the term runs it changed."""
    return ACTIONS[element.get("actie")](journal, task, element)


def _receivers(journal: Journal, task: Any, element: Element) -> tuple[str, ...]:
    scope = journal.scope(task)
    return tuple(journal.program.role_in(scope, role) for role in element.words("aan"))


def _term(journal: Journal, task: Any, element: Element) -> set[str]:
    vanaf = element.get("vanaf")
    start = str(journal.evaluate(task, vanaf)) if vanaf else None
    return journal.clockwork.act_on_term(element.get("actie"), element, start)


def _disclose(journal: Journal, task: Any, element: Element) -> set[str]:
    journal.emit(
        ev.DataDisclosed(
            element=element.id,
            scope=journal.scope(task),
            to_roles=_receivers(journal, task, element),
            forms=element.words("formulieren"),
            ground=element.get("grondslag"),
        )
    )
    return set()


def _end_disclosure(journal: Journal, task: Any, element: Element) -> set[str]:
    journal.emit(
        ev.DisclosureEnded(
            element=element.id,
            scope=journal.scope(task),
            to_roles=_receivers(journal, task, element),
            forms=element.words("formulieren"),
            reason=element.get("reden"),
        )
    )
    return set()


def _notify(journal: Journal, task: Any, element: Element) -> set[str]:
    journal.emit(
        ev.NoticeGiven(
            element=element.id,
            scope=journal.scope(task),
            to_roles=_receivers(journal, task, element),
            text=element.get("bericht"),
        )
    )
    return set()


def _announce(journal: Journal, task: Any, element: Element) -> set[str]:
    journal.emit(
        ev.DecisionAnnounced(
            element=element.id,
            scope=journal.scope(task),
            to_roles=_receivers(journal, task, element),
            document=element.get("document"),
            announced_on=journal.clockwork.today(),
        )
    )
    return set()


def _request_case(journal: Journal, task: Any, element: Element) -> set[str]:
    variables = {
        name: journal.evaluate(task, expression)
        for name, expression in expressions.named_pairs(element.get("gegevens"))
    }
    scope, number = journal.scope(task), journal.round(task)
    journal.emit(
        ev.CaseRequested(
            element=element.id,
            scope=scope,
            route=element.get("route"),
            request_id=journal.identify(scope, element.id, number, "case"),
            variables=variables,
        )
    )
    return set()


def _break_norm(journal: Journal, task: Any, element: Element) -> set[str]:
    journal.emit(
        ev.NormBroken(
            element=element.id,
            scope=journal.scope(task),
            kpi=element.get("kpi"),
            to_roles=_receivers(journal, task, element),
        )
    )
    return set()


def _reserve(journal: Journal, task: Any, element: Element) -> set[str]:
    journal.emit(
        ev.ResourceReserved(
            element=element.id,
            scope=journal.scope(task),
            resource=element.get("middel"),
            capacity=int(journal.evaluate(task, element.get("capaciteit"))),
        )
    )
    return set()


def _release(journal: Journal, task: Any, element: Element) -> set[str]:
    journal.emit(
        ev.ResourceReleased(
            element=element.id, scope=journal.scope(task), resource=element.get("middel")
        )
    )
    return set()


ACTIONS: dict[str, Callable[[Journal, Any, Element], set[str]]] = {
    "termijn_starten": _term,
    "termijn_opschorten": _term,
    "termijn_hervatten": _term,
    "termijn_verlengen": _term,
    "termijn_afsluiten": _term,
    "delen": _disclose,
    "delen_stoppen": _end_disclosure,
    "kennisgeven": _notify,
    "bekendmaken": _announce,
    "traject_starten": _request_case,
    "signaleren": _break_norm,
    "reserveren": _reserve,
    "vrijgeven": _release,
}

# What each action cannot do without; checked at publication.
REQUIRED: dict[str, tuple[str, ...]] = {
    "termijn_starten": ("termijn",),
    "termijn_opschorten": ("termijn", "reden"),
    "termijn_hervatten": ("termijn",),
    "termijn_verlengen": ("termijn", "duur", "reden"),
    "termijn_afsluiten": ("termijn",),
    "delen": ("aan", "formulieren", "grondslag"),
    "delen_stoppen": ("aan", "formulieren", "reden"),
    "kennisgeven": ("aan", "bericht"),
    "bekendmaken": ("aan", "document"),
    "traject_starten": ("route",),
    "signaleren": ("kpi", "aan"),
    "reserveren": ("middel", "capaciteit"),
    "vrijgeven": ("middel",),
}
