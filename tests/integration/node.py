"""A node of its own: fires timers until it is killed. Started by test_nodes."""

from __future__ import annotations

import sys
import time
from datetime import datetime
from functools import partial

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.ports import Parts
from doorgang_engine.routes.shelf import BundleShelf
from doorgang_engine.sealing import Vault
from doorgang_engine.storage.database import open_database
from doorgang_engine.storage.unit_of_work import SqlUnitOfWork
from doorgang_engine.timers import fire_due_timers

SECONDS = 30  # whatever happens, a node does not outlive its test

if __name__ == "__main__":
    url, master, at = sys.argv[1:]
    vault = Vault(bytes.fromhex(master))
    parts = Parts(
        new_uow=partial(SqlUnitOfWork, open_database(url), vault),
        shelf=BundleShelf(),
        forms=FormsAdapter(),
        vault=vault,
    )
    print("ready", flush=True)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        fire_due_timers(parts=parts, at=datetime.fromisoformat(at))
        time.sleep(0.01)
