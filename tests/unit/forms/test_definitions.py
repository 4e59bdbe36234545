"""The forms that are shipped, and the JSON Schema that describes them."""

from __future__ import annotations

import json
import tomllib
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import get_args

import jsonschema
import pytest
from tests.unit.forms.building import options, raw_field, raw_form

from doorgang_forms import (
    DefinitionInvalid,
    SubmissionInvalid,
    export_kinds,
    load_catalog,
    load_form,
    parse_form,
)
from doorgang_forms.check_example import example_days
from doorgang_forms.definition import FieldType
from doorgang_forms.parsing import COMMON_KEYS, TYPE_KEYS
from doorgang_forms.submission import validate

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "forms" / "definitions"
SCHEMA = json.loads((FOLDER / "form.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
FILES = sorted(one for one in FOLDER.glob("*.json") if one.name != "form.schema.json")
ROLES = tomllib.loads((ROOT / "config" / "roles.toml").read_text()).keys()


def schema_accepts(raw):
    return VALIDATOR.is_valid(raw)


class TestTheFolder:
    def test_holds_the_forms_that_routes_share(self):
        keys = {one.key for one in load_catalog(directory=FOLDER, roles=ROLES)}

        assert keys == {one.stem for one in FILES}
        assert keys >= {
            "avg_verzoek", "contactpersoon_aanwijzen", "contactpoging", "escalatie_besluit",
            "terugkoppeling",
        }  # fmt: skip

    def test_gives_a_variable_one_kind_whichever_form_exports_it(self):
        kinds: dict[str, set[str]] = {}
        for form in load_catalog(directory=FOLDER):
            for name, kind in export_kinds(form=form).items():
                kinds.setdefault(name, set()).add(kind)

        assert {name: found for name, found in kinds.items() if len(found) > 1} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestADefinition:
    def test_keeps_to_the_schema_and_passes_the_check(self, path):
        VALIDATOR.validate(json.loads(path.read_text()))

        assert load_form(path=path, roles=ROLES).key == path.stem

    def test_exports_all_its_variables_from_its_example(self, path):
        form = load_form(path=path)

        accepted = []
        for day in example_days(form=form):
            with suppress(SubmissionInvalid):
                accepted.append(
                    validate(form=form, data=dict(form.example), variables={}, today=day)
                )

        assert accepted
        assert set(accepted[0].exports) == set(export_kinds(form=form))


class TestTheDecisionsOfASamenwerkingsverband:
    @pytest.mark.parametrize(
        "form",
        [
            "tlv_besluit",
            "verlenging_besluit",
            "wijziging_besluit",
            "besluit_op_bezwaar",
            "buiten_behandeling",
            "bezwaar_niet_ontvankelijk",
        ],
    )
    def test_are_kept_under_the_archiefwet(self, form):
        assert load_form(path=FOLDER / f"{form}.json").retention == "besluit"


def repeats_in(fields):
    for one in fields:
        if one.type == "repeat":
            yield one
        yield from repeats_in(one.fields)


class TestRowsOfParents:
    def test_say_that_each_is_of_one_person(self):
        found = {
            (form.key, one.per_person)
            for form in load_catalog(directory=FOLDER)
            for one in repeats_in(form.fields)
            if one.key in {"ouders", "gezaghebbenden"}
        }

        assert len(found) == 17
        assert {per_person for _, per_person in found} == {True}


class TestTheSchema:
    def test_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    @pytest.mark.parametrize("kind", get_args(FieldType))
    def test_knows_the_same_keys_as_the_reader(self, kind):
        known = set(SCHEMA["$defs"][f"field_{kind}"]["properties"])

        assert known == {"key", "type", "label"} | COMMON_KEYS | TYPE_KEYS[kind]


FULL = raw_form(
    raw_field("soort", "choice", options=options("a", "b"), hint={"nl": "Kies."}, export="soort"),
    raw_field("x", show_when={"any": [{"field": "soort", "in": ["a"]}]}, max_length=20),
    raw_field("rijen", "repeat", fields=[raw_field("dag", "date", max="today")], min_rows=0),
    raw_field(
        "uit",
        "computed",
        compute={"fn": "when", "cases": [{"if": {"variable": "v", "is": 1}, "then": "a"}]},
    ),
    rules=[{"rule": "one_of", "fields": ["soort", "x"], "message": {"nl": "Een van beide."}}],
)

BREAKAGES = {
    "no key": lambda raw: raw.pop("key"),
    "key with a capital": lambda raw: raw.update(key="Proef"),
    "no ground": lambda raw: raw.pop("ground"),
    "no retention": lambda raw: raw.pop("retention"),
    "no example": lambda raw: raw.pop("example"),
    "example is a list": lambda raw: raw.update(example=[]),
    "no sections": lambda raw: raw.update(sections=[]),
    "unknown key": lambda raw: raw.update(kleur="rood"),
    "title without Dutch": lambda raw: raw.update(title={"en": "Form"}),
    "title in no language": lambda raw: raw.update(title={"nl": "x", "engels": "x"}),
    "unknown type": lambda raw: first(raw).update(type="radio"),
    "no type": lambda raw: first(raw).pop("type"),
    "no label": lambda raw: first(raw).pop("label"),
    "label is a text": lambda raw: first(raw).update(label="Soort"),
    "no options": lambda raw: first(raw).pop("options"),
    "empty options": lambda raw: first(raw).update(options=[]),
    "option with a number": lambda raw: first(raw)["options"][0].update(value=1),
    "key of another type": lambda raw: first(raw).update(max_length=3),
    "required is a text": lambda raw: first(raw).update(required="ja"),
    "export with a point": lambda raw: first(raw).update(export="a.b"),
    "empty condition": lambda raw: field(raw, 1).update(show_when={}),
    "condition without a test": lambda raw: field(raw, 1).update(show_when={"field": "soort"}),
    "condition with two tests": lambda raw: field(raw, 1).update(
        show_when={"field": "soort", "is": "a", "not": "b"}
    ),
    "condition on two things": lambda raw: field(raw, 1).update(
        show_when={"field": "soort", "variable": "v", "is": "a"}
    ),
    "filled with a text": lambda raw: field(raw, 1).update(
        show_when={"field": "soort", "filled": "ja"}
    ),
    "at_least with a text": lambda raw: field(raw, 1).update(
        show_when={"field": "soort", "at_least": "3"}
    ),
    "pattern without a message": lambda raw: field(raw, 1).update(pattern="a"),
    "max_length of nought": lambda raw: field(raw, 1).update(max_length=0),
    "bound is no date": lambda raw: field(raw, 2)["fields"][0].update(max="morgen"),
    "no fields in a row": lambda raw: field(raw, 2).update(fields=[]),
    "unknown reckoning": lambda raw: field(raw, 3)["compute"].update(fn="sum"),
    "key of another reckoning": lambda raw: field(raw, 3)["compute"].update(of="x"),
    "reason without a verdict": lambda raw: first(raw).update(sensitive_reason="Geen kind."),
    "unknown rule": lambda raw: raw["rules"][0].update(rule="equal"),
    "rule without a message": lambda raw: raw["rules"][0].pop("message"),
    "key of another rule": lambda raw: raw["rules"][0].update(than="x"),
}


def field(raw, number):
    return raw["sections"][0]["fields"][number]


def first(raw):
    return field(raw, 0)


class TestTheReader:
    def test_takes_what_the_schema_takes(self):
        assert schema_accepts(FULL)
        assert parse_form(raw=FULL).key == "proef"

    @pytest.mark.parametrize("how", BREAKAGES)
    def test_refuses_what_the_schema_refuses(self, how):
        raw = deepcopy(FULL)
        BREAKAGES[how](raw)

        assert not schema_accepts(raw)
        with pytest.raises(DefinitionInvalid):
            parse_form(raw=raw)


class TestChecklist:
    def test_is_a_list_of_texts(self):
        form = parse_form(raw=raw_form(raw_field("text"), checklist=[{"nl": "Gebeld?"}]))

        assert [one.nl for one in form.checklist] == ["Gebeld?"]

    @pytest.mark.parametrize("wrong", ["Gebeld?", ["Gebeld?"], [{"en": "Called?"}]])
    def test_is_nothing_else(self, wrong):
        raw = raw_form(raw_field("text"), checklist=wrong)

        assert not schema_accepts(raw)
        with pytest.raises(DefinitionInvalid):
            parse_form(raw=raw)
