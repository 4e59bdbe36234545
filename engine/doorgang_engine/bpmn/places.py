"""Where something happens in a case: element, scope, round; and the events kept of it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from .waiting import NAMESPACE

if TYPE_CHECKING:
    from doorgang_engine import events as ev

    from .execution import Program
    from .process import Element
    from .scopes import Scopes
    from .waiting import Clockwork


class Places:
    """The places of one case. SpiffWorkflow's own ids never leave this package."""

    def __init__(
        self,
        program: Program,
        case_id: str,
        scopes: Scopes,
        rounds: dict[str, int],
        performers: dict[str, list[str]],
        clockwork: Clockwork,
    ) -> None:
        self.program, self.case_id, self.scopes = program, case_id, scopes
        self.rounds, self.performers, self.clockwork = rounds, performers, clockwork
        self.outcome = ("", "")
        self._events: list[ev.Event] = []
        clockwork.attach(self.emit)

    def emit(self, event: ev.Event) -> None:
        """Keep an event."""
        self._events.append(event)

    def take(self) -> list[ev.Event]:
        """Return the events so far, and forget them."""
        taken, self._events = self._events, []
        return taken

    def element(self, task: Any, element_id: str | None = None) -> Element:
        """Return the element of the route that a task stands for."""
        model = self.program.models[task.workflow.spec.process_key]
        return model.elements[element_id or task.task_spec.bpmn_id]

    def scope(self, task: Any) -> str:
        """Return the path of the scope that a task reads and writes."""
        workflow = task.workflow
        while workflow.parent_task_id is not None:
            host = workflow.top_workflow.get_task_from_id(workflow.parent_task_id)
            if "scope" in host.internal_data:
                return str(host.internal_data["scope"])
            workflow = host.workflow
        return ""

    @staticmethod
    def place(scope: str, element: str) -> str:
        """Return the key of an element in a scope."""
        return f"{scope}|{element}"

    def round(self, task: Any) -> int:
        """Return which time this is that the task's element was reached in its scope."""
        if "round" not in task.internal_data:
            place = self.place(self.scope(task), task.task_spec.bpmn_id)
            self.rounds[place] = task.internal_data["round"] = self.rounds.get(place, 0) + 1
        return int(task.internal_data["round"])

    def identify(self, scope: str, element: str, number: int, what: str) -> str:
        """Return an id that is the same whenever this case is executed again."""
        return str(uuid.uuid5(NAMESPACE, f"{self.case_id}|{scope}|{element}|{number}|{what}"))

    def close(self, scope: str) -> dict[str, Any]:
        """End a scope; what was counted in it is never asked for again. Return its values."""
        for counted in (self.rounds, self.performers):
            for place in [p for p in counted if p.startswith((f"{scope}|", f"{scope}/"))]:
                del counted[place]
        return self.scopes.close(scope)

    def note_performer(self, scope: str, element: str, actor: str) -> None:
        """Remember who did a step (four eyes)."""
        known = self.performers.setdefault(self.place(scope, element), [])
        if actor not in known:
            known.append(actor)

    def performers_of(self, scope: str, elements: tuple[str, ...]) -> set[str]:
        """Return who did these steps, in this scope or one around it."""
        parts = scope.split("/") if scope else []
        around = ["/".join(parts[:n]) for n in range(len(parts) + 1)]
        return {
            who
            for path in around
            for element in elements
            for who in self.performers.get(self.place(path, element), [])
        }
