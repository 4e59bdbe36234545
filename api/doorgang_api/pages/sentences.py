"""Every history event as one Dutch sentence. A test sees to it that no kind is left out."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from doorgang_engine import events as ev
from doorgang_engine.terms.durations import parse_duration
from doorgang_engine.terms.wording import duration_words, listed

from .participants import KINDS
from .words import iso_day_words

if TYPE_CHECKING:
    from .names import RouteNames

#: What only matters to who wants to know how the machine went: folded away on the page.
TECHNICAL = frozenset(
    {
        "element_completed",
        "element_started",
        "element_cancelled",
        "flow_taken",
        "variables_set",
        "timer_set",
        "timer_moved",
        "timer_cancelled",
        "event_awaited",
        "message_sent",
        "signal_thrown",
    }
)

_OUTCOMES = {
    "met": "De termijn {term} is gehaald.",
    "lapsed": "De termijn {term} is verstreken.",
    "stopped": "De termijn {term} is gestopt: zij is niet meer nodig.",
}


@singledispatch
def sentence(event: ev.Event, names: RouteNames) -> str:
    """Return what happened, as one sentence."""
    raise NotImplementedError(event.kind)


@sentence.register(ev.CaseStarted)
def _(event: ev.CaseStarted, names: RouteNames) -> str:
    return f"Het traject is begonnen met {names.step(event.start_event)}."


@sentence.register(ev.TaskOpened)
def _(event: ev.TaskOpened, names: RouteNames) -> str:
    until = f", klaar uiterlijk {iso_day_words(event.due_at)}" if event.due_at else ""
    step = names.step(event.element, event.scope)
    return f"De taak {step} staat klaar voor: {names.role(event.role)}{until}."


@sentence.register(ev.TaskCompleted)
def _(event: ev.TaskCompleted, names: RouteNames) -> str:
    return f"De taak {names.step(event.element, event.scope)} is afgerond."


@sentence.register(ev.TaskCancelled)
def _(event: ev.TaskCancelled, names: RouteNames) -> str:
    return f"De taak {names.step(event.element, event.scope)} is vervallen."


@sentence.register(ev.ElementCompleted)
def _(event: ev.ElementCompleted, names: RouteNames) -> str:
    return f"De stap {names.step(event.element, event.scope)} is gepasseerd{_round(event.round)}."


@sentence.register(ev.ElementStarted)
def _(event: ev.ElementStarted, names: RouteNames) -> str:
    return f"Het onderdeel {names.step(event.element, event.scope)} is begonnen."


@sentence.register(ev.ElementCancelled)
def _(event: ev.ElementCancelled, names: RouteNames) -> str:
    return f"{names.step(event.element, event.scope)} is niet meer nodig."


@sentence.register(ev.FlowTaken)
def _(event: ev.FlowTaken, names: RouteNames) -> str:
    found = names.flow(event.flow, event.scope)
    if found is None:
        return f"De pijl {event.flow} is gevolgd."
    way = f" via ‘{found.name}’" if found.name else ""
    start, end = names.step(found.source, event.scope), names.step(found.target, event.scope)
    return f"Van {start}{way} naar {end}."


@sentence.register(ev.VariablesSet)
def _(event: ev.VariablesSet, names: RouteNames) -> str:
    del names
    return f"Vastgelegd voor de route: {listed(items=sorted(event.names)) or 'niets'}."


@sentence.register(ev.TableApplied)
def _(event: ev.TableApplied, names: RouteNames) -> str:
    rules = listed(items=event.rules.split())
    hit = f"; regel {rules} paste" if rules else ""
    table = f"beslistabel {event.table} (versie {event.version[:12]})"
    return f"{names.step(event.element, event.scope)}: gevraagd aan {table}{hit}."


@sentence.register(ev.AttachmentAdded)
def _(event: ev.AttachmentAdded, names: RouteNames) -> str:
    del names
    print_of = f" (vingerafdruk {event.sha256[:16]}…)" if event.sha256 else ""
    return f"Er kwam een bestand bij{print_of}."


@sentence.register(ev.TimerSet)
def _(event: ev.TimerSet, names: RouteNames) -> str:
    step = names.step(event.element, event.scope)
    if not event.due_at:
        return f"{step} wacht; de termijn staat stil."
    return f"{step} gaat af op {iso_day_words(event.due_at)}."


@sentence.register(ev.TimerMoved)
def _(event: ev.TimerMoved, names: RouteNames) -> str:
    step = names.step(event.element, event.scope)
    if not event.due_at:
        return f"{step} staat stil (was {iso_day_words(event.was)})."
    was = f" (was {iso_day_words(event.was)})" if event.was else ""
    return f"{step} schuift naar {iso_day_words(event.due_at)}{was}."


@sentence.register(ev.TimerFired)
def _(event: ev.TimerFired, names: RouteNames) -> str:
    step = names.step(event.element, event.scope)
    return f"Het moment van {step} is gekomen ({iso_day_words(event.due_at)})."


@sentence.register(ev.TimerCancelled)
def _(event: ev.TimerCancelled, names: RouteNames) -> str:
    return f"{names.step(event.element, event.scope)} is niet meer nodig."


@sentence.register(ev.EventAwaited)
def _(event: ev.EventAwaited, names: RouteNames) -> str:
    return f"Het traject wacht op {names.step(event.element, event.scope)}."


@sentence.register(ev.MessageReceived)
def _(event: ev.MessageReceived, names: RouteNames) -> str:
    return f"Vastgelegd: {names.step(event.element, event.scope)}."


@sentence.register(ev.SignalReceived)
def _(event: ev.SignalReceived, names: RouteNames) -> str:
    del names
    return f"Het signaal ‘{event.name}’ is gegeven."


@sentence.register(ev.MessageSent)
def _(event: ev.MessageSent, names: RouteNames) -> str:
    return f"{names.step(event.element, event.scope)}: het bericht ‘{event.name}’ is verstuurd."


@sentence.register(ev.SignalThrown)
def _(event: ev.SignalThrown, names: RouteNames) -> str:
    return f"{names.step(event.element, event.scope)}: het signaal ‘{event.name}’ is gegeven."


@sentence.register(ev.TermStarted)
def _(event: ev.TermStarted, names: RouteNames) -> str:
    ground = f" Grondslag: {event.ground}." if event.ground else ""
    return (
        f"De termijn {names.term(event.term)} loopt vanaf {_sealed_day(event.started_on)} "
        f"tot en met {_sealed_day(event.end)}.{ground}"
    )


@sentence.register(ev.TermSuspended)
def _(event: ev.TermSuspended, names: RouteNames) -> str:
    return (
        f"De termijn {names.term(event.term)} staat stil vanaf "
        f"{_sealed_day(event.suspended_on)}.{_why(event.reason)}"
    )


@sentence.register(ev.TermResumed)
def _(event: ev.TermResumed, names: RouteNames) -> str:
    return (
        f"De termijn {names.term(event.term)} loopt weer vanaf {_sealed_day(event.resumed_on)}, "
        f"tot en met {_sealed_day(event.end)}."
    )


@sentence.register(ev.TermExtended)
def _(event: ev.TermExtended, names: RouteNames) -> str:
    by = duration_words(duration=parse_duration(text=event.by)) if event.by else ""
    return (
        f"De termijn {names.term(event.term)} is verlengd met {by}, tot en met "
        f"{_sealed_day(event.end)}.{_why(event.reason)}"
    )


@sentence.register(ev.TermRecalculated)
def _(event: ev.TermRecalculated, names: RouteNames) -> str:
    return (
        f"De termijn {names.term(event.term)} is opnieuw berekend en loopt tot en met "
        f"{_sealed_day(event.end)}."
    )


@sentence.register(ev.CaseMigrated)
def _(event: ev.CaseMigrated, names: RouteNames) -> str:
    del names
    return f"Het traject loopt verder volgens een nieuwe versie van de route.{_why(event.reason)}"


@sentence.register(ev.TermEnded)
def _(event: ev.TermEnded, names: RouteNames) -> str:
    return _OUTCOMES[event.outcome].format(term=names.term(event.term))


@sentence.register(ev.DataDisclosed)
def _(event: ev.DataDisclosed, names: RouteNames) -> str:
    forms = listed(items=[f"‘{names.form(form)}’" for form in event.forms])
    return f"Gedeeld met {names.roles(event.to_roles)}: {forms}. Grondslag: {event.ground}."


@sentence.register(ev.DisclosureEnded)
def _(event: ev.DisclosureEnded, names: RouteNames) -> str:
    forms = listed(items=[f"‘{names.form(form)}’" for form in event.forms])
    return f"Niet meer gedeeld met {names.roles(event.to_roles)}: {forms}. Reden: {event.reason}"


@sentence.register(ev.NoticeGiven)
def _(event: ev.NoticeGiven, names: RouteNames) -> str:
    return f"Bericht aan {names.roles(event.to_roles)}: “{event.text}”"


@sentence.register(ev.DecisionAnnounced)
def _(event: ev.DecisionAnnounced, names: RouteNames) -> str:
    return (
        f"Bekendgemaakt aan {names.roles(event.to_roles)}, op "
        f"{iso_day_words(event.announced_on)}: {names.form(event.document)}."
    )


@sentence.register(ev.ParticipantChanged)
def _(event: ev.ParticipantChanged, names: RouteNames) -> str:
    kind = KINDS.get(event.organisation_kind, event.organisation_kind)
    instead = f", in plaats van {names.organisation(event.was)}" if event.was else ""
    return (
        f"{names.organisation(event.organisation)} doet mee als {kind}{instead}."
        f"{_why(event.reason)}"
    )


@sentence.register(ev.CaseRequested)
def _(event: ev.CaseRequested, names: RouteNames) -> str:
    del names
    return f"Voor dezelfde leerling begint een ander traject: {event.route}."


@sentence.register(ev.NormBroken)
def _(event: ev.NormBroken, names: RouteNames) -> str:
    told = f" Gemeld aan {names.roles(event.to_roles)}." if event.to_roles else ""
    return f"De norm ‘{event.kpi}’ is niet gehaald.{told}"


@sentence.register(ev.ResourceReserved)
def _(event: ev.ResourceReserved, names: RouteNames) -> str:
    del names
    return f"Gereserveerd: ‘{event.resource}’, een van de {event.capacity} in de regio."


@sentence.register(ev.ResourceReleased)
def _(event: ev.ResourceReleased, names: RouteNames) -> str:
    del names
    return f"Niet meer nodig: ‘{event.resource}’. Een ander traject kan het reserveren."


@sentence.register(ev.IncidentRaised)
def _(event: ev.IncidentRaised, names: RouteNames) -> str:
    del event, names
    return "Door een storing staat het traject stil. Er is niets verloren gegaan."


@sentence.register(ev.IncidentResolved)
def _(event: ev.IncidentResolved, names: RouteNames) -> str:
    del event, names
    return "De storing is opgelost; het traject loopt weer."


@sentence.register(ev.CaseCompleted)
def _(event: ev.CaseCompleted, names: RouteNames) -> str:
    return f"Het traject is afgerond: {names.outcome(event.end_event, event.outcome)}."


@sentence.register(ev.CaseWithdrawn)
def _(event: ev.CaseWithdrawn, names: RouteNames) -> str:
    del names
    why = f" Reden: {event.reason}" if event.reason else ""
    return f"Het traject is ingetrokken.{why}"


@sentence.register(ev.LeavingRecorded)
def _(event: ev.LeavingRecorded, names: RouteNames) -> str:
    del names
    return f"De leerling heeft de school verlaten op {_sealed_day(event.left_on)}."


@sentence.register(ev.LeavingWithdrawn)
def _(event: ev.LeavingWithdrawn, names: RouteNames) -> str:
    del event, names
    return "Dat de leerling de school had verlaten, is teruggenomen."


@sentence.register(ev.HoldSet)
def _(event: ev.HoldSet, names: RouteNames) -> str:
    del names
    until = f" tot en met {iso_day_words(event.until)}" if event.until else ""
    why = f" Reden: {event.reason}" if event.reason else ""
    return f"Er geldt een bewaarplicht{until}: {event.ground}.{why}"


@sentence.register(ev.HoldLifted)
def _(event: ev.HoldLifted, names: RouteNames) -> str:
    del event, names
    return "De bewaarplicht is opgeheven."


@sentence.register(ev.RightExercised)
def _(event: ev.RightExercised, names: RouteNames) -> str:
    del names
    about = f" Waarover: ‘{event.note}’." if event.note else ""
    return f"Er is een recht uit de AVG gebruikt: {event.right}.{about}"


@sentence.register(ev.RecordsDestroyed)
def _(event: ev.RecordsDestroyed, names: RouteNames) -> str:
    del names
    if not event.record_class:
        return "Alles is vernietigd, omdat de bewaartermijn voorbij was."
    return (
        f"De gegevens van de klasse {event.record_class} zijn vernietigd, omdat hun "
        "bewaartermijn voorbij was."
    )


def _sealed_day(text: str) -> str:
    """Return a day in words; once it was destroyed, that it is not known any more."""
    return iso_day_words(text) or "een dag die niet meer bekend is"


def _why(reason: str) -> str:
    """Return a reason, for who may read it."""
    return f" Reden: {reason}" if reason else ""


def _round(number: int) -> str:
    return f" (keer {number})" if number > 1 else ""
