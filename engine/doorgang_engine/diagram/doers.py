"""Says who does a task where its place in the picture does not.

A sub-process lies in one lane, but the tasks in it may belong to others: by the lane that lists
them, or by ``dg:rol``. Drawn without a word they would be read as the work of the wrong person.
"""

from __future__ import annotations

from typing import Any

from doorgang_engine.diagram.names import BOXES, TASKS, bpmn, local

ROUTE = "urn:nl:doorgang:route:1"
ROLE = f"{{{ROUTE}}}rol"


def doers_of(root: Any) -> dict[str, str]:
    """Give, by task id, the name of the lane or role that does it, if it is drawn elsewhere."""
    found: dict[str, str] = {}
    for process in root.findall(bpmn("process")):
        lanes = list(process.iter(bpmn("lane")))
        lane_of = {
            (reference.text or "").strip(): lane.get("name", "")
            for lane in lanes
            for reference in lane.findall(bpmn("flowNodeRef"))
        }
        role_names = {lane.get(ROLE): lane.get("name", "") for lane in lanes}
        for task in process.iter():
            if local(task) in TASKS:
                doer = _doer(task, lane_of, role_names)
                if doer and doer != lane_of.get(_outermost(task).get("id")):
                    found[task.get("id")] = doer
    return found


def _doer(task: Any, lane_of: dict[str, str], role_names: dict[str | None, str]) -> str:
    role = task.get(ROLE)
    if role is None:
        return lane_of.get(task.get("id"), "")
    name = role_names.get(role) or role.replace("_", " ")
    return str(name)


def _outermost(task: Any) -> Any:
    """Give the outermost sub-process around a task, or the task itself."""
    outermost = task
    for around in task.iterancestors():
        if local(around) in BOXES:
            outermost = around
    return outermost
