"""The edits that a drawing knows. Each names elements by id; texts are what people typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .conditions import Condition


@dataclass(frozen=True, kw_only=True)
class NewStep:
    """A step that comes in: its kind (a key of ``STEP_KINDS``), name, lane and settings."""

    kind: str
    name: str
    lane: str = ""  # id; left out: the lane of the step before
    settings: Mapping[str, str] = field(default_factory=dict)  # as of SetStep


@dataclass(frozen=True, kw_only=True)
class AddAfter:
    """A step behind another one, on its only way on."""

    after: str
    step: NewStep


@dataclass(frozen=True, kw_only=True)
class InsertInFlow:
    """A step in a flow."""

    flow: str
    step: NewStep


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A question in a flow: under conditions another way, by a step, to somewhere.

    ``to`` is ``""`` (back to where the flow led), ``einde`` (an end of its own) or an element.
    """

    flow: str
    question: str
    label: str
    otherwise: str
    conditions: Sequence[Condition]
    step: NewStep | None = None
    to: str = ""
    outcome: str = ""  # name of the end, when ``to`` is ``einde``


@dataclass(frozen=True, kw_only=True)
class AddWay:
    """One more way out of a question that is there; ``to`` as of ``Branch``, but never ``""``."""

    gateway: str
    label: str
    conditions: Sequence[Condition]
    to: str
    step: NewStep | None = None
    outcome: str = ""


@dataclass(frozen=True, kw_only=True)
class MoveStep:
    """A step to another place in the order: into a flow."""

    step: str
    flow: str


@dataclass(frozen=True, kw_only=True)
class MoveToLane:
    """A step to another lane: somebody else does it."""

    step: str
    lane: str


@dataclass(frozen=True, kw_only=True)
class Remove:
    """A step out of the drawing; what led to it leads on."""

    step: str


@dataclass(frozen=True, kw_only=True)
class RemoveWay:
    """A way out of a question, with what is reached by it alone."""

    flow: str


@dataclass(frozen=True, kw_only=True)
class SetStep:
    """Settings of a step, by their Dutch key (``SETTINGS``); an empty text takes one away."""

    step: str
    settings: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class SetReminder:
    """A notice to who does a step, some days before its term ends; no days: none any more."""

    step: str
    days: int


@dataclass(frozen=True, kw_only=True)
class SetFlow:
    """Name, condition and milestone of a flow; conditions None: leave what is there."""

    flow: str
    name: str | None = None
    conditions: Sequence[Condition] | None = None
    is_default: bool = False
    milestone: str | None = None


@dataclass(frozen=True, kw_only=True)
class Redraw:
    """The whole picture laid out anew."""


Edit = (
    AddAfter
    | InsertInFlow
    | Branch
    | AddWay
    | MoveStep
    | MoveToLane
    | Remove
    | RemoveWay
    | SetStep
    | SetReminder
    | SetFlow
    | Redraw
)


@dataclass(frozen=True, kw_only=True)
class Edited:
    """What an edit gave: the new text, the element to go to, and what was done, in Dutch."""

    text: str
    focus: str
    what: str
