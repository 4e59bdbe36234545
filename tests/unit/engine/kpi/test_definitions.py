"""What each figure means: read strictly."""

from __future__ import annotations

import pytest

from doorgang_engine.kpi.definitions import (
    Aim,
    KpiInvalid,
    Way,
    parse_definitions,
    read_definitions,
    read_reference,
)
from doorgang_engine.kpi.milestones import MilestoneKind

GIVEN = {
    "naam": "Overdracht op tijd",
    "betekenis": "Op tijd, van alle",
    "rij": "Overdracht op tijd",
    "seeds": ["L-16"],
    "soort": "aandeel",
    "richting": "hoog",
    "norm": 95,
    "eenheid": "%",
    "van": ["mijlpaal:voorschool-po/overdracht_gedeeld"],
}


def parsed(**changed):
    table = {k: v for k, v in {**GIVEN, **changed}.items() if v is not None}
    return parse_definitions(raw={"kpi": {"proef": table}})[0]


class TestParseDefinitions:
    def test_reads_a_figure(self):
        found = parsed()

        assert (found.key, found.way, found.aim, found.norm) == ("proef", Way.SHARE, Aim.HIGH, 95)
        assert str(found.of[0]) == "mijlpaal:voorschool-po/overdracht_gedeeld"

    @pytest.mark.parametrize(
        "changed",
        [
            {"van": None},
            {"naam": None},
            {"soort": "gemiddelde"},
            {"richting": "omhoog"},
            {"norm": None},
            {"richting": "volgen"},
            {"richting": "nul", "norm": None},
            {"tot": ["mijlpaal:a/b"]},
            {"onbekend": 1},
            {"van": ["mijlpaal"]},
            {"van": ["mijlpaal:alleen_een_sleutel"]},
            {"van": ["taak:route/sleutel"]},
            {"uiterlijk": "24-03", "met": ["mijlpaal:a/b"]},
            {"uiterlijk": "02-30", "met": ["mijlpaal:a/b"]},
            {"uiterlijk": "03-24"},
            {"binnen": "drie weken", "met": ["mijlpaal:a/b"]},
            {"binnen": "PT3H", "met": ["mijlpaal:a/b"]},
            {"elke": "soms"},
            {"soort": "niet_meetbaar", "van": None, "norm": None, "richting": "volgen"},
        ],
    )
    def test_refuses_what_is_not_right(self, changed):
        with pytest.raises(KpiInvalid):
            parsed(**changed)

    def test_refuses_another_table(self):
        with pytest.raises(KpiInvalid):
            parse_definitions(raw={"kpi": {}, "cijfer": {}})


class TestReadDefinitions:
    def test_refuses_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(KpiInvalid):
            read_definitions(config_dir=tmp_path)


class TestReadReference:
    def test_knows_a_term_without_its_route(self):
        found = read_reference(text="termijn:tlv.beslis/voldaan", where="proef")

        assert (found.kind, found.route, found.key) == (
            MilestoneKind.TERM,
            "*",
            "tlv.beslis/voldaan",
        )
        assert str(found) == "termijn:tlv.beslis/voldaan"
