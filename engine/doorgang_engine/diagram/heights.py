"""From rows to heights: every straight run of nodes as close to its neighbours as it can stand.

Rows only say what stands above what. Nodes that are joined along a row form a run; two runs keep
their distance only where they share a column, so that one tall sub-process does not push apart
what stands elsewhere. Everything lies on a grid of tracks, so that arrows either share a track
or keep a track's distance.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, inf
from statistics import median_low
from typing import TYPE_CHECKING

from doorgang_engine.diagram.graph import Kind
from doorgang_engine.diagram.lettering import lettered
from doorgang_engine.diagram.sizes import TASK_LETTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from doorgang_engine.diagram.graph import Lane
    from doorgang_engine.diagram.grid import Grid

TRACK = 12.0
ROW_GAP, LANE_PAD = 3 * TRACK, 2.5 * TRACK
"""Room for two tracks between runs, and between a run and its lane's border."""
TRACKS = 2
LEAST_LANE, MOST_FOR_NAME = 84.0, 204.0
ROUNDS = 3


@dataclass
class Run:
    """Nodes on one line, with the room they need above and below it in each column."""

    row: int
    lane: int
    nodes: list[str]
    above: dict[int, float] = field(default_factory=dict)
    below: dict[int, float] = field(default_factory=dict)
    line: float = 0.0

    @property
    def top(self) -> float:
        return self.line - max(self.above.values())

    @property
    def bottom(self) -> float:
        return self.line + max(self.below.values())

    def need(self, column: int, above: float, below: float) -> None:
        self.above[column] = max(self.above.get(column, 0.0), above)
        self.below[column] = max(self.below.get(column, 0.0), below)


@dataclass(frozen=True)
class Heights:
    """The lines of the nodes, the bands of the lanes, and the level tracks for arrows."""

    line: Mapping[str, float]
    lanes: tuple[tuple[float, float], ...]
    tracks: tuple[float, ...]
    over: Mapping[str, float]
    """For each node the first track above it, its label included."""
    under: Mapping[str, float]
    runs: tuple[Run, ...]

    def row_below(self, y: float) -> int:
        """Give the row of the run that begins next below a height."""
        lower = [(run.top, run.row) for run in self.runs if run.top >= y]
        return min(lower)[1] if lower else 1 + max((run.row for run in self.runs), default=0)


def heights_of(grid: Grid, *, extra: Mapping[int, float]) -> Heights:
    """Settle all runs; ``extra`` is room wanted above a row, in whole tracks."""
    runs = _runs(grid)
    lanes = []
    top = 0.0
    count = max(len(grid.scope.lanes), 1)
    last_extra = extra.get(1 + max((run.row for run in runs), default=0), 0.0)
    for index in range(count):
        own = [run for run in runs if run.lane == index]
        bottom = _settle(grid, own, top, extra) + (last_extra if index == count - 1 else 0.0)
        if grid.scope.lanes:
            bottom = max(bottom, top + _least(grid.scope.lanes[index]))
        lanes.append((top, bottom))
        top = bottom
    return _measured(grid, runs, tuple(lanes), extra)


def _least(lane: Lane) -> float:
    """Give the least height of a lane: its name should fit beside it, on two lines."""
    height = LEAST_LANE
    while height < MOST_FOR_NAME and not _fits(lane.name, height):
        height += TRACK
    return height


def _fits(name: str, height: float) -> bool:
    return len(lettered(name, size=TASK_LETTER, width=height - 10).lines) <= 2  # noqa: PLR2004


def _whole(height: float) -> float:
    return ceil(height / TRACK) * TRACK


def _runs(grid: Grid) -> list[Run]:
    lane = {node.id: node.lane for node in grid.scope.nodes}
    run_of = {key: Run(row, lane[key], [key]) for key, row in grid.row.items()}
    for flow in grid.scope.flows:
        one, other = run_of[flow.source_host], run_of[flow.target_host]
        joined = one.row == other.row and one is not other and flow.id not in grid.layers.back
        if joined and flow.sequence and not flow.from_boundary:
            one.nodes += other.nodes
            run_of |= dict.fromkeys(other.nodes, one)
    distinct = list({id(run): run for run in run_of.values()}.values())
    for run in distinct:
        run.nodes.sort(key=lambda key: grid.layers.column[key])
        for piece in _pieces(grid, run):
            _claim(grid, run, piece)
    for key, columns in grid.stretches:
        for column in columns:
            run_of[key].need(column, 0.0, 0.0)
    return sorted(distinct, key=lambda run: (run.row, grid.layers.column[run.nodes[0]]))


def _pieces(grid: Grid, run: Run) -> Iterator[list[str]]:
    """Split a run at its sub-processes: they may be tall without their neighbours being so."""
    kinds = {node.id: node.kind for node in grid.scope.nodes}
    piece: list[str] = []
    for key in run.nodes:
        if kinds[key] is Kind.BOX:
            yield from [piece] if piece else []
            yield [key]
            piece = []
        else:
            piece.append(key)
    if piece:
        yield piece


def _claim(grid: Grid, run: Run, piece: list[str]) -> None:
    above = _whole(max(grid.size[key].above for key in piece))
    below = _whole(max(grid.size[key].below for key in piece))
    for column in range(grid.layers.column[piece[0]], grid.layers.last(piece[-1]) + 1):
        run.need(column, above, below)


def _settle(grid: Grid, runs: list[Run], top: float, extra: Mapping[int, float]) -> float:
    """Give the runs of one lane their lines; give the lane's bottom."""
    placed: list[Run] = []
    for run in runs:
        run.line = top + LANE_PAD + max(run.above.values()) + extra.get(run.row, 0.0)
        run.line = max(run.line, _limit_above(run, placed, extra))
        placed.append(run)
    for _ in range(ROUNDS):
        for index, run in reversed(list(enumerate(runs))):
            wanted = min(_wanted(grid, run, runs), _limit_below(run, runs[index + 1 :], extra))
            run.line = max(run.line, wanted)
        for index, run in enumerate(runs):
            wanted = max(_wanted(grid, run, runs), _limit_above(run, runs[:index], extra))
            run.line = min(run.line, wanted)
    slack = min((run.top - extra.get(run.row, 0.0) for run in runs), default=top) - top - LANE_PAD
    for run in runs:
        run.line -= slack
    return max((run.bottom for run in runs), default=top) + LANE_PAD


def _limit_above(run: Run, upper: Iterable[Run], extra: Mapping[int, float]) -> float:
    """Give how high the run may go under those above it."""
    return max(
        (
            other.line
            + other.below[column]
            + run.above[column]
            + ROW_GAP
            + extra.get(run.row, 0.0)
            for other in upper
            if other.row < run.row
            for column in other.below.keys() & run.above.keys()
        ),
        default=-inf,
    )


def _limit_below(run: Run, lower: Iterable[Run], extra: Mapping[int, float]) -> float:
    """Give how low the run may go over those below it."""
    return min(
        (
            other.line
            - other.above[column]
            - run.below[column]
            - ROW_GAP
            - extra.get(other.row, 0.0)
            for other in lower
            if other.row > run.row
            for column in other.above.keys() & run.below.keys()
        ),
        default=inf,
    )


def _wanted(grid: Grid, run: Run, runs: list[Run]) -> float:
    """Give the line of the run's neighbours in its lane; without any, its own."""
    line = {key: other.line for other in runs for key in other.nodes}
    own = set(run.nodes)
    beside = [
        line[theirs]
        for flow in grid.scope.flows
        for ours, theirs in (
            (flow.source_host, flow.target_host),
            (flow.target_host, flow.source_host),
        )
        if ours in own and theirs not in own and theirs in line
    ]
    return median_low(sorted(beside)) if beside else run.line


def _measured(
    grid: Grid, runs: list[Run], lanes: tuple[tuple[float, float], ...], extra: Mapping[int, float]
) -> Heights:
    line: dict[str, float] = {}
    over: dict[str, float] = {}
    under: dict[str, float] = {}
    tracks: set[float] = set()
    for run in runs:
        line |= dict.fromkeys(run.nodes, run.line)
        tracks.add(run.line)
        for piece in _pieces(grid, run):
            column = grid.layers.column[piece[0]]
            top, bottom = run.line - run.above[column], run.line + run.below[column]
            over |= dict.fromkeys(piece, top - TRACK)
            under |= dict.fromkeys(piece, bottom + TRACK)
            tracks |= {top - TRACK * step for step in _steps(extra.get(run.row, 0.0))}
            tracks |= {bottom + TRACK * step for step in _steps(extra.get(run.row + 1, 0.0))}
    height = lanes[-1][1]
    return Heights(
        line, lanes, tuple(sorted(y for y in tracks if 0 < y < height)), over, under, tuple(runs)
    )


def _steps(extra: float) -> range:
    return range(1, TRACKS + 1 + round(extra / TRACK))
