"""One submission on paper."""

from __future__ import annotations

import pytest


@pytest.fixture
def address(house, case):
    with house.read_uow() as uow:
        (begun,) = uow.submissions.of_case(case.id)
    return f"/trajecten/{case.id}/formulieren/{begun.id}/afdruk"


class TestThePrint:
    def test_holds_every_question_and_says_which_version_of_the_form_it_was(
        self, browse, house, case, address
    ):
        page = browse("sam").get(address)

        with house.read_uow() as uow:
            (begun,) = uow.submissions.of_case(case.id)
            forms = house.parts.shelf.content(uow, case.bundle)["forms"]
        labels = [
            field["label"]["nl"]
            for section in forms[begun.form]["sections"]
            for field in section["fields"]
            if field["type"] != "info"
        ]
        assert page.status == 200
        assert [one for one in labels if one not in page.text] == []
        assert begun.form_hash[:12] in page.text

    def test_is_reached_from_the_case(self, browse, case, address):
        page = browse("sam").get(f"/trajecten/{case.id}")

        assert page.link("Afdruk van dit formulier") == address

    def test_is_refused_to_who_may_not_read_it(self, browse, address):
        assert browse("olga").get(address).status == 404
        assert browse("rik").get(address).status == 403

    def test_of_nothing_is_not_there(self, browse, case):
        assert browse("sam").get(f"/trajecten/{case.id}/formulieren/x/afdruk").status == 404
