"""The library as it is on a day, and what of it is refused."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from doorgang_engine.errors import LibraryInvalid
from doorgang_engine.routes.library import read_library
from doorgang_engine.routes.roles import read_roles

ROOT = Path(__file__).parents[3]
ROUTE = "jongekind-verkenning"


@pytest.fixture
def folder(tmp_path):
    """Make a library with one route of two shapes; return the folder of the route."""
    made = tmp_path / "processes" / "bpmn" / ROUTE
    shutil.copytree(ROOT / "processes" / "bpmn" / ROUTE, made)
    (tmp_path / "forms" / "definitions").mkdir(parents=True)
    return made


def read(folder, *, said):
    info = folder / "route.toml"
    info.write_text(info.read_text("utf-8") + said, "utf-8")
    return read_library(library_dir=folder.parents[2], config_dir=ROOT / "config")


class TestADrawingOfARegion:
    def test_is_there_from_its_first_day_up_to_its_last(self, folder):
        files = read(
            folder,
            said='[varianten."helmond-peelland"]\ngeldig_van = 2027-08-01\n'
            "geldig_tot = 2028-07-31\n",
        )

        shapes = [
            files.on(day).file(ROUTE, "helmond-peelland").region
            for day in (
                date(2027, 7, 31),
                date(2027, 8, 1),
                date(2028, 7, 31),
                date(2028, 8, 1),
            )
        ]

        assert shapes == ["basis", "helmond-peelland", "helmond-peelland", "basis"]

    def test_makes_another_library_of_it_on_that_day(self, folder):
        files = read(folder, said='[varianten."helmond-peelland"]\ngeldig_van = 2027-08-01\n')

        prints = [files.on(date(2027, 7, day)).fingerprint() for day in (30, 31)]

        assert prints[0] == prints[1]
        assert files.on(date(2027, 8, 1)).fingerprint() != prints[1]

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ('[varianten."leiden"]\ngeldig_van = 2027-08-01\n', "leiden.bpmn is er niet"),
            ('[varianten."helmond-peelland"]\nvanaf = 2027-08-01\n', "geldig_van, geldig_tot"),
            ('[varianten."helmond-peelland"]\ngeldig_van = "1 augustus"\n', "is geen datum"),
            ("varianten = 3\n", "schrijf [varianten"),
        ],
    )
    def test_is_refused_when_its_days_make_no_sense(self, folder, said, words):
        with pytest.raises(LibraryInvalid) as refused:
            read(folder, said=said)

        assert words in str(refused.value)
        assert f"{ROUTE}/route.toml" in str(refused.value)


class TestRoles:
    def test_are_refused_all_at_once(self, tmp_path):
        file = tmp_path / "roles.toml"
        file.write_text(
            '[Loket]\nnaam = "Loket"\norganisatie = "swv"\n[a]\nnaam = 3\n'
            '[b]\nnaam = "B"\norganisatie = "Een School"\nmandaat = "x"\n',
            "utf-8",
        )

        with pytest.raises(LibraryInvalid) as refused:
            read_roles(file)

        told = str(refused.value)
        assert told.count("\n- ") == 5
        for words in (
            "[Loket]: een rol heet",
            "[a]: “organisatie” ontbreekt",
            "[a]: bij “naam” hoort tekst",
            "[b]: “mandaat” bestaat niet",
            "[b]: organisatie “Een School”",
        ):
            assert words in told
