from __future__ import annotations

import copy
import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from doorgang_engine.privacy.retention import (
    FILE,
    Held,
    RetentionInvalid,
    parse_policy,
    read_policy,
    reckon,
)

ROOT = Path(__file__).parents[4]
CONFIG = ROOT / "config"
LEFT = date(2024, 7, 31)


@pytest.fixture(scope="module")
def policy():
    return read_policy(config_dir=CONFIG)


@pytest.fixture
def raw():
    return copy.deepcopy(tomllib.loads((CONFIG / FILE).read_text("utf-8")))


def reckoned(policy, *classes, separate=None, ended_on=date(2024, 5, 1), left_on=LEFT):
    held = Held(
        classes=classes,
        separate=classes if separate is None else separate,
        ended_on=ended_on,
        left_on=left_on,
    )
    return {due.record_class: due for due in reckon(policy=policy, held=held)}


class TestReckon:
    def test_keeps_each_class_for_its_own_time_and_the_case_for_the_longest(self, policy):
        dues = reckoned(policy, "leerlingdossier", "tlv", "verzuim")

        assert {name: due.on for name, due in dues.items()} == {
            "leerlingdossier": date(2026, 8, 1),
            "tlv": date(2027, 8, 1),
            "": date(2029, 8, 1),
        }

    def test_says_why(self, policy):
        due = reckoned(policy, "leerlingdossier")[""]

        assert due.why == (
            "Leerlingdossier: 2 jaar na het verlaten van de school op woensdag 31 juli 2024 "
            "(termijn niet geverifieerd)."
        )

    def test_lets_a_class_without_keys_of_its_own_go_with_the_case(self, policy):
        assert set(reckoned(policy, "leerlingdossier", "verzuim", separate=())) == {""}

    def test_keeps_a_decision_as_long_as_there_is_no_selection_list(self, policy):
        dues = reckoned(policy, "leerlingdossier", "tlv", "besluit")

        assert dues[""].on is None
        assert "wordt niet vernietigd" in dues[""].why
        assert dues["tlv"].on == date(2027, 8, 1)

    def test_keeps_what_nobody_described(self, policy):
        assert reckoned(policy, "nieuwe_klasse")[""].on is None

    def test_reckons_from_the_end_of_the_case_where_the_class_says_so(self, policy):
        assert reckoned(policy, "avg_verzoeken", left_on=None)[""].on == date(2029, 5, 2)

    @pytest.mark.parametrize("missing", [{"left_on": None}, {"ended_on": None}])
    def test_gives_no_day_as_long_as_the_event_has_not_come(self, policy, missing):
        assert reckoned(policy, "leerlingdossier", **missing)[""].on is None

    def test_takes_the_default_class_when_nothing_was_filled_in(self, policy):
        assert reckoned(policy)[""].on == date(2026, 8, 1)


class TestParsePolicy:
    @pytest.mark.parametrize(
        "spoil",
        [
            lambda raw: raw.pop("klassen"),
            lambda raw: raw["vernietiging"].pop("houdt_vast"),
            lambda raw: raw["vernietiging"].update(standaard="onbekend"),
            lambda raw: raw["vernietiging"].update(goedkeuring=[["fg"]]),
            lambda raw: raw["vernietiging"].update(goedkeuring=[["fg"], ["fg", "auditor"]]),
            lambda raw: raw["klassen"]["tlv"].update(duur="3 jaar"),
            lambda raw: raw["klassen"]["tlv"].update(duur="-P3Y"),
            lambda raw: raw["klassen"]["tlv"].pop("duur"),
            lambda raw: raw["klassen"]["tlv"].update(niet_vernietigen=True),
            lambda raw: raw["klassen"]["tlv"].update(begint="ooit"),
            lambda raw: raw["klassen"]["tlv"].update(grondslag=""),
            lambda raw: raw["klassen"]["tlv"].update(extra=1),
        ],
    )
    def test_refuses_what_is_not_right(self, raw, spoil):
        spoil(raw)

        with pytest.raises(RetentionInvalid):
            parse_policy(raw=raw)

    def test_refuses_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(RetentionInvalid):
            read_policy(config_dir=tmp_path)


class TestShippedFile:
    def test_describes_the_class_of_every_form(self, policy):
        forms = [
            json.loads(file.read_text("utf-8"))
            for file in (ROOT / "forms" / "definitions").glob("*.json")
            if file.name != "form.schema.json"
        ]

        assert {form["retention"] for form in forms} <= set(policy.classes)

    def test_agrees_with_the_terms_about_archiving(self, policy):
        terms = tomllib.loads((CONFIG / "terms" / "archief.toml").read_text("utf-8"))

        kept = {n: t for n, t in terms.items() if t["soort"] == "wettelijk"}
        assert kept
        for name, term in kept.items():
            found = policy.classes[name.removeprefix("archief.")]
            assert (str(found.duration), found.is_verified) == (
                term["duur"],
                term["geverifieerd"],
            )
