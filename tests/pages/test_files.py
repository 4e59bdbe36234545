from __future__ import annotations

import io

import pytest
from tests.api.filed_route import PDF, PNG, publish_filed
from tests.pages.browser import Page
from tests.pages.test_every_page import complaints
from tests.unit.forms.contents import samples
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

RIGHT = {"compleet": "ja"}


@pytest.fixture
def house(house):
    publish_filed(house.parts)
    return house


@pytest.fixture
def task(house, case):
    with house.read_uow() as uow:
        return uow.tasks.of_case(case.id)[0].id


def send(browser, page, button, *, files=(), **changed):
    """Send the form with this button as a browser does, files and all."""
    form = page.form(button)
    assert form.get("enctype") == "multipart/form-data"
    filled = {**dict(form.fields.items()), **changed}
    fields = MultiDict((name, value) for name, value in filled.items() if value is not None)
    for name, file_name, content in files:
        fields.add(name, FileStorage(io.BytesIO(content), filename=file_name))
    boundary, body = encode_multipart(fields)
    answer = browser.client.post(
        form.get("action") or page.address,
        data=body,
        content_type=f"multipart/form-data; boundary={boundary}",
    )
    return Page(answer, page.address)


def complete(browser, page, *files, **values):
    return send(browser, page, "Versturen en taak afronden", files=files, **{**RIGHT, **values})


class TestATaskWithFiles:
    def test_takes_a_file_and_shows_it_to_who_may_read_it(self, browse, task):
        loes = browse("loes")
        page = loes.get(f"/taken/{task}")

        done = complete(loes, page, ("verslag-bestand", "Verslag Noor.pdf", PDF))

        assert done.status == 303
        seen = loes.follow(done)
        assert "Verslag Noor.pdf (PDF, 1 kB)" in seen.text
        saved = loes.client.get(seen.link("Verslag Noor.pdf"))
        assert saved.data == PDF
        assert saved.headers["Content-Disposition"].startswith("attachment;")
        assert list(complaints(seen)) == []

    def test_keeps_the_file_when_the_rest_is_not_right(self, browse, task):
        loes = browse("loes")
        page = loes.get(f"/taken/{task}")

        wrong = complete(loes, page, ("verslag-bestand", "verslag.pdf", PDF), compleet=None)
        done = complete(loes, wrong)

        assert wrong.status == 422
        assert "verslag.pdf (PDF, 1 kB)" in wrong.text
        assert list(complaints(wrong)) == []
        assert done.status == 303
        assert "verslag.pdf" in loes.follow(done).text

    def test_says_at_the_field_what_is_wrong_with_a_file(self, browse, task):
        loes = browse("loes")
        page = loes.get(f"/taken/{task}")

        wrong = complete(loes, page, ("verslag-bestand", "x.pdf", b"MZ" + bytes(9)))

        assert wrong.status == 422
        (said,) = wrong.texts("//*[@id='veld-verslag--fout']")
        assert said.startswith("Dit soort bestand kunt u niet toevoegen.")
        assert list(complaints(wrong)) == []

    def test_keeps_the_good_file_beside_a_wrong_one(self, browse, task):
        loes = browse("loes")
        page = loes.get(f"/taken/{task}")

        wrong = complete(
            loes,
            page,
            ("verslag-bestand", "verslag.pdf", PDF),
            ("geheim-bestand", "x.html", b"<html>"),
        )

        assert wrong.status == 422
        assert "verslag.pdf (PDF, 1 kB)" in wrong.text

    def test_lets_go_of_a_file_and_takes_another(self, browse, task):
        loes = browse("loes")
        page = loes.get(f"/taken/{task}")
        wrong = complete(loes, page, ("verslag-bestand", "oud.pdf", PDF), compleet=None)

        again = complete(loes, wrong, ("verslag-bestand", "nieuw.png", PNG), compleet=None)
        gone = complete(loes, again, compleet=None, **{"verslag-weg": "ja"})

        assert "nieuw.png" in again.text
        assert "oud.pdf" not in again.text
        assert "nieuw.png" not in gone.text

    def test_answers_a_form_that_is_sent_twice_with_its_first_receipt(self, browse, task):
        loes = browse("loes")
        page = loes.get(f"/taken/{task}")
        file = ("verslag-bestand", "verslag.pdf", PDF)

        first, again = complete(loes, page, file), complete(loes, page, file)

        assert (first.status, again.status) == (303, 303)
        assert first.location == again.location

    def test_hides_a_field_that_is_not_for_this_reader(self, browse, task, case):
        loes, sam = browse("loes"), browse("sam")
        page = loes.get(f"/taken/{task}")
        complete(
            loes,
            page,
            ("verslag-bestand", "verslag.pdf", PDF),
            ("geheim-bestand", "geheim.pdf", samples.pdf(b"<</A 1>>")),
        )

        own, theirs = loes.get(f"/trajecten/{case.id}"), sam.get(f"/trajecten/{case.id}")

        assert "geheim.pdf" in own.text
        assert "geheim.pdf" not in theirs.text
        assert "verslag.pdf" in theirs.text
        assert sam.client.get(own.link("geheim.pdf")).status_code == 404
        assert browse("olga").client.get(own.link("verslag.pdf")).status_code == 404
        assert browse().client.get(own.link("verslag.pdf")).status_code == 302

    def test_shows_no_name_of_another_ones_file(self, browse, task):
        loes, lars = browse("loes"), browse("lars")
        page = lars.get(f"/taken/{task}")
        kept = complete(lars, page, ("verslag-bestand", "van-lars.pdf", PDF), compleet=None)
        stolen = kept.tree.xpath("//input[@name='verslag']/@value")[0]

        wrong = complete(loes, loes.get(f"/taken/{task}"), verslag=stolen)

        assert wrong.status == 422
        assert "van-lars" not in wrong.source
        assert "opnieuw toe" in wrong.texts("//*[@id='veld-verslag--fout']")[0]


class TestAStartWithFiles:
    def test_takes_a_file(self, browse):
        loes = browse("loes")
        page = loes.get("/trajecten/nieuw/proef-route/begin")
        typed = {"_voornaam": "Noor", "_achternaam": "Proef", "vraag": "Hulp"}
        kinds = page.tree.xpath("//select/@name | //input[@type='radio']/@name")
        choices = dict.fromkeys(kinds, "school-proef")
        brief = ("brief-bestand", "brief.pdf", PDF)

        done = send(loes, page, "Traject beginnen", files=[brief], **typed, **choices)

        assert done.status == 303, done.text
        assert "brief.pdf (PDF, 1 kB)" in loes.follow(done).text
