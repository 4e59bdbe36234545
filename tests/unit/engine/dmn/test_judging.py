"""Tables: what is refused or warned of before publication, and what a good one decides."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.conformance.deciding import decide

from doorgang_engine.dmn.errors import TableRefused, TableUndecided
from doorgang_engine.dmn.judging import MAX_TOLD
from doorgang_engine.dmn.support import MAX_COLUMNS, MAX_RULES, judge_table, read_table

FILES = Path(__file__).parent / "files"
PLACE = """
leeftijd:integer | niveau:string => school:string
[4..7]           | -             => "basis"
[7..12]          | "havo"        => "hoog"
"""

OTHER_DECISION = '<informationRequirement><requiredDecision href="#b"/></informationRequirement>'
ZEEBE = '<z:calledDecision xmlns:z="http://camunda.org/schema/zeebe/1.0" decisionId="x"/>'


def found_in(text):
    return [finding.code for finding in judge_table(text)[1]]


def with_(old, new, text=None):
    text = text or decide("plaats", 'leeftijd:integer => school:string\n- => "basis"')
    assert old in text
    return text.replace(old, new)


class TestAFileOfAnEditor:
    @pytest.mark.parametrize("name", ["dmn_js_simple", "camunda_modeler"])
    def test_passes_the_gate(self, name):
        table, findings = judge_table((FILES / f"{name}.dmn").read_text(encoding="utf-8"))

        assert (table.key, findings) == (name, [])

    @pytest.mark.parametrize(
        ("advies", "leeftijd", "rule", "profiel"),
        [("vwo", 13, 1, "A"), ("vmbo", 99, 2, "B"), ("havo", 10, 3, "B"), ("havo", 14, 3, "B")],
    )
    def test_of_dmn_js_decides_as_it_is_drawn(self, advies, leeftijd, rule, profiel):
        table = read_table((FILES / "dmn_js_simple.dmn").read_text(encoding="utf-8"))

        decided = table.decide({"advies": advies, "leeftijd": leeftijd, "meer": 1})

        assert (decided.rules, decided.values) == ((rule,), {"profiel": profiel})

    @pytest.mark.parametrize(
        ("ingang", "thuiszitter", "rule", "dagen"),
        [
            ("2027-08-31", False, 1, 5),
            ("2027-09-01", True, 2, 10),
            ("2027-09-01", False, 3, 20),
            ("", True, 3, 20),
        ],
    )
    def test_of_camunda_decides_as_it_is_drawn(self, ingang, thuiszitter, rule, dagen):
        table = read_table((FILES / "camunda_modeler.dmn").read_text(encoding="utf-8"))

        decided = table.decide({"ingang": ingang, "thuiszitter": thuiszitter})

        assert (decided.rules, decided.values["dagen"]) == ((rule,), dagen)


class TestUnique:
    def test_is_refused_where_two_rules_hit_with_an_example(self):
        _, findings = judge_table(decide("plaats", PLACE, policy="UNIQUE"))

        overlap = next(f for f in findings if f.code == "dmn_overlap")
        assert 'leeftijd = 7, niveau = "havo"' in overlap.message
        assert (overlap.element, overlap.is_error) == ("regel_2", True)

    def test_passes_where_one_column_keeps_the_rules_apart(self):
        apart = PLACE.replace("[7..12]", "(7..12]")

        assert found_in(decide("plaats", apart, policy="UNIQUE")) == ["dmn_gap"]

    def test_sees_through_not_and_allowed_values(self):
        rows = 'a:string => b:string\nnot("x") => "1"\nnot("y") => "2"'

        assert "dmn_overlap" in found_in(decide("t", rows, policy="UNIQUE"))
        assert found_in(decide("t", rows, policy="UNIQUE", a={"values": '"x","y"'})) == []

    def test_tells_no_more_than_a_handful_of_pairs(self):
        rows = "a:integer => b:string\n" + '- => "1"\n' * 30

        assert found_in(decide("t", rows, policy="UNIQUE")).count("dmn_overlap") == MAX_TOLD

    def test_decides_nothing_when_the_gate_was_wrong_after_all(self):
        table = read_table(decide("plaats", PLACE, policy="UNIQUE"))

        with pytest.raises(TableUndecided, match="meer dan één regel past: 1, 2"):
            table.decide({"leeftijd": 7, "niveau": "havo"})

    def test_decides_nothing_when_no_rule_hits(self):
        table = read_table(decide("plaats", PLACE, policy="UNIQUE"))

        with pytest.raises(TableUndecided, match="geen enkele regel past"):
            table.decide({"leeftijd": 30, "niveau": "havo"})

    def test_gives_its_default_when_no_rule_hits(self):
        text = decide("plaats", PLACE, policy="FIRST", school={"default": '"geen"'})

        decided = read_table(text).decide({"leeftijd": 30, "niveau": "havo"})

        assert (decided.rules, decided.values) == ((), {"school": "geen"})
        assert found_in(text) == []


class TestAny:
    ROWS = (
        'a:integer => b:string | c:integer\n[1..5] => "x" | 1\n[5..9] => "x" | 1\n> 9 => "y" | 2'
    )

    def test_passes_when_rules_that_hit_together_agree(self):
        table = read_table(decide("t", self.ROWS, policy="ANY"))

        assert found_in(decide("t", self.ROWS, policy="ANY")) == ["dmn_gap"]
        assert table.decide({"a": 5}).rules == (1, 2)

    def test_is_refused_when_they_do_not(self):
        text = decide(
            "t", self.ROWS.replace('[5..9] => "x" | 1', '[5..9] => "x" | 2'), policy="ANY"
        )

        assert "dmn_disagree" in found_in(text)
        with pytest.raises(TableUndecided, match="spreken elkaar tegen: 1, 2"):
            read_table(text).decide({"a": 5})


class TestFirst:
    def test_gives_the_first_and_warns_of_a_rule_that_never_counts(self):
        rows = 'a:integer => b:string\n< 5 => "1"\n- => "2"\n[1..9] => "3"'
        text = decide("t", rows)

        assert read_table(text).decide({"a": 4}).rules == (1,)
        assert found_in(text) == ["dmn_never"]


class TestCollect:
    ROWS = 'a:integer => b:string\n< 5 => "klein"\n> 2 => "groot"\n3 => "drie"'

    def test_gives_a_list_in_the_order_of_the_table(self):
        table = read_table(decide("t", self.ROWS, policy="COLLECT"))

        assert table.kinds == {"b": "lijst"}
        assert table.decide({"a": 3}).values == {"b": ["klein", "groot", "drie"]}
        assert table.decide({"a": 3}).rules == (1, 2, 3)

    def test_gives_an_empty_list_when_nothing_hits(self):
        text = decide("t", self.ROWS.replace("< 5", "< 1"), policy="COLLECT")

        assert read_table(text).decide({"a": 2}).values == {"b": []}

    def test_is_refused_for_numbers_or_two_outputs(self):
        two = (
            self.ROWS.replace("b:string", "b:string | c:string").replace('"\n', '" | ""\n') + '|""'
        )

        assert found_in(decide("t", two, policy="COLLECT")) == ["dmn_collect"]
        number = "a:integer => b:integer\n1 => 1"
        assert found_in(decide("t", number, policy="COLLECT")) == ["dmn_collect"]


class TestADecision:
    @pytest.mark.parametrize("value", ["7", True, 7.0, None])
    def test_is_not_taken_on_a_value_of_another_kind(self, value):
        with pytest.raises(TableUndecided, match="'leeftijd' is geen getal"):
            read_table(decide("plaats", PLACE)).decide({"leeftijd": value, "niveau": "havo"})

    def test_is_not_taken_on_a_value_that_is_not_allowed(self):
        text = decide("plaats", PLACE, niveau={"values": '"havo","vwo"'})

        with pytest.raises(TableUndecided, match="toegestane waarden") as raised:
            read_table(text).decide({"leeftijd": 5, "niveau": "geheim"})
        assert "geheim" not in str(raised.value)

    def test_is_not_taken_on_a_day_that_is_none(self):
        text = decide("t", 'dag:date => b:string\n- => "x"')

        with pytest.raises(TableUndecided, match="'dag' is geen datum"):
            read_table(text).decide({"dag": "morgen"})


class TestTheGate:
    def test_warns_of_what_no_rule_is_for_with_an_example(self):
        rows = f'dag:date | ja:boolean => b:string\n>= date("{date(2027, 1, 1)}") | true => "x"'
        _, (gap,) = judge_table(decide("t", rows))

        assert gap.code == "dmn_gap"
        assert not gap.is_error
        assert "ja = false" in gap.message

    def test_warns_that_a_day_may_not_be_filled_in(self):
        rows = 'dag:date => b:string\n>= date("2027-01-01") => "x"\n< date("2027-01-01") => "y"'

        assert "dag = (niet ingevuld)" in judge_table(decide("t", rows))[1][0].message

    def test_names_table_rule_column_cell_reason_and_remedy(self):
        rows = 'leeftijd:integer => school:string\n1 => "a"\n4,5 => "b"'
        _, (finding,) = judge_table(decide("plaats", rows))

        assert finding.message == (
            "Tabel 'Tabel plaats', regel 2, kolom 'leeftijd': bij '4,5': een komma scheidt "
            "waarden, en is geen decimaalteken."
        )
        assert finding.remedy.startswith("Schrijf een lijst met een spatie")
        assert (finding.element, finding.line > 1) == ("inputEntry_2_1", True)

    @pytest.mark.parametrize(
        ("old", "new", "code"),
        [
            ("DMN/20191111/MODEL/", "DMN/20180521/MODEL/", "dmn_version"),
            ("DMN/20191111/MODEL/", "DMN/20211108/MODEL/", "dmn_version"),
            ('hitPolicy="FIRST"', 'hitPolicy="PRIORITY"', "dmn_policy"),
            ('hitPolicy="FIRST"', 'hitPolicy="RULE ORDER"', "dmn_policy"),
            ('hitPolicy="FIRST"', 'hitPolicy="OUTPUT ORDER"', "dmn_policy"),
            ('hitPolicy="FIRST"', 'hitPolicy="first"', "dmn_policy"),
            ('hitPolicy="FIRST"', 'hitPolicy="COLLECT" aggregation="SUM"', "dmn_aggregation"),
            ('hitPolicy="FIRST"', 'preferredOrientation="Rule-as-Column"', "dmn_attribute"),
            ("<text>leeftijd<", "<text>leeftijd + 1<", "dmn_input"),
            ("<text>leeftijd<", "<text>kind.leeftijd<", "dmn_input"),
            ("<text>leeftijd<", "<text>true<", "dmn_input"),
            ("<text>leeftijd<", "<text><", "dmn_input"),
            ('name="school"', 'name="De school"', "dmn_output"),
            ('name="school"', 'name="null"', "dmn_output"),
            ('name="school"', 'name="leeftijd"', "dmn_output_twice"),
            ('typeRef="integer"', 'typeRef="dateTime"', "dmn_type"),
            ('typeRef="integer"', 'typeRef="Any"', "dmn_type"),
            ('typeRef="integer"', "", "dmn_type"),
            ('id="regel_1"', 'id="tabel"', "dmn_id_twice"),
            ("</decision>", '</decision><decision id="b"/>', "dmn_several_decisions"),
            ("<decision ", '<import id="im"/><decision ', "dmn_element"),
            ("<decision ", '<businessKnowledgeModel id="b"/><decision ', "dmn_element"),
            ("<decision ", '<itemDefinition id="b"/><decision ', "dmn_element"),
            (
                "<decisionTable ",
                f"{OTHER_DECISION}<decisionTable ",
                "dmn_element",
            ),
            ("<text>-</text>", "", "dmn_element"),
            ("<text>-</text>", "-", "dmn_element"),
            ("<text>-</text>", "<text>1</text><text>2</text>", "dmn_element"),
            ("<text>-</text>", '<text>1<x xmlns="urn:x"/>, 2</text>', "dmn_element"),
            ("<text>-</text>", "<text>1<text/>, 2</text>", "dmn_element"),
            ("<text>-</text>", '"a"<text>-</text>', "dmn_element"),
            ('id="inputEntry_1_1"', 'id="x" expressionLanguage="python"', "dmn_language"),
            ('id="inputEntry_1_1"', 'id="x" expressionLanguage="juel"', "dmn_language"),
            ('id="inputEntry_1_1"', 'id="x" typeRef="string"', "dmn_attribute"),
            (
                'id="in_1"',
                'id="in_1" xmlns:c="http://camunda.org/schema/1.0/dmn" c:inputVariable="x"',
                "dmn_foreign",
            ),
            (
                "<decisionTable ",
                f"<extensionElements>{ZEEBE}</extensionElements><decisionTable ",
                "dmn_foreign",
            ),
        ],
    )
    def test_refuses_what_is_not_carried_out(self, old, new, code):
        text = with_(old, new)

        assert code in found_in(text)
        assert any(finding.is_error for finding in judge_table(text)[1])

    @pytest.mark.parametrize(
        ("tag", "word"),
        [("literalExpression", "een losse uitdrukking"), ("context", "een context")],
    )
    def test_refuses_a_decision_that_is_no_table(self, tag, word):
        text = decide("plaats", PLACE)
        begin, end = text.index("<decisionTable"), text.index("</decision>")
        _, (finding, *_) = judge_table(f"{text[:begin]}<{tag}><text>1</text></{tag}>{text[end:]}")

        assert finding.code == "dmn_no_table"
        assert word in finding.message

    def test_refuses_what_lacks_a_part(self):
        assert found_in(decide("t", "a:integer => b:string")) == ["dmn_lacks"]
        assert "dmn_cells" in found_in(decide("t", 'a:integer => b:string\n1 | 2 => "x"'))
        assert "dmn_cells" in found_in(decide("t", 'a:integer | c:string => b:string\n1 => "x"'))
        assert found_in(decide("t", 'a:integer | a:integer => b:string\n- | - => "x"')) == [
            "dmn_input_twice"
        ]
        empty = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>'
        assert found_in(empty) == ["dmn_no_decision"]

    def test_refuses_a_default_for_a_part_of_the_outputs(self):
        rows = 'a:integer => b:string | c:string\n- => "x" | "y"'

        assert found_in(decide("t", rows, b={"default": '"z"'})) == ["dmn_default"]

    def test_refuses_cells_outside_the_allowed_values(self):
        rows = 'a:string => b:string\n"x" => "1"\n"z" => "2"'
        columns = {"a": {"values": '"x","y"'}, "b": {"values": '"1"'}}

        assert found_in(decide("t", rows, **columns)) == ["cell_outside", "cell_outside"]

    @pytest.mark.parametrize("cell", ['"x","z"', 'not("z")'])
    def test_refuses_a_slip_of_the_pen_among_allowed_values(self, cell):
        text = decide("t", f'a:string => b:string\n{cell} => "1"', a={"values": '"x","y"'})

        assert "cell_outside" in found_in(text)

    def test_refuses_a_table_that_nobody_can_read(self):
        rows = "a:integer => b:string\n" + '- => "x"\n' * (MAX_RULES + 1)
        wide = " | ".join(f"a{n}:integer" for n in range(MAX_COLUMNS + 1))
        cells = " | ".join("-" * (MAX_COLUMNS + 1))

        assert found_in(decide("t", rows)) == ["dmn_large"]
        assert found_in(decide("t", f'{wide} => b:string\n{cells} => "x"')) == ["dmn_large"]

    def test_is_read_back_from_a_bundle_as_it_was(self):
        text = decide("plaats", PLACE)

        assert read_table(text) == judge_table(text)[0]
        assert read_table(text).version != read_table(text + " ").version

    def test_does_not_read_back_what_it_could_not_read(self):
        with pytest.raises(TableRefused) as raised:
            read_table(decide("t", 'a:integer => b:string\n4,5 => "x"'))
        assert raised.value.findings[0].code == "cell_comma"
