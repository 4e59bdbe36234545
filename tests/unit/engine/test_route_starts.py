"""Where a route may begin: by hand as its region has it, by a call where the call says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.cases import start_event
from doorgang_engine.errors import StartEventUnknown
from doorgang_engine.routes.bundle import prepare
from doorgang_engine.routes.library import assemble, read_library
from doorgang_engine.routes.publish import check_file

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def files():
    return read_library(library_dir=ROOT, config_dir=ROOT / "config")


def runnable(files, *, region, route="voorschool-po"):
    kinds = FormsAdapter().export_kinds
    return prepare(assemble(files, route=route, region=region, export_kinds=kinds))


def codes(files, *, route):
    found = check_file(
        files.file(route, "basis").bpmn,
        files=files,
        region="basis",
        export_kinds=FormsAdapter().export_kinds,
    )
    return [finding.code for finding in found]


class TestStarts:
    def test_are_those_of_the_region(self, files):
        amsterdam = runnable(files, region="amsterdam-diemen").starts()
        leiden = runnable(files, region="leiden").starts()

        assert "kind_gemeld" in [start.id for start in amsterdam]
        assert [start.id for start in leiden] == ["kind_aangemeld", "kind_drie_geworden"]

    def test_refuse_a_case_by_one_that_the_region_does_not_have(self, files):
        with pytest.raises(StartEventUnknown, match="kind_aangemeld, kind_drie_geworden"):
            start_event(runnable(files, region="leiden"), "kind_gemeld")
        assert start_event(runnable(files, region="amsterdam-diemen"), "kind_gemeld").role


class TestACallThatSaysWhereToBegin:
    @pytest.mark.parametrize("begin", ["weg", "aanvraag_door_school"])
    def test_is_refused_at_a_start_that_is_not_there_or_asks_a_form(self, files, begin):
        assert "call_start" not in codes(files, route="voorschool-po")

        assert "call_start" in codes(beginning_at(files, begin), route="voorschool-po")


def beginning_at(files, begin):
    """Return the library with a call from voorschool-po that begins elsewhere."""
    file = files.routes["voorschool-po"]["basis"]
    assert 'dg:begin="jongekind_voorbereiden"' in file.bpmn
    text = file.bpmn.replace('dg:begin="jongekind_voorbereiden"', f'dg:begin="{begin}"')
    return replace(
        files, routes={**files.routes, "voorschool-po": {"basis": replace(file, bpmn=text)}}
    )
