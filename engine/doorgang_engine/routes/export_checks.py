"""What a gateway asks, has been filled in on every way to it.

A variable that only forms, called routes or tables give is looked for on the graph: when there is
a way from the beginning to the choice past all who give it, the choice would be made on an empty
value. A variable that the process declares begins with a value on purpose, and counts as given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.checks.kinds import without_literals
from doorgang_engine.bpmn.checks.reading import condition
from doorgang_engine.bpmn.finding import Finding
from doorgang_engine.bpmn.names import bpmn

from .titles import question_of
from .ways import Graph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doorgang_engine.bpmn.process import Element, ProcessModel
    from doorgang_engine.dmn.table import Table

_NAME = re.compile(r"\b[a-z][a-z0-9_]*\b(?!\s*\()")
_ASSIGNED = re.compile(r"^\s*([a-z][a-z0-9_]*)\s*=(?!=)", re.MULTILINE)


def check_exports(
    root: Any,
    model: ProcessModel,
    *,
    exports: Mapping[str, Mapping[str, str]],
    tables: Mapping[str, Table],
    forms: Mapping[str, Mapping[str, Any]],
) -> list[Finding]:
    """Return each choice that can be reached before what it asks was given.

    ``forms`` are their definitions: a question goes by what it asks.
    """
    givers = _givers(root, model, exports, tables)
    given = set(model.variables)
    graph = Graph(model, root)
    found = {}
    for flow in root.iter(bpmn("sequenceFlow")):
        source = model.elements.get(flow.get("sourceRef", ""))
        if source is None or source.kind not in ("exclusiveGateway", "inclusiveGateway"):
            continue
        names = set(_NAME.findall(without_literals(condition(flow)))) & set(givers)
        for name in sorted(names - given):
            if (source.id, name) not in found and source.id in graph.reached_without_any(
                givers[name]
            ):
                found[source.id, name] = _finding(source, name, model, givers[name], forms)
    return list(found.values())


def _givers(
    root: Any,
    model: ProcessModel,
    exports: Mapping[str, Mapping[str, str]],
    tables: Mapping[str, Table],
) -> dict[str, set[str]]:
    """Return who gives each variable, by name."""
    found: dict[str, set[str]] = {}
    scripts = {
        node.get("id", ""): "".join(node.itertext(bpmn("script")))
        for node in root.iter(bpmn("scriptTask"))
    }
    for one in model.elements.values():
        for name in _given_by(one, exports, tables, scripts.get(one.id, "")):
            found.setdefault(name, set()).add(one.id)
    return found


def _given_by(
    one: Element,
    exports: Mapping[str, Mapping[str, str]],
    tables: Mapping[str, Table],
    script: str,
) -> Iterator[str]:
    yield from exports.get(one.get("formulier"), {})
    yield from _ASSIGNED.findall(script)
    for word in one.words("uitvoer"):
        yield word.partition("=")[2] or word
        yield word.partition("=")[0]
    if (table := tables.get(one.get("tabel"))) is not None:
        yield from (column.name for column in table.outputs)


def _finding(
    source: Element,
    name: str,
    model: ProcessModel,
    givers: set[str],
    forms: Mapping[str, Mapping[str, Any]],
) -> Finding:
    names = ", ".join(f"'{model.elements[one].name}'" for one in sorted(givers)[:3])
    return Finding(
        code="export_not_on_every_path",
        element=source.id,
        line=source.line,
        message=f"'{source.name}' kijkt naar '{question_of(forms, name)}', en er loopt "
        f"een pad hierheen waarop dat nog niet is ingevuld. Het wordt ingevuld bij {names}.",
        remedy="Zet deze vraag na die stap, of laat het op elk pad ernaartoe invullen.",
        notation=name,
    )
