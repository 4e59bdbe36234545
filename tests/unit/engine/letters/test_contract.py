from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from doorgang_engine.errors import LibraryInvalid
from doorgang_engine.letters.contract import Contract, read_letters

SHIPPED = Path(__file__).parents[4] / "processes" / "letters"


@pytest.fixture
def shelf(tmp_path):
    shutil.copytree(SHIPPED / "tlv-besluit", tmp_path / "tlv-besluit")
    return tmp_path


def change(shelf, file, old, new):
    path = shelf / "tlv-besluit" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


class TestReadLetters:
    def test_reads_every_letter_that_is_shipped(self):
        assert {"tlv-besluit", "ontvangstbevestiging", "herstelverzoek"} <= set(
            read_letters(SHIPPED)
        )

    def test_gives_nothing_without_a_directory(self, tmp_path):
        assert read_letters(tmp_path / "niets") == {}

    def test_takes_the_text_of_the_region_before_the_base(self, shelf):
        (shelf / "tlv-besluit" / "leiden.html").write_text("<p>Leiden</p>", "utf-8")

        letter = read_letters(shelf)["tlv-besluit"]

        assert letter.text_for("leiden") == "<p>Leiden</p>"
        assert letter.text_for("amsterdam-diemen") == letter.texts["basis"]

    def test_refuses_a_text_of_a_region_that_names_what_the_contract_has_not(self, shelf):
        (shelf / "tlv-besluit" / "leiden.html").write_text("<p>{{ diagnose }}</p>", "utf-8")

        with pytest.raises(LibraryInvalid, match=r"leiden\.html: regel 1: 'diagnose'"):
            read_letters(shelf)

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("versie = 1", 'versie = "1"', "'versie' ontbreekt"),
            ('afzender = "swv"', "", "'afzender' ontbreekt"),
            ("versie = 1", "versie = 1\nspoed = true", "'spoed' kent een brief niet"),
            ('soort = "tlv_besluit.soort"', 'soort = "soort"', "is geen formulier.veld"),
            ("[antwoorden]", '[antwoorden]\nleerling = "a.b"', "'leerling' is er al"),
            ("[antwoorden]", '[antwoorden]\nuitkomst = "a.b"', "staat er twee keer"),
            ("[antwoorden]", "[antwoorden", "niet te lezen"),
        ],
    )
    def test_refuses_a_contract_that_is_not_right(self, shelf, old, new, told):
        change(shelf, "brief.toml", old, new)

        with pytest.raises(LibraryInvalid, match=told):
            read_letters(shelf)

    def test_refuses_a_letter_without_a_base(self, shelf):
        (shelf / "tlv-besluit" / "basis.html").rename(shelf / "tlv-besluit" / "leiden.html")

        with pytest.raises(LibraryInvalid, match=r"geen basis\.html"):
            read_letters(shelf)


class TestContract:
    def test_is_the_same_after_lying_in_a_bundle(self):
        contract = read_letters(SHIPPED)["herstelverzoek"].contract

        assert Contract.read(json.loads(json.dumps(contract.content()))) == contract
