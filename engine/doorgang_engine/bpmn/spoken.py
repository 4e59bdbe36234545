"""How a finding names a part of a drawing to somebody who never saw the file: by its Dutch name.

Without a name: what it is, and after which step it stands. The id is in the finding beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .names import FLOW_NODES, local

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = {
    "startEvent": "een begin",
    "endEvent": "een einde",
    "exclusiveGateway": "een vraag",
    "inclusiveGateway": "een vraag met meer antwoorden",
    "parallelGateway": "een splitsing of samenkomst",
    "eventBasedGateway": "een keuze voor wat het eerst komt",
    "complexGateway": "een knooppunt",
    "intermediateCatchEvent": "een wachtmoment",
    "intermediateThrowEvent": "een melding",
    "boundaryEvent": "een gebeurtenis",
    "subProcess": "een deel van de route",
    "callActivity": "een andere route",
    "sequenceFlow": "een pijl",
    "lane": "een baan",
    "process": "de route",
    "definitions": "de route",
}
_STEP = "een stap"


def spoken(element: Any) -> str:
    """Return how people know an element: its name, or what it is and where it stands.

    A flow goes by what it comes from and its name: many answers are just *ja*.
    """
    kind = local(element)
    if name := _named(element):
        source = _by_id(element, element.get("sourceRef", "")) if kind == "sequenceFlow" else None
        return name if source is None else f"{_called(source)} – {name}"
    if kind == "sequenceFlow":
        ends = [_end(element, one) for one in ("sourceRef", "targetRef")]
        return f"{ends[0]} → {ends[1]}"
    if kind in KINDS or kind in FLOW_NODES:
        before = next(_before(element), "")
        joined = "bij" if kind == "boundaryEvent" else "na"
        what = KINDS.get(kind, _STEP)
        return f"{what} {joined} {before}" if before else what
    around = element.getparent()
    return KINDS["definitions"] if around is None else spoken(around)


def spoken_by_id(element: Any, wanted: str) -> str:
    """Return the same of the element of its file that has an id; of none what was asked."""
    found = _by_id(element, wanted)
    return wanted if found is None else spoken(found)


def _named(element: Any) -> str:
    return " ".join((element.get("name") or "").split())


def _end(flow: Any, end: str) -> str:
    found = _by_id(flow, flow.get(end, ""))
    if found is None:
        return "?"
    return _called(found)


def _called(element: Any) -> str:
    return _named(element) or KINDS.get(local(element), _STEP)


def _before(element: Any) -> Iterator[str]:
    """Yield the names of what leads to an element, or of the step that it is attached to."""
    own = element.get("id")
    around = element.getparent()
    if not own or around is None:
        return
    if host := element.get("attachedToRef"):
        found = _by_id(element, host)
        if found is not None and _named(found):
            yield _named(found)
    for flow in around:
        if local(flow) == "sequenceFlow" and flow.get("targetRef") == own:
            source = _by_id(element, flow.get("sourceRef", ""))
            if source is not None and _named(source):
                yield _named(source)


def _by_id(element: Any, wanted: str) -> Any:
    if not wanted:
        return None
    return next((one for one in element.getroottree().iter() if one.get("id") == wanted), None)
