"""``python -m bench``: measure every budget, print it, keep it in bench/results/."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.postgres_cluster import postgres_cluster

from bench import http, masses, rates, sizes

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


def measure(cluster: Any, rows: int) -> list[dict[str, Any]]:
    """Return every budget with its value."""

    def url(name: str) -> str:
        return str(cluster.create_database(name=f"bench_{name}"))

    found: list[dict[str, Any]] = []

    def keep(name: str, value: float, budget: str, unit: str, *, met: bool) -> None:
        found.append(
            {"name": name, "value": round(value, 4), "budget": budget, "unit": unit, "met": met}
        )
        print(f"  {name}: {value:.4g} {unit}", file=sys.stderr, flush=True)

    rate = rates.measure(cluster)
    ratio = rate["use_case"] / rate["bare"]
    keep("ceiling: bare psycopg acts", rate["bare"], "-", "acts/s, 2 processes", met=True)
    keep("complete a task, use case", rate["use_case"], "-", "acts/s, 2 processes", met=True)
    keep("complete a task: share of the ceiling", ratio, ">= 0.25", "ratio", met=ratio >= 0.25)
    count = sizes.statements(url("statements"))
    for act, limit in (("complete", 8), ("start", 10)):
        value = count[act]["statements"]
        keep(f"{act}: SQL statements", value, f"<= {limit}", "statements", met=value <= limit)
        commits = count[act]["commits"]
        keep(f"{act}: commits", commits, "= 1", "commits", met=commits == 1)
    for name, place in (("sqlite", None), ("postgresql", url("http"))):
        times = ARENA[name] / http.complete_seconds(place)
        keep(f"complete over HTTP, {name}", times, ">= 15", "x SpiffArena", met=times >= 15)
    grown = sizes.growth(url("growth"))
    keep("growth: 200 rounds against 5", grown, "<= 1.3", "ratio", met=grown <= 1.3)
    fired = masses.timers(url("timers"), rows)
    by_index = any("ix_timers_due" in line for line in fired["plan"])
    per_second = fired["per_second"]
    keep("timers fired, 1 worker", per_second, ">= 300", "timers/s", met=per_second >= 300)
    keep("timers: claim by index", by_index, "= 1", "plan uses ix_timers_due", met=by_index)
    page = masses.my_tasks(url("tasks"), rows) * 1000
    keep("my tasks, first page p95", page, "<= 25", "ms", met=page <= 25)
    size = sizes.bytes_per_case(url("bytes")) / 1000
    keep("finished case of three tasks", size, "<= 6 and the dossier", "kB", met=size <= 6)
    told = sizes.history(url("history"))
    keep(
        "timeline of 1,000 events",
        told["timeline"] * 1000,
        "<= 100",
        "ms",
        met=told["timeline"] <= 0.1,
    )
    verified = told["verified_per_second"]
    keep("verify a chain", verified, ">= 50000", "events/s", met=verified >= 50_000)
    memory = sizes.peak_memory(url("memory"), rows // 100)
    keep("worker's memory, 10,000 cases touched", memory, "<= 200", "MB", met=memory <= 200)
    start = sizes.cold_start()
    keep("cold start to first page", start, "<= 3", "s", met=start <= 3)
    return found


if __name__ == "__main__":
    sys.exit(main())
