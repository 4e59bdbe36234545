"""Dump and restore a case: state only, never the specs; versioned; small.

What is finished is pruned: history is ours, not the tree's. A dump holds the live tasks, and of
the finished ones only those that still bear a live one. Its size depends on what is open, not on
what happened before.
"""

from __future__ import annotations

import json
import zlib
from typing import Any

from SpiffWorkflow.task import Task

from .pruning import prune
from .workflow import SubWorkflow, Workflow

STATE_VERSION = 1


def pack(content: dict[str, Any]) -> bytes:
    """Return content as compressed bytes. Key order is kept: restoring depends on it."""
    text = json.dumps({"version": STATE_VERSION, **content}, separators=(",", ":"))
    return zlib.compress(text.encode(), 1)


def unpack(state: bytes) -> dict[str, Any]:
    """Return the content of a dump.

    :raises ValueError: if it was written by a version that this one does not know.
    """
    content: dict[str, Any] = json.loads(zlib.decompress(state))
    if content.pop("version", None) != STATE_VERSION:
        raise ValueError("unknown state version")
    return content


def dump_workflow(workflow: Workflow) -> list[dict[str, Any]]:
    """Return the live part of the case: a list of processes, each with its tasks in order."""
    numbers: dict[Any, int] = {}
    processes = []
    for process in (workflow, *_by_depth(workflow)):
        prune(process)
        tasks = list(process.tasks.values())
        for task in tasks:
            numbers[task.id] = len(numbers)
        processes.append(
            {
                "spec": process.spec.name,
                "host": numbers.get(getattr(process, "parent_task_id", None)),
                "completed": process.completed,
                "tasks": [_dump_task(task, numbers) for task in tasks],
            }
        )
    return processes


def restore_workflow(
    processes: list[dict[str, Any]], *, specs: dict[str, Any], journal: Any, script_engine: Any
) -> Workflow:
    """Return the case that was dumped; its script engine is ours, never the library's default."""
    by_number: list[Any] = []
    root: Workflow | None = None
    for process in processes:
        spec = specs[process["spec"]]
        if root is None:
            workflow: Any = Workflow(
                spec, specs, script_engine, journal=journal, deserializing=True
            )
            root = workflow
        else:
            host = by_number[process["host"]]
            workflow = SubWorkflow(
                spec, parent_task_id=host.id, top_workflow=root, deserializing=True
            )
            root.subprocesses[host.id] = workflow
        workflow.completed = process["completed"]
        for dumped in process["tasks"]:
            by_number.append(_restore_task(workflow, dumped, by_number))
    if root is None:
        raise ValueError("a dump without a process")
    return root


def _by_depth(workflow: Workflow) -> list[Any]:
    return sorted(workflow.subprocesses.values(), key=lambda w: w.depth)


def _dump_task(task: Any, numbers: dict[Any, int]) -> list[Any]:
    return [
        None if task.parent is None else numbers[task.parent.id],
        task.task_spec.name,
        task.state,
        int(task.triggered),
        task.internal_data,
        task.data,
    ]


def _restore_task(workflow: Any, dumped: list[Any], by_number: list[Any]) -> Any:
    number, spec, state, triggered, internal_data, data = dumped
    parent = None if number is None else by_number[number]
    task = Task(workflow, workflow.spec.task_specs[spec], parent, state=state)
    task.triggered = bool(triggered)
    task.internal_data = internal_data
    task.data = data
    if parent is None:
        workflow.task_tree = task
    return task
