"""``python -m bench.year``: the whole practice year on both databases; what it takes and tells."""

from __future__ import annotations

import argparse
import base64
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.postgres_cluster import postgres_cluster

from doorgang_api.shipped import library_dir
from doorgang_api.year.calendar import play_year
from doorgang_api.year.child import ChildPlayer, Stage
from doorgang_api.year.ground import UNTIL, YEARS, new_ground
from doorgang_api.year.plan import OF, REGION, children_of, read_stories
from doorgang_api.year.proof import differences
from doorgang_engine.kpi.periods import read_period
from doorgang_engine.kpi.report import reckon_figures

RESULT = Path(__file__).parent / "results" / "year.json"
KEY = {"DOORGANG_MASTER_KEY": base64.b64encode(bytes(32)).decode()}


def main() -> int:
    """Play, print, keep; 1 when a year does not come out as it was made up."""
    parser = argparse.ArgumentParser(prog="bench.year")
    parser.add_argument("--children", type=int, default=OF)
    children = parser.parse_args().children
    with tempfile.TemporaryDirectory(prefix="doorgang-year-") as folder:
        found = {"sqlite": year(f"sqlite:///{folder}/year.sqlite", {}, children)}
    with postgres_cluster(durable=True) as cluster:
        found["postgresql"] = year(cluster.create_database(name="year"), KEY, children)
    RESULT.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    for name, result in found.items():
        print(name, {key: value for key, value in result.items() if key != "wrong"})
        print(*result["wrong"], sep="\n", file=sys.stderr)
    return int(any(result["wrong"] for result in found.values()))


def year(url: str, environ: dict[str, str], children: int) -> dict[str, Any]:
    """Return how long a year took, and what was not as it was made up."""
    house = new_ground(url, environ=environ)
    stories = read_stories(library_dir=library_dir())
    stage = Stage(parts=house.parts, region=REGION)
    players = [
        ChildPlayer(child, stage=stage)
        for child in children_of(stories, children=children, seed=1)
    ]
    began = time.perf_counter()
    played = play_year(players, parts=house.parts, until=UNTIL)
    took = time.perf_counter() - began
    wrong = [*played.wrong, *differences(house, stories=stories, players=players)]
    began = time.perf_counter()
    with house.read_uow() as uow:
        reckon_figures(
            region=REGION,
            period=read_period(school_year=YEARS[0]),
            definitions=house.figures,
            sees_cases=True,
            uow=uow,
            now=UNTIL,
        )
    figures = time.perf_counter() - began
    house.close()
    return {
        "children": children,
        "seconds": round(took, 1),
        "moments": played.steps,
        "timers": played.timers,
        "figures_seconds": round(figures, 2),
        "wrong": wrong,
    }


if __name__ == "__main__":
    sys.exit(main())
