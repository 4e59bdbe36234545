"""What happens to a task that two people do, as sentences beside those of ``sentences``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_api.languages import gettext as _
from doorgang_engine import events as ev

from .sentences import sentence

if TYPE_CHECKING:
    from .names import RouteNames


@sentence.register(ev.SignatureAsked)
def _signature_asked(event: ev.SignatureAsked, names: RouteNames) -> str:
    step = names.step(event.element, event.scope)
    return _(
        "De taak %(stap)s is ingevuld en wacht op de handtekening van: %(rol)s.",
        stap=step,
        rol=names.role(event.role),
    )


@sentence.register(ev.SignatureGiven)
def _signature_given(event: ev.SignatureGiven, names: RouteNames) -> str:
    step, by = names.step(event.element, event.scope), names.person(event.filled_in_by)
    return _("De taak %(stap)s is ondertekend; ingevuld door %(naam)s.", stap=step, naam=by)


@sentence.register(ev.SignatureRefused)
def _signature_refused(event: ev.SignatureRefused, names: RouteNames) -> str:
    step = names.step(event.element, event.scope)
    if not event.reason:
        return _("De taak %(stap)s is niet ondertekend en gaat terug.", stap=step)
    return _(
        "De taak %(stap)s is niet ondertekend en gaat terug. Reden: %(reden)s",
        stap=step,
        reden=event.reason,
    )
