"""Fuzz one target where atheris has no wheel: Hypothesis changes the seeds, until time is over."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.fuzz.targets import PLANTED, TARGETS, kept

ROUND = 200  # examples between two looks at the clock


def changed(seeds: list[bytes], words: tuple[str, ...]) -> st.SearchStrategy[bytes]:
    """Return a strategy of seeds with a few pieces of them replaced."""
    piece = st.binary(max_size=12) | st.sampled_from([word.encode() for word in words] or [b""])
    change = st.tuples(st.integers(0, 1 << 16), st.integers(0, 40), piece)
    return st.tuples(st.sampled_from(seeds), st.lists(change, max_size=6)).map(_apply)


def _apply(drawn: tuple[bytes, list[tuple[int, int, bytes]]]) -> bytes:
    data, changes = drawn
    for where, length, piece in changes:
        at = where % (len(data) + 1)
        data = data[:at] + piece + data[at + length :]
    return data


def main() -> None:
    """Fuzz until the seconds are over or something fails."""
    name, folder, seconds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    target = PLANTED if name == "planted" else TARGETS[name]
    (folder / "found").mkdir(parents=True, exist_ok=True)
    seeds = [*target.seeds(), *(path.read_bytes() for path in kept(name))]
    ends = time.monotonic() + seconds

    @settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(changed(seeds, target.words))
    def run_round(data: bytes) -> None:
        try:
            target.run(data)
        except BaseException:
            (folder / "found" / "crash").write_bytes(data)  # the last is the smallest
            raise

    while time.monotonic() < ends:
        run_round()


if __name__ == "__main__":
    main()
