"""A form that tells the last day of a term, in a case on a real database."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
from tests import small_route

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.cases import start_case
from doorgang_engine.errors import LibraryInvalid
from doorgang_engine.model import Actor
from doorgang_engine.routes.library import assemble, read_library
from doorgang_engine.submissions import open_submission
from doorgang_engine.tasks import complete_task

ROOT = Path(__file__).parents[2]
TOLD = [
    {"key": "ontvangen", "type": "date", "label": {"nl": "Ontvangen op"}},
    {
        "key": "uiterlijk",
        "type": "computed",
        "label": {"nl": "Uiterlijk"},
        "compute": {"fn": "term", "of": "ontvangen", "term": "proef.toets"},
    },
]


def forms_that_tell():
    forms = deepcopy(small_route.FORMS)
    forms["toets"]["sections"][0]["fields"] += TOLD
    return forms


class TestATask:
    def test_keeps_the_day_by_the_rules_of_its_own_bundle(self, parts):
        small_route.publish(parts, forms=forms_that_tell())
        case = start_case(
            beginning=small_route.beginning(), actor=small_route.BEGINNER, parts=parts,
            now=small_route.START,
        )  # fmt: skip
        with parts.new_uow() as uow:
            (task,) = uow.tasks.of_case(case.id)

        complete_task(
            task_id=task.id,
            submission={"compleet": True, "ontvangen": "2027-03-01"},
            actor=Actor(
                id="loes", role=task.role, organisation=task.organisation, region=case.region
            ),
            parts=parts,
            now=small_route.START,
        )

        with parts.new_uow() as uow:
            (kept,) = [one for one in uow.submissions.of_case(case.id) if one.form == "toets"]
            data = open_submission(kept, uow.cases.key(case.id))
        # five working days after Monday the first
        assert data["uiterlijk"] == "2027-03-08"


class TestALibrary:
    def test_is_not_published_with_a_term_that_the_region_does_not_have(self):
        files = read_library(library_dir=ROOT, config_dir=ROOT / "config")
        route = "jongekind-verkenning"
        made = assemble(
            files, route=route, region="leiden", export_kinds=FormsAdapter().export_kinds
        )
        key = next(iter(made["forms"]))
        form = json.loads(json.dumps(made["forms"][key]))
        form["sections"][0]["fields"] += TOLD
        changed = replace(files, forms={**files.forms, key: form})

        with pytest.raises(LibraryInvalid, match=r"proef\.toets"):
            assemble(
                changed, route=route, region="leiden", export_kinds=FormsAdapter().export_kinds
            )
