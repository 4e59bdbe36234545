"""Harm done to the four base routes, in many ways: the gate finds it and says where."""

from __future__ import annotations

import json
import re

import pytest
from tests.plain_words import signs_in
from tests.unit.engine.drafts_in_memory import library, verdict

from doorgang_engine.drafts.draft import DRAWING
from doorgang_engine.editing import edits as e
from doorgang_engine.editing.apply import apply
from doorgang_engine.editing.conditions import Condition

VOOR, POVO, TLV, THUIS = (
    "voorschool-po",
    "po-vo-warme-overdracht",
    "tlv-aanvraag",
    "thuiszitter-escalatie",
)
YES = [Condition(field="ja", operator="ja")]


def step(name="Bellen", form="oudergesprek"):
    return e.NewStep(kind="taak", name=name, settings={"formulier": form})


def around(flow, to):
    """Another way past what stands in between."""
    return e.Branch(
        flow=flow, question="Overslaan?", label="ja", otherwise="nee", conditions=YES, to=to
    )


def settings(element, **said):
    return e.SetStep(step=element, settings=said)


def swapped(pattern, other):
    """Replace the one place in the file that a pattern fits."""

    def swap(text):
        out, count = re.subn(pattern, other, text, count=1, flags=re.DOTALL)
        assert count == 1
        return out

    return swap


def waiting(flow):
    """Put a task in a flow."""
    settings = {"formulier": "oudergesprek", "rol": "swv_loket"}
    step = e.NewStep(kind="taak", name="Eerst bellen", settings=settings)
    return e.InsertInFlow(flow=flow, step=step)


HARM = [
    # what the law asks, left out, changed or gone around
    (VOOR, e.Remove(step="toestemming_vragen"), "legal_core_missing"),
    (VOOR, e.Remove(step="inzage_geven"), "legal_core_missing"),
    (VOOR, e.Remove(step="overdracht_delen"), "legal_core_missing"),
    (VOOR, e.Remove(step="intrekking_melden"), "legal_core_missing"),
    (VOOR, e.Remove(step="toestemming_ingetrokken"), "legal_core_missing"),
    (VOOR, settings("toestemming_vragen", termijn=""), "legal_core_changed"),
    (VOOR, settings("toestemming_vragen", wettelijk=""), "legal_core_changed"),
    (VOOR, settings("inzage_geven", wettelijk="eigen beleid"), "legal_core_changed"),
    (VOOR, around("inzage_geven__opstellen_afronden", "inzage_geven"), "expression_refused"),
    (POVO, e.Remove(step="definitief_advies_vaststellen"), "legal_core_missing"),
    (POVO, e.Remove(step="okr_inzage_geven"), "legal_core_missing"),
    (POVO, e.Remove(step="plaatsing_regelen"), "legal_core_missing"),
    (POVO, settings("okr_inzage_geven", termijn="povo.definitief_advies"), "legal_core_changed"),
    (TLV, e.Remove(step="beslistermijn_starten"), "legal_core_missing"),
    (TLV, e.Remove(step="besluit_bekendmaken"), "legal_core_missing"),
    (TLV, waiting("ontvangst_vastleggen__beslistermijn_starten"), "legal_core_delayed"),
    (TLV, waiting("beslistermijn_afsluiten__bezwaartermijn_starten"), "legal_core_delayed"),
    (TLV, e.Remove(step="bezwaar_behandelen"), "legal_core_missing"),
    (TLV, e.Remove(step="deskundigenadvies_2_geven"), "legal_core_missing"),
    (TLV, settings("besluit_nemen", anders_dan=""), "legal_core_changed"),
    (TLV, settings("besluit_nemen", mandaat=""), "legal_core_changed"),
    (TLV, settings("beslistermijn_verlengen", duur="P52W"), "legal_core_changed"),
    (TLV, swapped(r'termijn\("tlv.herstel"\)', 'termijn("tlv.beslis")'), "legal_core_changed"),
    (
        TLV,
        swapped(
            r'(id="deskundigenadvies_1_geven__\w+" sourceRef)="deskundigenadvies_1_geven"',
            r'\1="deskundigenadvies_2_geven"',
        ),
        "dead_end",
    ),
    (THUIS, e.Remove(step="verzuim_tellen"), "legal_core_missing"),
    (THUIS, e.Remove(step="po_verzuim_melden"), "legal_core_missing"),
    (THUIS, settings("lesweken_starten", termijn="verzuim.melden"), "legal_core_changed"),
    # choices on what nobody filled in
    (VOOR, e.Remove(step="kind_registreren"), "export_not_on_every_path"),
    (VOOR, e.Remove(step="beeld_maken"), "export_not_on_every_path"),
    (TLV, e.Remove(step="triadegesprek_voeren"), "export_not_on_every_path"),
    (TLV, e.Remove(step="plaatsing_zoeken"), "export_not_on_every_path"),
    (THUIS, e.Remove(step="vo_terugkeer_evalueren"), "export_not_on_every_path"),
    (THUIS, e.Remove(step="po_terugkeer_evalueren"), "export_not_on_every_path"),
    # work without who, what or when
    (VOOR, settings("kind_registreren", formulier="bestaat_niet"), "form_unknown"),
    (VOOR, settings("kind_registreren", formulier=""), "task_without_form"),
    (POVO, settings("ouders_informeren", rol="niemand"), "role_unknown"),
    (TLV, settings("besluit_nemen", mandaat="alles"), "mandate_unknown"),
    (THUIS, settings("doorbraakbesluit_nemen", termijn="thuis.nooit"), "term_unknown"),
    (VOOR, settings("zorgplicht_onderzoeken", deelroute="nergens"), "route_unknown"),
    (
        POVO,
        e.AddAfter(
            after="ouders_informeren",
            step=e.NewStep(
                kind="bericht", name="Zeggen", settings={"aan": "niemand", "bericht": "Hallo"}
            ),
        ),
        "role_unknown",
    ),
    # choices that cannot be made
    (VOOR, swapped(r' default="voorschool_bekend_toetsen__\w+"', ""), "condition_missing"),
    (POVO, swapped("vandaag\\(\\) &gt;= start_groep_8", "vandaag() + 1"), "expression_refused"),
    (THUIS, swapped('verzuim_soort == "ziek"', "verzuim_ziek"), "expression_refused"),
    (TLV, swapped(r'parameter\("tlv.triade"\)', 'parameter("tlv.tria")'), "parameter_unknown"),
    (VOOR, swapped('aangemeld_via == "cohort"', "__import__(os)"), "expression_refused"),
    (VOOR, swapped('aangemeld_via == "melding"', "aangemeld_via == 3"), "expression_refused"),
    # ways that lead nowhere, and loops that never end or wait
    (
        POVO,
        swapped("(<bpmn:userTask id=.ouders_informeren.)", '<bpmn:userTask id="los" name="Los" '
                'dg:formulier="oudergesprek"/>\\1'),
        "unreachable",
    ),
    (
        VOOR,
        swapped('targetRef="kind_registreren"', 'targetRef="voorschool_bekend_toetsen"'),
        "loop_without_wait",
    ),
    (TLV, swapped('targetRef="niet_ingediend"', 'targetRef="nergens"'), "flow_dangling"),
    (
        TLV,
        swapped('targetRef="niet_ingediend"', 'targetRef="niet_indienen_vastleggen"'),
        "dead_end",
    ),
    # what cannot be run as it is drawn
    (TLV, swapped("bpmn:userTask", "bpmn:manualTask"), None),
    (VOOR, swapped("R\\d?/P\\w+|P14D", "P0D"), "timer_cycle"),
    (POVO, swapped("<bpmn:script>[^<]*", "<bpmn:script>import os"), None),
    (THUIS, swapped("<bpmn:exclusiveGateway id=.signaal_bekend_toetsen.",
                    '<bpmn:complexGateway id="signaal_bekend_toetsen"'), None),
    (POVO, swapped('calledElement="opp"', 'calledElement="po-vo-warme-overdracht"'), None),
]  # fmt: skip


def harmed(route, harm):
    text = library().routes[route]["basis"].bpmn
    if callable(harm):
        return harm(text)
    return apply(text, harm, kinds={"ja": "ja_nee"}).text


class TestHarm:
    @pytest.mark.parametrize(
        ("route", "harm", "code"),
        HARM,
        ids=[f"{number}-{code or 'refused'}" for number, (_, _, code) in enumerate(HARM)],
    )
    def test_is_found_with_reason_remedy_and_place(self, route, harm, code):
        found = verdict(route, {DRAWING: harmed(route, harm)}).errors

        assert found
        assert code is None or code in {one.code for one in found}
        assert all(one.reason and one.remedy and one.path == DRAWING for one in found)
        assert [signs for one in found if (signs := signs_in(one.reason + one.remedy))] == []

    def test_is_none_in_what_is_shipped(self):
        assert [verdict(route).errors for route in (VOOR, POVO, TLV, THUIS)] == [[]] * 4


class TestAWayAroundTheLaw:
    @pytest.mark.parametrize(
        ("route", "flow", "to", "field", "avoided"),
        [
            (
                TLV,
                "ontvangst_vastleggen__beslistermijn_starten",
                "aanvraag_delen",
                "geplaatst",
                "beslistermijn_starten",
            ),
            (
                TLV,
                "conceptbesluit_schrijven__besluit_nemen",
                "uitkomst_vastleggen",
                "geplaatst",
                "besluit_nemen",
            ),
            (
                TLV,
                "besluit_delen__besluit_bekendmaken",
                "bekendgemaakt",
                "geplaatst",
                "besluit_bekendmaken",
            ),
            (
                VOOR,
                "overdracht_invullen__inzage_geven",
                "opstellen_afronden",
                "voorschool_bekend",
                "inzage_geven",
            ),
            (
                VOOR,
                "deeltermijn_starten__toestemming_vragen",
                "toestemming_toetsen",
                "voorschool_bekend",
                "toestemming_vragen",
            ),
        ],
    )
    def test_is_proven_on_the_graph(self, route, flow, to, field, avoided):
        edit = e.Branch(
            flow=flow,
            question="Overslaan?",
            label="ja",
            otherwise="nee",
            conditions=[Condition(field=field, operator="ja")],
            to=to,
        )
        text = library().routes[route]["basis"].bpmn
        out = apply(text, edit, kinds={field: "ja_nee"}).text

        found = verdict(route, {DRAWING: out}).errors

        assert {(one.code, one.element) for one in found} >= {("legal_core_avoidable", avoided)}


class TestTheRegionOfTheBase:
    def test_is_kept_to_the_legal_core_as_well(self):
        out = harmed(VOOR, e.Remove(step="toestemming_vragen"))

        found = verdict(VOOR, {DRAWING: out}, region="basis").errors

        assert ("legal_core_missing", "toestemming_vragen") in {
            (one.code, one.element) for one in found
        }


class TestForms:
    def changed(self, name, **said):
        form = {**library().forms[name], **said}
        return {f"forms/{name}.json": json.dumps(form)}

    def asking(self, key, label):
        """Return a form with one more question."""
        first, *rest = library().forms[key]["sections"]
        field = {"key": "nummer", "type": "text", "label": {"nl": label}}
        return self.changed(key, sections=[{**first, "fields": [*first["fields"], field]}, *rest])

    def test_that_break_the_format_are_told_by_field(self):
        found = verdict(VOOR, self.changed("kindregistratie", sections=[])).errors

        assert {(one.code, one.path) for one in found} == {
            ("form_invalid", "forms/kindregistratie.json")
        }

    def test_that_bear_another_key_are_refused(self):
        found = verdict(VOOR, self.changed("kindregistratie", key="anders")).errors

        assert {one.code for one in found} == {"form_key"}

    def test_that_ask_a_bsn_where_it_is_forbidden_are_refused(self):
        found = verdict(TLV, self.asking("tlv_besluit", "Wat is het BSN?")).errors

        assert "personal_number_seen" in {one.code for one in found}

    def test_that_ask_something_else_are_not(self):
        assert verdict(TLV, self.asking("tlv_besluit", "Wat is het kenmerk?")).errors == []

    def test_that_no_longer_give_what_a_gateway_asks_are_refused(self):
        form = json.dumps(library().forms["volledigheidstoets"])
        path = "forms/volledigheidstoets.json"

        found = verdict(TLV, {path: form.replace('"compleet"', '"volledig"')}).errors

        assert "expression_refused" in {one.code for one in found}


class TestDeputies:
    def test_are_missed_for_each_role_that_has_tasks(self):
        found = verdict(TLV, deputies={"po_ib"}).findings

        missed = [one for one in found if one.code == "deputy_missing"]
        assert missed
        assert not any(one.is_error for one in missed)
        assert all("'Intern begeleider'" not in one.reason for one in missed)
        assert any("'Adviseur samenwerkingsverband'" in one.reason for one in missed)
        assert any("'Directie basisschool'" in one.reason for one in missed)  # it signs
