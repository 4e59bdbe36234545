"""A small route for tests: a start form, a task with a deadline, a second pair of eyes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.cases import Beginning
from doorgang_engine.model import Actor, Bundle
from doorgang_engine.routes.bundle import content_hash
from doorgang_engine.subject import Subject

REGION = "proef"
ROUTE = "proef-route"
START = datetime(2027, 1, 15, 9, tzinfo=UTC)
LOKET = Actor(id="loes", role="loket", organisation="swv-proef", region="proef")
ANDER = Actor(id="lars", role="loket", organisation="swv-proef", region="proef")
SCHOOL = Actor(id="sam", role="school", organisation="school-proef", region="proef")
# A coordinator may start any route; this one does so for the school.
BEGINNER = Actor(id="sam", role="regiocoordinator", organisation="school-proef", region="proef")

BPMN = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:dg="urn:nl:doorgang:route:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  targetNamespace="urn:nl:doorgang:route">
<bpmn:message id="m1" name="ingetrokken"/>
<bpmn:process id="proef-route" name="Proefroute" isExecutable="true">
  <bpmn:laneSet id="banen">
    <bpmn:lane id="baan_loket" name="Loket" dg:rol="loket">
      <bpmn:flowNodeRef>begin</bpmn:flowNodeRef><bpmn:flowNodeRef>toetsen</bpmn:flowNodeRef>
      <bpmn:flowNodeRef>te_laat</bpmn:flowNodeRef><bpmn:flowNodeRef>compleet_toetsen</bpmn:flowNodeRef>
      <bpmn:flowNodeRef>controleren</bpmn:flowNodeRef><bpmn:flowNodeRef>klaar</bpmn:flowNodeRef>
      <bpmn:flowNodeRef>onvolledig</bpmn:flowNodeRef><bpmn:flowNodeRef>verlopen</bpmn:flowNodeRef>
      <bpmn:flowNodeRef>school_vragen</bpmn:flowNodeRef>
    </bpmn:lane>
  </bpmn:laneSet>
  <bpmn:startEvent id="begin" name="Begin" dg:formulier="aanvraag"/>
  <bpmn:userTask id="toetsen" name="Aanvraag toetsen" dg:formulier="toets" dg:termijn="proef.toets"/>
  <bpmn:boundaryEvent id="te_laat" name="Te laat" attachedToRef="toetsen"><bpmn:timerEventDefinition>
    <bpmn:timeDate>termijn("proef.toets")</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:boundaryEvent>
  <bpmn:exclusiveGateway id="compleet_toetsen" name="Compleet?" default="naar_onvolledig"/>
  <bpmn:serviceTask id="school_vragen" name="School inlichten" dg:actie="kennisgeven"
    dg:aan="school" dg:bericht="De aanvraag is compleet."/>
  <bpmn:userTask id="controleren" name="Toets controleren" dg:formulier="toets" dg:anders_dan="toetsen"/>
  <bpmn:endEvent id="klaar" name="Klaar" dg:uitkomst="klaar"/>
  <bpmn:endEvent id="onvolledig" name="Onvolledig" dg:uitkomst="onvolledig"/>
  <bpmn:endEvent id="verlopen" name="Verlopen" dg:uitkomst="verlopen"/>
  <bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="toetsen"/>
  <bpmn:sequenceFlow id="f2" sourceRef="toetsen" targetRef="compleet_toetsen"/>
  <bpmn:sequenceFlow id="f3" name="ja" sourceRef="compleet_toetsen" targetRef="school_vragen">
    <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">compleet</bpmn:conditionExpression></bpmn:sequenceFlow>
  <bpmn:sequenceFlow id="f3b" sourceRef="school_vragen" targetRef="controleren"/>
  <bpmn:sequenceFlow id="naar_onvolledig" name="nee" sourceRef="compleet_toetsen" targetRef="onvolledig"/>
  <bpmn:sequenceFlow id="f4" sourceRef="controleren" targetRef="klaar"/>
  <bpmn:sequenceFlow id="f5" sourceRef="te_laat" targetRef="verlopen"/>
</bpmn:process></bpmn:definitions>
"""

FORMS: dict[str, Any] = {
    "aanvraag": {
        "key": "aanvraag",
        "title": {"nl": "Aanvraag"},
        "ground": "AVG art. 6 lid 1 onder e",
        "retention": "leerlingdossier",
        "sections": [
            {
                "key": "vraag",
                "title": {"nl": "Vraag"},
                "fields": [
                    {
                        "key": "vraag",
                        "type": "long_text",
                        "label": {"nl": "Wat is de vraag"},
                        "required": True,
                    }
                ],
            }
        ],
        "example": {"vraag": "Hulp bij lezen"},
    },
    "toets": {
        "key": "toets",
        "title": {"nl": "Toets"},
        "ground": "AVG art. 6 lid 1 onder e",
        "retention": "leerlingdossier",
        "sections": [
            {
                "key": "toets",
                "title": {"nl": "Toets"},
                "fields": [
                    {
                        "key": "compleet",
                        "type": "yes_no",
                        "label": {"nl": "Is de aanvraag compleet"},
                        "required": True,
                        "export": "compleet",
                    },
                    {
                        # exported after "compleet": not in the order of the alphabet
                        "key": "bijzonder",
                        "type": "yes_no",
                        "label": {"nl": "Is er iets bijzonders"},
                        "export": "bijzonder",
                    },
                    {"key": "toelichting", "type": "long_text", "label": {"nl": "Toelichting"}},
                ],
            }
        ],
        "example": {"compleet": True},
    },
}


def content(*, bpmn: str = BPMN, route: str = ROUTE, **more: Any) -> dict[str, Any]:
    """The content of the small route's bundle; ``more`` is laid over it."""
    forms = FormsAdapter()
    return {
        "format": 1,
        "route": route,
        "region": REGION,
        "title": "Proefroute",
        "description": "",
        "kind": "hoofdroute",
        "processes": {route: bpmn.replace("proef-route", route)},
        "forms": FORMS,
        "exports": {key: dict(forms.export_kinds(form)) for key, form in FORMS.items()},
        "terms": {
            "proef.toets": {
                "naam": "Toetsen",
                "soort": "werkdagen",
                "duur": "P5D",
                "opschortbaar": True,
                "verlengbaar": "P5D",
                "bron": "proef",
            }
        },
        "calendar": {
            "country": {"kb_van": 2026, "kb_tot_en_met": 2028},
            "region": {"vakantieregio": "Noord"},
        },
        "parameters": {},
        "roles": {
            "loket": {"naam": "Loket", "organisatie": "swv"},
            "school": {"naam": "School", "organisatie": "po_school"},
        },
        **more,
    }


def bundle_of(made: dict[str, Any], *, number: int = 1) -> Bundle:
    """Return content as a published version."""
    return Bundle(
        region=made["region"],
        route=made["route"],
        number=number,
        hash=content_hash(made),
        content=made,
        published_at=START,
        published_by="test",
        reason="proef",
    )


def publish(parts, *, number: int = 1, **changed: Any) -> Bundle:
    """Publish the small route; keyword arguments change its content."""
    bundle = bundle_of(content(**changed), number=number)
    with parts.new_uow() as uow:
        uow.bundles.publish(bundle)
    return bundle


def beginning(**changed: Any) -> Beginning:
    """How a case of the small route begins."""
    given = {
        "region": REGION,
        "route": ROUTE,
        "subject": Subject(given_name="Noor", family_name="Voorbeeld"),
        "submission": {"vraag": "Hulp bij lezen"},
        "participants": {"swv": "swv-proef", "po_school": "school-proef"},
    }
    return Beginning(**{**given, **changed})
