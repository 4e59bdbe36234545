from __future__ import annotations

import pytest
from sqlalchemy import text
from tests.api.acting import assert_problem, complete, only_task, say_why, start


@pytest.fixture
def case(program):
    case = start(program("loes"))
    complete(program("loes"), only_task(case))
    return case


class TestHistory:
    def test_tells_everything_in_order(self, program, case):
        items = program("loes").get(f"/cases/{case['id']}/history").json["items"]

        assert [e["number"] for e in items] == list(range(1, len(items) + 1))
        assert (items[0]["kind"], items[0]["actor"]) == ("case_started", "loes")
        assert [e["previous"] for e in items[1:]] == [e["hash"] for e in items[:-1]]

    def test_leads_to_the_next_page(self, program, case):
        loes, path = program("loes"), f"/cases/{case['id']}/history"
        whole = [e["number"] for e in loes.get(path).json["items"]]

        paged, there = [], f"{path}?limit=4"
        while there:
            answer = loes.get(there).json
            paged += [e["number"] for e in answer["items"]]
            there = (answer["next"] or "").removeprefix("/api/v1")

        assert paged == whole

    @pytest.mark.parametrize(
        ("who", "opened"), [("loes", True), ("audrey", True), ("sam", False), ("rik", False)]
    )
    def test_opens_what_is_sealed_for_who_filled_it_in_and_who_supervises(
        self, program, case, who, opened
    ):
        if who == "audrey":
            say_why(program(who), case)

        items = program(who).get(f"/cases/{case['id']}/history").json["items"]

        values = [e["sealed"] for e in items if e["kind"] == "variables_set"]
        assert values
        assert all((value is not None) is opened for value in values)

    def test_tells_who_takes_part_why_a_case_was_withdrawn(self, program, case):
        program("loes").post(
            f"/cases/{case['id']}/withdrawal", {"reason": "Dubbel"}, headers={"If-Match": "*"}
        )

        items = program("sam").get(f"/cases/{case['id']}/history").json["items"]

        sealed = [e["sealed"] for e in items if e["kind"] == "case_withdrawn"]
        assert sealed == [{"reason": "Dubbel"}]

    @pytest.mark.parametrize("query", ["after=-1", "after=x", "limit=0", "kind=x"])
    def test_refuses_what_it_does_not_know(self, program, case, query):
        answer = program("loes").get(f"/cases/{case['id']}/history?{query}")

        assert_problem(answer, 422, "request_invalid")


class TestVerification:
    def test_proves_the_history(self, program, case):
        verdict = program("audrey").get(f"/cases/{case['id']}/history/verification").json

        assert (verdict["is_right"], verdict["differences"], verdict["acts"]) == (True, [], 2)

    def test_says_where_the_history_was_changed(self, house, program, case):
        with house.database.begin() as connection:
            connection.execute(text("UPDATE history SET actor = 'x' WHERE number = 3"))

        verdict = program("audrey").get(f"/cases/{case['id']}/history/verification").json

        assert verdict["is_right"] is False
        assert "3" in verdict["differences"][0]["recorded"]


class TestSubmissions:
    @pytest.mark.parametrize("who", ["loes", "lars", "audrey"])
    def test_are_shown_to_who_filled_them_in_and_who_supervises(self, program, case, who):
        if who == "audrey":
            say_why(program(who), case)

        items = program(who).get(f"/cases/{case['id']}/submissions").json["items"]

        assert [i["form"] for i in items] == ["aanvraag", "toets"]
        assert items[1]["data"] == {"compleet": True}
        assert all(len(i["form_hash"]) == 64 for i in items)

    @pytest.mark.parametrize(
        ("who", "code"), [("rik", "forbidden"), ("audrey", "reason_required")]
    )
    def test_stay_closed_to_coordinators_and_until_a_reason_is_given(
        self, program, case, who, code
    ):
        assert_problem(program(who).get(f"/cases/{case['id']}/submissions"), 403, code)

    @pytest.mark.parametrize("who", ["sam"])
    def test_stay_closed_to_whom_they_were_not_shared_with(self, program, case, who):
        items = program(who).get(f"/cases/{case['id']}/submissions").json["items"]

        assert [(i["actor"], i["data"]) for i in items] == [("loes", None), ("loes", None)]

    def test_cannot_be_read_once_the_key_was_destroyed(self, house, program, case):
        with house.database.begin() as connection:
            connection.execute(text("UPDATE case_keys SET wrapped = x''"))

        items = program("loes").get(f"/cases/{case['id']}/submissions").json["items"]

        assert [i["data"] for i in items] == [None, None]
