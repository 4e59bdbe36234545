from __future__ import annotations

from typing import Any

import pytest
from tests.unit.engine.terms.examples import rule

from doorgang_engine.terms.durations import Duration
from doorgang_engine.terms.overrides import apply_override
from doorgang_engine.terms.problems import TermOverrideRefused
from doorgang_engine.terms.rules import Kind, TermRule

SOURCE = "regions/voorbeeld.toml"
DECISION = rule(
    "wettelijk",
    "P6W",
    id="tlv.beslis",
    max="P8W",
    wettelijk=True,
    grondslag="Awb 4:13",
    opschortbaar=True,
    verlengbaar="P4W",
)
OBJECTION = rule(
    "wettelijk", "P6W", id="tlv.bezwaar", min="P6W", wettelijk=True, grondslag="Awb 6:7"
)
ADVICE = rule(
    "vaste-datum", "03-24", id="povo.advies", wettelijk=True, grondslag="Wet doorstroomtoetsen po"
)
DYSLEXIA = rule("werkweken", "P10W", id="dyslexie.beslis", opschortbaar=True)
SHARING = rule("leeftijd", "P3Y6M", id="voorschool.delen_uiterlijk", verschuiving="-P14D")
COMPLETENESS = rule("werkdagen", "P5D", id="tlv.volledigheid", max="P5D")


def overridden(base: TermRule, **table: Any) -> TermRule:
    return apply_override(rule=base, table=table, source=SOURCE)


class TestARegion:
    def test_chooses_a_duration_up_to_the_maximum(self):
        assert overridden(DECISION, duur="P8W").duration == Duration(weeks=8)

    def test_chooses_a_shorter_duration(self):
        assert overridden(DECISION, duur="P4W").duration == Duration(weeks=4)

    def test_keeps_the_bounds_of_the_base(self):
        chosen = overridden(DECISION, duur="P8W")

        assert (chosen.maximum, chosen.extendable, chosen.extended_ceiling) == (
            Duration(weeks=8),
            Duration(weeks=4),
            Duration(weeks=12),
        )
        assert (chosen.statutory, chosen.suspendable) == (True, True)

    def test_may_repeat_what_the_base_says(self):
        assert overridden(DECISION, soort="wettelijk", duur="P6W").duration == DECISION.duration

    def test_chooses_whether_school_holidays_count(self):
        assert not overridden(DYSLEXIA, vakantie_telt=False).counts_school_holidays

    def test_chooses_another_way_of_counting_where_no_bound_stands(self):
        chosen = overridden(DYSLEXIA, soort="beleid", duur="P10W")

        assert (chosen.kind, chosen.suspendable) == (Kind.POLICY, True)

    def test_chooses_another_age_and_offset(self):
        chosen = overridden(SHARING, duur="P3Y10M", verschuiving="-P7D")

        assert (chosen.duration_text, str(chosen.offset)) == ("P3Y10M", "-P7D")

    def test_makes_a_ground_of_its_own_unverified(self):
        assert not overridden(DECISION, grondslag="Verordening").verified
        assert overridden(DECISION, grondslag="Verordening", geverifieerd=True).verified

    @pytest.mark.parametrize(
        ("base", "table", "words"),
        [
            (
                DECISION,
                {"duur": "P9W"},
                "langer dan het maximum P8W (Awb 4:13). Kies P8W of korter",
            ),
            (DECISION, {"duur": "P2M"}, "langer dan het maximum P8W"),
            (DECISION, {"max": "P10W"}, "mag “max” niet wijzigen"),
            (DECISION, {"verlengbaar": "P8W"}, "mag “verlengbaar” niet wijzigen"),
            (DECISION, {"wettelijk": False}, "mag “wettelijk” niet wijzigen"),
            (DECISION, {"opschortbaar": False}, "mag “opschortbaar” niet wijzigen"),
            (DECISION, {"soort": "werkweken"}, "“soort” ligt vast"),
            (DECISION, {"duur": "zes weken"}, "zes weken"),
            (
                OBJECTION,
                {"duur": "P5W"},
                "korter dan het minimum P6W (Awb 6:7). Kies P6W of langer",
            ),
            (OBJECTION, {"duur": "P7W"}, "langer dan het maximum P6W"),
            (ADVICE, {"duur": "04-01"}, "de wet noemt 24 maart"),
            (COMPLETENESS, {"vakantie_telt": False}, "“vakantie_telt” ligt vast"),
            (DYSLEXIA, {"soort": "leeftijd"}, "opschortbaar"),
            (DYSLEXIA, {"duurr": "P2W"}, "mag “duurr” niet wijzigen"),
        ],
    )
    def test_is_refused_with_file_key_and_remedy(
        self, base: TermRule, table: dict[str, Any], words: str
    ):
        with pytest.raises(TermOverrideRefused) as refusal:
            overridden(base, **table)

        assert refusal.value.code == "term_override_refused"
        assert str(refusal.value).startswith(f'{SOURCE}, [termijnen."{base.id}"]')
        assert words in str(refusal.value)

    def test_is_refused_when_it_writes_no_table(self):
        with pytest.raises(TermOverrideRefused, match="tabel"):
            apply_override(rule=DECISION, table="P8W", source=SOURCE)
