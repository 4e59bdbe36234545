from __future__ import annotations

import pytest
from tests.integration.test_recurring import publish_schedule
from tests.integration.test_recurring_from_cases import publish_target

PLACE = "/rooster"


@pytest.fixture
def rik(browse, house):
    publish_schedule(house.parts, number=2)
    return browse("rik")


class TestTheSchedulePage:
    def test_says_when_and_for_whom_and_that_it_is_off(self, rik):
        page = rik.get(PLACE)

        assert "Jaarlijkse uitvraag" in page.text
        assert "elk jaar op 1 juni" in page.text
        assert "per basisschool één traject" in page.text
        assert "Aan:" not in page.text

    def test_switches_on_and_off(self, rik):
        on = rik.follow(rik.send(rik.get(PLACE), "Aanzetten: Jaarlijkse uitvraag"))
        off = rik.follow(rik.send(on, "Uitzetten: Jaarlijkse uitvraag"))

        assert "Aan: begint weer op" in on.text
        assert "Aangezet door Rik Regio" in on.text
        assert "Uitgezet door Rik Regio" in off.text

    def test_says_from_which_cases_a_route_about_a_child_begins(self, rik, house):
        publish_target(house.parts)

        text = rik.get(PLACE).text

        assert "uit elk traject ‘Proefroute’ met een datum op 31 juli" in text
        assert "één keer per kind en datum" in text

    def test_is_for_the_coordinator_only(self, rik, browse):
        assert browse("loes").get(PLACE).status == 403
        assert "Rooster" not in browse("loes").get("/").text
