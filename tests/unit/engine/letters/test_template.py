from __future__ import annotations

import pytest

from doorgang_engine.letters.template import LetterIncomplete, Said, fill, problems_in

NAMES = {"besluit", "delen"}


class TestProblemsIn:
    def test_are_none_in_a_text_that_prints_leaves_out_and_goes_through(self):
        text = (
            "<p>{{ leerling }}{% if besluit.waarde == 'nee' and not delen %}, nee{% endif %}</p>"
            "<ul>{% for deel in delen %}<li>{{ deel }}</li>{% endfor %}</ul>"
        )

        assert problems_in(text, names=NAMES) == []

    @pytest.mark.parametrize(
        "text",
        [
            "{{ geboortedatum }}",
            "{{ besluit.__class__ }}",
            "{{ besluit.words }}",
            "{{ besluit.waarde.waarde }}",
            "{{ besluit['waarde'] }}",
            "{{ besluit|safe }}",
            "{{ besluit() }}",
            "{{ besluit + delen }}",
            "{% set besluit = 1 %}",
            "{% include 'x' %}",
            "{% import 'x' as y %}",
            "{% macro m() %}{% endmacro %}",
            "{% for a in range(9) %}{% endfor %}",
            "{% raw",
            "<p onclick='x'>a</p>",
            "<script>a</script>",
            "<img src='http://voorbeeld.example/a.png'>",
            "<style>p { color: red }</style>",
            "<p>a",
            "<p>a</li>",
            "<!-- vergeten --><p>a</p>",
            "<!doctype html><p>a</p>",
        ],
    )
    def test_are_told_of_all_else(self, text):
        assert problems_in(text, names=NAMES)

    def test_name_the_line_and_the_name_that_is_not_in_the_contract(self):
        assert problems_in("<p>\n{{ bsn }}</p>", names=NAMES) == [
            "regel 2: 'bsn' staat niet in het contract"
        ]


class TestFill:
    def test_prints_the_words_and_compares_the_value(self):
        values = {"besluit": Said(words="Afgewezen", waarde="nee")}

        made = fill("{{ besluit }}{% if besluit.waarde == 'nee' %}!{% endif %}", values)

        assert made == "Afgewezen!"

    def test_lets_nobody_write_html_in_an_answer(self):
        assert fill("{{ a }}", {"a": Said(words="<b>&</b>")}) == "&lt;b&gt;&amp;&lt;/b&gt;"

    def test_does_not_run_what_stands_in_an_answer(self):
        assert fill("{{ a }}", {"a": Said(words="{{ 7 * 7 }}")}) == "{{ 7 * 7 }}"

    def test_goes_through_a_list(self):
        delen = Said(words="een en twee", items=("een", "twee"))

        assert fill("{% for d in delen %}[{{ d }}]{% endfor %}", {"delen": delen}) == "[een][twee]"

    def test_leaves_out_what_is_not_known(self):
        assert fill("a{% if b %}{{ b }}{% endif %}", {"b": Said()}) == "a"

    @pytest.mark.parametrize("text", ["{{ b }}", "{% for d in b %}{{ d }}{% endfor %}"])
    def test_refuses_to_print_what_is_not_known(self, text):
        with pytest.raises(LetterIncomplete):
            fill(text, {"b": Said()})
