from __future__ import annotations

import pytest
from tests.integration.test_reservations import begun, complete, published

PLACE = "/uitgeleend"


@pytest.fixture
def lent(house):
    published(house.parts, number=2)
    return [complete(house.parts, begun(house.parts)) for _ in range(2)]


class TestThePageOfWhatIsLentOut:
    def test_says_which_case_has_which(self, browse, lent):
        page = browse("rik").get(PLACE)

        assert "Robot: 2 van 3 uitgeleend" in page.text
        for unit, case in enumerate(lent, start=1):
            assert f"Robot {unit}" in page.text
            assert case.number in page.text

    def test_shows_no_name_of_a_child(self, browse, lent):
        assert lent
        assert "Noor" not in browse("rik").get(PLACE).text

    def test_says_when_nothing_is_lent_out(self, browse, house):
        published(house.parts, number=2)

        assert "niets uitgeleend" in browse("rik").get(PLACE).text

    @pytest.mark.usefixtures("lent")
    def test_is_for_the_coordinator_only(self, browse):
        assert browse("loes").get(PLACE).status == 403
        assert "Uitgeleend" not in browse("loes").get("/").text
