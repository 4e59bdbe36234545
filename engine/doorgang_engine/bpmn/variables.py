"""The variables of a case, and the expressions over them."""

from __future__ import annotations

from functools import partial
from typing import Any

from doorgang_engine import events as ev
from doorgang_engine.errors import ConditionFailed

from . import expressions
from .names import SYNTHETIC
from .places import Places

START_CHOICE = f"{SYNTHETIC}start"  # the variable that holds by which event the case started
ISOLATED = "isolated"  # in a task's internal data: an instance that keeps its values to itself


class Variables(Places):
    """Reads and writes variables where a task stands."""

    def names(self, process_key: str, *, timer: bool = False) -> expressions.Names:
        """Return the variables that expressions of a process may name."""
        kinds = {
            **self.program.kinds[process_key],
            **self.program.built.loop_kinds.get(process_key, {}),
            "_dg_start": "tekst",
        }
        return expressions.Names.of(kinds, timer=timer)

    def values_in(self, scope: str, process_key: str) -> dict[str, Any]:
        """Return a value for every variable of a process: its own, or the empty one."""
        kinds = self.names(process_key).kinds
        visible = self.scopes.visible(scope)
        return {name: visible.get(name, expressions.EMPTY.get(kind)) for name, kind in kinds}

    def evaluate(self, task: Any, expression: str, *, extra: Any = None) -> Any:
        """Return the outcome of an expression at a task."""
        return expressions.evaluate(expression, **self._context(task, extra))

    def holds(self, task: Any, condition: str, *, extra: Any = None) -> bool:
        """Return whether a condition is true at a task.

        :raises ConditionFailed: if it gives anything but yes or no.
        """
        return expressions.is_true(condition, **self._context(task, extra))

    def moment(self, task: Any, expression: str) -> str:
        """Return the moment that a timer names; ``""`` while its term stands still."""
        return expressions.moment(expression, **self._context(task, None, timer=True))

    def _context(self, task: Any, extra: Any, *, timer: bool = False) -> dict[str, Any]:
        key, scope = task.workflow.spec.process_key, self.scope(task)
        self.clockwork.play(partial(self.program.role_in, scope))
        return {
            "names": self.names(key, timer=timer),
            "values": {**self.values_at(task), **(extra or {})},
            "surroundings": self.clockwork,
        }

    def values_at(self, task: Any) -> dict[str, Any]:
        """Return a value for every variable that can be read where a task stands."""
        key = task.workflow.spec.process_key
        return {**self.values_in(self.scope(task), key), **task.data}

    def assign(self, task: Any, script: str) -> None:
        """Carry out the assignments of a script task, one after the other.

        :raises ConditionFailed: if a value is not of the kind of its variable.
        """
        kinds = self.program.kinds[task.workflow.spec.process_key]
        for name, expression in expressions.assignments(script):
            value = self.evaluate(task, expression)
            kind = kinds.get(name, "")
            if not expressions.fits(value, kind):
                raise ConditionFailed(
                    f"De uitkomst van '{name} = {expression}' is geen {kind.replace('_', '/')}, "
                    "of is te groot. "
                    "Het traject staat nog bij de vorige stap."
                )
            self.set_variables(task, {name: value})

    def set_variables(self, task: Any, values: dict[str, Any]) -> None:
        """Give variables a value in the task's scope."""
        scope = self.scope(task)
        # A copy: what a later step does to a list must not change what history says of this one.
        own = {k: list(v) if isinstance(v, list) else v for k, v in values.items()}
        self.scopes.set(scope, own)
        self.emit(ev.VariablesSet(scope=scope, names=tuple(sorted(own)), values=own))

    def export(self, task: Any, values: dict[str, Any]) -> None:
        """Take over what a form exports, or what a called route brings out.

        An instance of a multi-instance keeps it to itself; only its output item leaves it.
        """
        if ISOLATED in task.internal_data:
            task.data = {**task.data, **values}
        elif values:
            self.set_variables(task, values)

    def open_scope(self, task: Any, path: str, called: str, begin: str) -> None:
        """Begin the scope of a called route, at its start event ``begin``, or of an instance.

        The loop variables around it become values of the scope, so that what is assigned inside
        counts from then on. A called route begins with values of its own for all but its input:
        a variable of the caller that happens to have the same name is not read.
        """
        start: dict[str, Any] = dict(task.data)
        if called:
            model, kinds = self.program.models[called], self.program.kinds[called]
            declared = model.variables
            start[START_CHOICE] = begin
            for name, kind in kinds.items():
                if name not in declared or not declared[name].is_input:
                    start[name] = expressions.EMPTY.get(kind)
            start.update(self.program.starts.get(called, {}))
        self.scopes.open(path, start)

    def results(self, called: str, path: str, words: tuple[str, ...]) -> dict[str, Any]:
        """Return what a called route brings out (``doel=naam``), before its scope is closed.

        :raises ConditionFailed: if the called route has no such variable.
        """
        values = self.values_in(path, called)
        results: dict[str, Any] = {}
        for word in words:
            target, _, source = word.partition("=")
            if (source or target) not in values:
                raise ConditionFailed(
                    f"De route '{called}' heeft geen variabele '{source or target}'. "
                    "Het traject staat nog bij de vorige stap."
                )
            results[target] = values[source or target]
        return results
