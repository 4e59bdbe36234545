"""Whatever JSON is sent: an answer, or SubmissionInvalid. Never anything else."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.unit.forms.building import form_of, options, raw_field, submit

from doorgang_forms import SubmissionInvalid, check_definition, read_post, view

EVERYTHING = form_of(
    raw_field("tekst", pattern="[a-z]+", pattern_message="Kleine letters."),
    raw_field("verhaal", "long_text"),
    raw_field("getal", "number", decimals=2, min=0),
    raw_field("dag", "date", max="today"),
    raw_field("keuze", "choice", options=options("ja", "nee")),
    raw_field("keuzes", "choices", options=options("ja", "nee"), min_items=1),
    raw_field("akkoord", "yes_no", must_be=True),
    raw_field("school", "organisation"),
    raw_field("stuk", "file"),
    raw_field("krabbel", "signature", show_when={"field": "keuzes", "is": "ja"}),
    raw_field("groep", "group", fields=[raw_field("naam", "person", required=True)]),
    raw_field(
        "rijen",
        "repeat",
        fields=[
            raw_field("keuze", "choice", options=options("ja", "nee")),
            raw_field("dag", "date", show_when={"field": "keuze", "not": "nee"}),
        ],
    ),
    raw_field(
        "uitslag", "computed", compute={"fn": "consensus", "of": "rijen.keuze", "mixed": "deels"}
    ),
    raw_field("later", "computed", compute={"fn": "date_plus", "of": "dag", "duration": "P3Y6M"}),
    rules=[
        {"rule": "not_after", "field": "rijen.dag", "than": "dag", "message": {"nl": "Te laat."}},
        {"rule": "one_of", "fields": ["tekst", "verhaal"], "message": {"nl": "Een van beide."}},
    ],
)
KEYS = [one.key for one in EVERYTHING.fields] + ["naam", "op", "__class__", "_schema"]

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["ja", "nee", "2027-02-30", "2027-03-01", "11ZZ", "a", "\ud800", "\x00"])
)
keys = st.sampled_from(KEYS) | st.text(max_size=8)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=6),
    max_leaves=25,
)
objects = st.dictionaries(keys, anything, max_size=16)
maybe = st.sampled_from(["ja", "nee", None])
words = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8).map("a{}".format)
days = st.sampled_from(["2027-01-31", "2027-03-24", "", None])
rows = st.fixed_dictionaries(
    {"keuze": maybe, "dag": st.sampled_from(["2027-01-30", "2027-01-31", "", None])}
)
nearly_right = st.fixed_dictionaries(
    {
        "akkoord": st.just(value=True),
        "groep": st.fixed_dictionaries({"naam": words}),
        "keuzes": st.sampled_from([["ja"], ["nee"], ["nee", "ja"]]),
    },
    optional={
        "getal": st.decimals(0, 99, places=2).map(float) | st.integers(0, 10**6),
        "dag": days,
        "keuze": maybe,
        "krabbel": st.just({"naam": "A. Voorbeeld"}),
        "rijen": st.lists(rows, max_size=3),
    },
).flatmap(
    # One of the two, as the form asks.
    lambda most: (
        st.sampled_from(["abc", " abc "]).map(lambda text: {**most, "tekst": text})
        | words.map(lambda text: {**most, "verhaal": text})
    )
)
fuzz = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def outcome(sent: Any) -> dict[str, list[str]]:
    try:
        found = submit(EVERYTHING, sent, soort="SO")
    except SubmissionInvalid as error:
        return error.fields
    json.dumps(found.data, allow_nan=False).encode()
    return {}


class TestAnyJson:
    @fuzz
    @given(anything | objects)
    def test_gives_an_answer_or_dutch_messages_by_path(self, sent):
        errors = outcome(sent)

        for path, texts in errors.items():
            assert path.encode()
            assert texts
            assert all(isinstance(text, str) and text for text in texts)

    @fuzz
    @given(anything | objects)
    def test_can_be_shown_again(self, values):
        typed = values if isinstance(values, dict) else {}

        found = view(form=EVERYTHING, values=typed, errors=outcome(values), variables={})

        assert [one.title for one in found.sections] == ["Deel"]

    @fuzz
    @given(nearly_right)
    def test_that_is_accepted_is_accepted_again_without_what_was_reckoned(self, sent):
        assume(not outcome(sent))
        first = submit(EVERYTHING, sent).data

        again = {key: value for key, value in first.items() if key not in {"uitslag", "later"}}

        assert submit(EVERYTHING, again).data == first

    @fuzz
    @given(anything)
    def test_is_judged_as_a_definition_without_an_exception(self, raw):
        checked = check_definition(raw=raw)

        assert checked.form is None
        assert checked.findings


NAMES = [
    "tekst", "getal", "dag-dag", "dag-maand", "dag-jaar", "dag", "keuze", "keuzes", "akkoord",
    "stuk", "stuk-weg", "stuk-bestand", "krabbel-naam", "krabbel-op-dag", "groep-naam", "groep",
    "rijen-0", "rijen-0-keuze", "rijen-1-dag-dag", "rijen-999-keuze", "rijen", "uitslag", "_actie",
    "__proto__", "rijen-\u0663-keuze",
]  # fmt: skip
VALUES = [
    "", "ja", "nee", "12,5", "1.000", "31", "2", "2027", "toevoegen:rijen", "verwijderen:rijen-0",
    "toevoegen:groep", "verwijderen:rijen-99999999", "toevoegen:rijen-0-keuze", ":", "x" * 5_000,
    "verwijderen:rijen-" + "9" * 5_000,
]  # fmt: skip
posts = st.lists(
    st.tuples(
        st.sampled_from(NAMES) | st.text(max_size=8), st.sampled_from(VALUES) | st.text(max_size=8)
    ),
    max_size=30,
)


class TestAnyPost:
    @fuzz
    @given(posts)
    def test_is_read_judged_and_shown_again(self, pairs):
        posted = read_post(form=EVERYTHING, pairs=pairs)

        errors = outcome(posted.values)
        found = view(form=EVERYTHING, values=posted.values, errors=errors, variables={})

        assert found.key == "proef"
