"""Whether a running case can go on under another bundle: never guess where a token would be.

A case holds tokens in processes of its bundle. It can go on under another one when each process
that holds a token is drawn alike there: same elements, same flows, same variables. Names, forms
not open now, terms, conditions and all that the case has not reached may differ. The rest stays on
the version that it began with, which is never wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_engine.participants import kinds_needed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doorgang_engine.bpmn.execution import Program
    from doorgang_engine.bpmn.process import Element, ProcessModel
    from doorgang_engine.enact import Runnable, Running
    from doorgang_engine.model import Case

MOST_NAMED = 3  # elements in one sentence


@dataclass(frozen=True)
class Obstacle:
    """Why a case stays on its version; ``code`` for programs, ``text`` for people."""

    code: str
    text: str


def obstacles(
    case: Case, running: Running, *, before: Runnable, after: Runnable
) -> Iterator[Obstacle]:
    """Yield what keeps a case from going on under ``after``; nothing: it can."""
    for key in sorted(running.execution.live_processes()):
        yield from _process(key, before.program, after.program)
    yield from _open_items(running, after)
    newly_needed = kinds_needed(after) - kinds_needed(before)
    if missing := sorted(newly_needed - set(case.participants)):
        yield Obstacle(
            "participants_missing",
            f"De nieuwe versie heeft ook een organisatie van dit soort nodig: "
            f"{', '.join(missing)}.",
        )


def _process(key: str, before: Program, after: Program) -> Iterator[Obstacle]:
    if key not in after.models:
        yield Obstacle("process_gone", f"De route '{key}' hoort niet bij de nieuwe versie.")
        return
    old, new = before.models[key], after.models[key]
    if changed := sorted(_changed(_drawn(old), _drawn(new))):
        yield Obstacle(
            "drawn_otherwise",
            f"'{new.name}' is anders getekend: {_named(changed, old, new)}.",
        )
    elif _specs(key, before) != _specs(key, after):
        yield Obstacle("drawn_otherwise", f"'{new.name}' is anders getekend.")
    kinds = before.kinds[key], after.kinds[key]
    if changed := sorted(_changed(*kinds)):
        yield Obstacle(
            "variables_differ", f"Andere gegevens sturen '{new.name}': {', '.join(changed)}."
        )


def _drawn(model: ProcessModel) -> dict[str, Any]:
    """Return what of a drawing decides where a token can be."""
    elements: dict[str, Any] = {
        one.id: (one.kind, one.parent, one.event, one.message, one.called, one.attached_to)
        for one in model.elements.values()
    }
    return elements | {flow.id: (flow.source, flow.target) for flow in model.flows.values()}


def _specs(key: str, program: Program) -> dict[str, Any]:
    """Return the built steps of a process: what the state of a case names."""
    return {
        name: [
            (step.name, type(step).__name__, [out.name for out in step.outputs])
            for step in spec.task_specs.values()
        ]
        for name, spec in program.built.specs.items()
        if name == key or name.startswith(f"{key}/")
    }


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    return {one for one in {*old, *new} if old.get(one) != new.get(one)}


def _named(changed: list[str], old: ProcessModel, new: ProcessModel) -> str:
    steps = [one for one in changed if one in old.elements or one in new.elements] or changed
    names = []
    for one in steps[:MOST_NAMED]:
        element = new.elements.get(one) or old.elements.get(one)
        names.append(f"'{element.name or one}'" if element else one)
    more = len(steps) - MOST_NAMED
    return ", ".join(names) + (f" en nog {more}" if more > 0 else "")


def _open_items(running: Running, after: Runnable) -> Iterator[Obstacle]:
    for waiting in running.open_items().values():
        element = _element(after, waiting.scope, waiting.element)
        if element is None:
            continue  # its process is drawn otherwise; that was said
        role = after.program.role_in(waiting.scope, element.role)
        if (role, element.get("formulier")) != (waiting.role, waiting.form):
            yield Obstacle(
                "open_task_differs",
                f"'{element.name}' staat open, en heeft in de nieuwe versie een andere rol of een "
                "ander formulier. Rond die taak eerst af.",
            )


def _element(after: Runnable, scope: str, element: str) -> Element | None:
    try:
        return after.program.model_of(scope).elements.get(element)
    except KeyError:
        return None
