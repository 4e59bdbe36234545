"""Type-check every expression of a route against the kinds of its variables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.expressions import Names, check
from doorgang_engine.bpmn.names import children, dg, local
from doorgang_engine.errors import ExpressionRefused

from .file import RESERVED
from .reading import text_of
from .written import data_item, loop_variables, written_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .reading import Reading
    from .written import Written

_LITERAL = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""")
_OF_TIME = re.compile(r"\b(vandaag|leeftijd|termijn_eind|dagen_tussen)\s*\(")


def check_kinds(reading: Reading, kinds: Mapping[str, str]) -> None:
    """Check expressions, assignments, and what comes out of instances and called routes."""
    _check_exported(reading, kinds)
    for written in written_in(reading):
        _check_written(reading, written, kinds)
    for _, node in reading.nodes():
        _check_instances(reading, node, kinds)
        if local(node) == "callActivity":
            for word in node.get(dg("uitvoer"), "").split():
                if word.partition("=")[0] not in {**kinds, **loop_variables(node)}:
                    reading.refuse("variable_unknown", node, variabele=word.partition("=")[0])


def _check_exported(reading: Reading, kinds: Mapping[str, str]) -> None:
    """A form that exports `true` gives a variable that no expression can name: `true` is true."""
    declared = {variable.get("naam") for variable in reading.process.iter(dg("variabele"))}
    for name in sorted((RESERVED & set(kinds)) - declared):  # those have their finding already
        reading.refuse("variable_name", reading.process, naam=name)


def without_literals(text: str) -> str:
    """Return an expression with its texts in quotes taken out."""
    return _LITERAL.sub('""', text)


def _check_written(reading: Reading, written: Written, kinds: Mapping[str, str]) -> None:
    kind = written.kind
    if written.assigns:
        kind = kinds.get(written.assigns)
        if kind is None:
            reading.refuse("variable_unknown", written.at, variabele=written.assigns)
            return
    if written.waits and _OF_TIME.search(without_literals(written.text)):
        reading.refuse("condition_of_time", written.at)
    names = Names.of({**kinds, **written.loop}, timer=written.timer)
    try:
        check(written.text, names, kind=kind)
    except ExpressionRefused as error:
        reading.refuse("expression_refused", written.at, reden=error.why, tekst=str(error))


def _check_instances(reading: Reading, node: Any, kinds: Mapping[str, str]) -> None:
    for multi in children(node, "multiInstanceLoopCharacteristics"):
        item, output = data_item(multi, "inputDataItem"), text_of(multi, "loopDataOutputRef")
        result = data_item(multi, "outputDataItem")
        if item and item in kinds:
            reading.refuse("item_hides_variable", node, variabele=item)
        if output and kinds.get(output) != "lijst":
            reading.refuse("instances_output_kind", node, variabele=output)
        if (
            result
            and local(node) != "callActivity"
            and kinds.get(result) not in ("tekst", "datum")
        ):
            reading.refuse("instances_result_kind", node, variabele=result)
