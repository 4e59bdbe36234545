"""A notice to who does a step, some days before its term ends; the step goes on meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.names import children, dg, local

from .errors import EditRefused
from .settings import set_timer
from .steps import put_beside, remove

if TYPE_CHECKING:
    from .picture import Picture
    from .sheet import Sheet

MOST_DAYS = 365


def reminder_of(sheet: Sheet, node: Any) -> Any:
    """Return the event that reminds of a step, as ``SetReminder`` draws it; or None."""
    for event in sheet.boundaries(node):
        told = [
            sheet.node(flow.get("targetRef"))
            for flow in sheet.out(event)
            if event.get("cancelActivity") == "false"
        ]
        timers = children(event, "timerEventDefinition")
        signal = "".join("".join(one.itertext()) for one in timers).strip()
        if signal.startswith("signaal(") and any(
            one.get(dg("actie")) == "kennisgeven" for one in told
        ):
            return event
    return None


def remind(sheet: Sheet, picture: Picture, node: Any, days: int) -> str:
    """Set, change or take away the reminder of a step; return what was done, in Dutch."""
    term = node.get(dg("termijn"))
    if not 0 <= days <= MOST_DAYS:
        raise EditRefused(f"Kies 0 tot {MOST_DAYS} dagen.", field="herinnering")
    old = reminder_of(sheet, node)
    if days == 0:
        if old is not None:
            remove(sheet, picture, old)
        return f"herinnering verwijderd: {_name(node)}"
    if not term or local(node) != "userTask":
        raise EditRefused("Geef de taak eerst een termijn.", field="herinnering")
    text = f'signaal("{term}", "P{days}D")'
    if old is not None:
        set_timer(old, "timeDate", text)
        return f"herinnering gewijzigd: {_name(node)}"
    _draw_reminder(sheet, node, text)
    if picture.is_drawn:
        picture.redraw()
    return f"herinnering toegevoegd: {_name(node)}"


def _draw_reminder(sheet: Sheet, node: Any, text: str) -> None:
    """Draw an event on the edge, a notice and an end: the task goes on meanwhile."""
    name = _name(node)
    event = sheet.add_node(node, "boundaryEvent", f"{name}: einde nadert")
    event.set("attachedToRef", node.get("id"))
    event.set("cancelActivity", "false")
    set_timer(event, "timeDate", text)
    notice = sheet.add_node(event, "serviceTask", f"Herinneren: {name}"[:150])
    notice.set(dg("actie"), "kennisgeven")
    notice.set(dg("aan"), _doer(sheet, node))
    notice.set(dg("bericht"), f"Herinnering: '{name}' is bijna aan het einde van de termijn.")
    end = sheet.add_node(notice, "endEvent", f"Herinnerd: {name}"[:150])
    end.set(dg("uitkomst"), end.get("id"))
    for one in (event, notice, end):
        put_beside(sheet, one, node)
    sheet.add_flow(event, notice)
    sheet.add_flow(notice, end)


def _doer(sheet: Sheet, node: Any) -> str:
    """Return the role that does a step: its own, its lane's, or that of what it stands in."""
    found = str(node.get(dg("rol"), ""))
    around = node
    while not found and around is not None and local(around) != "process":
        lane = sheet.lane_of(around.get("id"))
        found = "" if lane is None else str(lane.get(dg("rol"), ""))
        around = around.getparent()
    if not found:
        raise EditRefused("Geef de taak eerst een rol.", field="herinnering")
    return found


def _name(node: Any) -> str:
    return str(node.get("name") or node.get("id"))
