"""``doorgang letter``: what is wrong with a text is told in Dutch, and a text can be looked at."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from doorgang_api.cli import main

ROOT = Path(__file__).parents[4]


@pytest.fixture
def texts(tmp_path, monkeypatch):
    """The letters that are shipped, in a library of one's own."""
    for part in ("processes/letters", "config"):
        shutil.copytree(ROOT / part, tmp_path / part)
    monkeypatch.setenv("DOORGANG_LIBRARY_DIR", str(tmp_path))
    monkeypatch.setenv("DOORGANG_CONFIG_DIR", str(tmp_path / "config"))
    return tmp_path / "processes" / "letters"


class TestCheck:
    def test_says_that_all_is_well(self, texts, capsys):
        assert main(["letter", "check"]) == 0
        assert "5 goed." in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("name", "text", "told"),
        [
            ("leiden.html", "<p>{{ diagnose }}</p>", "'diagnose' staat niet in het contract"),
            ("leiden.html", "<p>{% if</p>", "regel 1 is niet te lezen"),
            ("leiden.html", "<img>", "<img> mag niet, of niet zo, in een brief"),
            ("lieden.html", "<p>Leiden</p>", "lieden.html: deze regio bestaat niet"),
        ],
    )
    def test_says_in_dutch_what_is_wrong(self, texts, capsys, name, text, told):
        (texts / "tlv-besluit" / name).write_text(text, "utf-8")
        (texts / "herstelverzoek" / "leiden.html").write_text("<p>{{ x }}</p>", "utf-8")

        assert main(["letter", "check"]) == 1

        out = capsys.readouterr().out
        assert told in out
        assert "herstelverzoek: leiden.html: regel 1: 'x' staat niet in het contract" in out
        assert "5 brieven, 2 niet goed." in out

    def test_says_it_to_programs(self, texts, capsys):
        (texts / "tlv-besluit" / "brief.toml").write_text("[", "utf-8")

        assert main(["letter", "check", "--json"]) == 1

        found = json.loads(capsys.readouterr().out)
        assert found["herstelverzoek"] == []
        assert found["tlv-besluit"] == ["brief.toml of een tekst is niet te lezen"]


class TestDraw:
    def test_shows_the_text_of_a_region_with_names_as_a_concept(self, texts, tmp_path):
        (texts / "tlv-besluit" / "leiden.html").write_text("<p>Hallo {{ leerling }}</p>", "utf-8")
        out = tmp_path / "brief.pdf"

        assert main(["letter", "draw", "tlv-besluit", "--region", "leiden", "-o", str(out)]) == 0

        text = PdfReader(io.BytesIO(out.read_bytes())).pages[0].extract_text()
        assert "Hallo [leerling]" in text
        assert "CONCEPT" in text

    @pytest.mark.parametrize(
        ("asked", "told"),
        [(["geen-brief"], "Er is geen brief"), (["tlv-besluit", "--region", "x"], "bestaat niet")],
    )
    def test_says_what_is_not_there(self, texts, tmp_path, capsys, asked, told):
        assert main(["letter", "draw", *asked, "-o", str(tmp_path / "x.pdf")]) == 2
        assert told in capsys.readouterr().err
        assert not (tmp_path / "x.pdf").exists()
