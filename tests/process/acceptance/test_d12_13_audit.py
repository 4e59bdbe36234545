"""D12, 13: years later an auditor replays a case of 2026 as drawn then, and sees who looked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests import small_route
from tests.small_route import BPMN, LOKET, REGION, START, beginning

from doorgang_engine.cases import start_case
from doorgang_engine.dossier.asking import Why, give_reason
from doorgang_engine.dossier.contents import WHOLE
from doorgang_engine.dossier.desk import Door, reading_desk
from doorgang_engine.dossier.judging import read_log
from doorgang_engine.dossier.looks import Looker, LookQuery
from doorgang_engine.dossier.refusals import ReasonRequired
from doorgang_engine.history.fold import fold
from doorgang_engine.history.verify import verify_case
from doorgang_engine.model import Account
from doorgang_engine.tasks import complete_task

THEN = START.replace(year=2026)
YEARS_LATER = datetime(2029, 3, 1, 10, tzinfo=UTC)
LOES = Account(
    region=REGION, id="loes", name="Loes Loket", organisation="swv-proef", roles=("loket",)
)
AUDREY = Account(
    region=REGION, id="audrey", name="Audrey Audit", organisation="swv-proef", roles=("auditor",)
)


@pytest.fixture
def case(parts):
    """Begun, looked at and done in 2026; then the region drew the route otherwise."""
    small_route.publish(parts)
    begun = start_case(beginning=beginning(), actor=small_route.BEGINNER, parts=parts, now=THEN)
    with parts.new_uow() as uow:
        (task,) = uow.tasks.of_case(begun.id)
    with at_desk(parts, LOES, now=THEN) as desk:
        desk.dossier(begun.id, shows=WHOLE)
    complete_task(
        task_id=task.id, submission={"compleet": False}, actor=LOKET, parts=parts, now=THEN
    )
    newer = BPMN.replace('name="Aanvraag toetsen"', 'name="Toetsen met zijn tweeën"')
    small_route.publish(parts, number=2, bpmn=newer)
    return begun


def door(parts):
    return Door(parts=parts, reading=parts.new_uow, whole_region=parts.new_uow)


def at_desk(parts, account, now=YEARS_LATER):
    return reading_desk(looker=Looker(account=account, place="toets"), door=door(parts), now=now)


def say_why(parts, case):
    give_reason(
        case_id=case.id,
        why=Why(purpose="toezicht", reason="Steekproef over de TLV-aanvragen van 2026"),
        looker=Looker(account=AUDREY, place="toets"),
        door=door(parts),
        lasts=timedelta(hours=8),
        now=YEARS_LATER,
    )


class TestAudit:
    def test_needs_a_reason(self, parts, case):
        with pytest.raises(ReasonRequired), at_desk(parts, AUDREY) as desk:
            desk.dossier(case.id, shows=WHOLE, must_read=True)

    def test_replays_it_on_the_drawing_of_then(self, parts, case):
        say_why(parts, case)

        with at_desk(parts, AUDREY) as desk:
            dossier = desk.dossier(case.id, shows=WHOLE, must_read=True)
            drawn = dossier.runnable.program.models["proef-route"].elements["toetsen"].name
            history = [event for _, event in dossier.history]
            active = desk.uow.bundles.active(region=REGION, route=case.route).hash

        assert drawn == "Aanvraag toetsen"
        assert case.bundle != active
        opened = next(i for i, event in enumerate(history, 1) if event.kind == "task_opened")
        assert len(fold(history[:opened]).open_tasks) == 1  # a step on the way
        assert fold(history).open_tasks == frozenset()
        assert fold(history).outcome == "onvolledig"
        assert verify_case(case_id=case.id, parts=parts).is_right

    def test_shows_who_saw_what_on_what_ground(self, parts, case):
        say_why(parts, case)
        with at_desk(parts, AUDREY) as desk:
            desk.dossier(case.id, shows=WHOLE, must_read=True)

        page = read_log(
            query=LookQuery(region=REGION),
            number=case.number,
            looker=Looker(account=AUDREY, place="toets"),
            door=door(parts),
            now=YEARS_LATER,
        )

        looked = [(one.account, one.kind, one.ground) for one in page.looks]
        assert ("loes", "view") in [one[:2] for one in looked]
        assert ("audrey", "reason", "toezicht") in looked
        assert ("audrey", "view", "toezicht") in looked
        assert all("naam" in one.data for one in page.looks if one.kind == "view")
