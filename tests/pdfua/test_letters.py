"""Letters against PDF/UA-1 (ISO 14289-1), by veraPDF: every rule that a machine can check."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfWriter
from tests.unit.engine.letters.test_typeset import LETTERS, SHEET, said

from doorgang_engine.letters.template import fill
from doorgang_engine.letters.typeset import typeset

HERE = Path(__file__).parent
JARS = HERE / "jars"
RULES_AT_LEAST = 500  # assertions of one letter: an empty check would pass too


def checked(*files):
    """What veraPDF says of each file: its verdict, and how many assertions it made."""
    command = ["java", "-cp", f"{JARS}/*", str(HERE / "Check.java"), *map(str, files)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return told.stdout


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    """Every letter of the library, one of several pages, and one that is only a draft."""
    here = tmp_path_factory.mktemp("letters")
    made = {
        key: typeset(fill(one.text_for("basis"), said(one)), sheet=SHEET)
        for key, one in LETTERS.items()
    }
    items = "".join(f"<li>Punt {number}</li>" for number in range(120))
    made["lang"] = typeset(f"<h2>Lijst</h2><ol>{items}</ol>", sheet=SHEET)
    made["concept"] = typeset("<p>Tekst</p>", sheet=replace(SHEET, is_draft=True))
    made["vervangt"] = typeset("<p>Tekst</p>", sheet=replace(SHEET, replaces="brief nummer 1"))
    for name, pdf in made.items():
        (here / f"{name}.pdf").write_bytes(pdf)
    return here


def test_every_letter_complies(letters):
    files = sorted(letters.glob("*.pdf"))

    lines = [line.split("\t") for line in checked(*files).splitlines()]

    assert [(Path(line[0]).stem, line[1]) for line in lines] == [
        (one.stem, "complies") for one in files
    ], lines
    assert all(int(line[2]) > RULES_AT_LEAST for line in lines)


@pytest.mark.parametrize("missing", ["/Lang", "/StructTreeRoot", "/Metadata"])
def test_a_letter_that_misses_something_does_not(letters, missing):
    broken = PdfWriter(clone_from=letters / "concept.pdf")
    del broken.root_object[missing]
    path = letters.parent / f"without{missing.replace('/', '-')}.pdf"
    broken.write(path)

    assert "\tfails\t" in checked(path)
