"""How a played case stands, in the words of a scenario: what ``verwacht`` is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .stand_in import TASK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.bpmn.journal import Waiting
    from doorgang_engine.enact import Running

STATUS_WORDS = {
    "suspended": "opgeschort",
    "met": "voldaan",
    "lapsed": "verstreken",
    "stopped": "gestopt",
}
RUNS_ON = "(loopt nog)"


def found_of(running: Running | None, key: str, wanted: Any) -> Any:
    """Return what there is of one expectation; ``wanted`` says which terms or variables."""
    if key == "termijnen":
        return terms(running, wanted)
    if key == "variabelen":
        return variables(running, wanted)
    if key == "einde":
        return end(running)
    return open_tasks(running) if key == "taken" else _awaited(running)


def open_tasks(running: Running | None) -> list[str]:
    """Return the open tasks by element, each as often as it is open."""
    tasks = (w.element for w in _open(running) if w.waits_for == "task")
    return sorted(element for element in tasks if element != TASK)


def end(running: Running | None) -> str:
    """Return the outcome of the end that was reached; ``(loopt nog)`` before."""
    if running is None or not running.execution.is_completed:
        return RUNS_ON
    return running.execution.outcome[0]


def terms(running: Running | None, wanted: Mapping[str, Any]) -> dict[str, str]:
    """Return of the terms asked for the last day in ISO 8601, or how they ended."""
    found = {}
    for run in running.clock.runs if running else []:
        word = STATUS_WORDS.get(run.status.value)
        extended = run.extension is not None and wanted.get(run.rule.id) == "verlengd"
        found[run.rule.id] = word or ("verlengd" if extended else run.end.isoformat())
    return {term: found.get(term, "(loopt niet)") for term in wanted}


def all_terms(running: Running | None) -> dict[str, str]:
    """Return the same of every term that there was."""
    return terms(running, {run.rule.id: "" for run in running.clock.runs} if running else {})


def variables(running: Running | None, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the routing variables asked for."""
    visible = running.execution.variables() if running else {}
    return {name: visible.get(name) for name in wanted}


def _awaited(running: Running | None) -> list[str]:
    return sorted(w.name for w in _open(running) if w.waits_for in ("message", "signal"))


def _open(running: Running | None) -> list[Waiting]:
    return list(running.open_items().values()) if running else []
