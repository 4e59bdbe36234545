"""The demo, run once for every test that looks at what it left."""

from __future__ import annotations

import contextlib
import io
import logging
import sys
import threading

import pytest

from doorgang_api.cli import main
from doorgang_api.settings import load_settings
from doorgang_api.wiring import House
from doorgang_engine.ports import CaseQuery


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Run the command once; return its exit status, what it printed, and its database."""
    file = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    printed, complaints = io.StringIO(), io.StringIO()
    with contextlib.ExitStack() as stack:
        stack.callback(logging.root.setLevel, logging.root.level)
        stack.callback(logging.root.handlers.__setitem__, slice(None), list(logging.root.handlers))
        stack.callback(setattr, sys, "excepthook", sys.excepthook)
        stack.callback(setattr, threading, "excepthook", threading.excepthook)
        stack.enter_context(contextlib.redirect_stdout(printed))
        stack.enter_context(contextlib.redirect_stderr(complaints))
        status = main(["demo", "--once", "--database", str(file)])
    return status, printed.getvalue(), complaints.getvalue(), file


@pytest.fixture(scope="session")
def house(demo):
    opened = House.build(load_settings(environ={"DOORGANG_DATABASE_URL": f"sqlite:///{demo[3]}"}))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def played(house):
    """The four cases, by route; not the cases that they started in turn."""
    with house.parts.new_uow() as uow:
        cases = [
            case
            for region in ("basis", "amsterdam-diemen")
            for case in uow.cases.page(CaseQuery(region=region))
        ]
    return {case.route: case for case in cases if not case.parent_request}
