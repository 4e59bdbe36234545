"""Edits of a definition: what comes of each is right, or nothing has changed."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.forms.building import options, raw_field, raw_form

from doorgang_forms.check import check_definition
from doorgang_forms.editing import (
    add_field,
    move_field,
    remove_field,
    replace_field,
    set_condition,
    set_example,
    set_form,
    set_rule,
)
from doorgang_forms.editing_sections import (
    join_section,
    move_section,
    rename_section,
    split_section,
)
from doorgang_forms.errors import EditRefused
from doorgang_forms.outline import find_field, free_key, sections_of, walk_fields
from doorgang_forms.samples import mended_example

FOLDER = Path(__file__).parents[3] / "forms" / "definitions"
SHIPPED = [
    json.loads(one.read_text())
    for one in sorted(FOLDER.glob("*.json"))
    if one.name != "form.schema.json"
]

FORM = raw_form(
    raw_field("antwoord", "choice", required=True, options=options("ja", "nee")),
    raw_field("datum", "date", required=True, show_when={"field": "antwoord", "is": "ja"}),
    raw_field(
        "ouders", "repeat", fields=[raw_field("naam", "person"), raw_field("weg", "yes_no")]
    ),
    raw_field("aantal", "computed", compute={"fn": "count", "of": "ouders"}),
    example={"antwoord": "ja", "datum": "2027-03-24"},
)


def paths(raw):
    return [path for path, _ in walk_fields(raw=raw)]


class TestAddField:
    def test_makes_a_key_of_the_label(self):
        new, path = add_field(
            raw=FORM, field={"type": "text", "label": {"nl": "Wat is hét doel?"}}
        )

        assert path == "wat_is_het_doel"
        assert paths(new)[-1] == path

    def test_stands_behind_the_field_that_is_named(self):
        field = {"type": "text", "label": {"nl": "Naam"}}

        new, path = add_field(raw=FORM, field=field, after="ouders.naam")

        assert path == "ouders.naam_2"
        assert paths(new)[3:5] == ["ouders.naam", "ouders.naam_2"]

    def test_gives_the_example_an_answer_where_one_is_needed(self):
        field = {**raw_field("stand", "number", min=3, required=True)}
        del field["key"]

        new, path = add_field(raw=FORM, field=field, after="antwoord")

        assert new["example"][path] == 3

    def test_is_refused_without_a_label(self):
        with pytest.raises(EditRefused):
            add_field(raw=FORM, field={"type": "text", "label": {"nl": " "}})

    def test_is_refused_for_a_personal_number(self):
        with pytest.raises(EditRefused, match="nooit om een bsn") as refused:
            add_field(raw=FORM, field={"type": "text", "label": {"nl": "BSN"}})

        assert refused.value.finding.code == "personal_number"

    def test_leaves_what_it_was_given_as_it_was(self):
        before = deepcopy(FORM)

        add_field(raw=FORM, field={"type": "text", "label": {"nl": "Doel"}}, inside="ouders")

        assert before == FORM


class TestReplaceField:
    def test_keeps_the_key(self):
        new = replace_field(raw=FORM, path="datum", field=raw_field("anders", "date"))

        assert find_field(raw=new, path="datum")["label"] == {"nl": "Anders"}

    def test_is_refused_when_a_condition_loses_its_answer(self):
        field = raw_field("antwoord", "choice", options=options("goed", "fout"))

        with pytest.raises(EditRefused, match="‘Datum’: Deze waarde kan antwoord nooit hebben"):
            replace_field(raw=FORM, path="antwoord", field=field)

    def test_brings_the_example_in_step(self):
        field = raw_field("antwoord", "choice", required=True, options=options("misschien", "ja"))
        without = set_condition(raw=FORM, path="datum", condition=None)
        example = {**without["example"], "antwoord": "nee"}

        new = replace_field(
            raw=set_example(raw=without, example=example), path="antwoord", field=field
        )

        assert new["example"]["antwoord"] in {"misschien", "ja"}
        assert not check_definition(raw=new).findings

    def test_of_a_field_that_went_is_refused(self):
        with pytest.raises(EditRefused, match="is er niet"):
            replace_field(raw=FORM, path="weg", field=raw_field("weg"))


class TestSetCondition:
    def test_is_refused_about_a_later_field(self):
        with pytest.raises(EditRefused, match="pas later"):
            set_condition(raw=FORM, path="antwoord", condition={"field": "datum", "filled": True})


class TestMoveField:
    def test_goes_one_place_down(self):
        new = move_field(raw=FORM, path="ouders.naam", by=1)

        assert paths(new)[3:5] == ["ouders.weg", "ouders.naam"]

    def test_is_refused_past_the_field_its_condition_asks_about(self):
        with pytest.raises(EditRefused, match="‘Datum’: De voorwaarde noemt antwoord"):
            move_field(raw=FORM, path="datum", by=-1)

    def test_goes_on_into_the_next_section(self):
        split = split_section(raw=FORM, before="aantal", title={"nl": "Slot"})

        new = move_field(raw=split, path="ouders", by=1)

        assert [len(one["fields"]) for one in sections_of(raw=new)] == [2, 2]

    def test_leaves_no_section_empty(self):
        split = split_section(raw=FORM, before="aantal", title={"nl": "Slot"})

        new = move_field(raw=split, path="aantal", by=-1)

        assert [one["key"] for one in new["sections"]] == ["deel"]

    @pytest.mark.parametrize(("path", "by"), [("antwoord", -1), ("aantal", 1)])
    def test_is_refused_at_the_end(self, path, by):
        with pytest.raises(EditRefused, match="staat al aan het"):
            move_field(raw=FORM, path=path, by=by)


class TestRemoveField:
    def test_takes_its_answer_out_of_the_example(self):
        new = remove_field(raw=FORM, path="datum")

        assert new["example"] == {"antwoord": "ja"}

    def test_is_refused_while_something_speaks_of_it(self):
        with pytest.raises(EditRefused, match="‘Datum’: De voorwaarde noemt antwoord"):
            remove_field(raw=FORM, path="antwoord")

    def test_is_refused_for_the_last_of_a_group_and_of_a_form(self):
        alone = raw_form(raw_field("groep", "group", fields=[raw_field("een")]))

        with pytest.raises(EditRefused, match="laatste vraag van de groep"):
            remove_field(raw=alone, path="groep.een")
        with pytest.raises(EditRefused, match="ten minste één vraag"):
            remove_field(raw=alone, path="groep")


class TestSections:
    def test_come_and_go_without_losing_a_field(self):
        split = split_section(raw=FORM, before="datum", title={"nl": "Daarna"})

        joined = join_section(raw=split, key="daarna")

        assert [one["key"] for one in split["sections"]] == ["deel", "daarna"]
        assert joined == FORM

    def test_change_places_unless_a_condition_is_in_the_way(self):
        split = split_section(raw=FORM, before="ouders", title={"nl": "Ouders"})

        moved = move_section(raw=split, key="ouders", by=-1)

        assert [one["key"] for one in moved["sections"]] == ["ouders", "deel"]
        with pytest.raises(EditRefused, match="pas later"):
            move_section(
                raw=split_section(raw=FORM, before="datum", title={"nl": "Daarna"}),
                key="daarna",
                by=-1,
            )

    def test_get_another_title_under_the_same_key(self):
        new = rename_section(raw=FORM, key="deel", title={"nl": "Begin"})

        assert new["sections"][0]["title"] == {"nl": "Begin"}
        assert new["sections"][0]["key"] == "deel"

    @pytest.mark.parametrize(
        "edit",
        [
            lambda: split_section(raw=FORM, before="antwoord", title={"nl": "X"}),
            lambda: join_section(raw=FORM, key="deel"),
            lambda: join_section(raw=FORM, key="bestaat_niet"),
            lambda: move_section(raw=FORM, key="deel", by=1),
            lambda: rename_section(raw=FORM, key="deel", title={"nl": ""}),
        ],
    )
    def test_are_refused_what_cannot_be(self, edit):
        with pytest.raises(EditRefused):
            edit()


class TestSetForm:
    def test_sets_and_takes_away(self):
        with_intro = set_form(raw=FORM, changes={"intro": {"nl": "Dag."}, "anonymous": True})

        without = set_form(raw=with_intro, changes={"intro": None, "anonymous": None})

        assert with_intro["intro"] == {"nl": "Dag."}
        assert without == FORM

    @pytest.mark.parametrize("changes", [{"title": None}, {"ground": ""}, {"sections": []}])
    def test_is_refused_what_a_form_cannot_do_without(self, changes):
        with pytest.raises(EditRefused):
            set_form(raw=FORM, changes=changes)


RULE = {
    "rule": "one_of", "fields": ["datum", "ouders"], "message": {"nl": "Vul er een in."}
}  # fmt: skip


class TestSetRule:
    def test_is_added_changed_and_taken_away(self):
        added = set_rule(raw=FORM, number=None, rule=RULE)
        changed = set_rule(raw=added, number=0, rule={**RULE, "message": {"nl": "Toe."}})

        assert changed["rules"][0]["message"] == {"nl": "Toe."}
        assert set_rule(raw=changed, number=0, rule=None) == FORM

    def test_is_refused_about_a_field_that_is_not_there(self):
        with pytest.raises(EditRefused, match="dat veld is er niet"):
            set_rule(raw=FORM, number=None, rule={**RULE, "fields": ["datum", "nergens"]})


class TestSetExample:
    def test_is_refused_when_the_form_refuses_it(self):
        with pytest.raises(EditRefused) as refused:
            set_example(raw=FORM, example={"antwoord": "ja"})

        assert refused.value.finding.code == "example"


class TestAFormWithFindings:
    def test_can_still_be_edited_towards_right(self):
        wrong = deepcopy(FORM)
        wrong["sections"][0]["fields"][1]["show_when"] = {"field": "nergens", "is": "ja"}
        wrong["sections"][0]["fields"][3]["export"] = "aantal"
        wrong["sections"][0]["fields"].append(raw_field("nog", export="aantal"))

        halfway = set_condition(raw=wrong, path="datum", condition=None)
        right = replace_field(raw=halfway, path="nog", field=raw_field("nog"))

        assert check_definition(raw=halfway).findings
        assert not check_definition(raw=right).findings


class TestFreeKey:
    @pytest.mark.parametrize(
        ("words", "key"),
        [("Wie?", "wie"), ("2e ouder", "vraag_2e_ouder"), ("…", "vraag"), ("Één", "een")],
    )
    def test_is_readable_and_fits_the_format(self, words, key):
        assert free_key(words=words, taken=()) == key

    @given(words=st.text(max_size=80), taken=st.sets(st.sampled_from(["vraag", "vraag_2", "a"])))
    def test_is_one_that_nothing_has(self, words, taken):
        key = free_key(words=words, taken=taken)

        assert key not in taken
        assert find_field(
            raw=add_field(raw=FORM, field={"type": "text", "label": {"nl": "X"}, "key": key})[0]
            if key not in paths(FORM)
            else FORM,
            path=key,
        )


KINDS = st.sampled_from(
    [
        {"type": "text", "label": {"nl": "Naam van iets"}, "required": True},
        {"type": "long_text", "label": {"nl": "Verhaal"}, "max_length": 5, "required": True},
        {"type": "number", "label": {"nl": "Getal"}, "min": -2, "max": 4, "required": True},
        {"type": "date", "label": {"nl": "Dag"}, "min": "today", "required": True},
        {"type": "date", "label": {"nl": "Dag"}, "max": "2020-02-29", "required": True},
        {"type": "choice", "label": {"nl": "Keuze"}, "options": options("a", "b"),
         "required": True, "export": "keuze"},
        {"type": "choices", "label": {"nl": "Keuzes"}, "options": options("a", "b", "c"),
         "min_items": 2},
        {"type": "yes_no", "label": {"nl": "Akkoord"}, "must_be": True},
        {"type": "yes_no", "label": {"nl": "Wel of niet"}, "required": True},
        {"type": "person", "label": {"nl": "Wie"}, "required": True},
        {"type": "organisation", "label": {"nl": "School"}, "required": True, "export": "school"},
        {"type": "file", "label": {"nl": "Stuk"}, "required": True},
        {"type": "signature", "label": {"nl": "Krabbel"}, "required": True},
        {"type": "info", "label": {"nl": "Lees dit"}, "text": {"nl": "Lees."}},
        {"type": "group", "label": {"nl": "Groep"}, "fields": [raw_field("in", required=True)]},
        {"type": "repeat", "label": {"nl": "Rijen"}, "min_rows": 2,
         "fields": [raw_field("in", "person", required=True), raw_field("dag", "date")]},
        {"type": "text", "label": {"nl": "Postcode"}, "pattern": "[0-9]{4}", "required": True},
        {"type": "text", "label": {"nl": "Diagnose"}},
        {"type": "text", "label": {"nl": ""}},
    ]
)  # fmt: skip
CONDITIONS = st.sampled_from(
    [
        None,
        {"field": "antwoord", "is": "ja"},
        {"field": "antwoord", "is": "misschien"},
        {"all": [{"field": "antwoord", "is": "ja"}, {"field": "antwoord", "is": "nee"}]},
        {"variable": "soort", "not": "SO"},
        {"field": "naam", "filled": True},
        {"field": "verhaal", "filled": False},
    ]
)


def any_edit(draw, raw):
    """Do one edit somewhere in the form, drawn at random; it may be refused."""
    at = draw(st.sampled_from([*paths(raw), "nergens"]))
    keys = [one["key"] for one in sections_of(raw=raw)]
    key = draw(st.sampled_from([*keys, "nergens"]))
    by = draw(st.sampled_from([-1, 1]))
    edits = {
        "add": lambda: add_field(raw=raw, field=draw(KINDS), after=at)[0],
        "add inside": lambda: add_field(raw=raw, field=draw(KINDS), inside=at)[0],
        "replace": lambda: replace_field(raw=raw, path=at, field=draw(KINDS)),
        "condition": lambda: set_condition(raw=raw, path=at, condition=draw(CONDITIONS)),
        "move": lambda: move_field(raw=raw, path=at, by=by),
        "remove": lambda: remove_field(raw=raw, path=at),
        "split": lambda: split_section(raw=raw, before=at, title={"nl": "Deel"}),
        "join": lambda: join_section(raw=raw, key=key),
        "move section": lambda: move_section(raw=raw, key=key, by=by),
    }
    return edits[draw(st.sampled_from(sorted(edits)))]()


class TestAnyRowOfEdits:
    @settings(max_examples=150, deadline=None)
    @given(data=st.data(), start=st.sampled_from([FORM, *SHIPPED[::24]]))
    def test_keeps_the_form_right_or_is_refused_with_a_reason(self, data, start):
        raw, refusals = start, []
        for _ in range(6):
            before = deepcopy(raw)
            try:
                new = any_edit(data.draw, raw)
            except EditRefused as refused:
                refusals.append(refused.message)
                new = raw
            assert raw == before
            assert check_definition(raw=new).findings == ()
            raw = new
        assert all(one.endswith((".", ")")) for one in refusals)


class TestMendedExample:
    def test_leaves_a_right_one_as_it_is(self):
        changed = [
            raw["key"]
            for raw in SHIPPED
            if mended_example(form=check_definition(raw=raw).form) != raw["example"]
        ]

        assert changed == []

    def test_is_made_from_nothing_for_nearly_every_form_that_is_shipped(self):
        found = [
            raw["key"]
            for raw in SHIPPED
            if mended_example(form=check_definition(raw={**raw, "example": {}}).form) is None
        ]

        assert len(found) <= len(SHIPPED) // 25, found
