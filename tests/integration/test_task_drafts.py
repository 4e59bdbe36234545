"""Drafts on both databases: only of who wrote them, sealed, and gone when they should be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from tests.small_route import (
    ANDER,
    BEGINNER,
    FORMS,
    LOKET,
    REGION,
    SCHOOL,
    START,
    beginning,
    publish,
)

from doorgang_engine.attachments import LOOSE_FOR, Received, keep_attachment, place_of_task
from doorgang_engine.cases import start_case
from doorgang_engine.errors import NotYours, StaleRevision, TaskDraftRefused
from doorgang_engine.model import Account
from doorgang_engine.presence import PRESENT_FOR, arrive, forget_presence, others_at
from doorgang_engine.sealing import SealBroken
from doorgang_engine.task_drafts import (
    LATE_FOR,
    Writing,
    clear_away,
    exchange_draft,
    find_draft,
    forget_task_drafts,
    keep_draft,
    throw_away_draft,
)
from doorgang_engine.tasks import complete_task

LOES = Account(region=REGION, id="loes", name="", organisation="swv-proef", roles=("loket",))
LARS = replace(LOES, id="lars")


@pytest.fixture
def bundle(parts):
    return publish(parts)


@pytest.fixture
def task(parts, bundle):
    case = start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)
    with parts.new_uow() as uow:
        (found,) = uow.tasks.of_case(case.id)
    return found


@pytest.fixture
def keep(parts, bundle, task):
    def kept(words, *, actor=LOKET, based_on=None, now=START, of=bundle.hash, **more):
        return keep_draft(
            Writing(bundle=of, values={"toelichting": words}, **more.pop("writing", {})),
            task_id=task.id,
            actor=actor,
            parts=parts,
            based_on=based_on,
            now=now,
            **more,
        )

    return kept


def words_of(parts, task, account=LOES):
    with parts.new_uow() as uow:
        found = find_draft(task, account=account, uow=uow)
    return found and found.writing.values["toelichting"]


def rows(parts, table="task_drafts"):
    with parts.new_uow() as uow:
        return uow.connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608


class TestKeep:
    def test_gives_back_what_was_typed(self, parts, keep, task):
        keep("Half af", writing={"ticked": (0, 2)})

        with parts.new_uow() as uow:
            found = find_draft(task, account=LOES, uow=uow)
        assert (found.writing.values, found.writing.ticked) == ({"toelichting": "Half af"}, (0, 2))
        assert (found.revision, found.at) == (1, START)

    def test_keeps_it_from_colleagues(self, parts, keep, task):
        keep("Van Loes")
        keep("Van Lars", actor=ANDER)

        assert words_of(parts, task) == "Van Loes"
        assert words_of(parts, task, LARS) == "Van Lars"

    def test_is_refused_to_who_may_not_do_the_task(self, parts, keep, task):
        with pytest.raises(NotYours):
            keep("Van een ander", actor=SCHOOL)
        assert rows(parts) == []

    def test_stores_nothing_readable(self, parts, keep):
        keep("Noor heeft hulp nodig")

        (row,) = rows(parts)
        assert b"Noor" not in bytes(row.content)
        assert "Noor" not in str(row)

    def test_opens_only_in_the_row_of_who_wrote_it(self, parts, keep, task):
        keep("Van Loes")
        with parts.new_uow() as uow:
            uow.connection.execute(text("UPDATE task_drafts SET account = 'lars'"))

        with pytest.raises(SealBroken):
            words_of(parts, task, LARS)

    def test_refuses_what_is_too_large(self, parts, keep):
        with pytest.raises(TaskDraftRefused):
            keep("a" * 1_000_001)
        assert rows(parts) == []


class TestTwoDevices:
    def test_refuses_to_write_over_what_was_not_read(self, parts, keep, task):
        keep("Op de laptop", based_on=0)
        keep("Verder op de laptop", based_on=1)

        with pytest.raises(StaleRevision):
            keep("Op de telefoon", based_on=1)
        assert words_of(parts, task) == "Verder op de laptop"

    def test_keeps_both_when_asked(self, parts, keep, task):
        keep("Op de laptop", based_on=0)

        kept = keep("Op de telefoon", based_on=0, keeps_both=True)

        assert kept.writing.values["toelichting"] == "Op de telefoon"
        assert kept.beside.values["toelichting"] == "Op de laptop"

    def test_goes_on_saving_without_losing_the_other(self, parts, keep):
        keep("Op de laptop", based_on=0)
        keep("Op de telefoon", based_on=0, keeps_both=True)

        kept = keep("Verder op de telefoon", based_on=2, keeps_both=True)

        assert kept.beside.values["toelichting"] == "Op de laptop"

    def test_exchanges_the_two(self, parts, keep, task):
        keep("Op de laptop", based_on=0)
        keep("Op de telefoon", based_on=0, keeps_both=True)

        kept = exchange_draft(task_id=task.id, actor=LOKET, parts=parts, now=START)

        assert kept.writing.values["toelichting"] == "Op de laptop"
        assert kept.beside.values["toelichting"] == "Op de telefoon"

    def test_keeps_what_was_typed_in_an_earlier_version_of_the_form(self, parts, keep):
        toets = {**FORMS["toets"], "title": {"nl": "Nieuwe toets"}}
        newer = publish(parts, number=2, forms={**FORMS, "toets": toets})
        keep("In het oude formulier")

        kept = keep("In het nieuwe formulier", based_on=1, of=newer.hash)

        assert kept.beside.values["toelichting"] == "In het oude formulier"


class TestEnd:
    def test_is_thrown_away_by_its_writer_only(self, parts, keep, task):
        keep("Van Loes")
        keep("Van Lars", actor=ANDER)

        throw_away_draft(task_id=task.id, actor=LOKET, parts=parts)

        assert words_of(parts, task) is None
        assert words_of(parts, task, LARS) == "Van Lars"

    def test_goes_with_presence_when_the_task_is_done(self, parts, keep, task):
        keep("Van Loes")
        arrive(task, actor=LOKET, parts=parts, now=START)

        clear_away(task_id=task.id, actor=LOKET, parts=parts)

        assert (rows(parts), rows(parts, "presences")) == ([], [])

    def test_leaves_a_task_that_is_open_alone(self, parts, keep):
        keep("Van Loes")

        assert forget_task_drafts(parts=parts, at=START + timedelta(days=365)) == 0

    def test_comes_a_week_late_for_who_was_not_first(self, parts, keep, task):
        keep("Van Loes")
        keep("Van Lars", actor=ANDER)
        complete_task(
            task_id=task.id, submission={"compleet": True}, actor=LOKET, parts=parts, now=START
        )

        at_once = forget_task_drafts(parts=parts, at=START)
        kept_for_lars = words_of(parts, task, LARS)
        later = forget_task_drafts(parts=parts, at=START + LATE_FOR + timedelta(seconds=1))

        assert (at_once, kept_for_lars, later) == (1, "Van Lars", 1)

    def test_can_still_be_kept_after_a_colleague_was_first(self, parts, keep, task):
        complete_task(
            task_id=task.id, submission={"compleet": True}, actor=ANDER, parts=parts, now=START
        )

        keep("Mijn werk van een uur")

        assert words_of(parts, task) == "Mijn werk van een uur"

    def test_goes_with_the_case_and_with_its_record_class(self, parts, keep, task):
        keep("Van Loes")
        with parts.new_uow() as uow:
            case = uow.cases.get(task.case_id)
            uow.erasure.erase_class(case, "verzuim")
            left = uow.task_drafts.tasks_of(region=REGION, account="loes")
            uow.erasure.erase_class(case, "leerlingdossier")
            gone = uow.task_drafts.tasks_of(region=REGION, account="loes")
        keep("Opnieuw")
        with parts.new_uow() as uow:
            uow.erasure.erase_case(case)

        assert (list(left), list(gone), rows(parts)) == ([task.id], [], [])


class TestFiles:
    def test_stay_as_long_as_the_draft(self, parts, keep, task):
        received = Received(name="a.pdf", media_type="application/pdf", content=b"%PDF")
        with parts.new_uow() as uow:
            for actor in (LOKET, ANDER):
                keep_attachment(
                    received,
                    region=REGION,
                    place=place_of_task(task.id),
                    field="bewijs",
                    actor=actor,
                    uow=uow,
                    vault=parts.vault,
                    now=START,
                    case_id=task.case_id,
                )
        keep("Met een bestand")

        with parts.new_uow() as uow:
            stale = uow.attachments.loose(before=START + LOOSE_FOR)

        assert [one.actor for one in stale] == ["lars"]


class TestPresence:
    def test_shows_colleagues_and_not_oneself(self, parts, task):
        for actor in (LOKET, ANDER):
            arrive(task, actor=actor, parts=parts, now=START)

        with parts.new_uow() as uow:
            assert others_at(task, actor=LOKET, uow=uow, now=START) == ["lars"]

    def test_ends_by_itself(self, parts, task):
        arrive(task, actor=ANDER, parts=parts, now=START)
        later = START + PRESENT_FOR + timedelta(seconds=1)

        with parts.new_uow() as uow:
            assert others_at(task, actor=LOKET, uow=uow, now=later) == []
        assert forget_presence(parts=parts, at=START + timedelta(hours=2)) == 1

    def test_is_refused_to_who_may_not_do_the_task(self, parts, task):
        with pytest.raises(NotYours):
            arrive(task, actor=SCHOOL, parts=parts, now=START)
        with parts.new_uow() as uow, pytest.raises(NotYours):
            others_at(task, actor=SCHOOL, uow=uow, now=START)

    def test_is_not_kept_of_the_family(self, parts, task):
        parent = replace(LOKET, id="vera", role="ouder")

        arrive(replace(task, role="ouder"), actor=parent, parts=parts, now=START)

        assert rows(parts, "presences") == []
