"""``doorgang avg export`` on an embedded database."""

from __future__ import annotations

import json
import stat
import zipfile

import pytest
from tests import private_case as pc
from tests.small_route import REGION

from doorgang_api.cli import main
from doorgang_engine.dossier.looks import LookQuery


@pytest.fixture
def house(commanded):
    pc.publish_private(commanded.parts)
    return commanded


@pytest.fixture
def case(house):
    return pc.play(house.parts)


def export(to, *more, fg=pc.FRANK.id):
    given = ("--region", REGION, "--to", str(to), "--reason", "Verzoek 12", "--fg", fg)
    return main(["avg", "export", *given, *more])


class TestAvgCommand:
    @pytest.mark.parametrize("by", ["number", "subject"])
    def test_writes_a_file_that_only_its_owner_reads(self, tmp_path, case, capsys, by):
        to = tmp_path / "inzage.zip"
        which = ("--case", case.number) if by == "number" else ("--subject", case.subject)

        assert export(to, *which) == 0

        with zipfile.ZipFile(to) as archive:
            told = json.loads(archive.read("gegevens.json"))
        assert [one["number"] for one in told["cases"]] == [case.number]
        assert stat.S_IMODE(to.stat().st_mode) == 0o600
        assert "1 traject" in capsys.readouterr().out

    def test_is_logged_for_the_operator_and_the_fg(self, tmp_path, house, case):
        export(tmp_path / "inzage.zip", "--case", case.number)

        with house.read_uow() as uow:
            logged = uow.looks.page(LookQuery(region=REGION, limit=50))
        assert {("command", "beheerder"), ("export", "fg")} <= {
            (one.kind, one.role) for one in logged
        }

    def test_overwrites_nothing(self, tmp_path, case, capsys):
        to = tmp_path / "inzage.zip"
        to.write_text("iets anders")

        assert export(to, "--case", case.number) == 2

        assert to.read_text() == "iets anders"
        assert "kan niet worden gemaakt" in capsys.readouterr().err

    @pytest.mark.parametrize("who", [pc.RIK.id, "niemand"])
    def test_needs_an_fg(self, tmp_path, case, who):
        to = tmp_path / "inzage.zip"

        assert export(to, "--case", case.number, fg=who) == 2

        assert not to.exists()
