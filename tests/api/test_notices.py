from __future__ import annotations

from tests.api.acting import assert_problem, complete, only_task, start
from tests.api.people import add_organisation


class TestNotices:
    def test_come_to_the_role_that_is_told(self, program):
        case = start(program("loes"))
        complete(program("loes"), only_task(case))

        (notice,) = program("sam").get("/notices").json["items"]

        assert (notice["case_id"], notice["role"]) == (case["id"], "school")
        assert notice["text"] == "De aanvraag is compleet."

    def test_do_not_come_to_others(self, house, program):
        add_organisation(house.parts, key="school-twee", kind="po_school")
        case = start(program("loes"), participants={"po_school": "school-twee"})
        complete(program("loes"), only_task(case))

        seen = {who: program(who).get("/notices").json["items"] for who in ("sam", "loes", "elly")}

        assert seen == {"sam": [], "loes": [], "elly": []}

    def test_are_limited(self, program):
        assert_problem(program("sam").get("/notices?limit=1000"), 422, "request_invalid")
