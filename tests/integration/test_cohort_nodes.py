"""Lists of children on several nodes, that die; and under changed master keys."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from tests.cohort_route import list_of, publish_cohort
from tests.integration.cohort_lists import (
    cases,
    children,
    confirm,
    names,
    propose,
    rows_of,
    seen,
    work,
)
from tests.small_route import REGION, START

from doorgang_engine.cohorts import lots
from doorgang_engine.cohorts.batch import BatchStatus
from doorgang_engine.cohorts.batches import START_COHORT
from doorgang_engine.ids import new_id
from doorgang_engine.model import Job
from doorgang_engine.privacy.keys import require_master_keys, rotate
from doorgang_engine.sealing import MasterKeys, Vault
from doorgang_engine.storage.unit_of_work import SqlUnitOfWork

NEW_KEY = b"n" * 32
MASTER_KEY = b"0123456789abcdef0123456789abcdef"  # of conftest


@pytest.fixture
def published(parts):
    publish_cohort(parts)


@pytest.mark.usefixtures("published")
class TestSeveralNodes:
    def test_start_each_row_once(self, parts):
        batch = propose(parts, list_of(*names(120)))
        confirm(parts, batch)
        together = threading.Barrier(3)

        def node(_):
            together.wait()
            work(parts)

        with ThreadPoolExecutor(3) as pool:
            list(pool.map(node, range(3)))

        assert len(children(parts)) == len(set(children(parts))) == 120
        assert seen(parts, batch)[1] == {"started": 120}

    def test_go_on_where_another_died_in_the_middle_of_a_lot(self, parts, monkeypatch):
        batch = propose(parts, list_of(*names(30)))
        confirm(parts, batch)
        real, calls = lots.start_within, []

        def dies(**asked):
            calls.append(asked)
            if len(calls) == 12:
                raise KeyboardInterrupt
            return real(**asked)

        monkeypatch.setattr(lots, "start_within", dies)
        with pytest.raises(KeyboardInterrupt):
            work(parts)
        assert cases(parts) == []  # the lot did not happen

        work(parts, at=START + timedelta(minutes=1))

        assert len(set(children(parts))) == len(cases(parts)) == 30

    def test_cannot_start_a_row_twice_even_when_rows_were_put_back(self, parts, database):
        batch = propose(parts, list_of(*names(3)))
        confirm(parts, batch)
        kept = rows_of(parts, batch)
        with parts.new_uow() as uow:
            ring = uow.batches.find(region=REGION, batch_id=batch.id).wrapped
        work(parts)
        with parts.new_uow() as uow:  # as a backup of one table would
            uow.batches.save_rows(kept)
            found = uow.batches.find(region=REGION, batch_id=batch.id)
            uow.batches.save(replace(found, wrapped=ring, status=BatchStatus.STARTING))
        retry_job(parts, batch)
        work(parts)

        assert len(cases(parts)) == 3
        assert {row.code for row in rows_of(parts, batch)} == {"request_reused"}


def retry_job(parts, batch):
    job = Job(
        region=REGION,
        id=new_id(START),
        kind=START_COHORT,
        case_id="",
        content={"batch": batch.id},
        run_at=START,
    )
    with parts.new_uow() as uow:
        uow.jobs.enqueue([job])


@pytest.mark.usefixtures("published")
class TestMasterKeys:
    def test_are_changed_for_lists_too(self, parts, database):
        batch = propose(parts, list_of(*names(2)))
        both = Vault(MasterKeys(active=NEW_KEY, others=[MASTER_KEY]))
        only_new = Vault(MasterKeys(active=NEW_KEY))

        rotate(parts=parts_with(parts, database, both))
        changed = parts_with(parts, database, only_new)
        require_master_keys(parts=changed)
        confirm(changed, batch)
        work(changed)

        assert len(cases(changed)) == 2


def parts_with(parts, database, vault):
    return replace(parts, new_uow=partial(SqlUnitOfWork, database, vault), vault=vault)
