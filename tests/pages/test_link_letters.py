"""Letters by a link to read: a parent sees which one takes the place of which, and saves it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests import letter_route as lr
from tests.integration.test_letters import play
from tests.integration.test_letters_again import ask
from tests.pages import test_links
from tests.pages.test_links import opened
from tests.small_route import FORMS, START

from doorgang_engine.jobs import work_off

house = test_links.house


@pytest.fixture
def case(house):
    """A case of which the letter was made twice."""
    lr.publish_with_letter(house.parts, number=3, forms=FORMS)
    found = play(house.parts)
    work_off(parts=house.parts, at=START)
    with house.read_uow() as uow:
        [first] = uow.letters.of_case(found)
    ask(house.parts, found, first.id, now=START + timedelta(minutes=1))
    work_off(parts=house.parts, at=START + timedelta(minutes=1))
    return found


def test_letters_say_which_one_replaces_which(browse, case):
    parent, page, _ = opened(browse, case, "lezen")

    newest, oldest = page.texts("//section[@aria-labelledby='brieven']//li")
    assert newest.startswith("Bericht over de aanvraag (2) (pdf, ")
    assert oldest.endswith("– Vervangen door nummer 2")
    saved = parent.client.get(page.link("Bericht over de aanvraag (2)"))
    assert saved.data.startswith(b"%PDF-")
