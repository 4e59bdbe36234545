"""Building the forms of a draft on pages, without JavaScript."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from tests.pages.browser import Page
from tests.unit.forms.building import options, raw_field, raw_form

from doorgang_api.form_builder.bench import as_text, path_of, workshop_of
from doorgang_engine.drafts.making import copy_shape
from doorgang_engine.drafts.writing import read_file, write_file
from doorgang_engine.model import Actor

ACTOR = Actor(id="rik", role="regiocoordinator", organisation="swv-proef", region="proef")
FORM = raw_form(
    raw_field(
        "antwoord", "choice", required=True, options=options("ja", "nee"), export="antwoord"
    ),
    raw_field("datum", "date", show_when={"field": "antwoord", "is": "ja"}),
    raw_field("ouders", "repeat", fields=[raw_field("naam", "person")]),
    key="proefformulier",
    title={"nl": "Proefformulier"},
    example={"antwoord": "nee"},
)


@pytest.fixture
def shop(house):
    return workshop_of(house, now=None)


@pytest.fixture
def draft(shop):
    return copy_shape(
        route="jongekind-verkenning", of="basis", title="Anders", actor=ACTOR, shop=shop
    )


@pytest.fixture
def here(shop, draft):
    write_file(
        draft_id=draft.id, path=path_of("proefformulier"), content=as_text(FORM), revision=0,
        what="proef", actor=ACTOR, shop=shop,
    )  # fmt: skip
    return f"/ontwerpen/{draft.id}/formulieren/proefformulier"


@pytest.fixture
def kept(shop, draft):
    def read():
        file = read_file(draft_id=draft.id, path=path_of("proefformulier"), actor=ACTOR, shop=shop)
        return json.loads(file.content)

    return read


@pytest.fixture
def rik(browse):
    return browse("rik")


def press(browser, page, name, value):
    """Press the button of this name and value."""
    (button,) = page.tree.xpath(f"//button[@name='{name}'][@value='{value}']")
    form = next(one for one in button.iterancestors("form"))
    pairs = {**dict(form.fields.items()), name: value}
    sent = [(key, one) for key, one in pairs.items() if one is not None and key]
    return browser.post(form.get("action") or page.address, sent)


def upload(browser, page, button, **files):
    """Send the form with this button with a file."""
    fields = dict(page.form(button).fields.items())
    sent = {key: one for key, one in fields.items() if one is not None}
    for name, (file_name, content) in files.items():
        sent[name] = (BytesIO(content), file_name)
    answer = browser.client.post(page.address, data=sent, content_type="multipart/form-data")
    return Page(answer, page.address)


def fields(raw):
    return [one["key"] for part in raw["sections"] for one in part["fields"]]


class TestTheForms:
    def test_of_the_route_are_listed_and_those_of_the_draft_told_apart(self, rik, draft, here):
        page = rik.get(f"/ontwerpen/{draft.id}/formulieren")

        assert page.status == 200
        assert "Proefformulier" in page.texts("//main//h2")
        assert any("Gewijzigd in dit ontwerp" in one for one in page.texts("//li"))
        assert any("Zoals de regio het nu heeft" in one for one in page.texts("//li"))

    def test_can_be_begun(self, rik, draft):
        page = rik.get(f"/ontwerpen/{draft.id}/formulieren")

        sent = rik.send(page, "Beginnen", title="Eigen gesprek", ground="AVG art. 6",
                        retention="leerlingdossier", first="Hoe gaat het?")  # fmt: skip

        assert sent.status == 303
        assert rik.follow(sent).heading == "Eigen gesprek"

    def test_are_not_begun_without_a_ground(self, rik, draft):
        page = rik.get(f"/ontwerpen/{draft.id}/formulieren")

        sent = rik.send(page, "Beginnen", title="Eigen gesprek")

        assert sent.status == 422
        assert "Wettelijke grondslag" in sent.text


class TestTheForm:
    def test_shows_its_questions_with_what_they_say(self, rik, here):
        page = rik.get(here)

        assert page.heading == "Proefformulier"
        assert "Alleen invullen als bij ‘Antwoord’ ‘Ja’ is gekozen." in page.text
        assert "verplicht" in page.text
        assert page.tree.xpath("//*[@id='vraag-ouders-naam']")

    def test_tells_what_the_lint_finds_with_a_link_to_it(self, rik, here):
        page = rik.get(here)

        assert "doet er niets mee" in page.text
        assert page.tree.xpath("//section[@aria-labelledby='bevindingen']//a/@href") == [
            "#vraag-antwoord"
        ]

    def test_moves_and_takes_away_on_a_button(self, rik, here, kept):
        moved = press(rik, rik.get(here), "_doen", "omlaag:datum")
        gone = press(rik, rik.follow(moved), "_doen", "weghalen:datum")

        assert moved.status == gone.status == 303
        assert moved.location.endswith("#vraag-datum")
        assert fields(kept()) == ["antwoord", "ouders"]

    def test_refuses_what_would_break_it_and_changes_nothing(self, rik, here, kept):
        refused = press(rik, rik.get(here), "_doen", "weghalen:antwoord")

        assert refused.status == 422
        assert "Er is niets gewijzigd" in refused.text
        assert kept() == FORM

    def test_goes_back_a_step(self, rik, here, kept):
        page = rik.follow(press(rik, rik.get(here), "_doen", "weghalen:datum"))

        back = press(rik, page, "_doen", "terug:")

        assert back.status == 303
        assert kept() == FORM

    def test_of_another_region_is_not_there(self, browse, here):
        assert browse("loes").get(here).status == 403


class TestAQuestion:
    def test_is_changed_by_a_form(self, rik, here, kept):
        page = rik.get(f"{here}/vraag?pad=datum")

        sent = rik.send(page, "Bewaren", label="Vanaf welke dag", required="ja")

        assert sent.status == 303
        assert kept()["sections"][0]["fields"][1] == {
            "key": "datum", "type": "date", "label": {"nl": "Vanaf welke dag"}, "required": True,
            "show_when": {"field": "antwoord", "is": "ja"},
        }  # fmt: skip

    def test_is_added_where_it_was_asked(self, rik, here, kept):
        kinds = rik.get(f"{here}/vraag?na=antwoord")
        page = rik.get(kinds.link("Getal"))

        sent = rik.send(page, "Bewaren", label="Hoeveel uur", required="ja", min="1")

        assert sent.status == 303
        assert fields(kept()) == ["antwoord", "hoeveel_uur", "datum", "ouders"]
        assert kept()["example"] == {"antwoord": "nee", "hoeveel_uur": 1}

    def test_stays_as_typed_when_it_is_refused(self, rik, here, kept):
        page = rik.get(f"{here}/vraag?na=antwoord&soort=text")

        sent = rik.send(page, "Bewaren", label="Wat is het bsn?")

        assert sent.status == 422
        assert "nooit om een bsn" in sent.text
        assert sent.tree.xpath("//input[@name='label']/@value") == ["Wat is het bsn?"]
        assert kept() == FORM

    def test_gets_another_answer_by_a_row(self, rik, here, kept):
        page = rik.get(f"{here}/vraag?pad=antwoord")
        more = press(rik, page, "_actie", "toevoegen:options")

        sent = rik.send(more, "Bewaren", **{"options-2-label": "Soms"})

        assert sent.status == 303
        assert kept()["sections"][0]["fields"][0]["options"][2] == {
            "value": "soms", "label": {"nl": "Soms"},
        }  # fmt: skip

    def test_that_is_not_there_is_said_to_be_gone(self, rik, here):
        assert rik.get(f"{here}/vraag?pad=nergens").status == 404


class TestACondition:
    def test_is_answered_in_rows(self, rik, here, kept):
        page = rik.get(f"{here}/voorwaarde?pad=ouders")

        sent = rik.send(page, "Bewaren", wanneer="alle", **{
            "wanneer_regels-0-onderwerp": "antwoord", "wanneer_regels-0-vergelijking": "is",
            "wanneer_regels-0-waarde": "nee"})  # fmt: skip

        assert sent.status == 303
        assert kept()["sections"][0]["fields"][2]["show_when"] == {
            "field": "antwoord",
            "is": "nee",
        }

    def test_is_refused_for_an_answer_that_is_not_there(self, rik, here):
        page = rik.get(f"{here}/voorwaarde?pad=datum")

        sent = rik.send(page, "Bewaren", **{"wanneer_regels-0-waarde": "misschien"})

        assert sent.status == 422
        assert "Kies uit: Ja; Nee." in sent.text


class TestARule:
    def test_is_added_and_taken_away(self, rik, here, kept):
        places = rik.get(f"{here}/regel")
        page = rik.get(places.link("Het hele formulier"))
        sent = rik.send(page, "Bewaren", rule="one_of", fields=["datum", "ouders"],
                        message="Vul een van beide in.")  # fmt: skip
        assert sent.status == 303
        assert kept()["rules"][0]["fields"] == ["datum", "ouders"]

        gone = press(rik, rik.follow(sent), "_doen", "regel-weg:0")

        assert gone.status == 303
        assert "rules" not in kept()


class TestASection:
    def test_begins_at_a_question(self, rik, here, kept):
        page = rik.get(f"{here}/onderdeel?voor=datum")

        sent = rik.send(page, "Bewaren", title="Daarna")

        assert sent.status == 303
        assert [one["key"] for one in kept()["sections"]] == ["deel", "daarna"]


class TestSettings:
    def test_are_changed(self, rik, here, kept):
        page = rik.get(f"{here}/gegevens")

        sent = rik.send(page, "Bewaren", title="Ander formulier", intro="Lees dit.")

        assert sent.status == 303
        assert kept()["title"] == {"nl": "Ander formulier"}
        assert kept()["intro"] == {"nl": "Lees dit."}


class TestTrying:
    def test_says_what_would_come_of_it(self, rik, here):
        page = rik.get(f"{here}/proberen")

        sent = rik.send(page, "Proberen te versturen", antwoord="ja")

        assert sent.status == 200
        assert "De route krijgt" in sent.text

    def test_says_what_is_wrong(self, rik, here):
        page = rik.get(f"{here}/proberen")

        sent = rik.send(page, "Proberen te versturen", antwoord=None)

        assert sent.status == 422
        assert "Kies een antwoord" in sent.text

    def test_keeps_what_was_typed_as_the_example(self, rik, here, kept):
        page = rik.get(f"{here}/proberen")

        sent = rik.send(page, "Bewaren als voorbeeld", antwoord="ja", _bewaren="ja", **{
            "datum-dag": "1", "datum-maand": "3", "datum-jaar": "2027"})  # fmt: skip

        assert sent.status == 303
        assert kept()["example"] == {"antwoord": "ja", "datum": "2027-03-01"}


class TestTheDifference:
    def test_is_told_by_question(self, rik, draft, here):
        press(rik, rik.get(here), "_doen", "weghalen:datum")

        page = rik.get(f"{here}/verschil?versie=1")

        assert page.status == 200
        assert page.texts("//tbody/tr/th") == ["Vraag ‘Datum’"]
        assert "weggehaald" in page.text

    def test_with_the_region_is_all_of_a_new_form(self, rik, here):
        assert "is nieuw" in rik.get(f"{here}/verschil").text


class TestBringingIn:
    FILE = json.dumps({"components": [
        {"type": "textfield", "key": "naam", "label": "Naam van het plan"},
        {"type": "textfield", "key": "bsn", "label": "BSN"},
    ]}).encode()  # fmt: skip

    def test_tells_first_and_does_it_then(self, rik, here, kept):
        report = upload(rik, rik.get(f"{here}/inlezen"), "Bekijken", bestand=("f.form", self.FILE))
        assert report.status == 200
        assert report.texts("//tbody/tr/th") == ["Naam van het plan", "BSN"]
        assert kept() == FORM

        done = rik.send(report, "Overnemen", _bewaren="ja")

        assert done.status == 303
        assert fields(kept()) == ["naam"]

    def test_refuses_another_file(self, rik, here):
        page = rik.get(f"{here}/inlezen")

        sent = upload(rik, page, "Bekijken", bestand=("f.form", b"\xff\xfe"))

        assert sent.status == 422
        assert "geen tekst" in sent.text


class TestTwoPeople:
    def test_in_one_form_lose_nothing(self, rik, here, kept, browse):
        mine = rik.get(f"{here}/vraag?pad=datum")
        press(rik, rik.get(here), "_doen", "weghalen:ouders")

        late = rik.send(mine, "Bewaren", label="Dag")

        assert late.status == 409
        assert "ernaast bewaard" in late.text
        assert fields(kept()) == ["antwoord", "datum"]

        over = press(rik, late, "_doen", late.tree.xpath("//button[@name='_doen']/@value")[0])

        assert over.status == 303
        assert fields(kept()) == ["antwoord", "datum", "ouders"]
        assert kept()["sections"][0]["fields"][1]["label"] == {"nl": "Dag"}
