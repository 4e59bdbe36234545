from __future__ import annotations

from datetime import date

import pytest
from tests.small_route import content

from doorgang_engine.errors import ParticipantsMissing, ParticipantUnknown
from doorgang_engine.model import Organisation
from doorgang_engine.participants import bind_participants, kinds_needed
from doorgang_engine.routes.bundle import prepare


@pytest.fixture(scope="module")
def runnable():
    return prepare(content())


def organisation(key, kind):
    return Organisation(region="proef", id=key, kind=kind, name=key)


TODAY = date(2027, 1, 15)
SWV = organisation("swv-a", "swv")
SCHOOL = organisation("school-a", "po_school")
OTHER_SCHOOL = organisation("school-b", "po_school")
MBO = organisation("mbo-a", "mbo")


def bind(runnable, *organisations, given=None, own=None):
    return bind_participants(
        runnable=runnable, given=given or {}, organisations=organisations, own=own, on=TODAY
    )


class TestKindsNeeded:
    def test_are_those_of_who_acts_and_of_who_is_told(self, runnable):
        assert kinds_needed(runnable) == {"swv", "po_school"}


class TestBindParticipants:
    def test_takes_the_only_one_of_a_kind_and_nobody_who_is_not_needed(self, runnable):
        assert bind(runnable, SWV, SCHOOL, MBO) == {"swv": "swv-a", "po_school": "school-a"}

    def test_does_not_choose_between_two(self, runnable):
        with pytest.raises(ParticipantsMissing) as refused:
            bind(runnable, SWV, SCHOOL, OTHER_SCHOOL)

        assert set(refused.value.fields) == {"participants.po_school"}

    def test_names_every_kind_that_is_missing(self, runnable):
        with pytest.raises(ParticipantsMissing) as refused:
            bind(runnable)

        assert set(refused.value.fields) == {"participants.po_school", "participants.swv"}

    def test_takes_what_was_given(self, runnable):
        bound = bind(runnable, SWV, SCHOOL, OTHER_SCHOOL, given={"po_school": "school-b"})

        assert bound["po_school"] == "school-b"

    def test_takes_one_more_who_was_given(self, runnable):
        assert bind(runnable, SWV, SCHOOL, MBO, given={"mbo": "mbo-a"})["mbo"] == "mbo-a"

    def test_takes_the_starters_own(self, runnable):
        bound = bind(runnable, SWV, SCHOOL, OTHER_SCHOOL, own=OTHER_SCHOOL)

        assert bound["po_school"] == "school-b"

    def test_refuses_another_in_place_of_the_starters_own(self, runnable):
        with pytest.raises(ParticipantUnknown):
            bind(
                runnable,
                SWV,
                SCHOOL,
                OTHER_SCHOOL,
                given={"po_school": "school-a"},
                own=OTHER_SCHOOL,
            )

    @pytest.mark.parametrize(
        "given", [{"po_school": "swv-a"}, {"po_school": "weg"}, {"weg": "school-a"}]
    )
    def test_refuses_who_is_not_there(self, runnable, given):
        with pytest.raises(ParticipantUnknown):
            bind(runnable, SWV, SCHOOL, given=given)
