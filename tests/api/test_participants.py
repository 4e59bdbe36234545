"""POST /cases/{id}/participants, and starting with a kind that stays open."""

from __future__ import annotations

import pytest
from tests.api.people import _hashed
from tests.naming_route import PO, ROUTE, VO_A, VO_B, publish_naming

WHY = "Het kind is verhuisd"


@pytest.fixture(autouse=True)
def _route(house):
    publish_naming(house.parts, password=_hashed())


@pytest.fixture
def case(program):
    answer = program("ib").post(
        "/cases",
        {
            "route": ROUTE,
            "subject": {"given_name": "Noor", "family_name": "Voorbeeld"},
            "submission": {"vraag": "Hulp"},
        },
    )
    assert answer.status_code == 201, answer.json
    return answer.json


def change(program, who, case, **asked):
    given = {"kind": "vo_school", "organisation": VO_A, "reason": WHY} | asked
    return program(who).post(
        f"/cases/{case['id']}/participants", given, headers={"If-Match": f'"{case["revision"]}"'}
    )


class TestStart:
    def test_leaves_open_what_the_route_names_later(self, case):
        assert case["participants"] == {"po_school": PO}


class TestChange:
    def test_names_and_changes(self, program, case):
        first = change(program, "ib", case)
        second = change(program, "rik", {**case, **first.json}, organisation=VO_B)

        assert first.status_code == 200
        assert first.json["participants"] == {"po_school": PO, "vo_school": VO_A}
        assert second.json["participants"]["vo_school"] == VO_B
        assert second.headers["ETag"] == f'"{second.json["revision"]}"'

    @pytest.mark.parametrize(
        ("asked", "status", "code"),
        [
            ({"organisation": PO}, 422, "participant_unknown"),
            ({"organisation": "vo-gone"}, 422, "participant_unknown"),
            ({"kind": "mbo"}, 422, "participant_unknown"),
            ({"kind": "po_school", "organisation": PO}, 409, "participant_unchanged"),
            ({"reason": ""}, 422, "request_invalid"),
        ],
    )
    def test_refuses(self, program, case, asked, status, code):
        answer = change(program, "ib", case, **asked)

        assert (answer.status_code, answer.json["code"]) == (status, code)

    def test_answers_who_stood_back_too(self, program, case):
        answer = change(program, "ib", case, kind="po_school", organisation="po-eik")

        assert answer.json["participants"] == {"po_school": "po-eik"}
        assert program("ib").get(f"/cases/{case['id']}").status_code == 404

    def test_is_refused_on_what_has_changed(self, program, case):
        change(program, "ib", case)

        answer = change(program, "ib", case, organisation=VO_B)

        assert (answer.status_code, answer.json["code"]) == (412, "stale_revision")
