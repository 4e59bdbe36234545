"""Every expression that is written in a route: where, of what kind, over which variables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.expressions import assignments, named_pairs
from doorgang_engine.bpmn.names import bpmn, children, dg, local
from doorgang_engine.errors import ExpressionRefused

from .reading import condition, definition, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .reading import Reading

COUNTS = {"nrOfInstances": "getal", "nrOfCompletedInstances": "getal"}


@dataclass(frozen=True, kw_only=True)
class Written:
    """One expression; ``kind`` is what it must give (``None``: anything)."""

    at: Any
    text: str
    kind: str | None
    loop: dict[str, str] = field(default_factory=dict)  # variables of the repeats around it
    timer: bool = False
    assigns: str = ""  # the variable that a script line gives a value
    waits: bool = False  # whether the engine must notice by itself that it becomes true


def written_in(reading: Reading) -> Iterator[Written]:
    """Yield every expression of the route that can be read; others have a finding already."""
    for scope, node in reading.nodes():
        loop = loop_variables(node)
        yield from _event(node, loop)
        yield from _attributes(node, loop)
        yield from _repeats(node, loop)
        if local(node) == "scriptTask":
            for name, text in _pairs(text_of(node, "script"), script=True):
                yield Written(at=node, text=text, kind=None, loop=loop, assigns=name)
        for flow in scope.out(node):
            if condition(flow):
                # the flow leaves the activity: its own instances are over
                outer = loop_variables(node.getparent())
                yield Written(at=flow, text=condition(flow), kind="ja_nee", loop=outer)


def loop_variables(node: Any) -> dict[str, str]:
    """Return the variables that a node has from the activities that repeat around it."""
    found: dict[str, str] = {}
    around = [*reversed(list(node.iterancestors())), node]
    for activity in around:
        multi = activity.find(bpmn("multiInstanceLoopCharacteristics"))
        if multi is not None or activity.find(bpmn("standardLoopCharacteristics")) is not None:
            found["loopCounter"] = "getal"
        if multi is not None and (item := data_item(multi, "inputDataItem")):
            found[item] = "getal" if text_of(multi, "loopCardinality") else "tekst"
    return found


def data_item(multi: Any, tag: str) -> str:
    """Return the name of an item of a multi-instance; ``""`` without one."""
    child = multi.find(bpmn(tag))
    return "" if child is None else child.get("name") or child.get("id") or ""


def _event(node: Any, loop: dict[str, str]) -> Iterator[Written]:
    kind, found = definition(node)
    if kind == "conditional" and (text := text_of(found, "condition")):
        yield Written(at=node, text=text, kind="ja_nee", loop=loop, waits=True)
    if kind == "timer" and (text := text_of(found, "timeDate")):
        yield Written(at=node, text=text, kind="moment", loop=loop, timer=True)


def _attributes(node: Any, loop: dict[str, str]) -> Iterator[Written]:
    for name in ("vanaf", "uiterlijk"):
        if text := node.get(dg(name)):
            yield Written(at=node, text=text, kind="datum", loop=loop)
    if text := node.get(dg("capaciteit")):
        yield Written(at=node, text=text, kind="getal", loop=loop)
    for _, text in _pairs(node.get(dg("gegevens"), ""), script=False):
        yield Written(at=node, text=text, kind=None, loop=loop)


def _repeats(node: Any, loop: dict[str, str]) -> Iterator[Written]:
    outer = loop_variables(node.getparent()) if node.getparent() is not None else {}
    for multi in children(node, "multiInstanceLoopCharacteristics"):
        if text := text_of(multi, "loopCardinality"):
            yield Written(at=node, text=text, kind="getal", loop=outer)
        if text := text_of(multi, "loopDataInputRef"):
            yield Written(at=node, text=text, kind="lijst", loop=outer)
        if text := text_of(multi, "completionCondition"):
            yield Written(at=node, text=text, kind="ja_nee", loop={**loop, **COUNTS})
    for repeat in children(node, "standardLoopCharacteristics"):
        if text := text_of(repeat, "loopCondition"):
            yield Written(at=node, text=text, kind="ja_nee", loop=outer)


def _pairs(text: str, *, script: bool) -> list[tuple[str, str]]:
    try:
        return assignments(text) if script else named_pairs(text)
    except ExpressionRefused:
        return []  # `script_line` says so
