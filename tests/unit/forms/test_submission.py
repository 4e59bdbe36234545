from __future__ import annotations

import json

import pytest
from tests.unit.forms.building import errors_of, form_of, options, raw_field, submit

from doorgang_forms import SubmissionInvalid, export_kinds

PARENTS = raw_field(
    "ouders",
    "repeat",
    min_rows=1,
    max_rows=3,
    fields=[
        raw_field("naam", "person", required=True),
        raw_field("antwoord", "choice", required=True, options=options("ja", "nee", "onbekend")),
        raw_field(
            "datum", "date", required=True, show_when={"field": "antwoord", "in": ["ja", "nee"]}
        ),
    ],
)
YES = {"naam": "A. Voorbeeld", "antwoord": "ja", "datum": "2027-03-01"}


class TestValidate:
    def test_says_all_that_is_wrong_in_one_answer(self):
        form = form_of(raw_field("doel", required=True), PARENTS)
        sent = {"ouders": [YES, {"antwoord": "misschien"}], "extra": 1}

        errors = errors_of(form, sent)

        assert errors == {
            "doel": ["Vul ‘Doel’ in."],
            "ouders.1.naam": ["Vul ‘Naam’ in."],
            "ouders.1.antwoord": ["Kies bij ‘Antwoord’ een van de antwoorden."],
            "extra": ["Dit veld hoort niet bij dit formulier."],
        }

    def test_points_at_the_right_row_behind_a_broken_one(self):
        errors = errors_of(form_of(PARENTS), {"ouders": ["x", YES, {**YES, "naam": 3}]})

        assert "ouders.0" in errors
        assert "ouders.2.naam" in errors
        assert not [path for path in errors if path.startswith("ouders.1")]

    @pytest.mark.parametrize("sent", [None, 1, "x", [], [{}], True, 1.5])
    def test_refuses_what_is_no_object(self, sent):
        assert errors_of(form_of(PARENTS), sent) == {
            "_form": ["Stuur de gegevens als velden met een waarde."]
        }

    def test_never_repeats_what_was_sent(self):
        secret = "geheim van Sem"
        form = form_of(
            PARENTS,
            *[raw_field(f"veld_{kind}", kind) for kind in ("number", "date", "yes_no", "file")],
            raw_field("brin", "organisation"),
            raw_field("korte", max_length=3),
        )
        sent = {one.key: secret for one in form.fields} | {secret: secret, "x y": secret}

        errors = errors_of(form, sent)

        assert len(errors) == len(form.fields) + 1
        assert secret not in json.dumps(errors)

    def test_does_not_take_a_computed_value_from_the_sender(self):
        form = form_of(
            PARENTS, raw_field("aantal", "computed", compute={"fn": "count", "of": "ouders"})
        )

        errors = errors_of(form, {"ouders": [YES], "aantal": 9})

        assert errors == {"aantal": ["Dit veld wordt berekend en kan niet worden ingevuld."]}

    @pytest.mark.parametrize(
        "key", ["__class__", "__proto__", "_schema", "_form", "", "ouders.0", "a" * 65, "\x00"]
    )
    def test_refuses_odd_keys_without_naming_them(self, key):
        errors = errors_of(form_of(raw_field("doel")), {key: "x"})

        assert errors == {
            "_form": ["Er is een veld meegestuurd dat niet bij dit formulier hoort."]
        }

    @pytest.mark.parametrize("rows", [[], None])
    def test_asks_for_the_rows_that_have_to_be_there(self, rows):
        assert errors_of(form_of(PARENTS), {"ouders": rows}) == {
            "ouders": ["Vul bij ‘Ouders’ minstens 1 regel in."]
        }

    def test_refuses_more_rows_than_there_may_be(self):
        assert errors_of(form_of(PARENTS), {"ouders": [YES] * 4}) == {
            "ouders": ["Vul bij ‘Ouders’ hoogstens 3 regels in."]
        }

    def test_keeps_the_content_hash_of_the_definition(self):
        form = form_of(PARENTS)

        assert submit(form, {"ouders": [YES]}).content_hash == form.content_hash


class TestAFieldThatIsNotShown:
    FORM = form_of(
        raw_field("soort", "choice", options=options("a", "b")),
        raw_field("toelichting", required=True, show_when={"field": "soort", "is": "a"}),
        raw_field("vervolg", required=True, show_when={"field": "toelichting", "filled": True}),
    )

    def test_is_not_required(self):
        assert submit(self.FORM, {"soort": "b"}).data == {"soort": "b"}

    def test_is_dropped_when_it_is_sent_along(self):
        sent = {"soort": "b", "toelichting": "x", "vervolg": "y"}

        assert submit(self.FORM, sent).data == {"soort": "b"}

    def test_is_dropped_even_when_it_is_wrong(self):
        assert submit(self.FORM, {"soort": "b", "toelichting": 5}).data == {"soort": "b"}

    def test_counts_as_empty_for_the_fields_behind_it(self):
        assert submit(self.FORM, {"soort": "b", "toelichting": "x"}).shown == {"soort"}

    def test_is_required_as_soon_as_it_is_shown(self):
        assert list(errors_of(self.FORM, {"soort": "a"})) == ["toelichting"]

    def test_depends_on_the_row_it_is_in(self):
        no_date = {"naam": "B. Voorbeeld", "antwoord": "onbekend", "datum": "2027-03-02"}

        found = submit(form_of(PARENTS), {"ouders": [YES, no_date]})

        assert [sorted(row) for row in found.data["ouders"]] == [
            ["antwoord", "datum", "naam"],
            ["antwoord", "naam"],
        ]
        assert "ouders.0.datum" in found.shown
        assert "ouders.1.datum" not in found.shown

    def test_of_a_row_does_not_look_at_a_field_of_the_same_name_outside(self):
        row = [
            raw_field("soort", "choice", options=options("a", "b")),
            raw_field("uitleg", required=True, show_when={"field": "soort", "is": "a"}),
        ]
        form = form_of(
            raw_field("soort", "choice", options=options("a", "b")),
            raw_field("rijen", "repeat", fields=row),
        )

        assert errors_of(form, {"soort": "a", "rijen": [{}]}) == {}

    def test_can_depend_on_a_variable_of_the_case(self):
        form = form_of(
            raw_field("uitleg", required=True, show_when={"variable": "soort", "is": "SO"})
        )

        assert list(errors_of(form, {}, soort="SO")) == ["uitleg"]
        assert submit(form, {"uitleg": "x"}, soort="SBO").data == {}


class TestExports:
    FORM = form_of(
        raw_field("tekst", export="e_tekst"),
        raw_field("getal", "number", export="e_getal"),
        raw_field("dag", "date", export="e_dag"),
        raw_field("keuze", "choice", options=options("a"), export="e_keuze"),
        raw_field("keuzes", "choices", options=options("a", "b"), export="e_keuzes"),
        raw_field("ja", "yes_no", export="e_ja"),
        raw_field("school", "organisation", export="e_school"),
        raw_field("stuk", "file", export="e_stuk"),
        raw_field("krabbel", "signature", export="e_krabbel"),
        raw_field("rijen", "repeat", fields=[raw_field("x")], export="e_rijen"),
        raw_field("groep", "group", fields=[raw_field("y", export="e_binnen")]),
        raw_field("soms", export="e_soms", show_when={"field": "ja", "is": True}),
    )

    def test_are_all_there_with_the_empty_value_of_their_kind(self):
        exports = submit(self.FORM, {"soms": "niet getoond"}).exports

        assert exports == {
            "e_tekst": "", "e_getal": 0, "e_dag": "", "e_keuze": "", "e_keuzes": [], "e_ja": False,
            "e_school": "", "e_stuk": False, "e_krabbel": False, "e_rijen": 0, "e_binnen": "",
            "e_soms": "",
        }  # fmt: skip

    def test_hold_what_was_filled_in_but_of_rows_and_files_no_content(self):
        sent = {
            "tekst": "t", "getal": 4, "dag": "2027-03-01", "keuze": "a", "keuzes": ["b"],
            "ja": True, "school": "11ZZ", "stuk": "abc", "krabbel": {"naam": "A. Voorbeeld"},
            "rijen": [{"x": "1"}, {}], "groep": {"y": "z"}, "soms": "wel",
        }  # fmt: skip

        exports = submit(self.FORM, sent).exports

        assert exports == {
            "e_tekst": "t", "e_getal": 4, "e_dag": "2027-03-01", "e_keuze": "a",
            "e_keuzes": ["b"], "e_ja": True, "e_school": "11ZZ", "e_stuk": True,
            "e_krabbel": True, "e_rijen": 2, "e_binnen": "z", "e_soms": "wel",
        }  # fmt: skip

    def test_have_a_kind_each(self):
        assert export_kinds(form=self.FORM) == {
            "e_tekst": "tekst", "e_getal": "getal", "e_dag": "datum", "e_keuze": "tekst",
            "e_keuzes": "lijst", "e_ja": "ja_nee", "e_school": "tekst", "e_stuk": "ja_nee",
            "e_krabbel": "ja_nee", "e_rijen": "getal", "e_binnen": "tekst", "e_soms": "tekst",
        }  # fmt: skip

    def test_do_not_share_their_empty_list_with_the_next_submission(self):
        submit(self.FORM, {}).exports["e_keuzes"].append("x")

        assert submit(self.FORM, {}).exports["e_keuzes"] == []


class TestASubmissionThatIsTooBig:
    @pytest.mark.parametrize(
        "value",
        ["x" * 600_000, [{}] * 30_000, {f"k{number}": 1 for number in range(30_000)}],
        ids=["long", "wide", "many keys"],
    )
    def test_is_refused_as_a_whole(self, value):
        assert errors_of(form_of(PARENTS), {"ouders": value}) == {
            "_form": ["De gegevens zijn te groot."]
        }

    def test_is_refused_when_it_is_a_nested_bomb(self):
        bomb: object = "x"
        for _ in range(100_000):
            bomb = [bomb]

        with pytest.raises(SubmissionInvalid) as caught:
            submit(form_of(PARENTS), {"ouders": bomb})

        assert caught.value.fields == {"_form": ["De gegevens zijn te diep genest."]}

    @pytest.mark.parametrize("sent", [{1: "x"}, {"a": {2: 3}}, {"a": object()}, {"a": b"x"}])
    def test_is_refused_when_it_is_no_json(self, sent):
        assert list(errors_of(form_of(raw_field("a")), sent)) == ["_form"]
