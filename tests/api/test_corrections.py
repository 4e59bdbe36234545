from __future__ import annotations

import io

import pytest
from tests.api.acting import assert_problem, complete, only_task, start
from tests.api.filed_route import PDF, SHARING, forms
from tests.small_route import publish

WRONG = {"submission": {"compleet": True, "toelichting": "Drie verslagen"}}
GOOD = {"compleet": True, "toelichting": "Twee verslagen"}


@pytest.fixture
def case(program, house):
    publish(
        house.parts, number=2, bpmn=SHARING.replace(' dg:anders_dan="toetsen"', ""), forms=forms()
    )
    begun = start(program("loes"))
    assert complete(program("loes"), only_task(begun), WRONG).status_code == 200
    return begun


def submissions(program, case):
    return program.get(f"/cases/{case['id']}/submissions").json["items"]


def correct(program, case, given=GOOD, *, of=None, tag="*", **more):
    of = of or submissions(program, case)[-1]["id"]
    path = f"/cases/{case['id']}/submissions/{of}/correction"
    body = {"submission": given, "reason": "Verkeerd overgenomen", **more}
    return program.post(path, body, headers={"If-Match": tag} if tag else {})


def send_file(program, **place):
    data = {**place, "field": "verslag", "file": (io.BytesIO(PDF), "verslag.pdf")}
    return program.client.post(
        "/api/v1/attachments",
        data=data,
        headers={"Authorization": f"Bearer {program.token}"},
        content_type="multipart/form-data",
    )


class TestCorrecting:
    def test_gives_a_submission_that_names_the_one_it_corrects(self, program, case):
        answer = correct(program("loes"), case)

        first, old, new = submissions(program("lars"), case)
        assert answer.status_code == 200
        assert [one["corrects"] for one in (first, old, new)] == ["", "", old["id"]]
        assert (old["data"]["toelichting"], new["data"]["toelichting"]) == (
            "Drie verslagen", "Twee verslagen",
        )  # fmt: skip

    def test_is_read_by_who_reads_the_mistake(self, program, case):
        correct(program("loes"), case)

        read = [one["data"] for one in submissions(program("sam"), case)]
        assert [one and one["toelichting"] for one in read[1:]] == [
            "Drie verslagen", "Twee verslagen",
        ]  # fmt: skip

    def test_is_for_who_filled_it_in_or_a_colleague_in_that_role(self, program, case):
        of = submissions(program("loes"), case)[-1]["id"]

        assert correct(program("lars"), case, of=of).status_code == 200
        assert_problem(correct(program("sam"), case, of=of), 403, "not_yours")
        assert_problem(correct(program("rik"), case, of=of), 403, "forbidden")
        assert_problem(correct(program("hugo"), case, of=of), 404, "case_not_found")

    def test_of_what_one_may_not_read_is_not_found(self, program, case):
        of = submissions(program("loes"), case)[0]["id"]  # the start form: not shared

        assert_problem(correct(program("sam"), case, of=of), 404, "submission_not_found")

    def test_never_changes_what_the_route_went_by(self, program, case):
        answer = correct(program("loes"), case, GOOD | {"compleet": False})

        problem = assert_problem(answer, 409, "correction_steers_route")
        assert "‘Is de aanvraag compleet’" in problem["detail"]
        assert list(problem["errors"]) == ["compleet"]

    @pytest.mark.parametrize(
        ("more", "status", "code"),
        [
            ({"tag": ""}, 428, "precondition_required"),
            ({"tag": '"99"'}, 412, "stale_revision"),
            ({"reason": ""}, 422, "request_invalid"),
            ({"reason": " "}, 422, "reason_missing"),
            ({"given": {"compleet": "?"}}, 422, "submission_invalid"),
            ({"given": WRONG["submission"]}, 409, "nothing_corrected"),
            ({"of": "01926f3e-8a44-7c1b-9d2e-3f4a5b6c7d8e"}, 404, "submission_not_found"),
        ],
    )
    def test_is_refused_when_something_is_wrong(self, program, case, more, status, code):
        assert_problem(correct(program("loes"), case, **more), status, code)


class TestFiles:
    def test_are_sent_for_the_correction(self, program, case):
        old = submissions(program("loes"), case)[-1]["id"]
        sent = send_file(program("loes"), case_id=case["id"], submission_id=old)

        answer = correct(program("loes"), case, GOOD | {"verslag": sent.json["id"]})

        assert (sent.status_code, answer.status_code) == (201, 200)
        path = f"/attachments/{sent.json['id']}/content"
        assert program("sam").get(path).status_code == 200

    def test_are_not_taken_from_who_may_not_correct(self, program, case):
        old = submissions(program("loes"), case)[-1]["id"]

        sent = send_file(program("sam"), case_id=case["id"], submission_id=old)

        assert_problem(sent, 403, "not_yours")
