"""Fuzz one target, led by coverage: ``python -m tests.fuzz.guided TARGET FOLDER SECONDS``.

What fails is written to FOLDER/found by libFuzzer, which also ends input that takes too long or
too much memory.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

SLOWEST = 25  # seconds for one input, on a machine that does other things too
MEMORY = 2_048  # MB


def main() -> None:
    """Fuzz until the seconds are over or something fails."""
    name, folder, seconds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    with atheris.instrument_imports(
        include=["doorgang_engine", "doorgang_forms", "doorgang_api"], enable_loader_override=False
    ):
        from tests.fuzz.targets import PLANTED, TARGETS, kept  # noqa: PLC0415 - to be instrumented
    target = PLANTED if name == "planted" else TARGETS[name]
    for part in ("corpus", "found"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    seeds = [*target.seeds(), *(path.read_bytes() for path in kept(name))]
    for number, seed in enumerate(seeds):
        if len(seed) <= target.longest:
            (folder / "corpus" / f"seed-{number}").write_bytes(seed)
    flags = [
        f"-max_total_time={seconds}",
        f"-max_len={target.longest}",
        f"-timeout={SLOWEST}",
        f"-rss_limit_mb={MEMORY}",
        f"-artifact_prefix={folder / 'found'}/",
        "-print_final_stats=1",
        "-verbosity=0",
        str(folder / "corpus"),
    ]
    if target.words:
        words = folder / "words.dict"
        words.write_text("".join(f'"{_quoted(word)}"\n' for word in target.words))
        flags.append(f"-dict={words}")
    atheris.Setup([sys.argv[0], *flags], target.run)
    atheris.Fuzz()


def _quoted(word: str) -> str:
    return word.replace("\\", "\\\\").replace('"', '\\"')


if __name__ == "__main__":
    main()
