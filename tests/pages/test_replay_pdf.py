"""The report of a replay as PDF: tagged, in a language, with all that its page tells."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader
from tests.pages.test_access_log import looks
from tests.pages.test_replay import finished  # noqa: F401 - a fixture
from tests.unit.engine.letters.test_typeset import tags


@pytest.fixture
def made(browse, finished):  # noqa: F811
    """What loes gets: the answer, and the PDF in it."""
    answer = browse("loes").get(f"/trajecten/{finished.id}/naspelen/verslag.pdf")
    return answer, PdfReader(io.BytesIO(answer.content))


def words(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_is_a_tagged_pdf_that_says_its_title_and_language(made, finished):  # noqa: F811
    answer, reader = made
    root = reader.trailer["/Root"]

    assert answer.headers["Content-Type"] == "application/pdf"
    assert f"verloop-{finished.number}.pdf" in answer.headers["Content-Disposition"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("nl")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == f"Verloop van traject {finished.number}"
    assert "pdfuaid" in str(root["/Metadata"].get_data())
    found = set(tags(root["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/Figure"} <= found


def test_tells_every_step_and_both_pictures_in_words_too(made):
    told = words(made[1])

    for part in (
        "Gemaakt op", "Loes Loket", "Alle stappen", "Stap 1", "Stap 2",
        "De taak ‘Aanvraag toetsen’ is afgerond.", "versie 1 van",
        "Termijnen, zoals zij toen stonden",
    ):  # fmt: skip
        assert part in told
    pictures = list(figures(made[1]))
    assert len(pictures) == 2
    assert all(str(one["/Alt"]).strip() for one in pictures)


def figures(reader):
    """Every picture in the structure of a PDF."""
    todo = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        node = todo.pop().get_object()
        if not isinstance(node, dict):
            continue
        if node.get("/S") == "/Figure":
            yield node
        kids = node.get("/K", [])
        todo += [one for one in (kids if isinstance(kids, list) else [kids])
                 if not isinstance(one, int)]  # fmt: skip


def test_is_noted_as_a_print(made, house, finished):  # noqa: F811
    assert (looks(house)[0].kind, looks(house)[0].case_id) == ("print", finished.id)


def test_is_not_for_who_may_not_see_the_case(browse, finished):  # noqa: F811
    assert browse("olga").get(f"/trajecten/{finished.id}/naspelen/verslag.pdf").status == 404


def test_speaks_english_to_who_reads_english(browse, finished):  # noqa: F811
    browser = browse("loes")
    browser.client.set_cookie("doorgang_taal", "en")
    answer = browser.get(f"/trajecten/{finished.id}/naspelen/verslag.pdf")
    reader = PdfReader(io.BytesIO(answer.content))

    assert str(reader.trailer["/Root"]["/Lang"]).startswith("en")
    assert "All steps" in words(reader)
