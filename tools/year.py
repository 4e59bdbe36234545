"""Play every story of the practice year once, and write what it adds to the figures.

``python tools/year.py`` writes api/doorgang_api/year/stories.toml again, with the numbers of
children as they were. Read the difference: it says how a change of a route changes the figures.
"""

from __future__ import annotations

import json
import sys
import tempfile
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doorgang_api.year.calendar import play_year
from doorgang_api.year.child import Child, ChildPlayer, Stage
from doorgang_api.year.ground import BEGINS, UNTIL, YEARS, new_ground
from doorgang_api.year.plan import FILE, REGION, playable
from doorgang_engine.kpi.book import Book, keys_of
from doorgang_engine.kpi.definitions import Way
from doorgang_engine.kpi.periods import moment_of, read_period
from doorgang_engine.kpi.ways import items_of

if TYPE_CHECKING:
    from doorgang_api.wiring import House

ROOT = Path(__file__).parents[1]
DEFAULT_TIMES = 4
CHOSEN = {"zonder_plek_na_po", "thuiszitters_drie_maanden"}  # how many of these is chosen by hand
HEAD = """# Het oefenjaar: welke verhalen (scenario's van routes), bij hoeveel van 2.000 kinderen, en wat een
# kind met zo'n verhaal bij elk cijfer optelt. `keer` en `altijd` zijn gekozen; `telt` is gemaakt en
# nagekeken met tools/year.py.
"""  # noqa: E501 - a line of the file


def main() -> int:
    """Write the file again; 1 when a story that is in it cannot be played."""
    old = _old()
    with tempfile.TemporaryDirectory(prefix="doorgang-year-") as folder:
        house = new_ground(f"sqlite:///{folder}/year.sqlite", now=BEGINS)
        stage = Stage(parts=house.parts, region=REGION)
        players = [
            ChildPlayer(_child(number, scenario), stage=stage)
            for number, scenario in enumerate(playable(library_dir=ROOT).values())
        ]
        played = play_year(players, parts=house.parts, until=UNTIL)
        failed = {player.child.number for player in players} & set(played.stopped)
        tables = [
            _table(player, _adds(player, house), old)
            for player in players
            if player.child.number not in failed
        ]
        house.close()
    routes = {p.child.scenario.route for p in players}
    routes -= {p.child.scenario.route for p in players if p.child.number not in failed}
    without = f"zonder = {json.dumps(sorted(routes))}  # routes: geen scenario dat mensen spelen\n"
    FILE.write_text(HEAD + without + "".join(tables), encoding="utf-8")
    for complaint in played.wrong:
        print(f"niet in het jaar: {complaint}", file=sys.stderr)  # noqa: T201 - a command
    return 0


def _old() -> dict[tuple[str, str], dict[str, Any]]:
    if not FILE.exists():
        return {}
    tables = tomllib.loads(FILE.read_text("utf-8"))["verhaal"]
    return {(table["route"], table["scenario"]): table for table in tables}


def _child(number: int, scenario: Any) -> Child:
    return Child(
        number=number,
        given_name="Noor",
        family_name="Voorbeeld",
        scenario=scenario,
        later=timedelta(minutes=number % 300),
    )


def _adds(player: ChildPlayer, house: House) -> dict[str, dict[str, list[float]]]:
    """Return what the cases of this child add to each figure, per school year."""
    measured = [d for d in house.figures if d.way is not Way.NOT]
    with house.read_uow() as uow:
        cases = [
            case for case in uow.milestones.cases(region=REGION) if case.subject == player.child.id
        ]
        ids = {case.id for case in cases}
        facts = uow.milestones.find(region=REGION, keys=keys_of(measured))
        book = Book([one for one in facts if one.case_id in ids], cases)
        found: dict[str, dict[str, list[float]]] = {}
        for year in YEARS:
            period = read_period(school_year=year)
            until = min(UNTIL, moment_of(period.end))
            tasks = [
                task
                for task in uow.milestones.tasks_due(
                    region=REGION, start=moment_of(period.start), end=moment_of(period.end)
                )
                if task.case_id in ids
            ]
            for definition in measured:
                items = items_of(definition, book=book, tasks=tasks, period=period, now=until)
                for item in items:
                    key = f"{definition.key} {item.name}".strip()
                    found.setdefault(year, {}).setdefault(key, []).append(item.amount)
    return found


def _table(
    player: ChildPlayer,
    adds: dict[str, dict[str, list[float]]],
    old: dict[tuple[str, str], dict[str, Any]],
) -> str:
    story = player.child.scenario
    known = old.get((story.route, story.name), {})
    is_chosen = any(CHOSEN & set(figures) for figures in adds.values())
    lines = [
        "",
        "[[verhaal]]",
        f"route = {json.dumps(story.route)}",
        f"scenario = {json.dumps(story.name, ensure_ascii=False)}",
        f"keer = {known.get('keer', 0 if is_chosen else DEFAULT_TIMES)}",
    ]
    if known.get("altijd"):
        lines.append("altijd = true")
    for year, figures in adds.items():
        lines.append(f'telt."{year}" = {{')
        amounts = [
            f"{json.dumps(k, ensure_ascii=False)} = {_amounts(v)}" for k, v in figures.items()
        ]
        lines[-1] += ", ".join(amounts) + "}"
    return "\n".join(lines) + "\n"


def _amounts(amounts: list[float]) -> str:
    return json.dumps([int(a) if float(a).is_integer() else a for a in sorted(amounts)])


if __name__ == "__main__":
    sys.exit(main())
