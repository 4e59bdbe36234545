"""What a parameter may be, beyond its type."""

from __future__ import annotations

from typing import Any

import pytest

from doorgang_engine.terms.bounds import parse_bounds
from doorgang_engine.terms.parameters import override_parameters, parse_parameters
from doorgang_engine.terms.problems import TermConfigurationInvalid

DEFAULTS: dict[str, Any] = {
    "parameters": {
        "a.aantal": 2,
        "a.tot": "",
        "a.duur": "P14D",
        "a.dag": "08-23",
        "a.wie": "arts",
    },
    "grenzen": {
        "a.aantal": {"min": 2, "max": 4},
        "a.tot": {"vorm": "datum"},
        "a.duur": {"vorm": "duur"},
        "a.dag": {"vorm": "maand-dag"},
        "a.wie": {"keuze": ["arts", "pedagoog"]},
    },
}


def chosen(**values: Any) -> dict[str, Any]:
    """Lay a region's choices over the defaults; `a_tot` is the parameter `a.tot`."""
    base = parse_parameters(defaults=DEFAULTS, source="defaults.toml")
    bounds = parse_bounds(defaults=DEFAULTS, parameters=base, source="defaults.toml")
    region = {"parameters": {key.replace("_", ".", 1): value for key, value in values.items()}}
    return dict(
        override_parameters(base=base, region=region, source="regions/x.toml", bounds=bounds)
    )


class TestAValue:
    @pytest.mark.parametrize(
        "values",
        [
            {"a_aantal": 4},
            {"a_tot": "2028-02-29"},
            {"a_tot": ""},
            {"a_duur": "P6W"},
            {"a_dag": "09-01"},
            {"a_wie": "pedagoog"},
        ],
    )
    def test_within_its_bound_is_taken(self, values: dict[str, Any]):
        assert set(values.values()) <= set(chosen(**values).values())

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"a_aantal": 1}, "Kies 2 of meer"),
            ({"a_aantal": 5}, "Kies 4 of minder"),
            ({"a_tot": "29 februari"}, "“2027-03-01”"),
            ({"a_tot": "2027-02-29"}, "een datum"),
            ({"a_duur": "twee weken"}, "een duur"),
            ({"a_duur": ""}, "een duur"),
            ({"a_dag": "02-30"}, "een dag van het jaar"),
            ({"a_wie": "leerkracht"}, "“arts” en “pedagoog”"),
        ],
    )
    def test_outside_it_is_refused_with_what_it_may_be(self, values: dict[str, Any], words: str):
        with pytest.raises(TermConfigurationInvalid) as refused:
            chosen(**values)

        assert words in str(refused.value)
        assert str(refused.value).startswith("regions/x.toml: de parameter “a.")

    def test_is_told_of_with_the_others(self):
        with pytest.raises(TermConfigurationInvalid, match="3 dingen") as refused:
            chosen(a_aantal=1, a_tot="straks", a_weg=True)

        assert str(refused.value).count("regions/x.toml") == 3


class TestABound:
    @pytest.mark.parametrize(
        "bound",
        [
            {"a.weg": {"min": 1}},
            {"a.aantal": {"vorm": "datum"}},
            {"a.tot": {"min": 1}},
            {"a.tot": {"vorm": "tijd"}},
            {"a.tot": {"keuze": "arts"}},
            {"a.aantal": {"min": 3}},
            {"a.aantal": {}},
            {"a.aantal": 3},
        ],
    )
    def test_that_says_nothing_or_forbids_the_default_is_refused(self, bound: dict[str, Any]):
        defaults = {**DEFAULTS, "grenzen": bound}

        with pytest.raises(TermConfigurationInvalid):
            parse_bounds(defaults=defaults, parameters=defaults["parameters"], source="d.toml")
