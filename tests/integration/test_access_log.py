"""The chains of the access log, on both databases: whatever is done to a row is found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import delete, insert, update

from doorgang_engine.dossier.chain import link, verify_log
from doorgang_engine.dossier.looks import REGISTER, Look, LookKind, LookOutcome
from doorgang_engine.storage.access_tables import access_chains, access_log

CASE, OTHER = "01a20063-7eab-716c-bbc3-000000000001", "01a20063-7eab-716c-bbc3-000000000002"
A_LOOK = Look(
    region="proef", kind=LookKind.VIEW, account="loes", role="loket", organisation="swv-proef",
    place="pages.case", case_id=CASE, data=("traject", "naam"), ground="AVG art. 6",
)  # fmt: skip
LOG, CHAINS = access_log.c, access_chains.c


@pytest.fixture
def looks(parts):
    """Five looks at one case, one at another, and one that was refused."""
    given = [replace(A_LOOK, account=f"mens{n}") for n in range(5)]
    for look in [*given, replace(A_LOOK, case_id=OTHER), A_LOOK.refused("case_not_found")]:
        with parts.new_uow() as uow:
            uow.looks.append([look])
    with parts.new_uow() as uow:
        return uow.looks.of_chain(region="proef", chain_id=CASE)


def verdict(parts):
    with parts.new_uow() as uow:
        return verify_log(region="proef", looks=uow.looks)


def third(column=None):
    here = (LOG.chain_id == CASE) & (LOG.number == 3)
    return here if column is None else here & column


def tampered(parts, *statements):
    with parts.new_uow() as uow:
        for statement in statements:
            uow.connection.execute(statement)
    return [(one.chain_id, one.number) for one in verdict(parts).defects]


class TestLog:
    def test_is_whole_as_it_was_written(self, parts, looks):
        found = verdict(parts)

        assert found.is_right
        assert (found.chains, found.rows) == (4, 10)
        assert [one.number for one in looks] == [1, 2, 3, 4, 5]
        assert looks[0].outcome is LookOutcome.GIVEN

    def test_is_whole_when_it_is_empty(self, parts):
        assert verdict(parts).is_right

    @pytest.mark.parametrize(
        "changed",
        [
            {"account": "iemand"}, {"data": ["traject"]}, {"ground": ""}, {"is_emergency": True},
            {"case_id": OTHER}, {"outcome": "refused"}, {"cases": [OTHER]}, {"id": CASE},
        ],
        ids=str,
    )  # fmt: skip
    def test_tells_of_a_row_that_was_changed(self, parts, looks, changed):
        assert tampered(parts, update(access_log).where(third()).values(changed)) == [(CASE, 3)]

    def test_tells_of_a_row_that_was_changed_with_its_hash(self, parts, looks):
        forged = replace(looks[2], account="iemand")
        values = {"account": "iemand", "hash": link(forged)}

        assert tampered(parts, update(access_log).where(third()).values(values)) == [(CASE, 4)]

    def test_tells_of_a_row_that_was_left_out(self, parts, looks):
        assert tampered(parts, delete(access_log).where(third())) == [(CASE, 3)]

    def test_tells_of_last_rows_that_were_left_out(self, parts, looks):
        gone = delete(access_log).where(LOG.chain_id == CASE, LOG.number > 3)

        assert tampered(parts, gone) == [(CASE, 3)]

    def test_tells_of_a_row_that_was_added(self, parts, looks):
        extra = replace(looks[4], id=OTHER, number=6, previous=looks[4].hash, hash="")
        row = {**vars(extra), "hash": link(extra), "cases": [], "data": list(extra.data)}

        assert tampered(parts, insert(access_log).values(row)) == [(CASE, 6)]

    def test_tells_of_rows_that_changed_places(self, parts, looks):
        def moved(old, new):
            here = (LOG.chain_id == CASE) & (LOG.number == old)
            return update(access_log).where(here).values(number=new)

        assert tampered(parts, moved(2, 99), moved(3, 2), moved(99, 3)) == [(CASE, 2)]

    def test_tells_of_a_whole_chain_that_is_gone(self, parts, looks):
        rows = delete(access_log).where(LOG.chain_id == OTHER)
        chain = delete(access_chains).where(CHAINS.chain_id == OTHER)

        assert tampered(parts, rows, chain) == [(OTHER, 0)]

    def test_tells_of_a_chain_that_the_register_does_not_name(self, parts, looks):
        row = {"region": "proef", "chain_id": "vreemd", "length": 0, "head": ""}

        assert tampered(parts, insert(access_chains).values(row)) == [("vreemd", 0)]

    def test_tells_of_a_register_that_is_gone(self, parts, looks):
        rows = delete(access_log).where(LOG.chain_id == REGISTER)
        chain = delete(access_chains).where(CHAINS.chain_id == REGISTER)

        found = {chain_id for chain_id, _ in tampered(parts, rows, chain)}

        assert {REGISTER, CASE, OTHER} <= found
