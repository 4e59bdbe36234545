"""Every history event as one Dutch sentence. A test sees to it that no kind is left out."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from doorgang_api.languages import gettext
from doorgang_engine import events as ev
from doorgang_engine.notes.note import Audience
from doorgang_engine.terms.wording import listed

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


@singledispatch
def sentence(event: ev.Event, names: RouteNames) -> str:
    """Return what happened, as one sentence."""
    raise NotImplementedError(event.kind)


@sentence.register(ev.CaseStarted)
def _(event: ev.CaseStarted, names: RouteNames) -> str:
    return gettext("Het traject is begonnen met %(step)s.", step=names.step(event.start_event))


@sentence.register(ev.TaskOpened)
def _(event: ev.TaskOpened, names: RouteNames) -> str:
    until = (
        gettext(", klaar uiterlijk %(day)s", day=iso_day_words(event.due_at))
        if event.due_at
        else ""
    )
    step = names.step(event.element, event.scope)
    return gettext(
        "De taak %(step)s staat klaar voor: %(role)s%(until)s.",
        step=step,
        role=names.role(event.role),
        until=until,
    )


@sentence.register(ev.TaskCompleted)
def _(event: ev.TaskCompleted, names: RouteNames) -> str:
    return gettext("De taak %(step)s is afgerond.", step=names.step(event.element, event.scope))


@sentence.register(ev.TaskCancelled)
def _(event: ev.TaskCancelled, names: RouteNames) -> str:
    return gettext("De taak %(step)s is vervallen.", step=names.step(event.element, event.scope))


@sentence.register(ev.ElementCompleted)
def _(event: ev.ElementCompleted, names: RouteNames) -> str:
    return gettext(
        "De stap %(step)s is gepasseerd%(round)s.",
        step=names.step(event.element, event.scope),
        round=_round(event.round),
    )


@sentence.register(ev.ElementStarted)
def _(event: ev.ElementStarted, names: RouteNames) -> str:
    return gettext(
        "Het onderdeel %(step)s is begonnen.", step=names.step(event.element, event.scope)
    )


@sentence.register(ev.ElementCancelled)
def _(event: ev.ElementCancelled, names: RouteNames) -> str:
    return gettext("%(step)s is niet meer nodig.", step=names.step(event.element, event.scope))


@sentence.register(ev.FlowTaken)
def _(event: ev.FlowTaken, names: RouteNames) -> str:
    found = names.flow(event.flow, event.scope)
    if found is None:
        return gettext("De pijl %(flow)s is gevolgd.", flow=event.flow)
    way = gettext(" via ‘%(name)s’", name=found.name) if found.name else ""
    start, end = names.step(found.source, event.scope), names.step(found.target, event.scope)
    return gettext("Van %(start)s%(way)s naar %(end)s.", start=start, way=way, end=end)


@sentence.register(ev.VariablesSet)
def _(event: ev.VariablesSet, names: RouteNames) -> str:
    del names
    value = listed(items=sorted(event.names)) or gettext("niets")
    return gettext("Vastgelegd voor de route: %(value)s.", value=value)


@sentence.register(ev.TableApplied)
def _(event: ev.TableApplied, names: RouteNames) -> str:
    rules = listed(items=event.rules.split())
    hit = gettext("; regel %(rules)s paste", rules=rules) if rules else ""
    table = gettext(
        "beslistabel %(name)s (versie %(version)s)", name=event.table, version=event.version[:12]
    )
    return gettext(
        "%(step)s: gevraagd aan %(table)s%(hit)s.",
        step=names.step(event.element, event.scope),
        table=table,
        hit=hit,
    )


@sentence.register(ev.AttachmentAdded)
def _(event: ev.AttachmentAdded, names: RouteNames) -> str:
    del names
    start = event.sha256[:16]
    print_of = gettext(" (vingerafdruk %(start)s…)", start=start) if start else ""
    return gettext("Er kwam een bestand bij%(print_of)s.", print_of=print_of)


@sentence.register(ev.TimerSet)
def _(event: ev.TimerSet, names: RouteNames) -> str:
    step = names.step(event.element, event.scope)
    if not event.due_at:
        return gettext("%(step)s wacht; de termijn staat stil.", step=step)
    return gettext("%(step)s gaat af op %(day)s.", step=step, day=iso_day_words(event.due_at))


@sentence.register(ev.TimerMoved)
def _(event: ev.TimerMoved, names: RouteNames) -> str:
    step = names.step(event.element, event.scope)
    if not event.due_at:
        return gettext(
            "%(step)s staat stil (was %(day)s).", step=step, day=iso_day_words(event.was)
        )
    was = gettext(" (was %(day)s)", day=iso_day_words(event.was)) if event.was else ""
    return gettext(
        "%(step)s schuift naar %(day)s%(was)s.",
        step=step,
        day=iso_day_words(event.due_at),
        was=was,
    )


@sentence.register(ev.TimerFired)
def _(event: ev.TimerFired, names: RouteNames) -> str:
    step = names.step(event.element, event.scope)
    return gettext(
        "Het moment van %(step)s is gekomen (%(day)s).", step=step, day=iso_day_words(event.due_at)
    )


@sentence.register(ev.TimerCancelled)
def _(event: ev.TimerCancelled, names: RouteNames) -> str:
    return gettext("%(step)s is niet meer nodig.", step=names.step(event.element, event.scope))


@sentence.register(ev.EventAwaited)
def _(event: ev.EventAwaited, names: RouteNames) -> str:
    return gettext("Het traject wacht op %(step)s.", step=names.step(event.element, event.scope))


@sentence.register(ev.MessageReceived)
def _(event: ev.MessageReceived, names: RouteNames) -> str:
    return gettext("Vastgelegd: %(step)s.", step=names.step(event.element, event.scope))


@sentence.register(ev.SignalReceived)
def _(event: ev.SignalReceived, names: RouteNames) -> str:
    del names
    return gettext("Het signaal ‘%(name)s’ is gegeven.", name=event.name)


@sentence.register(ev.MessageSent)
def _(event: ev.MessageSent, names: RouteNames) -> str:
    return gettext(
        "%(step)s: het bericht ‘%(name)s’ is verstuurd.",
        step=names.step(event.element, event.scope),
        name=event.name,
    )


@sentence.register(ev.SignalThrown)
def _(event: ev.SignalThrown, names: RouteNames) -> str:
    return gettext(
        "%(step)s: het signaal ‘%(name)s’ is gegeven.",
        step=names.step(event.element, event.scope),
        name=event.name,
    )


@sentence.register(ev.CaseMigrated)
def _(event: ev.CaseMigrated, names: RouteNames) -> str:
    del names
    return gettext(
        "Het traject loopt verder volgens een nieuwe versie van de route.%(why)s",
        why=why_words(event.reason),
    )


@sentence.register(ev.DataDisclosed)
def _(event: ev.DataDisclosed, names: RouteNames) -> str:
    forms = listed(items=[f"‘{names.form(form)}’" for form in event.forms])
    if not forms:
        return gettext(
            "Er was nog niets ingevuld om te delen met %(roles)s.",
            roles=names.roles(event.to_roles),
        )
    return gettext(
        "Gedeeld met %(roles)s: %(forms)s. Grondslag: %(ground)s.",
        roles=names.roles(event.to_roles),
        forms=forms,
        ground=event.ground,
    )


@sentence.register(ev.DisclosureEnded)
def _(event: ev.DisclosureEnded, names: RouteNames) -> str:
    forms = listed(items=[f"‘{names.form(form)}’" for form in event.forms])
    if not forms:
        return gettext(
            "Met %(roles)s was nog niets gedeeld. Reden: %(reason)s",
            roles=names.roles(event.to_roles),
            reason=event.reason,
        )
    return gettext(
        "Niet meer gedeeld met %(roles)s: %(forms)s. Reden: %(reason)s",
        roles=names.roles(event.to_roles),
        forms=forms,
        reason=event.reason,
    )


@sentence.register(ev.NoticeGiven)
def _(event: ev.NoticeGiven, names: RouteNames) -> str:
    return gettext(
        "Bericht aan %(roles)s: “%(text)s”", roles=names.roles(event.to_roles), text=event.text
    )


@sentence.register(ev.DecisionAnnounced)
def _(event: ev.DecisionAnnounced, names: RouteNames) -> str:
    return gettext(
        "Bekendgemaakt aan %(roles)s, op %(day)s: %(form)s.",
        roles=names.roles(event.to_roles),
        day=iso_day_words(event.announced_on),
        form=names.form(event.document),
    )


@sentence.register(ev.ParticipantChanged)
def _(event: ev.ParticipantChanged, names: RouteNames) -> str:
    kind = KINDS.get(event.organisation_kind, event.organisation_kind)
    instead = (
        gettext(", in plaats van %(organisation)s", organisation=names.organisation(event.was))
        if event.was
        else ""
    )
    return gettext(
        "%(organisation)s doet mee als %(kind)s%(instead)s.%(why)s",
        organisation=names.organisation(event.organisation),
        kind=kind,
        instead=instead,
        why=why_words(event.reason),
    )


@sentence.register(ev.NoteMade)
def _(event: ev.NoteMade, names: RouteNames) -> str:
    del names
    if event.audience == Audience.ALL:
        return gettext("Er is een notitie gemaakt voor alle deelnemers.")
    return gettext("Er is een notitie gemaakt voor de eigen organisatie.")


@sentence.register(ev.SubmissionCorrected)
def _(event: ev.SubmissionCorrected, names: RouteNames) -> str:
    told = gettext("Het formulier ‘%(form)s’ is verbeterd.", form=names.form(event.form))
    if event.to_roles:
        told += " " + gettext("Gemeld aan %(roles)s.", roles=names.roles(event.to_roles))
    return told + why_words(event.reason)


@sentence.register(ev.CaseRequested)
def _(event: ev.CaseRequested, names: RouteNames) -> str:
    del names
    return gettext(
        "Voor dezelfde leerling begint een ander traject: %(route)s.", route=event.route
    )


@sentence.register(ev.NormBroken)
def _(event: ev.NormBroken, names: RouteNames) -> str:
    told = (
        gettext(" Gemeld aan %(roles)s.", roles=names.roles(event.to_roles))
        if event.to_roles
        else ""
    )
    return gettext("De norm ‘%(kpi)s’ is niet gehaald.%(told)s", kpi=event.kpi, told=told)


@sentence.register(ev.ResourceReserved)
def _(event: ev.ResourceReserved, names: RouteNames) -> str:
    del names
    return gettext(
        "Gereserveerd: ‘%(resource)s’, een van de %(capacity)s in de regio.",
        resource=event.resource,
        capacity=event.capacity,
    )


@sentence.register(ev.ResourceReleased)
def _(event: ev.ResourceReleased, names: RouteNames) -> str:
    del names
    return gettext(
        "Niet meer nodig: ‘%(resource)s’. Een ander traject kan het reserveren.",
        resource=event.resource,
    )


@sentence.register(ev.IncidentRaised)
def _(event: ev.IncidentRaised, names: RouteNames) -> str:
    del event, names
    return gettext("Door een storing staat het traject stil. Er is niets verloren gegaan.")


@sentence.register(ev.IncidentResolved)
def _(event: ev.IncidentResolved, names: RouteNames) -> str:
    del event, names
    return gettext("De storing is opgelost; het traject loopt weer.")


@sentence.register(ev.CaseCompleted)
def _(event: ev.CaseCompleted, names: RouteNames) -> str:
    return gettext(
        "Het traject is afgerond: %(outcome)s.",
        outcome=names.outcome(event.end_event, event.outcome),
    )


@sentence.register(ev.CaseWithdrawn)
def _(event: ev.CaseWithdrawn, names: RouteNames) -> str:
    del names
    why = why_words(event.reason)
    return gettext("Het traject is ingetrokken.%(why)s", why=why)


def sealed_day(text: str) -> str:
    """Return a day in words; once it was destroyed, that it is not known any more."""
    return iso_day_words(text) or gettext("een dag die niet meer bekend is")


def why_words(reason: str) -> str:
    """Return a reason, for who may read it."""
    return f" {gettext('Reden: %(reason)s', reason=reason)}" if reason else ""


def _round(number: int) -> str:
    return gettext(" (keer %(number)s)", number=number) if number > 1 else ""
