"""Drafts and effects for programs."""

from __future__ import annotations

import pytest
from tests.api.acting import assert_problem, complete, only_task, start
from tests.taking_route import publish_taking

from doorgang_engine.dossier.looks import LookQuery


@pytest.fixture
def loes(program):
    return program("loes")


@pytest.fixture
def path(loes):
    return f"/tasks/{only_task(start(loes))['id']}"


def put(who, path, words, *, revision="0", **more):
    body = {"values": {"toelichting": words}, **more}
    return who.put(f"{path}/draft", body, headers={"If-Match": f'"{revision}"'})


class TestDraft:
    def test_is_not_there_at_first(self, loes, path):
        answer = loes.get(f"{path}/draft")

        assert (answer.json["revision"], answer.json["values"]) == (0, {})
        assert answer.headers["ETag"] == '"0"'

    def test_is_kept_and_read_back(self, loes, path):
        kept = put(loes, path, "Half af", ticked=[1])

        read = loes.get(f"{path}/draft")
        assert kept.headers["ETag"] == read.headers["ETag"] == '"1"'
        assert (read.json["values"], read.json["ticked"]) == ({"toelichting": "Half af"}, [1])

    def test_is_not_of_a_colleague(self, loes, path, program):
        put(loes, path, "Half af")

        assert program("lars").get(f"{path}/draft").json["values"] == {}

    def test_is_not_written_over_unseen(self, loes, path):
        put(loes, path, "Eerst")

        assert_problem(put(loes, path, "Ook"), 412, "stale_revision")
        assert loes.get(f"{path}/draft").json["values"] == {"toelichting": "Eerst"}

    def test_asks_which_one_was_read(self, loes, path):
        answer = loes.put(f"{path}/draft", {"values": {}})

        assert_problem(answer, 428, "precondition_required")

    def test_is_refused_when_too_large(self, loes, path):
        assert_problem(put(loes, path, "a" * 1_000_001), 422, "task_draft_refused")

    def test_can_be_thrown_away_twice(self, loes, path):
        put(loes, path, "Weg")

        assert [loes.delete(f"{path}/draft").status_code for _ in range(2)] == [204, 204]
        assert loes.get(f"{path}/draft").json["revision"] == 0

    def test_goes_when_its_writer_completes_the_task(self, loes, path, house):
        put(loes, path, "Klaar")

        complete(loes, {"id": path.rpartition("/")[2]})

        with house.read_uow() as uow:
            assert uow.task_drafts.tasks_of(region="proef", account="loes") == []


class TestEffect:
    def test_is_told_and_nothing_is_done(self, loes, path):
        answer = loes.post(f"{path}/effect", {"submission": {"compleet": True}})

        kinds = [one["kind"] for one in answer.json["items"]]
        assert {"task_opened", "term_ended", "notice_given"} == set(kinds)
        assert answer.json["ends_case"] is False
        assert loes.get(path).json["status"] == "open"

    def test_tells_of_the_end_of_the_case(self, loes, path):
        answer = loes.post(f"{path}/effect", {"submission": {"compleet": False}})

        assert answer.json["ends_case"] is True

    def test_judges_the_form(self, loes, path):
        answer = loes.post(f"{path}/effect", {"submission": {}})

        assert_problem(answer, 422, "submission_invalid")


READ = ("overgenomen", "formulier:aanvraag", "formulier:toets")
SEEN = {"submission": {"compleet": True, "toelichting": "Drie verslagen"}}


class TestTakingOver:
    @pytest.fixture
    def check(self, house, program):
        publish_taking(house.parts)
        case = complete(program("loes"), only_task(start(program("loes"))), SEEN).json
        return only_task(case)

    def test_gives_values_and_sources_as_the_page_does(self, program, check):
        answer = program("lars").get(f"/tasks/{check['id']}/taken-over").json

        assert answer["values"] == {"toelichting": "Drie verslagen", "vraag": "Hulp bij lezen"}
        assert [(one["path"], one["form"]) for one in answer["sources"]] == [
            ("toelichting", "toets"), ("vraag", "aanvraag"),
        ]  # fmt: skip

    def test_says_in_the_log_which_forms_were_shown(self, program, house, check):
        program("lars").get(f"/tasks/{check['id']}/taken-over")

        with house.read_uow() as uow:
            look = uow.looks.page(LookQuery(region="proef", limit=1))[0]
        assert (look.account, tuple(look.data)) == ("lars", READ)

    def test_is_empty_for_a_form_that_takes_nothing_over(self, program):
        task = only_task(start(program("loes")))

        answer = program("loes").get(f"/tasks/{task['id']}/taken-over").json

        assert answer == {"values": {}, "sources": []}
