"""Who can write in the database cannot change a history unnoticed, nor by making the chain again.

Each way of tampering is done by hand, past the program; the proof names where. On both databases.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from tests import private_case, small_route
from tests.small_route import BEGINNER, LOKET, START, beginning

from doorgang_engine.cases import start_case
from doorgang_engine.errors import EngineError
from doorgang_engine.history.chain import link
from doorgang_engine.history.verify import verify_case
from doorgang_engine.storage import tables as t
from doorgang_engine.tasks import complete_task

HISTORY, ACTS = t.history.c, t.acts.c


def played(parts):
    """A case of which the first task is done."""
    case = start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)
    with parts.new_uow() as uow:
        (task,) = uow.tasks.of_case(case.id)
    complete_task(
        task_id=task.id,
        submission={"compleet": True},
        actor=LOKET,
        parts=parts,
        now=START + timedelta(days=2),
    )
    return case


@pytest.fixture
def case(parts):
    small_route.publish(parts)
    return played(parts)


@pytest.fixture
def tamper(database):
    """Run statements as somebody whom nothing in the database holds back."""

    def run(*statements):
        with private_case.mighty(database).begin() as connection:
            for statement in statements:
                assert connection.execute(statement).rowcount != 0

    return run


def at(case, number):
    return sa.and_(HISTORY.case_id == case.id, HISTORY.number == number)


def moved(case, number, to):
    return sa.update(t.history).where(at(case, number)).values(number=to)


def verdict(case, parts):
    """The first difference, or the code of what could not even be read."""
    try:
        found = verify_case(case_id=case.id, parts=parts)
    except EngineError as error:
        return error.code
    return found.differences[0] if found.differences else None


def recorded(case, parts):
    with parts.new_uow() as uow:
        return list(uow.history.of_case(case.id))


def chained_again(case, events):
    """Statements that put these events in place of a history, in a chain that fits."""
    head, rows = "", []
    for number, event in enumerate(events, start=1):
        draft = replace(event, number=number, previous=head, hash="")
        head = link(draft)
        rows.append({**vars(draft), "hash": head})
    return [
        sa.delete(t.history).where(HISTORY.case_id == case.id),
        *[sa.insert(t.history).values(**row) for row in rows],
        sa.update(t.cases).where(t.cases.c.id == case.id).values(events=len(rows), head=head),
    ]


class TestAHistoryThatNobodyTouched:
    def test_is_right(self, case, parts):
        assert verdict(case, parts) is None

    def test_is_right_also_when_its_own_chain_is_made_again(self, case, parts, tamper):
        tamper(*chained_again(case, recorded(case, parts)))

        assert verdict(case, parts) is None


class TestTheChain:
    @pytest.mark.parametrize(
        "change",
        [
            {"actor": "ander"},
            {"at": START + timedelta(days=1)},
            {"act": 2},
            {"kind": "element_started"},
            {"fields": "{}"},
            {"sealed": b"x"},
            {"hash": "0" * 64},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_finds_an_event_that_was_changed(self, case, parts, tamper, change):
        tamper(sa.update(t.history).where(at(case, 3)).values(**change))

        found = verdict(case, parts)
        assert (found.field, "Gebeurtenis 3 is gewijzigd" in found.recorded) == ("keten", True)

    def test_finds_an_event_that_was_left_out(self, case, parts, tamper):
        tamper(sa.delete(t.history).where(at(case, 4)))

        assert "Gebeurtenis 4 ontbreekt" in verdict(case, parts).recorded

    def test_finds_that_the_end_was_cut_off(self, case, parts, tamper):
        last = len(recorded(case, parts))
        tamper(sa.delete(t.history).where(at(case, last)))

        assert "laatste gebeurtenissen" in verdict(case, parts).recorded

    def test_finds_an_event_that_was_put_in(self, case, parts, tamper):
        events = recorded(case, parts)
        tamper(sa.insert(t.history).values(**vars(replace(events[2], number=len(events) + 1))))

        assert f"Gebeurtenis {len(events) + 1} is gewijzigd" in verdict(case, parts).recorded

    def test_finds_events_that_changed_places(self, case, parts, tamper):
        tamper(moved(case, 3, 999), moved(case, 4, 3), moved(case, 999, 4))

        assert "Gebeurtenis 3 is gewijzigd" in verdict(case, parts).recorded

    def test_finds_an_event_of_another_case(self, case, parts, tamper):
        other = played(parts)
        theirs = recorded(other, parts)[4]
        tamper(
            sa.delete(t.history).where(at(case, 5)),
            sa.update(t.history).where(at(other, 5)).values(case_id=case.id),
            sa.insert(t.history).values(**vars(replace(theirs, number=5))),
        )

        assert "Gebeurtenis 5 is gewijzigd" in verdict(case, parts).recorded
        assert verdict(other, parts) is None


class TestActsDoneAgain:
    """For who can make a chain that fits: the events no longer follow from what was done."""

    def test_name_event_and_field_that_were_changed(self, case, parts, tamper):
        events = recorded(case, parts)
        place = next(n for n, e in enumerate(events) if e.kind == "task_completed")
        changed = events[place].fields.replace('"element":"toetsen"', '"element":"controleren"')
        events[place] = replace(events[place], fields=changed)
        tamper(*chained_again(case, events))

        found = verdict(case, parts)
        assert (found.event, found.field) == (place + 1, "task_completed.element")
        assert (found.recorded, found.replayed) == ("controleren", "toetsen")

    def test_miss_an_event_that_was_left_out(self, case, parts, tamper):
        events = recorded(case, parts)
        place = next(n for n, e in enumerate(events) if e.kind == "flow_taken")
        tamper(*chained_again(case, events[:place] + events[place + 1 :]))

        assert verdict(case, parts).field == "kind"

    def test_do_not_give_an_event_that_was_put_in(self, case, parts, tamper):
        events = recorded(case, parts)
        tamper(*chained_again(case, [*events, events[-1]]))

        found = verdict(case, parts)
        assert (found.event, found.field, found.replayed) == (len(events) + 1, "kind", "")

    def test_come_in_another_order(self, case, parts, tamper):
        events = recorded(case, parts)
        place = next(n for n, e in enumerate(events) if e.kind == "flow_taken")
        events[place], events[place - 1] = events[place - 1], events[place]
        tamper(*chained_again(case, events))

        assert verdict(case, parts).field == "kind"

    def test_cannot_be_done_when_one_is_missing(self, case, parts, tamper):
        tamper(sa.delete(t.acts).where(ACTS.case_id == case.id, ACTS.number == 1))

        assert verdict(case, parts) is not None

    def test_do_not_open_with_the_content_of_another_case(self, case, parts, tamper):
        other = played(parts)
        theirs = (
            sa.select(ACTS.content)
            .where(ACTS.case_id == other.id, ACTS.number == 2)
            .scalar_subquery()
        )
        tamper(
            sa.update(t.acts)
            .where(ACTS.case_id == case.id, ACTS.number == 2)
            .values(content=theirs)
        )

        assert verdict(case, parts) == "seal_broken"

    def test_lead_to_another_bundle_than_the_case_stands_on(self, case, parts, tamper):
        tamper(sa.update(t.cases).where(t.cases.c.id == case.id).values(bundle="0" * 64))

        assert verdict(case, parts) is not None
