"""Drawings of Camunda Modeler, for Camunda 7 and for Camunda 8, said in our terms."""

from __future__ import annotations

import pytest

from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.bpmn.support import check_support
from doorgang_engine.editing.errors import EditRefused
from doorgang_engine.editing.foreign import (
    CHOOSE,
    LEFT_OUT,
    TRANSLATED,
    Known,
    translate,
    translate_conditions,
)
from doorgang_engine.errors import RouteUnreadable

KNOWN = Known(
    route="proefroute",
    roles={"po_ib": "Intern begeleider", "loket": "Loket"},
    forms=frozenset({"oudergesprek", "melding"}),
)
KINDS = {"uitkomst": "tekst", "aantal": "getal", "akkoord": "ja_nee"}
HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:modeler="http://camunda.org/schema/modeler/1.0" xmlns:x="urn:x" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t" '
    'modeler:executionPlatform="Camunda Platform">'
    '<bpmn:process id="Process_1" isExecutable="true" camunda:historyTimeToLive="180">'
    '<bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="taak"/>'
)
TAIL = (
    '<bpmn:sequenceFlow id="f2" sourceRef="taak" targetRef="e">{condition}</bpmn:sequenceFlow>'
    '<bpmn:endEvent id="e"/></bpmn:process></bpmn:definitions>'
)


def drawing(task, condition=""):
    said = (
        f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{condition}'
        "</bpmn:conditionExpression>"
        if condition
        else ""
    )
    return HEAD + task + TAIL.format(condition=said)


def task(attributes="", inside="", kind="userTask"):
    return f'<bpmn:{kind} id="taak" name="Bellen" {attributes}>{inside}</bpmn:{kind}>'


def extended(inside):
    return f"<bpmn:extensionElements>{inside}</bpmn:extensionElements>"


def outcomes(done):
    return [(one.element, one.outcome) for one in done.told if one.element != "proefroute"]


class TestTasks:
    @pytest.mark.parametrize(
        "given",
        [
            task('camunda:candidateGroups="Intern begeleider" camunda:formKey="oudergesprek"'),
            task('camunda:assignee="po-ib" camunda:formKey="embedded:app:oudergesprek.html"'),
            task(
                'camunda:candidateGroups="po_ib"',
                extended('<zeebe:formDefinition formKey="oudergesprek"/>'),
            ),
            task(
                "",
                extended(
                    '<zeebe:userTask/><zeebe:formDefinition formId="oudergesprek"/>'
                    '<zeebe:assignmentDefinition candidateGroups="po_ib"/>'
                ),
            ),
        ],
    )
    def test_get_their_role_and_form(self, given):
        done = translate(drawing(given), KNOWN)

        assert 'dg:rol="po_ib"' in done.text
        assert 'dg:formulier="oudergesprek"' in done.text
        assert {TRANSLATED, LEFT_OUT} >= {outcome for _element, outcome in outcomes(done)}
        assert "foreign_behaviour" not in {
            one.code for one in check_support(read_bpmn(done.text.encode()))
        }

    def test_tell_whom_and_what_to_choose_when_it_is_not_known_here(self):
        done = translate(drawing(task('camunda:assignee="jan" camunda:formKey="onbekend"')), KNOWN)

        assert outcomes(done) == [("taak", CHOOSE), ("taak", CHOOSE)]
        assert "dg:rol" not in done.text
        assert "camunda:assignee" not in done.text
        assert done.told[-1].name == "Bellen"

    def test_without_a_kind_become_tasks_for_somebody(self):
        done = translate(drawing(task(kind="task")), KNOWN)

        assert "<bpmn:userTask" in done.text
        assert outcomes(done) == [("taak", TRANSLATED)]

    def test_of_a_program_are_to_be_chosen_anew(self):
        given = task('camunda:class="org.voorbeeld.Mail" camunda:asyncBefore="true"',
                     kind="serviceTask")  # fmt: skip

        done = translate(drawing(given), KNOWN)

        assert outcomes(done) == [("taak", CHOOSE), ("taak", LEFT_OUT)]
        assert "org.voorbeeld.Mail" in done.told[-2].what

    def test_that_call_another_process_do_so_in_our_way(self):
        given = task("", extended('<zeebe:calledElement processId="overstap-triage"/>'),
                     kind="callActivity")  # fmt: skip

        assert 'calledElement="overstap-triage"' in translate(drawing(given), KNOWN).text


class TestRest:
    def test_of_the_file_stays(self):
        given = drawing(
            task('x:kleur="blauw"', extended('<x:notitie wie="Ria">Let op</x:notitie>'))
        )

        done = translate(given, KNOWN)

        for piece in (
            'x:kleur="blauw"',
            "Let op",
            "modeler:executionPlatform",
            "historyTimeToLive",
        ):
            assert piece in done.text
        assert outcomes(done) == []

    def test_gets_the_name_of_the_route(self):
        done = translate(drawing(task()), KNOWN)

        assert '<bpmn:process id="proefroute"' in done.text
        assert done.told[0].what == "Het proces heette ‘Process_1’ en heet nu ‘proefroute’."

    def test_is_refused_when_it_is_hostile_or_empty(self):
        with pytest.raises(RouteUnreadable):
            translate("<!DOCTYPE x><x/>", KNOWN)
        with pytest.raises(EditRefused):
            translate(HEAD.split("<bpmn:process", maxsplit=1)[0] + "</bpmn:definitions>", KNOWN)


class TestConditions:
    @pytest.mark.parametrize(
        ("said", "ours"),
        [
            ("${uitkomst == 'ja'}", 'uitkomst == "ja"'),
            ('= uitkomst = "ja"', 'uitkomst == "ja"'),
            ("#{aantal ge 3}", "aantal &gt;= 3"),
            ("${akkoord == true}", "akkoord"),
            ("${not(akkoord)}", "!akkoord"),
            (
                "${uitkomst == 'ja' and aantal gt 2}",
                '(uitkomst == "ja") &amp;&amp; (aantal &gt; 2)',
            ),
        ],
    )
    def test_that_compare_a_known_field_are_taken_over(self, said, ours):
        escaped = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

        done = translate_conditions(drawing(task(), escaped), KINDS)

        assert f">{ours}</bpmn:conditionExpression>" in done.text
        assert outcomes(done) == [("f2", TRANSLATED)]

    @pytest.mark.parametrize(
        "said", ["${onbekend == 'ja'}", "${service.call(execution)}", "= some x in y satisfies x"]
    )
    def test_that_say_more_are_to_be_chosen_anew(self, said):
        done = translate_conditions(drawing(task(), said), KINDS)

        assert "conditionExpression" not in done.text
        assert outcomes(done) == [("f2", CHOOSE)]
        assert said.strip("${}= ")[:6] in done.told[0].what

    def test_of_our_own_stay(self):
        given = drawing(task(), 'uitkomst == "ja"')

        done = translate_conditions(given, KINDS)

        assert 'uitkomst == "ja"' in done.text
        assert done.told == ()
