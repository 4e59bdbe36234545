"""What a case waits for, and what it asks of its clock: plain data and a protocol."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from . import expressions

if TYPE_CHECKING:
    from collections.abc import Callable

    from doorgang_engine import events as ev

    from .process import Element

NAMESPACE = uuid.UUID("6f1d1c0e-5a27-5f0e-9a8b-0d0090a99000")


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Something that a case waits for, in terms of the route.

    ``due_at`` is an ISO moment in UTC (``""`` while its term is suspended); ``lead`` is how long
    before the end of the term a reminder fires.
    """

    id: str
    waits_for: str  # task | timer | message | signal | condition
    element: str
    scope: str
    round: int
    branch: int = 0
    name: str = ""
    due_at: str = ""
    term_run: str = ""
    lead: str = ""
    role: str = ""
    form: str = ""


@dataclass(frozen=True)
class Binding:
    """The run of a term that a timer or task was bound to while its moment was evaluated."""

    run_id: str
    lead: str = ""
    started: bool = False


class Clockwork(expressions.Surroundings, Protocol):
    """The moment, the calendar and the terms of the case."""

    def play(self, role_of: Callable[[str], str]) -> None: ...
    def attach(self, emit: Callable[[ev.Event], None]) -> None: ...
    def take_binding(self) -> Binding | None: ...
    def after(self, duration: str) -> str: ...
    def cycle(self, text: str) -> tuple[int, str]: ...
    def next_cycle(self, text: str, previous: str) -> str: ...
    def due_of(self, run_id: str, lead: str) -> str: ...
    def act_on_term(self, action: str, element: Element, start: str | None) -> set[str]: ...
    def end_run(self, run_id: str, outcome: str) -> None: ...
