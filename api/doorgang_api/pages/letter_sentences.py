"""The history events of letters and links, each as a sentence."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from doorgang_api.languages import gettext
from doorgang_engine import events as ev
from doorgang_engine.link import Purpose

from .link_words import PURPOSES, ROLES
from .sentences import sentence
from .words import moment_words

if TYPE_CHECKING:
    from .names import RouteNames


@sentence.register(ev.LetterMade)
def _letter_made(event: ev.LetterMade, names: RouteNames) -> str:
    del names
    told = gettext(
        "De brief ‘%(titel)s’ is gemaakt (nummer %(nummer)s).",
        titel=event.title,
        nummer=event.number,
    )
    if not event.sha256:
        return told
    return f"{told} " + gettext("Vingerafdruk: %(begin)s…", begin=event.sha256[:16])


@sentence.register(ev.LetterAskedAgain)
def _letter_asked_again(event: ev.LetterAskedAgain, names: RouteNames) -> str:
    del names
    told = gettext("Gevraagd om de brief ‘%(titel)s’ opnieuw te maken.", titel=event.title)
    return f"{told} " + gettext("Reden: %(reden)s", reden=event.reason) if event.reason else told


@sentence.register(ev.LinkMade)
def _link_made(event: ev.LinkMade, names: RouteNames) -> str:
    del names
    return gettext(
        "Een link gegeven, om te gebruiken voor: %(doel)s. Voor: %(rol)s. De link werkt tot "
        "%(moment)s.",
        doel=PURPOSES[Purpose(event.purpose)],
        rol=ROLES[event.role],
        moment=moment_words(datetime.fromisoformat(event.expires_at)),
    )


@sentence.register(ev.LinkWithdrawn)
def _link_withdrawn(event: ev.LinkWithdrawn, names: RouteNames) -> str:
    del event, names
    return gettext("Een link voor ouders of leerling is ingetrokken.")


@sentence.register(ev.LinkAnswered)
def _link_answered(event: ev.LinkAnswered, names: RouteNames) -> str:
    return gettext(
        "Met een link is geantwoord op ‘%(formulier)s’.", formulier=names.form(event.form)
    )
