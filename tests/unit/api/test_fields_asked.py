"""Fields asked by forms: what is answered is the field that stood there."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tests.unit.forms.building import TODAY, raw_field, raw_form
from tests.unit.forms.test_editing import SHIPPED

from doorgang_api.form_builder.field_questions import (
    Asked,
    field_answers,
    field_form,
    field_of,
    new_answers,
)
from doorgang_forms import parse_form, validate
from doorgang_forms.editing import add_field
from doorgang_forms.outline import walk_fields
from doorgang_forms.parsing import TYPE_KEYS

ROLES = [
    (key, key)
    for key in tomllib.loads(
        (Path(__file__).parents[3] / "config" / "roles.toml").read_text()
    )
]  # fmt: skip


def sent(asked, typed):
    return validate(
        form=parse_form(raw=field_form(asked)), data=typed, variables={}, today=TODAY
    ).data


def there_and_back(raw, path, field, roles=ROLES):
    asked = Asked(raw=raw, kind=field["type"], path=path, roles=roles)
    return field_of(asked, sent(asked, field_answers(asked, field)), was=field)


class TestAsked:
    def test_gives_back_every_field_of_the_forms_that_are_shipped(self):
        found = [(raw, path, one) for raw in SHIPPED for path, one in walk_fields(raw=raw)]

        assert len(found) > 2000
        assert [
            (raw["key"], path) for raw, path, one in found if there_and_back(raw, path, one) != one
        ] == []

    @pytest.mark.parametrize("kind", TYPE_KEYS)
    def test_makes_a_form_that_reads_for_every_type(self, kind):
        raw = raw_form(raw_field("a", "repeat", fields=[raw_field("b")]), raw_field("c", "date"))

        assert parse_form(raw=field_form(Asked(raw=raw, kind=kind, at="c", roles=ROLES))).fields

    def test_keeps_what_it_does_not_know(self):
        field = {**raw_field("a"), "show_when": {"variable": "x", "is": 1}, "nieuw": 3}

        assert there_and_back(raw_form(field), "a", field) == field


TYPED = {
    "text": {},
    "long_text": {"max_length": 300},
    "number": {"min": -1, "max": 2.5, "decimals": 1, "unit": "uur", "unit_en": "hours"},
    "date": {"max": "dag", "max_dag": "2030-01-01"},
    "choice": {"options": [{"label": "Ja"}, {"label": "Ja!"}, {"label": "Nee", "value": "n"}]},
    "choices": {"options": [{"label": "Ja", "label_en": "Yes"}], "max_items": 1},
    "yes_no": {"must_be": True},
    "group": {"eerste_vraag": "Hoe heet de straat?"},
    "repeat": {"eerste_vraag": "Wat is er gedaan?", "min_rows": 1, "row_label": "Actie"},
    "person": {},
    "organisation": {"free": True},
    "file": {"accept": ["application/pdf"], "max_mb": 5},
    "signature": {},
    "info": {"text": "Lees dit eerst."},
    "computed": {"fn": "date_plus", "of": "dag", "weken": 6},
}


class TestANewField:
    @pytest.mark.parametrize("kind", TYPED)
    def test_of_every_type_can_be_added(self, kind):
        raw = raw_form(raw_field("dag", "date", required=True), example={"dag": "2027-03-24"})
        asked = Asked(raw=raw, kind=kind, at="", roles=ROLES)

        values = sent(asked, {**new_answers(asked), "label": "Nieuwe vraag", **TYPED[kind]})
        new, path = add_field(raw=raw, field=field_of(asked, values, was={}), after="dag")

        assert path == "nieuwe_vraag"
        assert parse_form(raw=new).fields[1].type == kind

    def test_gets_values_of_its_own_for_its_answers(self):
        asked = Asked(raw=raw_form(raw_field("a")), kind="choice")
        values = sent(asked, {**new_answers(asked), "label": "X", **TYPED["choice"]})

        made = field_of(asked, values, was={})

        assert [one["value"] for one in made["options"]] == ["ja", "ja_2", "n"]
