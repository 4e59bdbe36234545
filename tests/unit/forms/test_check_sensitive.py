"""What speaks of a special category says that it is sensitive, or why it is not."""

from __future__ import annotations

import pytest
from tests.unit.forms.building import raw_field, raw_form

from doorgang_forms import check_definition
from doorgang_forms.sensitive_words import STEMS


def codes(*fields):
    found = check_definition(raw=raw_form(*fields)).findings
    return {(one.path, one.code) for one in found}


def labelled(label, kind="text", **keys):
    return {**raw_field("veld", kind, **keys), "label": {"nl": label}}


class TestAFieldThatSpeaksOfASpecialCategory:
    @pytest.mark.parametrize(
        "label",
        [
            "Medicijnen",
            "Is er een diagnose gesteld?",
            "Naam van de huisarts",
            "Langdurig ziek",
            "Ongezond gewicht",
            "Lichamelijke beperking",
            "Geloof of levensovertuiging",
            "Land van herkomst",
            "Contact met politie of justitie",
            "Seksuele gerichtheid",
            "Erfelijke ziekte",
        ],
    )
    def test_is_refused_until_it_is_marked(self, label):
        assert codes(labelled(label)) == {("veld", "sensitive_unmarked")}
        assert codes(labelled(label, sensitive=True)) == set()

    def test_is_known_by_its_key_too(self):
        field = {**raw_field("medicatie_kind"), "label": {"nl": "Wat krijgt het kind?"}}

        assert codes(field) == {("medicatie_kind", "sensitive_unmarked")}

    @pytest.mark.parametrize("kind", ["group", "repeat"])
    def test_is_marked_by_what_it_lies_within(self, kind):
        inner = labelled("Diagnose")

        assert codes(raw_field("blok", kind, fields=[inner], sensitive=True)) == set()
        assert codes(raw_field("blok", kind, fields=[inner])) == {
            ("blok.veld", "sensitive_unmarked")
        }

    def test_may_say_why_it_is_not_sensitive(self):
        field = labelled("Medisch", sensitive=False, sensitive_reason="Gaat over de school.")

        assert codes(field) == set()
        assert codes(labelled("Medisch", sensitive=False)) == {("veld", "sensitive_unmarked")}

    @pytest.mark.parametrize("subject", STEMS)
    @pytest.mark.parametrize("kind", ["text", "file", "yes_no"])
    def test_is_found_by_each_stem(self, subject, kind):
        missed = {stem for stem in STEMS[subject] if not codes(labelled(stem, kind))}

        assert missed == set()


class TestAFieldThatDoesNot:
    @pytest.mark.parametrize(
        "label",
        [
            "Muziek en zang",
            "Nazorg door de school",
            "School met zorgplicht",
            "Rastering om het plein",
            "Homogene groep",
            "Ouders en verzorgers",
        ],
    )
    def test_needs_no_mark(self, label):
        assert codes(labelled(label)) == set()

    def test_gives_no_reason_beside_a_mark(self):
        field = labelled("Naam", sensitive=True, sensitive_reason="Toch niet.")

        assert codes(field) == {("veld", "meaningless")}
