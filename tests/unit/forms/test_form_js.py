"""Bringing in a form of form-js."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.forms.building import raw_field, raw_form

from doorgang_forms.check import check_definition
from doorgang_forms.errors import FormJsRefused
from doorgang_forms.form_js import import_form_js
from doorgang_forms.form_js_conditions import Named, NotTranslated, shown_when
from doorgang_forms.outline import find_field, walk_fields

INTO = raw_form(raw_field("oud"), key="gesprek", title={"nl": "Gesprek"})
VALUES = [{"label": "Ja", "value": "ja"}, {"label": "Nee", "value": "nee"}]


def component(kind, key="", **keys):
    label = {"label": key.capitalize()} if key else {}
    return {"type": kind, "id": f"Field_{key}", **({"key": key} if key else {}), **label, **keys}


def imported(*components, into=INTO):
    schema = {"type": "default", "schemaVersion": 16, "components": list(components)}
    return import_form_js(text=json.dumps(schema), into=into)


def field_of(*components):
    found = [one for _, one in walk_fields(raw=imported(*components).raw)]
    return found[-1]


def reasons(*components):
    return [(one.about, one.outcome) for one in imported(*components).report]


class TestImport:
    def test_keeps_what_form_js_does_not_know(self):
        raw = imported(component("textfield", "naam")).raw

        assert {key: raw[key] for key in ("key", "title", "ground", "retention")} == {
            key: INTO[key] for key in ("key", "title", "ground", "retention")
        }
        assert find_field(raw=raw, path="oud") is None

    @pytest.mark.parametrize(
        ("given_component", "wanted"),
        [
            (component("textfield", "a", validate={"required": True, "maxLength": 80}),
             {"type": "text", "required": True, "max_length": 80}),
            (component("textfield", "a", validate={"pattern": "^[A-Z]{2}$"}),
             {"type": "text", "pattern": "[A-Z]{2}",
              "pattern_message": {"nl": "Controleer ‘A’."}}),
            (component("textarea", "a", description="Kort."),
             {"type": "long_text", "hint": {"nl": "Kort."}}),
            (component("number", "a", decimalDigits=1, validate={"min": 0, "max": 9},
                       appearance={"suffixAdorner": "uur"}),
             {"type": "number", "decimals": 1, "min": 0, "max": 9, "unit": {"nl": "uur"}}),
            (component("datetime", "a", subtype="date", disallowPassedDates=True),
             {"type": "date", "min": "today"}),
            (component("radio", "a", values=VALUES), {"type": "choice", "options": [
                {"value": "ja", "label": {"nl": "Ja"}},
                {"value": "nee", "label": {"nl": "Nee"}}]}),
            (component("checklist", "a", values=VALUES[:1]), {"type": "choices", "options": [
                {"value": "ja", "label": {"nl": "Ja"}}]}),
            (component("checkbox", "a"), {"type": "yes_no"}),
            (component("checkbox", "a", validate={"required": True}),
             {"type": "yes_no", "must_be": True, "required": True}),
            (component("filepicker", "a", accept=".pdf,.PNG"),
             {"type": "file", "accept": ["application/pdf", "image/png"]}),
        ],
    )  # fmt: skip
    def test_takes_a_question_over_as_it_is(self, given_component, wanted):
        found = field_of(given_component)

        assert found == {"key": "a", "label": {"nl": "A"}, **wanted}
        assert reasons(given_component) == [("A", "taken")] or "number" in str(given_component)

    def test_makes_keys_that_fit_the_format(self):
        raw = imported(component("textfield", "eersteNaam"), component("textfield", "Eerste naam"))

        assert [path for path, _ in walk_fields(raw=raw.raw)] == ["eerste_naam", "eerste_naam_2"]

    def test_makes_a_section_of_a_group_that_only_arranges(self):
        raw = imported(
            component("textfield", "a"),
            component("group", label="Thuis", components=[component("textfield", "b")]),
            component("textfield", "c"),
        ).raw

        found = [(one["title"]["nl"], one["fields"][0]["key"]) for one in raw["sections"]]
        assert found == [("Vragen", "a"), ("Thuis", "b"), ("Vragen", "c")]

    def test_makes_a_group_and_rows_of_what_holds_data(self):
        raw = imported(
            component("group", label="Adres", path="adres",
                      components=[component("textfield", "a")]),
            component("dynamiclist", label="Ouders", path="ouders", isRepeating=True,
                      components=[component("textfield", "naam")]),
        ).raw  # fmt: skip

        assert [(path, one["type"]) for path, one in walk_fields(raw=raw)] == [
            ("adres", "group"), ("adres.a", "text"), ("ouders", "repeat"), ("ouders.naam", "text"),
        ]  # fmt: skip

    def test_makes_plain_text_of_a_text_with_markup(self):
        found = field_of(
            component("text", text="# Let op\n\nDit is **van belang**, zie [hier](http://x).")
        )

        assert found["type"] == "info"
        assert found["text"] == {"nl": "Let op\nDit is van belang, zie hier."}

    @pytest.mark.parametrize(
        "left_out",
        [
            component("textfield", "a", disabled=True),
            component("select", "a", valuesExpression="=lijst"),
            component("datetime", "a", subtype="time"),
            component("html", "a", content="<p>Dag</p>"),
            component("text", "a", text="Dag {{naam}}"),
            component("iframe", "a", url="https://elders.example"),
            component("nieuw_type", "a"),
            component("group", "a", path="a", components=[]),
            component("textfield", "bsn"),
        ],
    )
    def test_leaves_out_and_tells_what_means_nothing_here(self, left_out):
        found = imported(left_out, component("textfield", "b"))

        assert [path for path, _ in walk_fields(raw=found.raw)] == ["b"]
        assert [one.outcome for one in found.report if one.about != "B"] == ["left_out"]
        assert all(one.reason for one in found.report if one.outcome != "taken")

    @pytest.mark.parametrize(
        "changed",
        [
            component("textfield", "a", defaultValue="x"),
            component("textfield", "a", validate={"minLength": 3}),
            component("textfield", "a", validate={"pattern": "[0-9]+"}),
            component("textfield", "a", validate={"pattern": "^(a+)+$"}),
            component("textfield", "a", validate={"validationType": "email"}),
            component("textfield", "a", conditional={"hide": "=count(x) > 2"}),
            component("textfield", "a", conditional={"hide": "=onbekend"}),
            component("textfield", "a", appearance={"prefixAdorner": "€"}),
            component("number", "a"),
            component("filepicker", "a", multiple=True),
        ],
    )
    def test_tells_what_is_not_the_same_here(self, changed):
        assert {outcome for _, outcome in reasons(changed)} == {"changed"}
        assert "show_when" not in field_of(changed)
        assert "pattern" not in field_of(changed)

    def test_marks_what_is_sensitive(self):
        found = imported(component("textarea", "diagnose"))

        assert find_field(raw=found.raw, path="diagnose")["sensitive"] is True
        assert [one.outcome for one in found.report] == ["changed"]

    def test_takes_a_condition_over_on_a_field_before_it(self):
        found = field_of(
            component("radio", "akkoordVan", values=VALUES),
            component("textfield", "a", conditional={"hide": '=akkoordVan != "ja"'}),
        )

        assert found["show_when"] == {"field": "akkoord_van", "is": "ja"}

    def test_drops_a_condition_on_an_answer_that_cannot_be(self):
        found = imported(
            component("radio", "x", values=VALUES),
            component("textfield", "a", conditional={"hide": '=x = "soms"'}),
        )

        assert "show_when" not in find_field(raw=found.raw, path="a")
        assert [one.about for one in found.report if one.outcome == "changed"] == ["A"]

    @pytest.mark.parametrize(
        "text", ["", "[]", "{", '{"components": 3}', '{"components": []}', "nul"]
    )
    def test_is_refused_for_what_is_no_form(self, text):
        with pytest.raises(FormJsRefused):
            import_form_js(text=text, into=INTO)

    def test_is_refused_for_a_bomb(self):
        with pytest.raises(FormJsRefused, match="diep"):
            import_form_js(text='{"components":' + "[" * 200 + "]" * 200 + "}", into=INTO)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
NAMES = st.sampled_from(["a", "b", "bsn", "geloof", "Eerste Naam", ""])
PARTS = st.fixed_dictionaries(
    {
        "type": st.sampled_from([
            "textfield", "textarea", "number", "datetime", "radio", "select", "checklist",
            "taglist", "checkbox", "text", "filepicker", "html", "button", "spacer",
        ]),
    },
    optional={
        "key": NAMES | JSON,
        "label": st.sampled_from(["Vraag", "BSN", ""]) | JSON,
        "subtype": st.sampled_from(["date", "time"]),
        "text": st.text(max_size=20) | JSON,
        "values": st.just(VALUES) | JSON,
        "validate": st.dictionaries(
            st.sampled_from(["required", "min", "max", "minLength", "maxLength", "pattern"]),
            st.sampled_from([True, 3, -1, 0.5, "=x", "^a$", "^(a+)+$", 10**30]) | JSON,
        ) | JSON,
        "conditional": st.fixed_dictionaries({"hide": st.sampled_from(
            ["=a", "=not(a)", '=a = "ja"', "=b >= 2 and a", "=b < 1.5", "=x"]) | JSON}) | JSON,
        "decimalDigits": st.integers(-1, 9),
        "defaultValue": JSON,
        "description": st.text(max_size=9) | JSON,
        "accept": st.sampled_from([".pdf", ".exe", "=x"]) | JSON,
        "readonly": JSON,
        "appearance": JSON,
    },
)  # fmt: skip
TREES = st.recursive(
    PARTS | JSON,
    lambda inner: st.fixed_dictionaries(
        {"type": st.sampled_from(["group", "dynamiclist"]),
         "components": st.lists(inner, max_size=3)},
        optional={"path": NAMES, "label": NAMES, "conditional": JSON},
    ),
    max_leaves=5,
)  # fmt: skip


class TestAnyFile:
    @settings(max_examples=150, deadline=None)
    @given(components=st.lists(TREES, max_size=5))
    def test_gives_a_form_that_reads_or_is_refused_in_dutch(self, components):
        refusal = ""
        try:
            found = imported(*components)
        except FormJsRefused as refused:
            refusal = refused.message
        if refusal:
            assert refusal.endswith(".")
            return

        checked = check_definition(raw=found.raw)

        assert checked.form is not None, checked.findings
        assert {one.code for one in checked.findings} <= {
            "example", "unreachable_option", "meaningless", "bounds", "pattern"
        }  # fmt: skip
        assert len(found.report) >= 1


FIELDS = {
    "a": Named(path="a"),
    "b": Named(path="b_2"),
    "komma": Named(path="komma", is_whole=False),
}


class TestShownWhen:
    @pytest.mark.parametrize(
        ("hide", "shown"),
        [
            ("=a", {"field": "a", "not": True}),
            ("=not(a)", {"field": "a", "is": True}),
            ("=a = true", {"field": "a", "not": True}),
            ('=b != "x"', {"field": "b_2", "is": "x"}),
            ('= b = "zeg \\"dag\\""', {"field": "b_2", "not": 'zeg "dag"'}),
            ("=a = null", {"field": "a", "filled": True}),
            ("=not(a = null)", {"field": "a", "filled": False}),
            ("=b >= 3", {"any": [
                {"field": "b_2", "at_most": 2}, {"field": "b_2", "filled": False}]}),
            ("=not(b >= 3)", {"field": "b_2", "at_least": 3}),
            ("=komma > 3", {"any": [
                {"field": "komma", "at_most": 3}, {"field": "komma", "filled": False}]}),
            ("=not(b > 3)", {"field": "b_2", "at_least": 4}),
            ("=a and b = 1", {"any": [{"field": "a", "not": True}, {"field": "b_2", "not": 1}]}),
            ("=a or b = 1", {"all": [{"field": "a", "not": True}, {"field": "b_2", "not": 1}]}),
            ("=not(a or (b = 1 and a))", {"any": [
                {"field": "a", "is": True},
                {"all": [{"field": "b_2", "is": 1}, {"field": "a", "is": True}]}]}),
            ('=list contains(a, "x")', {"field": "a", "not": "x"}),
        ],
    )  # fmt: skip
    def test_is_the_opposite_of_hidden(self, hide, shown):
        assert shown_when(hide=hide, fields=FIELDS) == shown

    @pytest.mark.parametrize(
        "hide",
        [
            "a", "=", "=c", "=a +", "=a = b", "=a > null", "=b >= 1.5",
            "=komma >= 3", '=b > "x"', "=(a", "=a b",
            "=a = ", "=not a", "={x: 1}.x < 0", "=count(a) > 1", "=a[1]", "=" + "(" * 50,
            "=" + "a or " * 900 + "a", '="x" = a', "=not(b > 2.5)",
        ],
    )  # fmt: skip
    def test_is_refused_for_what_means_something_else(self, hide):
        with pytest.raises(NotTranslated):
            shown_when(hide=hide, fields=FIELDS)
