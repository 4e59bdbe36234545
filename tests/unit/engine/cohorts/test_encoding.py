from __future__ import annotations

import pytest

from doorgang_engine.cohorts.encoding import read_text
from doorgang_engine.cohorts.errors import ListRefused

NAMES = "voornaam;achternaam\nZoë;Müller-Çelik\nJosé;Ñandú\nRenée;d'Arc\n"


class TestReadText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    def test_gives_the_same_letters_from_each_known_encoding(self, encoding):
        assert read_text(NAMES.encode(encoding)) == NAMES

    @pytest.mark.parametrize(
        "encoding", ["utf-16", "utf-16-le", "utf-32", "mac_roman", "cp850", "cp437"]
    )
    def test_refuses_what_it_cannot_be_sure_of(self, encoding):
        text = "voornaam;achternaam\nZoë;Müller\nJosé;Nandu\n"

        with pytest.raises(ListRefused) as refused:
            read_text(text.encode(encoding))

        assert "CSV UTF-8" in refused.value.complaints[0].text

    @pytest.mark.parametrize("name", ["José", "André", "Inês", "Noël"])
    def test_is_not_sure_of_a_single_letter_of_an_old_mac(self, name):
        with pytest.raises(ListRefused):
            read_text(f"voornaam\n{name}\n".encode("mac_roman"))

    def test_refuses_letters_that_were_mutilated_before(self):
        mutilated = NAMES.encode("utf-8").decode("cp1252", "ignore").encode("utf-8")

        with pytest.raises(ListRefused, match="niets begonnen"):
            read_text(mutilated)

    def test_refuses_a_mark_of_utf_8_over_something_else(self):
        with pytest.raises(ListRefused):
            read_text(b"\xef\xbb\xbf" + NAMES.encode("cp1252"))

    def test_refuses_a_workbook(self):
        with pytest.raises(ListRefused) as refused:
            read_text(b"PK\x03\x04 rest")

        assert "Excel" in refused.value.complaints[0].text
