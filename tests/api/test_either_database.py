"""What the API asks of the database, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.api.acting import assert_problem, complete, only_task, start
from tests.api.conftest import Program, programs_of
from tests.api.people import add_organisation

from doorgang_api.app import create_app
from doorgang_api.identity.accounts import Keeper, NewAccount, add_account
from doorgang_api.identity.api_tokens import NewToken, issue_token
from doorgang_engine.model import AccountKind


@pytest.fixture
def program(either_house):
    return programs_of(either_house)


class TestACase:
    def test_goes_from_start_to_end(self, program):
        case = start(program("loes"))
        after = complete(program("loes"), only_task(case)).json
        done = complete(program("lars"), only_task(after)).json
        verdict = program("audrey").get(f"/cases/{case['id']}/history/verification").json

        assert (done["status"], done["outcome"], done["tasks"]) == ("completed", "klaar", [])
        assert verdict["is_right"] is True

    def test_is_listed_for_every_organisation_that_takes_part(self, either_house, program):
        add_organisation(either_house.parts, key="school-twee", kind="po_school")
        ours = start(program("loes"), participants={"po_school": "school-proef"})
        start(program("loes"), participants={"po_school": "school-twee"})

        listed = {
            who: len(program(who).get("/cases").json["items"]) for who in ("loes", "sam", "hugo")
        }

        assert listed == {"loes": 2, "sam": 1, "hugo": 0}
        assert [c["id"] for c in program("sam").get("/cases").json["items"]] == [ours["id"]]

    def test_is_paged_and_filtered(self, program):
        cases = [start(program("loes"))["id"] for _ in range(3)]
        place = f"/cases/{cases[0]}/withdrawal"
        program("loes").post(place, {"reason": "Dubbel"}, headers={"If-Match": '"1"'})

        running = program("loes").get("/cases?status=running&limit=1").json
        rest = program("loes").get(running["next"].removeprefix("/api/v1")).json

        assert [c["id"] for c in running["items"] + rest["items"]] == [cases[2], cases[1]]
        assert rest["next"] is None

    def test_pages_its_history(self, program):
        case = start(program("loes"))

        page = program("loes").get(f"/cases/{case['id']}/history?after=2&limit=2").json

        assert [e["number"] for e in page["items"]] == [3, 4]


class TestWork:
    def test_is_paged_and_filtered(self, program):
        for _ in range(3):
            start(program("loes"))

        first = program("loes").get("/tasks?limit=2&due_before=2999-01-01&role=loket").json
        second = program("loes").get(first["next"].removeprefix("/api/v1")).json

        assert len({t["id"] for t in first["items"] + second["items"]}) == 3

    def test_is_claimed_once(self, program):
        path = f"/tasks/{only_task(start(program('loes')))['id']}/claim"

        assert program("loes").post(path).status_code == 200
        assert_problem(program("lars").post(path), 409, "conflict")


class TestNotices:
    def test_come_to_the_organisation_that_takes_part(self, either_house, program):
        add_organisation(either_house.parts, key="school-twee", kind="po_school")
        ours = start(program("loes"), participants={"po_school": "school-proef"})
        theirs = start(program("loes"), participants={"po_school": "school-twee"})
        for case in (ours, theirs):
            complete(program("loes"), only_task(case))

        told = program("sam").get("/notices").json["items"]

        assert [n["case_id"] for n in told] == [ours["id"]]


class TestTextThatADatabaseCannotKeep:
    @pytest.mark.parametrize(
        "path", ["/routes/%00", "/forms/%00", "/cases/%00", "/cohorts/%00/a/template"]
    )
    def test_is_not_found(self, program, path):
        assert program("loes").get(path).status_code == 404

    def test_is_refused_in_a_body(self, program):
        answer = program("loes").post("/sessions", {"account": "a\x00", "password": "x"})

        assert_problem(answer, 400, "request_unreadable")


class TestAProgram:
    def test_does_what_its_token_is_for_until_it_is_withdrawn(self, either_house, program):
        house = either_house
        rules = {"region": "proef", "organisation": "swv-proef", "name": "P", "roles": ()}
        keeper = Keeper(id="beheerder")
        new = NewAccount(kind=AccountKind.SERVICE, id="koppeling", **rules)
        add_account(new=new, keeper=keeper, house=house)
        asked = NewToken(account="koppeling", name="Proef", scopes=("cases:read",))
        issued = issue_token(asked=asked, by=Keeper(id="rik"), house=house, now=datetime.now(UTC))
        caller = Program(create_app(house).test_client(use_cookies=False), issued.secret)

        before = caller.get("/cases").status_code
        with house.parts.new_uow() as uow:
            key = {"region": "proef", "account": "koppeling", "token_id": issued.token.id}
            withdrawn = uow.api_tokens.withdraw(**key, at=datetime.now(UTC), by="rik")
            again = uow.api_tokens.withdraw(**key, at=datetime.now(UTC), by="rik")

        assert (before, withdrawn, again) == (200, True, False)
        assert_problem(caller.get("/cases"), 401, "signed_out")
