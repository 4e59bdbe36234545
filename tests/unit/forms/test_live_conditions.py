"""Conditions for the script of the page: the same questions, by the names of their inputs."""

from __future__ import annotations

import json

from tests.unit.forms.building import form_of, options, raw_field

from doorgang_forms import view

FORM = form_of(
    raw_field("antwoord", "choice", options=options("ja", "nee")),
    raw_field("gezin", "group", fields=[raw_field("wie")]),
    raw_field("telling", "computed", compute={"fn": "count", "of": "ouders"})
    | {"compute": {"fn": "copy", "of": "antwoord"}},
    raw_field(
        "ouders",
        "repeat",
        fields=[
            raw_field("zegt", "choice", options=options("ja", "nee")),
            raw_field("datum", "date", show_when={"field": "zegt", "in": ["ja"]}),
            raw_field("buiten", show_when={"field": "antwoord", "not": "ja"}),
            raw_field("groep", show_when={"field": "gezin.wie", "filled": True}),
        ],
    ),
    raw_field("geval", show_when={"variable": "soort", "is": "SO"}),
    raw_field("reken", show_when={"all": [
        {"field": "telling", "is": "ja"}, {"field": "antwoord", "is": "ja"}]}),
)  # fmt: skip


def conditions():
    shown = view(form=FORM, values={"ouders": [{}, {}]}, errors={}, variables={"soort": "SO"})
    fields = {one.path: one for one in shown.sections[0].fields}
    rows = {one.path: one for row in fields["ouders"].rows for one in row.fields}
    return {path: json.loads(one.when) for path, one in {**fields, **rows}.items() if one.when}


class TestLiveCondition:
    def test_names_the_input_of_the_same_row(self):
        assert conditions()["ouders.1.datum"] == {
            "name": "ouders-1-zegt", "kind": "choice", "op": "in", "value": ["ja"],
        }  # fmt: skip

    def test_names_inputs_outside_the_row(self):
        found = conditions()

        assert found["ouders.0.buiten"]["name"] == "antwoord"
        assert found["ouders.0.groep"]["name"] == "gezin-wie"

    def test_has_judged_what_the_case_says(self):
        assert conditions()["geval"] == {"known": True}

    def test_knows_nothing_of_what_is_reckoned(self):
        assert conditions()["reken"]["all"][0] == {"known": None}

    def test_is_not_there_without_a_condition(self):
        assert "antwoord" not in conditions()
