"""Running cases that go on under a newer version of their route, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests import small_route
from tests.small_route import BPMN, LOKET, REGION, ROUTE, START, beginning

from doorgang_engine.cases import start_case, withdraw_case
from doorgang_engine.dossier.contents import WHOLE
from doorgang_engine.dossier.desk import Door, reading_desk
from doorgang_engine.dossier.looks import Looker
from doorgang_engine.errors import CaseNotRunning, Forbidden, StaleRevision
from doorgang_engine.history.fold import fold
from doorgang_engine.history.reading import read
from doorgang_engine.history.verify import verify_case
from doorgang_engine.model import Account, Actor
from doorgang_engine.tasks import complete_task
from doorgang_engine.versions.moving import (
    DoesNotFit,
    ReasonMissing,
    move_case,
    move_cases,
    preview_moves,
)

RIK = Actor(id="rik", role="regiocoordinator", organisation="swv-proef", region=REGION)
LATER = START + timedelta(days=1)
WHY = "De regio werkt vanaf vandaag met een langere termijn"


def with_term(duration):
    terms = small_route.content()["terms"]
    return {"terms": {key: {**table, "duur": duration} for key, table in terms.items()}}


@pytest.fixture
def case(parts):
    small_route.publish(parts)
    return start_case(beginning=beginning(), actor=small_route.BEGINNER, parts=parts, now=START)


def look(parts, now=LATER, by=RIK):
    return preview_moves(region=REGION, route=ROUTE, actor=by, parts=parts, now=now)


def move(parts, case, now=LATER, reason=WHY, **more):
    return move_case(case_id=case.id, reason=reason, actor=RIK, parts=parts, now=now, **more)


def happened(parts, case):
    with parts.new_uow() as uow:
        key = uow.cases.key(case.id)
        return [read(one, key) for one in uow.history.of_case(case.id)]


def the_term(parts, case):
    with parts.new_uow() as uow:
        (term,) = uow.terms.of_case(case.id)
    return term


class TestPreview:
    def test_says_which_terms_move_and_changes_nothing(self, parts, case):
        small_route.publish(parts, number=2, **with_term("P20D"))
        before = the_term(parts, case)

        (one,) = look(parts)

        assert one.fits
        assert [(t.term, t.before) for t in one.terms] == [("proef.toets", before.end)]
        assert one.terms[0].after > before.end
        assert the_term(parts, case) == before
        assert len(happened(parts, case)) == case.events

    def test_leaves_out_what_is_on_the_newest_version_already(self, parts, case):
        assert look(parts) == []

    def test_leaves_out_what_has_ended(self, parts, case):
        withdraw_case(case_id=case.id, reason="Dubbel", actor=RIK, parts=parts, now=LATER)
        small_route.publish(parts, number=2, **with_term("P20D"))

        assert look(parts) == []

    def test_is_for_the_coordinator(self, parts, case):
        with pytest.raises(Forbidden):
            look(parts, by=LOKET)


class TestMove:
    def test_moves_the_term_its_timer_and_the_deadline_of_the_task(self, parts, case):
        target = small_route.publish(parts, number=2, **with_term("P20D"))
        (one,) = look(parts)

        moved = move(parts, case, revision=one.revision)

        term = the_term(parts, case)
        assert (moved.bundle, term.end) == (target.hash, one.terms[0].after)
        with parts.new_uow() as uow:
            (task,), (timer,) = uow.tasks.of_case(case.id), uow.timers.of_case(case.id)
        assert task.due_at.date() == timer.due_at.date() == term.end

    def test_is_told_in_the_history_which_is_still_proven(self, parts, case):
        small_route.publish(parts, number=2, **with_term("P20D"))

        moved = move(parts, case)

        told = [one for one in happened(parts, case) if one.kind.startswith(("case_m", "term_r"))]
        assert [one.kind for one in told] == ["case_migrated", "term_recalculated"]
        assert (told[0].reason, told[0].from_bundle, told[0].to_bundle) == (
            WHY, case.bundle, moved.bundle,
        )  # fmt: skip
        assert verify_case(case_id=case.id, parts=parts).differences == ()

    def test_goes_on_by_the_new_version(self, parts, case):
        bpmn = BPMN.replace(
            '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">compleet',
            '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">!compleet',
        )
        small_route.publish(parts, number=2, bpmn=bpmn)
        move(parts, case)

        with parts.new_uow() as uow:
            (task,) = uow.tasks.of_case(case.id)
        done = complete_task(
            task_id=task.id, submission={"compleet": True}, actor=LOKET, parts=parts, now=LATER
        )

        assert done.outcome == "onvolledig"
        assert verify_case(case_id=case.id, parts=parts).differences == ()

    def test_folds_to_what_is_open(self, parts, case):
        small_route.publish(parts, number=2, **with_term("P20D"))
        move(parts, case)

        snapshot = fold(happened(parts, case))

        term = the_term(parts, case)
        assert [one[1:] for one in snapshot.terms] == [("running", term.end.isoformat())]

    def test_twice_is_the_same_as_once(self, parts, case):
        small_route.publish(parts, number=2, **with_term("P20D"))
        first = move(parts, case)

        assert move(parts, case).revision == first.revision

    def test_asks_a_reason(self, parts, case):
        small_route.publish(parts, number=2, **with_term("P20D"))

        with pytest.raises(ReasonMissing):
            move(parts, case, reason="  ")

    def test_refuses_what_changed_since_it_was_looked_at(self, parts, case):
        small_route.publish(parts, number=2, **with_term("P20D"))

        with pytest.raises(StaleRevision):
            move(parts, case, revision=case.revision + 1)

    def test_lets_what_was_due_go_off_by_the_old_rules_first(self, parts, case):
        small_route.publish(parts, number=2, **with_term("P90D"))

        with pytest.raises(StaleRevision):
            move(parts, case, now=START + timedelta(days=60))

        with parts.new_uow() as uow:
            assert uow.cases.get(case.id).outcome == "verlopen"
        with pytest.raises(CaseNotRunning):
            move(parts, case, now=START + timedelta(days=60))


class TestForms:
    def test_are_read_as_they_were_filled_in(self, parts, case):
        forms = small_route.content()["forms"]
        other = {**forms["aanvraag"], "title": {"nl": "Nieuwe aanvraag"}}
        small_route.publish(parts, number=2, forms={**forms, "aanvraag": other})
        moved = move(parts, case)
        me = Account(
            region=REGION, id="sam", name="Sam", organisation="school-proef", roles=("school",)
        )
        door = Door(parts=parts, reading=parts.new_uow, whole_region=parts.new_uow)

        with reading_desk(looker=Looker(account=me, place="toets"), door=door) as desk:
            dossier = desk.dossier(case.id, shows=WHOLE)
            (start,) = dossier.submissions

            assert dossier.form_of(start)["title"]["nl"] == "Aanvraag"
        with parts.new_uow() as uow:
            now = parts.shelf.content(uow, moved.bundle)["forms"]["aanvraag"]
        assert now["title"]["nl"] == "Nieuwe aanvraag"


class TestWhatDoesNotFit:
    @pytest.mark.parametrize(
        ("found", "replaced", "code"),
        [
            ('id="controleren"', 'id="nakijken"', "drawn_otherwise"),
            ('dg:formulier="toets" dg:termijn', 'dg:formulier="aanvraag" dg:termijn',
             "open_task_differs"),
        ],
    )  # fmt: skip
    def test_stays_on_its_version_and_runs_on(self, parts, case, found, replaced, code):
        bpmn = BPMN.replace(found, replaced)
        if code == "drawn_otherwise":
            bpmn = bpmn.replace(">controleren<", ">nakijken<").replace(
                'Ref="controleren"', 'Ref="nakijken"'
            )
        small_route.publish(parts, number=2, bpmn=bpmn)

        (one,) = look(parts)
        with pytest.raises(DoesNotFit):
            move(parts, case)

        assert code in [obstacle.code for obstacle in one.obstacles]
        with parts.new_uow() as uow:
            assert uow.cases.get(case.id) == case

    def test_tells_of_a_term_that_would_lapse_at_once(self, parts, case):
        small_route.publish(parts, number=2, **with_term("P1D"))

        (one,) = look(parts, now=START + timedelta(days=5))

        assert [obstacle.code for obstacle in one.obstacles] == ["term_would_lapse"]


class TestMany:
    def test_move_one_by_one_and_tell_of_each(self, parts, case):
        other = start_case(
            beginning=beginning(), actor=small_route.BEGINNER, parts=parts, now=START
        )
        small_route.publish(parts, number=2, **with_term("P20D"))
        seen = look(parts)
        stale = [replace(one, revision=99) if one.case_id == other.id else one for one in seen]

        outcomes = move_cases(prospects=stale, reason=WHY, actor=RIK, parts=parts, now=LATER)

        assert {one.case_id: one.code for one in outcomes} == {
            case.id: "", other.id: "stale_revision",
        }  # fmt: skip
        assert [one.case_id for one in look(parts)] == [other.id]
