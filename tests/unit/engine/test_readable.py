from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.small_route import START

from doorgang_engine import events as ev
from doorgang_engine.dossier.grants import Grant, GrantKind
from doorgang_engine.dossier.sight import find_sight, readable
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


def granted(account, kind=GrantKind.REASON, **changed):
    given = {
        "region": "proef", "id": "g", "case_id": "c", "account": account.id,
        "role": account.roles[0], "organisation": account.organisation, "kind": kind,
        "purpose": "klacht", "reason": b"", "given_at": START, "ends_at": LATER,
    }  # fmt: skip
    return Grant(**{**given, **changed})


def sees(account, *happened, submission=SUBMISSION, grants=()):
    sight = find_sight(account, CASE, grants)
    return sight is not None and bool(
        readable(submissions=[submission], happened=happened, roles=ROLES, sight=sight, case=CASE)
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
        assert not sees(LOES, shared(to=("loket", "adviseur")), ended())
        assert sees(LOES, shared(), ended(), shared(at=LATER))
        assert sees(SAM, shared(), ended())

    def test_is_nothing_for_a_coordinator(self):
        assert not sees(replace(LOES, roles=("regiocoordinator",)), shared())

    @pytest.mark.parametrize("role", ["auditor", "fg"])
    def test_is_all_for_who_supervises_after_a_reason_for_this_case(self, role):
        supervisor = replace(LOES, organisation="elders", roles=(role,))

        assert not sees(supervisor)
        assert sees(supervisor, grants=[granted(supervisor)])
        assert not sees(supervisor, grants=[granted(supervisor, case_id="another")])

    def test_is_all_in_an_emergency_for_a_worker_and_not_for_a_coordinator(self):
        worker = replace(LOES, organisation="elders")
        coordinator = replace(worker, roles=("regiocoordinator",))

        assert not sees(worker)
        assert sees(worker, grants=[granted(worker, GrantKind.EMERGENCY)])
        assert not sees(coordinator, grants=[granted(coordinator, GrantKind.EMERGENCY)])

    def test_is_nothing_by_a_grant_in_a_role_that_one_no_longer_has(self):
        former = replace(LOES, organisation="elders", roles=("regiocoordinator",))

        assert not sees(former, grants=[granted(former, role="auditor")])
