"""The page of a case that has letters."""

from __future__ import annotations

import pytest
from tests.browser.looking import examine


@pytest.fixture
def letter(live):
    """A decision of the demonstration, with its case."""
    with live.house.read_uow() as uow:
        cases = [uow.cases.get(one) for one in uow.cases.ids()]
        return next(
            (case, one)
            for case in cases
            for one in uow.letters.of_case(case)
            if one.letter == "tlv-besluit" and case.region == "basis"
        )


def test_case_with_letters_can_be_used_by_everyone(visit, letter):
    case, _ = letter
    page = visit("loes", path=f"/trajecten/{case.id}")
    assert page.get_by_role("heading", name="Brieven").is_visible()
    examine(page)


def test_letter_is_saved(visit, letter):
    case, one = letter
    page = visit("loes", path=f"/trajecten/{case.id}")
    with page.expect_download() as saved:
        page.get_by_role("link", name=f"{one.title} (pdf").click()
    assert saved.value.suggested_filename == f"{case.number}-tlv-besluit-1.pdf"
