"""The commands over the access log: what they print, and what they find."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

import pytest
from sqlalchemy import delete
from tests.integration.conftest import MASTER_KEY
from tests.integration.test_access_log import A_LOOK

from doorgang_api.cli import main
from doorgang_engine.storage.access_tables import access_chains, access_log


@pytest.fixture
def run(monkeypatch, capsys, database_url, parts):
    """Run ``doorgang accesslog`` and return its status, output and complaints."""
    monkeypatch.setenv("DOORGANG_DATABASE_URL", database_url)
    monkeypatch.setenv("DOORGANG_MASTER_KEY", base64.b64encode(MASTER_KEY).decode())

    def run(*arguments):
        capsys.readouterr()
        status = main(["accesslog", *map(str, arguments)])
        return status, *capsys.readouterr()

    return run


def look(parts, *accounts):
    for account in accounts:
        with parts.new_uow() as uow:
            uow.looks.append([replace(A_LOOK, account=account)])


def made_anew(parts, *accounts):
    """Do what somebody does who owns the database: throw the log away and write another."""
    with parts.new_uow() as uow:
        uow.connection.execute(delete(access_log))
        uow.connection.execute(delete(access_chains))
    look(parts, *accounts)


class TestVerify:
    def test_says_that_it_is_whole(self, run, parts):
        look(parts, "loes", "sam")

        assert run("verify") == (0, "proef: bewezen, 3 regels in 2 ketens\n", "")

    def test_says_what_is_wrong(self, run, parts):
        look(parts, "loes", "sam")
        with parts.new_uow() as uow:
            uow.connection.execute(delete(access_log).where(access_log.c.account == "loes"))

        status, printed, complained = run("verify")

        assert status == 1
        assert "TOEGANGSLOG KLOPT NIET" in printed
        assert "regel 1: De regel ontbreekt." in complained

    def test_does_not_find_by_itself_a_log_that_was_made_anew(self, run, parts):
        look(parts, "loes", "sam")
        made_anew(parts, "sam")

        assert run("verify")[0] == 0


class TestVerifyAgainstKeptHeads:
    @pytest.fixture
    def kept(self, run, parts, tmp_path):
        look(parts, "loes", "sam")
        _, printed, _ = run("heads")
        file = tmp_path / "kenmerken.json"
        file.write_text(printed, encoding="utf-8")
        return file

    def test_finds_a_log_that_was_made_anew(self, run, parts, kept):
        made_anew(parts, "sam", "sam", "sam")

        status, _, complained = run("verify", "--against", kept)

        assert status == 1
        assert "opnieuw gemaakt of ingekort" in complained

    def test_is_content_with_a_log_that_grew(self, run, parts, kept):
        look(parts, "nog iemand")

        assert run("verify", "--against", kept)[0] == 0

    def test_misses_a_region_that_is_gone(self, run, parts, kept):
        made_anew(parts)

        assert run("verify", "--against", kept)[0] == 1

    @pytest.mark.parametrize("content", ["", "[]", '{"proef": {"x": [1, "kort"]}}', '{"a": 3}'])
    def test_refuses_a_file_that_is_not_one(self, run, kept, content):
        kept.write_text(content, encoding="utf-8")

        status, _, complained = run("verify", "--against", kept)

        assert status != 0
        assert "Er is niets gecontroleerd" in complained


class TestHeads:
    def test_name_chains_and_no_person(self, run, parts):
        look(parts, "loes")

        _, printed, _ = run("heads")

        heads = json.loads(printed)["proef"]
        assert set(heads) == {A_LOOK.case_id, "register"}
        assert "loes" not in printed
