"""Finds the cheapest way through the maze: short, with few bends and crossings (A*)."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from doorgang_engine.diagram.errors import DiagramUnreadable
from doorgang_engine.diagram.geometry import Point, straightened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from doorgang_engine.diagram.maze import Kin, Maze, Vertex

BEND = 48.0
LEVEL, UPRIGHT = 0, 1
State = tuple["Vertex", int, int]
"""Where, along which axis one came, and in which sense (1 or -1)."""


@dataclass(frozen=True)
class Port:
    """A place where arrows may touch a shape, and the nearest point of the maze."""

    point: Point
    vertex: Vertex
    axis: int
    sense: int
    """Of the way that leads out of the shape."""
    cost: float

    @property
    def key(self) -> tuple[float, float]:
        return self.point.x, self.point.y


def find_way(
    maze: Maze, *, kin: Kin, sources: Sequence[Port], targets: Sequence[Port]
) -> tuple[Point, ...]:
    """Find the cheapest line from one of the source ports to one of the target ports.

    :raises DiagramUnreadable: if every way is closed.
    """
    goals = {(port.vertex, port.axis, -port.sense): port for port in reversed(targets)}
    origin = {(port.vertex, port.axis, port.sense): port for port in reversed(sources)}
    best: dict[State, float] = {}
    came: dict[State, State] = {}
    heap: list[tuple[float, float, State]] = []
    nearest = _estimate(maze, targets)
    for state, port in origin.items():
        best[state] = port.cost
        heapq.heappush(heap, (port.cost + nearest(state[0]), port.cost, state))
    search = _Search(maze, kin, goals, best, came, heap, nearest)
    arrival = _run(search)
    if arrival is None:
        raise DiagramUnreadable(f"er is geen weg gevonden voor pijl {kin.key}")
    return _line(search, *arrival, origin)


@dataclass(frozen=True)
class _Search:
    maze: Maze
    kin: Kin
    goals: dict[State, Port]
    best: dict[State, float]
    came: dict[State, State]
    heap: list[tuple[float, float, State]]
    nearest: Callable[[Vertex], float]


def _run(search: _Search) -> tuple[State, State] | None:
    """Search until the cheapest end is sure; give it with the goal it stands for."""
    goals_at: dict[Vertex, list[State]] = {}
    for goal in search.goals:
        goals_at.setdefault(goal[0], []).append(goal)
    lowest, found = inf, None
    while search.heap and search.heap[0][0] < lowest:
        _, cost, state = heapq.heappop(search.heap)
        if cost > search.best[state]:
            continue
        for goal in goals_at.get(state[0], ()):
            total = cost + search.goals[goal].cost + _turn(state, goal[1], goal[2])
            if total < lowest:
                lowest, found = total, (state, goal)
        _spread(search, state, cost)
    return found


def _spread(search: _Search, state: State, cost: float) -> None:
    for following, step in _steps(search, state):
        reached = cost + step
        if reached < search.best.get(following, inf):
            search.best[following] = reached
            search.came[following] = state
            entry = (reached + search.nearest(following[0]), reached, following)
            heapq.heappush(search.heap, entry)


def _turn(state: State, axis: int, sense: int) -> float:
    """Price a change of direction; turning back on oneself is not a way at all."""
    if state[1] != axis:
        return BEND
    return 0.0 if state[2] == sense else inf


def _steps(search: _Search, state: State) -> Iterator[tuple[State, float]]:
    """Give the neighbouring points that can be reached, with what the step costs."""
    maze, kin = search.maze, search.kin
    (i, j), axis, sense = state
    for way in (LEVEL, UPRIGHT):
        for sign in (1, -1):
            if way == axis and sign != sense:
                continue
            vertex = (i + sign, j) if way == LEVEL else (i, j + sign)
            stretch = min((i, j), vertex)
            lines = maze.xs if way == LEVEL else maze.ys
            if not 0 <= vertex[way] < len(lines) or stretch in maze.closed[way]:
                continue
            length = abs(lines[vertex[way]] - lines[(i, j)[way]])
            cost = maze.stretch_cost(kin, way, stretch, length)
            cost += maze.vertex_cost(kin, way, vertex) + (0.0 if way == axis else BEND)
            yield (vertex, way, sign), cost


def _estimate(maze: Maze, targets: Sequence[Port]) -> Callable[[Vertex], float]:
    """Give a lower bound on what is left: the plain distance to the box around the targets."""
    points = [maze.point(port.vertex) for port in targets]
    left, right = min(point.x for point in points), max(point.x for point in points)
    top, bottom = min(point.y for point in points), max(point.y for point in points)

    def nearest(vertex: Vertex) -> float:
        point = maze.point(vertex)
        aside = max(left - point.x, point.x - right, 0.0)
        return aside + max(top - point.y, point.y - bottom, 0.0)

    return nearest


def _line(
    search: _Search, state: State, goal: State, origin: dict[State, Port]
) -> tuple[Point, ...]:
    points = [search.goals[goal].point, search.maze.point(goal[0])]
    while state in search.came:
        state = search.came[state]
        points.append(search.maze.point(state[0]))
    points.append(origin[state].point)
    return straightened(points[::-1])
