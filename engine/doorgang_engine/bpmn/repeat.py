"""Multi-instance and standard loop: one task that holds its instances as children."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import SequentialMultiInstanceTask, StandardLoopTask
from SpiffWorkflow.util.task import TaskState

from doorgang_engine.errors import ConditionFailed, TooManyTokens

from .lean import INSTANCE, LIVE, Lean, cancel, journal
from .variables import ISOLATED

MAX_INSTANCES = 100  # one per person concerned is the use; a cohort is started as cases instead
MOST = 1_000_000  # a list of numbers longer than this is not even made


class Repeats(Lean):
    """Mixin: starts instances of another spec below itself and is ready when they are done."""

    task_spec: str
    isolates = False  # whether each instance keeps its values to itself

    def _spawn(self, my_task: Any, index: int, loop_variables: dict[str, Any]) -> None:
        child = my_task._add_child(self._wf_spec.task_specs[self.task_spec], TaskState.FUTURE)
        child.triggered = True
        child.internal_data[INSTANCE] = index
        if self.isolates:
            child.internal_data[ISOLATED] = True
        child.data = {**my_task.data, **loop_variables, "loopCounter": index}
        child.task_spec._update(child)

    def _predict_hook(self, my_task: Any) -> None:
        my_task._sync_children(self.outputs, TaskState.FUTURE)

    _wf_spec: Any


class MultiInstance(Repeats, SequentialMultiInstanceTask):
    """Multi-instance activity, sequential or parallel.

    ``cardinality`` is an expression or ``collection`` the name of a list; each instance sees its
    item as ``item`` and its number as ``loopCounter``. ``output`` gathers ``output_item`` of each
    instance, in the order of the items.
    """

    isolates = True

    def __init__(
        self,
        wf_spec: Any,
        bpmn_id: str,
        *,
        instance: str,
        sequential: bool,
        cardinality: str | None,
        collection: str | None,
        item: str | None,
        output: str | None,
        output_item: str | None,
        completion: str | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(wf_spec, bpmn_id, instance, **kwargs)
        self.sequential = sequential
        self.cardinality, self.collection, self.item = cardinality, collection, item
        self.output, self.result_item, self.completion = output, output_item, completion

    def _update_hook(self, my_task: Any) -> bool:
        if "items" in my_task.internal_data:
            return False
        items = self._items(my_task)
        my_task.internal_data.update(items=items, results=[None] * len(items), done=0)
        my_task._set_state(TaskState.STARTED)
        if not items:
            self._finish(my_task)
            return True
        for index in range(1 if self.sequential else len(items)):
            self._start(my_task, index)
        return False

    def _items(self, my_task: Any) -> list[Any]:
        evaluate = journal(my_task).evaluate
        if self.collection is not None:
            items = evaluate(my_task, self.collection)
        else:
            count = evaluate(my_task, self.cardinality)
            whole = isinstance(count, int) and not isinstance(count, bool)
            items = list(range(count)) if whole and 0 <= count <= MOST else None
        if not isinstance(items, list):
            raise ConditionFailed(
                f"Het aantal keren van '{self.bpmn_id}' is geen lijst of geheel getal."
            )
        if len(items) > MAX_INSTANCES:
            raise TooManyTokens(
                f"'{self.bpmn_id}' zou {len(items)} keer tegelijk open staan; "
                f"het maximum is {MAX_INSTANCES}."
            )
        return items

    def _start(self, my_task: Any, index: int) -> None:
        my_task.internal_data["next"] = index + 1
        item = my_task.internal_data["items"][index]
        self._spawn(my_task, index, {self.item: item} if self.item else {})

    def instance_done(self, my_task: Any, child: Any) -> None:
        """Take the result of an instance; start the next one or finish."""
        inner = my_task.internal_data
        if self.result_item:
            inner["results"][child.internal_data[INSTANCE]] = child.data.get(self.result_item)
        inner["done"] += 1
        counts = {
            "nrOfInstances": len(inner["items"]),
            "nrOfCompletedInstances": inner["done"],
        }
        enough = self.completion is not None and journal(my_task).holds(
            child, self.completion, extra=counts
        )
        if enough:
            for other in my_task.children:
                if INSTANCE in other.internal_data and other.has_state(LIVE):
                    cancel(other)
        if enough or inner["done"] == len(inner["items"]):
            self._finish(my_task)
            my_task._set_state(TaskState.READY)
        elif self.sequential:
            self._start(my_task, inner["next"])

    def _finish(self, my_task: Any) -> None:
        if self.output:
            results = [r for r in my_task.internal_data["results"] if r is not None]
            journal(my_task).set_variables(my_task, {self.output: results})

    def _run_hook(self, my_task: Any) -> bool:  # noqa: ARG002
        return True


class Loop(Repeats, StandardLoopTask):
    """Standard loop: again while the condition holds, at most ``maximum`` times."""

    def __init__(
        self,
        wf_spec: Any,
        bpmn_id: str,
        *,
        instance: str,
        maximum: int | None,
        condition: str | None,
        test_before: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(wf_spec, bpmn_id, instance, maximum, condition, test_before, **kwargs)

    def _update_hook(self, my_task: Any) -> bool:
        if "done" in my_task.internal_data:
            return False
        my_task.internal_data["done"] = 0
        if self.test_before and not self._again(my_task):
            return True
        my_task._set_state(TaskState.STARTED)
        self._spawn(my_task, 0, {})
        return False

    def _again(self, my_task: Any) -> bool:
        done = my_task.internal_data["done"]
        if self.maximum is not None and done >= self.maximum:
            return False
        if done >= MAX_INSTANCES * 10:
            raise TooManyTokens(f"'{self.bpmn_id}' herhaalt zich meer dan 1000 keer.")
        return self.condition is None or journal(my_task).holds(my_task, self.condition)

    def instance_done(self, my_task: Any, child: Any) -> None:  # noqa: ARG002
        """Count a round; start the next one or finish."""
        my_task.internal_data["done"] += 1
        if self._again(my_task):
            self._spawn(my_task, my_task.internal_data["done"], {})
        else:
            my_task._set_state(TaskState.READY)

    def _run_hook(self, my_task: Any) -> bool:  # noqa: ARG002
        return True
