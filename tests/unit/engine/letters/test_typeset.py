"""Every letter of the library becomes a PDF that a screen reader can read (PDF/UA-1)."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from doorgang_engine.letters.contract import read_letters
from doorgang_engine.letters.template import Said, fill
from doorgang_engine.letters.typeset import LetterNotTypeset, Sheet, typeset

LETTERS = read_letters(Path(__file__).parents[4] / "processes" / "letters")
SHEET = Sheet(
    title="Besluit",
    sender="Samenwerkingsverband Proef",
    to=("de ouders van Noor",),
    day="vrijdag 15 januari 2027",
    number="PRO-2027-00001",
    ground="Awb art. 3:41",
)


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def tags(node):
    """Every tag below a node of the structure tree."""
    node = node.get_object()
    if not isinstance(node, dict):
        return
    if "/S" in node:
        yield str(node["/S"])
    kids = node.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    for kid in kids:
        if not isinstance(kid, int):
            yield from tags(kid)


def said(letter):
    names = {*letter.contract.names, "leerling", "nummer", "dag", "afzender"}
    return {name: Said(words=f"[{name}]", items=(f"[{name}]",)) for name in names}


class TestTypeset:
    @pytest.mark.parametrize("key", sorted(LETTERS))
    def test_makes_every_letter_a_tagged_dutch_pdf_that_says_it_is_ua(self, key):
        letter = LETTERS[key]

        made = read(typeset(fill(letter.text_for("basis"), said(letter)), sheet=SHEET))

        root = made.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert str(root["/Lang"]).startswith("nl")
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert made.metadata.title == "Besluit – PRO-2027-00001"
        assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
        assert {"/Document", "/H1", "/H2", "/P"} <= set(tags(root["/StructTreeRoot"]))

    def test_embeds_every_font(self):
        made = read(typeset("<p>Één <strong>twee</strong></p>", sheet=SHEET))

        for font in made.pages[0]["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert (
                "/FontFile2" in inner["/FontDescriptor"]
                or "/FontFile3" in inner["/FontDescriptor"]
            )

    def test_makes_real_lists_of_lists(self):
        made = read(typeset("<ul><li>een</li><li>twee</li></ul>", sheet=SHEET))

        assert list(tags(made.trailer["/Root"]["/StructTreeRoot"])).count("/LI") == 2

    @pytest.mark.parametrize(
        "body",
        [
            '<img src="http://voorbeeld.example/a.png" alt="">',
            '<img src="file:///etc/hostname" alt="">',
            '<style>@import url("http://voorbeeld.example/a.css");</style>',
        ],
    )
    def test_refuses_to_fetch_anything(self, body):
        with pytest.raises(LetterNotTypeset, match="niets van buiten"):
            typeset(body, sheet=SHEET)
