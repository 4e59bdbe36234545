from __future__ import annotations

from io import BytesIO

import pytest
from tests.api.acting import assert_problem
from tests.cohort_route import cohort_content, list_of
from tests.small_route import bundle_of

from doorgang_engine.dossier.looks import LookQuery
from doorgang_engine.jobs import work_off

CHILDREN = list_of(("Sem", "Bedacht"), ("Fleur", "Verzonnen"), school="")
PLACE = "/cohorts/proef-route/allen/batches"


@pytest.fixture(autouse=True)
def _published(house):
    with house.parts.new_uow() as uow:
        uow.bundles.publish(bundle_of(cohort_content(), number=2))


def send(program, content=CHILDREN, **fields):
    data = {"file": (BytesIO(content), "lijst.csv"), **fields}
    return program.client.post(
        f"/api/v1{PLACE}",
        data=data,
        headers={"Authorization": f"Bearer {program.token}"},
        content_type="multipart/form-data",
    )


@pytest.fixture
def batch(program):
    answer = send(program("sam"))
    assert answer.status_code == 201, answer.json
    return answer.json


class TestCohorts:
    def test_are_told_with_their_columns_to_who_may_begin_them(self, program):
        (cohort,) = program("sam").get("/cohorts").json["items"]

        assert (cohort["route"], cohort["key"]) == ("proef-route", "allen")
        assert [c["heading"] for c in cohort["columns"] if c["is_required"]] == [
            "voornaam",
            "achternaam",
            "vraag",
        ]
        assert program("loes").get("/cohorts").json["items"] == []
        assert program("rik").get("/cohorts").json["items"] == [cohort]

    def test_have_a_template(self, program):
        answer = program("sam").get("/cohorts/proef-route/allen/template")

        assert answer.content_type == "text/csv; charset=utf-8"
        assert answer.get_data(as_text=True).startswith("\ufeffvoornaam;achternaam;")
        assert_problem(
            program("sam").get("/cohorts/proef-route/nergens/template"), 404, "cohort_not_found"
        )


class TestSending:
    def test_keeps_a_good_list_and_tells_what_would_begin(self, batch, program):
        again = program("sam").get(f"/cohort-batches/{batch['id']}").json

        assert (batch["status"], batch["rows"]) == ("proposed", {"waiting": 2})
        assert again["preview"]["per_organisation"] == {"school-proef": 2}
        assert [task["name"] for task in again["preview"]["tasks"]] == ["Aanvraag toetsen"]
        assert program("sam").get("/cohort-batches").json["items"][0]["id"] == batch["id"]

    def test_tells_what_is_wrong_by_row_and_column(self, program):
        answer = send(program("sam"), list_of(("", "Bedacht"), school=""))

        body = assert_problem(answer, 422, "list_refused")
        assert body["errors"] == {"rij 2, voornaam": ["De naam ontbreekt."]}
        assert program("sam").get("/cohort-batches").json["items"] == []

    @pytest.mark.parametrize("fields", [{"skip_running": "ja"}, {"anders": "1"}])
    def test_takes_no_other_fields(self, program, fields):
        assert_problem(send(program("sam"), **fields), 422, "request_invalid")

    def test_is_a_file(self, program):
        assert_problem(program("sam").post(PLACE, {}), 415, "content_type_refused")

    def test_is_for_who_begins_the_route(self, program):
        assert_problem(send(program("loes")), 403, "not_yours")
        assert_problem(send(program("fien")), 403, "forbidden")


class TestABatch:
    def test_begins_when_it_is_confirmed(self, batch, program, house):
        answer = program("sam").post(f"/cohort-batches/{batch['id']}/confirmation", {})
        work_off(parts=house.parts)

        rows = program("sam").get(f"/cohort-batches/{batch['id']}/rows?limit=1").json
        whole = program("sam").get(f"/cohort-batches/{batch['id']}").json
        assert answer.json["status"] == "confirmed"
        assert (whole["status"], whole["rows"], whole["erase_at"]) == (
            "done",
            {"started": 2},
            None,
        )
        assert rows["items"][0]["number"] == 2
        assert program("sam").get(rows["next"].removeprefix("/api/v1")).json["next"] is None
        with house.read_uow() as uow:
            (look, *_) = uow.looks.page(LookQuery(region="proef", limit=5))
        assert (look.kind, len(look.cases), look.outcome) == ("list", 1, "given")
        case = program("sam").get(f"/cases/{rows['items'][0]['case_id']}").json
        assert case["subject"]["given_name"] == "Sem"

    def test_waits_for_a_day_and_can_be_cancelled(self, batch, program):
        place = f"/cohort-batches/{batch['id']}"
        tomorrow = {"begins_on": "2199-01-01"}
        assert_problem(
            program("sam").post(f"{place}/confirmation", tomorrow), 409, "batch_state_refused"
        )

        cancelled = program("sam").post(f"{place}/cancellation", {}).json

        assert (cancelled["status"], cancelled["rows"]) == ("cancelled", {"cancelled": 2})
        assert_problem(program("sam").post(f"{place}/retry", {}), 409, "batch_state_refused")
        assert_problem(program("sam").post(f"{place}/closure", {}), 409, "batch_state_refused")

    def test_is_not_there_for_others(self, batch, program):
        for who in ("loes", "fien", "elly"):
            for act in ("confirmation", "cancellation", "retry", "closure"):
                answer = program(who).post(f"/cohort-batches/{batch['id']}/{act}", {})
                assert_problem(answer, 404, "batch_not_found")
            for more in ("", "/rows"):
                answer = program(who).get(f"/cohort-batches/{batch['id']}{more}")
                assert_problem(answer, 404, "batch_not_found")
