from __future__ import annotations

import pytest
from tests.unit.forms.building import errors_of, form_of, options, raw_field, submit


def one(kind, **keys):
    return form_of(raw_field("veld", kind, **keys))


class TestText:
    def test_is_trimmed_and_written_with_composed_accents(self):
        sent = {"veld": "  Noe\u0308l \r\n"}

        data = submit(one("text"), sent).data

        assert data == {"veld": "No\u00ebl"}

    def test_keeps_its_lines_when_it_is_long(self):
        data = submit(one("long_text"), {"veld": "een\r\ntwee"}).data

        assert data == {"veld": "een\ntwee"}

    @pytest.mark.parametrize("value", ["", "   ", "\u200b\u200b", "\u00a0", None])
    def test_with_nothing_visible_is_not_filled_in(self, value):
        data = submit(one("text"), {"veld": value}).data

        assert data == {}

    @pytest.mark.parametrize(
        "value", ["a\x00b", "a\x1bb", "a\nb", "\x1f", "a\u202eb", "a\ud800b", "a\u2028b", "a\x85b"]
    )
    def test_with_characters_nobody_types_is_refused(self, value):
        errors = errors_of(one("text"), {"veld": value})

        assert errors == {"veld": ["Verwijder bij ‘Veld’ de tekens die niet leesbaar zijn."]}

    @pytest.mark.parametrize("value", [1, True, [], {}, ["a"], {"a": "b"}, 1.5])
    def test_of_another_type_is_refused(self, value):
        errors = errors_of(one("text"), {"veld": value})

        assert errors == {"veld": ["Vul ‘Veld’ in als tekst."]}

    def test_that_is_too_long_is_refused(self):
        errors = errors_of(one("text", max_length=5), {"veld": "zesmaal"})

        assert errors == {"veld": ["Gebruik bij ‘Veld’ hoogstens 5 tekens."]}

    def test_of_another_shape_is_refused_with_the_message_of_the_form(self):
        form = one("text", pattern="[0-9]{4}", pattern_message={"nl": "Vul vier cijfers in."})

        assert errors_of(form, {"veld": "12345"}) == {"veld": ["Vul vier cijfers in."]}
        assert submit(form, {"veld": "1234"}).data == {"veld": "1234"}


class TestOrganisation:
    @pytest.mark.parametrize("value", ["11ZZ", "11ZZ00", " 11zz00 "])
    def test_takes_a_brin(self, value):
        data = submit(one("organisation"), {"veld": value}).data

        assert data == {"veld": value.strip().upper()}

    @pytest.mark.parametrize("value", ["1ZZZ", "11ZZ0", "11ZZ000", "School", "\u0661\u0661ZZ"])
    def test_refuses_what_is_no_brin(self, value):
        assert "BRIN-nummer" in errors_of(one("organisation"), {"veld": value})["veld"][0]

    def test_takes_any_name_when_it_is_free(self):
        data = submit(one("organisation", free=True), {"veld": "Voorschool Pim"}).data

        assert data == {"veld": "Voorschool Pim"}


class TestNumber:
    @pytest.mark.parametrize(
        "value",
        [True, "3", float("nan"), float("inf"), 1.5, [1], {}, 10**5000, -(10**5000), 1e300],
        ids=lambda value: type(value).__name__,  # pytest cannot write the giant ones out
    )
    def test_refuses_what_is_no_whole_number(self, value):
        assert list(errors_of(one("number"), {"veld": value})) == ["veld"]

    @pytest.mark.parametrize("value", [0, -4, 3.0])
    def test_takes_a_whole_number(self, value):
        found = submit(one("number"), {"veld": value}).data["veld"]

        assert (found, type(found)) == (value, int)

    def test_with_decimals_takes_no_more_than_those(self):
        form = one("number", decimals=2)

        assert submit(form, {"veld": 12.35}).data == {"veld": 12.35}
        assert errors_of(form, {"veld": 12.355}) == {
            "veld": ["Gebruik bij ‘Veld’ hoogstens 2 cijfers achter de komma."]
        }

    def test_outside_its_bounds_is_refused_with_the_bounds(self):
        errors = errors_of(one("number", min=1, max=5), {"veld": 6})

        assert errors == {"veld": ["Vul bij ‘Veld’ een getal in van 1 tot en met 5."]}


class TestDate:
    def test_takes_a_day_that_exists(self):
        assert submit(one("date"), {"veld": "2028-02-29"}).data == {"veld": "2028-02-29"}

    @pytest.mark.parametrize("value", ["2027-02-30", "2027-13-01", "0000-01-01"])
    def test_refuses_a_day_that_does_not_exist(self, value):
        assert "bestaat niet" in errors_of(one("date"), {"veld": value})["veld"][0]

    @pytest.mark.parametrize(
        "value", ["24-03-2027", "20270324", "2027-W01-1", "2027-03-24T10:00", 20270324, {}, "x"]
    )
    def test_refuses_any_other_way_of_writing(self, value):
        assert errors_of(one("date"), {"veld": value}) == {
            "veld": ["Vul bij ‘Veld’ een datum in als dag-maand-jaar."]
        }

    @pytest.mark.parametrize("value", ["1899-12-31", "2200-01-01"])
    def test_refuses_a_year_nobody_means(self, value):
        assert list(errors_of(one("date"), {"veld": value})) == ["veld"]

    def test_may_not_lie_after_today_when_today_is_the_last_day(self):
        form = one("date", max="today")

        assert submit(form, {"veld": "2027-03-24"}).data == {"veld": "2027-03-24"}
        assert errors_of(form, {"veld": "2027-03-25"}) == {
            "veld": ["De datum bij ‘Veld’ mag niet na vandaag liggen."]
        }

    def test_may_not_lie_before_today_when_today_is_the_first_day(self):
        errors = errors_of(one("date", min="today"), {"veld": "2027-03-23"})

        assert errors == {"veld": ["De datum bij ‘Veld’ mag niet voor vandaag liggen."]}

    def test_may_not_lie_outside_fixed_days(self):
        errors = errors_of(one("date", min="2027-08-01"), {"veld": "2027-07-31"})

        assert errors == {"veld": ["De datum bij ‘Veld’ mag niet voor 1-8-2027 liggen."]}


class TestChoice:
    @pytest.mark.parametrize("value", ["x", 1, True, ["a"], {"a": 1}])
    def test_refuses_what_is_no_option(self, value):
        errors = errors_of(one("choice", options=options("a", "b")), {"veld": value})

        assert errors == {"veld": ["Kies bij ‘Veld’ een van de antwoorden."]}


class TestChoices:
    def test_gives_the_answers_in_the_order_of_the_form(self):
        form = one("choices", options=options("a", "b", "c"))

        assert submit(form, {"veld": ["c", "a"]}).data == {"veld": ["a", "c"]}

    @pytest.mark.parametrize("value", ["a", ["a", "a"], ["x"], [1], [["a"]], {"a": True}, 1])
    def test_refuses_what_is_no_list_of_different_options(self, value):
        errors = errors_of(one("choices", options=options("a", "b")), {"veld": value})

        assert errors == {"veld": ["Kies bij ‘Veld’ uit de antwoorden, elk hoogstens één keer."]}

    def test_asks_for_as_many_as_the_form_does(self):
        form = one("choices", options=options("a", "b", "c"), min_items=2, max_items=2)

        assert errors_of(form, {"veld": ["a"]}) == {
            "veld": ["Kies bij ‘Veld’ 2 tot 2 antwoorden."]
        }
        assert list(errors_of(form, {})) == ["veld"]


class TestYesNo:
    @pytest.mark.parametrize("value", ["ja", 1, 0, "true", [], {}])
    def test_takes_only_true_and_false(self, value):
        assert errors_of(one("yes_no"), {"veld": value}) == {
            "veld": ["Kies ja of nee bij ‘Veld’."]
        }

    @pytest.mark.parametrize("sent", [{}, {"veld": False}, {"veld": None}])
    def test_that_must_be_confirmed_is_refused_without_it(self, sent):
        errors = errors_of(one("yes_no", must_be=True), sent)

        assert errors == {"veld": ["Bevestig: Veld"]}

    def test_keeps_an_answer_of_no(self):
        assert submit(one("yes_no", required=True), {"veld": False}).data == {"veld": False}


class TestFile:
    @pytest.mark.parametrize("value", ["../etc/passwd", "a b", "x" * 65, 1, {}, "-a", "é"])
    def test_takes_only_the_id_of_an_attachment(self, value):
        assert list(errors_of(one("file"), {"veld": value})) == ["veld"]


class TestSignature:
    def test_without_a_date_is_of_today(self):
        data = submit(one("signature"), {"veld": {"naam": " A. Voorbeeld "}}).data

        assert data == {"veld": {"naam": "A. Voorbeeld", "op": "2027-03-24"}}

    def test_cannot_be_of_tomorrow(self):
        errors = errors_of(
            one("signature"), {"veld": {"naam": "A. Voorbeeld", "op": "2027-03-25"}}
        )

        assert errors == {"veld": ["De datum bij ‘Veld’ mag niet na vandaag liggen."]}

    @pytest.mark.parametrize(
        "value",
        ["A", [], {"naam": 1}, {"naam": "A", "rol": "x"}, {"op": "2027-01-01"}, {"naam": "\x00"},
         {"naam": "A", "op": "2027-02-30"}, {"naam": "A", "op": 3}],
    )  # fmt: skip
    def test_refuses_what_is_no_name_with_a_date(self, value):
        assert list(errors_of(one("signature", required=True), {"veld": value})) == ["veld"]


class TestMissing:
    @pytest.mark.parametrize(
        ("kind", "keys", "message"),
        [
            ("text", {}, "Vul ‘Veld’ in."),
            ("person", {}, "Vul ‘Veld’ in."),
            ("number", {}, "Vul ‘Veld’ in."),
            ("date", {}, "Vul bij ‘Veld’ een datum in als dag-maand-jaar."),
            ("choice", {"options": options("a")}, "Kies een antwoord bij ‘Veld’."),
            ("choices", {"options": options("a")}, "Kies minstens één antwoord bij ‘Veld’."),
            ("yes_no", {}, "Kies ja of nee bij ‘Veld’."),
            ("file", {}, "Voeg een bestand toe bij ‘Veld’."),
            ("signature", {}, "Zet uw naam bij ‘Veld’."),
        ],
    )
    def test_says_what_to_do(self, kind, keys, message):
        assert errors_of(one(kind, required=True, **keys), {}) == {"veld": [message]}
