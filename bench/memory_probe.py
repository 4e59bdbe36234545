"""A worker that touches many cases; prints its peak memory in MB. A process of its own."""

from __future__ import annotations

import resource
import sys
from datetime import timedelta
from functools import partial

from tests.small_route import BEGINNER, START, beginning

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.cases import start_case
from doorgang_engine.ports import Parts
from doorgang_engine.routes.shelf import BundleShelf
from doorgang_engine.sealing import Vault
from doorgang_engine.storage.database import open_database
from doorgang_engine.storage.unit_of_work import SqlUnitOfWork
from doorgang_engine.timers import fire_due_timers

if __name__ == "__main__":
    url, number = sys.argv[1], int(sys.argv[2])
    vault = Vault(bytes(32))
    parts = Parts(
        new_uow=partial(SqlUnitOfWork, open_database(url), vault),
        shelf=BundleShelf(),
        forms=FormsAdapter(),
        vault=vault,
    )
    for _ in range(number):  # starting a case and firing its timer: two touches of each
        start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)
    while fire_due_timers(parts=parts, at=START + timedelta(days=30)).fired:
        pass
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
