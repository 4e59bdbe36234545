"""The cohorts that we ship: each of its templates is a list that its route takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from doorgang_api.demo.people import organisations
from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.cohort import cohorts_of
from doorgang_engine.cohorts.checking import check_list
from doorgang_engine.cohorts.columns import open_cohort
from doorgang_engine.cohorts.template import template_of
from doorgang_engine.model import Bundle
from doorgang_engine.routes.bundle import prepare
from doorgang_engine.routes.library import assemble, read_library
from doorgang_engine.routes.publish import check_file

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
FORMS = FormsAdapter()
LIBRARY = read_library(library_dir=ROOT, config_dir=ROOT / "config")
SHIPPED = [
    (route, table["key"])
    for route, files in sorted(LIBRARY.routes.items())
    for table in files["basis"].info["cohort"]
]


def opened(route, key):
    content = assemble(LIBRARY, route=route, region="basis", export_kinds=FORMS.export_kinds)
    bundle = Bundle(
        region="basis",
        route=route,
        number=1,
        hash="",
        content=content,
        published_at=NOW,
        published_by="test",
        reason="proef",
    )
    cohort = next(one for one in cohorts_of(bundle) if one.key == key)
    return open_cohort(bundle=bundle, runnable=prepare(content), cohort=cohort, forms=FORMS)


class TestShippedCohorts:
    def test_are_judged_by_the_gate(self):
        file = LIBRARY.routes["opp"]["basis"]
        table = {"key": "x", "start_event": "nergens", "columns": {}, "fixed": {}}
        routes = {"opp": {"basis": replace(file, info={**file.info, "cohort": [table]})}}

        found = check_file(
            file.bpmn,
            files=replace(LIBRARY, routes={**LIBRARY.routes, **routes}),
            region="basis",
            export_kinds=FORMS.export_kinds,
        )

        assert [one.element for one in found if one.code == "cohort_start"] == ["nergens"]

    def test_are_told_in_the_documentation(self):
        text = (ROOT / "docs" / "cohorts.md").read_text("utf-8")

        assert [pair for pair in SHIPPED if f"| `{pair[0]}` | `{pair[1]}` |" not in text] == []
        assert len(SHIPPED) == 6

    @pytest.mark.parametrize(("route", "key"), SHIPPED)
    def test_take_their_own_template_with_another_child(self, route, key):
        cohort = opened(route, key)
        text = template_of(opened=cohort, organisations=organisations("basis"))

        (child,) = check_list(
            content=text.replace("Noor", "Sem").encode(),
            opened=cohort,
            organisations=organisations("basis"),
            own=None,
            forms=FORMS,
            now=NOW,
        )

        assert child.subject.name == "Sem Voorbeeld"
        assert set(child.participants) >= {cohort.own_kind}


class TestBeginningFromCases:
    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({}, ""),
            ({"variable": "geldig_tod"}, "kent 'geldig_tod' niet"),
            ({"given": {"geldig_tot": "geldig_tot"}}, "moet dan 'Soort' weten"),
            ({"given": {"geldig_tot": "x", "soort_tlv": "besluit_soort"}}, "kent 'x' niet"),
            ({"route": "jaarplan"}, "is er niet, of gaat niet over een kind"),
            ({"outcomes": ["gelukt"]}, "eindigt nooit met gelukt"),
        ],
    )
    def test_is_judged_by_the_gate(self, changed, words):
        file = LIBRARY.routes["tlv-verlenging"]["basis"]
        (table,) = file.info["terugkerend"]
        table = {**table, "source": {**table["source"], **changed}}
        routes = {
            "tlv-verlenging": {"basis": replace(file, info={**file.info, "terugkerend": [table]})}
        }

        found = check_file(
            file.bpmn,
            files=replace(LIBRARY, routes={**LIBRARY.routes, **routes}),
            region="basis",
            export_kinds=FORMS.export_kinds,
        )

        told = [one.message for one in found if one.code == "schedule_start"]
        assert len(told) == bool(words)
        assert words in "".join(told)
