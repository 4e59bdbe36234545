"""Every element and attribute of the file against the whitelist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.names import BPMN, ROUTE, local

from .reading import bpmn_elements
from .vocabulary import (
    ATTRIBUTES,
    CHILDREN,
    FOREIGN,
    FOREIGN_HARMLESS,
    REFUSED,
    REFUSED_ATTRIBUTES,
    ROUTE_ANYWHERE,
    ROUTE_ATTRIBUTES,
    VARIABLE_ATTRIBUTES,
)

if TYPE_CHECKING:
    from .reading import Reading


def check_whitelist(reading: Reading) -> None:
    """Refuse what is not known to run exactly as drawn."""
    for element in bpmn_elements(reading.root):
        _check_attributes(reading, element)
        for child in element:
            _check_child(reading, element, child)


def _check_child(reading: Reading, parent: Any, child: Any) -> None:
    if not isinstance(child.tag, str):
        return
    name, kind = local(child), local(parent)
    if name in REFUSED:
        reading.refuse(REFUSED[name], child)
    elif name:
        if (kind in CHILDREN and name not in CHILDREN[kind]) or (
            kind not in CHILDREN and kind not in REFUSED
        ):
            reading.refuse("unknown_element", child, soort=name, binnen=kind)
    else:
        _check_extension(reading, parent, child)


def _check_extension(reading: Reading, parent: Any, child: Any) -> None:
    """Look at an element of another namespace, and at everything in it."""
    for element in child.iter():
        if not isinstance(element.tag, str):
            continue
        namespace, _, name = element.tag.removeprefix("{").partition("}")
        if namespace == ROUTE:
            _check_route_element(reading, parent, element, name)
        elif namespace in FOREIGN:
            reading.refuse("foreign_behaviour", parent, teken=f"{FOREIGN[namespace]}:{name}")
        elif namespace == BPMN:
            reading.refuse("unknown_element", element, soort=name, binnen="extensionElements")


def _check_route_element(reading: Reading, parent: Any, element: Any, name: str) -> None:
    owner = parent.getparent()
    at_process = local(parent) == "extensionElements" and owner is reading.process
    if name != "variabele" or not at_process or element.getparent() is not parent:
        reading.refuse("unknown_route_element", element, teken=f"dg:{name}")
        return
    for attribute in element.attrib:
        if attribute not in VARIABLE_ATTRIBUTES:
            reading.refuse(
                "unknown_route_attribute", element, teken=_plain(attribute), soort="dg:variabele"
            )


def _check_attributes(reading: Reading, element: Any) -> None:
    kind = local(element)
    for name, value in element.attrib.items():
        if name.startswith("{"):
            _check_foreign_attribute(reading, element, kind, name)
        elif code := REFUSED_ATTRIBUTES.get((name, value)):
            reading.refuse(code, element)
        elif name not in ("id", "name"):
            _check_own_attribute(reading, element, kind, name, value)


def _check_own_attribute(reading: Reading, element: Any, kind: str, name: str, value: str) -> None:
    if kind not in CHILDREN and kind not in ATTRIBUTES:
        return  # the element itself is refused, or holds only text
    known = ATTRIBUTES.get(kind, {})
    if name not in known:
        reading.refuse("unknown_attribute", element, teken=name, soort=kind)
        return
    values = known[name]
    if values is not None and value not in values:
        reading.refuse("attribute_value", element, teken=name, waarde=value[:60])


def _check_foreign_attribute(reading: Reading, element: Any, kind: str, name: str) -> None:
    namespace, _, plain = name.removeprefix("{").partition("}")
    if namespace == ROUTE:
        if plain not in ROUTE_ANYWHERE | ROUTE_ATTRIBUTES.get(kind, frozenset()):
            reading.refuse("unknown_route_attribute", element, teken=f"dg:{plain}", soort=kind)
    elif namespace in FOREIGN and plain not in FOREIGN_HARMLESS:
        reading.refuse("foreign_behaviour", element, teken=f"{FOREIGN[namespace]}:{plain}")


def _plain(name: str) -> str:
    return name.rsplit("}", 1)[-1]
