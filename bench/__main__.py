"""``python -m bench``: measure every budget, print it, keep it in bench/results/."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.postgres_cluster import postgres_cluster

from bench import cohorts, figures, http, masses, my_work, rates, sizes

if TYPE_CHECKING:
    from collections.abc import Callable

RESULTS = Path(__file__).parent / "results"
ARENA = {"sqlite": 0.057, "postgresql": 0.081}  # seconds of SpiffArena for the same


def main() -> int:
    """Measure, print, keep; 0 always: a budget that is not met is a finding, not a crash."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--rows", type=int, default=masses.MILLION, help="tasks and timers")
    args = parser.parse_args()
    with postgres_cluster(durable=True) as cluster:
        budgets = measure(cluster, args.rows)
    result = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "rows": args.rows,
        "budgets": budgets,
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "latest.json").write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n")
    for budget in budgets:
        mark = "met " if budget["met"] else "MISS"
        print(f"{mark} {budget['name']}: {budget['value']} {budget['unit']} ({budget['budget']})")
    return 0


@dataclass
class Findings:
    """The budgets as they are found, each told at once: measuring takes minutes."""

    found: list[dict[str, Any]] = field(default_factory=list)

    def keep(self, name: str, value: float, budget: str, unit: str, *, met: bool) -> None:
        """Keep one budget with its value."""
        self.found.append(
            {"name": name, "value": round(value, 4), "budget": budget, "unit": unit, "met": met}
        )
        print(f"  {name}: {value:.4g} {unit}", file=sys.stderr, flush=True)

    def at_most(self, name: str, value: float, limit: float, unit: str) -> None:
        """Keep a budget that is met by a value up to the limit."""
        self.keep(name, value, f"<= {limit:g}", unit, met=value <= limit)

    def at_least(self, name: str, value: float, limit: float, unit: str) -> None:
        """Keep a budget that is met by a value from the limit on."""
        self.keep(name, value, f">= {limit:g}", unit, met=value >= limit)


def measure(cluster: Any, rows: int) -> list[dict[str, Any]]:
    """Return every budget with its value; ``rows`` is how many tasks and timers there are."""

    def url(name: str) -> str:
        return str(cluster.create_database(name=f"bench_{name}"))

    findings = Findings()
    _acts(findings, cluster, url)
    _masses(findings, url, rows)
    _sizes(findings, url, cases=rows // 100)
    _lists(findings, url, rows=rows // 100)
    return findings.found


def _acts(findings: Findings, cluster: Any, url: Callable[[str], str]) -> None:
    rate = rates.measure(cluster)
    unit = "acts/s, 2 processes"
    findings.keep("ceiling: bare psycopg acts", rate["bare"], "-", unit, met=True)
    findings.keep("complete a task, use case", rate["use_case"], "-", unit, met=True)
    share = rate["use_case"] / rate["bare"]
    findings.at_least("complete a task: share of the ceiling", share, 0.25, "ratio")
    count = sizes.statements(url("statements"))
    for act, limit in (("complete", 8), ("start", 11)):
        statements, commits = count[act]["statements"], count[act]["commits"]
        findings.at_most(f"{act}: SQL statements", statements, limit, "statements")
        findings.keep(f"{act}: commits", commits, "= 1", "commits", met=commits == 1)
    for name, place in (("sqlite", None), ("postgresql", url("http"))):
        times = ARENA[name] / http.complete_seconds(place)
        findings.at_least(f"complete over HTTP, {name}", times, 15, "x SpiffArena")
    findings.at_most("growth: 200 rounds against 5", sizes.growth(url("growth")), 1.3, "ratio")


def _masses(findings: Findings, url: Callable[[str], str], rows: int) -> None:
    fired = masses.timers(url("timers"), rows)
    by_index = any("ix_timers_due" in line for line in fired["plan"])
    findings.at_least("timers fired, 1 worker", fired["per_second"], 300, "timers/s")
    findings.keep(
        "timers: claim by index", by_index, "= 1", "plan uses ix_timers_due", met=by_index
    )
    page = masses.my_tasks(url("tasks"), rows) * 1000
    findings.at_most("my tasks, first page p95", page, 25, "ms")
    _pages(findings, url, rows // 10)
    seconds = figures.figures_seconds(url("figures"), rows // 100)
    findings.at_most(f"figures of a region with {rows // 100:,} cases", seconds, 5, "s")


def _pages(findings: Findings, url: Callable[[str], str], tasks: int) -> None:
    seen, among = my_work.visits(url("my_work"), tasks), f"among {tasks:,} open tasks, p95"
    findings.at_most(f"Mijn werk over HTTP, {among}", seen.first * 1000, 60, "ms")
    findings.keep(f"Mijn werk, filtered, {among}", seen.filtered * 1000, "-", "ms", met=True)
    findings.keep(f"Mijn werk, longest waiting, {among}", seen.waiting * 1000, "-", "ms", met=True)
    findings.keep(f"Werk in de regio, {among}", seen.region * 1000, "-", "ms", met=True)
    findings.at_most("Mijn werk, first page", seen.size / 1000, 100, "kB")


def _lists(findings: Findings, url: Callable[[str], str], *, rows: int) -> None:
    for name, place in (("sqlite", None), ("postgresql", url("cohorts"))):
        found = cohorts.measure(place, rows)
        findings.keep(f"list of {rows:,}, {name}: judged", found["judge"], "-", "s", met=True)
        findings.keep(f"list of {rows:,}, {name}: bare writes", found["bare"], "-", "s", met=True)
        findings.at_most(f"list of {rows:,}, {name}: from file to cases", found["whole"], 120, "s")
        share = found["bare"] / found["start"]
        findings.at_least(f"list, {name}: share of the ceiling", share, 0.02, "ratio")


def _sizes(findings: Findings, url: Callable[[str], str], *, cases: int) -> None:
    size = sizes.bytes_per_case(url("bytes")) / 1000
    findings.at_most("finished case of three tasks, without the dossier", size, 6, "kB")
    told = sizes.history(url("history"))
    findings.at_most("timeline of 1,000 events", told["timeline"] * 1000, 100, "ms")
    findings.at_least("verify a chain", told["verified_per_second"], 50_000, "events/s")
    memory = sizes.peak_memory(url("memory"), cases)
    findings.at_most(f"worker's memory, {cases:,} cases touched", memory, 200, "MB")
    findings.at_most("cold start to first page", sizes.cold_start(), 3, "s")


if __name__ == "__main__":
    sys.exit(main())
