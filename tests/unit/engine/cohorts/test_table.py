from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorgang_engine.cohorts import table
from doorgang_engine.cohorts.errors import ListRefused
from doorgang_engine.cohorts.table import read_table

KNOWN = ["voornaam", "achternaam", "vraag"]


def read(text):
    return read_table(text.encode(), known=KNOWN)


def refused(text):
    with pytest.raises(ListRefused) as found:
        read(text)
    return found.value.fields


class TestReadTable:
    @pytest.mark.parametrize("separator", [";", ",", "\t"])
    def test_knows_the_separator_by_the_headings(self, separator):
        text = (
            f'voornaam{separator}achternaam\r\nNoor{separator}"Bedacht{separator} van ""X"""\r\n'
        )

        (row,) = read(text)

        assert row.cells == {"voornaam": "Noor", "achternaam": f'Bedacht{separator} van "X"'}

    def test_numbers_rows_as_a_spreadsheet_and_leaves_out_empty_ones(self):
        rows = read('voornaam;vraag\nNoor;"twee\nregels"\n;\n\nSem;hulp\n')

        assert [(row.number, row.cells["vraag"]) for row in rows] == [
            (2, "twee\nregels"),
            (5, "hulp"),
        ]

    def test_names_every_wrong_heading_and_those_that_may_be(self):
        found = refused("voornaam;achternam;voornaam;\nNoor;X;Y;Z\n")

        assert set(found) == {"rij 1, achternam", "rij 1, voornaam", "rij 1"}
        assert "voornaam, achternaam, vraag" in found["rij 1"][1]

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("voornaam;vraag\nNoor;a;b\nSem;c\n", "rij 2"),
            ("voornaam;vraag\nNoor\n", "rij 2"),
            ('voornaam;vraag\nNoor;"a" b\n', "rij 2"),
            ('voornaam;vraag\nNoor;"nooit gesloten\n', "rij 2"),
            ("voornaam;vraag\nNoor;" + "a" * 10_001, "rij 2, vraag"),
            ("voornaam;vraag\n", "bestand"),
            ("  \n", "bestand"),
        ],
    )
    def test_refuses_what_can_be_read_in_two_ways(self, text, place):
        assert list(refused(text)) == [place]

    def test_takes_so_many_rows_and_bytes_and_no_more(self, monkeypatch):
        monkeypatch.setattr(table, "MOST_ROWS", 3)

        assert len(read("voornaam\n" + "Noor\n" * 3)) == 3
        assert "Ten hoogste 3 rijen" in refused("voornaam\n" + "Noor\n" * 4)["bestand"][0]
        assert "Ten hoogste 3 rijen" in refused("voornaam\n" + "\n" * 9)["bestand"][0]
        monkeypatch.setattr(table, "LARGEST", 10)
        assert "groter dan" in refused("voornaam\nNoor\n")["bestand"][0]


class TestAnyBytes:
    @given(st.binary(max_size=400) | st.text(alphabet='ab;,\t"\n\rë\x00', max_size=200))
    def test_are_read_or_refused_and_nothing_else(self, content):
        head = b"voornaam;vraag\n"
        raw = content if isinstance(content, bytes) else content.encode()

        with suppress(ListRefused):
            rows = read_table(head + raw, known=KNOWN)
            assert all(set(row.cells) == {"voornaam", "vraag"} for row in rows)
        with suppress(ListRefused):
            read_table(raw, known=KNOWN)
