"""The operator's commands and the worker's part in destroying, on an embedded database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests import private_case as pc
from tests.small_route import REGION

from doorgang_api.cli import main
from doorgang_api.worker import destroy_approved
from doorgang_engine.model import CLOCK
from doorgang_engine.privacy.destruction import approve, make_list
from doorgang_engine.privacy.erasure import carry_out_list
from doorgang_engine.privacy.records import ListStatus


@pytest.fixture
def house(commanded):
    pc.publish_private(commanded.parts)
    return commanded


@pytest.fixture
def left(house):
    """A case whose child left school so long ago that some of it is due today."""
    case = pc.play(house.parts)
    pc.leave_school(house.parts, case)
    return case


def lists(house):
    with house.read_uow() as uow:
        return uow.privacy.lists(region=REGION)


def approve_by_two(house):
    (made,) = lists(house)
    for who in (pc.RIK, pc.FRANK):
        approve(
            region=REGION,
            list_id=made.id,
            account=who,
            policy=house.retention,
            parts=house.parts,
        )


class TestDestructionCommand:
    def test_proposes_carries_out_and_shows_the_proof(self, house, left, capsys):
        main(["destruction", "make", REGION])
        approve_by_two(house)

        assert main(["destruction", "carry-out"]) == 0
        assert main(["destruction", "show", REGION]) == 0
        assert main(["destruction", "certificates", REGION]) == 0

        told = capsys.readouterr().out
        assert "1 lijsten uitgevoerd." in told
        assert f"{left.number}  leerlingdossier           destroyed" in told
        assert "1 verklaringen, de keten klopt." in told

    def test_destroys_nothing_that_two_people_did_not_approve(self, house, left, capsys):
        main(["destruction", "make", REGION])

        assert main(["destruction", "carry-out"]) == 0

        assert "0 lijsten uitgevoerd." in capsys.readouterr().out
        assert [one.status for one in lists(house)] == [ListStatus.OPEN]

    def test_says_when_there_is_nothing_to_destroy(self, house, capsys):
        assert main(["destruction", "make", REGION]) == 0

        assert "niets te vernietigen" in capsys.readouterr().out

    def test_wipes_the_files(self, house):
        assert main(["destruction", "scrub"]) == 0


class TestCaseCommand:
    def test_still_tells_what_happened_in_a_destroyed_case(self, house, left, capsys):
        long_after = datetime(2029, 8, 1, 12, tzinfo=UTC)
        given = {"region": REGION, "policy": house.retention, "parts": house.parts}
        made = make_list(actor=CLOCK, now=long_after, **given)
        approve_by_two(house)
        carry_out_list(list_id=made.id, actor=CLOCK, now=long_after, **given)

        assert main(["case", "show", left.id]) == 0
        assert main(["case", "verify", "--all"]) == 0

        told = capsys.readouterr().out
        assert "Gegevens vernietigd" in told
        assert "niet na te spelen, want de inhoud is vernietigd" in told
        assert [word for word in pc.ALL if word in told] == []


class TestWorker:
    def test_proposes_by_itself_and_carries_out_what_two_approved(self, house, left):
        assert destroy_approved(house) == 0
        approve_by_two(house)

        assert destroy_approved(house) == 1

        assert [one.status for one in lists(house)] == [ListStatus.DONE]
        assert destroy_approved(house) == 0
