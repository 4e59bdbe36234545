"""What a form takes over from an earlier one: only what is there, fits and was answered."""

from __future__ import annotations

import pytest

from doorgang_forms.check import check_definition
from doorgang_forms.lint import lint
from doorgang_forms.parsing import parse_form
from doorgang_forms.taking_over import placed_in, source_findings, taken_over


def field(key, kind="text", **more):
    return {"key": key, "type": kind, "label": {"nl": key}, **more}


def choice(key, *values, **more):
    options = [{"value": one, "label": {"nl": one}} for one in values]
    return field(key, "choice", options=options, **more)


def definition(*fields, key="later"):
    return {
        "key": key,
        "title": {"nl": key},
        "ground": "Wet",
        "retention": "tlv",
        "sections": [{"key": "s", "title": {"nl": "S"}, "fields": list(fields)}],
        "example": {},
    }


def form(*fields, key="later"):
    return parse_form(raw=definition(*fields, key=key))


def taken(fields, source, answers):
    earlier = form(*source, key="eerder")
    return taken_over(form=form(*fields), earlier={"eerder": (earlier, answers)})


def findings(fields, source):
    earlier = form(*source, key="eerder")
    return [one.message for one in source_findings(form=form(*fields), forms={"eerder": earlier})]


PARENTS = (
    field("naam", "person"),
    choice("antwoord", "eens", "oneens"),
    field("bewijs", "file"),
    field("alleen_hier"),
)
ROWS = field("ouders", "repeat", fields=list(PARENTS[:3]))
TAKES_ROWS = field("ouders", "repeat", fields=list(PARENTS), taken_from="eerder.ouders")


class TestTaking:
    def test_proposes_the_answer_of_the_named_field(self):
        found = taken([field("b", taken_from="eerder.a")], [field("a")], {"a": "Ja hoor"})

        assert found == {"b": "Ja hoor"}

    def test_reaches_into_groups_on_both_sides(self):
        own = field("g", "group", fields=[field("b", taken_from="eerder.h.a")])
        source = field("h", "group", fields=[field("a")])

        found = taken([own], [source], {"h": {"a": "x"}})

        assert placed_in({"g": {"c": 1}}, found) == {"g": {"c": 1, "b": "x"}}

    def test_takes_rows_with_what_both_have_and_never_a_file(self):
        answers = {"ouders": [{"naam": "A", "antwoord": "eens", "bewijs": "id"}, {"naam": "B"}]}

        found = taken([TAKES_ROWS], [ROWS], answers)

        assert found == {"ouders": [{"naam": "A", "antwoord": "eens"}, {"naam": "B"}]}

    def test_takes_no_and_zero_for_answers(self):
        fields = [
            field("b", "yes_no", taken_from="eerder.a"),
            field("n", "number", taken_from="eerder.m"),
        ]
        source = [field("a", "yes_no"), field("m", "number")]

        assert taken(fields, source, {"a": False, "m": 0}) == {"b": False, "n": 0}

    @pytest.mark.parametrize(
        ("own", "source", "answers"),
        [
            (field("b", taken_from="eerder.a"), field("a"), {}),
            (field("b", taken_from="eerder.a"), field("c"), {"a": "x"}),
            (field("b", taken_from="eerder.a"), field("a", "number"), {"a": 3}),
            (choice("b", "ja", taken_from="eerder.a"), choice("a", "ja", "nee"), {"a": "ja"}),
            (field("b", taken_from="ander.a"), field("a"), {"a": "x"}),
        ],
    )
    def test_takes_nothing_that_is_not_there_or_does_not_fit(self, own, source, answers):
        assert taken([own], [source], answers) == {}

    def test_never_writes_over_what_stands_there(self):
        assert placed_in({"b": "eigen"}, {"b": "over"}) == {"b": "eigen"}


class TestTheLint:
    def test_finds_nothing_where_it_fits(self):
        assert findings([TAKES_ROWS], [ROWS]) == []

    @pytest.mark.parametrize(
        ("own", "source", "words"),
        [
            (field("b", taken_from="eerder.a"), field("c"), "Er is geen veld eerder.a"),
            (field("b", taken_from="ander.a"), field("a"), "Er is geen veld ander.a"),
            (field("b", taken_from="eerder.a"), field("a", "date"), "van het type date"),
            (choice("b", "ja", taken_from="eerder.a"), choice("a", "ja", "nee"), "ontbreekt: nee"),
            (
                field("b", "repeat", fields=[field("x")], max_rows=2, taken_from="eerder.a"),
                field("a", "repeat", fields=[field("x")]),
                "meer regels",
            ),
            (
                field("b", "repeat", fields=[field("x")], taken_from="eerder.a"),
                field("a", "repeat", fields=[field("y")]),
                "geen vraag met dezelfde sleutel",
            ),
            (
                field("b", "repeat", fields=[field("x")], taken_from="eerder.a"),
                field("a", "repeat", fields=[field("x", "date")]),
                "van het type date",
            ),
            (
                field("b", taken_from="eerder.a.x"),
                field("a", "repeat", fields=[field("x")]),
                "neem de hele lijst",
            ),
        ],
    )
    def test_says_what_does_not_fit(self, own, source, words):
        (message,) = findings([own], [source])

        assert words in message

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ([field("b", "file", taken_from="eerder.a")], "neemt niets over"),
            (
                [field("r", "repeat", fields=[field("b", taken_from="eerder.a")])],
                "dat doet de hele lijst",
            ),
            (
                [
                    field(
                        "g", "group", taken_from="eerder.g",
                        fields=[field("b", taken_from="eerder.a")],
                    )
                ],
                "neemt al over",
            ),
            ([field("b", taken_from="eerder")], "formulier.veld"),
        ],
    )  # fmt: skip
    def test_says_what_can_never_be(self, fields, words):
        checked = check_definition(raw=definition(*fields))

        assert [words in one.message for one in checked.findings] == [True]

    def test_tells_who_builds_the_form(self):
        raw = definition(field("b", taken_from="eerder.a"))
        fits = {"eerder": definition(field("a"), key="eerder")}

        assert lint(raw=raw, others=fits) == lint(raw=raw)
        blocking = [one for one in lint(raw=raw, others={}) if one.weight == "blocks"]
        assert [(one.path, one.code) for one in blocking] == [("b", "taken_from")]
