"""A route asks the contact register; what it answered goes with the act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.naming_route import (
    BPMN,
    PO,
    STARTER,
    VO_A,
    naming_beginning,
    publish_naming,
)
from tests.small_route import REGION, START

from doorgang_engine.cases import start_case
from doorgang_engine.contacts.register import Contact
from doorgang_engine.enact import restore
from doorgang_engine.history.verify import verify_case
from doorgang_engine.messages import deliver_message
from doorgang_engine.sealing import STATE

ASKING = BPMN.replace(
    '<bpmn:process id="naar-vo" name="Naar het voortgezet onderwijs" isExecutable="true">',
    '<bpmn:process id="naar-vo" name="Naar het voortgezet onderwijs" isExecutable="true">'
    '<bpmn:extensionElements><dg:variabele naam="bekend" soort="ja_nee"/>'
    '<dg:variabele naam="vo_bekend" soort="ja_nee"/></bpmn:extensionElements>'
    '<bpmn:scriptTask id="vragen"><bpmn:script>bekend = heeft_contact("ib")</bpmn:script>'
    '</bpmn:scriptTask><bpmn:scriptTask id="later_vragen">'
    '<bpmn:script>vo_bekend = heeft_contact("vo")</bpmn:script></bpmn:scriptTask>'
    '<bpmn:sequenceFlow id="v" sourceRef="vragen" targetRef="aangemeld"/>'
    '<bpmn:sequenceFlow id="w" sourceRef="later_vragen" targetRef="delen"/>',
)
for flow, old, new in (
    ('id="f1" sourceRef="begin"', "aangemeld", "vragen"),
    ('sourceRef="aangemeld"', "delen", "later_vragen"),
):
    ASKING = ASKING.replace(f'{flow} targetRef="{old}"', f'{flow} targetRef="{new}"')


@pytest.fixture(autouse=True)
def _route(parts):
    publish_naming(parts, bpmn=ASKING)


def enter(parts, organisation, role):
    contact = Contact(
        region=REGION,
        id=f"01a20063-7eab-716c-bbc3-{role:0>12}",
        organisation=organisation,
        role=role,
        name="Mila",
        mail="mila@school.example",
        from_day=date(2026, 8, 1),
        until_day=None,
        made_by="rik",
        made_at=START,
    )
    with parts.new_uow() as uow:
        uow.contacts.add([contact])
    return contact


def variables(parts, case):
    with parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=case.id)
        runnable = parts.shelf.runnable(uow, case.bundle)
    state = locked.key.open(locked.case.state, STATE)
    running = restore(runnable, case_id=case.id, state=state, now=START)
    found = running.execution.variables()
    return found["bekend"], found["vo_bekend"]


def begin(parts):
    return start_case(beginning=naming_beginning(), actor=STARTER, parts=parts, now=START)


def name(parts, case):
    return deliver_message(
        case_id=case.id,
        name="aanmelding",
        payload={"school": "22YY00"},
        actor=STARTER,
        parts=parts,
        now=START,
    )


class TestAsking:
    def test_is_answered_by_the_register_of_the_day(self, parts):
        assert variables(parts, begin(parts)) == (False, False)

        enter(parts, PO, "ib")

        assert variables(parts, begin(parts)) == (True, False)

    def test_looks_at_who_was_named_in_the_same_act(self, parts):
        enter(parts, VO_A, "vo")

        assert variables(parts, name(parts, begin(parts))) == (False, True)

    def test_is_proven_afterwards_whatever_the_register_says_by_then(self, parts):
        contact = enter(parts, PO, "ib")
        case = name(parts, begin(parts))
        with parts.new_uow() as uow:
            uow.contacts.save(replace(contact, until_day=date(2026, 8, 2)))
        enter(parts, VO_A, "vo")

        assert verify_case(case_id=case.id, parts=parts).differences == ()
        assert variables(parts, case) == (True, False)
