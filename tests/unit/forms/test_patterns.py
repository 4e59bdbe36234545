from __future__ import annotations

import re
import time

import pytest

from doorgang_forms.patterns import pattern_problem


class TestAPattern:
    @pytest.mark.parametrize(
        "pattern",
        [
            r"\d{2}[A-Z]{2}(\d{2})?",
            r"[^@\s]+@[^@\s]+\.[^@\s]+",
            r"(SO|VSO|SBO)-[0-9]{4}",
            r"[+0-9][0-9 -]*",
            r"(?:ja|nee)",
            r"[]a\]-]+",
            r"a{2,5}\.",
            r".*",
        ],
    )
    def test_that_is_simple_may_be_used(self, pattern):
        assert pattern_problem(pattern=pattern, max_length=200) is None

    @pytest.mark.parametrize(
        "pattern",
        [
            "(a+)+b", "(a|a)*b", "(a?)*b", "(?:a*)*", "((a)+)*", "(a|b|ab)*c", "(.*a){5}",
            "a*a*a*a*b", "a?a?a?a?a?aaaaa", "(a|a)(a|a)(a|a)b", r"(a)\1", "(?=a)b", "(?P<n>a)",
            "(?i)a", "(((){999}){999}){999}", "[", "(", "a**", "a{5,2}", "x" * 201, "(?<!a)b",
        ],
    )  # fmt: skip
    def test_that_can_take_for_ever_or_does_not_compile_may_not(self, pattern):
        assert pattern_problem(pattern=pattern, max_length=200)

    def test_does_not_run_on_long_text(self):
        assert pattern_problem(pattern="a+", max_length=501)
        assert pattern_problem(pattern="a+b+c+", max_length=255)
        assert pattern_problem(pattern="a+b+c+", max_length=254) is None

    @pytest.mark.parametrize(
        ("pattern", "text"),
        [
            ("a*a*a*b", "a" * 254),
            ("(a|a)(a|a)a*a*b", "a" * 500),
            ("a?a?a?a?a*a*b", "a" * 500),
            (r"[^@\s]+@[^@\s]+\.[^@\s]+", "a@" + "." * 251 + "@"),
        ],
    )
    def test_that_may_be_used_is_done_in_time_at_its_worst(self, pattern, text):
        assert pattern_problem(pattern=pattern, max_length=len(text)) is None
        before = time.perf_counter()

        assert re.fullmatch(pattern, text) is None

        assert time.perf_counter() - before < 2
