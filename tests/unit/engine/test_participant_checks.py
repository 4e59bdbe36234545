from __future__ import annotations

from types import SimpleNamespace

import pytest
from tests.naming_route import BPMN, ROLES, forms

from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.routes.participant_checks import check_contacts, check_naming

FAMILY = {"ouder": {"organisatie": "gezin"}}


def naming(bpmn=BPMN, made=None, later=()):
    model = read_process(read_bpmn(bpmn.encode()))
    base = SimpleNamespace(info={"later_bekend": list(later)}, bpmn=bpmn)
    files = SimpleNamespace(
        roles={**ROLES, **FAMILY}, forms=made or forms(), routes={model.key: {"basis": base}}
    )
    return [one.code for one in check_naming(model, files=files)]


def contacts(text, *, element="scriptTask"):
    inner = f"<bpmn:script>{text}</bpmn:script>" if element == "scriptTask" else text
    added = f'<bpmn:{element} id="vraag">{inner}</bpmn:{element}><bpmn:endEvent'
    bpmn = BPMN.replace("<bpmn:endEvent", added, 1)
    found = check_contacts(read_bpmn(bpmn.encode()), files=SimpleNamespace(roles=ROLES))
    return [(one.code, one.element) for one in found]


class TestCheckNaming:
    def test_passes_a_step_whose_form_names_one_organisation(self):
        assert naming() == []

    @pytest.mark.parametrize("kind", ["gezin", "verzonnen"])
    def test_refuses_a_kind_that_cannot_be_named(self, kind):
        bpmn = BPMN.replace('deelnemer="vo_school"', f'deelnemer="{kind}"', 1)

        assert naming(bpmn) == ["participant_kind"]

    @pytest.mark.parametrize(
        "changed",
        [{"required": False}, {"show_when": "x"}, {"type": "text"}, {"free": False}],
    )
    def test_refuses_a_form_that_may_not_say_which(self, changed):
        made = forms()
        made["aanmelding"]["sections"][0]["fields"][0] |= changed

        assert set(naming(made=made)) == {"participant_field"}

    def test_passes_a_form_that_asks_at_times_what_becomes_known_later(self):
        made = forms()
        made["aanmelding"]["sections"][0]["fields"][0]["show_when"] = "x"

        assert naming(made=made, later=["vo_school"]) == []

    def test_refuses_what_is_known_later_and_that_no_step_names(self):
        assert naming(later=["so_school"]) == ["participant_never_named"]

    def test_refuses_the_start_of_the_route(self):
        bpmn = BPMN.replace(
            'name="Begin" dg:formulier="aanvraag"',
            'name="Begin" dg:formulier="aanmelding" dg:deelnemer="vo_school"',
        )

        assert naming(bpmn) == ["participant_start"]


class TestCheckContacts:
    def test_passes_a_script_that_names_a_role(self):
        assert contacts('bekend = heeft_contact("ib")') == []

    @pytest.mark.parametrize(
        "text", ['bekend = heeft_contact("verzonnen")', "bekend = heeft_contact(rol)"]
    )
    def test_refuses_a_role_that_is_not_there_or_reckoned(self, text):
        assert contacts(text) == [("contact_asked", "vraag")]

    def test_refuses_what_leaves_no_variable(self):
        flow = '<bpmn:timeDate>heeft_contact("ib")</bpmn:timeDate>'

        assert contacts(flow, element="intermediateCatchEvent") == [("contact_asked", "vraag")]
