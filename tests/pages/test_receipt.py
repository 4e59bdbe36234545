"""The receipt of what somebody did: theirs alone, with number, moment and what it led to."""

from __future__ import annotations

import re

import pytest

SEND = "Versturen en taak afronden"


@pytest.fixture
def loes(browse):
    return browse("loes")


@pytest.fixture
def receipt(loes, task):
    """Return the receipt that is reached from the page after a task was sent."""
    sent = loes.send(loes.get(f"/taken/{task.id}"), SEND, compleet="ja", toelichting="In orde")
    return loes.get(loes.follow(sent).link("Ontvangstbewijs"))


class TestReceipt:
    def test_has_number_moment_and_effect(self, receipt, case):
        assert receipt.heading == f"Ontvangstbewijs {case.number}-2"
        assert "vrijdag 15 januari 2027 om 10.00 uur" in receipt.text
        assert "De taak ‘Aanvraag toetsen’ is afgerond." in receipt.text
        assert "De taak ‘Toets controleren’ staat klaar voor: Loket." in receipt.text

    def test_holds_what_was_filled_in(self, receipt):
        assert "In orde" in receipt.text

    def test_can_be_found_in_the_history(self, receipt, house, case):
        (printed,) = re.findall(r"[0-9a-f]{16}", " ".join(receipt.texts("//dd/code")))
        with house.read_uow() as uow:
            hashes = [one.hash for one in uow.history.of_case(case.id) if one.act == 2]
        assert hashes[-1].startswith(printed)

    @pytest.mark.parametrize("who", ["lars", "sam", "rik"])
    def test_is_only_for_who_did_it(self, receipt, browse, who):
        assert browse(who).get(receipt.address).status == 404

    def test_is_not_there_of_what_was_not_done(self, loes, receipt):
        assert loes.get(receipt.address.replace("ontvangst/2", "ontvangst/99")).status == 404
