"""Letters and links of a case, for programs."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from tests import letter_route as lr
from tests.api.acting import assert_problem
from tests.integration.test_letters import play
from tests.small_route import FORMS, START

from doorgang_engine.dossier.looks import LookQuery
from doorgang_engine.jobs import work_off

NOBODY = "01a20063-7eab-716c-bbc3-000000000000"
PARENT = {"role": "ouder", "name": "Annabel Zeldzaamius", "age": "onder_12", "has_authority": True}


@pytest.fixture
def case(house):
    lr.add_organisations(house.parts, family_only=True)
    lr.publish_with_letter(house.parts, number=2, forms=FORMS)
    found = play(house.parts)
    work_off(parts=house.parts, at=START + timedelta(minutes=1))
    return found


def letters(program, case):
    return program.get(f"/cases/{case.id}/letters").json["items"]


def newest_look(house):
    with house.read_uow() as uow:
        return uow.looks.page(LookQuery(region="proef", limit=1))[0]


class TestLetters:
    def test_are_listed_for_who_sent_or_got_them(self, program, case):
        for who in ("loes", "sam"):
            [letter] = letters(program(who), case)
            assert (letter["letter"], letter["number"]) == (lr.LETTER, 1)
            assert (letter["sender"], letter["to"]) == ("swv-proef", ["school-proef", lr.FAMILY])
            assert len(letter["sha256"]) == 64

    def test_are_as_if_not_there_for_others(self, program, case):
        assert_problem(program("hugo").get(f"/cases/{case.id}/letters"), 404, "case_not_found")
        assert_problem(program("rik").get(f"/cases/{case.id}/letters"), 403, "forbidden")

    def test_are_saved_whole_and_noted(self, program, house, case):
        [letter] = letters(program("loes"), case)

        answer = program("loes").get(f"/cases/{case.id}/letters/{letter['id']}/content")

        assert answer.content_type == "application/pdf"
        assert len(answer.data) == letter["size"]
        look = newest_look(house)
        assert (look.kind, look.data) == ("download", ("brief:bericht",))

    def test_that_are_not_there_are_not_found(self, program, case):
        answer = program("loes").get(f"/cases/{case.id}/letters/{NOBODY}/content")

        assert_problem(answer, 404, "letter_not_found")

    def test_are_made_again_once(self, program, house, case):
        [old] = letters(program("loes"), case)
        path, why = f"/cases/{case.id}/letters/{old['id']}/again", {"reason": "Verschreven"}

        asked = program("loes").post(path, why)

        assert asked.status_code == 202
        work_off(parts=house.parts, at=START + timedelta(days=3000))
        first, second = letters(program("loes"), case)
        assert (first, second["id"], second["number"]) == (old, asked.json["id"], 2)
        assert_problem(program("loes").post(path, why), 409, "letter_asked_already")
        assert_problem(program("sam").post(path, why), 403, "not_yours")


class TestLinks:
    def give(self, program, case, **changed):
        return program.post(f"/cases/{case.id}/links", {**PARENT, **changed})

    def test_are_made_with_their_address_once_and_never_a_code(self, program, case):
        made = self.give(program("sam"), case)

        assert made.status_code == 201
        assert made.json["purpose"] == "inzage"
        assert urlsplit(made.json["url"]).path.startswith("/ouder/link/")
        assert not {"code", "token"} & set(made.json)
        [listed] = program("loes").get(f"/cases/{case.id}/links").json["items"]
        assert "url" not in listed
        assert (listed["name"], listed["is_open"]) == (PARENT["name"], True)

    def test_open_with_a_code_only(self, program, case):
        url = urlsplit(self.give(program("sam"), case).json["url"])

        page = program("sam").client.get(url.path)

        assert "Vul uw code in" in page.get_data(as_text=True)

    def test_are_withdrawn(self, program, case):
        made = self.give(program("sam"), case).json
        path = f"/cases/{case.id}/links/{made['id']}/withdrawal"

        assert program("sam").post(path).status_code == 204

        [listed] = program("loes").get(f"/cases/{case.id}/links").json["items"]
        assert listed["is_open"] is False
        assert listed["withdrawn_at"]
        assert program("sam").client.get(urlsplit(made["url"]).path).status_code == 404
        assert_problem(program("sam").post(path), 409, "link_ended")

    @pytest.mark.parametrize(
        "changed",
        [{"has_authority": False}, {"role": "leerling"}, {"days": 31}, {"address": "geen adres"}],
    )
    def test_are_refused_for_who_may_not_have_one(self, program, case, changed):
        assert_problem(self.give(program("sam"), case, **changed), 422, "link_refused")

    def test_are_not_for_who_oversees_or_is_elsewhere(self, program, case):
        assert_problem(self.give(program("rik"), case), 403, "forbidden")
        assert_problem(self.give(program("hugo"), case), 404, "case_not_found")
        assert_problem(program("rik").get(f"/cases/{case.id}/links"), 403, "forbidden")
