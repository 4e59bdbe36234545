"""The difference of two definitions."""

from __future__ import annotations

import json
from contextlib import suppress
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.forms.building import options, raw_field, raw_form
from tests.unit.forms.test_editing import FORM, SHIPPED, any_edit

from doorgang_forms.canonical import canonical_json
from doorgang_forms.diff import applied, difference
from doorgang_forms.editing import add_field, move_field, remove_field
from doorgang_forms.editing_sections import split_section
from doorgang_forms.errors import EditRefused


def same(left, right):
    return canonical_json(raw=left) == canonical_json(raw=right)


class TestDifference:
    @pytest.mark.parametrize("raw", [FORM, *SHIPPED[::9]], ids=lambda raw: raw["key"])
    def test_of_a_form_and_itself_is_nothing(self, raw):
        assert not difference(old=raw, new=deepcopy(raw))

    def test_tells_what_came_with_all_that_stands_in_it(self):
        group = raw_field("gezin", "group", fields=[raw_field("wie"), raw_field("waar")])
        new, _ = add_field(raw=FORM, field=group, after="antwoord")

        found = difference(old=FORM, new=new)

        assert [one.path for one in found.added] == ["gezin", "gezin.wie", "gezin.waar"]
        assert (found.removed, found.moved, found.changed) == ((), (), ())

    def test_tells_what_went(self):
        found = difference(old=FORM, new=remove_field(raw=FORM, path="aantal"))

        assert [one.words for one in found.removed] == ["Aantal"]

    def test_tells_the_one_field_that_moved_and_not_those_it_passed(self):
        form = raw_form(*(raw_field(key) for key in "abcdef"))
        new = form
        for _ in range(4):
            new = move_field(raw=new, path="a", by=1)

        assert [one.path for one in difference(old=form, new=new).moved] == ["a"]

    def test_tells_that_a_field_stands_in_another_section(self):
        new = split_section(raw=FORM, before="aantal", title={"nl": "Slot"})

        found = difference(old=FORM, new=new)

        assert [one.id for one in found.added] == ["deel:slot"]
        assert [one.path for one in found.moved] == ["aantal"]

    def test_tells_each_key_with_what_it_said(self):
        new = deepcopy(FORM)
        field = new["sections"][0]["fields"][0]
        del field["required"]
        field["options"] = options("ja", "nee", "soms")

        found = difference(old=FORM, new=new)

        assert [(one.key, one.old, one.new) for one in found.changed] == [
            ("options", options("ja", "nee"), options("ja", "nee", "soms")),
            ("required", True, None),
        ]

    def test_tells_true_from_one(self):
        old, new = raw_form(raw_field("a")), raw_form(raw_field("a"))
        old["example"], new["example"] = {"a": 1}, {"a": True}

        assert [one.key for one in difference(old=old, new=new).changed] == ["example"]


class TestApplied:
    @settings(max_examples=120, deadline=None)
    @given(data=st.data(), start=st.sampled_from([FORM, *SHIPPED[::24]]))
    def test_gives_the_new_one_after_any_edits(self, data, start):
        new = start
        for _ in range(5):
            with suppress(EditRefused):
                new = any_edit(data.draw, new)

        found = difference(old=start, new=new)

        assert same(applied(old=start, changes=found), new)
        assert bool(found) is not same(start, new)

    @settings(max_examples=60, deadline=None)
    @given(old=st.sampled_from(SHIPPED), new=st.sampled_from(SHIPPED))
    def test_gives_the_new_one_also_from_quite_another(self, old, new):
        assert same(applied(old=old, changes=difference(old=old, new=new)), new)

    def test_keeps_two_fields_of_one_key_apart(self):
        old = raw_form(raw_field("a"), raw_field("a", "date"))
        new = raw_form(raw_field("a"), raw_field("b"), raw_field("a", "number"))

        assert same(applied(old=old, changes=difference(old=old, new=new)), new)

    def test_can_be_told_without_the_code(self):
        new, _ = add_field(raw=FORM, field=raw_field("nog"))

        assert json.dumps([dict(one.own) for one in difference(old=FORM, new=new).added])
