"""Pictures of routes: a layout for a BPMN file, and an SVG of it. Pure: reads and writes trees."""

from __future__ import annotations

from doorgang_engine.diagram.description import describe, title_of
from doorgang_engine.diagram.draw import draw_svg
from doorgang_engine.diagram.errors import DiagramUnreadable
from doorgang_engine.diagram.layout import lay_out
from doorgang_engine.diagram.marks import Marks
from doorgang_engine.diagram.source import laid_out_source, parse_source

__all__ = [
    "DiagramUnreadable",
    "Marks",
    "describe",
    "draw_svg",
    "laid_out_source",
    "lay_out",
    "parse_source",
    "title_of",
]
