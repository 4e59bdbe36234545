"""Which answers a correction has to put back, of forms of every shape."""

from __future__ import annotations

import pytest

from doorgang_engine.corrections.steering import answers_to_put_back


def field(key, type_="choice", **more):
    return {"key": key, "type": type_, "label": {"nl": key}, **more}


PARENTS = field("ouders", "repeat", fields=[field("antwoord"), field("naam", "person")])
CONSENSUS = {"fn": "consensus", "of": "ouders.antwoord", "mixed": "deels"}
ALL = {"fn": "all", "of": "ouders", "where": {"field": "antwoord", "is": "ja"}}
WHEN = {"fn": "when", "cases": [{"if": {"field": "soort", "is": "a"}, "then": "x"}], "else": "y"}
TWO = {"ouders": [{"antwoord": "ja", "naam": "A"}, {"antwoord": "ja", "naam": "B"}]}
ONE_SAYS_NO = {"ouders": [{"antwoord": "ja", "naam": "Anders"}, {"antwoord": "nee", "naam": "B"}]}


def put_back(fields, before, after, *, exports=("uit",), keys=()):
    form = {"sections": [{"key": "s", "fields": fields}]}
    return answers_to_put_back(
        form, exports=set(exports), keys=set(keys), before=before, after=after
    )


@pytest.mark.parametrize(
    ("fields", "before", "after", "expected"),
    [
        ([field("a", export="uit"), field("b")], {"a": 1, "b": 1}, {"a": 2, "b": 2}, ["a"]),
        ([field("a", export="uit")], {"a": 1}, {}, ["a"]),
        (
            [field("g", "group", fields=[field("a", export="uit"), field("b")])],
            {"g": {"a": 1, "b": 1}},
            {"g": {"a": 2, "b": 2}},
            ["g.a"],
        ),
        (
            [PARENTS, field("uitslag", "computed", compute=CONSENSUS, export="uit")],
            TWO,
            {**ONE_SAYS_NO, "uitslag": "deels"},
            ["ouders.1.antwoord"],
        ),
        (
            [PARENTS, field("uitslag", "computed", compute=ALL, export="uit")],
            TWO,
            ONE_SAYS_NO,
            ["ouders.1.antwoord"],
        ),
        (
            [PARENTS, field("uitslag", "computed", compute=CONSENSUS, export="uit")],
            TWO,
            {"ouders": ONE_SAYS_NO["ouders"][1:]},
            ["ouders"],
        ),
        (
            [field("soort"), field("uitslag", "computed", compute=WHEN, export="uit")],
            {"soort": "a"},
            {"soort": "b"},
            ["soort"],
        ),
        (
            [
                field("waarom"),
                field("a", export="uit", show_when={"all": [{"field": "waarom", "is": "x"}]}),
            ],
            {"waarom": "x", "a": 1},
            {"waarom": "y"},
            ["waarom", "a"],
        ),
    ],
)
def test_names_what_changed_and_steered(fields, before, after, expected):
    assert put_back(fields, before, after) == expected


def test_names_who_takes_part():
    fields = [field("school", "organisation"), field("b")]

    found = put_back(fields, {"school": "1", "b": 1}, {"school": "2", "b": 2}, keys=("school",))

    assert found == ["school"]


def test_of_rows_names_the_rows_when_one_came():
    days = field("weken", "repeat", fields=[field("dag", "date")], export_days="uit")

    assert put_back([days], {"weken": [{}]}, {"weken": [{}, {}]}) == ["weken"]


def test_leaves_what_did_not_steer():
    assert put_back([field("a"), field("b", export="ander")], {"a": 1}, {"a": 2}) == []
