"""Acts: what can be done to a case. Recorded as they were done, so that they can be redone.

History is what came of acts. *Verified replay* carries the recorded acts out again and compares.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, TypedDict


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something done to a case."""

    kind: ClassVar[str] = ""
    contacts: dict[str, bool] = field(default_factory=dict)  # by role: what the register said

    def content(self) -> dict[str, Any]:
        """Return the act's own fields, ready for JSON."""
        found = dict(vars(self))
        return found if self.contacts else {k: v for k, v in found.items() if k != "contacts"}


_FILLER = "filled_in_by"


class Naming(TypedDict):
    """An organisation that comes to stand for its kind; ``was`` is the one before, or ``""``."""

    organisation_kind: str
    was: str
    organisation: str
    element: str


@dataclass(frozen=True, kw_only=True)
class StartCase(Act):
    """Begin at a start event, with the variables that its form exports."""

    kind = "start_case"
    start_event: str
    variables: dict[str, Any] = field(default_factory=dict)
    submission_id: str = ""
    attachments: dict[str, str] = field(default_factory=dict)  # SHA-256 by id
    sent: str = ""  # hash of what was asked: see requests.sent_hash


@dataclass(frozen=True, kw_only=True)
class CompleteTask(Act):
    """Complete a user task with a submission."""

    kind = "complete_task"
    task_id: str
    exports: dict[str, Any] = field(default_factory=dict)
    submission_id: str = ""
    form_hash: str = ""
    attachments: dict[str, str] = field(default_factory=dict)  # SHA-256 by id
    sent: str = ""  # hash of what was asked: see requests.sent_hash
    names: Naming | None = None  # who takes part from here on, when the step says so
    filled_in_by: str = ""  # account, when the actor only signs what another filled in

    def content(self) -> dict[str, Any]:
        """Return the act's own fields; a signature only where there is one."""
        found = super().content()
        return found if self.filled_in_by else {k: v for k, v in found.items() if k != _FILLER}


@dataclass(frozen=True, kw_only=True)
class FireTimer(Act):
    """Let a due timer go off."""

    kind = "fire_timer"
    timer_id: str


@dataclass(frozen=True, kw_only=True)
class DeliverMessage(Act):
    """Deliver a message, with what its form exports."""

    kind = "deliver_message"
    name: str
    element: str = ""
    exports: dict[str, Any] = field(default_factory=dict)
    submission_id: str = ""
    attachments: dict[str, str] = field(default_factory=dict)  # SHA-256 by id
    sent: str = ""  # hash of what was asked: see requests.sent_hash
    names: Naming | None = None  # who takes part from here on, when the step says so


@dataclass(frozen=True, kw_only=True)
class GiveSignal(Act):
    """Give a signal."""

    kind = "give_signal"
    name: str


@dataclass(frozen=True, kw_only=True)
class ChangeTerm(Act):
    """Suspend, resume, extend, meet or stop a term by hand, with a reason."""

    kind = "change_term"
    run_id: str
    change: str  # suspend | resume | extend | meet | stop
    reason: str = ""
    duration: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeParticipant(Act):
    """Let an organisation stand for its kind, outside the route, with a reason."""

    kind = "change_participant"
    organisation_kind: str
    was: str
    organisation: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MakeNote(Act):
    """Write something down beside the route; the text itself is no part of the act."""

    kind = "make_note"
    note_id: str
    audience: str
    sha256: str  # of the text
    sent: str = ""  # hash of what was asked: see requests.sent_hash


@dataclass(frozen=True, kw_only=True)
class CorrectSubmission(Act):
    """Fill in a form anew because there was a mistake in it; the route does not move."""

    kind = "correct_submission"
    submission_id: str
    corrects: str
    element: str
    scope: str
    form: str
    reason: str
    to_roles: tuple[str, ...] = ()  # with whom the form was shared: they are told
    attachments: dict[str, str] = field(default_factory=dict)  # SHA-256 by id
    sent: str = ""  # hash of what was asked: see requests.sent_hash


@dataclass(frozen=True, kw_only=True)
class WithdrawCase(Act):
    """Stop the case outside the route, with a reason."""

    kind = "withdraw_case"
    reason: str


@dataclass(frozen=True, kw_only=True)
class MigrateCase(Act):
    """Let the case go on under another bundle of its route, with a reason."""

    kind = "migrate_case"
    from_bundle: str  # content hashes
    to_bundle: str
    reason: str


ACT_TYPES: dict[str, type[Act]] = {act.kind: act for act in Act.__subclasses__()}


def read_act(kind: str, content: dict[str, Any]) -> Act:
    """Return the act that was recorded."""
    return ACT_TYPES[kind](**content)
