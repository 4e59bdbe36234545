"""A form that is filled in anew because there was a mistake in it, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.api.filed_route import PDF, SHARING, forms, publish_filed
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

from doorgang_engine.attachments import (
    Received,
    keep_attachment,
    place_of_correction,
    place_of_task,
)
from doorgang_engine.cases import start_case, withdraw_case
from doorgang_engine.corrections.correcting import correct_submission
from doorgang_engine.corrections.refusals import (
    AlreadyCorrected,
    CorrectionOfFourEyes,
    CorrectionSteersRoute,
    NothingCorrected,
)
from doorgang_engine.dossier.contents import WHOLE
from doorgang_engine.dossier.desk import Door, reading_desk
from doorgang_engine.dossier.looks import Looker
from doorgang_engine.errors import (
    CaseNotRunning,
    Forbidden,
    MandateMissing,
    NotYours,
    ReasonMissing,
    RequestReused,
    StaleRevision,
    SubmissionInvalid,
    SubmissionNotFound,
)
from doorgang_engine.history.verify import verify_case
from doorgang_engine.model import Account, TaskStatus
from doorgang_engine.tasks import complete_task

LATER = START + timedelta(days=2)
WHY = "Verkeerd overgenomen"
GOOD = {"compleet": True, "toelichting": "Twee verslagen"}
TWO_EYES = SHARING.replace(' dg:anders_dan="toetsen"', "")


def person(actor):
    return Account(
        region=REGION,
        id=actor.id,
        name=actor.id.title(),
        organisation=actor.organisation,
        roles=(actor.role,),
    )


def begun(parts):
    return start_case(beginning=beginning(), actor=LOKET, parts=parts, now=START)


@pytest.fixture
def case(parts):
    publish(parts, bpmn=TWO_EYES, forms=forms())
    return checked(parts, begun(parts))


def checked(parts, case, *, actor=LOKET, **more):
    given = {"compleet": True, "toelichting": "Drie verslagen"} | more
    return complete_task(
        task_id=open_task(parts, case).id,
        submission=given,
        actor=actor,
        parts=parts,
        now=START + timedelta(hours=1),
    )


def open_task(parts, case):
    with parts.new_uow() as uow:
        (task,) = [t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN]
        return task


def submissions(parts, case, element="toetsen"):
    with parts.new_uow() as uow:
        return [one for one in uow.submissions.of_case(case.id) if one.element == element]


def correct(parts, case, given=GOOD, *, of=None, **more):
    asked = {"actor": LOKET, "reason": WHY, "now": LATER} | more
    return correct_submission(
        case_id=case.id,
        submission_id=of or submissions(parts, case)[-1].id,
        submission=given,
        parts=parts,
        **asked,
    )


def read(parts, case, actor, at):
    door = Door(parts=parts, reading=parts.new_uow, whole_region=parts.new_uow)
    looker = Looker(account=person(actor), place="proef")
    with reading_desk(looker=looker, door=door, now=LATER) as desk:
        return at(desk.dossier(case.id, shows=WHOLE))


def answers(parts, case, actor):
    return read(
        parts,
        case,
        actor,
        lambda found: [
            (found.answers(one) or {}).get("toelichting")
            for one in found.readable
            if one.element == "toetsen"
        ],
    )


class TestCorrecting:
    def test_keeps_both_and_says_which_one_it_corrects(self, parts, case):
        correct(parts, case)

        old, new = submissions(parts, case)
        assert (old.corrects, new.corrects) == ("", old.id)
        assert (new.form_hash, new.at, new.actor) == (old.form_hash, LATER, "loes")
        assert answers(parts, case, LOKET) == ["Drie verslagen", "Twee verslagen"]

    def test_proves_itself(self, parts, case):
        correct(parts, case)
        checked(parts, case)

        verdict = verify_case(case_id=case.id, parts=parts)

        assert verdict.is_right
        assert verdict.acts == 4

    def test_moves_nothing(self, parts, case):
        before = open_task(parts, case)

        after = correct(parts, case)

        assert open_task(parts, case) == before
        assert after.status == case.status

    def test_by_a_colleague_in_the_same_role_is_good(self, parts, case):
        correct(parts, case, actor=ANDER)

        assert submissions(parts, case)[-1].actor == "lars"

    @pytest.mark.parametrize("actor", [SCHOOL, BEGINNER])
    def test_is_not_for_another(self, parts, case, actor):
        with pytest.raises(Forbidden):
            correct(parts, case, actor=actor)

    def test_is_done_once_when_asked_twice(self, parts, case):
        of = submissions(parts, case)[0].id
        for _ in range(2):
            correct(parts, case, of=of, request_id="een")

        assert len(submissions(parts, case)) == 2
        with pytest.raises(RequestReused):
            correct(parts, case, GOOD | {"toelichting": "Vier"}, of=of, request_id="een")

    def test_goes_on_from_the_correction_that_holds(self, parts, case):
        first = submissions(parts, case)[0].id
        correct(parts, case)

        with pytest.raises(AlreadyCorrected):
            correct(parts, case, GOOD | {"toelichting": "Een verslag"}, of=first)
        later = LATER + timedelta(hours=1)
        correct(parts, case, GOOD | {"toelichting": "Een verslag"}, now=later)

        assert [one.corrects for one in submissions(parts, case)] == [
            "", first, submissions(parts, case)[1].id,
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("more", "refused"),
        [
            ({"reason": " "}, ReasonMissing),
            ({"revision": 99}, StaleRevision),
            ({"of": "01a20063-7eab-716c-bbc3-000000000000"}, SubmissionNotFound),
            ({"given": {"toelichting": "Zonder oordeel"}}, SubmissionInvalid),
            ({"given": {"compleet": True, "toelichting": "Drie verslagen"}}, NothingCorrected),
        ],
    )
    def test_is_refused_when_something_is_wrong_and_keeps_nothing(
        self, parts, case, more, refused
    ):
        with pytest.raises(refused):
            correct(parts, case, **more)

        assert len(submissions(parts, case)) == 1

    def test_ends_with_the_case(self, parts, case):
        withdraw_case(case_id=case.id, reason="Klaar", actor=BEGINNER, parts=parts, now=START)

        with pytest.raises(CaseNotRunning):
            correct(parts, case)


class TestRoutingVariables:
    @pytest.mark.parametrize(
        ("given", "questions"),
        [
            ({"compleet": False, "toelichting": "Nee"}, ("Is de aanvraag compleet",)),
            ({"compleet": True, "bijzonder": True}, ("Is er iets bijzonders",)),
        ],
    )
    def test_are_never_changed_by_it(self, parts, case, given, questions):
        with pytest.raises(CorrectionSteersRoute) as refused:
            correct(parts, case, given)

        assert refused.value.questions == questions
        assert len(submissions(parts, case)) == 1

    def test_are_those_of_then_for_the_form(self, parts):
        """A question that was not asked for what was known then is not asked now either."""
        made = forms()
        made["toets"]["sections"][0]["fields"][2]["show_when"] = {
            "variable": "compleet", "is": True,
        }  # fmt: skip
        publish(parts, bpmn=TWO_EYES, forms=made)
        case = begun(parts)
        checked(parts, case)  # nothing is known yet, so there is no explanation

        with pytest.raises(NothingCorrected):
            correct(parts, case)


class TestFourEyes:
    def test_are_kept(self, parts):
        publish(parts, bpmn=SHARING, forms=forms())
        case = checked(parts, begun(parts))

        with pytest.raises(CorrectionOfFourEyes):
            correct(parts, case, actor=ANDER)
        correct(parts, case)

        assert len(submissions(parts, case)) == 2

    def test_ask_for_a_mandate_where_the_step_did(self, parts):
        decided = TWO_EYES.replace(
            'dg:formulier="toets" dg:termijn',
            'dg:formulier="toets" dg:mandaat="besluit" dg:termijn',
        )
        roles = {
            "loket": {"naam": "Loket", "organisatie": "swv", "mandaten": "besluit"},
            "school": {"naam": "School", "organisatie": "po_school"},
        }
        publish(parts, bpmn=decided, forms=forms(), roles=roles)
        case = checked(parts, begun(parts))
        deputy = ANDER.__class__(**{**vars(ANDER), "carries_mandate": False})

        with pytest.raises(MandateMissing):
            correct(parts, case, actor=deputy)


class TestSharing:
    def test_reaches_who_read_the_mistake_and_tells_them(self, parts, case):
        correct(parts, case)

        assert answers(parts, case, SCHOOL) == ["Drie verslagen", "Twee verslagen"]
        with parts.new_uow() as uow:
            told = uow.notices.page(
                region=REGION, organisation="school-proef", roles=("school",), limit=9
            )
        assert told[0].text == ("Een formulier dat met u is gedeeld, is verbeterd (AVG art. 19).")
        assert WHY in read(parts, case, SCHOOL, reasons)

    def test_does_not_reach_who_could_not_read_it(self, parts):
        publish(parts, bpmn=BPMN.replace(' dg:anders_dan="toetsen"', ""), forms=forms())
        case = checked(parts, begun(parts))

        correct(parts, case)

        assert answers(parts, case, SCHOOL) == []
        assert WHY not in read(parts, case, SCHOOL, reasons)
        with parts.new_uow() as uow:
            told = uow.notices.page(
                region=REGION, organisation="school-proef", roles=("school",), limit=9
            )
        assert "verbeterd" not in str([one.text for one in told])

    def test_of_who_was_replaced_is_over(self, parts, case):
        gone = LOKET.__class__(**{**vars(LOKET), "organisation": "swv-weg"})

        with pytest.raises(NotYours):
            correct(parts, case, actor=gone)


def reasons(found):
    return [e.reason for _, e in found.history if e.kind == "submission_corrected"]


class TestFiles:
    @pytest.fixture
    def filed(self, parts):
        publish_filed(parts)
        case = begun(parts)
        first = send(parts, case, place_of_task(open_task(parts, case).id))
        checked(parts, case, verslag=first)
        return case, first

    def test_stay_where_they_were(self, parts, filed):
        case, first = filed

        correct(parts, case, GOOD | {"verslag": first})

        assert held(parts, case) == [(first, submissions(parts, case)[0].id)]

    def test_come_with_the_correction(self, parts, filed):
        case, first = filed
        old = submissions(parts, case)[0].id
        second = send(parts, case, place_of_correction(old))

        correct(parts, case, GOOD | {"verslag": second})

        assert held(parts, case) == [(first, old), (second, submissions(parts, case)[1].id)]
        assert verify_case(case_id=case.id, parts=parts).is_right

    def test_of_another_step_are_refused(self, parts, filed):
        case, _ = filed
        other = send(parts, case, place_of_task(open_task(parts, case).id))

        with pytest.raises(SubmissionInvalid):
            correct(parts, case, GOOD | {"verslag": other})


def send(parts, case, place):
    with parts.new_uow() as uow:
        return keep_attachment(
            Received(name="verslag.pdf", media_type="application/pdf", content=PDF),
            region=REGION,
            place=place,
            field="verslag",
            actor=LOKET,
            uow=uow,
            vault=parts.vault,
            now=START,
            case_id=case.id,
        ).id


def held(parts, case):
    with parts.new_uow() as uow:
        found = uow.attachments.of_case(region=REGION, case_id=case.id)
    return sorted(((one.id, one.submission_id) for one in found), key=lambda one: one[1])
