"""Drafts of shipped routes in memory, for the gate: no database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.drafts.draft import DRAWING, INFO, Draft, DraftState
from doorgang_engine.drafts.gate import judge
from doorgang_engine.routes.library import read_library
from doorgang_engine.routes.route_texts import info_text, scenario_texts

ROOT = Path(__file__).parents[3]
REGION, TODAY = "leiden", date(2027, 3, 1)


@lru_cache
def library():
    return read_library(library_dir=ROOT, config_dir=ROOT / "config").on(TODAY)


def draft(route: str, region: str = REGION) -> Draft:
    now = datetime(2027, 3, 1, 9, tzinfo=UTC)
    return Draft(
        region=region,
        id="proef",
        route=route,
        title="Proef",
        state=DraftState.CONCEPT,
        origin="de basis",
        shape="basis",
        made_by="rik",
        made_at=now,
        changed_at=now,
        revision=1,
    )


def texts(route: str, region: str = REGION) -> dict[str, str]:
    stories = scenario_texts(ROOT, library(), route, shape="basis", region=region)
    return {
        DRAWING: library().routes[route]["basis"].bpmn,
        INFO: info_text(ROOT, route),
        **{f"scenarios/{name}.yaml": text for name, text in stories.items()},
    }


def verdict(
    route: str, changed: dict[str, str] | None = None, *, region=REGION, play=False, **more
):
    return judge(
        draft(route, region),
        {**texts(route), **(changed or {})},
        files=library(),
        forms=FormsAdapter(),
        play=play,
        **more,
    )
