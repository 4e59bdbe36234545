from __future__ import annotations

import pytest
from tests.unit.forms.building import errors_of, form_of, options, raw_field

from doorgang_forms import read_post, view


def show(form, values=None, errors=None, lang="nl", **variables):
    return view(
        form=form, values=values or {}, errors=errors or {}, variables=variables, lang=lang
    )


def only(form, *args, **keys):
    return show(form, *args, **keys).sections[0].fields[0]


class TestAField:
    @pytest.mark.parametrize(
        ("kind", "keys", "value", "shown"),
        [
            ("text", {}, "abc", "abc"),
            ("number", {"decimals": 1}, 12.5, "12,5"),
            ("number", {}, 16, "16"),
            ("number", {}, "twaalf", "twaalf"),
            ("text", {}, {"a": 1}, ""),
            ("file", {}, "abc", "abc"),
            ("yes_no", {"must_be": True}, True, "ja"),
        ],
    )
    def test_shows_what_was_typed(self, kind, keys, value, shown):
        assert only(form_of(raw_field("x", kind, **keys)), {"x": value}).value == shown

    def test_does_not_write_out_a_giant_number(self):
        assert only(form_of(raw_field("x", "number")), {"x": 10**5000}).value == ""

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            ("2027-03-04", ["4", "3", "2027"]),
            ("2027-02-31", ["31", "2", "2027"]),
            ({"dag": "4", "maand": "mrt"}, ["4", "mrt", ""]),
            ("gisteren", ["", "", ""]),
            ({"dag": ["1", "2"]}, ["", "", ""]),
            (None, ["", "", ""]),
        ],
    )
    def test_shows_the_parts_of_a_date_as_they_were_typed(self, value, shown):
        found = only(form_of(raw_field("x", "date")), {"x": value})

        assert [part.value for part in found.date_parts] == shown

    def test_has_no_answer_chosen_in_advance(self):
        form = form_of(raw_field("x", "choice", required=True, options=options("a", "b")))

        assert not [one for one in only(form).options if one.checked]

    def test_can_have_its_answer_taken_back_when_it_is_not_required(self):
        found = only(form_of(raw_field("x", "yes_no")), {"x": False})

        assert [(one.label, one.checked) for one in found.options] == [
            ("Ja", False), ("Nee", True), ("Geen antwoord", False),
        ]  # fmt: skip

    def test_that_is_reckoned_is_shown_once_it_is_known(self):
        compute = {"fn": "copy", "variable": "soort"}
        form = form_of(raw_field("y"), raw_field("x", "computed", compute=compute))

        assert [one.path for one in show(form).sections[0].fields] == ["y"]
        assert show(form, {"x": "SO"}).sections[0].fields[1].value == "SO"

    def test_says_which_texts_belong_to_it(self):
        form = form_of(
            raw_field("a", "yes_no"),
            raw_field("x", hint={"nl": "Kort."}, show_when={"field": "a", "is": True}),
        )

        found = show(form, errors={"x": ["Vul in.", "Korter."]}).sections[0].fields[1]

        assert found.described_by == "veld-x--voorwaarde veld-x--uitleg veld-x--fout"
        assert found.error == "Vul in. Korter."
        assert found.condition == "Alleen invullen als bij ‘A’ ‘Ja’ is gekozen."
        assert not found.shown

    def test_that_the_case_rules_out_is_not_there(self):
        form = form_of(raw_field("y"), raw_field("x", show_when={"variable": "v", "is": "SO"}))

        assert len(show(form, v="SBO").sections[0].fields) == 1
        assert show(form, v="SO").sections[0].fields[1].condition == ""

    def test_is_in_the_language_asked_for_as_far_as_there_are_texts(self):
        english = {"nl": "Antwoord", "en": "Answer"}
        form = form_of({**raw_field("x", "yes_no"), "label": english}, raw_field("y"))

        first, second = show(form, lang="en").sections[0].fields

        assert (first.label, second.label) == ("Answer", "Y")
        assert [one.label for one in first.options] == ["Yes", "No", "No answer"]


class TestRows:
    FORM = form_of(
        raw_field(
            "ouders",
            "repeat",
            min_rows=2,
            max_rows=3,
            row_label={"nl": "Ouder"},
            fields=[raw_field("naam", "person", required=True)],
        )
    )

    def test_are_there_from_the_start_when_they_have_to_be_filled_in(self):
        found = only(self.FORM)

        assert [row.title for row in found.rows] == ["Ouder 1", "Ouder 2"]
        assert found.rows[1].fields[0].name == "ouders-1-naam"
        assert found.add_action == "toevoegen:ouders"

    def test_cannot_be_added_when_there_are_enough(self):
        assert only(self.FORM, {"ouders": [{}, {}, {}]}).add_action == ""

    def test_name_themselves_in_the_summary(self):
        errors = errors_of(self.FORM, {"ouders": [{"naam": "A"}, {}]})

        found = show(self.FORM, {"ouders": [{"naam": "A"}, {}]}, errors).errors

        assert [(one.href, one.text) for one in found] == [
            ("#veld-ouders-1-naam", "Ouder 2: Vul ‘Naam’ in.")
        ]

    def test_have_an_error_of_their_own(self):
        errors = errors_of(self.FORM, {"ouders": ["x", {"naam": "A"}]})

        assert only(self.FORM, {"ouders": ["x", {}]}, errors).rows[0].error


class TestTheSummary:
    def test_follows_the_order_of_the_form_after_what_belongs_nowhere(self):
        form = form_of(raw_field("a"), raw_field("b", "date"), raw_field("c", "yes_no"))
        errors = {"c": ["C."], "b": ["B."], "_form": ["F."], "niets": ["N."], "a": ["A."]}

        found = show(form, errors=errors).errors

        assert [(one.href, one.text) for one in found] == [
            ("", "F."), ("", "N."), ("#veld-a", "A."), ("#veld-b-dag", "B."), ("#veld-c-1", "C."),
        ]  # fmt: skip


class TestAViewAndAPost:
    def test_are_each_others_reverse(self):
        form = form_of(
            raw_field("a"), raw_field("b", "number", decimals=2), raw_field("c", "date"),
            raw_field("d", "choice", options=options("x", "y")),
            raw_field("e", "choices", options=options("x", "y")),
            raw_field("f", "yes_no"), raw_field("g", "yes_no", must_be=True),
            raw_field("h", "signature"), raw_field("i", "file"),
            raw_field("j", "group", fields=[raw_field("k")]),
            raw_field("l", "repeat", fields=[raw_field("m")]),
        )  # fmt: skip
        values = {
            "a": "é", "b": 1.25, "c": "2027-03-04", "d": "y", "e": ["x", "y"], "f": False,
            "g": True, "h": {"naam": "A", "op": "2027-01-02"}, "i": "abc", "j": {"k": "z"},
            "l": [{"m": "1"}, {"m": "2"}],
        }  # fmt: skip

        pairs = list(controls(show(form, values).sections[0].fields))

        assert read_post(form=form, pairs=pairs).values == values


def controls(fields):
    """Post what a browser would."""
    for one in fields:
        yield from [(one.name, option.value) for option in one.options if option.checked]
        yield from [(part.name, part.value) for part in (*one.parts, *one.date_parts)]
        yield from controls(one.fields)
        for row in one.rows:
            yield from controls(row.fields)
        if one.widget in {"text", "textarea", "number", "file", "confirm"}:
            yield one.name, one.value


WHEN = {"fn": "when", "cases": [{"if": {"variable": "v", "is": "a"}, "then": "Wel"}]}
OF_A_FIELD = {"all": [{"variable": "v", "is": "a"}, {"field": "y", "is": "b"}]}


class TestAComputedField:
    def test_over_variables_alone_is_shown_before_anything_is_filled_in(self):
        copied = form_of(raw_field("x", "computed", compute={"fn": "copy", "variable": "v"}))
        chosen = form_of(raw_field("x", "computed", compute={**WHEN, "else": "Niet"}))

        assert only(copied, v="Een voorstel").value == "Een voorstel"
        assert [only(chosen, v=value).value for value in ("a", "b")] == ["Wel", "Niet"]

    def test_over_a_variable_that_is_empty_is_not_shown(self):
        form = form_of(
            raw_field("x", "computed", compute={"fn": "copy", "variable": "v"}), raw_field("y")
        )

        assert [one.path for one in show(form, v="").sections[0].fields] == ["y"]

    def test_over_a_field_waits_until_it_is_filled_in(self):
        cases = [{"if": OF_A_FIELD, "then": "Wel"}]
        compute = {"fn": "when", "cases": cases, "else": "Niet"}
        form = form_of(raw_field("y"), raw_field("x", "computed", compute=compute))

        assert [one.path for one in show(form, v="a").sections[0].fields] == ["y"]

    def test_that_was_recorded_is_shown_as_it_was(self):
        form = form_of(raw_field("x", "computed", compute={"fn": "copy", "variable": "v"}))

        assert only(form, {"x": "toen"}, v="nu").value == "toen"
