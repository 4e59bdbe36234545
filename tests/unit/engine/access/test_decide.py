from __future__ import annotations

import pytest

from doorgang_engine.access.decide import (
    Resource,
    acting,
    may_everywhere,
    permits,
    require,
    role_for,
)
from doorgang_engine.access.refusals import REFUSALS
from doorgang_engine.access.table import PERMISSIONS, Act, Group, Reach, group_of
from doorgang_engine.errors import Forbidden, NotYours
from doorgang_engine.model import CLOCK, Account, Actor

REGION = "proef"
CASE = Resource(
    region=REGION,
    participants=frozenset({"swv-a", "school-a"}),
    keeper="swv-a",
    started_by="school-a",
)
TASK = Resource(region=REGION, role="po_ib", organisation="school-a")
#: For each reach a resource that it covers and one that it does not, for PERSON.
PERSON = {"id": "iris", "organisation": "school-a", "region": REGION}
OUTSIDE = Resource(region=REGION, participants=frozenset({"swv-b"}), keeper="swv-b")
COVERED = {
    Reach.OWN_WORK: (TASK, Resource(region=REGION, role="po_ib", organisation="school-b")),
    Reach.OWN: (Resource(region=REGION, person="iris"), Resource(region=REGION, person="daan")),
    Reach.STARTER: (CASE, OUTSIDE),
    Reach.KEEPER: (Resource(region=REGION, keeper="school-a"), CASE),
    Reach.PART: (CASE, OUTSIDE),
    Reach.ORGANISATION: (TASK, Resource(region=REGION, organisation="school-b")),
    Reach.REASON: (Resource(region=REGION, has_reason=True), OUTSIDE),
    Reach.REGION: (OUTSIDE, Resource(region="elders")),
}


def someone(role, **changed):
    return Actor(**{**PERSON, "role": role, **changed})


def roles_of(group):
    named = {Group.BEHANDELAAR: "po_ib", Group.GEZIN: "ouder"}
    return named.get(group, str(group))


CELLS = [
    (act, group, reach)
    for act, row in PERMISSIONS.items()
    for group, reaches in row.items()
    if group is not Group.SYSTEM
    for reach in reaches
]


class TestTable:
    def test_has_a_row_and_a_refusal_for_every_act(self):
        assert set(PERMISSIONS) == set(Act) == set(REFUSALS)

    @pytest.mark.parametrize(("act", "group", "reach"), CELLS)
    def test_reaches_as_far_as_it_says(self, act, group, reach):
        role = roles_of(group)
        inside, _ = COVERED[reach]
        inside = inside if inside.role is None else _for_role(inside, role)

        assert permits(actor=someone(role), act=act, resource=inside)

    @pytest.mark.parametrize(("act", "group", "reach"), CELLS)
    def test_reaches_no_further_than_the_widest_cell(self, act, group, reach):
        if Reach.REGION in PERMISSIONS[act][group]:
            outside = Resource(region="elders", has_reason=True, person="iris", role="po_ib")
        else:
            outside = Resource(region=REGION, role="nobody", organisation="school-b")

        assert not permits(actor=someone(roles_of(group)), act=act, resource=outside)

    @pytest.mark.parametrize("act", Act)
    def test_refuses_who_has_no_role(self, act):
        assert not permits(actor=someone(""), act=act, resource=CASE)

    @pytest.mark.parametrize("act", Act)
    def test_refuses_the_same_organisation_in_another_region(self, act):
        elsewhere = Resource(
            region="elders",
            role="po_ib",
            organisation="school-a",
            participants=frozenset({"school-a"}),
            keeper="school-a",
            started_by="school-a",
            person="iris",
            has_reason=True,
        )

        assert not permits(actor=someone("po_ib"), act=act, resource=elsewhere)

    def test_lets_a_coordinator_read_no_dossier(self):
        with_reason = Resource(
            region=REGION, has_reason=True, participants=frozenset({"school-a"})
        )

        assert not permits(
            actor=someone("regiocoordinator"), act=Act.READ_CASE, resource=with_reason
        )

    @pytest.mark.parametrize("role", ["auditor", "fg"])
    def test_lets_supervisors_read_only_with_a_reason(self, role):
        reader = someone(role, organisation="swv-a")

        assert not permits(actor=reader, act=Act.READ_CASE, resource=CASE)
        assert permits(
            actor=reader,
            act=Act.READ_CASE,
            resource=Resource(region=REGION, has_reason=True),
        )

    def test_knows_a_role_of_a_region_as_a_behandelaar(self):
        assert group_of("ok_coach") is Group.BEHANDELAAR
        assert group_of("") is None


class TestRequire:
    def test_says_forbidden_to_who_never_may(self):
        with pytest.raises(Forbidden) as refused:
            require(actor=someone("po_ib"), act=Act.RETRY_INCIDENT, resource=CASE)

        assert refused.value.code == "forbidden"
        assert "Er is niets verwerkt." in str(refused.value)

    def test_says_not_yours_to_who_may_elsewhere(self):
        with pytest.raises(NotYours):
            require(actor=someone("po_ib"), act=Act.CHANGE_TERM, resource=CASE)

    def test_lets_the_clock_complete_what_the_table_gives_it_only(self):
        require(actor=CLOCK, act=Act.START_CASE, resource=CASE)

        with pytest.raises(NotYours):
            require(actor=CLOCK, act=Act.WITHDRAW_CASE, resource=CASE)


class TestRoleFor:
    account = Account(
        region=REGION,
        id="iris",
        name="Iris",
        organisation="swv-a",
        roles=("swv_loket", "regiocoordinator", "swv_adviseur"),
    )

    def test_prefers_the_role_whose_work_it_is(self):
        place = Resource(region=REGION, role="swv_adviseur", organisation="swv-a")

        found = role_for(account=self.account, act=Act.COMPLETE_TASK, resource=place)

        assert found == "swv_adviseur"

    def test_finds_the_one_role_that_may(self):
        place = Resource(region=REGION)

        assert acting(account=self.account, act=Act.CHECK_ROUTE, resource=place).role == (
            "regiocoordinator"
        )

    def test_raises_when_none_may(self):
        with pytest.raises(Forbidden):
            acting(
                account=self.account,
                act=Act.EXPORT_PERSON,
                resource=Resource(region=REGION),
            )

    def test_tells_what_may_be_done_everywhere(self):
        assert may_everywhere(account=self.account, act=Act.SEE_CASE)
        assert not may_everywhere(account=self.account, act=Act.READ_CASE)


def _for_role(resource, role):
    return Resource(region=resource.region, role=role, organisation=resource.organisation)
