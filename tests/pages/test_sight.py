from __future__ import annotations

import pytest
from tests.small_route import LOKET

from doorgang_engine.tasks import complete_task

NONSENSE = "01a20063-7eab-716c-bbc3-000000000000"


def same_but_for_the_token(page):
    return page.status, page.heading, page.texts("//main")


class TestOthers:
    @pytest.mark.parametrize("place", ["/taken/{task}", "/trajecten/{case}"])
    def test_see_the_same_page_as_for_what_does_not_exist(self, browse, case, task, place):
        olga = browse("olga")

        theirs = olga.get(place.format(case=case.id, task=task.id))
        nothing = olga.get(place.format(case=NONSENSE, task=NONSENSE))

        assert theirs.status == 404
        assert same_but_for_the_token(theirs) == same_but_for_the_token(nothing)

    def test_find_nothing_in_their_lists(self, browse, case):
        olga = browse("olga")

        for address in ("/", "/trajecten", "/meldingen"):
            assert "Voorbeeld" not in olga.get(address).source
            assert case.number not in olga.get(address).source

    @pytest.mark.parametrize(
        "place",
        ["/trajecten/{case}/intrekken", "/trajecten/{case}/berichten/ingetrokken"],
    )
    def test_can_do_nothing_to_it(self, browse, case, place):
        assert browse("olga").get(place.format(case=case.id)).status == 404

    def test_cannot_claim_a_task(self, browse, house, task):
        olga = browse("olga")
        token = olga.get("/").form("Afmelden").fields["_csrf"]

        page = olga.post(f"/taken/{task.id}/oppakken", {"_csrf": token})

        with house.read_uow() as uow:
            assert uow.tasks.get(task.id).claimed_by == ""
        assert page.status == 404


class TestFormWithAPartWithoutAName:
    def test_is_refused(self, browse, task):
        loes = browse("loes")
        token = loes.get("/").form("Afmelden").fields["_csrf"]
        named = f'--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n{token}\r\n'
        nameless = "--x\r\nContent-Disposition: form-data\r\n\r\n{}\r\n"

        answer = loes.client.post(
            f"/taken/{task.id}",
            data=f"{named}{nameless}--x--\r\n".encode(),
            content_type="multipart/form-data; boundary=x",
        )

        assert answer.status_code == 400


class TestCoordinator:
    def test_sees_where_a_case_stands_but_not_whom_it_is_about(self, browse, case):
        page = browse("rik").get(f"/trajecten/{case.id}")

        assert "Aanvraag toetsen" in page.text
        assert "Voorbeeld" not in page.source
        assert "Hulp bij lezen" not in page.source

    def test_cannot_open_the_task_of_another_role(self, browse, task):
        assert browse("rik").get(f"/taken/{task.id}").status == 404


class TestWhatWasFilledIn:
    def test_is_there_for_the_organisation_that_filled_it_in(self, browse, case):
        page = browse("sam").get(f"/trajecten/{case.id}")

        assert "Hulp bij lezen" in page.text

    def test_is_not_there_for_another_one_that_takes_part(self, browse, case):
        page = browse("loes").get(f"/trajecten/{case.id}")

        assert "Noor Voorbeeld" in page.text
        assert "Hulp bij lezen" not in page.text

    @pytest.mark.parametrize("who", ["audrey", "fien"])
    def test_is_there_for_who_supervises_after_a_reason(self, browse, case, who):
        browser = browse(who)
        before = browser.get(f"/trajecten/{case.id}")
        form = browser.get(before.link("Geef op waarom"))

        empty = browser.send(form, "Dossier inzien")
        sent = browser.send(form, "Dossier inzien", doel="klacht", reden="Klacht 2027-14 hierover")
        after = browser.follow(sent)

        assert "Hulp bij lezen" not in before.source
        assert "Voorbeeld" not in before.source
        assert empty.status == 422
        assert "Hulp bij lezen" in after.text
        assert "Noor Voorbeeld" in after.text


class TestNotices:
    def test_reach_who_takes_part_and_nobody_else_in_that_role(self, browse, house, task):
        complete_task(
            task_id=task.id,
            submission={"compleet": True},
            actor=LOKET,
            parts=house.parts,
            now=task.opened_at,
        )

        assert "De aanvraag is compleet." in browse("sam").get("/meldingen").text
        assert "De aanvraag is compleet." not in browse("olga").get("/meldingen").text


class TestIncidents:
    def test_are_for_the_coordinator(self, browse):
        assert browse("rik").get("/storingen").status == 200
        assert browse("loes").get("/storingen").status == 403
