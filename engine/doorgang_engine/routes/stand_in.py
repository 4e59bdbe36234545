"""A stand-in for a called route: waits until a scenario says how it ended.

It keeps the scenarios of one route from breaking whenever another route changes its steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Mapping

TASK = "deelroute_afronden"


def stand_in(route: str, kinds: Mapping[str, str]) -> str:
    """Return the BPMN of a stand-in that can end with the same variables."""
    variables = "".join(
        f"<dg:variabele naam={quoteattr(name)} soort={quoteattr(kind)}/>"
        for name, kind in sorted(kinds.items())
    )
    return (
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
        'xmlns:dg="urn:nl:doorgang:route:1" targetNamespace="urn:nl:doorgang:route">'
        f'<bpmn:process id={quoteattr(route)} isExecutable="true">'
        f"<bpmn:extensionElements>{variables}</bpmn:extensionElements>"
        f'<bpmn:startEvent id="begin"/><bpmn:manualTask id="{TASK}"/><bpmn:endEvent id="eind"/>'
        f'<bpmn:sequenceFlow id="naar_taak" sourceRef="begin" targetRef="{TASK}"/>'
        f'<bpmn:sequenceFlow id="naar_eind" sourceRef="{TASK}" targetRef="eind"/>'
        "</bpmn:process></bpmn:definitions>"
    )
