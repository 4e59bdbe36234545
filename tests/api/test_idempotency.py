from __future__ import annotations

import threading

import pytest
from tests.api.acting import (
    BEGINNING,
    RIGHT,
    assert_problem,
    complete,
    only_task,
    start,
)
from tests.api.conftest import programs_of
from tests.api.route_variants import MESSAGES
from tests.small_route import publish

KEY = {"Idempotency-Key": "een-verzoek"}
MESSAGE = {"name": "ingetrokken", "payload": {"compleet": True}}


@pytest.fixture
def waiting(house, program):
    """A case that waits for a message and then for a signal."""
    publish(house.parts, number=2, bpmn=MESSAGES)
    return start(program("loes"))


def acts_of(program, case):
    return program("loes").get(f"/cases/{case['id']}/history/verification").json["acts"]


class TestSameKey:
    def test_starts_one_case(self, program):
        first = program("loes").post("/cases", BEGINNING, headers=KEY)
        again = program("loes").post("/cases", BEGINNING, headers=KEY)

        assert (first.status_code, again.status_code) == (201, 201)
        assert first.json["id"] == again.json["id"]
        assert len(program("loes").get("/cases").json["items"]) == 1

    def test_completes_a_task_once(self, program):
        case = start(program("loes"))

        first = complete(program("loes"), only_task(case), **KEY)
        again = complete(program("loes"), only_task(case), **KEY)

        assert first.json == again.json
        assert acts_of(program, case) == 2

    def test_delivers_a_message_and_a_signal_once(self, program, waiting):
        for path, body, who in (
            ("messages", MESSAGE, "sam"),
            ("signals", {"name": "stoppen"}, "loes"),
        ):
            headers = {"Idempotency-Key": path}
            place = f"/cases/{waiting['id']}/{path}"
            first = program(who).post(place, body, headers=headers)
            again = program(who).post(place, body, headers=headers)

            assert (first.status_code, first.json) == (again.status_code, again.json)

    def test_withdraws_once_although_the_revision_has_moved_on(self, program):
        case = start(program("loes"))
        given = {"headers": {**KEY, "If-Match": '"1"'}}
        place = f"/cases/{case['id']}/withdrawal"

        first = program("loes").post(place, {"reason": "Dubbel"}, **given)
        again = program("loes").post(place, {"reason": "Dubbel"}, **given)

        assert (first.status_code, again.status_code) == (200, 200)
        assert first.headers["ETag"] == again.headers["ETag"] == '"2"'

    def test_changes_a_term_once_although_the_revision_has_moved_on(self, program):
        case = start(program("loes"))
        given = {"headers": {**KEY, "If-Match": '"1"'}}
        place = f"/cases/{case['id']}/terms/{case['terms'][0]['id']}/changes"
        body = {"change": "suspend", "reason": "Wacht"}

        first = program("loes").post(place, body, **given)
        again = program("loes").post(place, body, **given)

        assert (first.json, again.status_code) == (again.json, 200)

    def test_may_be_used_again_after_a_refusal(self, program):
        case = start(program("loes"))
        wrong = complete(program("loes"), only_task(case), {"submission": {}}, **KEY)

        right = complete(program("loes"), only_task(case), **KEY)

        assert (wrong.status_code, right.status_code) == (422, 200)


class TestSameKeyForSomethingElse:
    def test_is_refused_for_another_task(self, program):
        one, other = start(program("loes")), start(program("loes"))
        complete(program("loes"), only_task(one), **KEY)

        assert_problem(complete(program("loes"), only_task(other), **KEY), 409, "request_reused")
        assert only_task(program("loes").get(f"/cases/{other['id']}").json)["element"] == "toetsen"

    def test_is_refused_for_another_kind_of_act(self, program, waiting):
        program("sam").post(f"/cases/{waiting['id']}/messages", MESSAGE, headers=KEY)

        for path, body in (("signals", {"name": "stoppen"}), ("withdrawal", {"reason": "x"})):
            answer = program("loes").post(
                f"/cases/{waiting['id']}/{path}", body, headers={**KEY, "If-Match": "*"}
            )
            assert_problem(answer, 409, "request_reused")

    def test_is_refused_for_another_case(self, program):
        one, other = start(program("loes")), start(program("loes"))
        given = {"headers": {**KEY, "If-Match": "*"}}
        program("loes").post(f"/cases/{one['id']}/withdrawal", {"reason": "x"}, **given)

        answer = program("loes").post(f"/cases/{other['id']}/withdrawal", {"reason": "x"}, **given)

        assert_problem(answer, 409, "request_reused")
        assert program("loes").get(f"/cases/{other['id']}").json["status"] == "running"

    def test_is_refused_for_another_start(self, program):
        case = start(program("loes"))
        complete(program("loes"), only_task(case), **KEY)

        answer = program("loes").post("/cases", BEGINNING, headers=KEY)

        assert_problem(answer, 409, "request_reused")

    @pytest.mark.parametrize("other", ["lars", "rik"])
    def test_never_gives_somebody_elses_answer(self, program, other):
        program("loes").post("/cases", BEGINNING, headers=KEY)

        answer = program(other).post("/cases", BEGINNING, headers=KEY)

        assert_problem(answer, 409, "request_reused")


class TestKey:
    @pytest.mark.parametrize("key", ["", " ", "x" * 101, "é", "a\tb"])
    def test_is_up_to_a_hundred_printable_characters(self, program, key):
        case = start(program("loes"))
        places = [
            ("/cases", BEGINNING),
            (f"/tasks/{only_task(case)['id']}/completion", RIGHT),
            (f"/tasks/{only_task(case)['id']}/claim", None),
        ]

        for place, body in places:
            answer = program("loes").post(place, body, headers={"Idempotency-Key": key})
            assert_problem(answer, 422, "request_invalid")

    def test_may_be_as_long_as_that(self, program):
        answer = program("loes").post("/cases", BEGINNING, headers={"Idempotency-Key": "x" * 100})

        assert answer.status_code == 201


class TestSameKeyAtOnce:
    def test_starts_one_case(self, either_house):
        program = programs_of(either_house)
        loes = [program("loes") for _ in range(4)]
        together, answers = threading.Barrier(len(loes)), []

        def send(one):
            together.wait()
            answers.append(one.post("/cases", BEGINNING, headers=KEY))

        threads = [threading.Thread(target=send, args=(one,)) for one in loes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert [a.status_code for a in answers] == [201] * 4, [a.json for a in answers]
        assert len({a.json["id"] for a in answers}) == 1
        assert len(program("loes").get("/cases").json["items"]) == 1


class TestSameKeyWithAnotherForm:
    def test_is_refused_when_starting(self, program):
        program("loes").post("/cases", BEGINNING, headers=KEY)

        for changed in (
            {"submission": {"vraag": "Iets anders"}},
            {"subject": {"given_name": "Anders", "family_name": "Proefkonijn"}},
        ):
            answer = program("loes").post("/cases", {**BEGINNING, **changed}, headers=KEY)
            assert_problem(answer, 409, "request_reused")
        assert len(program("loes").get("/cases").json["items"]) == 1

    def test_is_refused_when_completing(self, program):
        case = start(program("loes"))
        complete(program("loes"), only_task(case), **KEY)

        other = {"submission": {"compleet": False}}
        answer = complete(program("loes"), only_task(case), other, **KEY)

        assert_problem(answer, 409, "request_reused")
        assert acts_of(program, case) == 2

    def test_is_refused_when_delivering(self, program, waiting):
        place = f"/cases/{waiting['id']}/messages"
        program("sam").post(place, MESSAGE, headers=KEY)

        other = {**MESSAGE, "payload": {"compleet": False}}
        answer = program("sam").post(place, other, headers=KEY)

        assert_problem(answer, 409, "request_reused")

    def test_is_the_same_whatever_the_order_of_its_fields(self, program):
        case = start(program("loes"))
        fields = {"compleet": True, "toelichting": "Klopt."}
        first = complete(program("loes"), only_task(case), {"submission": fields}, **KEY)

        turned = {"submission": dict(reversed(fields.items()))}
        again = complete(program("loes"), only_task(case), turned, **KEY)

        assert first.json == again.json
