"""What one parent said is not for the other: the page of a case."""

from __future__ import annotations

import pytest
from tests import small_route
from tests.family_route import ANNA, ANSWERS, BERT, PARTICIPANTS, add_family, publish_family
from tests.pages.conftest import HASHED

from doorgang_engine.cases import start_case
from doorgang_engine.model import TaskStatus
from doorgang_engine.tasks import complete_task


@pytest.fixture
def case(house):
    add_family(house.parts, password=HASHED)
    publish_family(house.parts)
    case = start_case(
        beginning=small_route.beginning(participants=PARTICIPANTS),
        actor=small_route.BEGINNER,
        parts=house.parts,
        now=small_route.START,
    )
    with house.parts.new_uow() as uow:
        (task,) = [t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN]
    complete_task(
        task_id=task.id,
        submission=ANSWERS,
        actor=small_route.LOKET,
        parts=house.parts,
        now=small_route.START,
    )
    return case


class TestRowsThatAreEachOfOnePerson:
    @pytest.mark.parametrize("who", ["anna", "bert", "noor"])
    def test_show_no_texts_to_the_family(self, browse, case, who):
        page = browse(who).get(f"/trajecten/{case.id}")

        assert "B. Voorbeeld" in page.text
        assert ANNA not in page.source
        assert BERT not in page.source

    @pytest.mark.parametrize("who", ["loes", "sam"])
    def test_show_all_to_those_it_was_shared_with(self, browse, case, who):
        page = browse(who).get(f"/trajecten/{case.id}")

        assert ANNA in page.text
        assert BERT in page.text
