"""Naming and changing who takes part in a running case, on both databases."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from tests.naming_route import (
    ANNA,
    BPMN,
    BRAM,
    COORDINATOR,
    ELSE_PO,
    PO,
    STARTER,
    VO_A,
    VO_B,
    VO_GONE,
    naming_beginning,
    publish_naming,
)
from tests.small_route import START

from doorgang_engine.acts import DeliverMessage
from doorgang_engine.cases import start_case
from doorgang_engine.disclosure import disclosures_of
from doorgang_engine.dossier.contents import WHOLE
from doorgang_engine.dossier.desk import Door, reading_desk
from doorgang_engine.dossier.looks import Looker
from doorgang_engine.errors import (
    CaseNotFound,
    CaseNotRunning,
    Forbidden,
    NotYours,
    ParticipantUnknown,
    RequestReused,
    StaleRevision,
    SubmissionInvalid,
    TaskNotFound,
)
from doorgang_engine.history.reading import read
from doorgang_engine.history.verify import verify_case
from doorgang_engine.incidents import raise_incident, retry
from doorgang_engine.messages import deliver_message
from doorgang_engine.model import UNNAMED, CaseStatus, TaskStatus
from doorgang_engine.participant_change import change_participant
from doorgang_engine.participation import ParticipantNotNamed, ParticipantUnchanged
from doorgang_engine.storage.case_rows import SqlCases
from doorgang_engine.storage.unit_of_work import SqlUnitOfWork
from doorgang_engine.tasks import claim_task, complete_task

WHY = "Het kind gaat toch naar een andere school."


@pytest.fixture
def begun(parts):
    publish_naming(parts)
    return start_case(beginning=naming_beginning(), actor=STARTER, parts=parts, now=START)


@pytest.fixture
def named(parts, begun):
    return name(parts, begun, "22YY00")


def name(parts, case, school, message="aanmelding", **more):
    return deliver_message(
        case_id=case.id,
        name=message,
        payload={"school": school},
        actor=STARTER,
        parts=parts,
        now=START,
        **more,
    )


def change(parts, case, organisation, *, kind="vo_school", actor=COORDINATOR, **more):
    given = {"reason": WHY, "now": START} | more
    return change_participant(
        case_id=case.id, kind=kind, organisation=organisation, actor=actor, parts=parts, **given
    )


def open_task(parts, case):
    with parts.new_uow() as uow:
        (task,) = [t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN]
        return task


def complete(parts, task, actor):
    return complete_task(
        task_id=task.id, submission={"compleet": True}, actor=actor, parts=parts, now=START
    )


def told(parts, case):
    with parts.new_uow() as uow:
        key = uow.cases.key(case.id)
        return [(one, read(one, key)) for one in uow.history.of_case(case.id)]


def readers(parts, case):
    """Return who may read which form of a case."""
    with parts.new_uow() as uow:
        current = uow.cases.get(case.id)
        submissions = uow.submissions.of_case(case.id)
        content = parts.shelf.content(uow, case.bundle)
    happened = [(record.at, event) for record, event in told(parts, case)]
    shared = disclosures_of(current, roles=content["roles"], happened=happened)
    return {
        (one.element, who)
        for one in submissions
        for who in (PO, ELSE_PO, VO_A, VO_B)
        if shared.may_read(one, who)
    }


def look(parts, actor, at):
    with parts.new_uow() as uow:
        account = uow.accounts.find(actor.id)
    door = Door(parts=parts, reading=parts.new_uow, whole_region=parts.new_uow)
    with reading_desk(looker=Looker(account=account, place="proef"), door=door, now=START) as desk:
        return at(desk)


def is_verified(parts, case):
    return verify_case(case_id=case.id, parts=parts).differences == ()


class TestNaming:
    def test_is_done_in_a_step_of_the_route(self, parts, begun):
        assert "vo_school" not in begun.participants

        case = name(parts, begun, "22YY00")

        assert case.participants["vo_school"] == VO_A
        assert open_task(parts, case).organisation == VO_A
        assert ("begin", VO_A) in readers(parts, case)
        assert is_verified(parts, case)

    @pytest.mark.parametrize("text", ["22YY00", "22yy00", "22YY", "vo-anna", "anna college"])
    def test_knows_an_organisation_by_brin_id_or_name(self, parts, begun, text):
        assert name(parts, begun, text).participants["vo_school"] == VO_A

    @pytest.mark.parametrize("text", ["22WW00", "11ZZ00", "Onbekend College", "vo-gone"])
    def test_refuses_who_is_closed_of_another_kind_or_unknown(self, parts, begun, text):
        with pytest.raises(SubmissionInvalid) as refused:
            name(parts, begun, text)

        assert list(refused.value.fields) == ["school"]
        with parts.new_uow() as uow:
            assert uow.cases.get(begun.id).participants == {"po_school": PO}

    def test_again_by_the_route_replaces(self, parts, named):
        first = open_task(parts, named)

        case = name(parts, named, "22XX00", message="andere_school")

        assert case.participants["vo_school"] == VO_B
        assert open_task(parts, case).id == first.id
        assert open_task(parts, case).organisation == VO_B
        assert is_verified(parts, case)

    def test_of_the_same_one_changes_nothing(self, parts, named):
        name(parts, named, "22YY00", message="andere_school")

        changes = [e for _, e in told(parts, named) if e.kind == "participant_changed"]
        assert [(e.was, e.organisation, e.element) for e in changes] == [("", VO_A, "aangemeld")]


class TestChange:
    def test_moves_open_work_and_releases_it(self, parts, named):
        task = open_task(parts, named)
        claim_task(task_id=task.id, actor=ANNA, parts=parts)

        case = change(parts, named, VO_B)

        moved = open_task(parts, case)
        assert (moved.organisation, moved.claimed_by) == (VO_B, "")
        with pytest.raises(NotYours):
            complete(parts, moved, ANNA)
        complete(parts, moved, BRAM)
        assert is_verified(parts, case)

    def test_is_told_with_its_reason_sealed(self, parts, named):
        case = change(parts, named, VO_B)

        record, event = told(parts, case)[-1]
        assert (event.organisation_kind, event.was, event.organisation) == (
            "vo_school",
            VO_A,
            VO_B,
        )
        assert event.reason == WHY
        assert WHY not in record.fields
        assert record.actor == COORDINATOR.id

    def test_leaves_nothing_readable_to_the_one_before(self, parts, named):
        complete(parts, open_task(parts, named), ANNA)

        case = change(parts, named, VO_B)

        assert {who for _, who in readers(parts, case)} == {PO}

    def test_gives_the_new_one_nothing_that_was_shared_before(self, parts, named):
        assert ("begin", VO_A) in readers(parts, named)

        case = change(parts, named, VO_B)

        assert ("begin", VO_B) not in readers(parts, case)

    def test_gives_the_new_one_nothing_either_of_who_was_there_from_the_start(self, parts, begun):
        given = naming_beginning(participants={"po_school": PO, "vo_school": VO_A})
        case = start_case(beginning=given, actor=STARTER, parts=parts, now=START)
        case = name(parts, case, "22YY00")
        assert ("begin", VO_A) in readers(parts, case)

        case = change(parts, case, VO_B)

        assert {who for _, who in readers(parts, case)} == {PO}

    def test_back_again_does_not_open_what_was_closed(self, parts, named):
        change(parts, named, VO_B)

        case = change(parts, named, VO_A)

        assert ("begin", VO_A) not in readers(parts, case)

    def test_hides_work_that_was_done_from_who_did_it(self, parts, named):
        done = open_task(parts, named)
        complete(parts, done, ANNA)
        change(parts, named, VO_B)

        with pytest.raises(TaskNotFound):
            look(parts, ANNA, lambda desk: desk.task(done.id, shows=WHOLE))
        with pytest.raises(CaseNotFound):
            look(parts, ANNA, lambda desk: desk.dossier(named.id, shows=WHOLE))
        assert look(parts, BRAM, lambda desk: desk.dossier(named.id, shows=WHOLE)).readable == []

    def test_is_refused_to_who_may_not(self, parts, named):
        with pytest.raises(Forbidden):
            change(parts, named, VO_B, actor=ANNA)

    def test_is_for_who_started_the_case_too(self, parts, named):
        assert change(parts, named, VO_B, actor=STARTER).participants["vo_school"] == VO_B

    def test_ends_what_a_school_may_do_once_it_is_replaced_itself(self, parts, named):
        change(parts, named, ELSE_PO, kind="po_school", actor=STARTER)

        with pytest.raises(Forbidden):
            change(parts, named, VO_B, actor=STARTER)

    @pytest.mark.parametrize(
        ("kind", "organisation"),
        [
            ("vo_school", VO_GONE),
            ("vo_school", PO),
            ("vo_school", "nergens"),
            ("vo_school", ""),
            ("mbo", VO_B),
        ],
    )
    def test_refuses_who_cannot_stand_for_the_kind(self, parts, named, kind, organisation):
        with pytest.raises(ParticipantUnknown):
            change(parts, named, organisation, kind=kind)

    def test_refuses_who_takes_part_already(self, parts, named):
        with pytest.raises(ParticipantUnchanged):
            change(parts, named, VO_A)

    def test_refuses_a_revision_that_is_past(self, parts, named):
        with pytest.raises(StaleRevision):
            change(parts, named, VO_B, revision=named.revision - 1)

    def test_is_done_once_for_one_request(self, parts, named):
        first = change(parts, named, VO_B, request_id="een")

        again = change(parts, named, VO_B, request_id="een")

        assert again.revision == first.revision
        with pytest.raises(RequestReused):
            change(parts, named, VO_A, request_id="een")

    def test_is_refused_once_the_case_is_over(self, parts, named):
        for actor in (ANNA, ANNA):
            case = complete(parts, open_task(parts, named), actor)

        assert case.status is CaseStatus.COMPLETED
        with pytest.raises(CaseNotRunning):
            change(parts, case, VO_B)

    def test_can_be_done_in_an_incident_and_what_failed_goes_on_from_there(self, parts, begun):
        act_on = {"organisation_kind": "vo_school", "was": "", "organisation": VO_A}
        incident = raise_incident(
            case_id=begun.id,
            act=DeliverMessage(name="aanmelding", names={**act_on, "element": "aangemeld"}),
            actor=STARTER,
            code="unexpected",
            parts=parts,
            now=START,
        )

        waiting = change(parts, begun, VO_B)
        case = retry(incident_id=incident.id, actor=COORDINATOR, parts=parts, now=START)

        assert waiting.status is CaseStatus.INCIDENT
        assert case.participants["vo_school"] == VO_A
        assert open_task(parts, case).organisation == VO_A
        assert is_verified(parts, case)


class TestVerification:
    def test_finds_that_somebody_was_put_in_another_place(self, parts, named):
        change(parts, named, VO_B)
        with parts.new_uow() as uow:
            case = uow.cases.lock(case_id=named.id).case
            uow.cases.save(replace(case, participants={**case.participants, "vo_school": VO_A}))

        (difference,) = verify_case(case_id=named.id, parts=parts).differences

        assert difference.field == "participants.vo_school"
        assert (difference.recorded, difference.replayed) == (VO_A, VO_B)


class StaleTasks(SqlCases):
    """Reads a task as it was before somebody else came in its organisation's place."""

    def lock_for_task(self, *, task_id, request_id=None):
        locked = super().lock_for_task(task_id=task_id, request_id=request_id)
        return replace(locked, task=replace(locked.task, organisation=VO_A))


class StaleReading(SqlUnitOfWork):
    def __enter__(self):
        super().__enter__()
        self.cases = StaleTasks(self._connection, self._vault)
        return self


class TestCompletingMeanwhile:
    def test_is_refused_to_who_was_just_replaced(self, parts, named, database):
        task = open_task(parts, named)
        change(parts, named, VO_B)
        late = replace(parts, new_uow=partial(StaleReading, database, parts.vault))

        with pytest.raises(NotYours):
            complete(late, task, ANNA)

    def test_is_not_claimed_by_who_was_just_replaced(self, parts, named):
        task = open_task(parts, named)
        change(parts, named, VO_B)

        with parts.new_uow() as uow:
            taken = uow.tasks.claim(task_id=task.id, organisation=VO_A, by=ANNA.id)

        assert not taken


class TestWhoIsNotNamed:
    def test_work_is_nobodys_until_there_is_one(self, parts):
        # The check of the start was gone round: a route whose step names nobody.
        publish_naming(
            parts,
            bpmn=BPMN.replace(' dg:deelnemer="vo_school"', "", 1).replace(
                'dg:aan="vo"', 'dg:aan="ib"'
            ),
        )
        case = start_case(beginning=naming_beginning(), actor=STARTER, parts=parts, now=START)
        case = name(parts, case, "22YY00")
        task = open_task(parts, case)

        assert task.organisation == UNNAMED
        for actor in (ANNA, BRAM):
            with pytest.raises(NotYours):
                claim_task(task_id=task.id, actor=actor, parts=parts)
        case = change(parts, case, VO_A)
        assert claim_task(task_id=open_task(parts, case).id, actor=ANNA, parts=parts)

    def test_nothing_is_shared_with(self, parts):
        publish_naming(parts, bpmn=BPMN.replace(' dg:deelnemer="vo_school"', "", 1))
        case = start_case(beginning=naming_beginning(), actor=STARTER, parts=parts, now=START)

        with pytest.raises(ParticipantNotNamed):
            name(parts, case, "22YY00")

        with parts.new_uow() as uow:
            (incident,) = uow.incidents.of_case(case.id)
        change(parts, case, VO_A)
        case = retry(incident_id=incident.id, actor=COORDINATOR, parts=parts, now=START)
        assert ("begin", VO_A) in readers(parts, case)
