"""The legal core: what the law asks of a route, a variant of it has too, and cannot go around.

Elements with ``dg:wettelijk`` in the base are the core. A variant has each of them, unchanged
where the law speaks, and it is as unavoidable there as in the base. That is proven on the graph:
take the element away; what can then no longer be reached, or no longer reach an end, in the base
must not be able to in the variant either (dominators and post-dominators, by their definition).
Where the base starts a legal term at once after another moment of the core, nobody is waited for
in between: each day there would be one more than the law gives.
Names and layout play no part. What does not interrupt (a reminder) is no way around: the token
beside which it runs goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.finding import Finding
from doorgang_engine.bpmn.names import bpmn

from .ways import BEGIN, Graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doorgang_engine.bpmn.process import Element, ProcessModel

#: What of a legal element a variant leaves as it is.
KEPT = ("wettelijk", "termijn", "actie", "duur", "mandaat", "anders_dan",
        "medeondertekening", "uitkomst")  # fmt: skip
WORDS = {"termijn": "de termijn", "actie": "de handeling", "duur": "de duur",
         "mandaat": "het mandaat", "anders_dan": "het vierogenprincipe",
         "medeondertekening": "de medeondertekening", "uitkomst": "de uitkomst",
         "wettelijk": "de grondslag"}  # fmt: skip

WAITS = frozenset({"userTask", "manualTask", "receiveTask", "intermediateCatchEvent",
                   "eventBasedGateway", "callActivity"})  # fmt: skip
STARTS_TERM = frozenset({"termijn_starten", "termijn_hervatten"})


def check_legal_core(
    root: Any, model: ProcessModel, *, base_root: Any, base: ProcessModel
) -> list[Finding]:
    """Return each part of the legal core that a variant leaves out, changes or goes around."""
    core = [one for one in base.elements.values() if one.get("wettelijk")]
    present = [one for one in core if one.id in model.elements]
    found = [_missing(one) for one in core if one.id not in model.elements]
    timers = _timers(base_root), _timers(root)
    for one in present:
        found += _changed(one, model.elements[one.id], timers)
    before, after = Graph(base, base_root), Graph(model, root)
    for one in present:
        found += _avoidable(one, before, after)
        if one.get("actie") in STARTS_TERM:
            found += _delayed(one, present, before, after)
    return found


def _missing(one: Element) -> Finding:
    return Finding(
        code="legal_core_missing",
        element=one.id,
        line=0,
        message=f"'{one.name or one.id}' hoort bij de wettelijke kern ({one.get('wettelijk')}) en "
        "ontbreekt.",
        remedy="Maak de wijziging ongedaan waarmee dit verdween. Kan dat niet meer, maak dan een "
        "nieuwe kopie van de basis.",
        notation=f"id='{one.id}'",
    )


def _changed(
    base: Element, own: Element, timers: tuple[dict[str, str], dict[str, str]]
) -> Iterator[Finding]:
    if (base.kind, base.event) != (own.kind, own.event):
        yield _otherwise(base, own, "het soort onderdeel")
        return
    for name in KEPT:
        if base.get(name) != own.get(name):
            yield _otherwise(base, own, WORDS[name])
    if timers[0].get(base.id) != timers[1].get(base.id):
        yield _otherwise(base, own, "het moment")


def _otherwise(base: Element, own: Element, what: str) -> Finding:
    return Finding(
        code="legal_core_changed",
        element=own.id,
        line=own.line,
        message=f"Van '{base.name or base.id}' is {what} anders dan in de basis; het onderdeel "
        f"hoort bij de wettelijke kern ({base.get('wettelijk')}).",
        remedy="Laat dit zoals het in de basis is.",
    )


def _avoidable(one: Element, base: Graph, own: Graph) -> Iterator[Finding]:
    """Yield at most one finding: where the variant gets past what cannot be passed in the base."""
    model = own.model
    shared = [e for e in model.elements if e in base.model.elements and e != one.id]
    past = _in_order(shared, own.reached_without(one.id) - base.reached_without(one.id))
    if past:
        yield _around(one, model, f"'{_named(model, past[0])}' is te bereiken zonder")
        return
    past = _in_order([BEGIN, *shared], own.ending_without(one.id) - base.ending_without(one.id))
    if past:
        where = "het begin" if past[0] == BEGIN else f"'{_named(model, past[0])}'"
        yield _around(one, model, f"van {where} loopt een pad naar een einde zonder")


def _delayed(term: Element, core: list[Element], base: Graph, own: Graph) -> Iterator[Finding]:
    """Yield at most one finding: a wait between a part of the core and the term it starts.

    After what people do (deciding) there may be more to do before the law's moment (making known).
    """
    for one in core:
        is_moment = one.id != term.id and one.kind not in WAITS
        if not is_moment or not base.leads(one.id, term.id) or _waits(base, one, term):
            continue
        if waits := _waits(own, one, term):
            yield _late(own.model.elements[waits[0]], one, term)
            return


def _waits(graph: Graph, one: Element, term: Element) -> list[str]:
    """Return what waits between two elements, in the order of the drawing."""
    elements = graph.model.elements
    met = _in_order(list(elements), graph.between(one.id, term.id))
    return [name for name in met if elements[name].kind in WAITS]


def _late(wait: Element, one: Element, term: Element) -> Finding:
    return Finding(
        code="legal_core_delayed",
        element=wait.id,
        line=wait.line,
        message=f"'{wait.name or wait.id}' houdt '{term.name or term.id}' op: na "
        f"'{one.name or one.id}' begint die termijn in de basis meteen ({term.get('wettelijk')}).",
        remedy=f"Zet deze stap voor '{one.name or one.id}', of na '{term.name or term.id}'.",
    )


def _in_order(names: list[str], found: set[str]) -> list[str]:
    return [one for one in names if one in found]


def _around(one: Element, model: ProcessModel, how: str) -> Finding:
    own = model.elements[one.id]
    return Finding(
        code="legal_core_avoidable",
        element=one.id,
        line=own.line,
        message=f"'{one.name or one.id}' hoort bij de wettelijke kern ({one.get('wettelijk')}) en "
        f"kan worden overgeslagen: {how} '{one.name or one.id}'.",
        remedy=f"Laat elk pad langs '{one.name or one.id}' gaan, zoals in de basis.",
    )


def _named(model: ProcessModel, element: str) -> str:
    return model.elements[element].name or element


def _timers(root: Any) -> dict[str, str]:
    """Return what each timer says, by the id of its event."""
    found = {}
    for definition in root.iter(bpmn("timerEventDefinition")):
        text = " ".join("".join(definition.itertext()).split())
        found[definition.getparent().get("id", "")] = text
    return found
