from __future__ import annotations

import pytest
from tests.unit.forms.building import errors_of, form_of, options, raw_field

from doorgang_forms import read_post

FORM = form_of(
    raw_field("naam"),
    raw_field("uren", "number", decimals=1),
    raw_field("dag", "date"),
    raw_field("keuze", "choice", options=options("a", "b")),
    raw_field("keuzes", "choices", options=options("a", "b")),
    raw_field("ja", "yes_no"),
    raw_field("akkoord", "yes_no", must_be=True),
    raw_field("stuk", "file"),
    raw_field("krabbel", "signature"),
    raw_field("groep", "group", fields=[raw_field("plaats")]),
    raw_field(
        "ouders",
        "repeat",
        min_rows=1,
        max_rows=3,
        fields=[
            raw_field("naam", "person"),
            raw_field("dag", "date"),
            raw_field("nummers", "repeat", fields=[raw_field("nummer")]),
        ],
    ),
    raw_field("aantal", "computed", compute={"fn": "count", "of": "ouders"}),
)


def read(*pairs):
    return read_post(form=FORM, pairs=pairs)


def values(*pairs):
    return read(*pairs).values


class TestAPost:
    def test_becomes_json_by_field(self):
        found = values(
            ("naam", "Sem"), ("uren", "12,5"), ("dag-dag", "4"), ("dag-maand", "3"),
            ("dag-jaar", "2027"), ("keuze", "a"), ("keuzes", "a"), ("keuzes", "b"), ("ja", "nee"),
            ("akkoord", "ja"), ("stuk", "abc"), ("stuk-bestand", ""), ("krabbel-naam", "A"),
            ("krabbel-op-dag", "1"), ("krabbel-op-maand", "2"), ("krabbel-op-jaar", "2027"),
            ("groep-plaats", "Leiden"), ("ouders-0", "rij"), ("ouders-0-naam", "B"),
            ("ouders-0-nummers-0-nummer", "1"),
        )  # fmt: skip

        assert found == {
            "naam": "Sem", "uren": 12.5, "dag": "2027-03-04", "keuze": "a", "keuzes": ["a", "b"],
            "ja": False, "akkoord": True, "stuk": "abc",
            "krabbel": {"naam": "A", "op": "2027-02-01"}, "groep": {"plaats": "Leiden"},
            "ouders": [{"naam": "B", "nummers": [{"nummer": "1"}]}],
        }  # fmt: skip

    def test_leaves_out_what_was_left_empty(self):
        found = values(
            ("naam", ""), ("uren", ""), ("dag-dag", ""), ("dag-maand", " "), ("dag-jaar", ""),
            ("keuze", ""), ("krabbel-naam", ""), ("groep-plaats", ""),
        )  # fmt: skip

        assert found == {}

    def test_of_the_page_itself_is_left_alone(self):
        assert values(("_csrf", "x"), ("naam", "Sem")) == {"naam": "Sem"}

    @pytest.mark.parametrize("name", ["anders", "naam-x", "aantal", "ouders-x", "__proto__-x"])
    def test_with_a_name_we_do_not_know_is_refused_and_not_forgotten(self, name):
        found = values((name, "x"), ("akkoord", "ja"), ("ouders-0-naam", "B"))

        errors = errors_of(FORM, found)

        assert bool(errors) is not name.startswith("_")

    def test_that_says_one_thing_twice_is_refused(self):
        found = values(("naam", "Sem"), ("naam", "Noor"), ("akkoord", "ja"), ("ouders-0", "rij"))

        assert list(errors_of(FORM, found)) == ["naam"]

    def test_that_is_cut_off_is_refused(self):
        found = values(*[("keuzes", "a")] * 10_001)

        assert "_form" in errors_of(FORM, found)


class TestADate:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            (("31", "2", "2027"), "2027-02-31"),
            ((" 04 ", "03", "2027"), "2027-03-04"),
            (("4", "3", "27"), {"dag": "4", "maand": "3", "jaar": "27"}),
            (("4", "mrt", "2027"), {"dag": "4", "maand": "mrt", "jaar": "2027"}),
            (("4", "", ""), {"dag": "4"}),
        ],
    )
    def test_is_kept_as_it_was_typed_when_it_is_none(self, typed, expected):
        found = values(("dag-dag", typed[0]), ("dag-maand", typed[1]), ("dag-jaar", typed[2]))

        assert found == {"dag": expected}

    def test_that_is_none_is_refused(self):
        found = values(
            ("dag-dag", "31"), ("dag-maand", "2"), ("dag-jaar", "2027"), ("akkoord", "ja"),
            ("ouders-0-naam", "B"), ("ouders-0-dag-dag", "4"),
        )  # fmt: skip

        assert list(errors_of(FORM, found)) == ["dag", "ouders.0.dag"]


class TestANumber:
    @pytest.mark.parametrize("typed", ["1.000", "twaalf", "1,2,3", "1e5", "٣", "9" * 5_000])
    def test_is_kept_as_it_was_typed_when_it_could_be_misread(self, typed):
        assert values(("uren", typed)) == {"uren": typed}

    def test_may_have_a_comma_and_a_minus(self):
        assert values(("uren", " -3,5 ")) == {"uren": -3.5}
        assert values(("uren", "16")) == {"uren": 16}


class TestAFile:
    def test_that_is_replaced_is_the_last_one(self):
        assert values(("stuk", "oud"), ("stuk", "nieuw")) == {"stuk": "nieuw"}

    def test_can_be_taken_away(self):
        assert values(("stuk", "oud"), ("stuk-weg", "ja")) == {}


class TestRows:
    def test_that_were_left_blank_are_dropped_beyond_the_ones_that_must_be_there(self):
        found = values(("ouders-0", "rij"), ("ouders-0-naam", ""), ("ouders-1-naam", ""),
                       ("ouders-2-naam", "C"))  # fmt: skip

        assert found == {"ouders": [{}, {"naam": "C"}]}

    def test_come_in_the_order_of_their_numbers(self):
        found = values(("ouders-10-naam", "tien"), ("ouders-9-naam", "negen"))

        assert [one["naam"] for one in found["ouders"]] == ["negen", "tien"]


class TestARowButton:
    def test_adds_a_blank_row_and_keeps_the_others(self):
        found = read(("ouders-0-naam", "A"), ("ouders-1", "rij"), ("_actie", "toevoegen:ouders"))

        assert found.values == {"ouders": [{"naam": "A"}, {}, {}]}
        assert found.row_action
        assert found.focus == "veld-ouders-2"

    def test_adds_no_more_rows_than_there_may_be(self):
        rows = [(f"ouders-{number}", "rij") for number in range(3)]

        assert len(values(*rows, ("_actie", "toevoegen:ouders"))["ouders"]) == 3

    def test_removes_its_row(self):
        found = read(
            ("ouders-0-naam", "A"), ("ouders-1-naam", "B"), ("_actie", "verwijderen:ouders-0")
        )

        assert found.values == {"ouders": [{"naam": "B"}]}
        assert found.focus == "veld-ouders"

    def test_reaches_a_list_in_a_row(self):
        found = read(("ouders-0-naam", "A"), ("_actie", "toevoegen:ouders-0-nummers"))

        assert found.values == {"ouders": [{"naam": "A", "nummers": [{}]}]}

    def test_adds_the_rows_shown_before_any_was_posted(self):
        assert values(("_actie", "toevoegen:ouders")) == {"ouders": [{}, {}]}

    @pytest.mark.parametrize(
        "action",
        ["toevoegen:naam", "toevoegen:niets", "verwijderen:ouders-9", "verwijderen:ouders", "x",
         "toevoegen:ouders-5-nummers", "toevoegen:groep", "toevoegen:", "verwijderen:ouders-٣"],
    )  # fmt: skip
    def test_that_means_nothing_changes_nothing(self, action):
        found = read(("ouders-0-naam", "A"), ("_actie", action))

        assert found.values["ouders"] == [{"naam": "A"}]
        assert found.row_action
