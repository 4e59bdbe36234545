"""Retention, holds, lists approved by two people, and proof that nothing is left (D12.14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests import private_case as pc
from tests.small_route import REGION

from doorgang_engine.errors import Conflict, EngineError
from doorgang_engine.history.verify import verify_case
from doorgang_engine.model import CLOCK, Account
from doorgang_engine.privacy import destruction, erasure
from doorgang_engine.privacy.destruction import ApprovalRefused, ListNotOpen, approve, make_list
from doorgang_engine.privacy.erasure import carry_out_list, verify_certificates
from doorgang_engine.privacy.listing import retention_of
from doorgang_engine.privacy.records import ItemStatus
from doorgang_engine.privacy.retention import read_policy
from doorgang_engine.privacy.subjects import (
    HoldLiftedAlready,
    LeavingRefused,
    lift_hold,
    tell_all,
    withdraw_leaving,
)
from doorgang_engine.sealing import ContentDestroyed
from doorgang_engine.storage.scrub import scrub
from doorgang_engine.submissions import open_submission

POLICY = read_policy(config_dir=Path(__file__).parents[2] / "config")
DOSSIER_DUE, TLV_DUE, ALL_DUE = date(2026, 8, 1), date(2027, 8, 1), date(2029, 8, 1)


def at(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def dues(parts, case, *, as_of=ALL_DUE):
    with parts.new_uow() as uow:
        found = retention_of(
            uow.cases.get(case.id), policy=POLICY, as_of=as_of, uow=uow, parts=parts
        )
    return {due.record_class: due.on for due in found.dues}, found.held_by


def listed(parts, *, on):
    made = make_list(region=REGION, actor=CLOCK, policy=POLICY, parts=parts, now=at(on))
    if made is None:
        return None, []
    with parts.new_uow() as uow:
        return made, [i.record_class for i in uow.privacy.items(region=REGION, list_id=made.id)]


def approved(parts, *, on):
    made, _ = listed(parts, on=on)
    for who in (pc.RIK, pc.FRANK):
        approve(
            region=REGION, list_id=made.id, account=who, policy=POLICY, parts=parts, now=at(on)
        )
    return made


def carry_out(parts, made, *, on):
    return carry_out_list(
        region=REGION, list_id=made.id, actor=CLOCK, policy=POLICY, parts=parts, now=at(on)
    )


@pytest.fixture
def case(parts):
    pc.publish_private(parts)
    return pc.play(parts)


class TestRetention:
    def test_gives_each_record_class_its_own_day(self, parts, case):
        pc.leave_school(parts, case)

        found, held_by = dues(parts, case)

        assert found == {"leerlingdossier": DOSSIER_DUE, "tlv": TLV_DUE, "": ALL_DUE}
        assert held_by == ()

    def test_waits_for_the_day_on_which_the_child_leaves_school(self, parts, case):
        assert dues(parts, case)[0] == {"": None}

    def test_waits_again_when_the_child_did_not_leave_after_all(self, parts, case):
        departure = pc.leave_school(parts, case)

        withdraw_leaving(
            case_id=case.id,
            departure_id=departure.id,
            actor=pc.COORDINATOR,
            parts=parts,
            now=pc.AFTER_LEAVING,
        )

        assert dues(parts, case)[0] == {"": None}

    def test_counts_from_the_last_school_that_was_left(self, parts, case):
        pc.leave_school(parts, case)
        pc.leave_school(parts, case, left_on=date(2025, 7, 31), now=at(date(2025, 8, 1)))

        assert dues(parts, case)[0][""] == date(2030, 8, 1)

    def test_does_not_count_a_school_that_was_left_before_the_case_began(self, parts, case):
        pc.leave_school(parts, case, left_on=date(2023, 7, 31))

        assert dues(parts, case)[0] == {"": None}

    def test_refuses_a_departure_in_the_future(self, parts, case):
        with pytest.raises(LeavingRefused):
            pc.leave_school(parts, case, left_on=date(2024, 12, 31))

    def test_is_told_in_every_case_of_the_child(self, parts, case):
        other = pc.start_private(parts, subject=case.subject)

        pc.leave_school(parts, case)

        for one in (case, other):
            assert verify_case(case_id=one.id, parts=parts).is_right
            with parts.new_uow() as uow:
                kinds = [event.kind for event in uow.history.of_case(one.id)]
            assert kinds[-1] == "leaving_recorded"


class TestHold:
    @pytest.mark.parametrize("whole_child", [True, False])
    def test_keeps_everything_off_the_list(self, parts, case, whole_child):
        pc.leave_school(parts, case)
        hold = pc.hold(parts, case, whole_child=whole_child)

        assert listed(parts, on=ALL_DUE) == (None, [])

        lift_hold(
            region=REGION, hold_id=hold.id, actor=pc.COORDINATOR, parts=parts, now=at(ALL_DUE)
        )
        assert listed(parts, on=ALL_DUE)[1]
        with pytest.raises(HoldLiftedAlready):
            lift_hold(region=REGION, hold_id=hold.id, actor=pc.COORDINATOR, parts=parts)

    def test_ends_by_itself_on_its_last_day(self, parts, case):
        pc.leave_school(parts, case)
        pc.hold(parts, case, until=DOSSIER_DUE)

        assert dues(parts, case, as_of=DOSSIER_DUE)[1] == ("Bewaarplicht: Lopend geschil.",)
        assert dues(parts, case, as_of=date(2026, 8, 2))[1] == ()

    def test_is_there_by_itself_while_an_objection_runs(self, parts, case):
        pc.publish_private(parts, route="tlv-bezwaar")
        objection = pc.start_private(parts, subject=case.subject, route="tlv-bezwaar")
        pc.leave_school(parts, case)

        assert listed(parts, on=DOSSIER_DUE) == (None, [])
        assert objection.number in dues(parts, case)[1][0]

    def test_that_came_after_the_approval_still_holds(self, parts, case):
        pc.leave_school(parts, case)
        made = approved(parts, on=ALL_DUE)
        pc.hold(parts, case)

        carry_out(parts, made, on=ALL_DUE)

        with parts.new_uow() as uow:
            items = uow.privacy.items(region=REGION, list_id=made.id)
            assert uow.submissions.of_case(case.id)
        assert {item.status for item in items} == {ItemStatus.KEPT}


class TestList:
    def test_holds_what_is_due_and_no_more(self, parts, case):
        pc.leave_school(parts, case)

        assert listed(parts, on=date(2026, 7, 31)) == (None, [])
        assert listed(parts, on=DOSSIER_DUE)[1] == ["leerlingdossier"]

    def test_is_made_once_a_month(self, parts, case):
        pc.leave_school(parts, case)

        first, again = (listed(parts, on=DOSSIER_DUE)[0] for _ in range(2))

        assert first == again

    def test_does_not_propose_what_waits_on_an_earlier_list(self, parts, case):
        pc.leave_school(parts, case)
        listed(parts, on=DOSSIER_DUE)

        assert listed(parts, on=date(2026, 9, 1)) == (None, [])

    def test_needs_two_people_in_two_roles(self, parts, case):
        pc.leave_school(parts, case)
        made, _ = listed(parts, on=DOSSIER_DUE)
        both = Account(
            region=REGION, id="bo", name="Bo", organisation="x", roles=("regiocoordinator", "fg")
        )

        def say_yes(account):
            approve(region=REGION, list_id=made.id, account=account, policy=POLICY, parts=parts)

        say_yes(both)
        with pytest.raises(ApprovalRefused):
            say_yes(both)
        with pytest.raises(ApprovalRefused):
            say_yes(pc.RIK)
        with pytest.raises(ListNotOpen):
            carry_out(parts, made, on=DOSSIER_DUE)
        say_yes(pc.FRANK)
        with pytest.raises(ListNotOpen):
            say_yes(pc.FRANK)

    def test_loses_a_line_with_a_reason(self, parts, case):
        pc.leave_school(parts, case)
        made, _ = listed(parts, on=DOSSIER_DUE)

        destruction.take_off(
            region=REGION,
            list_id=made.id,
            case_id=case.id,
            record_class="leerlingdossier",
            reason="Ouders vroegen een afschrift",
            actor=pc.COORDINATOR,
            parts=parts,
            now=at(DOSSIER_DUE),
        )
        for who in (pc.RIK, pc.FRANK):
            approve(region=REGION, list_id=made.id, account=who, policy=POLICY, parts=parts)
        carry_out(parts, made, on=DOSSIER_DUE)

        with parts.new_uow() as uow:
            assert len(uow.submissions.of_case(case.id)) == 3


class TestDestruction:
    def test_of_one_class_leaves_the_others(self, parts, case):
        pc.leave_school(parts, case)

        carry_out(parts, approved(parts, on=DOSSIER_DUE), on=DOSSIER_DUE)

        with parts.new_uow() as uow:
            key = uow.cases.key(case.id)
            left = uow.submissions.of_case(case.id)
            assert key.destroyed == {"leerlingdossier"}
            assert [open_submission(one, key)["compleet"] for one in left] == [True, True]
        verdict = verify_case(case_id=case.id, parts=parts)
        assert verdict.is_right
        assert verdict.acts_destroyed == verdict.acts  # the first act was of that class

    def test_goes_on_where_a_crash_stopped_it(self, parts, case, monkeypatch):
        second = pc.start_private(parts, subject=case.subject)
        pc.withdraw(parts, second)
        pc.leave_school(parts, case)
        made = approved(parts, on=ALL_DUE)
        real, calls = erasure._destroy, []

        def crash(*given):
            calls.append(given)
            if len(calls) == 2:
                raise KeyboardInterrupt
            real(*given)

        monkeypatch.setattr(erasure, "_destroy", crash)
        with pytest.raises(KeyboardInterrupt):
            carry_out(parts, made, on=ALL_DUE)
        monkeypatch.undo()
        certificate = carry_out(parts, made, on=ALL_DUE)

        assert carry_out(parts, made, on=ALL_DUE) == certificate
        with parts.new_uow() as uow:
            items = uow.privacy.items(region=REGION, list_id=made.id)
            verify_certificates(uow.privacy.certificates(region=REGION))
        assert {item.status for item in items} == {ItemStatus.DESTROYED}

    def test_leaves_nothing_of_the_child_anywhere(self, parts, database, case, capfd):
        other = pc.start_private(parts, subject=case.subject)
        pc.withdraw(parts, other)
        pc.use_rights(parts, case)
        hold = pc.hold(parts, case)
        lift_hold(
            region=REGION, hold_id=hold.id, actor=pc.COORDINATOR, parts=parts, now=pc.AFTER_LEAVING
        )
        pc.leave_school(parts, case)
        with parts.new_uow() as uow:
            keys = {one.id: uow.cases.key(one.id) for one in (case, other)}
            wrapped = [
                uow.case_keys.get(region=REGION, case_id=one.id).wrapped for one in (case, other)
            ]
            sealed = [row.sealed for row in uow.history.of_case(case.id) if row.sealed]
        flush(database)

        # Before: all of it is there, and none of it can be read without the keys.
        assert_sealed(database, wrapped)

        made = approved(parts, on=ALL_DUE)
        certificate = carry_out(parts, made, on=ALL_DUE)
        assert scrub(database)

        assert pc.found_in_rows(database, [*pc.ALL, case.subject]) == set()
        gone = [*pc.ALL, case.subject, *wrapped]
        assert pc.found_on_disk(database, gone, leave_out=("pg_wal",)) == set()
        assert pc.found_on_disk(database, pc.ALL[:1]) == set()
        said = "".join(capfd.readouterr())
        assert [word for word in pc.ALL if word in said + certificate.content] == []
        for one in (case, other):
            verdict = verify_case(case_id=one.id, parts=parts)
            assert verdict.is_right, verdict
            assert verdict.acts_destroyed == verdict.acts
        with parts.new_uow() as uow:
            key = uow.cases.key(case.id)
            assert key.secret is None
            for content in sealed:
                with pytest.raises(ContentDestroyed):
                    key.open(content, "event")
        assert keys[case.id].secret  # an old copy of the keys is what a backup would hold

    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    def test_is_not_called_complete_while_somebody_can_still_see_the_keys(self, parts, database):
        with database.connect() as reader:
            reader.execution_options(isolation_level="REPEATABLE READ")
            reader.execute(sa.text("SELECT count(*) FROM alembic_version"))
            pc.publish_private(parts)
            pc.play(parts)
            with parts.new_uow() as uow:
                (ring,) = uow.case_keys.under(parts.vault.masters.active, limit=1)
                uow.case_keys.rewrap(ring, wrapped=b"")

            assert not scrub(database, patience=0)

        assert scrub(database)

    def test_is_told_when_the_chain_was_changed(self, parts, database, case):
        pc.leave_school(parts, case)
        carry_out(parts, approved(parts, on=ALL_DUE), on=ALL_DUE)
        with pc.mighty(database).begin() as connection:
            connection.execute(
                sa.text("UPDATE history SET actor = 'ander' WHERE case_id = :c AND number = 3"),
                {"c": case.id},
            )
            connection.execute(sa.text("UPDATE destruction_certificates SET content = '{}'"))

        assert not verify_case(case_id=case.id, parts=parts).is_right
        with parts.new_uow() as uow, pytest.raises(EngineError):
            verify_certificates(uow.privacy.certificates(region=REGION))


def flush(database):
    """Bring everything to the files of the database."""
    with pc.mighty(database).connect() as opened:
        connection = opened.execution_options(isolation_level="AUTOCOMMIT")
        if database.dialect.name == "postgresql":
            connection.execute(sa.text("CHECKPOINT"))


def assert_sealed(database, wrapped):
    family = {("accounts", pc.FAMILY), ("organisations", pc.FAMILY)}
    assert pc.found_in_rows(database, pc.ALL) == family
    assert {n for _, n in pc.found_on_disk(database, pc.ALL)} <= {pc.FAMILY.encode()}
    assert {n for _, n in pc.found_on_disk(database, wrapped)} == set(wrapped)


class TestDestroyedCase:
    def test_is_nobodys_any_more(self, parts, case):
        """A case without a pseudonym must not stand for all that were destroyed."""
        with parts.new_uow() as uow:
            gone = replace(uow.cases.get(case.id), subject="")

            assert uow.cases.of_subject("", region=case.region) == []
            with pytest.raises(Conflict, match="vernietigd"):
                tell_all(gone, None, actor=None, at=None, uow=uow)

    def test_of_another_region_is_not_found_by_the_same_pseudonym(self, parts, case):
        with parts.new_uow() as uow:
            assert uow.cases.of_subject(case.subject, region="elders") == []
            assert [one.id for one in uow.cases.of_subject(case.subject, region=case.region)]
