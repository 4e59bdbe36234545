"""Nothing outside the engine opens a dossier: whoever looks, looks at the desk, which logs it."""

from __future__ import annotations

import ast

import pytest
from tests.architecture.test_sources import ROOT, python_files

OPENS = {"open_submission", "subject_of", "find_subject", "read_event", "name_in"}
#: Repositories of which the content is a dossier's, with what may be asked of them nonetheless.
CLOSED = {
    "cases": {"page", "numbers"},  # pages of lists; the desk notes them
    "submissions": set(),
    "history": set(),
    "terms": {"of_case"},
    "tasks": {"page"},
}
#: Play fictional cases, and name cases to operators; the command that shows one notes it itself.
EXEMPT = {
    "demo/play.py",
    "year/child.py",
    "year/proof.py",
    "demo/timeline.py",
    "cli/case.py",
    "cli/destruction.py",
}
#: One that shows only the number of a case to the coordinator, after noting the list.
MAY_GET_CASES = {"pages/incident_pages.py", "pages/notice_pages.py"}
API = ROOT / "api" / "doorgang_api"


def findings(name, tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (one.name for one in node.names if one.name in OPENS)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Dossier"):
            yield ast.unparse(node.func)
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Attribute):
            continue
        repository, asked = node.value.attr, node.attr
        if repository not in CLOSED or asked in CLOSED[repository]:
            continue
        if (repository, asked) == ("cases", "get") and name in MAY_GET_CASES:
            continue
        if "uow" in ast.unparse(node.value):
            yield f"{ast.unparse(node)}"


def opened():
    for file in python_files("api"):
        name = str(file.relative_to(API))
        if name not in EXEMPT:
            tree = ast.parse(file.read_text(encoding="utf-8"))
            yield from ((name, found) for found in findings(name, tree))


class TestDoor:
    def test_is_the_only_way_to_a_dossier(self):
        assert list(opened()) == []

    @pytest.mark.parametrize(
        "source",
        [
            "key = uow.cases.key(case.id)",
            "with house.read_uow() as uow:\n    case = uow.cases.get(case_id)",
            "found = desk.uow.submissions.of_case(case.id)",
            "seen = Dossier(case=case, sight=sight)",
            "from doorgang_engine.submissions import open_submission",
            "from doorgang_engine.subject import subject_of as name",
        ],
    )
    def test_would_be_missed(self, source):
        assert list(findings("pages/new.py", ast.parse(source)))
