"""The difference of two versions of a form, in words: what, what it was, what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_api.form_builder.overview import kinds
from doorgang_api.languages import gettext as _
from doorgang_forms.outline import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doorgang_forms.diff import Changed, Difference, Node


@dataclass(frozen=True, kw_only=True)
class Told:
    """One difference. ``old`` and ``new`` are empty where there is nothing to set beside it."""

    about: str
    what: str
    old: str = ""
    new: str = ""


def told_differences(found: Difference) -> list[Told]:
    """Return every difference in words, in the order of the form."""
    return [
        *(Told(about=_named(one), what=_("toegevoegd"), new=_kind(one)) for one in found.added),
        *(Told(about=_named(one), what=_("weggehaald"), old=_kind(one)) for one in found.removed),
        *(Told(about=_named(one), what=_("verplaatst")) for one in found.moved),
        *(told for one in found.changed for told in _told(one)),
    ]


def _named(node: Node) -> str:
    if node.kind == "form":
        return _("Het formulier")
    if node.kind == "section":
        return _("Onderdeel ‘%(naam)s’") % {"naam": node.words}
    return _("Vraag ‘%(naam)s’") % {"naam": node.words}


def _kind(node: Node) -> str:
    return kinds().get(str(node.own.get("type")), "") if node.kind == "field" else ""


def _told(change: Changed) -> Iterator[Told]:
    about, what = _named(change.node), _keys().get(change.key, change.key)
    if change.key == "options":
        yield from _options(about, change.old or [], change.new or [])
        return
    yield Told(about=about, what=what, old=_words(change.old), new=_words(change.new))


def _options(about: str, old: list[Any], new: list[Any]) -> Iterator[Told]:
    was, now = _by_value(old), _by_value(new)
    for value, words in now.items():
        if value not in was:
            yield Told(about=about, what=_("antwoord erbij"), new=words)
        elif was[value] != words:
            yield Told(about=about, what=_("antwoord"), old=was[value], new=words)
    for value, words in was.items():
        if value not in now:
            yield Told(about=about, what=_("antwoord weg"), old=words)
    kept = [value for value in was if value in now]
    if kept != [value for value in now if value in was]:
        yield Told(about=about, what=_("volgorde van de antwoorden"), new="; ".join(now.values()))


def _by_value(options: list[Any]) -> dict[str, str]:
    return {str(one.get("value")): label_of(field=one) or str(one.get("value")) for one in options}


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, dict) and isinstance(value.get("nl"), str):
        others = [f"{lang}: {text}" for lang, text in value.items() if lang != "nl"]
        return "; ".join([value["nl"], *others])
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_words(one)}" for key, one in value.items())
    if isinstance(value, list):
        return "; ".join(_words(one) for one in value)
    return str(value)


def _keys() -> dict[str, str]:
    return {
        "title": _("titel"), "intro": _("inleiding"), "ground": _("grondslag"),
        "retention": _("hoort bij"), "anonymous": _("anoniem"), "rules": _("regels"),
        "checklist": _("controlelijst"),
        "example": _("voorbeeld"), "seeds": _("bronnen"), "label": _("tekst van de vraag"),
        "hint": _("uitleg"), "type": _("soort vraag"), "required": _("verplicht"),
        "show_when": _("wanneer zij verschijnt"), "sensitive": _("gevoelig gegeven"),
        "sensitive_reason": _("waarom niet gevoelig"), "visible_to": _("wie het mag lezen"),
        "taken_from": _("neemt over uit"),
        "export": _("naam voor de route"), "max_length": _("hoogstens zoveel tekens"),
        "pattern": _("vaste vorm"), "pattern_message": _("melding bij de vorm"),
        "min": _("ten minste"), "max": _("ten hoogste"), "decimals": _("cijfers achter de komma"),
        "unit": _("eenheid"), "min_items": _("ten minste zoveel antwoorden"),
        "max_items": _("ten hoogste zoveel antwoorden"), "must_be": _("moet worden bevestigd"),
        "min_rows": _("ten minste zoveel rijen"), "max_rows": _("ten hoogste zoveel rijen"),
        "row_label": _("naam van een rij"), "per_person": _("een rij per mens"),
        "free": _("naam zonder BRIN mag"), "accept": _("soorten bestanden"),
        "max_mb": _("hoogstens zoveel MB"), "text": _("tekst om te lezen"),
        "compute": _("berekening"),
    }  # fmt: skip
