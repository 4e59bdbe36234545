from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from doorgang_engine.diagram.lettering import lettered, longest_word, text_width


class TestLettered:
    def test_breaks_between_words(self):
        assert lettered("Besluit nemen", size=12, width=60).lines == ("Besluit", "nemen")

    def test_keeps_a_short_name_on_one_line(self):
        assert lettered("Besluit nemen", size=12, width=200).lines == ("Besluit nemen",)

    def test_breaks_a_compound_after_its_own_hyphen(self):
        lines = lettered("Proces-verbaalregister", size=12, width=100).lines

        assert lines[0] == "Proces-"

    def test_breaks_a_word_that_is_too_wide_with_a_hyphen(self):
        lines = lettered("Ontwikkelingsperspectief", size=12, width=100).lines

        assert lines[0].endswith("-")
        assert "".join(lines).replace("-", "") == "Ontwikkelingsperspectief"

    def test_has_no_lines_for_no_name(self):
        assert lettered("", size=12, width=100).lines == ()

    @given(name=st.text(alphabet="abcdefg mWil-/", max_size=60), width=st.integers(30, 200))
    def test_loses_no_letters_and_stays_within_the_width(self, name: str, width: int):
        words = lettered(name, size=11, width=width)

        plain = "".join(words.lines).replace("-", "").replace(" ", "")
        assert plain == name.replace("-", "").replace(" ", "")
        assert all(text_width(line, size=11) <= width for line in words.lines)


class TestLongestWord:
    def test_may_end_a_line_after_a_hyphen(self):
        assert longest_word("aaaa-bb", size=10) == text_width("aaaa-", size=10)
