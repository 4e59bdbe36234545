"""A form on paper."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.forms.building import form_of, options, raw_field
from tests.unit.forms.test_editing import SHIPPED

from doorgang_forms import parse_form
from doorgang_forms.definition import placed_fields
from doorgang_forms.printing import print_view
from doorgang_forms.values import is_filled


def flat(sections):
    found, waiting = [], [one for section in sections for one in section.fields]
    while waiting:
        one = waiting.pop(0)
        found.append(one)
        waiting += [inner for row in one.rows for inner in row]
    return found


def states(form, data):
    return {one.path: one.state for one in flat(print_view(form=form, data=data))}


FORM = form_of(
    raw_field("antwoord", "choice", options=options("ja", "nee")),
    raw_field("datum", "date", show_when={"field": "antwoord", "is": "ja"}),
    raw_field("case", show_when={"variable": "soort", "is": "SO"}),
    raw_field("geheim", visible_to=["ouder"]),
    raw_field("na_geheim", show_when={"field": "geheim", "filled": True}),
    raw_field("groep", "group", fields=[raw_field("in")]),
    raw_field(
        "ouders", "repeat", per_person=True,
        fields=[raw_field("naam", "person"), raw_field("zegt")],
    ),
)  # fmt: skip


class TestPrintView:
    @settings(max_examples=80, deadline=None)
    @given(raw=st.sampled_from(SHIPPED), data=st.data())
    def test_holds_every_question_with_the_answer_there_is(self, raw, data):
        form = parse_form(raw=raw)
        kept = {
            key: one for key, one in raw["example"].items() if data.draw(st.booleans(), label=key)
        }

        found = flat(print_view(form=form, data=kept))

        by_path = {one.path: one for one in found}
        at_top = [one.path for one in found if "." not in one.path]
        assert at_top == [one.key for one in form.fields]
        assert all(by_path[key].value == value for key, value in kept.items())
        shapes = {".".join(p for p in one.split(".") if not p.isdigit()) for one in by_path}
        within_rows = {
            path for path, one in placed_fields(form=form).items()
            if one.in_repeat and not is_filled(kept.get(path.split(".")[0]))
        }  # fmt: skip
        assert set(placed_fields(form=form)) - within_rows <= shapes

    def test_tells_why_a_question_has_no_answer(self):
        assert states(FORM, {"antwoord": "nee"}) == {
            "antwoord": "answered", "datum": "not_asked", "case": "unsure", "geheim": "unsure",
            "na_geheim": "unsure", "groep": "empty", "groep.in": "empty", "ouders": "empty",
        }  # fmt: skip

    def test_says_empty_of_what_was_asked_and_not_answered(self):
        assert states(FORM, {"antwoord": "ja"})["datum"] == "empty"

    def test_says_nothing_of_what_a_reader_may_not_see_of_another_person(self):
        found = states(FORM, {"ouders": [{"naam": "A. Voorbeeld"}]})

        assert found["ouders.0.zegt"] == "unsure"

    @pytest.mark.parametrize("lang", ["nl", "en"])
    def test_speaks_the_language_asked(self, lang):
        form = form_of(raw_field("a"), title={"nl": "T"})

        assert [one.title for one in print_view(form=form, data={}, lang=lang)] == ["Deel"]
