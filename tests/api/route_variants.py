"""The small route in other shapes: parallel work, messages and signals, a condition that fails."""

from __future__ import annotations

from tests.small_route import BPMN

_HEAD, _ = BPMN.split('<bpmn:process id="proef-route"')
_FLOW = '<bpmn:sequenceFlow id="{0}" sourceRef="{1}" targetRef="{2}"/>'


def _process(nodes, flows, lanes):
    refs = "".join(f"<bpmn:flowNodeRef>{node}</bpmn:flowNodeRef>" for node in lanes)
    drawn = "".join(_FLOW.format(f"f{n}", *ends) for n, ends in enumerate(flows))
    return (
        f'{_HEAD}<bpmn:signal id="s1" name="stoppen"/>'
        '<bpmn:process id="proef-route" name="Proefroute" isExecutable="true">'
        '<bpmn:laneSet id="banen"><bpmn:lane id="baan_loket" name="Loket" dg:rol="loket">'
        f"{refs}</bpmn:lane></bpmn:laneSet>{nodes}{drawn}</bpmn:process></bpmn:definitions>"
    )


PARALLEL = _process(
    '<bpmn:startEvent id="begin" name="Begin" dg:formulier="aanvraag"/>'
    '<bpmn:parallelGateway id="splitsen"/>'
    '<bpmn:userTask id="links" name="Links" dg:formulier="toets"/>'
    '<bpmn:userTask id="rechts" name="Rechts" dg:formulier="toets"/>'
    '<bpmn:parallelGateway id="samenkomen"/>'
    '<bpmn:endEvent id="klaar" name="Klaar" dg:uitkomst="klaar"/>',
    [
        ("begin", "splitsen"),
        ("splitsen", "links"),
        ("splitsen", "rechts"),
        ("links", "samenkomen"),
        ("rechts", "samenkomen"),
        ("samenkomen", "klaar"),
    ],
    ["begin", "splitsen", "links", "rechts", "samenkomen", "klaar"],
)

MESSAGES = _process(
    '<bpmn:startEvent id="begin" name="Begin" dg:formulier="aanvraag"/>'
    '<bpmn:intermediateCatchEvent id="antwoord_ontvangen" name="Antwoord" dg:formulier="toets" '
    'dg:rol="school"><bpmn:messageEventDefinition messageRef="m1"/>'
    "</bpmn:intermediateCatchEvent>"
    '<bpmn:intermediateCatchEvent id="stop_gehoord" name="Stop">'
    '<bpmn:signalEventDefinition signalRef="s1"/></bpmn:intermediateCatchEvent>'
    '<bpmn:endEvent id="klaar" name="Klaar" dg:uitkomst="klaar"/>',
    [
        ("begin", "antwoord_ontvangen"),
        ("antwoord_ontvangen", "stop_gehoord"),
        ("stop_gehoord", "klaar"),
    ],
    ["begin", "antwoord_ontvangen", "stop_gehoord", "klaar"],
)

# The second script divides by a number that only the form's answer makes zero.
FAILING = _process(
    '<bpmn:extensionElements><dg:variabele naam="deler" soort="getal" start="0"/>'
    "</bpmn:extensionElements>"
    '<bpmn:startEvent id="begin" name="Begin" dg:formulier="aanvraag"/>'
    '<bpmn:userTask id="toetsen" name="Toetsen" dg:formulier="toets"/>'
    '<bpmn:scriptTask id="rekenen" name="Rekenen"><bpmn:script>deler = 1 / deler</bpmn:script>'
    "</bpmn:scriptTask>"
    '<bpmn:endEvent id="klaar" name="Klaar" dg:uitkomst="klaar"/>',
    [("begin", "toetsen"), ("toetsen", "rekenen"), ("rekenen", "klaar")],
    ["begin", "toetsen", "rekenen", "klaar"],
)

#: A second start that a region has by a parameter.
TWO_STARTS = _process(
    '<bpmn:startEvent id="begin" name="Begin" dg:formulier="aanvraag"/>'
    '<bpmn:startEvent id="rechtstreeks" name="Rechtstreeks" dg:formulier="aanvraag" '
    'dg:parameter="proef.rechtstreeks"/>'
    '<bpmn:userTask id="toetsen" name="Toetsen" dg:formulier="toets"/>'
    '<bpmn:endEvent id="klaar" name="Klaar" dg:uitkomst="klaar"/>',
    [("begin", "toetsen"), ("rechtstreeks", "toetsen"), ("toetsen", "klaar")],
    ["begin", "rechtstreeks", "toetsen", "klaar"],
)
