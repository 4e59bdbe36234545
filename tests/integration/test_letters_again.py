"""A letter is made again with what was corrected since; the one that was made stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests import letter_route as lr
from tests.integration.test_letters import LATER, check, letters, play, published, text_of, told
from tests.small_route import LOKET, REGION, SCHOOL, START

from doorgang_engine.corrections.correcting import correct_submission
from doorgang_engine.correspondence.again import LetterAskedAlready, make_letter_again
from doorgang_engine.errors import Forbidden, NotYours, ReasonMissing
from doorgang_engine.history.verify import verify_case
from doorgang_engine.jobs import work_off
from doorgang_engine.letters.asking import MAKE_LETTER
from doorgang_engine.letters.letter import LetterNotFound
from doorgang_engine.model import Actor, Organisation

__all__ = ["published"]
WRONG, RIGHT = "Er mist een handtekening.", "Er mist niets."
WHY = "Verschreven"
RIK = Actor(id="rik", role="regiocoordinator", organisation="swv-proef", region=REGION)
NEXT_DAY = LATER + timedelta(days=1)


def ask(parts, case, letter_id, *, actor=LOKET, reason=WHY, now=LATER):
    return make_letter_again(
        case_id=case.id, letter_id=letter_id, reason=reason, actor=actor, parts=parts, now=now
    )


def correct(parts, case):
    with parts.new_uow() as uow:
        [wrong] = [one for one in uow.submissions.of_case(case.id) if one.form == "toets"]
    correct_submission(
        case_id=case.id,
        submission_id=wrong.id,
        submission={"compleet": True, "toelichting": RIGHT},
        reason=WHY,
        actor=LOKET,
        parts=parts,
        now=START + timedelta(hours=1),
    )


@pytest.fixture
def sent(published):
    """A letter with a mistake in it, that was corrected in the form."""
    case = play(published, note=WRONG)
    work_off(parts=published, at=START)
    correct(published, case)
    [letter] = letters(published, case)
    return case, letter


class TestALetterThatWasCorrected:
    def test_gets_a_new_number_and_the_old_one_stays(self, published, sent):
        case, old = sent
        before, _ = text_of(published, old)

        ask(published, case, old.id)
        work_off(parts=published, at=LATER)

        first, second = letters(published, case)
        assert (first.id, first.number, second.number) == (old.id, 1, 2)
        assert text_of(published, first)[0] == before
        assert second.organisations == first.organisations

    def test_says_what_was_corrected_what_it_replaces_and_its_own_day(self, published, sent):
        case, old = sent
        ask(published, case, old.id)
        work_off(parts=published, at=LATER)

        _, text = text_of(published, letters(published, case)[1])

        flat = " ".join(text.split())
        assert RIGHT in flat
        assert WRONG not in flat
        assert "in de plaats van de brief ‘Bericht over de aanvraag’ van vrijdag 15" in flat
        assert "(nummer 1)" in flat
        assert "zaterdag 16 januari 2027" in flat

    def test_keeps_the_wrong_words_when_it_is_only_late(self, published):
        case = play(published, note=WRONG)
        correct(published, case)

        work_off(parts=published, at=LATER)

        [letter] = letters(published, case)
        assert WRONG in text_of(published, letter)[1]

    def test_is_told_with_why(self, published, sent):
        case, old = sent

        job = ask(published, case, old.id)

        [event] = told(published, case, "letter_asked_again")
        assert (event.letter_id, event.replaces, event.reason) == (job.id, old.id, WHY)
        assert verify_case(case_id=case.id, parts=published).is_right

    def test_can_be_made_a_third_time_from_the_second(self, published, sent):
        case, old = sent
        second = ask(published, case, old.id)
        work_off(parts=published, at=LATER)

        ask(published, case, second.id, now=NEXT_DAY)
        work_off(parts=published, at=NEXT_DAY)

        assert [one.number for one in letters(published, case)] == [1, 2, 3]
        assert "(nummer 2)" in text_of(published, letters(published, case)[2])[1]

    def test_is_asked_once(self, published, sent):
        case, old = sent
        ask(published, case, old.id)

        with pytest.raises(LetterAskedAlready):
            ask(published, case, old.id)
        work_off(parts=published, at=LATER)
        with pytest.raises(LetterAskedAlready):
            ask(published, case, old.id)

    def test_needs_a_reason(self, published, sent):
        case, old = sent

        with pytest.raises(ReasonMissing):
            ask(published, case, old.id, reason=" ")

        assert told(published, case, "letter_asked_again") == []

    def test_is_for_the_sender_and_the_coordinator(self, published, sent):
        case, old = sent

        with pytest.raises(NotYours, match="andere organisatie verstuurt"):
            ask(published, case, old.id, actor=SCHOOL)
        with pytest.raises(Forbidden):
            ask(published, case, old.id, actor=replace(SCHOOL, role="auditor"))

        assert ask(published, case, old.id, actor=RIK).kind == MAKE_LETTER

    def test_is_found_in_its_own_case_only(self, published, sent):
        _, old = sent
        other = play(published)

        with pytest.raises(LetterNotFound):
            ask(published, other, old.id)


class TestALetterThatFailed:
    def failed(self, parts):
        lr.add_organisations(parts, family_only=True)
        lr.publish_with_letter(parts)
        case = play(parts)
        work_off(parts=parts, at=START)
        with parts.new_uow() as uow:
            [one] = uow.jobs.failing(case, kind=MAKE_LETTER)
        return case, one

    def mend(self, parts):
        with parts.new_uow() as uow:
            uow.organisations.add(
                [
                    Organisation(region=REGION, id="swv-proef", kind="swv", name="SWV"),
                    Organisation(
                        region=REGION, id="school-proef", kind="po_school", name="School"
                    ),
                ]
            )

    def test_is_known_with_why(self, parts):
        _, one = self.failed(parts)

        assert (one.code, one.job.content["letter"]) == ("letter_incomplete", lr.LETTER)

    def test_is_made_once_and_at_once(self, parts):
        case, one = self.failed(parts)
        self.mend(parts)
        soon = START + timedelta(seconds=1)

        ask(parts, case, one.job.id, now=soon)
        work_off(parts=parts, at=soon)
        work_off(parts=parts, at=LATER)

        [letter] = letters(parts, case)
        assert letter.number == 1
        assert "in de plaats van" not in text_of(parts, letter)[1]
        [event] = told(parts, case, "letter_asked_again")
        assert event.replaces == ""

    def test_fails_again_as_long_as_it_is_not_mended(self, parts):
        case, one = self.failed(parts)

        ask(parts, case, one.job.id)
        work_off(parts=parts, at=LATER)

        with parts.new_uow() as uow:
            [again] = uow.jobs.failing(case, kind=MAKE_LETTER)
        assert again.job.id != one.job.id

    def test_is_not_asked_while_it_is_first_made(self, published):
        case = play(published)
        with published.new_uow() as uow:
            job = uow.jobs.take(at=LATER)
            uow.jobs.again(job, at=LATER)

        with pytest.raises(LetterAskedAlready):
            ask(published, case, job.id)


def test_the_next_step_says_nothing_of_it(published, sent):
    case, old = sent
    ask(published, case, old.id)

    done = check(published, case, note="Klaar.", actor=replace(LOKET, id="lars"), now=LATER)

    assert done.status == "completed"
