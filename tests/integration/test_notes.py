"""Notes in a case: who reads which, what is kept of them, on both databases."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text
from tests.naming_route import (
    ANNA,
    BRAM,
    COORDINATOR,
    STARTER,
    VO_B,
    naming_beginning,
    publish_naming,
)
from tests.private_case import FRANK, RIK
from tests.small_route import ANDER, BEGINNER, LOKET, REGION, SCHOOL, START, beginning, publish

from doorgang_engine.cases import start_case, withdraw_case
from doorgang_engine.dossier.asking import Why, give_reason
from doorgang_engine.dossier.contents import WHOLE
from doorgang_engine.dossier.desk import Door, reading_desk
from doorgang_engine.dossier.looks import Looker, LookQuery
from doorgang_engine.errors import CaseNotFound, CaseNotRunning, Forbidden, NotYours, RequestReused
from doorgang_engine.history.verify import verify_case
from doorgang_engine.messages import deliver_message
from doorgang_engine.model import Account, Actor, Organisation
from doorgang_engine.note_making import make_note
from doorgang_engine.notes.note import LONGEST, Audience, NoteRefused
from doorgang_engine.participant_change import change_participant
from doorgang_engine.sealing import Vault
from doorgang_engine.storage.unit_of_work import SqlUnitOfWork

SAID = "Vlinderdas op maandag"
PARENT = Actor(id="piet", role="ouder", organisation="gezin-1", region=REGION)


def person(actor):
    return Account(
        region=REGION,
        id=actor.id,
        name=actor.id.title(),
        organisation=actor.organisation,
        roles=(actor.role,),
    )


@pytest.fixture
def case(parts):
    publish(parts)
    given = {"swv": "swv-proef", "po_school": "school-proef", "gezin": "gezin-1"}
    return start_case(
        beginning=beginning(participants=given), actor=BEGINNER, parts=parts, now=START
    )


def note(parts, case, *, audience=Audience.ALL, actor=LOKET, text=SAID, now=START, **more):
    return make_note(
        case_id=case.id, text=text, audience=audience, actor=actor, parts=parts, now=now, **more
    )


def door(parts):
    return Door(parts=parts, reading=parts.new_uow, whole_region=parts.new_uow)


def reads(parts, case, account, *, now=START):
    """Give the texts of the notes that somebody reads in a case."""
    looker = Looker(account=account, place="proef")
    with reading_desk(looker=looker, door=door(parts), now=now) as desk:
        return [said for _, said in desk.dossier(case.id, shows=WHOLE).notes]


class TestReading:
    def test_of_an_own_note_is_for_the_same_organisation(self, parts, case):
        note(parts, case, audience=Audience.OWN)

        assert reads(parts, case, person(LOKET)) == [SAID]
        assert reads(parts, case, person(ANDER)) == [SAID]
        assert reads(parts, case, person(PARENT)) == []

    def test_of_a_note_for_all_is_for_who_plays_a_part(self, parts, case):
        note(parts, case)

        assert reads(parts, case, person(PARENT)) == [SAID]
        assert reads(parts, case, person(SCHOOL)) == [SAID]

    def test_is_not_for_the_coordinator(self, parts, case):
        note(parts, case)

        assert reads(parts, case, RIK) == []

    def test_of_all_is_for_who_gave_a_reason_to_inspect(self, parts, case):
        note(parts, case, audience=Audience.OWN)
        assert reads(parts, case, FRANK) == []

        give_reason(
            case_id=case.id,
            why=Why(purpose="toezicht", reason="Steekproef van het kwartaal"),
            looker=Looker(account=FRANK, place="proef"),
            door=door(parts),
            lasts=timedelta(hours=1),
            now=START,
        )

        assert reads(parts, case, FRANK) == [SAID]

    def test_is_written_down_as_notes_only_when_there_were_some(self, parts, case):
        reads(parts, case, person(LOKET))
        note(parts, case)
        reads(parts, case, person(LOKET))

        with parts.new_uow() as uow:
            later, first = uow.looks.page(LookQuery(region=REGION, account="loes"))
        assert ("notities" in first.data, "notities" in later.data) == (False, True)


class TestChangingParticipant:
    @pytest.fixture
    def named(self, parts):
        publish_naming(parts)
        begun = start_case(beginning=naming_beginning(), actor=STARTER, parts=parts, now=START)
        return deliver_message(
            case_id=begun.id,
            name="aanmelding",
            payload={"school": "22YY00"},
            actor=STARTER,
            parts=parts,
            now=START,
        )

    def test_keeps_earlier_notes_from_who_comes_later(self, parts, named):
        note(parts, named, actor=STARTER)
        later = START + timedelta(hours=1)
        change_participant(
            case_id=named.id,
            kind="vo_school",
            organisation=VO_B,
            reason="Toch een andere school",
            actor=COORDINATOR,
            parts=parts,
            now=later,
        )
        note(parts, named, actor=STARTER, text="Nieuw", now=later + timedelta(hours=1))

        assert reads(parts, named, person(BRAM), now=later) == ["Nieuw"]
        assert reads(parts, named, person(STARTER), now=later) == [SAID, "Nieuw"]

    def test_takes_them_from_who_went(self, parts, named):
        note(parts, named, actor=ANNA, audience=Audience.OWN)
        assert reads(parts, named, person(ANNA)) == [SAID]

        change_participant(
            case_id=named.id,
            kind="vo_school",
            organisation=VO_B,
            reason="Toch een andere school",
            actor=COORDINATOR,
            parts=parts,
            now=START,
        )

        with pytest.raises(CaseNotFound):
            reads(parts, named, person(ANNA))
        assert reads(parts, named, person(BRAM)) == []


class TestMaking:
    def test_is_told_without_what_it_says(self, parts, case):
        note(parts, case)

        with parts.new_uow() as uow:
            last = uow.history.of_case(case.id)[-1]
            key = uow.cases.key(case.id)
            rows = uow.connection.execute(text("SELECT * FROM notes")).mappings().all()
        assert (last.kind, last.actor) == ("note_made", "loes")
        assert SAID not in last.fields
        assert key.secret is not None
        assert all(SAID.encode() not in bytes(row["content"]) for row in rows)

    def test_proves_itself(self, parts, case):
        note(parts, case)

        assert verify_case(case_id=case.id, parts=parts).is_right

    def test_asked_twice_is_done_once(self, parts, case):
        note(parts, case, request_id="een")
        note(parts, case, request_id="een")

        assert reads(parts, case, person(LOKET)) == [SAID]

    def test_asked_with_other_words_is_refused(self, parts, case):
        note(parts, case, request_id="een")

        with pytest.raises(RequestReused):
            note(parts, case, text="Anders", request_id="een")

    @pytest.mark.parametrize("words", ["", "  \n ", "x" * (LONGEST + 1)])
    def test_needs_words_and_not_too_many(self, parts, case, words):
        with pytest.raises(NoteRefused):
            note(parts, case, text=words)

    def test_of_a_parent_is_for_all(self, parts, case):
        with pytest.raises(NoteRefused):
            note(parts, case, actor=PARENT, audience=Audience.OWN)

        note(parts, case, actor=PARENT)

        assert reads(parts, case, person(LOKET)) == [SAID]

    def test_is_not_for_another_organisation_or_the_coordinator(self, parts, case):
        other = Actor(id="olga", role="school", organisation="school-ander", region=REGION)
        with pytest.raises(NotYours):
            note(parts, case, actor=other)
        with pytest.raises(Forbidden):
            note(parts, case, actor=BEGINNER)

    def test_ends_with_the_case(self, parts, case):
        withdraw_case(case_id=case.id, reason="Klaar", actor=BEGINNER, parts=parts, now=START)

        with pytest.raises(CaseNotRunning):
            note(parts, case)


class TestWall:
    def test_keeps_own_notes_from_others_also_where_a_filter_is_forgotten(
        self, database, parts, case
    ):
        with parts.new_uow() as uow:
            uow.organisations.add(
                [Organisation(region=REGION, id="swv-proef", kind="swv", name="SWV")]
            )
        note(parts, case, audience=Audience.OWN)
        note(parts, case, text="Voor iedereen")
        looking = partial(SqlUnitOfWork, database, Vault(b"0" * 32), reading=True)
        if database.dialect.name != "postgresql":
            return  # SQLite has no such wall

        def count(organisation):
            with looking(region=REGION, organisation=organisation) as uow:
                return uow.connection.execute(text("SELECT count(*) FROM notes")).scalar_one()

        assert [count(one) for one in ("swv-proef", "school-proef", "school-ander", "*")] == [
            2, 1, 0, 2,
        ]  # fmt: skip
