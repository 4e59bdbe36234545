"""Organisations from a table: all or nothing, on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from tests.small_route import REGION

from doorgang_engine.errors import OrganisationsRefused
from doorgang_engine.organisations import (
    import_organisations,
    read_organisations,
    set_period,
)

KINDS = {"po_school", "swv"}
TABLE = """soort;id;naam;brin
po_school;de-linde;Basisschool De Linde;00AA
po_school;de-linde-noord;De Linde, locatie Noord;00aa03
swv;proefstad;Samenwerkingsverband Proefstad;
"""


def read(table):
    return read_organisations(table, region=REGION, kinds=KINDS)


class TestPeriod:
    def test_is_read_and_kept_when_a_later_table_does_not_give_it(self, parts):
        table = TABLE.replace("naam;brin", "naam;brin;gesloten").replace(
            "00AA\n", "00AA;2027-07-31\n"
        )
        table = table.replace("00aa03\n", "00aa03;\n").replace("Proefstad;\n", "Proefstad;;\n")
        for text in (table, TABLE):
            with parts.new_uow() as uow:
                import_organisations(read(text), uow=uow)

        with parts.new_uow() as uow:
            found = {one.id: one for one in uow.organisations.of_region(REGION)}
        last = date(2027, 7, 31)
        assert found["de-linde"].closed_on == last
        assert found["de-linde"].is_open(last)
        assert not found["de-linde"].is_open(date(2027, 8, 1))
        assert found["de-linde-noord"].closed_on is None

    def test_can_be_set_and_taken_away(self, parts):
        with parts.new_uow() as uow:
            import_organisations(read(TABLE), uow=uow)

        def period(**days):
            with parts.new_uow() as uow:
                return set_period(region=REGION, organisation="proefstad", uow=uow, **days)

        assert not period(opened_on=date(2027, 8, 1), closed_on=None).is_open(date(2027, 7, 31))
        assert period(opened_on=None, closed_on=None).is_open(date(2027, 7, 31))
        with pytest.raises(OrganisationsRefused):
            period(opened_on=date(2027, 8, 1), closed_on=date(2027, 7, 1))

    @pytest.mark.parametrize("day", ["31-07-2027", "2027-02-30"])
    def test_that_is_no_day_is_refused(self, day):
        with pytest.raises(OrganisationsRefused):
            read(f"soort;id;naam;brin;gesloten\nswv;x;Naam;;{day}\n")


class TestReadOrganisations:
    def test_reads_semicolons_commas_and_a_byte_order_mark(self):
        comma = "\ufeff" + TABLE.replace("De Linde, locatie", "De Linde locatie").replace(";", ",")

        assert [one.brin for one in read(TABLE)] == ["00AA", "00AA03", ""]
        assert [one.id for one in read(comma)] == ["de-linde", "de-linde-noord", "proefstad"]

    @pytest.mark.parametrize(
        ("row", "complaint"),
        [
            ("kapper;x;Kapper;", "Het soort 'kapper'"),
            ("swv;Met Spatie;Naam;", "kleine letters"),
            ("swv;x;;", "De naam ontbreekt"),
            ("swv;x;Naam\x07;", "stuurteken"),
            ("po_school;x;Naam;0A0A", "geen BRIN"),
            ("po_school;x;Naam;00AA", "staat er twee keer in"),
            ("swv;proefstad;Naam;", "staat er twee keer in"),
            ("swv;x", "geen 4 kolommen"),
            ("swv;x;Naam;;te veel", "geen 4 kolommen"),
            ('swv;x;"Naam" fout;', "aanhalingsteken"),
        ],
    )
    def test_says_per_row_what_is_wrong(self, row, complaint):
        with pytest.raises(OrganisationsRefused) as refused:
            read(f"{TABLE}{row}\n")

        assert complaint in str(refused.value)
        assert "rij 5" in refused.value.fields
        assert "er is niets gewijzigd" in str(refused.value)

    @pytest.mark.parametrize("table", ["", "id;naam\n", "soort;id;naam\nswv;x;y\n"])
    def test_asks_for_its_columns(self, table):
        with pytest.raises(OrganisationsRefused, match="soort"):
            read(table)


class TestImportOrganisations:
    def test_adds_and_brings_up_to_date(self, parts):
        renamed = TABLE.replace("Basisschool De Linde", "De Lindeschool")
        with parts.new_uow() as uow:
            first = import_organisations(read(TABLE), uow=uow)
        with parts.new_uow() as uow:
            second = import_organisations(read(renamed), uow=uow)

        assert (first, second) == ((3, 0), (0, 1))
        with parts.new_uow() as uow:
            names = {one.id: one.name for one in uow.organisations.of_region(REGION)}
        assert names["de-linde"] == "De Lindeschool"

    def test_never_changes_what_kind_one_is(self, parts):
        with parts.new_uow() as uow:
            import_organisations(read(TABLE), uow=uow)

        with pytest.raises(OrganisationsRefused, match="al bekend"), parts.new_uow() as uow:
            import_organisations(read("soort;id;naam;brin\npo_school;proefstad;X;\n"), uow=uow)
