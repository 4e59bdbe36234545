"""Asks how a play of a draft begins, to which day it goes, and what a route gives or is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_api.languages import gettext as _

from .asking import Raw, ask, asking_form, options, section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Pairs = Sequence[tuple[str, str]]

_TYPES = {"ja_nee": "yes_no", "getal": "number", "datum": "date"}


def beginning_questions(*, starts: Pairs, regions: Pairs, called: Pairs) -> Raw:
    """Return what is asked to begin a play: how, on which day, by whose settings."""
    fields = [
        ask("start", "choice", _("Hoe begint het traject?"), options=options(starts),
            required=True),
        ask("dag", "date", _("Eerste dag van het spel"), required=True,
            hint=_("Feestdagen en vakanties van die tijd tellen mee.")),
        ask("regio", "choice", _("Met de instellingen van welke regio?"),
            options=options(regions), required=True,
            hint=_("Termijnen, kalender en parameters komen van die regio.")),
    ]  # fmt: skip
    if called:
        fields.append(
            ask("overslaan", "choices", _("Andere routes die u niet wilt spelen"),
                options=options(called),
                hint=_("Van een route die u niet speelt, zegt u zelf hoe die eindigt."))
        )  # fmt: skip
    return asking_form(
        "proefspel", _("Proefspelen"), [section("begin", _("Hoe het spel begint"), fields)]
    )


def day_question() -> Raw:
    """Return the question to which day the calendar goes."""
    fields = [ask("dag", "date", _("Naar welke dag?"), required=True)]
    return asking_form("kalender", _("Kalender"), [section("kalender", _("Kalender"), fields)])


def values_questions(title: str, kinds: Mapping[str, str]) -> Raw:
    """Return a form that asks values of a route, by name and kind (docs/route-format.md)."""
    fields = [ask(name, _TYPES.get(kind, "text"), _in_words(name))
              for name, kind in sorted(kinds.items())]  # fmt: skip
    return asking_form("gegevens", title, [section("gegevens", title, fields)])


def naming_questions() -> Raw:
    """Return what is asked to save a play as a scenario."""
    fields = [
        ask("titel", "text", _("Titel van het scenario"), required=True, max_length=200,
            hint=_("Wat er gebeurt, bijvoorbeeld: te laat aangevuld, toch behandeld.")),
        ask("naam", "text", _("Naam van het bestand"), max_length=80,
            hint=_("Kleine letters, cijfers en streepjes. Laat u dit leeg, dan volgt de naam "
                   "uit de titel.")),
    ]  # fmt: skip
    return asking_form(
        "scenario", _("Bewaren als scenario"), [section("scenario", _("Het scenario"), fields)]
    )


def _in_words(name: str) -> str:
    return name.replace("_", " ").capitalize()
