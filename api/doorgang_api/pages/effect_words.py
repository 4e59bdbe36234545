"""What an answer would lead to, in plain words: what will be, not what was."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from doorgang_api.languages import gettext as _
from doorgang_engine import events as ev
from doorgang_engine.terms.wording import listed

from .sentences import sentence
from .words import iso_day_words

if TYPE_CHECKING:
    from doorgang_engine.preview import Preview

    from .names import RouteNames


def told_effects(preview: Preview, names: RouteNames) -> list[tuple[str, str]]:
    """Return kind and sentence of everything that would happen and matters to people."""
    told = [(event.kind, effect(event, names)) for event in preview.events]
    return [(kind, text) for kind, text in told if text]


@singledispatch
def effect(event: ev.Event, names: RouteNames) -> str:
    """Return what would happen as one sentence; ``""`` when it only matters to the machine."""
    del event, names
    return ""


@effect.register(ev.TaskOpened)
def _task_opened(event: ev.TaskOpened, names: RouteNames) -> str:
    named = {"stap": names.step(event.element, event.scope), "rol": names.role(event.role)}
    if not event.due_at:
        return _("Er komt een taak %(stap)s voor: %(rol)s.", **named)
    named["dag"] = iso_day_words(event.due_at)
    return _("Er komt een taak %(stap)s voor: %(rol)s, klaar uiterlijk %(dag)s.", **named)


@effect.register(ev.TaskCancelled)
def _task_cancelled(event: ev.TaskCancelled, names: RouteNames) -> str:
    return _("De taak %(stap)s vervalt.", stap=names.step(event.element, event.scope))


@effect.register(ev.TermStarted)
def _term_started(event: ev.TermStarted, names: RouteNames) -> str:
    named = {
        "termijn": names.term(event.term),
        "dag": iso_day_words(event.end),
        "grond": event.ground,
    }
    if not event.ground:
        return _("Dit start de termijn %(termijn)s, tot en met %(dag)s.", **named)
    return _(
        "Dit start de termijn %(termijn)s, tot en met %(dag)s. Grondslag: %(grond)s.", **named
    )


@effect.register(ev.TermSuspended)
def _term_suspended(event: ev.TermSuspended, names: RouteNames) -> str:
    return _("De termijn %(termijn)s staat stil.", termijn=names.term(event.term))


@effect.register(ev.TermResumed)
def _term_resumed(event: ev.TermResumed, names: RouteNames) -> str:
    named = {"termijn": names.term(event.term), "dag": iso_day_words(event.end)}
    return _("De termijn %(termijn)s loopt weer, tot en met %(dag)s.", **named)


@effect.register(ev.TermExtended)
def _term_extended(event: ev.TermExtended, names: RouteNames) -> str:
    named = {"termijn": names.term(event.term), "dag": iso_day_words(event.end)}
    return _("De termijn %(termijn)s wordt langer, tot en met %(dag)s.", **named)


@effect.register(ev.TermEnded)
def _term_ended(event: ev.TermEnded, names: RouteNames) -> str:
    term = names.term(event.term)
    if event.outcome == "met":
        return _("De termijn %(termijn)s is dan gehaald.", termijn=term)
    if event.outcome == "lapsed":
        return _("De termijn %(termijn)s is dan verstreken.", termijn=term)
    return _("De termijn %(termijn)s stopt: zij is niet meer nodig.", termijn=term)


@effect.register(ev.DataDisclosed)
def _data_disclosed(event: ev.DataDisclosed, names: RouteNames) -> str:
    forms = listed(items=[f"‘{names.form(form)}’" for form in event.forms])
    if not forms:
        return ""
    return _(
        "Te lezen voor %(rollen)s: %(formulieren)s. Grondslag: %(grond)s.",
        rollen=names.roles(event.to_roles),
        formulieren=forms,
        grond=event.ground,
    )


@effect.register(ev.DisclosureEnded)
def _disclosure_ended(event: ev.DisclosureEnded, names: RouteNames) -> str:
    forms = listed(items=[f"‘{names.form(form)}’" for form in event.forms])
    if not forms:
        return ""
    return _(
        "Niet meer te lezen voor %(rollen)s: %(formulieren)s.",
        rollen=names.roles(event.to_roles),
        formulieren=forms,
    )


@effect.register(ev.NoticeGiven)
def _notice_given(event: ev.NoticeGiven, names: RouteNames) -> str:
    named = {"rollen": names.roles(event.to_roles), "tekst": event.text}
    return _("Bericht aan %(rollen)s: “%(tekst)s”", **named)


@effect.register(ev.DecisionAnnounced)
def _decision_announced(event: ev.DecisionAnnounced, names: RouteNames) -> str:
    return _(
        "Aan %(rollen)s wordt bekendgemaakt: %(stuk)s.",
        rollen=names.roles(event.to_roles),
        stuk=names.form(event.document),
    )


@effect.register(ev.CaseRequested)
def _case_requested(event: ev.CaseRequested, names: RouteNames) -> str:
    del names
    return _("Voor dezelfde leerling begint een ander traject: %(route)s.", route=event.route)


@effect.register(ev.NormBroken)
@effect.register(ev.ParticipantChanged)
@effect.register(ev.ResourceReserved)
@effect.register(ev.ResourceReleased)
def _as_in_history(event: ev.Event, names: RouteNames) -> str:
    return sentence(event, names)


@effect.register(ev.CaseCompleted)
def _case_completed(event: ev.CaseCompleted, names: RouteNames) -> str:
    named = {"uitkomst": names.outcome(event.end_event, event.outcome)}
    return _("Het traject is dan afgerond: %(uitkomst)s.", **named)
