"""Every element and attribute of a DMN file against the whitelist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .reading import children, local
from .vocabulary import (
    ATTRIBUTES,
    CHILDREN,
    EVERYWHERE,
    FEEL,
    FOREIGN,
    FOREIGN_HARMLESS,
    OTHER_LOGIC,
    TEXTS,
    WRITTEN,
)

if TYPE_CHECKING:
    from .reading import Reading


def check_whitelist(reading: Reading) -> None:
    """Refuse what is not known to be carried out exactly as it is written."""
    seen: set[str] = set()
    for element in reading.root.iter():
        if not isinstance(element.tag, str):
            continue
        _check_attributes(reading, element)
        if not local(element):
            _check_foreign(reading, element)
            continue
        own = element.get("id")
        if own in seen:
            reading.refuse("dmn_id_twice", element, naam=own)
        seen.add(own or "")
        _check_content(reading, element)


def _check_foreign(reading: Reading, element: Any) -> None:
    """Another namespace is ignored, unless it tells another engine what to do, or hides a cell."""
    namespace, _, name = element.tag.removeprefix("{").partition("}")
    parent = element.getparent()
    if namespace in FOREIGN:
        reading.refuse("dmn_foreign", element, teken=f"{FOREIGN[namespace]}:{name}")
    elif parent is not None and local(parent) in TEXTS | WRITTEN:
        reading.refuse("dmn_element", parent, soort=name[:60], binnen=local(parent))


def _check_content(reading: Reading, element: Any) -> None:
    kind = local(element)
    for child in element:
        if (name := local(child)) and name not in CHILDREN.get(kind, frozenset()):
            _refuse_child(reading, kind, child, name)
    if kind in WRITTEN and len(children(element, "text")) != 1:
        reading.refuse("dmn_element", element, soort="geen of meer dan een text", binnen=kind)
    loose = [] if kind in TEXTS else [element.text, *(child.tail for child in element)]
    if kind in CHILDREN and any((text or "").strip() for text in loose):
        reading.refuse("dmn_element", element, soort="losse tekst", binnen=kind)


def _refuse_child(reading: Reading, kind: str, child: Any, name: str) -> None:
    if kind == "decision" and name in OTHER_LOGIC:
        reading.refuse("dmn_no_table", child, naam=reading.name, soort=OTHER_LOGIC[name])
    else:
        reading.refuse("dmn_element", child, soort=name, binnen=kind)


def _check_attributes(reading: Reading, element: Any) -> None:
    kind = local(element)
    for name, value in element.attrib.items():
        if name.startswith("{"):
            namespace, _, plain = name.removeprefix("{").partition("}")
            if namespace in FOREIGN and plain not in FOREIGN_HARMLESS:
                reading.refuse("dmn_foreign", element, teken=f"{FOREIGN[namespace]}:{plain}")
        elif kind and name == "expressionLanguage" and name in ATTRIBUTES.get(kind, ()):
            if value not in FEEL:
                reading.refuse("dmn_language", element, taal=value[:60])
        elif kind and name not in EVERYWHERE | ATTRIBUTES.get(kind, frozenset()):
            reading.refuse("dmn_attribute", element, teken=name, soort=kind)
