"""A letter is made once, after the act, sealed; it tells what was known then and never changes."""

from __future__ import annotations

import hashlib
import io
from datetime import date, timedelta

import pytest
from pypdf import PdfReader
from tests import letter_route as lr
from tests import private_case as pc
from tests.integration.test_destruction import approved, carry_out
from tests.small_route import ANDER, BEGINNER, LOKET, REGION, START, beginning

from doorgang_engine.cases import start_case
from doorgang_engine.history.reading import read
from doorgang_engine.history.verify import verify_case
from doorgang_engine.jobs import TOLD_AT_ATTEMPT, work_off
from doorgang_engine.letters.letter import CONTENT
from doorgang_engine.model import Organisation, TaskStatus
from doorgang_engine.sealing import ContentDestroyed
from doorgang_engine.tasks import complete_task

LATER = START + timedelta(days=1)


def play(parts, *, note="Er mist niets.", participants=None):
    """A case in which the notice, and so the letter, was asked for."""
    case = start_case(
        beginning=beginning(participants=participants or lr.PARTICIPANTS),
        actor=BEGINNER,
        parts=parts,
        now=START,
    )
    return check(parts, case, note=note, actor=LOKET)


def check(parts, case, *, note, actor, now=START):
    with parts.new_uow() as uow:
        [task] = [t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN]
    answers = {"compleet": True, **({"toelichting": note} if note else {})}
    return complete_task(task_id=task.id, submission=answers, actor=actor, parts=parts, now=now)


def letters(parts, case):
    with parts.new_uow() as uow:
        return list(uow.letters.of_case(case))


def text_of(parts, letter):
    with parts.new_uow() as uow:
        found = uow.letters.find(region=letter.region, letter_id=letter.id)
        pdf = uow.cases.key(letter.case_id).open(found.content, CONTENT)
    return pdf, "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def told(parts, case, kind):
    with parts.new_uow() as uow:
        key = uow.cases.key(case.id)
        return [read(e, key) for e in uow.history.of_case(case.id) if e.kind == kind]


@pytest.fixture
def published(parts):
    lr.add_organisations(parts)
    lr.publish_with_letter(parts)
    return parts


class TestMakingALetter:
    def test_waits_until_the_act_is_over(self, published):
        case = play(published)

        assert letters(published, case) == []

    def test_happens_once(self, published):
        case = play(published)

        work_off(parts=published, at=START)
        work_off(parts=published, at=LATER)

        [letter] = letters(published, case)
        assert (letter.letter, letter.number, letter.version) == (lr.LETTER, 1, 3)
        assert letter.template_hash == hashlib.sha256(lr.TEXT.encode()).hexdigest()

    def test_says_what_was_filled_in_to_whom_the_step_names(self, published):
        case = play(published)
        work_off(parts=published, at=START)

        [letter] = letters(published, case)
        _, text = text_of(published, letter)

        for said in ("ouders van Noor Voorbeeld", "Compleet: ja", case.number, "Er mist niets."):
            assert said in text
        assert letter.organisations == ("swv-proef", "school-proef", lr.FAMILY)

    @pytest.mark.parametrize("now", [START, LATER])
    def test_says_what_was_known_at_the_act_and_not_what_came_after(self, published, now):
        case = play(published, note="Eerste oordeel.")
        case = check(published, case, note="Tweede oordeel.", actor=ANDER, now=now)

        work_off(parts=published, at=LATER)

        _, text = text_of(published, letters(published, case)[0])
        assert "Eerste oordeel." in text
        assert "Tweede oordeel." not in text

    def test_is_told_in_the_history_with_its_hash(self, published):
        case = play(published)
        work_off(parts=published, at=START)

        [event] = told(published, case, "letter_made")
        pdf, _ = text_of(published, letters(published, case)[0])

        assert event.sha256 == hashlib.sha256(pdf).hexdigest()
        assert verify_case(case_id=case.id, parts=published).is_right

    def test_leaves_nothing_readable_in_the_database(self, published, database):
        play(published, note="Bijzonderwoord")
        work_off(parts=published, at=START)

        assert pc.found_in_rows(database, ("Bijzonderwoord", "Voorbeeld\\n", "%PDF")) == set()

    def test_gives_a_new_one_a_number_of_its_own(self, published):
        first, second = play(published), play(published)

        work_off(parts=published, at=START)

        assert [one.number for one in letters(published, first)] == [1]
        assert [one.number for one in letters(published, second)] == [1]


class TestALetterThatCannotBeMade:
    def test_is_not_made_with_a_hole_and_the_coordinator_is_told_once(self, parts):
        lr.add_organisations(parts)
        lr.publish_with_letter(parts, text="<p>{{ toelichting }}</p>")
        case = play(parts, note="")

        for day in range(TOLD_AT_ATTEMPT + 3):
            work_off(parts=parts, at=START + timedelta(days=day))

        assert letters(parts, case) == []
        with parts.new_uow() as uow:
            notices = uow.notices.page(
                region=REGION, organisation="swv-proef", roles=["regiocoordinator"], limit=9
            )
        [notice] = notices
        assert "letter_incomplete" in notice.text

    def test_is_made_as_soon_as_it_can_be(self, parts):
        lr.add_organisations(parts, family_only=True)
        lr.publish_with_letter(parts)
        case = play(parts)
        work_off(parts=parts, at=START)
        assert letters(parts, case) == []

        with parts.new_uow() as uow:
            uow.organisations.add(
                [
                    Organisation(region=REGION, id="swv-proef", kind="swv", name="SWV"),
                    Organisation(
                        region=REGION, id="school-proef", kind="po_school", name="School"
                    ),
                ]
            )
        work_off(parts=parts, at=LATER)

        assert len(letters(parts, case)) == 1


class TestDestroying:
    def test_takes_the_letter_along_with_its_record_class(self, parts, database):
        lr.add_organisations(parts)
        changed = {"bpmn": lr.WITH_LETTER}
        lr.publish_with_letter(parts, **changed)
        case = play(parts, participants={**lr.PARTICIPANTS, "gezin": pc.FAMILY_ID})
        case = check(parts, case, note="Klaar.", actor=ANDER)
        work_off(parts=parts, at=START)
        [letter] = letters(parts, case)
        with parts.new_uow() as uow:
            sealed = uow.letters.find(region=REGION, letter_id=letter.id)
            uow.accounts.add([pc.RIK, pc.FRANK])
        pc.leave_school(parts, case, now=LATER, left_on=date(2027, 1, 15))

        made = approved(parts, on=date(2030, 1, 20))
        carry_out(parts, made, on=date(2030, 1, 20))

        assert letters(parts, case) == []
        with parts.new_uow() as uow:
            key = uow.cases.key(case.id)
        with pytest.raises(ContentDestroyed):
            key.open(sealed.content, CONTENT)
        assert told(parts, case, "letter_made")[0].sha256 == ""
        assert verify_case(case_id=case.id, parts=parts).is_right
