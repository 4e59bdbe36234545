from __future__ import annotations

from types import SimpleNamespace

import pytest
from tests.small_route import BPMN, START, content

from doorgang_engine import events as ev
from doorgang_engine.disclosure import disclosures_of
from doorgang_engine.model import Case, CaseStatus, Submission
from doorgang_engine.routes.bundle import prepare

SHARING = BPMN.replace(
    'dg:actie="kennisgeven"\n    dg:aan="school" dg:bericht="De aanvraag is compleet."',
    'dg:actie="delen" dg:aan="school" dg:formulieren="toets" dg:grondslag="AVG 6.1.a"',
)
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


def submission(form):
    return SimpleNamespace(form=form, organisation="swv-proef")


def sees(case, events, *, form="toets", organisation="school-proef", bpmn=SHARING):
    found = disclosures_of(case, prepare(content(bpmn=bpmn)), events)
    given: Submission = submission(form)
    return found.may_read(given, organisation)


class TestMayRead:
    def test_is_so_for_the_organisation_that_filled_it_in(self, case):
        assert sees(case, [], organisation="swv-proef")

    def test_is_not_so_before_the_route_shares_it(self, case):
        assert not sees(case, [])

    def test_is_so_after_the_route_shares_it(self, case):
        assert sees(case, [SHARED])

    def test_ends_when_the_sharing_ends(self, case):
        assert not sees(case, [SHARED, ENDED])

    def test_is_so_for_a_form_that_no_route_step_guards(self, case):
        assert sees(case, [], form="aanvraag")

    def test_is_never_so_for_an_organisation_outside_the_case(self, case):
        assert not sees(case, [SHARED], form="aanvraag", organisation="andere-school")
