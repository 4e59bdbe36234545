"""A route of which the middle school becomes known on the way; two schools to choose from."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date
from typing import Any

from tests.small_route import FORMS, REGION, bundle_of, content

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.cases import Beginning
from doorgang_engine.model import Account, Actor, Organisation
from doorgang_engine.subject import Subject

ROUTE = "naar-vo"
PO, ELSE_PO = "po-linde", "po-eik"
VO_A, VO_B, VO_GONE = "vo-anna", "vo-bram", "vo-gone"
STARTER = Actor(id="ib", role="ib", organisation=PO, region=REGION)
COORDINATOR = Actor(id="rik", role="regiocoordinator", organisation="swv-proef", region=REGION)
ANNA = Actor(id="anna", role="vo", organisation=VO_A, region=REGION)
BRAM = Actor(id="bram", role="vo", organisation=VO_B, region=REGION)

BPMN = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:dg="urn:nl:doorgang:route:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  targetNamespace="urn:nl:doorgang:route">
<bpmn:message id="m1" name="aanmelding"/>
<bpmn:message id="m2" name="andere_school"/>
<bpmn:process id="naar-vo" name="Naar het voortgezet onderwijs" isExecutable="true">
  <bpmn:laneSet id="banen">
    <bpmn:lane id="baan_ib" name="IB" dg:rol="ib">
      <bpmn:flowNodeRef>begin</bpmn:flowNodeRef><bpmn:flowNodeRef>aangemeld</bpmn:flowNodeRef>
      <bpmn:flowNodeRef>overstap</bpmn:flowNodeRef><bpmn:flowNodeRef>delen</bpmn:flowNodeRef>
      <bpmn:flowNodeRef>klaar</bpmn:flowNodeRef>
    </bpmn:lane>
  </bpmn:laneSet>
  <bpmn:startEvent id="begin" name="Begin" dg:formulier="aanvraag"/>
  <bpmn:intermediateCatchEvent id="aangemeld" name="Aangemeld" dg:formulier="aanmelding"
    dg:deelnemer="vo_school"><bpmn:messageEventDefinition messageRef="m1"/>
  </bpmn:intermediateCatchEvent>
  <bpmn:serviceTask id="delen" name="Dossier delen" dg:actie="delen" dg:aan="vo"
    dg:formulieren="aanvraag" dg:grondslag="WPO art. 42"/>
  <bpmn:subProcess id="overstap" name="Overstap">
    <bpmn:startEvent id="overstap_begint"/>
    <bpmn:userTask id="plaatsen" name="Plaatsing besluiten" dg:formulier="toets" dg:rol="vo"/>
    <bpmn:userTask id="ontvangen" name="Ontvangst noteren" dg:formulier="toets" dg:rol="vo"/>
    <bpmn:endEvent id="overstap_klaar"/>
    <bpmn:subProcess id="anders" name="Toch een andere school" triggeredByEvent="true">
      <bpmn:startEvent id="andere_school" name="Andere school" isInterrupting="false"
        dg:formulier="aanmelding" dg:rol="ib" dg:deelnemer="vo_school">
        <bpmn:messageEventDefinition messageRef="m2"/></bpmn:startEvent>
      <bpmn:endEvent id="anders_klaar"/>
      <bpmn:sequenceFlow id="a1" sourceRef="andere_school" targetRef="anders_klaar"/>
    </bpmn:subProcess>
    <bpmn:sequenceFlow id="o1" sourceRef="overstap_begint" targetRef="plaatsen"/>
    <bpmn:sequenceFlow id="o2" sourceRef="plaatsen" targetRef="ontvangen"/>
    <bpmn:sequenceFlow id="o3" sourceRef="ontvangen" targetRef="overstap_klaar"/>
  </bpmn:subProcess>
  <bpmn:endEvent id="klaar" name="Klaar" dg:uitkomst="klaar"/>
  <bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="aangemeld"/>
  <bpmn:sequenceFlow id="f2" sourceRef="aangemeld" targetRef="delen"/>
  <bpmn:sequenceFlow id="f3" sourceRef="delen" targetRef="overstap"/>
  <bpmn:sequenceFlow id="f4" sourceRef="overstap" targetRef="klaar"/>
</bpmn:process></bpmn:definitions>
"""

ROLES = {
    "ib": {"naam": "Intern begeleider", "organisatie": "po_school"},
    "vo": {"naam": "Aanmelding VO", "organisatie": "vo_school"},
}


def forms() -> dict[str, Any]:
    """The forms of the small route, and one that names a school."""
    made = copy.deepcopy(FORMS)
    fields = [
        {
            "key": "school",
            "type": "organisation",
            "label": {"nl": "Welke school"},
            "free": True,
            "required": True,
        }
    ]
    made["aanmelding"] = {
        **made["toets"],
        "key": "aanmelding",
        "title": {"nl": "Aanmelding"},
        "sections": [{"key": "school", "title": {"nl": "School"}, "fields": fields}],
        "example": {"school": "22YY00"},
    }
    return made


def naming_content(*, bpmn: str = BPMN, **more: Any) -> dict[str, Any]:
    """The content of the route's bundle."""
    made = forms()
    exports = {key: dict(FormsAdapter().export_kinds(form)) for key, form in made.items()}
    return {
        **content(route=ROUTE, title="Naar het VO", roles=ROLES, forms=made, exports=exports),
        "processes": {ROUTE: bpmn},
        **more,
    }


def publish_naming(parts: Any, *, password: str = "", **changed: Any) -> None:
    """Publish the route, and bring its organisations and people into being."""
    with parts.new_uow() as uow:
        uow.bundles.publish(bundle_of(naming_content(**changed)))
        uow.organisations.add(naming_organisations())
        uow.accounts.add([replace(one, password=password) for one in naming_accounts()])


def naming_organisations() -> list[Organisation]:
    """Two primary schools, and three middle schools of which one is closed."""

    def one(key: str, kind: str, name: str, brin: str = "", **more: Any) -> Organisation:
        return Organisation(region=REGION, id=key, kind=kind, name=name, brin=brin, **more)

    return [
        one(PO, "po_school", "De Linde", "11ZZ00"),
        one(ELSE_PO, "po_school", "De Eik", "11YY00"),
        one(VO_A, "vo_school", "Anna College", "22YY00"),
        one(VO_B, "vo_school", "Bram Lyceum", "22XX00"),
        one(VO_GONE, "vo_school", "Gesloten College", "22WW00", closed_on=date(2026, 7, 31)),
    ]


def naming_accounts() -> list[Account]:
    """Somebody at each school."""
    return [
        Account(region=REGION, id=one.id, name=one.id.title(), organisation=one.organisation,
                roles=(one.role,))
        for one in (STARTER, ANNA, BRAM)
    ]  # fmt: skip


def naming_beginning(**changed: Any) -> Beginning:
    """How a case of the route begins: the middle school is not known yet."""
    given = {
        "region": REGION,
        "route": ROUTE,
        "subject": Subject(given_name="Noor", family_name="Voorbeeld"),
        "submission": {"vraag": "Hulp bij lezen"},
        "participants": {"po_school": PO},
    }
    return Beginning(**{**given, **changed})
