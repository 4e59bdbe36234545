"""The settings, their defaults and their documentation say the same."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from pathlib import Path

from doorgang_api.settings import KINDS, PREFIX, SECTION, Settings

ROOT = Path(__file__).parents[2]
DEFAULTS = (ROOT / "config/defaults.toml").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| `(\w+)` \| (?:`(.+?)`|(empty)) \| \S.+ \|$", re.MULTILINE)


def defaults():
    return tomllib.loads(DEFAULTS)[SECTION]


def as_written(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


class TestSettings:
    def test_are_the_fields_of_one_class(self):
        assert [field.name for field in dataclasses.fields(Settings)] == list(KINDS)

    def test_all_have_a_default_in_the_same_order(self):
        assert list(defaults()) == list(KINDS)

    def test_all_have_a_comment_above_their_default(self):
        section = DEFAULTS.partition(f"[{SECTION}]\n")[2].partition("\n[")[0]
        lines = section.splitlines()

        uncommented = [
            line
            for above, line in zip(["", *lines], lines, strict=False)
            if not line.startswith("#") and line and not above.startswith("#")
        ]

        assert uncommented == []

    def test_all_stand_in_the_documentation_with_their_variable_and_default(self):
        text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")

        documented = [(key, variable, value) for key, variable, value, _ in ROW.findall(text)]

        assert documented == [
            (key, PREFIX + key.upper(), as_written(value)) for key, value in defaults().items()
        ]
