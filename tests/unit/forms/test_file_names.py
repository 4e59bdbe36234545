from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorgang_forms.file_names import clean_file_name

PDF = "application/pdf"


class TestCleanFileName:
    @pytest.mark.parametrize(
        ("name", "clean"),
        [
            ("verslag.pdf", "verslag.pdf"),
            ("Verslag groep 8.PDF", "Verslag groep 8.pdf"),
            ("verslag", "verslag.pdf"),
            ("verslag.pdf.exe", "verslag.pdf.exe.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("C:\\Users\\juf\\brief.pdf", "brief.pdf"),
            ("fdp.\u202egepj", "fdp.gepj.pdf"),
            ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
            ('a"b<c>.pdf', "a b c.pdf"),
            ("", "bijlage.pdf"),
            ("...", "bijlage.pdf"),
            (".pdf", "pdf.pdf"),
            ("CON", "_CON.pdf"),
            ("nul.pdf", "_nul.pdf"),
            ("cafe\u0301.pdf", "caf\u00e9.pdf"),
        ],
    )
    def test_makes_a_name_harmless(self, name, clean):
        assert clean_file_name(name=name, media_type=PDF) == clean

    def test_keeps_an_ending_that_fits(self):
        assert clean_file_name(name="foto.JPEG", media_type="image/jpeg") == "foto.jpeg"

    @settings(max_examples=200, deadline=None)
    @given(st.text(max_size=400))
    def test_gives_a_name_for_whatever_is_sent(self, name):
        clean = clean_file_name(name=name, media_type=PDF)

        assert clean.endswith(".pdf")
        assert 4 < len(clean) <= 125
        assert not set(clean) & set('/\\:*?"<>|\r\n\0')
        assert clean_file_name(name=clean, media_type=PDF) == clean
