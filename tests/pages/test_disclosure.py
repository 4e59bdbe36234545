from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.small_route import START

from doorgang_api.disclosure import may_read_field, readable
from doorgang_engine import events as ev
from doorgang_engine.model import Account, Case, CaseStatus, Submission

ROLES = {
    "loket": {"organisatie": "swv"},
    "adviseur": {"organisatie": "swv"},
    "school": {"organisatie": "po_school"},
}
CASE = Case(
    region="proef", id="c", number="PRO-1", route="r", bundle="b", status=CaseStatus.RUNNING,
    started_at=START, participants={"swv": "swv-proef", "po_school": "school-proef"},
)  # fmt: skip
SUBMISSION = Submission(
    region="proef", id="s", case_id="c", element="begin", scope="", form="aanvraag", form_hash="",
    at=START, actor="sam", role="school", organisation="school-proef", data=b"",
)  # fmt: skip
LOES = Account(region="proef", id="loes", name="Loes", organisation="swv-proef", roles=("loket",))
SAM = replace(LOES, id="sam", organisation="school-proef", roles=("school",))
AFTER, LATER = START + timedelta(minutes=1), START + timedelta(minutes=2)


def shared(*, to=("loket",), at=AFTER, forms=("aanvraag",)):
    return at, ev.DataDisclosed(element="delen", to_roles=to, forms=forms, ground="Wet")


def ended(*, to=("loket",), at=LATER):
    return at, ev.DisclosureEnded(element="stop", to_roles=to, forms=("aanvraag",), reason="Weg")


def sees(account, *happened, submission=SUBMISSION):
    return bool(
        readable(
            submissions=[submission], happened=happened, roles=ROLES, account=account, case=CASE
        )
    )


class TestReadable:
    def test_is_what_ones_own_organisation_filled_in(self):
        assert sees(SAM)
        assert not sees(LOES)

    def test_is_what_the_route_shared_with_a_role_of_ones_organisation(self):
        assert sees(LOES, shared())
        assert sees(LOES, shared(to=("adviseur",)))
        assert not sees(LOES, shared(to=("school",)))
        assert not sees(LOES, shared(forms=("toets",)))

    def test_is_not_what_was_filled_in_after_the_sharing(self):
        later = replace(SUBMISSION, at=LATER)

        assert not sees(LOES, shared(), submission=later)
        assert sees(LOES, shared(), shared(at=LATER), submission=later)

    def test_ends_where_the_route_ends_it(self):
        assert not sees(LOES, shared(), ended())
        assert sees(LOES, shared(to=("loket", "adviseur")), ended())
        assert sees(LOES, shared(), ended(), shared(at=LATER))
        assert sees(SAM, shared(), ended())

    def test_is_nothing_for_a_coordinator_and_all_for_who_supervises(self):
        coordinator = replace(LOES, roles=("regiocoordinator",))
        auditor = replace(LOES, organisation="elders", roles=("auditor",))

        assert not sees(coordinator, shared())
        assert sees(auditor)


class TestMayReadField:
    @pytest.mark.parametrize(
        ("account", "visible_to", "may"),
        [
            (LOES, None, True),
            (LOES, ("loket",), True),
            (LOES, ("adviseur",), False),
            (LOES, (), False),
            (SAM, ("adviseur",), True),
        ],
    )
    def test_is_for_the_named_roles_and_who_filled_it_in(self, account, visible_to, may):
        assert may_read_field(visible_to=visible_to, submission=SUBMISSION, account=account) is may
