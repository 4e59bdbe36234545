"""Multi-instance and standard loop: one task that holds its instances as children."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import SequentialMultiInstanceTask, StandardLoopTask
from SpiffWorkflow.util.task import TaskState

from doorgang_engine.errors import ConditionFailed, TooManyTokens

from .lean import LIVE, Lean, journal

MAX_INSTANCES = 100  # one per person concerned is the use; a cohort is started as cases instead


class Repeats(Lean):
    """Mixin: starts instances of another spec below itself and is ready when they are done."""

    task_spec: str

    def _spawn(self, my_task: Any, index: int, loop_variables: dict[str, Any]) -> None:
        child = my_task._add_child(self._wf_spec.task_specs[self.task_spec], TaskState.FUTURE)
        child.triggered = True
        child.internal_data["instance"] = index
        child.data = {**my_task.data, **loop_variables, "loopCounter": index}
        child.task_spec._update(child)

    def _predict_hook(self, my_task: Any) -> None:
        my_task._sync_children(self.outputs, TaskState.FUTURE)

    _wf_spec: Any

    def _on_cancel(self, my_task: Any) -> None:
        for child in my_task.children:
            child.cancel()
        journal(my_task).cancelled(my_task)


class MultiInstance(Repeats, SequentialMultiInstanceTask):
    """Multi-instance activity, sequential or parallel.

    ``cardinality`` is an expression or ``collection`` the name of a list; each instance sees its
    item as ``item`` and its number as ``loopCounter``. ``output`` gathers ``output_item`` of each
    instance, in the order of the items.
    """

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
        engine = my_task.workflow.script_engine
        if self.collection is not None:
            items = engine.evaluate(my_task, self.collection)
        else:
            count = engine.evaluate(my_task, self.cardinality)
            items = list(range(count)) if isinstance(count, int) and count >= 0 else None
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
            result = journal(my_task).result_of(child, self.result_item)
            inner["results"][child.internal_data["instance"]] = result
        inner["done"] += 1
        counts = {
            "nrOfInstances": len(inner["items"]),
            "nrOfCompletedInstances": inner["done"],
        }
        engine = my_task.workflow.script_engine
        enough = self.completion is not None and engine.evaluate(
            child, self.completion, external_context=counts
        )
        if enough:
            for other in my_task.children:
                if other is not child and "instance" in other.internal_data:
                    other.cancel()
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
        engine = my_task.workflow.script_engine
        return self.condition is None or bool(engine.evaluate(my_task, self.condition))

    def instance_done(self, my_task: Any, child: Any) -> None:
        """Count a round; start the next one or finish."""
        my_task.internal_data["done"] += 1
        if self._again(my_task):
            self._spawn(my_task, my_task.internal_data["done"], {})
        elif my_task.has_state(LIVE):
            child.data = {}
            my_task._set_state(TaskState.READY)

    def _run_hook(self, my_task: Any) -> bool:  # noqa: ARG002
        return True
