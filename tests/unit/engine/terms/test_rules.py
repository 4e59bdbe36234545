from __future__ import annotations

from typing import Any

import pytest
from tests.unit.engine.terms.examples import rule

from doorgang_engine.terms.durations import Duration, parse_duration
from doorgang_engine.terms.limits import may_exceed
from doorgang_engine.terms.problems import TermRuleInvalid
from doorgang_engine.terms.rule_tables import parse_rule, parse_rules
from doorgang_engine.terms.rules import Kind, SuspensionFrom, rule_table

WHERE = 'terms/tlv.toml, ["tlv.beslis"]'
TLV = {
    "naam": "Besluit op de TLV-aanvraag",
    "soort": "wettelijk",
    "duur": "P6W",
    "max": "P8W",
    "wettelijk": True,
    "grondslag": "Awb 4:13",
    "geverifieerd": False,
    "opschortbaar": True,
    "verlengbaar": "P4W",
    "bron": "B1",
}


class TestParseRule:
    def test_reads_every_key(self):
        parsed = parse_rule(id="tlv.beslis", table=TLV, where=WHERE)

        assert (parsed.id, parsed.name, parsed.kind) == (
            "tlv.beslis",
            "Besluit op de TLV-aanvraag",
            Kind.STATUTORY,
        )
        assert (parsed.duration, parsed.maximum) == (Duration(weeks=6), Duration(weeks=8))
        assert (parsed.statutory, parsed.verified, parsed.suspendable) == (True, False, True)
        assert (parsed.ground, parsed.source) == ("Awb 4:13", "B1")
        assert parsed.suspension_from is SuspensionFrom.DAY

    @pytest.mark.parametrize(
        "table",
        [
            TLV,
            {**TLV, "opschorting_vanaf": "dag_na", "min": "P6W", "max_verlengd": "P9W"},
            {"naam": "A", "soort": "werkdagen", "duur": "P5D", "vakantie_telt": False},
            {"naam": "A", "soort": "lesweken", "duur": "P4W"},
            {"naam": "A", "soort": "leeftijd", "duur": "P3Y6M", "verschuiving": "-P14D"},
            {"naam": "A", "soort": "vaste-datum", "duur": "05-12", "verlengbaar": "P4W"},
        ],
    )
    def test_reads_what_it_writes(self, table: dict[str, Any]):
        parsed = parse_rule(id="a.b", table=table, where=WHERE)

        assert parse_rule(id="a.b", table=rule_table(rule=parsed), where=WHERE) == parsed

    def test_reads_all_rules_of_a_file(self):
        rules = parse_rules(tables={"tlv.beslis": TLV}, source="terms/tlv.toml")

        assert set(rules) == {"tlv.beslis"}

    def test_sorts_the_days_of_the_year(self):
        assert rule("vaste-datum", "12-01 04-01").duration_text == "04-01 12-01"

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"soort": "kalender"}, "kalender"),
            ({"soort": None}, "soort"),
            ({"naam": ""}, "naam"),
            ({"duur": "6 weken"}, "6 weken"),
            ({"duur": "PT48H"}, "telt uren"),
            ({"duur": "P0D"}, "langer dan nul"),
            ({"duur": "-P6W"}, "langer dan nul"),
            ({"duur": "P1M2W"}, "één eenheid"),
            ({"duur": "P9W"}, "langer dan max"),
            ({"min": "P7W"}, "korter dan min"),
            ({"duurr": "P6W"}, "duurr"),
            ({"wettelijk": "ja"}, "true of false"),
            ({"duur": 42}, "tekst"),
            ({"grondslag": ""}, "grondslag"),
            ({"vakantie_telt": False}, "vakantie_telt"),
            ({"verschuiving": "-P14D"}, "verschuiving"),
            ({"opschorting_vanaf": "morgen"}, "morgen"),
            ({"max_verlengd": "P6W"}, "verlengen kan nooit"),
        ],
    )
    def test_refuses_and_says_where_and_what(self, change: dict[str, Any], words: str):
        with pytest.raises(TermRuleInvalid) as refusal:
            parse_rule(id="tlv.beslis", table={**TLV, **change}, where=WHERE)

        assert refusal.value.code == "term_rule_invalid"
        assert str(refusal.value).startswith(WHERE)
        assert words in str(refusal.value)

    @pytest.mark.parametrize(
        ("soort", "duur", "more"),
        [
            ("werkdagen", "P1W", {}),
            ("werkweken", "P10D", {}),
            ("lesweken", "P20D", {}),
            ("lesweken", "P4W", {"vakantie_telt": True}),
            ("leeftijd", "P3Y", {"opschortbaar": True}),
            ("terugrekenen", "P3Y", {"verlengbaar": "P1W"}),
            ("vaste-datum", "24-03", {}),
            ("vaste-datum", "02-29", {}),
            ("vaste-datum", " ", {}),
            ("vaste-datum", "03-24", {"max": "P8W"}),
            ("beleid", "P6W", {"max_verlengd": "P8W"}),
            ("beleid", "P6W", {"opschorting_vanaf": "dag_na"}),
        ],
    )
    def test_refuses_what_does_not_fit_the_kind(self, soort: str, duur: str, more: dict[str, Any]):
        with pytest.raises(TermRuleInvalid):
            rule(soort, duur, **more)

    @pytest.mark.parametrize("id_", ["tlv", "Tlv.beslis", "tlv.", "tlv beslis"])
    def test_refuses_an_id_without_a_family(self, id_: str):
        with pytest.raises(TermRuleInvalid, match="familie"):
            parse_rule(id=id_, table=TLV, where=WHERE)

    def test_refuses_what_is_no_table(self):
        with pytest.raises(TermRuleInvalid, match="tabel"):
            parse_rule(id="tlv.beslis", table="P6W", where=WHERE)


class TestCeiling:
    def test_is_the_maximum(self):
        assert parse_rule(id="a.b", table=TLV, where=WHERE).ceiling == Duration(weeks=8)

    def test_of_a_legal_term_without_maximum_is_its_duration(self):
        legal = rule("wettelijk", "P6W", wettelijk=True, grondslag="Awb 6:7")

        assert legal.ceiling == Duration(weeks=6)

    def test_of_a_policy_is_none(self):
        assert rule("beleid", "P6W").ceiling is None

    def test_with_extension_is_maximum_and_extension(self):
        assert parse_rule(id="a.b", table=TLV, where=WHERE).extended_ceiling == Duration(weeks=12)

    def test_with_extension_can_be_lower(self):
        lower = parse_rule(id="a.b", table={**TLV, "max_verlengd": "P10W"}, where=WHERE)

        assert lower.extended_ceiling == Duration(weeks=10)


class TestMayExceed:
    @pytest.mark.parametrize(
        ("text", "limit", "expected"),
        [
            ("P8W", "P8W", False),
            ("P9W", "P8W", True),
            ("P56D", "P8W", False),
            ("P57D", "P8W", True),
            ("P1Y", "P12M", False),
            ("P2M", "P8W", True),
            ("P2M", "P9W", False),
            ("P3M", "P13W", True),
            ("P89D", "P3M", False),
            ("P90D", "P3M", True),
            ("P1Y", "P366D", False),
            ("P1Y", "P365D", True),
            ("P1M1D", "P1M", True),
        ],
    )
    def test_takes_the_longest_against_the_shortest(
        self, text: str, limit: str, *, expected: bool
    ):
        assert (
            may_exceed(duration=parse_duration(text=text), limit=parse_duration(text=limit))
            is expected
        )
