"""Charts: a pattern or sign for every colour, words for every bar, nothing a policy refuses."""

from __future__ import annotations

from lxml import etree

from doorgang_api.pages.chart import Bar, Norm, State, bar_chart, small_bar

SVG = "{http://www.w3.org/2000/svg}"
BARS = [
    Bar(name="Astad", value=80.0, words="80%", state=State.WRONG),
    Bar(name="Bdorp", value=100.0, words="100%", state=State.RIGHT),
    Bar(name="Cveen", value=None, words="minder dan 10", state=State.HIDDEN),
    Bar(name="Ddam", value=None, words="–"),
]


def drawn(**more):
    text = bar_chart(BARS, key="een", title="Op tijd", description="Zie de tabel.", **more)
    return etree.fromstring(text)


def texts(svg):
    return ["".join(one.itertext()) for one in svg.iter(f"{SVG}text")]


def fills(svg, state):
    (group,) = [g for g in svg.iter(f"{SVG}g") if g.get("class") == f"bar bar-{state}"]
    return [one.get("fill") for one in group.iter(f"{SVG}rect")]


class TestBarChart:
    def test_has_a_title_and_a_description_by_id(self):
        svg = drawn()

        named = svg.get("aria-labelledby").split()
        there = {one.get("id"): one.text for one in svg.iter() if one.get("id")}
        assert [there[key] for key in named] == ["Op tijd", "Zie de tabel."]

    def test_writes_the_name_and_the_value_of_every_bar(self):
        assert texts(drawn()) == [
            "Astad", "! 80%", "Bdorp", "✓ 100%", "Cveen", "minder dan 10", "Ddam", "–",
        ]  # fmt: skip

    def test_tells_by_pattern_too_what_does_not_meet_the_norm(self):
        svg = drawn()

        assert fills(svg, "wrong") == ["url(#een-hatch)"]
        assert fills(svg, "right") == ["#1b6e3c"]
        assert fills(svg, "hidden") == ["none"]
        assert fills(svg, "plain") == []

    def test_draws_bars_to_scale_with_the_norm_across(self):
        svg = drawn(full=100.0, norm=Norm(value=50, words="norm 50%"))

        wrong, right = [
            float(one.get("width"))
            for one in svg.iter(f"{SVG}rect")
            if one.getparent().get("class") in ("bar bar-wrong", "bar bar-right")
        ]
        (line,) = svg.iter(f"{SVG}line")
        assert wrong / right == 0.8
        assert float(line.get("x1")) == 4 + right / 2

    def test_needs_no_style_or_script(self):
        text = bar_chart(BARS, key="een", title="Op tijd", description="")

        assert "style=" not in text
        assert "<style" not in text
        assert "<script" not in text

    def test_writes_names_as_text(self):
        text = bar_chart(
            [Bar(name="<b>A&B", value=1, words="1")], key="a", title="", description=""
        )

        assert "&lt;b&gt;A&amp;B" in text


class TestSmallBar:
    def test_is_not_read_out(self):
        svg = etree.fromstring(small_bar(BARS[0], key="klein", full=100.0))

        assert svg.get("aria-hidden") == "true"
        assert not texts(svg)
