"""Look up known vulnerabilities of everything that is locked: ``make audit``.

It never says "clean" of what it could not look up. pip-audit by itself does: when the service is
unreachable it skips each package and reports no vulnerabilities. So every package must have been
looked up, and a release with well-known holes is asked about as well: a service that knows of none
in it knows of none at all.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tools.locked import ROOT, read_lock

CANARY = "jinja2==2.11.0"  # CVE-2020-28493 and more
LOCKS = ("run.txt", "dev.txt", "uv.txt")


def main() -> int:
    """Audit Python and npm; return the exit status."""
    problems = _canary_problems()
    for lock in LOCKS if not problems else ():
        wanted = {package.name for package in read_lock(ROOT / "requirements" / lock)}
        problems += problems_in(_looked_up(ROOT / "requirements" / lock), wanted=wanted, of=lock)
    for folder in npm_projects():
        problems += _npm_problems(folder)
    for problem in problems:
        print(f"audit: {problem}")  # noqa: T201 - a command line prints
    print("audit: FAILED" if problems else "audit: all looked up, nothing known")  # noqa: T201
    return 1 if problems else 0


def problems_in(report: dict[str, Any], *, wanted: set[str], of: str) -> list[str]:
    """Return what is wrong by a report of pip-audit: holes, and what was not looked up."""
    looked_up = {one["name"]: one for one in report.get("dependencies", [])}
    problems = []
    for name in sorted(wanted):
        found = looked_up.get(name)
        if found is None or "vulns" not in found:
            reason = (found or {}).get("skip_reason", "not in the report")
            problems.append(f"{of}: {name} was NOT looked up: {reason}")
            continue
        problems += [f"{of}: {name} {found['version']}: {hole['id']}" for hole in found["vulns"]]
    return problems


def npm_projects() -> list[Path]:
    """Return the folders with a lock file of npm."""
    found = ROOT.glob("**/package-lock.json")
    return sorted(path.parent for path in found if not {"node_modules", ".venv"} & set(path.parts))


def _canary_problems() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "canary.txt"
        path.write_text(f"{CANARY}\n", "utf-8")
        report = _looked_up(path, "--no-deps")
    if any(one.get("vulns") for one in report.get("dependencies", [])):
        return []
    why = "it cannot be reached, or does not answer truthfully"
    return [f"NOT AUDITED: the service knows of no hole in {CANARY}, which has some: {why}"]


def _looked_up(path: Path, *more: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", "--format", "json",
               "--disable-pip", *(more or ("--require-hashes",)), "-r", str(path)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except json.JSONDecodeError:
        return {}
    return report


def _npm_problems(folder: Path) -> list[str]:
    npm = shutil.which("npm")
    here = folder.relative_to(ROOT)
    if npm is None:
        return [f"{here}: NOT AUDITED: npm is not installed"]
    done = subprocess.run(  # noqa: S603
        [npm, "audit", "--json"], cwd=folder, capture_output=True, text=True, check=False
    )
    try:
        counted = json.loads(done.stdout)["metadata"]["vulnerabilities"]
    except (json.JSONDecodeError, KeyError, TypeError):
        return [f"{here}: NOT AUDITED: npm audit gave no answer"]
    return [f"{here}: npm audit: {counted}"] if counted.get("total") else []


if __name__ == "__main__":
    sys.exit(main())
