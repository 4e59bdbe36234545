"""Whether a year that was played is as it was made up: figures, endings, histories, incidents."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from doorgang_engine.history.verify import verify_case
from doorgang_engine.kpi.definitions import Way
from doorgang_engine.kpi.periods import read_period
from doorgang_engine.kpi.report import reckon_figures
from doorgang_engine.model import IncidentStatus

from .ground import UNTIL, YEARS
from .plan import REGION, expected_figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doorgang_api.wiring import House
    from doorgang_engine.kpi.report import Figure

    from .child import ChildPlayer
    from .plan import Expected, YearStory

EVERY = 20  # one case in so many is verified
CLOSE = 1e-9


def differences(
    house: House, *, stories: Sequence[YearStory], players: Sequence[ChildPlayer]
) -> list[str]:
    """Return in words what is not as it was made up; nothing when all is."""
    return [
        *_figures(house, stories, len(players)),
        *_endings(house, players),
        *_incidents(house),
        *_histories(house, players),
    ]


def _figures(house: House, stories: Sequence[YearStory], children: int) -> Iterator[str]:
    measured = [one for one in house.figures if one.way is not Way.NOT]
    for year in YEARS:
        should = expected_figures(
            stories, children=children, school_year=year, definitions=measured
        )
        with house.read_uow() as uow:
            found = reckon_figures(
                region=REGION,
                period=read_period(school_year=year),
                definitions=measured,
                sees_cases=True,
                uow=uow,
                now=UNTIL,
            )
        for figure in found:
            key = f"{figure.definition.key} {figure.name}".strip()
            if not _agrees(figure, should[key]):
                yield f"{year}, {key}: {figure.whole}, verwacht was {should[key]}"


def _agrees(figure: Figure, should: Expected) -> bool:
    whole = figure.whole
    if whole.is_hidden or (should.is_hidden and figure.definition.way is not Way.OPEN):
        return whole.is_hidden == should.is_hidden
    if whole.n != should.cell.n or (whole.value is None) != (should.cell.value is None):
        return False
    return abs((whole.value or 0) - (should.cell.value or 0)) < CLOSE


def _endings(house: House, players: Sequence[ChildPlayer]) -> Iterator[str]:
    """Compare with the outcome that each scenario expects, where it plays to its end."""
    with house.read_uow() as uow:
        for player in players:
            ends = player.ends_by(UNTIL)
            if player.case is None or not ends:
                continue
            case = uow.cases.get(player.case.id)
            if case.outcome != ends:
                yield (
                    f"{case.number} ({case.route}): eindigde met '{case.outcome or case.status}', "
                    f"verwacht was '{ends}'"
                )


def _incidents(house: House) -> Iterator[str]:
    with house.read_uow() as uow:
        found = uow.incidents.page(region=REGION, status=IncidentStatus.OPEN)
        jobs = uow.jobs.counts()
    for code, count in Counter(one.code for one in found).items():
        yield f"{count} storingen: {code}"
    if jobs.get("failing"):
        yield f"{jobs['failing']} klussen mislukten"


def _histories(house: House, players: Sequence[ChildPlayer]) -> Iterator[str]:
    for player in players[::EVERY]:
        if player.case is None:
            continue
        verdict = verify_case(case_id=player.case.id, parts=house.parts)
        if not verdict.is_right:
            yield f"{player.case.number}: de geschiedenis klopt niet"
