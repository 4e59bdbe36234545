from __future__ import annotations

import pytest

from doorgang_engine.anonymity import require_anonymous
from doorgang_engine.errors import SubmissionInvalid
from doorgang_engine.ports import Validated
from doorgang_engine.subject import Subject, SubjectKind

ANONYMOUS = {"anonymous": True}
BO = Subject(given_name="Bo-Lynn", family_name="van 't Hoofd-Müller")


def check(data, *, form=ANONYMOUS, subject=BO, kind=SubjectKind.CHILD):
    checked = Validated(data=data, exports={}, form_hash="")
    require_anonymous(checked, form=form, subject=subject, kind=kind)


def refused(data):
    with pytest.raises(SubmissionInvalid) as found:
        check(data)
    return list(found.value.fields)


class TestRequireAnonymous:
    @pytest.mark.parametrize(
        "text",
        ["Bo leest graag", "lynn", "HOOFD,", "Van Muller weten we dit", "mu\u0308ller's taal"],
    )
    def test_finds_each_part_of_a_name(self, text):
        assert refused({"tekst": text}) == ["tekst"]

    @pytest.mark.parametrize("text", ["boven het gemiddelde", "van 't jaar", "hoofdstuk twee"])
    def test_leaves_words_that_only_look_like_it(self, text):
        check({"tekst": text})

    def test_looks_in_rows_and_groups_and_says_where(self):
        data = {"rij": [{"a": "goed"}, {"a": "met Bo"}], "groep": {"b": "Lynn"}, "getal": 3}

        assert refused(data) == ["rij.1.a", "groep.b"]

    def test_tells_no_name_in_what_it_says(self):
        with pytest.raises(SubmissionInvalid) as found:
            check({"tekst": "Bo"})

        assert "Bo" not in str(found.value.fields)

    def test_asks_nothing_of_other_forms(self):
        check({"tekst": "Bo"}, form={})

    def test_asks_nothing_of_a_route_that_is_about_no_child(self):
        check({"tekst": "Bo"}, kind=SubjectKind.PLAN)

    def test_asks_nothing_once_the_name_was_destroyed(self):
        check({"tekst": "Bo"}, subject=Subject(title="Gegevens vernietigd"))
