from __future__ import annotations

import pytest
from tests.unit.forms.building import form_of, options, raw_field

from doorgang_forms.condition_text import condition_text
from doorgang_forms.conditions import could_hold, holds
from doorgang_forms.definition import placed_fields
from doorgang_forms.parsing_conditions import read_condition
from doorgang_forms.scope import Scope
from doorgang_forms.words import words_in


def judge(raw, values=None, **variables):
    typed = values or {}
    scope = Scope(((frozenset(["a", "b", "groep"]), typed),), variables)
    return holds(condition=read_condition(raw=raw, path=""), scope=scope)


class TestACondition:
    @pytest.mark.parametrize(
        ("test", "value", "expected"),
        [
            ({"is": "x"}, "x", True),
            ({"is": "x"}, "y", False),
            ({"is": "x"}, None, False),
            ({"is": "x"}, ["y", "x"], True),
            ({"is": True}, True, True),
            ({"is": False}, None, False),
            ({"is": True}, 1, False),
            ({"is": 1}, True, False),
            ({"not": "x"}, "x", False),
            ({"not": "x"}, None, True),
            ({"not": "x"}, ["x"], False),
            ({"in": ["x", "y"]}, "y", True),
            ({"in": ["x", "y"]}, ["z", "y"], True),
            ({"in": ["x", "y"]}, None, False),
            ({"filled": True}, "x", True),
            ({"filled": True}, False, True),
            ({"filled": True}, 0, True),
            ({"filled": True}, [], False),
            ({"filled": True}, "", False),
            ({"filled": False}, None, True),
            ({"at_least": 3}, 3, True),
            ({"at_least": 3}, 2, False),
            ({"at_least": 3}, None, False),
            ({"at_least": 1}, True, False),
            ({"at_least": 2}, [{}, {}], True),
            ({"at_most": 3}, 4, False),
            ({"at_most": 3}, "2", False),
        ],
    )
    def test_on_a_field(self, test, value, expected):
        assert judge({"field": "a", **test}, {"a": value}) is expected

    def test_on_a_variable_looks_only_at_the_case(self):
        assert judge({"variable": "a", "is": "SO"}, {"a": "x"}, a="SO")

    def test_reaches_into_a_group(self):
        assert judge({"field": "groep.x", "is": "1"}, {"groep": {"x": "1"}})
        assert not judge({"field": "groep.x", "is": "1"}, {"groep": "x"})

    def test_can_ask_for_all_or_for_any(self):
        is_x, is_y = {"field": "a", "is": "x"}, {"field": "b", "is": "y"}

        assert judge({"all": [is_x, is_y]}, {"a": "x", "b": "y"})
        assert not judge({"all": [is_x, is_y]}, {"a": "x"})
        assert judge({"any": [is_x, is_y]}, {"b": "y"})
        assert not judge({"any": [is_x, {"all": [is_x, is_y]}]}, {"b": "y"})


class TestCouldHold:
    @pytest.mark.parametrize(
        ("raw", "expected"),
        [
            ({"field": "a", "is": "x"}, True),
            ({"variable": "soort", "is": "SO"}, True),
            ({"variable": "soort", "is": "SBO"}, False),
            ({"all": [{"field": "a", "is": "x"}, {"variable": "soort", "is": "SBO"}]}, False),
            ({"any": [{"field": "a", "is": "x"}, {"variable": "soort", "is": "SBO"}]}, True),
        ],
    )
    def test_says_whether_typing_can_make_it_true(self, raw, expected):
        condition = read_condition(raw=raw, path="")

        assert could_hold(condition=condition, variables={"soort": "SO"}) is expected


class TestConditionText:
    FORM = form_of(
        raw_field("antwoord", "choice", options=options("ja", "nee", "deels")),
        raw_field("akkoord", "yes_no"),
        raw_field("uren", "number"),
    )

    @pytest.mark.parametrize(
        ("raw", "text"),
        [
            (
                {"field": "antwoord", "in": ["ja", "deels"]},
                "Alleen invullen als bij ‘Antwoord’ ‘Ja’ of ‘Deels’ is gekozen.",
            ),
            (
                {"field": "antwoord", "not": "ja"},
                "Alleen invullen als bij ‘Antwoord’ niet ‘Ja’ is gekozen.",
            ),
            (
                {"all": [{"field": "akkoord", "is": False}, {"field": "uren", "at_least": 16}]},
                "Alleen invullen als bij ‘Akkoord’ ‘Nee’ is gekozen en ‘Uren’ 16 of meer is.",
            ),
            (
                {"any": [{"field": "uren", "filled": False}, {"variable": "x", "is": 1}]},
                "Alleen invullen als ‘Uren’ niet is ingevuld.",
            ),
            ({"variable": "x", "is": 1}, ""),
        ],
    )
    def test_says_it_with_the_words_of_the_form(self, raw, text):
        found = condition_text(
            condition=read_condition(raw=raw, path=""),
            parents=(),
            placed=placed_fields(form=self.FORM),
            words=words_in(lang="nl"),
            lang="nl",
        )

        assert found == text
