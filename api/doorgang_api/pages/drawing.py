"""Drawings of routes, laid out once and kept."""

from __future__ import annotations

from functools import lru_cache

from doorgang_engine.diagram import laid_out_source, parse_source
from doorgang_engine.diagram.interchange import DIAGRAM

PICTURES = 64  # laid-out routes kept in memory; as many as there are bundles on the shelf


@lru_cache(maxsize=PICTURES)
def laid_out(text: str) -> bytes:
    """Return a BPMN file with a diagram in it: its own, else one that is made.

    :raises DiagramUnreadable: if the file cannot be drawn.
    """
    source = text.encode()
    root = parse_source(source)
    return source if root.find(DIAGRAM) is not None else laid_out_source(source)
