"""Two people do a task: one fills in, another signs; told of both, and nobody signs their own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text
from tests.small_route import (
    ANDER,
    BEGINNER,
    BPMN,
    LOKET,
    REGION,
    SCHOOL,
    START,
    beginning,
    publish,
)

from doorgang_engine import acts
from doorgang_engine.advance import enter
from doorgang_engine.attachments import LOOSE_FOR, Received, keep_attachment, place_of_task
from doorgang_engine.bpmn.signed import SignatureNeeded
from doorgang_engine.cases import start_case
from doorgang_engine.enact import enact
from doorgang_engine.errors import (
    NotYours,
    ReasonMissing,
    SamePerformer,
    SubmissionInvalid,
)
from doorgang_engine.history.reading import read as read_event
from doorgang_engine.history.verify import verify_case
from doorgang_engine.model import Account, Organisation, TaskStatus
from doorgang_engine.participant_change import change_participant
from doorgang_engine.preview import preview_completion
from doorgang_engine.sealing import SealBroken
from doorgang_engine.signing import (
    NothingToSign,
    find_signing,
    forget_signings,
    refuse_to_sign,
    send_task,
    sign_task,
)
from doorgang_engine.tasks import complete_task

#: The school signs what the desk fills in.
SIGNED = BPMN.replace(
    'dg:formulier="toets" dg:termijn="proef.toets"',
    'dg:formulier="toets" dg:termijn="proef.toets" dg:medeondertekening="school"',
)
#: A colleague of the same role does.
BY_COLLEAGUE = SIGNED.replace('medeondertekening="school"', 'medeondertekening="loket"')
SAM = Account(region=REGION, id="sam", name="", organisation="school-proef", roles=("school",))
FORM = {"compleet": True, "toelichting": "Noor heeft hulp nodig"}


def begun(parts, bpmn=SIGNED):
    publish(parts, bpmn=bpmn)
    return start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)


def task_of(parts, case, element="toetsen"):
    with parts.new_uow() as uow:
        return next(t for t in uow.tasks.of_case(case.id) if t.element == element)


def send(parts, case, *, actor=LOKET, form=FORM):
    task = task_of(parts, case)
    return send_task(task_id=task.id, submission=form, actor=actor, parts=parts, now=START)


def sign(parts, case, *, actor=SCHOOL, **more):
    return sign_task(task_id=task_of(parts, case).id, actor=actor, parts=parts, now=START, **more)


def refuse(parts, case, *, actor=SCHOOL, reason="De toelichting klopt niet"):
    task = task_of(parts, case)
    return refuse_to_sign(task_id=task.id, reason=reason, actor=actor, parts=parts, now=START)


def happened(parts, case):
    with parts.new_uow() as uow:
        key = uow.cases.key(case.id)
        return [(one.actor, read_event(one, key)) for one in uow.history.of_case(case.id)]


def told(parts, case):
    return [
        (actor, event.kind)
        for actor, event in happened(parts, case)
        if "signature" in event.kind or event.kind == "task_completed"
    ]


@pytest.fixture
def case(parts):
    return begun(parts)


class TestAsk:
    def test_passes_the_task_to_who_signs(self, parts, case):
        send(parts, case)

        task = task_of(parts, case)
        assert (task.status, task.role, task.organisation) == (
            TaskStatus.OPEN, "school", "school-proef",
        )  # fmt: skip
        assert told(parts, case) == [("loes", "signature_asked")]

    def test_shows_the_signer_what_was_filled_in(self, parts, case):
        send(parts, case)

        task = task_of(parts, case)
        with parts.new_uow() as uow:
            found = find_signing(task, account=SAM, uow=uow)
        assert (found.values, found.row.account, found.waits) == (FORM, "loes", True)

    def test_is_no_part_of_the_dossier_yet(self, parts, case):
        send(parts, case)

        with parts.new_uow() as uow:
            assert [one.form for one in uow.submissions.of_case(case.id)] == ["aanvraag"]

    def test_judges_the_form_first(self, parts, case):
        with pytest.raises(SubmissionInvalid):
            send(parts, case, form={})
        assert task_of(parts, case).role == "loket"

    def test_is_done_once(self, parts, case):
        send(parts, case)

        with pytest.raises(NotYours):  # it is the school's now
            send(parts, case)

    def test_stores_nothing_readable_and_opens_for_its_own_task_only(self, parts, case):
        send(parts, case)
        other = replace(task_of(parts, case), id="ander")
        with parts.new_uow() as uow:
            (row,) = uow.connection.execute(text("SELECT * FROM signings")).all()
            assert "Noor" not in str(row)
            uow.connection.execute(text("UPDATE signings SET task_id = 'ander'"))
            with pytest.raises(SealBroken):
                find_signing(other, account=SAM, uow=uow)


class TestSign:
    def test_completes_the_task_with_both(self, parts, case):
        send(parts, case)

        sign(parts, case)

        task = task_of(parts, case)
        assert (task.status, task.closed_by) == (TaskStatus.COMPLETED, "sam")
        assert told(parts, case) == [
            ("loes", "signature_asked"),
            ("sam", "signature_given"),
            ("sam", "task_completed"),
        ]
        given = next(e for _, e in happened(parts, case) if e.kind == "signature_given")
        assert given.filled_in_by == "loes"
        assert task_of(parts, case, "controleren").status is TaskStatus.OPEN

    def test_keeps_the_form_as_of_who_filled_it_in(self, parts, case):
        send(parts, case)
        sign(parts, case)

        task = task_of(parts, case)
        with parts.new_uow() as uow:
            made = next(s for s in uow.submissions.of_case(case.id) if s.form == "toets")
            row = uow.signings.find(region=REGION, task_id=task.id)
        assert (made.actor, made.role, made.organisation) == ("loes", "loket", "swv-proef")
        assert row is None

    def test_is_proven_by_playing_the_history_again(self, parts, case):
        send(parts, case)
        refuse(parts, case)
        send(parts, case)
        sign(parts, case)

        assert verify_case(case_id=case.id, parts=parts).differences == ()

    def test_of_ones_own_form_is_refused(self, parts):
        case = begun(parts, BY_COLLEAGUE)
        send(parts, case)

        with pytest.raises(SamePerformer):
            sign(parts, case, actor=LOKET)
        sign(parts, case, actor=ANDER)
        assert task_of(parts, case).status is TaskStatus.COMPLETED

    def test_counts_both_for_the_second_pair_of_eyes(self, parts):
        case = begun(parts, BY_COLLEAGUE)
        send(parts, case)
        sign(parts, case, actor=ANDER)
        check = task_of(parts, case, "controleren")

        for actor in (LOKET, ANDER):
            with pytest.raises(SamePerformer):
                complete_task(
                    task_id=check.id, submission=FORM, actor=actor, parts=parts, now=START
                )

    def test_cannot_be_left_out(self, parts, case):
        with pytest.raises(SignatureNeeded):
            complete_task(
                task_id=task_of(parts, case).id,
                submission=FORM,
                actor=LOKET,
                parts=parts,
                now=START,
            )

    def test_cannot_be_left_out_in_the_route_itself(self, parts, case):
        task = task_of(parts, case)
        with parts.new_uow() as uow:
            locked = uow.cases.lock(case_id=case.id)
            passage = enter(locked, parts.shelf.runnable(uow, case.bundle), now=START)
        act = acts.CompleteTask(task_id=task.id, exports={"compleet": True})
        with pytest.raises(SignatureNeeded):
            enact(passage.running, act, actor="loes")
        with pytest.raises(SamePerformer):
            enact(passage.running, replace(act, filled_in_by="loes"), actor="loes")

    def test_is_refused_to_others_and_before_there_is_anything(self, parts, case):
        with pytest.raises(NotYours):
            sign(parts, case)
        send(parts, case)
        with pytest.raises(NotYours):
            sign(parts, case, actor=ANDER)

    def test_twice_with_one_request_is_one_act(self, parts, case):
        send(parts, case)

        first = sign(parts, case, request_id="eens")
        again = sign(parts, case, request_id="eens")

        assert first.acts == again.acts == 2

    def test_uses_the_files_of_who_filled_it_in_also_days_later(self, parts, case):
        task = task_of(parts, case)
        received = Received(name="a.pdf", media_type="application/pdf", content=b"%PDF")
        with parts.new_uow() as uow:
            keep_attachment(
                received,
                region=REGION,
                place=place_of_task(task.id),
                field="bewijs",
                actor=LOKET,
                uow=uow,
                vault=parts.vault,
                now=START,
                case_id=case.id,
            )
        send(parts, case)

        with parts.new_uow() as uow:
            assert uow.attachments.loose(before=START + 9 * LOOSE_FOR) == []

    def test_is_foretold_with_who_filled_it_in(self, parts, case):
        send(parts, case)

        told = preview_completion(
            task_id=task_of(parts, case).id,
            submission=FORM,
            actor=SCHOOL,
            parts=parts,
            filled_in_by=LOKET,
            now=START,
        )

        assert "task_opened" in [event.kind for event in told.events]


class TestRefuse:
    def test_gives_the_task_back_with_form_and_reason(self, parts, case):
        send(parts, case)
        refuse(parts, case)

        task = task_of(parts, case)
        loes = Account(
            region=REGION, id="loes", name="", organisation="swv-proef", roles=("loket",)
        )
        with parts.new_uow() as uow:
            found = find_signing(task, account=loes, uow=uow)
        assert (task.role, task.organisation, task.claimed_by) == ("loket", "swv-proef", "loes")
        assert (found.values, found.reason, found.waits) == (
            FORM, "De toelichting klopt niet", False,
        )  # fmt: skip
        assert told(parts, case)[-1] == ("sam", "signature_refused")

    def test_seals_the_reason(self, parts, case):
        send(parts, case)
        refuse(parts, case, reason="Zij is verhuisd")

        with parts.new_uow() as uow:
            fields = [one.fields for one in uow.history.of_case(case.id)]
        assert "verhuisd" not in str(fields)

    @pytest.mark.parametrize("reason", ["", "  ", "a" * 2001])
    def test_asks_for_a_reason(self, parts, case, reason):
        send(parts, case)

        with pytest.raises(ReasonMissing):
            refuse(parts, case, reason=reason)

    def test_is_not_for_who_filled_it_in(self, parts):
        case = begun(parts, BY_COLLEAGUE)
        send(parts, case)

        with pytest.raises(SamePerformer):
            refuse(parts, case, actor=LOKET)

    def test_lets_nobody_sign_what_was_sent_back(self, parts):
        case = begun(parts, BY_COLLEAGUE)
        send(parts, case)
        refuse(parts, case, actor=ANDER)

        with pytest.raises(NothingToSign):
            sign(parts, case, actor=ANDER)


class TestOrganisations:
    def test_that_come_instead_sign_instead(self, parts, case):
        with parts.new_uow() as uow:
            uow.organisations.add(
                [
                    Organisation(region=REGION, id=one, kind="po_school", name=one)
                    for one in ("school-proef", "school-ander")
                ]
            )
        send(parts, case)
        rik = replace(BEGINNER, id="rik", organisation="swv-proef")

        change_participant(
            case_id=case.id,
            kind="po_school",
            organisation="school-ander",
            reason="Verhuisd",
            actor=rik,
            parts=parts,
            now=START,
        )

        assert task_of(parts, case).organisation == "school-ander"


class TestEnd:
    def test_goes_when_the_task_is_over(self, parts, case):
        send(parts, case)
        kept, task = forget_signings(parts=parts), task_of(parts, case)
        with parts.new_uow() as uow:
            uow.tasks.close(task_ids=[task.id], status="cancelled", at=START, by="klok")

        assert (kept, forget_signings(parts=parts)) == (0, 1)

    def test_goes_with_its_record_class(self, parts, case):
        send(parts, case)
        task = task_of(parts, case)
        with parts.new_uow() as uow:
            uow.erasure.erase_class(uow.cases.get(case.id), "leerlingdossier")
            assert uow.signings.find(region=REGION, task_id=task.id) is None
