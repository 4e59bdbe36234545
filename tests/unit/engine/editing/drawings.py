"""Drawings of the shipped library, and how to look at them."""

from __future__ import annotations

from pathlib import Path

from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.bpmn.support import check_support
from doorgang_engine.diagram.geometry import Box
from doorgang_engine.editing.sheet import Sheet
from doorgang_engine.editing.step_list import step_list

BPMN = Path(__file__).parents[4] / "processes" / "bpmn"
BASE_ROUTES = ("voorschool-po", "po-vo-warme-overdracht", "tlv-aanvraag", "thuiszitter-escalatie")


def drawing(route: str, region: str = "basis") -> str:
    return (BPMN / route / f"{region}.bpmn").read_text("utf-8")


def model_of(text: str):
    return read_process(read_bpmn(text.encode()))


def codes(text: str) -> set[str]:
    """Return what the gate says of a drawing by itself."""
    return {one.code for one in check_support(read_bpmn(text.encode())) if one.is_error}


def steps(text: str, **kinds: str):
    return step_list(text, kinds=kinds)


def shapes(text: str) -> dict[str, tuple[str, ...]]:
    """Return the bounds of every shape, by element."""
    di = "{http://www.omg.org/spec/BPMN/20100524/DI}BPMNShape"
    dc = "{http://www.omg.org/spec/DD/20100524/DC}Bounds"
    return {
        one.get("bpmnElement"): tuple(one.find(dc).get(k) for k in ("x", "y", "width", "height"))
        for one in Sheet(text).root.iter(di)
    }


def boxes(text):
    return {key: Box(*map(float, found)) for key, found in shapes(text).items()}
