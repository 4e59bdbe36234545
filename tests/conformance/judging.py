"""What the gate says of a drawing, with a small library of roles, forms, terms and routes."""

from __future__ import annotations

from tests.conformance.deciding import decide
from tests.conformance.drawing import draw
from tests.conformance.driving import PARAMETERS, RULES

from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.bpmn.support import check_route
from doorgang_engine.dmn.support import read_table


def findings_in(content, *, kinds=None, routes=(), tables=None):
    """Return the findings in a file; ``kinds`` are what its forms export."""
    root = read_bpmn(content)
    declared = {v.get("naam"): v.get("soort") for v in root.iter("{*}variabele")}
    return check_route(
        root,
        kinds={**(kinds or {}), **declared},
        roles={"loket", "school"},
        forms={"formulier"},
        terms=set(RULES),
        parameters=set(PARAMETERS),
        routes={"proef", "andere-route", *routes},
        tables={key: read_table(decide(key, rows)) for key, rows in (tables or {}).items()},
    )


def findings_of(case):
    """Return the findings in a refused case."""
    process = row_of(case.tasks) if case.tasks else case.process
    drawing = draw(process, fill=case.fill, outside=case.outside, whole=case.whole)
    return findings_in(drawing, kinds=case.kinds, tables=case.tables)


def row_of(count):
    """Draw so many tasks in a row."""
    ids = [f"taak_{number}" for number in range(count)]
    tasks = "".join(f'<userTask id="{name}"/>' for name in ids)
    row = " > ".join(["begin", *ids, "einde"])
    return f'<startEvent id="begin"/>{tasks}<endEvent id="einde"/><f>{row}</f>'
