"""What was corrected in a form, as one person reads it: old and new side by side, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine import events as ev
from doorgang_engine.access.decide import may
from doorgang_engine.access.table import Act
from doorgang_engine.correction_chain import by_id, earlier_of, in_force
from doorgang_engine.corrections.correcting import place_of
from doorgang_engine.model import CaseStatus

from .comparing import Compared, compared

if TYPE_CHECKING:
    from doorgang_engine.model import Submission

    from .reading import CaseReading, FilledIn


@dataclass(frozen=True, kw_only=True)
class Correction:
    """One correction: the submission that came, the one before, why, and all answers of both."""

    new: Submission
    old: Submission
    reason: str
    answers: list[Compared]


@dataclass(frozen=True, kw_only=True)
class StandingForm:
    """A form as it stands now, with every correction that led there, the newest first."""

    filled_in: FilledIn
    corrections: list[Correction]
    may_correct: bool


def standing_forms(reading: CaseReading) -> list[StandingForm]:
    """Return the forms that hold and that this person may read, the newest first."""
    seen = {one.submission.id: one for one in reading.filled_in}
    known = by_id(reading.dossier.submissions)
    reasons = {
        event.submission_id: event.reason
        for _, event in reading.history
        if isinstance(event, ev.SubmissionCorrected)
    }
    holding = {one.id for one in in_force(reading.dossier.submissions)}
    goes_on = reading.case.status in (CaseStatus.RUNNING, CaseStatus.INCIDENT)
    return [
        StandingForm(
            filled_in=one,
            corrections=_corrections(one, seen, known, reasons),
            may_correct=goes_on
            and may(
                account=reading.account,
                act=Act.CORRECT_SUBMISSION,
                resource=place_of(one.submission),
            ),
        )
        for one in reading.filled_in
        if one.submission.id in holding
    ]


def _corrections(
    one: FilledIn,
    seen: dict[str, FilledIn],
    known: dict[str, Submission],
    reasons: dict[str, str],
) -> list[Correction]:
    found, newer = [], one
    for old in earlier_of(one.submission, known):
        before = seen.get(old.id)
        found.append(
            Correction(
                new=newer.submission,
                old=old,
                reason=reasons.get(newer.submission.id, ""),
                answers=compared(before.answers if before else [], newer.answers),
            )
        )
        if before is None:
            break
        newer = before
    return found
