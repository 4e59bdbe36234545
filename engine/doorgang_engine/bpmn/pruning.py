"""Forget what is finished: history is ours, not the tree's.

Without this the tree grows with every step, and each step is slower than the one before.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.util.task import TaskState

from .lean import LIVE


def prune(process: Any) -> None:
    """Take away every task that nothing asks for any more.

    What stays: live tasks, their next ones, and of the finished ones a live task's parent (the
    flow it came by, its multi-instance) and its parent's parent (the boundary split around a
    multi-instance). What has lost its parent hangs from the root.
    """
    root = process.task_tree
    keep = _kept(process)
    for task in list(process.tasks.values()):
        if task.id not in keep:
            del process.tasks[task.id]
    for task in process.tasks.values():
        task._children = [child for child in task._children if child in process.tasks]
    for task in process.tasks.values():
        if task is not root and task._parent not in process.tasks:
            task._parent = root.id
            root._children.append(task.id)


def _kept(process: Any) -> set[Any]:
    keep: set[Any] = {process.task_tree.id}
    for task in process.tasks.values():
        if not task.has_state(LIVE):
            continue
        keep.add(task.id)
        keep.update(child.id for child in task.children if child.state == TaskState.FUTURE)
        if task.parent is not None:
            keep.add(task.parent.id)
            if task.parent.parent is not None:
                keep.add(task.parent.parent.id)
    return keep
