"""Rules about all source files."""

from __future__ import annotations

import ast
import importlib
import io
import pkgutil
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("doorgang_engine", "doorgang_forms", "doorgang_api")
PRODUCT = ("engine", "forms", "api")
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
SAYS_NOTHING = {"services", "service", "utils", "util", "helpers", "helper"} | {
    "common",
    "manager",
    "managers",
    "base",
    "misc",
}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
LEFT_OUT = {"skip", "skipif", "skipIf", "skipUnless", "skipTest", "importorskip", "xfail"}
LOG_CALLS = {"debug", "info", "warning", "error", "exception", "critical"}


def python_files(*folders):
    return [
        file
        for folder in folders
        for file in sorted((ROOT / folder).rglob("*.py"))
        if "node_modules" not in file.parts
    ]


def parsed(*folders):
    """Give of every file its name and each node of its tree."""
    for file in python_files(*folders):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            yield f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}", node


def all_subclasses(kind):
    for subclass in kind.__subclasses__():
        yield subclass
        yield from all_subclasses(subclass)


def is_log_call(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in LOG_CALLS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("log", "_log", "logger", "logging")
    )


class TestFiles:
    def test_are_found(self):
        assert {file.parts[len(ROOT.parts)] for file in python_files(*PRODUCT)} == set(PRODUCT)

    def test_are_not_too_long(self):
        long = {
            str(file.relative_to(ROOT)): lines
            for file in python_files(*PRODUCT, "tests", "bench")
            if (lines := len(file.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
        }

        assert long == {}

    def test_have_names_that_say_what_is_in_them(self):
        vague = [
            str(path.relative_to(ROOT))
            for folder in (*PRODUCT, "tests", "bench")
            for path in (ROOT / folder).rglob("*")
            if path.stem in SAYS_NOTHING
            and path.suffix in (".py", ".ts", "")
            and "node_modules" not in path.parts
        ]

        assert vague == []

    def test_hold_no_unfinished_work(self):
        unfinished = [
            f"{file.relative_to(ROOT)}:{token.start[0]}"
            for file in python_files(*PRODUCT, "tests", "bench")
            for token in tokenize.generate_tokens(
                io.StringIO(file.read_text(encoding="utf-8")).readline
            )
            if token.type == tokenize.COMMENT and UNFINISHED.search(token.string)
        ]

        assert unfinished == []


class TestFunctions:
    def test_are_not_too_long(self):
        long = {
            place: length
            for place, node in parsed(*PRODUCT)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and "/migrations/" not in place  # a schema, table by table
            and (length := node.end_lineno - node.lineno + 1) > LONGEST_FUNCTION
        }

        assert long == {}


class TestExceptions:
    def test_are_never_swallowed(self):
        swallowed = [
            place
            for place, node in parsed(*PRODUCT, "tests", "bench")
            if isinstance(node, ast.ExceptHandler)
            and all(
                isinstance(step, ast.Pass | ast.Continue)
                or (isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant))
                for step in node.body
            )
        ]

        assert swallowed == []

    def test_are_not_suppressed_wholesale(self):
        suppressed = [
            place
            for place, node in parsed(*PRODUCT)
            if isinstance(node, ast.Call)
            and ast.unparse(node.func).endswith("suppress")
            and {"Exception", "BaseException"} & {ast.unparse(kind) for kind in node.args}
        ]

        assert suppressed == []


class TestErrors:
    def test_each_have_a_code_of_their_own(self):
        errors = importlib.import_module("doorgang_engine.errors")
        for package in PACKAGES:
            path = importlib.import_module(package).__path__
            for module in pkgutil.walk_packages(path, prefix=f"{package}."):
                # importing these runs them
                if not module.name.endswith(("__main__", ".env")) and ".versions." not in (
                    module.name
                ):
                    importlib.import_module(module.name)
        kinds = list(dict.fromkeys(all_subclasses(errors.EngineError)))

        without = [kind.__name__ for kind in kinds if "code" not in vars(kind)]
        codes = [vars(kind)["code"] for kind in kinds if "code" in vars(kind)]

        assert kinds
        assert without == []
        assert sorted({code for code in codes if codes.count(code) > 1}) == []


class TestLogLines:
    def test_are_fixed_texts_with_ids_beside_them(self):
        loose = [
            place
            for place, node in parsed(*PRODUCT)
            if is_log_call(node)
            and not (len(node.args) == 1 and isinstance(node.args[0], ast.Constant))
        ]

        assert loose == []


class TestTests:
    @pytest.mark.parametrize("folder", ["tests", "bench"])
    def test_are_never_left_out(self, folder):
        left_out = [
            place
            for place, node in parsed(folder)
            if (isinstance(node, ast.Attribute) and node.attr in LEFT_OUT)
            or (isinstance(node, ast.ImportFrom) and LEFT_OUT & {n.name for n in node.names})
        ]

        assert left_out == []
