"""How a finding names a part of a drawing to somebody who never saw the file: by its Dutch name.

Without a name: what it is, and after which step it stands. The id is in the finding beside it.
"""

from __future__ import annotations

from typing import Any

from .names import FLOW_NODES, local

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


class Spoken:
    """What the parts of one file are called. The file is read once: naming one costs no walk."""

    def __init__(self, root: Any) -> None:
        self._by_id: dict[str, Any] = {}
        for element in root.iter():
            if own := element.get("id"):
                self._by_id.setdefault(own, element)
        self._before: dict[str, str] = {}  # by id: the name of the first step that leads to it
        for element in root.iter():
            if local(element) == "sequenceFlow":
                source = self._by_id.get(element.get("sourceRef", ""))
                if source is not None and (name := _named(source)):
                    self._before.setdefault(element.get("targetRef", ""), name)

    def of(self, element: Any) -> str:
        """Return how people know an element: its name, or what it is and where it stands.

        A flow goes by what it comes from and its name: many answers are just *ja*.
        """
        kind = local(element)
        if name := _named(element):
            source = self._end(element, "sourceRef") if kind == "sequenceFlow" else None
            return name if source is None else f"{_called(source)} – {name}"
        if kind == "sequenceFlow":
            ends = [self._end(element, one) for one in ("sourceRef", "targetRef")]
            return " → ".join("?" if one is None else _called(one) for one in ends)
        if kind in KINDS or kind in FLOW_NODES:
            return self._placed(element, KINDS.get(kind, _STEP))
        around = element.getparent()
        return KINDS["definitions"] if around is None else self.of(around)

    def by_id(self, wanted: str) -> str:
        """Return the same of the element that has an id; of none what was asked."""
        found = self._by_id.get(wanted)
        return wanted if found is None else self.of(found)

    def _end(self, flow: Any, end: str) -> Any:
        return self._by_id.get(flow.get(end, ""))

    def _placed(self, element: Any, what: str) -> str:
        """Return what an element is with the step before it, or that it is attached to."""
        host = self._by_id.get(element.get("attachedToRef", ""))
        before = "" if host is None else _named(host)
        before = before or self._before.get(element.get("id", ""), "")
        joined = "bij" if local(element) == "boundaryEvent" else "na"
        return f"{what} {joined} {before}" if before else what


def _named(element: Any) -> str:
    return " ".join((element.get("name") or "").split())


def _called(element: Any) -> str:
    return _named(element) or KINDS.get(local(element), _STEP)
