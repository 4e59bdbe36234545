"""What `make fuzz` attacks, within bounds: seeds, everything that was ever found, and changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fuzz.targets import TARGETS, kept
from tests.fuzz.unguided import changed

ROOT = Path(__file__).parents[2]
MOST_SEEDS = 60
A_FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def seeds_of(name):
    """Give seeds from all over the list, not only its beginning."""
    seeds = list(TARGETS[name].seeds())
    return seeds[:: 1 + len(seeds) // MOST_SEEDS]


class TestATarget:
    @pytest.mark.parametrize("name", TARGETS)
    def test_takes_what_is_right(self, name):
        for seed in seeds_of(name):
            TARGETS[name].run(seed)

    @pytest.mark.parametrize("name", TARGETS)
    def test_takes_what_once_broke_it(self, name):
        for path in kept(name):
            TARGETS[name].run(path.read_bytes())

    @pytest.mark.parametrize("name", TARGETS)
    def test_takes_anything(self, name):
        target = TARGETS[name]

        @A_FEW
        @given(st.binary(max_size=200) | changed(seeds_of(name), target.words))
        def holds(data):
            target.run(data)

        holds()

    def test_has_seeds(self):
        assert [name for name in TARGETS if not seeds_of(name)] == []


class TestAFuzzer:
    @pytest.mark.parametrize("way", ["guided", "unguided"])
    def test_finds_a_fault_that_was_planted(self, way, tmp_path):
        done = subprocess.run(
            [sys.executable, "-m", f"tests.fuzz.{way}", "planted", str(tmp_path), "60"],
            cwd=ROOT,
            capture_output=True,
            timeout=300,
            check=False,
        )

        found = [path.read_bytes() for path in (tmp_path / "found").iterdir()]
        assert done.returncode != 0
        assert any(b"kikker" in data for data in found)
