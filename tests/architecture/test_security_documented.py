"""docs/security.md and docs/asvs.md: every file they call evidence is there, none left out."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASVS = ROOT / "docs" / "asvs.md"
SECURITY = ROOT / "docs" / "security.md"
ROW = re.compile(
    r"^\| (?P<id>[0-9.]+) \| (?P<level>[12]) \| (?P<words>[^|]+) \| (?P<state>[^|]+) \| "
    r"(?P<evidence>[^|]*) \|$",
    re.MULTILINE,
)
PLACE = re.compile(r"`((?:api|engine|forms|tests|docs|tools|requirements)/[\w./-]+|[\w.]+\.toml)`")
#: How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has, counted in its own file.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5,
    "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2,
    "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11,
    "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1,
    "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5,
    "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
LEVELS = {"1": 70, "2": 183}


def rows():
    return [found.groupdict() for found in ROW.finditer(ASVS.read_text("utf-8"))]


class TestTheTable:
    def test_has_every_requirement_once(self):
        ids = [row["id"] for row in rows()]

        assert [one for one, count in Counter(ids).items() if count > 1] == []
        assert Counter(one.rpartition(".")[0] for one in ids) == SECTIONS
        assert Counter(row["level"] for row in rows()) == LEVELS

    def test_says_of_each_whether_it_holds(self):
        assert {row["state"] for row in rows()} == {"met", "partly", "not", "n/a"}

    def test_shows_what_it_says_holds(self):
        bare = [
            row["id"]
            for row in rows()
            if row["state"] == "met" and not PLACE.search(row["evidence"])
        ]

        allowed = {"1.4.1", "3.7.1", "15.3.6", "16.2.3", "10.2.1", "9.2.2", "3.4.2"}
        assert set(bare) <= allowed
        assert [row["id"] for row in rows() if not row["evidence"].strip()] == []

    def test_counts_itself(self):
        count = Counter(row["state"] for row in rows())
        said = (
            f"Of {len(rows())}: {count['met']} met, {count['partly']} partly, "
            f"{count['not']} not, {count['n/a']} not applicable."
        )

        assert said in ASVS.read_text("utf-8")


class TestEvidence:
    @pytest.mark.parametrize("document", [ASVS, SECURITY], ids=lambda path: path.name)
    def test_is_there(self, document):
        places = PLACE.findall(document.read_text("utf-8"))

        assert len(places) > 30
        assert sorted({one for one in places if not (ROOT / one).exists()}) == []
