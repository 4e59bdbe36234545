from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from tests.small_route import START

from doorgang_engine import events as ev
from doorgang_engine.disclosure import as_shared, disclosures_of
from doorgang_engine.model import Case, CaseStatus

ROLES = {"school": {"organisatie": "po_school"}, "loket": {"organisatie": "swv"}}
LATER = START + timedelta(days=1)
SHARED = ev.DataDisclosed(element="x", to_roles=("school",), forms=("toets",), ground="AVG 6.1.a")
ENDED = ev.DisclosureEnded(
    element="y", to_roles=("school",), forms=("toets",), reason="ingetrokken"
)


@pytest.fixture
def case():
    return Case(
        region="proef",
        id="c",
        number="1",
        route="proef-route",
        bundle="",
        status=CaseStatus.RUNNING,
        started_at=START,
        participants={"swv": "swv-proef", "po_school": "school-proef"},
    )


def sees(case, happened, *, form="toets", organisation="school-proef", at=START):
    found = disclosures_of(case, roles=ROLES, happened=happened)
    given = SimpleNamespace(id="s", form=form, organisation="swv-proef", at=at)
    return found.may_read(given, organisation)


class TestMayRead:
    def test_is_so_for_the_organisation_that_filled_it_in(self, case):
        assert sees(case, [], organisation="swv-proef")

    def test_is_not_so_before_the_route_shares_it(self, case):
        assert not sees(case, [])

    def test_is_so_after_the_route_shares_it(self, case):
        assert sees(case, [(START, SHARED)])

    def test_is_not_so_for_what_was_filled_in_later(self, case):
        assert not sees(case, [(START, SHARED)], at=LATER)

    def test_ends_when_the_sharing_ends(self, case):
        assert not sees(case, [(START, SHARED), (LATER, ENDED)])

    def test_is_not_so_for_another_form(self, case):
        assert not sees(case, [(START, SHARED)], form="aanvraag")

    def test_is_never_so_for_an_organisation_outside_the_case(self, case):
        assert not sees(case, [(START, SHARED)], organisation="andere-school")


class TestAsShared:
    BOTH = replace(SHARED, forms=("toets", "advies"))

    def told(self, *more, filled_in):
        """Return which forms each event names that was told a day after the start."""
        happened = [(LATER, event) for event in (self.BOTH, *more)]
        there = [SimpleNamespace(form=form, at=at) for form, at in filled_in]
        return [getattr(event, "forms", None) for event in as_shared(happened, there)]

    def test_leaves_out_what_nobody_filled_in(self):
        assert self.told(filled_in=[("toets", START)]) == [("toets",)]

    def test_leaves_out_what_was_filled_in_after_it(self):
        later = LATER + timedelta(hours=1)

        assert self.told(filled_in=[("toets", START), ("advies", later)]) == [("toets",)]

    def test_counts_the_first_time_that_it_was_filled_in(self):
        later = LATER + timedelta(hours=1)

        assert self.told(filled_in=[("toets", later), ("toets", START)]) == [("toets",)]

    def test_says_the_same_of_what_is_no_longer_shared(self):
        ended = replace(ENDED, forms=("toets", "advies"))

        assert self.told(ended, filled_in=[("advies", LATER)]) == [("advies",), ("advies",)]

    def test_leaves_events_as_they_are_once_submissions_were_destroyed(self):
        gone = ev.RecordsDestroyed(list_id="l", record_class="dossier")

        assert self.told(gone, filled_in=[("toets", START)])[0] == ("toets", "advies")
