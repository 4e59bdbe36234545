"""The page with the canvas and what its script asks: by hand, without a browser."""

from __future__ import annotations

import io

import pytest
from tests.pages.browser import Page
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

FILE = "/tekening/bestand"
STEP = '<bpmn:userTask id="bellen" name="Ouders bellen"/>'


@pytest.fixture
def leo(leiden, browse):
    return browse("leo")


def drawing(browser, draft):
    return browser.client.get(f"{draft}{FILE}").get_json()


def keep(browser, draft, text, *, revision=1, csrf=None):
    token = browser.get(draft).tree.xpath("string(//input[@name='_csrf']/@value)")
    sent = {
        "_csrf": token if csrf is None else csrf,
        "revisie": str(revision),
        "tekening": FileStorage(io.BytesIO(text.encode()), filename="route.bpmn"),
    }
    boundary, body = encode_multipart(sent)
    kind = f'multipart/form-data; boundary="{boundary}"'
    return browser.client.post(f"{draft}{FILE}", data=body, content_type=kind)


def with_step(text):
    return text.replace("    <bpmn:endEvent", f"    {STEP}\n    <bpmn:endEvent")


class TestPage:
    def test_shows_the_drawing_without_a_script_and_leads_to_the_list(self, lea, draft):
        page = lea.get(lea.get(draft).link("Tekening"))

        assert page.heading == "Tekening van ‘Eerst bellen’"
        assert page.tree.xpath("//div[@id='plaatje']//*[local-name()='svg']")
        assert page.tree.xpath("//div[@id='canvas'][@hidden]")
        assert "Tekenen vraagt JavaScript" in page.source
        assert page.link("Naar de lijst met stappen") == draft

    def test_says_that_a_draft_stands_still(self, lea, draft):
        lea.send(lea.get(f"{draft}/besluit"), "Ontwerp laten vervallen")

        page = lea.get(f"{draft}/tekening")
        assert "Dit ontwerp staat stil" in page.text
        assert page.tree.xpath("//div[@id='canvas'][@data-wijzigen='']")
        assert not page.tree.xpath("//button[@data-doe='ongedaan']")


class TestDrawing:
    def test_is_given_with_its_revision_and_steps(self, lea, draft):
        told = drawing(lea, draft)

        assert told["revisie"] == 1
        assert "bpmndi:BPMNShape" in told["bestand"]
        assert ["verkennen", "Verkennen met ouders en samenwerkingsverband", "Taak"] in told[
            "stappen"
        ]
        assert told["pijlen"]["verkennen__uitkomst_vastleggen"] == "verkennen"

    def test_is_kept_and_told_what_is_not_ready(self, lea, draft):
        answer = keep(lea, draft, with_step(drawing(lea, draft)["bestand"]))

        told = answer.get_json()
        assert (answer.status_code, told["revisie"]) == (200, 2)
        assert "Bewaard op" in told["melding"]
        assert {one["element"] for one in told["geweigerd"]} == {"bellen"}
        assert all(one["reden"] and one["oplossing"] for one in told["geweigerd"])
        page = lea.get(draft)
        assert "getekend: ‘Ouders bellen’ toegevoegd" in page.text
        assert page.tree.xpath("//li[@id='stap-bellen']")

    def test_of_who_was_second_lies_beside_that_of_who_was_first(self, lea, leo, draft):
        before = drawing(lea, draft)["bestand"]
        keep(leo, draft, with_step(before))

        answer = keep(lea, draft, before.replace('name="Verkend"', 'name="Klaar"'))

        told = answer.get_json()
        assert (answer.status_code, told["code"]) == (409, "draft_file_stale")
        assert told["door"] == "Leo Leiden"
        assert "Uw versie is ernaast bewaard" in told["melding"]
        taken = lea.send(lea.get(draft), "Deze versie overnemen", versie=told["ernaast"])
        assert taken.status == 303
        assert 'name="Klaar"' in drawing(lea, draft)["bestand"]

    def test_that_lost_a_setting_is_refused_by_the_name_of_the_step(self, lea, draft):
        before = drawing(lea, draft)["bestand"]

        answer = keep(lea, draft, before.replace(' dg:termijn="tlv.verkenning"', ""))

        told = answer.get_json()
        assert (answer.status_code, told["code"]) == (422, "drawing_loses")
        assert told["element"] == "verkennen"
        assert drawing(lea, draft)["revisie"] == 1

    def test_that_is_none_is_refused_and_so_is_one_without_a_token(self, lea, draft):
        assert keep(lea, draft, "<x/>").get_json()["code"] == "draft_file_invalid"
        assert keep(lea, draft, drawing(lea, draft)["bestand"], csrf="").status_code == 403
        assert keep(lea, draft, drawing(lea, draft)["bestand"], revision=7).status_code == 404
        assert drawing(lea, draft)["revisie"] == 1

    def test_larger_than_a_form_may_be_is_read(self, lea, draft):
        before = drawing(lea, draft)["bestand"]
        large = before.replace("Vraag de ouders vooraf", "Vraag de ouders vooraf" + " " * 900_000)

        assert keep(lea, draft, large).status_code == 200

    def test_of_a_draft_that_was_dropped_stays_as_it_is(self, lea, draft):
        before = drawing(lea, draft)["bestand"]
        lea.send(lea.get(f"{draft}/besluit"), "Ontwerp laten vervallen")

        assert keep(lea, draft, with_step(before)).get_json()["code"] == "draft_locked"


class TestPanel:
    def address(self, draft, step="verkennen"):
        return f"{draft}/stappen/{step}?deel=paneel"

    def test_is_a_part_of_a_page_with_the_forms_of_the_step(self, lea, draft):
        page = lea.get(self.address(draft))

        assert page.tree.xpath("//form[@aria-label='Instellen']")
        assert not page.tree.xpath("//h1") + page.tree.xpath("//nav")
        assert all("deel=paneel" in one.get("action") for one in page.tree.xpath("//form"))

    def test_tells_the_script_the_new_revision(self, lea, draft):
        page = lea.get(self.address(draft))

        sent = lea.client.post(
            page.form("Instellingen bewaren").get("action"),
            data={**page.form("Instellingen bewaren").fields, "instelling.naam": "Praten"},
        )

        assert sent.get_json() == {
            "revisie": 2,
            "gekozen": "verkennen",
            "gedaan": "stap gewijzigd: Praten",
        }

    def test_says_what_is_wrong_in_its_place(self, lea, draft):
        page = lea.get(self.address(draft))

        answer = lea.send(page, "Instellingen bewaren", **{"instelling.naam": " "})

        assert answer.status == 422
        assert "Geef een naam" in answer.tree.xpath("string(//*[@role='alert'])")
        assert not answer.tree.xpath("//h1")


class TestFindings:
    def test_name_the_element_that_they_are_about(self, lea, draft):
        keep(lea, draft, with_step(drawing(lea, draft)["bestand"]))

        page = lea.get(f"{draft}/tekening/bevindingen")

        found = page.tree.xpath("//li[@data-element='bellen'][@data-fout='ja']")
        assert found
        assert found[0].xpath(".//a")[0].get("href").endswith("#stap-bellen")
        assert "De poort vindt" in page.source


class TestReadingIn:
    def send(self, browser, draft, sent):
        page = browser.get(f"{draft}/tekening/inlezen")
        fields = dict(page.form("Inlezen").fields)
        fields["bestand"] = (io.BytesIO(sent), "proef.bpmn")
        return Page(browser.client.post(page.address, data=fields), page.address)

    def camunda(self, browser, draft):
        return (
            drawing(browser, draft)["bestand"]
            .replace(
                'dg:formulier="jongekind_verkenning"',
                'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
                'camunda:formKey="jongekind_verkenning" '
                'camunda:candidateGroups="Intern begeleider"',
            )
            .replace('name="Verkend"', 'name="Uit Camunda"')
        )

    def test_puts_the_file_in_the_draft_and_tells_what_became_of_it(self, lea, draft):
        page = self.send(lea, draft, self.camunda(lea, draft).encode())

        assert page.heading == "Wat er is ingelezen"
        assert "Het formulier is ‘jongekind_verkenning’" in page.text
        assert "‘Intern begeleider’ is de rol ‘Intern begeleider’" in page.text
        assert page.link("Verkennen met ouders").endswith("#stap-verkennen")
        text = drawing(lea, draft)["bestand"]
        assert 'dg:rol="po_ib"' in text
        assert "camunda:" not in text.replace("xmlns:camunda", "")
        assert "ander programma ingelezen" in lea.get(draft).text

    def test_is_refused_with_a_reason_when_it_is_no_drawing(self, lea, draft):
        for sent in (b"", b"<x/>", b"geen xml", "<x>é</x>".encode("latin-1")):
            page = self.send(lea, draft, sent)

            assert page.status == 422
            assert page.tree.xpath("//input[@id='bestand'][@aria-invalid='true']")
        assert drawing(lea, draft)["revisie"] == 1

    def test_of_who_was_second_is_kept_beside(self, lea, draft):
        page = lea.get(f"{draft}/tekening/inlezen")
        fields = dict(page.form("Inlezen").fields)
        file = self.camunda(lea, draft)
        keep(lea, draft, with_step(drawing(lea, draft)["bestand"]))
        fields["bestand"] = (io.BytesIO(file.encode()), "proef.bpmn")

        answer = lea.client.post(page.address, data=fields)

        assert answer.status_code == 409
        assert "Uit Camunda" not in drawing(lea, draft)["bestand"]
        assert "Ernaast bewaard" in lea.get(draft).text
