"""`doorgang case`, on what the demo left."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3

import pytest

from doorgang_api.cli import main


class TestCaseCommand:
    @pytest.fixture
    def copy(self, demo, played, tmp_path, monkeypatch):
        """A copy of the database with its key, as the one that is set."""
        for file in (demo[3], demo[3].with_name(f"{demo[3].name}.sleutel")):
            shutil.copy(file, tmp_path)
        monkeypatch.setenv("DOORGANG_DATABASE_URL", f"sqlite:///{tmp_path / demo[3].name}")
        return tmp_path / demo[3].name

    def test_shows_a_case_by_its_number(self, copy, capsys):
        status = main(["case", "show", "AMS-2027-00001"])

        assert status == 0
        assert "einde: Afgegeven en geplaatst" in capsys.readouterr().out

    def test_proves_every_case(self, copy, capsys):
        status = main(["case", "verify", "--all"])

        assert status == 0
        assert "0 niet" in capsys.readouterr().out

    def test_finds_a_history_that_was_changed(self, copy, played, capsys):
        changed = played["tlv-aanvraag"].id
        with contextlib.closing(sqlite3.connect(copy)) as connection, connection:
            connection.execute(
                "UPDATE history SET actor = 'iemand' WHERE number = 3 AND case_id = ?", [changed]
            )

        status = main(["case", "verify", "--all", "--json"])

        found = json.loads(capsys.readouterr().out)
        assert status == 1
        assert found["failed"] == 1
        assert [c["case_id"] for c in found["cases"] if not c["is_right"]] == [changed]

    @pytest.mark.parametrize("number", ["BAS-2026-99999", "bestaat-niet"])
    def test_does_not_know_a_case_that_is_not_there(self, copy, number, capsys):
        status = main(["case", "verify", number])

        assert status == 2
        assert "case_not_found" in capsys.readouterr().err

    def test_makes_no_database_where_there_is_none(self, tmp_path, monkeypatch, capsys):
        file = tmp_path / "weg.sqlite"
        monkeypatch.setenv("DOORGANG_DATABASE_URL", f"sqlite:///{file}")

        status = main(["case", "verify", "--all"])

        assert status == 2
        assert "Er is geen database" in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []
