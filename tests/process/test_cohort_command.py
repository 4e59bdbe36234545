"""`doorgang cohort`: from a file to cases, on the command line."""

from __future__ import annotations

import io

import pytest

from doorgang_api.cli import main
from doorgang_api.demo.people import accounts, organisations
from doorgang_api.settings import load_settings
from doorgang_api.wiring import House
from doorgang_engine.routes.publish import Publication, publish_route

COHORT = ["interne-overgang", "nieuw-leerjaar", "--regio", "basis"]


@pytest.fixture
def house(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'doorgang.sqlite'}"
    monkeypatch.setenv("DOORGANG_DATABASE_URL", url)
    built = House.build(load_settings(environ={"DOORGANG_DATABASE_URL": url}))
    built.migrate()
    with built.parts.new_uow() as uow:
        uow.organisations.add(organisations("basis"))
        uow.accounts.add(accounts("basis"))
        publish_route(
            files=built.library,
            route="interne-overgang",
            region="basis",
            export_kinds=built.parts.forms.export_kinds,
            publication=Publication(by="test", at=uow.database_now(), reason="proef"),
            uow=uow,
        )
    yield built
    built.close()


@pytest.fixture
def file(house, tmp_path, capsys):
    """The template with two other children in the place of the example."""
    assert main(["cohort", "template", *COHORT]) == 0
    head, example = capsys.readouterr().out.splitlines()[:2]
    path = tmp_path / "lijst.csv"
    children = [example.replace("Noor", name) for name in ("Sem", "Fleur")]
    path.write_text("\n".join([head, *children]), encoding="utf-8")
    return path


def imported(file, *more):
    return main(["cohort", "import", *COHORT, str(file), "--namens", "rik", *more])


@pytest.mark.usefixtures("house")
class TestCohortCommand:
    def test_lists_what_can_begin(self, capsys):
        assert main(["cohort", "list", "--regio", "basis"]) == 0
        assert "interne-overgang\tnieuw-leerjaar\tLeerlingen die" in capsys.readouterr().out

    def test_shows_begins_and_tells_which_cases(self, file, capsys):
        status = imported(file, "--ja")

        told = capsys.readouterr()
        assert status == 0
        assert "vo-het-baken: 2" in told.err
        assert "] 2 van 2" in told.err
        assert [line.split("\t")[:2] for line in told.out.splitlines()] == [
            ["2", "started"],
            ["3", "started"],
        ]

    def test_begins_nothing_without_a_yes(self, file, capsys, monkeypatch):
        monkeypatch.setattr("sys.stdin", io.StringIO("nee\n"))

        assert imported(file) == 1
        assert "Niets begonnen" in capsys.readouterr().err

    def test_tells_what_is_wrong_and_nothing_of_what_was_typed(self, file, capsys):
        file.write_text(file.read_text("utf-8").replace("Sem", ""), encoding="utf-8")

        assert imported(file, "--ja") == 2
        told = capsys.readouterr().err
        assert "rij 2, voornaam: De naam ontbreekt." in told
        assert "Fleur" not in told

    def test_waits_for_a_day(self, file, capsys):
        assert imported(file, "--ja", "--op", "2199-01-01") == 2
        assert "batch_state_refused" in capsys.readouterr().err

    @pytest.mark.parametrize("who", ["bram", "niemand"])
    def test_is_done_in_the_name_of_a_coordinator(self, file, who, capsys):
        assert main(["cohort", "import", *COHORT, str(file), "--namens", who, "--ja"]) == 2
        assert "geen regiocoördinator" in capsys.readouterr().err
