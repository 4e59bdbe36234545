"""Files made to break the reader: refused, or judged within a moment."""

from __future__ import annotations

import time

import pytest
from tests.conformance.deciding import decide

from doorgang_engine.bpmn.read import MAX_BYTES
from doorgang_engine.dmn.judging import MAX_LOOKS
from doorgang_engine.dmn.support import MAX_COLUMNS, MAX_RULES, judge_table, read_table
from doorgang_engine.errors import RouteUnreadable

GOOD = decide("t", 'a:integer => b:string\n1 => "x"')
SECONDS = 15


class TestAFileThatIsNoTable:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "geen xml",
            "<definitions/>",
            '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
            '<!DOCTYPE x [<!ENTITY a "b">]>' + GOOD,
            GOOD.replace("</decision>", " " * MAX_BYTES + "</decision>"),
            GOOD.replace("</decision>", "<description/>" * 20_001 + "</decision>"),
            GOOD.replace("</decision>", "<a>" * 100 + "</a>" * 100 + "</decision>"),
            GOOD.replace("<text>1</text>", "<text>&b;</text>"),
        ],
    )
    def test_cannot_be_read(self, text):
        with pytest.raises(RouteUnreadable):
            judge_table(text)


class TestALargeTable:
    def test_is_judged_within_seconds(self):
        names = [f"a{n}" for n in range(MAX_COLUMNS)]
        heading = " | ".join(f"{name}:integer" for name in names)
        rules = [
            " | ".join([f"{n}", *(f"not({n})" for _ in names[1:])]) + ' => "x"'
            for n in range(MAX_RULES)
        ]
        text = decide("t", "\n".join([f"{heading} => uit:string", *rules]), policy="UNIQUE")
        began = time.perf_counter()

        table, findings = judge_table(text)

        assert time.perf_counter() - began < SECONDS
        assert (len(table.rules), findings) == (MAX_RULES, [])

    def test_with_long_lists_is_judged_within_seconds(self):
        rules = [", ".join(str(1000 * r + 2 * n) for n in range(100)) for r in range(MAX_RULES)]
        rows = "\n".join(f'{cell} => "x"' for cell in rules)
        began = time.perf_counter()

        _, findings = judge_table(decide("t", f"a:integer => b:string\n{rows}", policy="UNIQUE"))

        assert time.perf_counter() - began < SECONDS
        assert {f.code for f in findings} <= {"dmn_gap"}

    def test_is_not_searched_for_gaps_beyond_a_bound(self):
        rules = "\n".join(f'{n} | {n} | {n} => "x"' for n in range(40))
        rows = f"a:integer | b:integer | c:integer => d:string\n{rules}"

        assert MAX_LOOKS < 41**3 * 40
        assert judge_table(decide("t", rows))[1] == []


class TestATextInACell:
    @pytest.mark.parametrize(
        "text", ['"', "\\", "&", "<", "]]>", "${x}", "{naam}", "%s", "\U0001f600"]
    )
    def test_is_nothing_but_text(self, text):
        cell = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        table = read_table(decide("t", f"a:string => b:string\n{cell} => {cell}"))

        assert table.decide({"a": text}).values == {"b": text}

    @pytest.mark.parametrize("cell", ["{naam}", "{0}", "{naam!r}", "%(naam)s", "{{"])
    def test_is_told_as_it_is_when_it_is_refused(self, cell):
        _, findings = judge_table(decide("t", f'a:string => b:string\n{cell} => "x"'))

        assert cell in findings[0].message
