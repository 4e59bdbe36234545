"""A drawing that comes back from a canvas, held against the version that it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.names import FLOW_NODES, bpmn, local
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TOLD = 3  # names in one sentence; of more, how many
_WAYS = frozenset({"sequenceFlow"})
#: What a canvas moves about by itself when something is drawn: no news of the element it is in.
_WIRES = frozenset({"incoming", "outgoing", "flowNodeRef"})
#: What BPMN reads where nothing is written: a canvas leaves it out.
DEFAULTS = frozenset(
    {
        ("associationDirection", "None"), ("behavior", "All"), ("cancelActivity", "true"),
        ("completionQuantity", "1"), ("eventGatewayType", "Exclusive"),
        ("gatewayDirection", "Unspecified"), ("instantiate", "false"), ("isClosed", "false"),
        ("isCollection", "false"), ("isForCompensation", "false"), ("isInterrupting", "true"),
        ("isSequential", "false"), ("parallelMultiple", "false"), ("processType", "None"),
        ("startQuantity", "1"), ("testBefore", "false"), ("textFormat", "text/plain"),
        ("triggeredByEvent", "false"),
    }
)  # fmt: skip


class DrawingLoses(Invalid):
    """A canvas gave back less than it got: settings of a step that is still there are gone."""

    code = "drawing_loses"

    def __init__(self, element: str) -> None:
        super().__init__(
            f"In deze tekening ontbreekt wat bij '{element[:80]}' was ingesteld. Zij is niet "
            "bewaard; het ontwerp is zoals het was. Laad de tekening opnieuw, of wijzig de stap "
            "in de lijst met stappen."
        )
        self.element = element


def require_nothing_lost(before: str, after: str) -> None:
    """Refuse a drawing in which an element that stayed has lost what a canvas does not show.

    That are attributes and elements of other namespaces (our own, and those of other tools), and
    the explanation. An element that became another kind of step may lose them.

    :raises DrawingLoses: naming the first one.
    :raises RouteUnreadable: if either cannot be read safely.
    """
    old, new = _by_id(before), _by_id(after)
    for key, element in old.items():
        there = new.get(key)
        if there is None or there.tag != element.tag:
            continue
        if not _unseen(element) <= _unseen(there):
            raise DrawingLoses(key)


def what_was_drawn(before: str, after: str) -> str:
    """Return in Dutch what somebody did on a canvas: for the list of changes."""
    old, new = _by_id(before), _by_id(after)
    added = [one for key, one in new.items() if key not in old]
    gone = [one for key, one in old.items() if key not in new]
    kept = [key for key in old if key in new]
    named = [new[key] for key in kept if new[key].get("name") != old[key].get("name")]
    turned = [new[key] for key in kept if key in new and _is_otherwise(old[key], new[key])]
    said = [
        *_said("toegevoegd", added),
        *_said("verwijderd", gone),
        *_said("andere naam:", named, first=True),
        *_said("gewijzigd", [one for one in turned if one not in named]),
    ]
    return "getekend: " + ("; ".join(said) if said else "opmaak van de tekening")


def _by_id(text: str) -> dict[str, Any]:
    """Return the BPMN elements of a file by their id, not those of its picture."""
    root = read_bpmn(text.encode())
    return {one.get("id"): one for one in root.iter("{*}*") if local(one) and one.get("id")}


def _unseen(element: Any) -> set[tuple[str, str]]:
    """Return what a canvas has to hand on as it is."""
    found = {
        (name, value)
        for name, value in element.attrib.items()
        if name.startswith("{") and value  # an empty one says nothing
    }
    for child in element:
        if child.tag == bpmn("documentation"):
            found.add(("documentation", _plain(child.text)))
        elif child.tag == bpmn("extensionElements"):
            found |= {("extension", _shape(one)) for one in child.iter("{*}*") if one is not child}
        elif isinstance(child.tag, str) and not local(child):
            found.add(("extension", _shape(child)))
    return found


def _shape(element: Any) -> str:
    """Return a foreign element by itself, so that white space and order make no difference."""
    attributes = " ".join(f"{name}={value}" for name, value in sorted(element.attrib.items()))
    return f"{element.tag} {attributes} {_plain(element.text)}"


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _is_otherwise(old: Any, new: Any) -> bool:
    """Return whether an element says something else, beside its name and its wires."""
    return local(old) in FLOW_NODES | _WAYS and _meaning(old) != _meaning(new)


def _meaning(element: Any) -> tuple[str, Mapping[str, str], tuple[Any, ...]]:
    attributes = {
        key: value
        for key, value in element.attrib.items()
        if key != "name" and (key, value) not in DEFAULTS
    }
    return (local(element), attributes, tuple(_of_children(element)))


def _of_children(element: Any) -> Iterator[Any]:
    for child in element:
        if local(child) in _WIRES or local(child) in FLOW_NODES | _WAYS or child.get("id"):
            continue  # an element of its own
        yield (child.tag, _plain("".join(child.itertext())))


def _said(what: str, elements: list[Any], *, first: bool = False) -> Iterator[str]:
    steps = [one for one in elements if local(one) in FLOW_NODES]
    ways = [one for one in elements if local(one) in _WAYS]
    named = [f"‘{one.get('name') or one.get('id')}’" for one in steps[:_TOLD]]
    if len(steps) > _TOLD:
        named.append(f"en nog {len(steps) - _TOLD}")
    if not steps and ways:
        named = [f"{len(ways)} pijl{'en' if len(ways) > 1 else ''}"]
    if not named and elements:
        named = [f"‘{one.get('name') or one.get('id')}’" for one in elements[:_TOLD]]
    if named:
        words = ", ".join(named)
        yield f"{what} {words}" if first else f"{words} {what}"
