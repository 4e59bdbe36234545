"""What the gate says of letters: the shipped TLV route, with one thing changed each time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.errors import LibraryInvalid
from doorgang_engine.routes.library import assemble, read_library
from doorgang_engine.routes.publish import check_file

ROOT = Path(__file__).parents[3]
ROUTE, LETTER, REGION = "tlv-aanvraag", "tlv-besluit", "basis"
KINDS = FormsAdapter().export_kinds


@pytest.fixture(scope="module")
def files():
    return read_library(library_dir=ROOT, config_dir=ROOT / "config")


def found(files, bpmn=None):
    text = bpmn or files.file(ROUTE, REGION).bpmn
    told = check_file(text, files=files, region=REGION, export_kinds=KINDS)
    return {(one.code, one.element) for one in told if one.code.startswith("letter_")}


def with_contract(files, **changed):
    file = files.letters[LETTER]
    contract = replace(file.contract, **changed)
    return replace(files, letters={**files.letters, LETTER: replace(file, contract=contract)})


def changed(files, old, new):
    text = files.file(ROUTE, REGION).bpmn
    assert old in text
    return text.replace(old, new)


class TestCheckLetters:
    def test_passes_the_library(self, files):
        assert found(files) == set()

    def test_refuses_a_letter_that_is_not_there(self, files):
        bpmn = changed(files, 'dg:brief="herstelverzoek"', 'dg:brief="verzonnen"')

        assert found(files, bpmn) == {
            ("letter_unknown", "dossier_aanvullen"),
            ("letter_unknown", "dossier_aanvullen_voorschool"),
        }

    def test_refuses_a_role_that_the_letter_is_not_for(self, files):
        assert found(with_contract(files, to=("ouder", "po_ib"))) == {
            ("letter_recipient", "besluit_bekendmaken_voorschool")
        }

    @pytest.mark.parametrize("gone", [' dg:aan="ouder"', ' dg:brief="uitnodiging-zienswijze"'])
    def test_refuses_a_task_with_half_of_it(self, files, gone):
        whole = ' dg:brief="uitnodiging-zienswijze" dg:aan="ouder"'
        bpmn = changed(files, whole, whole.replace(gone, ""))

        assert {element for _, element in found(files, bpmn)} == {"zienswijze_ouders_vastleggen"}

    @pytest.mark.parametrize(
        "changes",
        [
            {"answers": {"soort": "tlv_besluit.verzonnen"}},
            {"answers": {"soort": "verzuimsignaal.soort"}},  # no form of this route
            {"answers": {"bijlage": "tlv_aanvraag.opp_bijlage"}},
            {"answers": {"bijlage": "tlv_aanvraag.onderzoek_bijlage"}},
            {"answers": {"antwoord": "zienswijze_ouder.ouders.antwoord"}},  # of one parent
        ],
    )
    def test_refuses_an_answer_that_cannot_stand_in_it(self, files, changes):
        assert {code for code, _ in found(with_contract(files, **changes))} == {"letter_answer"}

    @pytest.mark.parametrize(
        "changes",
        [
            {"sender": "verzonnen"},
            {"terms": {"bezwaar_tot": "tlv.verzonnen"}},
            {"variables": {"uitkomst": "verzonnen"}},
            {"organisations": {"school": "verzonnen"}},
            {"record_class": "verzuim"},  # no form of the route is kept so
        ],
    )
    def test_refuses_what_is_nowhere(self, files, changes):
        assert {code for code, _ in found(with_contract(files, **changes))} == {"letter_contract"}

    def test_refuses_an_answer_that_one_of_its_readers_may_not_read(self, files):
        hidden = {**files.forms["tlv_besluit"]}
        sections = [dict(one) for one in hidden["sections"]]
        sections[1]["fields"] = [
            {**one, "visible_to": ["swv_directeur"]} if one["key"] == "motivering" else one
            for one in sections[1]["fields"]
        ]
        forms = {**files.forms, "tlv_besluit": {**hidden, "sections": sections}}

        assert {code for code, _ in found(replace(files, forms=forms))} == {"letter_answer"}


class TestAssemble:
    def test_takes_the_text_of_the_region(self, files):
        file = files.letters[LETTER]
        own = replace(file, texts={**file.texts, "leiden": "<p>Leiden</p>"})
        files = replace(files, letters={**files.letters, LETTER: own})

        texts = [
            assemble(files, route=ROUTE, region=region, export_kinds=KINDS)["letters"][LETTER][
                "text"
            ]
            for region in ("leiden", "basis")
        ]

        assert texts == ["<p>Leiden</p>", file.texts["basis"]]

    def test_says_nothing_of_letters_where_there_are_none(self, files):
        made = assemble(files, route="zorgplicht-onderzoek", region=REGION, export_kinds=KINDS)

        assert "letters" not in made

    def test_refuses_a_letter_that_is_not_there(self, files):
        with pytest.raises(LibraryInvalid, match="brieven die er niet zijn"):
            assemble(replace(files, letters={}), route=ROUTE, region=REGION, export_kinds=KINDS)
