"""Random tables against a plain reading of DMN: what is decided, what the gate is sure of."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.conformance.deciding import decide

from doorgang_engine.dmn.cells import read_tests
from doorgang_engine.dmn.errors import TableUndecided
from doorgang_engine.dmn.literals import CellRefused
from doorgang_engine.dmn.sets import encode
from doorgang_engine.dmn.support import judge_table, read_table

LETTERS = ["", "a", "b", 'c"', "d\\", "é,", "-", "not", "[1..2]", "“e”"]
FIRST_DAY = date(2027, 1, 1)
VALUES = {
    "integer": range(-4, 5),
    "string": LETTERS,
    "boolean": [True, False],
    "date": [(FIRST_DAY + timedelta(days=n)).isoformat() for n in range(6)],
}
TYPES = st.sampled_from(sorted(VALUES))
COMPARE = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def written(type_ref, value):
    """Write a value as S-FEEL does."""
    if type_ref == "string":
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if type_ref == "date":
        return f'date("{value}")'
    return str(value).lower()


@st.composite
def a_test(draw, type_ref):
    """Return a test as it is written, and whether it accepts a value, each by itself."""
    one = draw(st.sampled_from(list(VALUES[type_ref])))
    shape = draw(st.sampled_from(["value", "compare", "range"]))
    if shape == "value" or type_ref in ("string", "boolean"):
        return written(type_ref, one), lambda v: v == one
    if shape == "compare":
        sign = draw(st.sampled_from(sorted(COMPARE)))
        return f"{sign} {written(type_ref, one)}", lambda v: COMPARE[sign](v, one)
    other = draw(st.sampled_from(list(VALUES[type_ref])))
    begin, end = draw(st.sampled_from("[(]")), draw(st.sampled_from("])["))
    text = f"{begin}{written(type_ref, one)}..{written(type_ref, other)}{end}"

    def accepts(v):
        after = v >= one if begin == "[" else v > one
        return after and (v <= other if end == "]" else v < other)

    assume(any(accepts(v) for v in VALUES[type_ref]))  # an empty range is refused by itself
    return text, accepts


@st.composite
def a_cell(draw, type_ref):
    """Return a cell as it is written, and whether it accepts a value (``""``: no day)."""
    if draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from(["-", "", " - "])), lambda _: True
    tests = draw(st.lists(a_test(type_ref), min_size=1, max_size=3))
    text = ", ".join(text for text, _ in tests)
    no_day = type_ref == "date"
    if draw(st.booleans()):
        return (
            f"not({text})",
            lambda v: not (no_day and v == "") and not any(hits(v) for _, hits in tests),
        )
    return text, lambda v: not (no_day and v == "") and any(hits(v) for _, hits in tests)


def is_refused(cell, type_ref):
    try:
        read_tests(cell, type_ref)
    except CellRefused as refused:
        return refused.code == "cell_empty"
    return False


def a_value(type_ref):
    return st.sampled_from([*VALUES[type_ref], *([""] if type_ref == "date" else [])])


@st.composite
def a_table(draw):
    """Return types, rules (cells and outcome), a policy, and values to ask with."""
    types = draw(st.lists(TYPES, min_size=1, max_size=3))
    cells = [
        a_cell(type_ref).filter(lambda c, t=type_ref: not is_refused(c[0], t))
        for type_ref in types
    ]
    outcome = st.sampled_from(["x", "y"])
    rules = draw(st.lists(st.tuples(st.tuples(*cells), outcome), min_size=1, max_size=5))
    policy = draw(st.sampled_from(["UNIQUE", "FIRST", "ANY", "COLLECT"]))
    asked = draw(st.lists(st.tuples(*map(a_value, types)), min_size=1, max_size=8))
    return types, rules, policy, asked


def drawn(types, rules, policy):
    heading = " | ".join(f"v{n}:{type_ref}" for n, type_ref in enumerate(types))
    rows = [" | ".join(c for c, _ in cells) + f' => "{outcome}"' for cells, outcome in rules]
    return decide("t", "\n".join([f"{heading} => uit:string", *rows]), policy=policy)


def plainly(rules, policy, values):
    """Return the outcome as DMN 1.3 (8.2.8) tells it; None when there is none."""
    hits = [
        out for cells, out in rules if all(h(v) for (_, h), v in zip(cells, values, strict=True))
    ]
    if policy == "COLLECT":
        return hits
    if not hits or (policy == "UNIQUE" and len(hits) > 1):
        return None
    return None if policy == "ANY" and len(set(hits)) > 1 else hits[0]


def asked_of(table, values):
    try:
        return table.decide({f"v{n}": value for n, value in enumerate(values)}).values["uit"]
    except TableUndecided:
        return None


class TestACell:
    @given(TYPES.flatmap(lambda t: st.tuples(st.just(t), a_cell(t))))
    def test_accepts_what_its_tests_accept(self, drawn_cell):
        type_ref, (cell, accepts) = drawn_cell
        values = [*VALUES[type_ref], *([""] if type_ref == "date" else [])]
        kind = {"string": "tekst", "boolean": "ja_nee", "date": "datum"}.get(type_ref, "getal")
        wanted = [v for v in values if accepts(v)]

        if is_refused(cell, type_ref):
            assert wanted == []
        else:
            found = read_tests(cell, type_ref)
            assert [v for v in values if found is None or encode(kind, v) in found] == wanted

    @given(st.text(alphabet='"\\(),.[]<>=-0159adehnortuf \u201c\u00a0é;\n', max_size=25), TYPES)
    @settings(max_examples=500)
    def test_of_any_text_is_read_or_refused(self, cell, type_ref):
        try:
            found = read_tests(cell, type_ref)
        except CellRefused:
            return

        assert (found is None) == (cell.strip() in ("", "-"))


class TestATable:
    @given(a_table())
    @settings(max_examples=120)
    def test_decides_as_dmn_says(self, table):
        types, rules, policy, asked = table
        read = read_table(drawn(types, rules, policy))

        assert [asked_of(read, v) for v in asked] == [plainly(rules, policy, v) for v in asked]

    @given(a_table())
    @settings(max_examples=120)
    def test_that_passes_the_gate_never_hits_twice(self, table):
        types, rules, policy, asked = table
        _, findings = judge_table(drawn(types, rules, policy))
        clashes = {"dmn_overlap", "dmn_disagree"} & {f.code for f in findings}
        several = [
            v for v in asked if plainly(rules, policy, v) is None and plainly(rules, "COLLECT", v)
        ]

        assert clashes or not several

    @given(a_table())
    @settings(max_examples=120)
    def test_without_a_gap_always_decides(self, table):
        types, rules, _, asked = table
        read, findings = judge_table(drawn(types, rules, "FIRST"))

        if "dmn_gap" not in {f.code for f in findings}:
            assert None not in [asked_of(read, v) for v in asked]
