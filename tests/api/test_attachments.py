from __future__ import annotations

import hashlib
import io
import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import text, update
from tests.api.acting import BEGINNING, assert_problem, complete, only_task, start
from tests.api.conftest import programs_of
from tests.api.filed_route import PDF, PNG, publish_filed
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from doorgang_api.worker import sweep_loose_files
from doorgang_engine.attachments import LOOSE_FOR
from doorgang_engine.sealing import SealBroken
from doorgang_engine.storage.attachment_tables import attachments

NOBODYS = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def house(house):
    publish_filed(house.parts)
    return house


@pytest.fixture
def task(program):
    return only_task(start(program("loes")))


def send(who, *, content=PDF, name="Verslag Noortje.pdf", headers=None, **place):
    fields = {"field": "verslag", **place}
    data = {**fields, "file": upload(content, name)}
    return post(who, data, headers=headers)


def upload(content, name):
    kind = "application/x-anything"
    return FileStorage(io.BytesIO(content), filename=name, content_type=kind)


def post(who, fields, **more):
    boundary, body = encode_multipart(MultiDict(fields))  # as bytes: the client leaks its own file
    kind = f"multipart/form-data; boundary={boundary}"
    return who.post("/attachments", data=body, content_type=kind, **more)


def kept(who, **more):
    answer = send(who, **more)
    assert answer.status_code == 201, answer.json
    return answer.json


def refused_fields(answer):
    return set(assert_problem(answer, 422, "submission_invalid")["errors"])


def done_with(who, task, **values):
    return complete(who, task, {"submission": {"compleet": True, **values}})


def content_of(who, attachment_id):
    return who.get(f"/attachments/{attachment_id}/content")


class TestSend:
    def test_tells_what_the_file_is(self, program, task):
        answer = send(program("loes"), task_id=task["id"])

        told = answer.json
        assert answer.status_code == 201
        assert answer.headers["Location"] == f"/api/v1/attachments/{told['id']}"
        assert (told["name"], told["media_type"]) == ("Verslag Noortje.pdf", "application/pdf")
        assert (told["size"], told["is_used"]) == (len(PDF), False)
        assert told["sha256"] == hashlib.sha256(PDF).hexdigest()
        assert program("loes").get(f"/attachments/{told['id']}").json == told

    def test_believes_the_content_and_not_the_name(self, program, task):
        told = kept(program("loes"), content=PNG, name="brief.pdf", task_id=task["id"])

        assert (told["name"], told["media_type"]) == ("brief.pdf.png", "image/png")

    @pytest.mark.parametrize(
        ("more", "says"),
        [
            ({"content": b"<html><script>"}, "webpagina"),
            ({"content": b""}, "leeg"),
            ({"content": b"Gewone tekst."}, "soorten"),
            ({"content": PDF + b"\n" * 1_000_001}, "1 MB"),
            ({"field": "compleet"}, "niet om een bestand"),
            ({"field": "onbekend"}, "niet om een bestand"),
        ],
    )
    def test_refuses_what_may_not_be_kept(self, program, task, more, says):
        answer = send(program("loes"), task_id=task["id"], **more)

        assert says in assert_problem(answer, 422, "attachment_refused")["detail"]

    def test_refuses_more_than_any_file_may_be(self, program, task):
        answer = send(program("loes"), content=b"x" * 20_200_000, task_id=task["id"])

        assert_problem(answer, 413, "too_large")

    @pytest.mark.parametrize(
        "place",
        [
            {},
            {"task_id": NOBODYS, "route": "proef-route"},
            {"start_event": "begin"},
            {"case_id": NOBODYS},
            {"task_id": "x"},
            {"anders": "x"},
            {"task_id": [NOBODYS, NOBODYS]},
        ],
    )
    def test_needs_one_place(self, program, place):
        assert_problem(send(program("loes"), **place), 422, "request_invalid")

    def test_needs_a_form_with_one_file(self, program, task):
        fields = {"field": "verslag", "task_id": task["id"]}
        two = [upload(PDF, "a.pdf"), upload(PDF, "b.pdf")]
        who = program("loes")

        assert_problem(who.post("/attachments", fields), 415, "content_type_refused")
        assert_problem(post(who, fields), 422, "request_invalid")
        assert_problem(post(who, {**fields, "file": two}), 422, "request_invalid")

    def test_is_only_for_who_may_do_the_step(self, program, task):
        place = {"task_id": task["id"]}

        assert_problem(send(program("sam"), **place), 404, "task_not_found")
        assert_problem(send(program("elly"), **place), 404, "task_not_found")
        assert_problem(send(program("rik"), **place), 404, "task_not_found")

    def test_is_refused_once_the_step_is_done(self, program, task):
        done_with(program("loes"), task)

        assert_problem(send(program("lars"), task_id=task["id"]), 409, "task_not_open")

    def test_keeps_a_file_once_for_the_same_request(self, program, task):
        place = {"task_id": task["id"], "headers": {"Idempotency-Key": "een"}}

        first, again = kept(program("loes"), **place), kept(program("loes"), **place)
        other = kept(program("loes"), content=PNG, **place)
        of_lars = kept(program("lars"), **place)

        assert first["id"] == again["id"]
        assert len({first["id"], other["id"], of_lars["id"]}) == 3

    def test_ends_where_somebody_sends_too_many(self, program, task, monkeypatch):
        monkeypatch.setattr("doorgang_engine.attachments.MOST_FILES", 2)
        for _ in range(2):
            kept(program("loes"), task_id=task["id"])

        answer = send(program("loes"), task_id=task["id"])

        assert_problem(answer, 429, "too_many_requests")
        assert answer.headers["Retry-After"] == "3600"
        kept(program("lars"), task_id=task["id"])

    def test_ends_where_the_case_is_full(self, program, task, monkeypatch):
        monkeypatch.setattr("doorgang_engine.attachments.MOST_IN_CASE", 2 * len(PDF))
        for _ in range(2):
            kept(program("loes"), task_id=task["id"])

        answer = send(program("lars"), task_id=task["id"])

        assert_problem(answer, 422, "attachment_refused")


class TestUse:
    def test_binds_the_file_to_the_submission(self, program, task):
        file = kept(program("loes"), task_id=task["id"])["id"]

        assert done_with(program("loes"), task, verslag=file).status_code == 200

        assert program("loes").get(f"/attachments/{file}").json["is_used"] is True
        assert content_of(program("loes"), file).data == PDF

    def test_works_at_the_start_of_a_case(self, program):
        file = kept(program("loes"), field="brief", route="proef-route", start_event="begin")["id"]
        case = start(program("loes"), submission={"vraag": "Hulp", "brief": file})

        assert content_of(program("lars"), file).data == PDF
        verdict = program("audrey").get(f"/cases/{case['id']}/history/verification").json
        assert verdict["is_right"] is True

    def test_works_in_a_row_that_moved_up(self, program, task):
        file = kept(program("loes"), field="stukken.1.stuk", task_id=task["id"])["id"]

        assert done_with(program("loes"), task, stukken=[{"stuk": file}]).status_code == 200

        assert program("loes").get(f"/attachments/{file}").json["field"] == "stukken.0.stuk"

    def test_refuses_a_file_that_is_not_there(self, program, task):
        assert refused_fields(done_with(program("loes"), task, verslag=NOBODYS)) == {"verslag"}

    def test_refuses_the_file_of_a_colleague(self, program, task):
        file = kept(program("lars"), task_id=task["id"])["id"]

        assert refused_fields(done_with(program("loes"), task, verslag=file)) == {"verslag"}
        assert program("lars").get(f"/attachments/{file}").json["is_used"] is False

    def test_refuses_the_file_of_another_case(self, program, task):
        other = only_task(start(program("loes")))
        file = kept(program("loes"), task_id=other["id"])["id"]

        assert refused_fields(done_with(program("loes"), task, verslag=file)) == {"verslag"}

    def test_refuses_the_file_of_another_field_or_kind(self, program, task):
        file = kept(program("loes"), task_id=task["id"], field="geheim")["id"]

        assert refused_fields(done_with(program("loes"), task, verslag=file)) == {"verslag"}

    def test_refuses_the_same_file_twice(self, program, task):
        file = kept(program("loes"), field="stukken.0.stuk", task_id=task["id"])["id"]
        rows = [{"stuk": file}, {"stuk": file}]

        answer = done_with(program("loes"), task, stukken=rows)

        assert refused_fields(answer) == {"stukken.1.stuk"}

    def test_refuses_a_file_that_was_used(self, program):
        file = kept(program("loes"), field="brief", route="proef-route")["id"]
        submission = {"vraag": "Hulp", "brief": file}
        start(program("loes"), submission=submission)

        answer = program("loes").post("/cases", {**BEGINNING, "submission": submission})

        assert refused_fields(answer) == {"brief"}

    def test_stands_in_the_history_with_its_hash(self, program, task):
        file = kept(program("loes"), task_id=task["id"])["id"]
        done_with(program("loes"), task, verslag=file)

        case = program("loes").get(f"/tasks/{task['id']}").json["case_id"]
        path = f"/cases/{case}/history"
        events = program("loes").get(path).json["items"]
        unread = program("rik").get(path).json["items"]

        (added,) = [e for e in events if e["kind"] == "attachment_added"]
        assert hashlib.sha256(PDF).hexdigest() in json.dumps(added)
        assert hashlib.sha256(PDF).hexdigest() not in json.dumps(unread)
        verdict = program("audrey").get(f"{path}/verification").json
        assert verdict["is_right"] is True

    def test_keeps_what_was_refused_for_another_try(self, program, task):
        file = kept(program("loes"), task_id=task["id"])["id"]
        wrong = {"submission": {"verslag": file}}
        assert refused_fields(complete(program("loes"), task, wrong)) == {"compleet"}

        assert done_with(program("loes"), task, verslag=file).status_code == 200


class TestOpen:
    @pytest.fixture
    def files(self, program, task):
        names = ("verslag", "geheim")
        files = {n: kept(program("loes"), task_id=task["id"], field=n)["id"] for n in names}
        assert done_with(program("loes"), task, **files).status_code == 200
        return files

    def test_is_for_who_may_read_the_field(self, program, files):
        may = {
            who: [content_of(program(who), file).status_code for file in files.values()]
            for who in ("loes", "lars", "sam", "hugo", "rik", "audrey", "elly", "niemand")
        }

        assert may == {
            "loes": [200, 200],
            "lars": [200, 200],
            "sam": [200, 404],  # shared by the route, but not this field
            "hugo": [404, 404],
            "rik": [404, 404],
            "audrey": [403, 403],
            "elly": [404, 404],
            "niemand": [404, 404],
        }

    def test_is_for_who_sent_it_while_it_is_loose(self, program, task):
        file = kept(program("loes"), task_id=task["id"])["id"]

        may = {
            who: content_of(program(who), file).status_code for who in ("loes", "lars", "audrey")
        }

        assert may == {"loes": 200, "lars": 404, "audrey": 404}

    def test_does_not_tell_whether_a_file_of_others_exists(self, program, files):
        own = content_of(program("hugo"), files["verslag"]).json
        nobodys = content_of(program("hugo"), NOBODYS).json

        assert own["code"] == "attachment_not_found"
        assert {**own, "instance": ""} == {**nobodys, "instance": ""}

    def test_saves_and_never_shows(self, program, files):
        answer = content_of(program("loes"), files["verslag"])

        assert answer.headers["Content-Disposition"] == (
            "attachment; filename=\"Verslag Noortje.pdf\"; filename*=UTF-8''Verslag%20Noortje.pdf"
        )
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"

    @pytest.mark.parametrize(
        "name", ['één "twee".pdf', "a;b=c%0d%0aX-Evil: 1.pdf", "\u202efdp.exe"]
    )
    def test_puts_no_name_where_it_can_do_harm(self, program, task, name):
        file = kept(program("loes"), task_id=task["id"], name=name)["id"]

        header = content_of(program("loes"), file).headers["Content-Disposition"]

        assert re.fullmatch(
            r"attachment; filename=\"[^\"\\\r\n]+\.pdf\"; filename\*=UTF-8''[\w%.~-]+\.pdf", header
        )


class TestOnEitherDatabase:
    @pytest.fixture
    def house(self, either_house):
        publish_filed(either_house.parts)
        return either_house

    @pytest.fixture
    def program(self, house):
        return programs_of(house)

    def test_is_kept_used_and_opened(self, program, task):
        large = PDF[:-7] + b"\n% " + bytes(range(65, 90)) * 30_000 + b"\n%%EOF\n"
        file = kept(program("loes"), task_id=task["id"], content=large)["id"]
        done_with(program("loes"), task, verslag=file)

        assert content_of(program("lars"), file).data == large

    def test_is_thrown_away_after_a_day_unless_it_is_used(self, house, program, task):
        used = kept(program("loes"), task_id=task["id"])["id"]
        loose = kept(program("loes"), task_id=task["id"], field="geheim")["id"]
        done_with(program("loes"), task, verslag=used)
        assert sweep_loose_files(house) == 0
        age(house, LOOSE_FOR + timedelta(minutes=1))

        assert sweep_loose_files(house) == 1

        assert content_of(program("loes"), used).status_code == 200
        assert content_of(program("loes"), loose).status_code == 404
        assert pieces(house) == 1

    def test_lies_there_without_a_word_that_can_be_read(self, house, program, task):
        file = kept(program("loes"), task_id=task["id"])["id"]
        done_with(program("loes"), task, verslag=file)

        stored = rows(house)

        assert len(stored) == 2
        assert not [s for s in stored if b"Noortje" in s or b"%PDF" in s]
        assert hashlib.sha256(PDF).hexdigest().encode() not in b"".join(stored)

    def test_cannot_be_opened_without_the_key_of_the_case(self, house, program, task):
        file = kept(program("loes"), task_id=task["id"])["id"]
        done_with(program("loes"), task, verslag=file)
        with house.parts.new_uow() as uow:
            found = uow.attachments.find(file)

        with pytest.raises(SealBroken):
            house.parts.vault.open_key(found.id, found.wrapped)


def age(house, by):
    with house.parts.new_uow() as uow:
        before = uow.database_now() - by
        uow.connection.execute(update(attachments).values(at=before))


def pieces(house):
    with house.parts.new_uow() as uow:
        return uow.connection.execute(text("SELECT count(*) FROM attachment_pieces")).scalar_one()


def rows(house):
    with house.parts.new_uow() as uow:
        found = [
            *uow.connection.execute(text("SELECT * FROM attachments")),
            *uow.connection.execute(text("SELECT * FROM attachment_pieces")),
        ]
    return [
        b"|".join(v if isinstance(v, bytes) else str(v).encode() for v in row) for row in found
    ]
