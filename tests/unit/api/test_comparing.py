from __future__ import annotations

from doorgang_api.pages.answers import Answer
from doorgang_api.pages.comparing import compared


def one(label, text="", **more):
    return Answer(label=label, text=text, **more)


def told(before, after):
    return [(c.label, c.before, c.after, c.is_changed) for c in compared(before, after)]


class TestCompared:
    def test_marks_what_changed_only(self):
        assert told([one("A", "1"), one("B", "2")], [one("A", "1"), one("B", "3")]) == [
            ("A", "1", "1", False),
            ("B", "2", "3", True),
        ]

    def test_shows_what_came_and_what_went_where_they_stand(self):
        assert told(
            [one("A", "1"), one("Weg", "x"), one("C", "3")], [one("B", "2"), one("C", "3")]
        ) == [
            ("B", "", "2", True),
            ("A", "1", "", True),
            ("Weg", "x", "", True),
            ("C", "3", "3", False),
        ]

    def test_keeps_what_went_at_the_end(self):
        assert told([one("A", "1"), one("Z", "9")], [one("A", "1")]) == [
            ("A", "1", "1", False),
            ("Z", "9", "", True),
        ]

    def test_looks_into_rows(self):
        before = [one("Ouders", rows=(("Ouder 1", (one("Naam", "An"),)),))]
        after = [
            one(
                "Ouders",
                rows=(("Ouder 1", (one("Naam", "Ans"),)), ("Ouder 2", (one("Naam", "Bo"),))),
            )
        ]

        assert told(before, after) == [
            ("Ouder 1: Naam", "An", "Ans", True),
            ("Ouder 2: Naam", "", "Bo", True),
        ]

    def test_keeps_two_questions_with_one_label_apart(self):
        assert told([one("A", "1"), one("A", "2")], [one("A", "1"), one("A", "3")]) == [
            ("A", "1", "1", False),
            ("A", "2", "3", True),
        ]

    def test_remembers_that_an_answer_is_sensitive(self):
        (found,) = compared([one("A", "1", sensitive=True)], [])

        assert found.sensitive
