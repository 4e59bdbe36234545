"""A link works for one person, one thing and a while; guessing and reusing it do not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests import private_case as pc
from tests.letter_route import add_organisations
from tests.link_route import (
    MAIL,
    NAME,
    REPLY,
    WORDS,
    begin,
    events,
    found,
    make,
    open_task,
    publish_family,
    send,
    start,
    told_code,
    wrong,
)
from tests.small_route import LOKET, SCHOOL, START

from doorgang_engine.errors import (
    SubmissionInvalid,
)
from doorgang_engine.history.verify import verify_case
from doorgang_engine.link import (
    CODE_LASTS,
    MOST_CODES,
    MOST_TRIES,
    MOST_WRONG,
    SESSION_LASTS,
    CodeNotSent,
    CodeRefused,
    LinkEnded,
    LinkNotFound,
    Purpose,
    reply_of,
)
from doorgang_engine.links.making import withdraw_link
from doorgang_engine.links.opening import (
    end_session,
    open_link,
    open_with_code,
    send_code,
    session_of,
    spoken_code,
)
from doorgang_engine.model import TaskStatus
from doorgang_engine.outgoing.letters import MAIL as MAIL_JOB
from doorgang_engine.outgoing.letters import letter_of, open_for_letter
from doorgang_engine.tasks import complete_task


@pytest.fixture
def case(parts):
    add_organisations(parts)
    publish_family(parts)
    return start(parts)


class TestOpeningALink:
    def test_needs_the_token(self, parts, case):
        make(parts, case)

        for guess in ("", "x", "A" * 32):
            with pytest.raises(LinkNotFound):
                open_link(guess, parts=parts, now=START)

    def test_needs_the_code(self, parts, case):
        link, token = make(parts, case)
        code = told_code(parts, link)

        with pytest.raises(CodeRefused):
            open_with_code(token, code=wrong(code), parts=parts, now=START)
        with pytest.raises(CodeRefused):
            open_with_code(token, code="", parts=parts, now=START)

        assert found(parts, link).wrong == 2
        assert open_with_code(token, code=f" {code[:3]} {code[3:]}", parts=parts, now=START)

    def test_needs_that_a_code_was_made(self, parts, case):
        _, token = make(parts, case)

        with pytest.raises(CodeRefused):
            open_with_code(token, code="", parts=parts, now=START)

    def test_takes_a_code_once(self, parts, case):
        link, token = make(parts, case)
        code = told_code(parts, link)
        open_with_code(token, code=code, parts=parts, now=START)

        with pytest.raises(CodeRefused):
            open_with_code(token, code=code, parts=parts, now=START)

    def test_takes_no_code_of_another_link(self, parts, case):
        first, _ = make(parts, case)
        _, token = make(parts, case)
        code = told_code(parts, first)

        with pytest.raises(CodeRefused):
            open_with_code(token, code=code, parts=parts, now=START)

    def test_takes_no_earlier_code(self, parts, case):
        link, token = make(parts, case)
        earlier = told_code(parts, link)
        while (newer := told_code(parts, link)) == earlier:
            pass

        with pytest.raises(CodeRefused):
            open_with_code(token, code=earlier, parts=parts, now=START)
        assert open_with_code(token, code=newer, parts=parts, now=START)

    def test_takes_no_code_that_is_too_old(self, parts, case):
        link, token = make(parts, case)
        code = told_code(parts, link)

        with pytest.raises(CodeRefused):
            open_with_code(token, code=code, parts=parts, now=START + timedelta(hours=1))

    def test_gives_few_tries_of_a_code(self, parts, case):
        link, token = make(parts, case)
        code = told_code(parts, link)
        for _ in range(MOST_TRIES):
            with pytest.raises(CodeRefused):
                open_with_code(token, code=wrong(code), parts=parts, now=START)

        with pytest.raises(CodeRefused):
            open_with_code(token, code=code, parts=parts, now=START)

    def test_locks_a_link_on_which_is_guessed_whatever_codes_come(self, parts, case):
        link, token = make(parts, case)
        code = ""
        for at in range(MOST_WRONG):
            code = code if at % MOST_TRIES else told_code(parts, link)
            with pytest.raises(CodeRefused):
                open_with_code(token, code=wrong(code), parts=parts, now=START)

        with pytest.raises(LinkNotFound):
            open_link(token, parts=parts, now=START)
        assert found(parts, link).withdrawn_by == "slot"
        assert found(parts, link).address == b""

    def test_makes_few_codes(self, parts, case):
        link, _ = make(parts, case)
        for _ in range(MOST_CODES):
            told_code(parts, link)

        with pytest.raises(CodeNotSent):
            told_code(parts, link)

    def test_works_until_it_expires(self, parts, case):
        _, token = make(parts, case, days=2)

        open_link(token, parts=parts, now=START + timedelta(days=2, seconds=-1))
        with pytest.raises(LinkNotFound):
            open_link(token, parts=parts, now=START + timedelta(days=2))

    def test_is_over_as_soon_as_the_link_is_withdrawn(self, parts, case):
        link, token = make(parts, case)
        session = begin(parts, link, token)

        withdraw_link(link_id=link.id, case_id=case.id, actor=LOKET, parts=parts, now=START)

        with pytest.raises(LinkNotFound):
            open_link(token, parts=parts, now=START)
        with pytest.raises(LinkNotFound):
            send(parts, session)
        assert [actor for actor, _ in events(parts, case, "link_withdrawn")] == [LOKET.id]
        with pytest.raises(LinkEnded):
            withdraw_link(link_id=link.id, case_id=case.id, actor=LOKET, parts=parts, now=START)

    def test_is_withdrawn_in_its_own_case_only(self, parts, case):
        link, _ = make(parts, case)
        other = start(parts)

        with pytest.raises(LinkNotFound):
            withdraw_link(link_id=link.id, case_id=other.id, actor=LOKET, parts=parts, now=START)
        with pytest.raises(LinkNotFound):
            spoken_code(link_id=link.id, case_id=other.id, actor=LOKET, parts=parts, now=START)


class TestMailingACode:
    def test_puts_it_sealed_in_the_outbox(self, parts, case, database):
        _, token = make(parts, case)

        send_code(token, language="nl", parts=parts, now=START)

        assert pc.found_in_rows(database, (MAIL,)) == set()
        with parts.new_uow() as uow:
            job = uow.jobs.take(at=START, kinds=[MAIL_JOB])
            key = uow.cases.key(case.id)
        own = open_for_letter(letter_of(job).sealed, key=key, job_id=job.id)
        assert own.address == MAIL
        assert letter_of(job).until == START + CODE_LASTS
        assert open_with_code(token, code=own.secrets["code"], parts=parts, now=START)

    def test_is_refused_without_an_address(self, parts, case):
        _, token = make(parts, case, address="")

        with pytest.raises(CodeNotSent):
            send_code(token, language="nl", parts=parts, now=START)


class TestASession:
    def test_lasts_half_an_hour(self, parts, case):
        link, token = make(parts, case)
        session = begin(parts, link, token)

        with parts.new_uow() as uow:
            session_of(session, uow=uow, now=START + SESSION_LASTS - timedelta(seconds=1))
            with pytest.raises(LinkNotFound):
                session_of(session, uow=uow, now=START + SESSION_LASTS)

    def test_ends_when_its_person_stops_or_begins_another(self, parts, case):
        link, token = make(parts, case)
        first = begin(parts, link, token)
        second = begin(parts, link, token)

        with pytest.raises(LinkNotFound):
            send(parts, first)
        end_session(second, parts=parts)
        with pytest.raises(LinkNotFound):
            send(parts, second)

    def test_is_none_without_a_token(self, parts, case):
        make(parts, case)

        with pytest.raises(LinkNotFound):
            send(parts, "")


class TestAnswering:
    def test_keeps_the_reply_sealed_for_whose_task_it_is(self, parts, case, database):
        link, token = make(parts, case)

        send(parts, begin(parts, link, token))

        kept = found(parts, link)
        with parts.new_uow() as uow:
            reply = reply_of(kept, uow.cases.key(case.id))
        assert (reply.name, reply.answers) == (NAME, {**REPLY, "naam": NAME})
        assert pc.found_in_rows(database, (WORDS, NAME, MAIL)) == set()
        assert kept.address == b""
        assert open_task(parts, case).status is TaskStatus.OPEN

    def test_is_told_by_who_acted_with_a_hash(self, parts, case):
        link, token = make(parts, case)

        send(parts, begin(parts, link, token))

        [(actor, event)] = events(parts, case, "link_answered")
        assert actor == f"link:{link.id}"
        assert len(event.sha256) == 64
        assert verify_case(case_id=case.id, parts=parts).is_right

    def test_happens_once(self, parts, case):
        link, token = make(parts, case)
        session = begin(parts, link, token)
        send(parts, session)

        with pytest.raises(LinkNotFound):
            send(parts, session)
        with pytest.raises(LinkNotFound):
            open_link(token, parts=parts, now=START)

    def test_is_judged_by_the_form(self, parts, case):
        link, token = make(parts, case)
        session = begin(parts, link, token)

        with pytest.raises(SubmissionInvalid):
            send(parts, session, {"antwoord": "misschien"})
        with pytest.raises(SubmissionInvalid):
            send(parts, session, {**REPLY, "compleet": True})  # a field of the school

        assert found(parts, link).used_at is None

    def test_is_too_late_once_the_school_is_done(self, parts, case):
        link, token = make(parts, case)
        session = begin(parts, link, token)
        complete_task(
            task_id=link.task_id,
            submission={"compleet": True},
            actor=LOKET,
            parts=parts,
            now=START,
        )

        with pytest.raises(LinkEnded):
            send(parts, session)

    def test_completes_a_task_of_the_family(self, parts):
        add_organisations(parts)
        publish_family(parts, by_a_parent=True)
        case = start(parts)
        task = open_task(parts, case)
        link, token = make(parts, case, actor=SCHOOL)
        assert link.purpose is Purpose.TASK

        send(parts, begin(parts, link, token), {"compleet": True})

        [done] = events(parts, case, "task_completed")
        assert (done[0], done[1].task_id) == (f"link:{link.id}", task.id)
        assert found(parts, link).used_at == START
        with pytest.raises(LinkNotFound):
            open_link(token, parts=parts, now=START)
        assert verify_case(case_id=case.id, parts=parts).is_right


class TestForgetting:
    def test_takes_the_address_once_the_link_is_over(self, parts, case):
        link, _ = make(parts, case, days=1)

        with parts.new_uow() as uow:
            assert uow.links.forget_addresses(before=START + timedelta(hours=23)) == 0
            assert uow.links.forget_addresses(before=START + timedelta(hours=25)) == 1

        assert found(parts, link).address == b""


def test_who_has_a_link_has_no_account(parts, case):
    link, _ = make(parts, case)

    with parts.new_uow() as uow:
        assert uow.accounts.find(link.actor) is None
