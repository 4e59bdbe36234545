from __future__ import annotations

import json

import pytest
from tests.unit.forms.building import form_of, raw_field, raw_form

from doorgang_forms import (
    Catalog,
    DefinitionInvalid,
    FormNotFound,
    load_catalog,
    parse_form,
    read_form,
)


def write(folder, raw, name="proef.json"):
    text = raw if isinstance(raw, str) else json.dumps(raw)
    (folder / name).write_text(text)


class TestACatalog:
    def test_gives_a_form_by_its_key(self):
        form = form_of(raw_field("x"))
        catalog = Catalog(forms=[form])

        assert catalog.get(key="proef") is form
        assert "proef" in catalog
        assert len(catalog) == 1

    def test_says_which_form_it_does_not_have(self):
        with pytest.raises(FormNotFound) as caught:
            Catalog(forms=[]).get(key="weg")

        assert caught.value.key == "weg"
        assert caught.value.code == "form_not_found"

    def test_reads_a_folder_but_not_the_schema_in_it(self, tmp_path):
        write(tmp_path, raw_form(raw_field("x")))
        write(tmp_path, "{}", "form.schema.json")

        assert [one.key for one in load_catalog(directory=tmp_path)] == ["proef"]

    @pytest.mark.parametrize(
        ("raw", "path"),
        [
            ("{", "proef.json:"),
            ('{"key": "proef", "key": "proef"}', "proef.json:"),
            ('{"key": NaN}', "proef.json:"),
            ('{"key": "\\ud800"}', "proef.json:"),
            ("[" * 100_000, "proef.json:"),
            (raw_form(raw_field("x"), key="anders"), "proef.json:key"),
            (raw_form(raw_field("x"), sections=3), "proef.json:sections"),
            (raw_form(raw_field("bsn")), "proef.json:bsn"),
            (" " * 1_000_001, "proef.json:"),
        ],
        ids=["cut off", "key twice", "nan", "half a character", "bomb", "other name",
             "other shape", "lint", "too big"],
    )  # fmt: skip
    def test_refuses_a_folder_with_a_definition_that_is_not_right(self, tmp_path, raw, path):
        write(tmp_path, raw)

        with pytest.raises(DefinitionInvalid) as caught:
            load_catalog(directory=tmp_path)

        assert caught.value.path == path

    def test_refuses_a_file_that_is_no_utf8(self, tmp_path):
        (tmp_path / "proef.json").write_bytes(b'{"key": "\xff"}')

        with pytest.raises(DefinitionInvalid):
            load_catalog(directory=tmp_path)


class TestTheContentHash:
    def test_is_the_same_however_the_json_is_laid_out(self):
        raw = raw_form(raw_field("x"))
        turned = dict(reversed(list(raw.items())))

        assert read_form(text=json.dumps(turned, indent=3)) == parse_form(raw=raw)
        assert len(parse_form(raw=raw).content_hash) == 64

    def test_changes_with_any_word(self):
        one, other = form_of(raw_field("x")), form_of(raw_field("x", required=True))

        assert one != other
        assert one.content_hash != other.content_hash

    def test_is_of_text_that_gives_the_form_again(self):
        form = form_of(raw_field("x", hint={"nl": "Zoals é."}))

        assert read_form(text=form.canonical).content_hash == form.content_hash
