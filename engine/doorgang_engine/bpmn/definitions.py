"""Event definitions: what an event waits for or throws. Plain data; the clock is not in here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NoneDefinition:
    """A none event: passes at once."""


@dataclass(frozen=True)
class TimerDefinition:
    """A timer; ``form`` is ``date``, ``duration`` or ``cycle``."""

    form: str
    text: str


@dataclass(frozen=True)
class MessageDefinition:
    """A message, known by its name."""

    name: str


@dataclass(frozen=True)
class SignalDefinition:
    """A signal, known by its name."""

    name: str


@dataclass(frozen=True)
class ConditionDefinition:
    """A condition that becomes true."""

    expression: str


@dataclass(frozen=True)
class ErrorDefinition:
    """An error; an empty code catches every error."""

    code: str = ""


@dataclass(frozen=True)
class EscalationDefinition:
    """An escalation; an empty code catches every escalation."""

    code: str = ""


@dataclass(frozen=True)
class TerminateDefinition:
    """Ends the process around it, with everything that is still open."""


Definition = (
    NoneDefinition
    | TimerDefinition
    | MessageDefinition
    | SignalDefinition
    | ConditionDefinition
    | ErrorDefinition
    | EscalationDefinition
    | TerminateDefinition
)
