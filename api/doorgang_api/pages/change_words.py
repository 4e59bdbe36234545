"""A difference between two bundles as a sentence: what, from what, to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l

if TYPE_CHECKING:
    from doorgang_engine.differences.changes import Change

#: What people call the kinds of elements.
KINDS: dict[str, Any] = {
    "userTask": _l("taak"),
    "manualTask": _l("handmatige taak"),
    "scriptTask": _l("rekenstap"),
    "serviceTask": _l("automatische stap"),
    "sendTask": _l("bericht versturen"),
    "receiveTask": _l("bericht afwachten"),
    "businessRuleTask": _l("beslissing volgens tabel"),
    "callActivity": _l("andere route"),
    "subProcess": _l("deelproces"),
    "transaction": _l("deelproces"),
    "adHocSubProcess": _l("deelproces"),
    "exclusiveGateway": _l("beslispunt"),
    "parallelGateway": _l("splitsing"),
    "inclusiveGateway": _l("splitsing met voorwaarden"),
    "eventBasedGateway": _l("wachtpunt"),
    "startEvent": _l("begin"),
    "endEvent": _l("einde"),
    "intermediateCatchEvent": _l("wachten"),
    "intermediateThrowEvent": _l("gebeurtenis"),
    "boundaryEvent": _l("gebeurtenis op een stap"),
    "lane": _l("baan"),
    "message": _l("bericht"),
    "textAnnotation": _l("toelichting in de tekening"),
}
#: What people call the properties of a step, a flow or a term.
PROPERTIES: dict[str, Any] = {
    "name": _l("naam"),
    "kind": _l("soort"),
    "lane": _l("baan"),
    "scope": _l("deelproces"),
    "default": _l("pad als geen voorwaarde waar is"),
    "conditionExpression": _l("voorwaarde"),
    "documentation": _l("toelichting"),
    "calledElement": _l("route die hij aanroept"),
    "attachedToRef": _l("stap waar hij aan zit"),
    "script": _l("berekening"),
    "sourceRef": _l("stap waar het pad begint"),
    "targetRef": _l("stap waar het pad heen gaat"),
    "dg:rol": _l("rol"),
    "dg:formulier": _l("formulier"),
    "dg:termijn": _l("termijn"),
    "dg:wettelijk": _l("wettelijk verplicht"),
    "dg:mijlpaal": _l("mijlpaal"),
    "dg:grondslag": _l("grondslag"),
    "dg:tabel": _l("beslistabel"),
    "dg:deelnemer": _l("deelnemer"),
    "dg:reden": _l("reden"),
    "dg:vanaf": _l("begin van de termijn"),
    "dg:kpi": _l("kengetal"),
    "dg:brief": _l("brief"),
    "duur": _l("duur"),
    "min": _l("kortste duur"),
    "max": _l("langste duur"),
    "grondslag": _l("grondslag"),
    "bron": _l("bron"),
    "naam": _l("naam"),
    "wettelijk": _l("wettelijk"),
    "geverifieerd": _l("nagekeken tegen de wettekst"),
    "opschortbaar": _l("mag worden opgeschort"),
    "verlengbaar": _l("verlenging"),
    "max_verlengd": _l("langste duur met verlenging"),
    "verschuiving": _l("verschuiving"),
    "vakantie_telt": _l("schoolvakantie telt mee"),
    "opschorting_vanaf": _l("opschorting vanaf"),
}


THINGS: dict[str, Any] = {
    "term": _l("Termijn ‘%(name)s’"),
    "form": _l("Formulier ‘%(name)s’"),
    "table": _l("Beslistabel ‘%(name)s’"),
    "parameter": _l("Instelling ‘%(name)s’"),
    "role": _l("Rol ‘%(name)s’"),
    "route": _l("Route ‘%(name)s’"),
}


#: What people call the rest of a bundle.
REST: dict[str, Any] = {
    "adopted": _l("Wie de tekening vaststelde, en waarom"),
    "calendar": _l("De kalender"),
    "description": _l("De omschrijving van de route"),
    "letters": _l("De brieven"),
    "region": _l("De regio"),
    "title": _l("De naam van de route"),
}


def change_words(one: Change) -> str:
    """Return what changed as one sentence without its full stop."""
    thing, _sep, deed = one.kind.rpartition("_")
    if thing == "step" and deed != "changed":
        return _step(one, deed)
    if thing == "way" and deed != "changed":
        return _way(one, deed)
    if deed == "changed":
        return _changed(one, thing)
    return _come_or_gone(one, thing, deed)


def _step(one: Change, deed: str) -> str:
    place = one.beside.get("after", ""), one.beside.get("before", "")
    words = {"kind": kind_words(one.what), "name": one.name, "after": place[0], "next": place[1]}
    if deed == "added":
        if all(place):
            return _("Nieuw: %(kind)s ‘%(name)s’, na ‘%(after)s’ en voor ‘%(next)s’", **words)
        if place[0]:
            return _("Nieuw: %(kind)s ‘%(name)s’, na ‘%(after)s’", **words)
        return _("Nieuw: %(kind)s ‘%(name)s’", **words)
    if place[0]:
        return _("Weg: %(kind)s ‘%(name)s’, die na ‘%(after)s’ kwam", **words)
    return _("Weg: %(kind)s ‘%(name)s’", **words)


def _way(one: Change, deed: str) -> str:
    words = {"origin": one.beside.get("from", ""), "target": one.beside.get("to", "")}
    if deed == "added":
        return _("Nieuw pad van ‘%(origin)s’ naar ‘%(target)s’", **words)
    return _("Het pad van ‘%(origin)s’ naar ‘%(target)s’ is weg", **words)


def _changed(one: Change, thing: str) -> str:
    words = {
        "name": _thing(one, thing),
        "what": property_words(one.what),
        "before": one.before,
        "after": one.after,
    }
    if not one.what and not one.before and not one.after:
        return _("%(name)s is gewijzigd", **words)
    if not one.what:
        return _("%(name)s: van ‘%(before)s’ naar ‘%(after)s’", **words)
    if not one.before:
        return _("%(name)s krijgt %(what)s ‘%(after)s’", **words)
    if not one.after:
        return _("%(name)s heeft geen %(what)s meer (was ‘%(before)s’)", **words)
    return _("%(name)s: %(what)s van ‘%(before)s’ naar ‘%(after)s’", **words)


def _thing(one: Change, thing: str) -> str:
    if thing == "way":
        return _(
            "Het pad van ‘%(origin)s’ naar ‘%(target)s’",
            origin=one.beside.get("from", ""),
            target=one.beside.get("to", ""),
        )
    if thing == "bundle" and one.element in REST:
        return str(REST[one.element])
    return str(THINGS.get(thing, "‘%(name)s’")) % {"name": one.name or one.element}


def _come_or_gone(one: Change, thing: str, deed: str) -> str:
    words = {"name": _thing(one, thing)}
    if deed == "added":
        return _("%(name)s is nieuw", **words)
    return _("%(name)s is er niet meer", **words)


def kind_words(kind: str) -> str:
    """Return what people call a kind of element."""
    return str(KINDS.get(kind, kind))


def property_words(path: str) -> str:
    """Return what people call a property; one without a name is told by its path."""
    if path in PROPERTIES:
        return str(PROPERTIES[path])
    if "timerEventDefinition" in path:
        return _("moment van de klok")
    if "dg:variabele" in path:
        return _("gegeven %(path)s", path=path.partition("[")[2].partition("]")[0])
    return path
