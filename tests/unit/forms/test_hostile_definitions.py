"""A definition comes from an editor one day: whatever stands anywhere in it, the check answers."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

import pytest

from doorgang_forms import check_definition

FOLDER = Path(__file__).parents[3] / "forms" / "definitions"
JUNK = [
    None, True, 0, -1, 10**400, 1.5, float("nan"), "", "x", "\ud800", "today", "ouders.0.x",
    [], ["x"], [[]], {}, {"nl": "x"}, {"nl": 1}, {"field": "soort", "is": "x"}, {"__class__": "x"},
    [{"key": "a", "type": "info", "label": {"nl": "A"}, "text": {"nl": "x"}}],
]  # fmt: skip
FULL = {
    "key": "proef", "title": {"nl": "Proef"}, "ground": "AVG", "retention": "kort",
    "sections": [{"key": "deel", "title": {"nl": "Deel"}, "fields": [
        {"key": "soort", "type": "choice", "label": {"nl": "Soort"}, "export": "soort",
         "options": [{"value": "a", "label": {"nl": "A"}}, {"value": "b", "label": {"nl": "B"}}]},
        {"key": "getal", "type": "number", "label": {"nl": "Getal"}, "min": 1, "max": 5},
        {"key": "dag", "type": "date", "label": {"nl": "Dag"}, "min": "2027-01-01",
         "show_when": {"all": [{"field": "soort", "in": ["a"]}, {"field": "getal", "at_least": 2},
                               {"field": "getal", "at_most": 4}]}},
        {"key": "code", "type": "text", "label": {"nl": "Code"}, "pattern": "[a-z]+",
         "pattern_message": {"nl": "Letters."}, "max_length": 9},
        {"key": "rijen", "type": "repeat", "label": {"nl": "Rijen"}, "min_rows": 0, "fields": [
            {"key": "stem", "type": "choice", "label": {"nl": "Stem"},
             "options": [{"value": "voor", "label": {"nl": "Voor"}}]}]},
        {"key": "eens", "type": "computed", "label": {"nl": "Eens"}, "export": "eens",
         "compute": {"fn": "all", "of": "rijen", "where": {"field": "stem", "is": "voor"}}},
        {"key": "later", "type": "computed", "label": {"nl": "Later"},
         "compute": {"fn": "date_plus", "of": "dag", "duration": "P1M"}},
        {"key": "advies", "type": "computed", "label": {"nl": "Advies"}, "compute": {
            "fn": "when", "cases": [{"if": {"variable": "v", "is": 1}, "then": "x"}],
            "else": "y"}}]}],
    "rules": [{"rule": "not_after", "field": "dag", "than": "later", "message": {"nl": "Nee."}},
              {"rule": "one_of", "fields": ["code", "getal"], "message": {"nl": "Een."}},
              {"rule": "when", "if": {"field": "soort", "is": "b"},
               "then": {"field": "code", "filled": True}, "message": {"nl": "Code."}}],
    "example": {"soort": "a", "getal": 2, "dag": "2027-02-01", "rijen": [{"stem": "voor"}]},
}  # fmt: skip


def places(value, path=()):
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    if isinstance(value, dict | list):
        for key, one in inner:
            if isinstance(one, dict | list):
                yield from places(one, (*path, key))
            else:
                yield (*path, key)


def with_junk(raw, path, junk):
    broken = deepcopy(raw)
    holder = broken
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = junk
    return broken


class TestADefinitionWithJunkInIt:
    def test_starts_out_right(self):
        assert check_definition(raw=FULL).findings == ()

    @pytest.mark.parametrize("path", [one for one in places(FULL) if one], ids=str)
    def test_is_answered_with_findings_or_a_form(self, path):
        for junk in JUNK:
            checked = check_definition(raw=with_junk(FULL, path, junk))

            assert checked.form is not None or checked.findings
            assert all(one.message and one.code for one in checked.findings)

    def test_is_refused_when_a_part_of_it_is_missing(self):
        raw = json.loads((FOLDER / "terugkoppeling.json").read_text())

        for key in ("key", "title", "ground", "retention", "sections", "example"):
            assert check_definition(raw={**raw, key: None}).form is None
