"""Which letters a route asks for (``dg:brief``): jobs, written with the act."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from doorgang_engine import events as ev
from doorgang_engine.bpmn.journal import NAMESPACE
from doorgang_engine.model import Job

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from doorgang_engine.bpmn.execution import Program
    from doorgang_engine.model import Case

MAKE_LETTER: Final = "make_letter"
_TOLD = (ev.NoticeGiven, ev.DecisionAnnounced)


def letters_asked(
    happened: Sequence[ev.Event], *, case: Case, program: Program, now: datetime
) -> list[Job]:
    """Return a job for each letter that goes with what happened.

    A letter knows all that was known when the act was over: a term that began by it too.
    """
    return [
        Job(
            region=case.region,
            id=str(uuid.uuid5(NAMESPACE, f"{case.id}|{case.revision}|{index}|letter")),
            kind=MAKE_LETTER,
            case_id=case.id,
            content={
                "letter": letter,
                "element": event.element,
                "act": case.acts,
                "roles": list(_roles(event, program)),
            },
            run_at=now,
        )
        for index, event in enumerate(happened)
        if isinstance(event, (*_TOLD, ev.TaskOpened))
        and (letter := _letter_at(event, program)) != ""
    ]


def _letter_at(event: ev.AtElement, program: Program) -> str:
    return program.model_of(event.scope).elements[event.element].get("brief")


def _roles(event: ev.AtElement, program: Program) -> tuple[str, ...]:
    """Return whom it is for: as the event says, or of a task as its step says."""
    if isinstance(event, _TOLD):
        return event.to_roles
    element = program.model_of(event.scope).elements[event.element]
    return tuple(program.role_in(event.scope, role) for role in element.words("aan"))
