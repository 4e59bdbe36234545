"""docs/api.md tells of every code that the API can answer, and of no other."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

from doorgang_api.problems import CODES, status_of
from doorgang_engine.errors import EngineError

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
ROW = re.compile(r"^\| `([a-z0-9_]+)` \| ([0-9]{3}) \| (.+) \|$", re.MULTILINE)
# Abstract: only their subclasses are raised.
NEVER_RAISED = {"engine_error", "invalid", "term_problem", "term_configuration_invalid"}
WITHOUT_CLASS = {code: status for status, code in CODES.items()} | {"unexpected": 500}


def all_subclasses(kind):
    for subclass in kind.__subclasses__():
        yield subclass
        yield from all_subclasses(subclass)


def error_types():
    for name in ("doorgang_engine", "doorgang_api"):
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, prefix=f"{name}."):
            if not module.name.endswith(("__main__", ".env")) and ".versions." not in module.name:
                importlib.import_module(module.name)
    return [kind for kind in all_subclasses(EngineError) if "code" in vars(kind)]


def status(kind):
    return status_of(kind.__new__(kind))


class TestPage:
    def test_tells_of_every_code_with_its_status(self):
        answered = {kind.code: status(kind) for kind in error_types()} | WITHOUT_CLASS
        answered = {code: at for code, at in answered.items() if code not in NEVER_RAISED}

        documented = {code: int(at) for code, at, _ in ROW.findall(PAGE.read_text("utf-8"))}

        assert documented == answered
