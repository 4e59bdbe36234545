"""Gives a BPMN file a complete picture: its pools, lanes, shapes, lines and labels.

The only thing that changes in the file is its BPMNDiagram, which is made anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.diagram.geometry import Box
from doorgang_engine.diagram.interchange import replace_diagram
from doorgang_engine.diagram.messages import lay_messages
from doorgang_engine.diagram.plan import Plan
from doorgang_engine.diagram.scope_layout import lay_scope
from doorgang_engine.diagram.semantics import read_collaboration

if TYPE_CHECKING:
    from doorgang_engine.diagram.graph import Collaboration, Pool

LEFT, TOP = 160.0, 80.0
HEADER = 30.0
"""Width of the strip with a pool's or lane's name."""
BLACK_BOX, BETWEEN_POOLS = 60.0, 56.0
LEAST_BLACK_BOX = 600.0


def lay_out(root: Any) -> None:
    """Lay out the file whose ``definitions`` element is given, in place.

    :raises DiagramUnreadable: if there is nothing to draw, or an arrow has a loose end.
    """
    collaboration = read_collaboration(root)
    replace_diagram(root, plan=arrange(collaboration), plane=collaboration.id)


def arrange(collaboration: Collaboration) -> Plan:
    """Find places for everything in a collaboration; black boxes stand above the others."""
    plan = Plan()
    y = TOP
    hollow = [pool for pool in collaboration.pools if pool.scope is None]
    filled = [pool for pool in collaboration.pools if pool.scope is not None]
    y += len(hollow) * (BLACK_BOX + BETWEEN_POOLS)
    for pool in filled:
        y += _lay_pool(pool, plan, y) + BETWEEN_POOLS
        plan.level_tracks += [y - BETWEEN_POOLS / 2]
    width = max((box.right - LEFT for box in plan.shapes.values()), default=LEAST_BLACK_BOX)
    y = TOP
    for pool in hollow:
        plan.shapes[pool.id] = Box(LEFT, y, width, BLACK_BOX)
        y += BLACK_BOX + BETWEEN_POOLS
        plan.level_tracks += [y - BETWEEN_POOLS * part for part in (0.3, 0.5, 0.7)]
    lay_messages(collaboration, plan)
    return plan


def _lay_pool(pool: Pool, plan: Plan, top: float) -> float:
    """Add a pool with its lanes and contents at a height; give its own height."""
    assert pool.scope is not None  # noqa: S101 (the caller chose the pools with contents)
    laid = lay_scope(pool.scope)
    header = HEADER if pool.id else 0.0
    inset = header + (HEADER if pool.scope.lanes else 0.0)
    plan.add(laid.plan, dx=LEFT + inset, dy=top)
    for lane, band in zip(pool.scope.lanes, laid.placed.lanes, strict=False):
        plan.shapes[lane.id] = Box(LEFT + header, top + band.y, band.width + HEADER, band.height)
    if pool.id:
        plan.shapes[pool.id] = Box(LEFT, top, laid.placed.width + inset, laid.placed.height)
    return laid.placed.height
