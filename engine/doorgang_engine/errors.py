"""Everything that can go wrong on purpose.

* EngineError
  - NotFound
    + RouteNotFound, RegionNotFound, BundleNotFound, CaseNotFound, TaskNotFound, TermNotFound
    + AttachmentNotFound
  - Conflict
    + TaskAlreadyCompleted, TaskNotOpen, NotWaiting, MessageAmbiguous, CaseNotRunning
    + SamePerformer, StaleRevision, RequestReused
  - Invalid
    + RouteUnreadable, RouteRefused, ExpressionRefused, SubmissionInvalid, StartEventUnknown
    + ParticipantsMissing, ParticipantUnknown
    + TermRefused, LibraryInvalid, ScenarioInvalid


    + ParticipantsMissing, ParticipantUnknown
    + TermRefused, LibraryInvalid, ScenarioInvalid, AttachmentRefused
    + DeputyRefused, MandateRefused, OrganisationsRefused, ReasonMissing, TaskDraftRefused
  - ExecutionFailed
    + ConditionFailed, RunsOn, TooManyTokens, ErrorNotCaught
  - HistoryBroken
  - Forbidden
    + NotYours


    + NotYours
  - TooManyRequests

Every error has a stable ``code`` for programs and a Dutch message for people.
"""

from __future__ import annotations

from typing import Any


class EngineError(Exception):
    """Base of every anticipated engine error; ``code`` is stable and safe to show."""

    code = "engine_error"
    is_noted = False  # whether the access log already tells of it


class NotFound(EngineError):
    """The thing asked for does not exist, or not for this person."""

    code = "not_found"


class RouteNotFound(NotFound):
    """No published route has this key."""

    code = "route_not_found"


class RegionNotFound(NotFound):
    """No region has this key."""

    code = "region_not_found"


class BundleNotFound(NotFound):
    """No published bundle has this number or hash."""

    code = "bundle_not_found"


class CaseNotFound(NotFound):
    """No case has this id."""

    code = "case_not_found"


class TaskNotFound(NotFound):
    """No user task has this id."""

    code = "task_not_found"


class TermNotFound(NotFound):
    """The case has no such term, or it no longer runs."""

    code = "term_not_found"


class SubmissionNotFound(NotFound):
    """The case has no such submission, or not for this person."""

    code = "submission_not_found"

    def __init__(self) -> None:
        super().__init__("Dit ingevulde formulier bestaat niet, of is niet van u.")


class AttachmentNotFound(NotFound):
    """There is no such file, or not for this person."""

    code = "attachment_not_found"


class Conflict(EngineError):
    """The thing exists, but its state forbids the act."""

    code = "conflict"


class TaskAlreadyCompleted(Conflict):
    """Someone completed this task earlier; says who and when."""

    code = "task_already_completed"

    def __init__(self, *, by: str, at: str) -> None:
        super().__init__(
            f"Deze taak is al afgerond door {by} op {at}. Uw invoer is niet verwerkt; "
            "het traject loopt gewoon door. Open het traject om te zien wat er is ingevuld."
        )
        self.by = by
        self.at = at


class TaskNotOpen(Conflict):
    """The task is no longer open: its deadline passed or its step was cancelled."""

    code = "task_not_open"

    def __init__(self, element: str) -> None:
        super().__init__(
            f"De taak '{element}' staat niet meer open. Uw invoer is niet verwerkt. "
            "Open het traject om te zien welke stap nu aan de beurt is."
        )
        self.element = element


class NotWaiting(Conflict):
    """The case does not wait for this message, signal or timer."""

    code = "not_waiting"


class MessageAmbiguous(Conflict):
    """More than one step waits for this message; the sender must name one."""

    code = "message_ambiguous"


class CaseNotRunning(Conflict):
    """The case has ended, or waits for an incident to be resolved."""

    code = "case_not_running"


class SamePerformer(Conflict):
    """Four eyes: this person already did the step that another must check."""

    code = "same_performer"


class ResourceExhausted(Conflict):
    """All of what the region has of a scarce resource are held by cases."""

    code = "resource_exhausted"


class StaleRevision(Conflict):
    """The thing was changed since it was read (If-Match does not match)."""

    code = "stale_revision"


class RequestReused(Conflict):
    """The idempotency key was used before for another act."""

    code = "request_reused"


class Invalid(EngineError):
    """The request cannot be carried out as given."""

    code = "invalid"


class RouteUnreadable(Invalid):
    """The file is not BPMN that is safe to read."""

    code = "route_unreadable"


class RouteRefused(Invalid):
    """The route holds something that we cannot run exactly as BPMN 2.0 says.

    ``findings`` is a list of objects with ``code``, ``element``, ``line``, ``message``
    and ``remedy``.
    """

    code = "route_refused"

    def __init__(self, findings: list[Any], *, route: str = "") -> None:
        first = findings[0]
        super().__init__(
            f"De route {route} kan niet worden gepubliceerd: {len(findings)} bevinding(en). "
            f"De eerste ({first.element}): {first.message} {first.remedy}"
        )
        self.findings = findings


class ExpressionRefused(Invalid):
    """An expression cannot be compiled, or has the wrong type."""

    code = "expression_refused"
    why = ""  # the same without the text of the expression


class SubmissionInvalid(Invalid):
    """The submission does not pass its form; ``fields`` says where and why."""

    code = "submission_invalid"

    def __init__(self, fields: dict[str, list[str]]) -> None:
        super().__init__(
            f"Het formulier is nog niet goed ingevuld ({len(fields)} veld(en)). "
            "Er is niets verwerkt; verbeter de velden en verstuur opnieuw."
        )
        self.fields = fields


class StartEventUnknown(Invalid):
    """The route cannot be started in this way."""

    code = "start_event_unknown"


class RecurrenceNotFound(NotFound):
    """No published route of the region has this schedule."""

    code = "recurrence_not_found"


class SubjectMismatch(Invalid):
    """The route is about something else: a child where a school belongs, or the reverse.

    ``missing`` and ``strange`` are parts of a subject's name; ``fields`` says so per field.
    """

    code = "subject_mismatch"

    def __init__(self, *, kind: str, missing: list[str], strange: list[str]) -> None:
        wanted = "een voornaam en een achternaam" if kind == "leerling" else "een titel"
        super().__init__(
            f"Deze route gaat over: {kind}. Geef {wanted}, en niets anders. Er is niets verwerkt."
        )
        self.fields = {
            **{f"subject.{name}": ["Dit veld ontbreekt."] for name in missing},
            **{f"subject.{name}": ["Dit veld hoort hier niet."] for name in strange},
        }


class ParticipantsMissing(Invalid):
    """It is not clear which organisations take part; ``fields`` names the kinds."""

    code = "participants_missing"

    def __init__(self, kinds: list[str]) -> None:
        super().__init__(
            "Geef aan welke organisaties meedoen. Deze route heeft ze nodig van de soorten: "
            f"{', '.join(kinds)}. Er is niets verwerkt."
        )
        self.fields = {f"participants.{kind}": ["Deze organisatie ontbreekt."] for kind in kinds}


class ParticipantUnknown(Invalid):
    """An organisation cannot take part in this way; ``fields`` says which and why."""

    code = "participant_unknown"

    def __init__(self, fields: dict[str, list[str]]) -> None:
        super().__init__("Een organisatie kan niet zo meedoen. Er is niets verwerkt.")
        self.fields = {f"participants.{kind}": texts for kind, texts in fields.items()}


class OrganisationsRefused(Invalid):
    """A table of organisations is wrong; ``fields`` says where and why. Nothing was changed."""

    code = "organisations_refused"

    def __init__(self, fields: dict[str, list[str]]) -> None:
        lines = "".join(f"\n- {where}: {' '.join(texts)}" for where, texts in fields.items())
        super().__init__(f"De tabel klopt niet; er is niets gewijzigd:{lines}")
        self.fields = fields


class TaskDraftRefused(Invalid):
    """A draft is too large to be kept."""

    code = "task_draft_refused"


class ReasonMissing(Invalid):
    """What was asked needs a reason in words."""

    code = "reason_missing"


class DeputyRefused(Invalid):
    """These two people, roles or days do not make a deputyship."""

    code = "deputy_refused"


class MandateRefused(Invalid):
    """This mandate cannot be given to this person, or not by this one."""

    code = "mandate_refused"


class TermRefused(Invalid):
    """The law or the rule does not allow this with the term."""

    code = "term_refused"


class LibraryInvalid(Invalid):
    """A file of the library or the configuration is wrong; the message names file and key."""

    code = "library_invalid"


class AttachmentRefused(Invalid):
    """The file is not one that may be kept; the message says why and what to do."""

    code = "attachment_refused"


class ScenarioInvalid(Invalid):
    """A scenario file is not in the format of docs/route-tests.md."""

    code = "scenario_invalid"


class ExecutionFailed(EngineError):
    """The route could not run on; the case stays in its last wait state."""

    code = "execution_failed"


class ConditionFailed(ExecutionFailed):
    """A condition or script could not be evaluated, or no branch was true."""

    code = "condition_failed"


class RunsOn(ExecutionFailed):
    """The route runs on without ever waiting."""

    code = "runs_on"


class TooManyTokens(ExecutionFailed):
    """More is open at once than a case may have."""

    code = "too_many_tokens"


class ErrorNotCaught(ExecutionFailed):
    """An error end event was reached that nothing around it catches."""

    code = "error_not_caught"


class HistoryBroken(EngineError):
    """The chain of a case's history does not verify."""

    code = "history_broken"


class Forbidden(EngineError):
    """This person may not do this."""

    code = "forbidden"


class MandateMissing(Forbidden):
    """The decision needs a mandate that this person does not hold today."""

    code = "mandate_missing"


class NotYours(Forbidden):
    """The task belongs to another role or organisation."""

    code = "not_yours"


class TooManyRequests(EngineError):
    """This was asked too often; ``seconds`` says after how long it may be asked again."""

    code = "too_many_requests"

    def __init__(self, message: str, *, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds
