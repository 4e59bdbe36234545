"""The history events of terms, each as a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_api.languages import gettext
from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine import events as ev
from doorgang_engine.terms.durations import parse_duration
from doorgang_engine.terms.wording import duration_words

from .sentences import sealed_day, sentence, why_words

if TYPE_CHECKING:
    from .names import RouteNames


_OUTCOMES = {
    "met": _l("De termijn %(term)s is gehaald."),
    "lapsed": _l("De termijn %(term)s is verstreken."),
    "stopped": _l("De termijn %(term)s is gestopt: zij is niet meer nodig."),
}


@sentence.register(ev.TermStarted)
def _(event: ev.TermStarted, names: RouteNames) -> str:
    ground = f" Grondslag: {event.ground}." if event.ground else ""
    return gettext(
        "De termijn %(term)s loopt vanaf %(day)s tot en met %(last)s.%(ground)s",
        term=names.term(event.term),
        day=sealed_day(event.started_on),
        last=sealed_day(event.end),
        ground=ground,
    )


@sentence.register(ev.TermSuspended)
def _(event: ev.TermSuspended, names: RouteNames) -> str:
    return gettext(
        "De termijn %(term)s staat stil vanaf %(day)s.%(why)s",
        term=names.term(event.term),
        day=sealed_day(event.suspended_on),
        why=why_words(event.reason),
    )


@sentence.register(ev.TermResumed)
def _(event: ev.TermResumed, names: RouteNames) -> str:
    return gettext(
        "De termijn %(term)s loopt weer vanaf %(day)s, tot en met %(last)s.",
        term=names.term(event.term),
        day=sealed_day(event.resumed_on),
        last=sealed_day(event.end),
    )


@sentence.register(ev.TermExtended)
def _(event: ev.TermExtended, names: RouteNames) -> str:
    by = duration_words(duration=parse_duration(text=event.by)) if event.by else ""
    return gettext(
        "De termijn %(term)s is verlengd met %(by)s, tot en met %(day)s.%(why)s",
        term=names.term(event.term),
        by=by,
        day=sealed_day(event.end),
        why=why_words(event.reason),
    )


@sentence.register(ev.TermRecalculated)
def _(event: ev.TermRecalculated, names: RouteNames) -> str:
    return gettext(
        "De termijn %(term)s is opnieuw berekend en loopt tot en met %(day)s.",
        term=names.term(event.term),
        day=sealed_day(event.end),
    )


@sentence.register(ev.TermEnded)
def _(event: ev.TermEnded, names: RouteNames) -> str:
    return _OUTCOMES[event.outcome] % {"term": names.term(event.term)}
