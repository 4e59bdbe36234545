"""Draw BPMN in few words.

A drawing is the content of a process, in BPMN's own element names without a prefix, with two
short forms:

* ``<f>a > b > c</f>`` draws sequence flows with the ids ``a__b`` and ``b__c``. A condition stands
  between brackets behind the arrow: ``kies >[x > 1]> b``.
* ``<on message="m"/>`` inside an event is its event definition, with the message it refers to.
  Also signal, error, escalation (by name), link, terminate, condition, and the timers date,
  duration and cycle.

Unless told not to, tasks for people get a form and a role.
"""

from __future__ import annotations

import re

from lxml import etree

from doorgang_engine.bpmn.names import BPMN, ROUTE, XSI, bpmn, dg

TIMERS = {"date": "timeDate", "duration": "timeDuration", "cycle": "timeCycle"}
NAMED = ("message", "signal", "error", "escalation")
ARROW = re.compile(r"\s*>\s*(?:\[(.*?)\]>)?\s*", re.DOTALL)


def draw(
    process: str, *, key: str = "proef", fill: bool = True, outside: str = "", whole: str = ""
) -> bytes:
    """Return a BPMN file with this drawing as its process; ``whole`` stands in place of it."""
    content = whole or f'<process id="{key}" name="Proef" isExecutable="true">{process}</process>'
    root = etree.fromstring(
        f'<definitions xmlns="{BPMN}" xmlns:dg="{ROUTE}" xmlns:xsi="{XSI}" '
        'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
        'xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" targetNamespace="urn:proef">'
        f"{outside}{content}</definitions>"
    )
    for short in list(root.iter(bpmn("f"))):
        _draw_flows(short)
    for short in list(root.iter(bpmn("on"))):
        _draw_definition(root, short)
    for task in root.iter(bpmn("sendTask"), bpmn("receiveTask")):
        if name := task.attrib.pop("message", None):
            task.set("messageRef", _named(root, "message", name))
    if fill:
        _fill(root)
    return etree.tostring(root, pretty_print=True)


def _fill(root):
    for task in root.iter(bpmn("userTask"), bpmn("manualTask")):
        task.set(dg("rol"), task.get(dg("rol"), "loket"))
    for task in root.iter(bpmn("userTask")):
        task.set(dg("formulier"), task.get(dg("formulier"), "formulier"))


def _draw_flows(short):
    for line in short.text.strip().splitlines():
        parts = ARROW.split(line.strip())
        ids, conditions = parts[::2], parts[1::2]
        for source, condition, target in zip(ids, conditions, ids[1:], strict=False):
            flow = etree.SubElement(
                short.getparent(),
                bpmn("sequenceFlow"),
                id=f"{source}__{target}",
                sourceRef=source,
                targetRef=target,
            )
            if condition:
                expression = etree.SubElement(flow, bpmn("conditionExpression"))
                expression.set(f"{{{XSI}}}type", "bpmn:tFormalExpression")
                expression.text = condition
    short.getparent().remove(short)


def _draw_definition(root, short):
    ((kind, value),) = short.attrib.items()
    event = short.getparent()
    tag = {**dict.fromkeys(TIMERS, "timer"), "condition": "conditional"}.get(kind, kind)
    definition = etree.SubElement(event, bpmn(f"{tag}EventDefinition"))
    if kind in TIMERS:
        etree.SubElement(definition, bpmn(TIMERS[kind])).text = value
    elif kind == "condition":
        etree.SubElement(definition, bpmn("condition")).text = value
    elif kind == "link":
        definition.set("name", value)
    elif kind in NAMED and value:
        definition.set(f"{kind}Ref", _named(root, kind, value))
    event.remove(short)


def _named(root, kind, name):
    ref = re.sub(r"\W", "_", f"{kind}_{name}")
    if not any(e.get("id") == ref for e in root.iter(bpmn(kind))):
        element = etree.Element(bpmn(kind), id=ref, name=name)
        if kind in ("error", "escalation"):
            element.set(f"{kind}Code", name)
        root.insert(0, element)
    return ref
