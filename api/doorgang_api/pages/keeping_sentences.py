"""The history events of keeping, destroying, rights and handing over, each as a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_api.languages import gettext
from doorgang_engine import events as ev

from .sentences import sealed_day, sentence, why_words
from .words import iso_day_words

if TYPE_CHECKING:
    from .names import RouteNames


@sentence.register(ev.LeavingRecorded)
def _(event: ev.LeavingRecorded, names: RouteNames) -> str:
    del names
    return gettext(
        "De leerling heeft de school verlaten op %(day)s.",
        day=sealed_day(event.left_on),
    )


@sentence.register(ev.LeavingWithdrawn)
def _(event: ev.LeavingWithdrawn, names: RouteNames) -> str:
    del event, names
    return gettext("Dat de leerling de school had verlaten, is teruggenomen.")


@sentence.register(ev.HoldSet)
def _(event: ev.HoldSet, names: RouteNames) -> str:
    del names
    until = gettext(" tot en met %(day)s", day=iso_day_words(event.until)) if event.until else ""
    why = why_words(event.reason)
    return gettext(
        "Er geldt een bewaarplicht%(until)s: %(ground)s.%(why)s",
        until=until,
        ground=event.ground,
        why=why,
    )


@sentence.register(ev.HoldLifted)
def _(event: ev.HoldLifted, names: RouteNames) -> str:
    del event, names
    return gettext("De bewaarplicht is opgeheven.")


@sentence.register(ev.RightExercised)
def _(event: ev.RightExercised, names: RouteNames) -> str:
    del names
    about = " " + gettext("Waarover: ‘%(note)s’.", note=event.note) if event.note else ""
    return gettext(
        "Er is een recht uit de AVG gebruikt: %(right)s.%(about)s", right=event.right, about=about
    )


@sentence.register(ev.TaskHandedOver)
def _(event: ev.TaskHandedOver, names: RouteNames) -> str:
    step, to = names.step(event.element, event.scope), names.person(event.to)
    note = " " + gettext("Toelichting: ‘%(note)s’.", note=event.note) if event.note else ""
    return gettext(
        "De taak %(step)s is overgedragen aan %(to)s.%(note)s", step=step, to=to, note=note
    )


@sentence.register(ev.RecordsDestroyed)
def _(event: ev.RecordsDestroyed, names: RouteNames) -> str:
    del names
    if not event.record_class:
        return gettext("Alles is vernietigd, omdat de bewaartermijn voorbij was.")
    return gettext(
        "De gegevens van de klasse %(record_class)s zijn vernietigd, omdat hun bewaartermijn "
        "voorbij was.",
        record_class=event.record_class,
    )
