"""D12, 14: a child left school on 31 July 2024; what is kept how long, and an open objection."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests import private_case as pc
from tests.small_route import REGION

from doorgang_engine.cases import withdraw_case
from doorgang_engine.model import CLOCK
from doorgang_engine.privacy.destruction import make_list
from doorgang_engine.privacy.retention import read_policy

REST = "verzuim, en wat van het traject over is"
POLICY = read_policy(config_dir=Path(__file__).parents[3] / "config")


def listed(parts, day):
    """What stands on the destruction list that is made on a day, by record class."""
    made = make_list(
        region=REGION,
        actor=CLOCK,
        policy=POLICY,
        parts=parts,
        now=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
    )
    if made is None:
        return set()
    with parts.new_uow() as uow:
        return {
            one.record_class or REST for one in uow.privacy.items(region=REGION, list_id=made.id)
        }


@pytest.fixture
def case(parts):
    pc.publish_private(parts)
    found = pc.play(parts)
    pc.leave_school(parts, found)
    return found


class TestRetention:
    def test_is_two_years_for_the_dossier(self, parts, case):
        assert listed(parts, date(2026, 7, 31)) == set()
        assert listed(parts, date(2026, 8, 1)) == {"leerlingdossier"}

    def test_is_three_years_for_the_tlv(self, parts, case):
        assert "tlv" not in listed(parts, date(2027, 7, 31))
        assert "tlv" in listed(parts, date(2027, 8, 1))

    def test_is_five_years_for_absence(self, parts, case):
        assert REST not in listed(parts, date(2029, 7, 31))
        assert REST in listed(parts, date(2029, 8, 1))

    def test_waits_for_an_open_objection(self, parts, case):
        pc.publish_private(parts, route="tlv-bezwaar", number=1)
        objection = pc.start_private(
            parts,
            subject=case.subject,
            route="tlv-bezwaar",
            now=datetime(2029, 7, 30, 9, tzinfo=UTC),
        )

        assert listed(parts, date(2029, 8, 1)) == set()
        withdraw_case(
            case_id=objection.id,
            reason="Ingetrokken",
            actor=pc.COORDINATOR,
            parts=parts,
            now=datetime(2029, 8, 1, 9, tzinfo=UTC),
        )
        assert listed(parts, date(2029, 8, 2)) == {"leerlingdossier", "tlv", REST}
