from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from tests.small_route import START

from doorgang_engine import events as ev
from doorgang_engine.disclosure import disclosures_of
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
    given = SimpleNamespace(form=form, organisation="swv-proef", at=at)
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
