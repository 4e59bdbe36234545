"""Decision tables of the library: read, per region, checked with the routes that ask them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest
from tests.conformance.deciding import decide

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.dmn.errors import TableRefused
from doorgang_engine.errors import LibraryInvalid, RouteRefused
from doorgang_engine.routes.library import assemble, read_library
from doorgang_engine.routes.publish import Publication, check_file, publish_library
from doorgang_engine.routes.table_files import check_table_file, read_table_files

ROOT = Path(__file__).parents[3]
ROUTE, KEY, REGION = "tlv-aanvraag", "tlv-tweede-deskundige", "amsterdam-diemen"
KINDS = FormsAdapter().export_kinds


@lru_cache(maxsize=1)
def library():
    return read_library(library_dir=ROOT, config_dir=ROOT / "config")


def with_table(key, region, text):
    files = library()
    tables = {**files.decisions.get(key, {}), region: text}
    return replace(files, decisions={**files.decisions, key: tables})


def table(rows, key=KEY, **columns):
    return decide(key, rows, policy="UNIQUE", **columns)


GOOD = table('soort_gevraagd:string => gevraagde_discipline:string\n- => "arts"')


class Uow:
    """As much of a unit of work as the gate before publication asks."""

    def __init__(self):
        self.bundles = self

    def fingerprint(self):
        return ""


def publish(files):
    publication = Publication(by="test", at=datetime(2027, 1, 1, tzinfo=UTC), reason="proef")
    publish_library(files=files, export_kinds=KINDS, publication=publication, uow=Uow())


class TestTheFilesOfTables:
    def test_need_a_base(self, tmp_path):
        (tmp_path / "tabel").mkdir()
        (tmp_path / "tabel" / "leiden.dmn").write_text(GOOD, encoding="utf-8")

        with pytest.raises(LibraryInvalid, match=r"er is geen basis\.dmn"):
            read_table_files(tmp_path)

    def test_need_not_be_there(self, tmp_path):
        assert read_table_files(tmp_path / "weg") == {}

    def test_are_all_right_as_they_are_shipped(self):
        findings = [
            (key, region, finding)
            for key, files in library().decisions.items()
            for region, text in files.items()
            for finding in check_table_file(
                text, key=key, region=region, files=library().decisions
            )
        ]

        assert findings == []

    def test_are_each_asked_by_a_route(self):
        texts = [f.bpmn for files in library().routes.values() for f in files.values()]

        unasked = [k for k in library().decisions if not any(f'"{k}"' in t for t in texts)]
        assert unasked == []


class TestARegionalTable:
    def test_goes_into_the_bundle_of_its_region_alone(self):
        files = library()
        here = assemble(files, route=ROUTE, region=REGION, export_kinds=KINDS)["decisions"]
        there = assemble(files, route=ROUTE, region="leiden", export_kinds=KINDS)["decisions"]

        assert here[KEY] == files.decisions[KEY][REGION]
        assert there[KEY] == files.decisions[KEY]["basis"]

    def test_must_give_what_the_base_gives(self):
        text = table('soort_gevraagd:string => andere:string\n- => "arts"')
        findings = check_table_file(text, key=KEY, region="leiden", files=library().decisions)

        assert [f.code for f in findings] == ["dmn_regional"]

    def test_must_have_the_key_of_its_folder(self):
        text = GOOD.replace(KEY, "anders")
        findings = check_table_file(text, key=KEY, region="leiden", files=library().decisions)

        assert [f.code for f in findings] == ["dmn_key"]

    def test_changes_what_the_library_is_known_by(self):
        assert with_table(KEY, "leiden", GOOD).fingerprint() != library().fingerprint()


class TestABundleWithoutTables:
    def test_says_nothing_of_them(self):
        content = assemble(library(), route="opp", region="basis", export_kinds=KINDS)

        assert "decisions" not in content


class TestPublishing:
    def test_refuses_a_library_with_a_table_that_is_wrong(self):
        rows = 'soort_gevraagd:string => gevraagde_discipline:string\nSO => "arts"'

        with pytest.raises(TableRefused) as raised:
            publish(with_table(KEY, "leiden", table(rows)))
        assert raised.value.findings[0].code == "cell_name"

    def test_checks_a_route_with_the_table_of_each_region(self):
        rows = 'nergens_bekend:string => gevraagde_discipline:string\n- => "arts"'

        with pytest.raises(RouteRefused) as raised:
            publish(with_table(KEY, "leiden", table(rows)))
        assert raised.value.findings[0].code == "table_input_unknown"


class TestAnAnswerOfAForm:
    OFFERED = '"SBO","SO","VSO","PRO","OPDC"'

    def codes(self, rows, **columns):
        files = with_table(KEY, "leiden", table(rows, **columns))
        text = files.file(ROUTE, "leiden").bpmn
        found = check_file(text, files=files, region="leiden", export_kinds=KINDS)
        return [f.code for f in found if f.code.startswith("table_")]

    @pytest.mark.parametrize(
        ("cell", "codes"),
        [
            ('"SO","VSO"', []),
            ('not("SO")', []),
            ('""', []),
            ('"SOO","VSO"', ["table_value_unknown"]),
            ('not("so")', ["table_value_unknown"]),
        ],
    )
    def test_that_is_misspelt_in_a_rule_is_refused(self, cell, codes):
        rows = f'soort_gevraagd:string => gevraagde_discipline:string\n{cell} => "arts"'

        assert self.codes(rows) == codes

    def test_that_a_column_does_not_allow_is_refused(self):
        rows = 'soort_gevraagd:string => gevraagde_discipline:string\n- => "arts"'
        some = {"values": self.OFFERED.replace(',"OPDC"', "")}

        assert self.codes(rows, soort_gevraagd={"values": self.OFFERED}) == []
        assert self.codes(rows, soort_gevraagd=some) == ["table_value_missing"]

    def test_is_not_judged_where_something_else_fills_the_variable(self):
        rows = 'tlv_uitkomst:string => gevraagde_discipline:string\n"wat dan ook" => "arts"'

        assert self.codes(rows) == []
