"""What one parent said is not for the other: the API."""

from __future__ import annotations

import pytest
from tests.api.acting import complete, only_task, start
from tests.api.people import _hashed
from tests.family_route import ANSWERS, PARTICIPANTS, SHOWN, add_family, publish_family


@pytest.fixture
def house(house):
    add_family(house.parts, password=_hashed())
    return house


def rows_for(who, case):
    """Return the rows of the form as somebody reads them; None when they read nothing."""
    answer = who.get(f"/cases/{case['id']}/submissions")
    (form,) = [one for one in answer.json["items"] if one["form"] == "toets"]
    return form["data"] and form["data"]["ouders"]


class TestRowsThatAreEachOfOnePerson:
    def test_keep_their_texts_from_a_family_that_they_are_shared_with(self, house, program):
        publish_family(house.parts)
        case = start(program("loes"), participants=PARTICIPANTS)
        assert (
            complete(program("loes"), only_task(case), {"submission": ANSWERS}).status_code == 200
        )

        read = {who: rows_for(program(who), case) for who in ("loes", "sam", "anna", "noor")}

        assert read == {
            "loes": ANSWERS["ouders"],
            "sam": ANSWERS["ouders"],
            "anna": SHOWN,
            "noor": SHOWN,
        }

    def test_keep_their_texts_from_the_other_parent_of_one_organisation(self, house, program):
        publish_family(house.parts, by_a_parent=True)
        case = start(program("loes"), participants=PARTICIPANTS)
        (task,) = program("anna").get(f"/cases/{case['id']}").json["tasks"]
        assert complete(program("anna"), task, {"submission": ANSWERS}).status_code == 200

        read = {who: rows_for(program(who), case) for who in ("anna", "bert", "sam")}

        assert read == {"anna": ANSWERS["ouders"], "bert": SHOWN, "sam": ANSWERS["ouders"]}
