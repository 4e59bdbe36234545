from __future__ import annotations

import pytest
from tests.unit.forms.building import form_of, raw_field

from doorgang_forms import find_file_field, upload_problem
from doorgang_forms.uploads import without_files

FORM = form_of(
    raw_field("stuk", "file", accept=["application/pdf"], max_mb=2),
    raw_field("foto", "file"),
    raw_field("ouders", "repeat", fields=[raw_field("bewijs", "file"), raw_field("naam")]),
)


class TestAFileField:
    @pytest.mark.parametrize(
        ("path", "key"),
        [
            ("stuk", "stuk"),
            ("ouders.12.bewijs", "bewijs"),
            ("ouders.0.naam", None),
            ("ouders", None),
            ("niets", None),
            ("", None),
        ],
    )
    def test_is_found_by_its_path(self, path, key):
        found = find_file_field(form=FORM, path=path)

        assert (found.key if found else None) == key


class TestAFile:
    @pytest.mark.parametrize(
        ("media_type", "size", "message"),
        [
            ("application/pdf", 2_000_000, None),
            ("application/pdf", 2_000_001, "Kies bij ‘Stuk’ een bestand van hoogstens 2 MB."),
            ("application/pdf", 0, "Het bestand bij ‘Stuk’ is leeg."),
            ("text/html", 5, "Kies bij ‘Stuk’ een bestand van een van deze soorten: PDF."),
        ],
    )
    def test_is_judged_by_what_it_is_and_how_big(self, media_type, size, message):
        field = find_file_field(form=FORM, path="stuk")

        assert upload_problem(field=field, media_type=media_type, size_bytes=size) == message

    def test_is_a_document_or_a_picture_unless_the_form_says_otherwise(self):
        field = find_file_field(form=FORM, path="foto")

        assert upload_problem(field=field, media_type="image/png", size_bytes=1) is None
        assert upload_problem(field=field, media_type="image/svg+xml", size_bytes=1)


class TestWithoutFiles:
    def test_leaves_out_files_however_deep_and_nothing_else(self):
        data = {"stuk": "a", "foto": "b", "ouders": [{"bewijs": "c", "naam": "A. Voorbeeld"}]}

        assert without_files(form=FORM, data=data) == {"ouders": [{"naam": "A. Voorbeeld"}]}
        assert data["stuk"] == "a"
