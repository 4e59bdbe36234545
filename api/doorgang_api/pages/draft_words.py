"""How the pages of drafts say things in Dutch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext
from doorgang_engine.drafts.draft import Standing

from .dates import date_words
from .draft_lengths import LENGTHS, length_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from doorgang_engine.drafts.draft import Draft
    from doorgang_engine.editing.step_list import ListedStep

STANDINGS = {
    Standing.CONCEPT: lazy_gettext("Concept"),
    Standing.IN_REVIEW: lazy_gettext("Ter beoordeling"),
    Standing.ADOPTED: lazy_gettext("Vastgesteld"),
    Standing.ACTIVE: lazy_gettext("Actief"),
    Standing.ENDED: lazy_gettext("Afgelopen"),
    Standing.RETIRED: lazy_gettext("Ingetrokken"),
    Standing.DROPPED: lazy_gettext("Vervallen"),
}
KINDS = {
    "startEvent": lazy_gettext("Begin"),
    "endEvent": lazy_gettext("Einde"),
    "userTask": lazy_gettext("Taak"),
    "serviceTask": lazy_gettext("Gaat vanzelf"),
    "scriptTask": lazy_gettext("Gegeven vastleggen"),
    "businessRuleTask": lazy_gettext("Beslistabel"),
    "receiveTask": lazy_gettext("Wachten op bericht"),
    "sendTask": lazy_gettext("Bericht geven"),
    "callActivity": lazy_gettext("Andere route"),
    "subProcess": lazy_gettext("Deel van de route"),
    "exclusiveGateway": lazy_gettext("Vraag"),
    "inclusiveGateway": lazy_gettext("Vraag met meer antwoorden"),
    "parallelGateway": lazy_gettext("Tegelijk"),
    "eventBasedGateway": lazy_gettext("Wat het eerst komt"),
    "intermediateCatchEvent": lazy_gettext("Wachten"),
    "intermediateThrowEvent": lazy_gettext("Melden"),
    "boundaryEvent": lazy_gettext("Gebeurt tijdens een stap"),
}
SETTINGS = {
    "naam": lazy_gettext("Naam"),
    "uitleg": lazy_gettext("Uitleg voor wie dit doet"),
    "rol": lazy_gettext("Rol"),
    "formulier": lazy_gettext("Formulier"),
    "termijn": lazy_gettext("Termijn"),
    "vanaf": lazy_gettext("Termijn loopt vanaf (gegeven)"),
    "mandaat": lazy_gettext("Mandaat"),
    "anders_dan": lazy_gettext("Iemand anders dan bij"),
    "wettelijk": lazy_gettext("Wettelijke grondslag van deze stap"),
    "mijlpaal": lazy_gettext("Mijlpaal"),
    "grondslag": lazy_gettext("Grondslag voor het delen van gegevens"),
    "aan": lazy_gettext("Aan welke rollen"),
    "bericht": lazy_gettext("Tekst van het bericht"),
    "uitkomst": lazy_gettext("Uitkomst"),
    "reden": lazy_gettext("Reden"),
    "duur": lazy_gettext("Duur"),
    "deelnemer": lazy_gettext("Noemt een organisatie van het soort"),
    "deelroute": lazy_gettext("Welke route"),
    "wachttijd": lazy_gettext("Wacht zo lang"),
    "wachttermijn": lazy_gettext("Wacht tot het einde van de termijn"),
}
TOLD = ("formulier", "termijn", "wettelijk", "mijlpaal", "deelroute", "wachttijd", "wachttermijn")


def standing_words(draft: Draft, today: date) -> str:
    """Return where a draft stands, with its days."""
    found = draft.standing(today)
    words = str(STANDINGS[found])
    if draft.from_day is None:
        return words
    first = date_words(day=draft.from_day)
    if draft.until_day is None:
        return _("%(stand)s, vanaf %(dag)s") % {"stand": words, "dag": first}
    last = date_words(day=draft.until_day)
    said = {"stand": words, "dag": first, "laatste": last}
    if draft.is_pilot:
        return _("%(stand)s, pilot van %(dag)s tot en met %(laatste)s") % said
    return _("%(stand)s, van %(dag)s tot en met %(laatste)s") % said


def kind_words(step: ListedStep) -> str:
    """Return what kind of step it is."""
    return str(KINDS.get(step.kind, step.kind))


def setting_words(
    step: ListedStep, forms: Mapping[str, Any], terms: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """Return what is set of a step, as far as the list tells it; forms and terms by name."""
    names = {
        "formulier": {key: str(form["title"].get("nl", key)) for key, form in forms.items()},
        "termijn": {key: rule.name for key, rule in terms.items()},
    }
    return [
        (str(SETTINGS[key]), _value_words(key, value, names))
        for key in TOLD
        if (value := step.settings.get(key))
    ]


def _value_words(key: str, value: str, names: Mapping[str, Mapping[str, str]]) -> str:
    if key == "mijlpaal":
        return value.replace("_", " ")
    return length_words(value) if key in LENGTHS else names.get(key, {}).get(value, value)
