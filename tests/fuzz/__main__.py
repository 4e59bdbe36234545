"""Fuzz every target in turn, within a bound of time: ``python -m tests.fuzz [TARGET...]``.

``FUZZ_SECONDS`` is the time for all of them together. What leads to a defect is kept in
``tests/fuzz/crashers/TARGET``, where the test suite carries it out from then on.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.targets import HERE, ROOT, TARGETS

DEFAULT_SECONDS = 180
SLACK = 120  # seconds for starting, and for the last input to end


def main(names: list[str]) -> int:
    """Fuzz the targets named, or all; return how many failed."""
    chosen = names or list(TARGETS)
    if unknown := set(chosen) - set(TARGETS):
        print(f"fuzz: no target {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
        return 2
    seconds = int(os.environ.get("FUZZ_SECONDS", DEFAULT_SECONDS)) // len(chosen)
    way = "guided" if importlib.util.find_spec("atheris") else "unguided"
    print(f"fuzz: {len(chosen)} targets, {max(1, seconds)} s each, {way}", flush=True)
    failed = [name for name in chosen if not _fuzz(name, way, max(1, seconds))]
    print(f"fuzz: {', '.join(failed)} FAILED" if failed else "fuzz: nothing found")
    return len(failed)


def _fuzz(name: str, way: str, seconds: int) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", f"tests.fuzz.{way}", name, folder, str(seconds)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds + SLACK,
            check=False,
        )
        found = sorted((Path(folder) / "found").glob("*"))
        for path in found:
            place = HERE / "crashers" / name
            place.mkdir(parents=True, exist_ok=True)
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
            shutil.copyfile(path, place / f"{path.name.partition('-')[0]}-{digest}")
            print(f"fuzz: kept tests/fuzz/crashers/{name}/{path.name.partition('-')[0]}-{digest}")
    runs = re.search(r"stat::number_of_executed_units:\s*(\d+)", done.stderr)
    print(f"fuzz: {name}: {runs[1] if runs else '?'} inputs, status {done.returncode}", flush=True)
    if done.returncode or found:
        told = [line for line in done.stderr.splitlines() if not line.startswith("INFO: Instr")]
        print(done.stdout[-2_000:], "\n".join(told)[-6_000:], sep="\n")
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
