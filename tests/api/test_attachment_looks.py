"""Files of a dossier: opened for who may, and written in the access log."""

from __future__ import annotations

import pytest
from tests.api.acting import assert_problem, only_task, say_why, start
from tests.api.filed_route import PDF, publish_filed
from tests.api.test_attachments import content_of, done_with, kept

from doorgang_engine.dossier.looks import LookQuery


@pytest.fixture
def house(house):
    publish_filed(house.parts)
    return house


@pytest.fixture
def task(program):
    return only_task(start(program("loes")))


@pytest.fixture
def files(program, task):
    names = ("verslag", "geheim")
    files = {n: kept(program("loes"), task_id=task["id"], field=n)["id"] for n in names}
    assert done_with(program("loes"), task, **files).status_code == 200
    return files


def only_case(program):
    (case,) = program("loes").get("/cases").json["items"]
    return case


class TestAFile:
    def test_is_for_who_supervises_after_a_reason(self, program, task, files):
        refused = content_of(program("audrey"), files["geheim"])
        say_why(program("audrey"), only_case(program))

        assert_problem(refused, 403, "reason_required")
        assert content_of(program("audrey"), files["geheim"]).data == PDF

    def test_is_written_in_the_access_log_by_file(self, house, program, task, files):
        content_of(program("sam"), files["verslag"])
        content_of(program("sam"), files["geheim"])

        with house.read_uow() as uow:
            asked = LookQuery(region="proef", account="sam", kind="download")
            refused, given = uow.looks.page(asked)
        assert (given.kind, given.case_id) == ("download", only_case(program)["id"])
        assert given.data == (f"bijlage:{files['verslag']}", "formulier:toets")
        assert (refused.outcome, refused.code) == ("refused", "attachment_not_found")
