"""Read BPMN and DMN safely: nothing hostile gets past this module."""

from __future__ import annotations

from typing import Any

from lxml import etree

from doorgang_engine.errors import RouteUnreadable

from .names import bpmn

MAX_BYTES = 1_000_000  # the largest shipped route with its diagram is about 150 kB
MAX_ELEMENTS = 20_000
MAX_DEPTH = 60


def read_bpmn(content: bytes) -> Any:
    """Return the root element of a BPMN file.

    :raises RouteUnreadable: if it cannot be read safely, or is not BPMN 2.0.
    """
    root = read_xml(content, editor="BPMN-editor")
    if root.tag != bpmn("definitions"):
        raise RouteUnreadable(
            "Het bestand is geen BPMN 2.0: het begint niet met bpmn:definitions."
        )
    return root


def read_xml(content: bytes, *, editor: str) -> Any:
    """Return the root element of a file; ``editor`` is what people make such files with.

    Comments and processing instructions are dropped: SpiffWorkflow stumbles over them.

    :raises RouteUnreadable: if the file is too large, too deep, not well-formed, or has a
        document type (entities).
    """
    if len(content) > MAX_BYTES:
        raise RouteUnreadable(f"Het bestand is groter dan {MAX_BYTES // 1000} kB. Verdeel het.")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise RouteUnreadable(
            "Het bestand heeft een documenttype (DOCTYPE). Dat is niet toegestaan; "
            f"sla het opnieuw op vanuit een {editor}."
        )
    root = _parse(content, editor)
    _refuse_unusual(root)
    return root


def _parse(content: bytes, editor: str) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f" (regel {line})" if line else ""
        raise RouteUnreadable(
            f"Het bestand is geen geldige XML{where}. Open het in een {editor} en sla het op."
        ) from error


def _refuse_unusual(root: Any) -> None:
    if root.getroottree().docinfo.doctype:  # any encoding: the byte search sees only ASCII
        raise RouteUnreadable(
            "Het bestand heeft een documenttype (DOCTYPE). Dat is niet toegestaan."
        )
    for count, element in enumerate(root.iter(), start=1):
        if count > MAX_ELEMENTS:
            raise RouteUnreadable(
                f"Het bestand heeft meer dan {MAX_ELEMENTS} elementen. Verdeel het."
            )
        if sum(1 for _ in element.iterancestors()) > MAX_DEPTH:
            raise RouteUnreadable(f"Het bestand is meer dan {MAX_DEPTH} lagen diep genest.")
