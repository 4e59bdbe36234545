"""A drawing as a list of steps: in order, who does them, the ways on, what each may do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.checks.reading import condition
from doorgang_engine.bpmn.names import children, dg, local

from .conditions import Condition, in_words, read
from .reminders import reminder_of
from .settings import may_set, settings_of
from .sheet import Sheet
from .steps import NOT_TO_MOVE

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Way:
    """A flow out of a step: when it is taken, and where it goes."""

    flow: str
    name: str
    target: str
    target_name: str
    is_default: bool
    expression: str  # as it stands in the file
    conditions: tuple[Condition, ...] | None  # None: it is no list of comparisons
    words: str  # of the conditions, in Dutch
    milestone: str
    goes_back: bool  # to a step that stands before it in the list


@dataclass(frozen=True, kw_only=True)
class ListedStep:
    """One step, as the list shows it."""

    id: str
    name: str
    kind: str  # the name of the BPMN element
    depth: int  # of sub-processes around it
    lane: str  # id; "" without
    lane_name: str
    role: str
    within: str  # id of the sub-process around it
    attached_to: str  # of an event on an edge
    settings: Mapping[str, str]
    may_set: tuple[str, ...]
    ways: tuple[Way, ...]
    acts: tuple[str, ...]  # na, vertakken, pad_erbij, verplaatsen, baan, verwijderen, herinneren
    reminder_days: int = 0
    events: tuple[str, ...] = field(default=())  # ids of the events on its edge


@dataclass(frozen=True, kw_only=True)
class StepList:
    """A whole drawing as a list."""

    steps: tuple[ListedStep, ...]
    lanes: tuple[tuple[str, str, str], ...]  # id, name, role

    def step(self, element: str) -> ListedStep | None:
        """Return a step, or None."""
        return next((one for one in self.steps if one.id == element), None)


def step_list(text: str, *, kinds: Mapping[str, str]) -> StepList:
    """Return the steps of a drawing in the order in which a token meets them."""
    sheet = Sheet(text)
    order = [*_in_order(sheet, sheet.process, 0)]
    place = {node.get("id"): number for number, (node, _) in enumerate(order)}
    return StepList(
        steps=tuple(_listed(sheet, node, depth, place, kinds) for node, depth in order),
        lanes=tuple(
            (lane.get("id", ""), lane.get("name", ""), lane.get(dg("rol"), ""))
            for lane in sheet.lanes()
        ),
    )


def _in_order(sheet: Sheet, scope: Any, depth: int) -> list[tuple[Any, int]]:
    """Return nodes depth first along the flows, what lies in a sub-process behind it."""
    nodes = [one for one in sheet.nodes() if one.getparent() is scope]
    begins = [one for one in nodes if local(one) == "startEvent"]
    found: list[tuple[Any, int]] = []
    seen: set[str] = set()
    waiting = list(reversed([*begins, *(one for one in nodes if one not in begins)]))
    while waiting:
        node = waiting.pop()
        if node.get("id") in seen or _waits_for_host(node, seen):
            continue
        seen.add(node.get("id"))
        found.append((node, depth))
        if local(node) in ("subProcess", "transaction", "adHocSubProcess"):
            found += _in_order(sheet, node, depth + 1)
        onward = [sheet.node(flow.get("targetRef")) for flow in sheet.out(node)]
        waiting += [*reversed(onward), *reversed(sheet.boundaries(node))]
    return found


def _waits_for_host(node: Any, seen: set[str]) -> bool:
    return local(node) == "boundaryEvent" and node.get("attachedToRef") not in seen


def _listed(
    sheet: Sheet, node: Any, depth: int, place: Mapping[str, int], kinds: Mapping[str, str]
) -> ListedStep:
    lane = sheet.lane_of(node.get("id"))
    return ListedStep(
        id=node.get("id", ""),
        name=node.get("name") or node.get("id", ""),
        kind=local(node),
        depth=depth,
        lane="" if lane is None else lane.get("id", ""),
        lane_name="" if lane is None else lane.get("name", ""),
        role=node.get(dg("rol")) or ("" if lane is None else lane.get(dg("rol"), "")),
        within=node.getparent().get("id", "") if depth else "",
        attached_to=node.get("attachedToRef", ""),
        settings=settings_of(node),
        may_set=may_set(node),
        ways=tuple(_way(sheet, node, flow, place, kinds) for flow in sheet.out(node)),
        acts=_acts(sheet, node),
        reminder_days=_reminder_days(sheet, node),
        events=tuple(event.get("id", "") for event in sheet.boundaries(node)),
    )


def _way(
    sheet: Sheet, node: Any, flow: Any, place: Mapping[str, int], kinds: Mapping[str, str]
) -> Way:
    target = sheet.node(flow.get("targetRef"))
    expression = condition(flow)
    conditions = read(expression, kinds) if expression else None
    return Way(
        flow=flow.get("id", ""),
        name=flow.get("name", ""),
        target=target.get("id", ""),
        target_name=target.get("name") or target.get("id", ""),
        is_default=node.get("default") == flow.get("id"),
        expression=expression,
        conditions=None if conditions is None else tuple(conditions),
        words=in_words(conditions, kinds) if conditions else expression,
        milestone=flow.get(dg("mijlpaal"), ""),
        goes_back=place.get(target.get("id"), len(place)) <= place[node.get("id")],
    )


def _acts(sheet: Sheet, node: Any) -> tuple[str, ...]:
    """Return what may be done with a step; whether it is wise, the gate says."""
    kind, out, into = local(node), sheet.out(node), sheet.into(node)
    found = []
    if len(out) == 1:
        found += ["na", "vertakken"]
    if kind == "exclusiveGateway" and len(out) > 1:
        found.append("pad_erbij")
    if kind not in NOT_TO_MOVE and (len(into), len(out)) == (1, 1):
        found.append("verplaatsen")
    if kind.endswith(("Task", "startEvent", "CatchEvent")) and len(sheet.lanes()) > 1:
        found.append("baan")
    if kind == "boundaryEvent" or (kind not in NOT_TO_MOVE and len(out) == 1):
        found.append("verwijderen")
    if kind == "userTask" and node.get(dg("termijn")):
        found.append("herinneren")
    return tuple(found)


def _reminder_days(sheet: Sheet, node: Any) -> int:
    event = reminder_of(sheet, node)
    if event is None:
        return 0
    words = "".join("".join(one.itertext()) for one in children(event, "timerEventDefinition"))
    days = words.rpartition('"P')[2].partition("D")[0]
    return int(days) if days.isdigit() else 0
