"""Correct a form that somebody filled in: a new submission, beside the one with the mistake.

It says what should have been filled in then, so it is judged as it would have been then: on the
same version of the form, with the same variables and the same moment. What the route went by does
not change by it (docs/adr/0037).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from doorgang_engine import acts
from doorgang_engine.access.decide import Resource, permits, require
from doorgang_engine.access.table import Act
from doorgang_engine.advance import record, require_revision
from doorgang_engine.anonymity import require_anonymous
from doorgang_engine.attachments import Used, place_of_correction, use_attachments, without_rows
from doorgang_engine.correction_chain import by_id, earlier_of, first_of, in_force
from doorgang_engine.deputies import require_mandates
from doorgang_engine.errors import NotYours, ReasonMissing, SubmissionNotFound
from doorgang_engine.history.chain import canonical
from doorgang_engine.history.reading import read as read_event
from doorgang_engine.history.then import Then, then_of
from doorgang_engine.leaving import leave
from doorgang_engine.requests import sent_hash, was_carried_out
from doorgang_engine.standing_case import enter_going_on
from doorgang_engine.subject import find_subject, kind_of
from doorgang_engine.submissions import open_submission, seal_submission

from .questions import labels_of, who_is_named
from .recipients import roles_told
from .refusals import (
    AlreadyCorrected,
    CorrectionOfFourEyes,
    CorrectionSteersRoute,
    NothingCorrected,
)
from .steering import answers_to_put_back

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from doorgang_engine.advance import Passage
    from doorgang_engine.bpmn.process import Element
    from doorgang_engine.model import Actor, Case, Submission
    from doorgang_engine.ports import Parts, UnitOfWork, Validated


def correct_submission(
    *,
    case_id: str,
    submission_id: str,
    submission: Any,
    reason: str,
    actor: Actor,
    parts: Parts,
    revision: int | None = None,
    request_id: str | None = None,
    now: datetime | None = None,
) -> Case:
    """Keep a form as it should have been filled in, with why; the old one stays beside it.

    Who the form was shared with reads the correction, and is told that there is one.

    :raises SubmissionNotFound: if the case has no such submission.
    :raises NotYours: if it is another's, or their organisation takes part no more.
    :raises CorrectionOfFourEyes: if somebody else did this step, of which two people must.
    :raises MandateMissing: if it is a decision that this person holds no mandate for.
    :raises ReasonMissing: if no reason is given.
    :raises AlreadyCorrected: if another correction was first.
    :raises NothingCorrected: if it says the same.
    :raises CorrectionSteersRoute: if it changes what the route went by.
    :raises SubmissionInvalid: if it does not pass the form.
    :raises CaseNotRunning: if the case has ended.
    """
    with parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=case_id, request_id=request_id)
        sent = sent_hash(submission=submission, reason=reason.strip())
        if was_carried_out(
            locked=locked,
            kind=acts.CorrectSubmission,
            actor=actor,
            sent=sent,
            corrects=submission_id,
        ):
            return locked.case
        known = by_id(uow.submissions.of_case(case_id))
        old = known.get(submission_id)
        if old is None:
            raise SubmissionNotFound
        require_may_correct(old, locked.case, actor)
        require_revision(locked.case, revision)
        if not reason.strip():
            raise ReasonMissing("Geef een reden. Er is niets verwerkt.")
        passage = enter_going_on(locked, uow=uow, parts=parts, now=now or locked.now)
        correction = _Correction(passage, old, known, actor, uow, parts)
        return correction.carry_out(submission, reason.strip(), sent, request_id)


def place_of(old: Submission) -> Resource:
    """Return whose work it is to correct a form: who filled it in, or a colleague in that role."""
    return Resource(
        region=old.region, role=old.role, organisation=old.organisation, person=old.actor
    )


def require_may_correct(old: Submission, case: Case, actor: Actor) -> None:
    """Refuse who did not fill a form in, nor works in the same role of the same organisation.

    :raises NotYours: if so, or if their organisation takes part in the case no more.
    """
    require(actor=actor, act=Act.CORRECT_SUBMISSION, resource=place_of(old))
    if not permits(actor=actor, act=Act.READ_CASE, resource=Resource.of_case(case)):
        raise NotYours(
            "Uw organisatie neemt niet meer deel aan dit traject. Er is niets verwerkt."
        )


class _Correction:
    """The correction of one submission, with the case's row held."""

    def __init__(
        self,
        passage: Passage,
        old: Submission,
        known: Mapping[str, Submission],
        actor: Actor,
        uow: UnitOfWork,
        parts: Parts,
    ) -> None:
        self.passage, self.old, self.known, self.actor = passage, old, known, actor
        self.uow, self.parts = uow, parts
        self.first = first_of(old, known)

    def carry_out(self, data: Any, reason: str, sent: str, request_id: str | None) -> Case:
        if self.old not in in_force(list(self.known.values())):
            raise AlreadyCorrected
        passage, uow = self.passage, self.uow
        events = uow.history.of_case(passage.case.id)
        then = then_of(
            self.first,
            case=passage.case,
            key=passage.key,
            events=events,
            uow=uow,
            parts=self.parts,
        )
        self._require_same_eyes(then)
        checked = self._validated(data, then)
        self._require_changed(checked, then)
        corrected = replace(self._sealed(checked), corrects=self.old.id)
        used = self._used(checked, corrected)
        act = acts.CorrectSubmission(
            submission_id=corrected.id,
            corrects=self.old.id,
            element=corrected.element,
            scope=corrected.scope,
            form=corrected.form,
            reason=reason,
            to_roles=roles_told(
                self.first,
                case=passage.case,
                happened=[(one.at, read_event(one, None)) for one in events],
                roles=then.content["roles"],
            ),
            attachments=dict(used.hashes),
            sent=sent,
        )
        passage.record_class = checked.record_class
        record(passage, act, actor=self.actor, request_id=request_id)
        uow.submissions.add(corrected)
        used.write(uow)
        return leave(passage, uow)

    def _element(self) -> Element | None:
        model = self.passage.runnable.program.model_of(self.old.scope)
        return model.elements.get(self.old.element)

    def _require_same_eyes(self, then: Then) -> None:
        element = self._element()
        if element is None:
            return
        model = self.passage.runnable.program.model_of(self.old.scope)
        watched = {one for other in model.elements.values() for one in other.words("anders_dan")}
        has_four_eyes = bool(element.words("anders_dan")) or element.id in watched
        if has_four_eyes and self.actor.id != self.first.actor:
            raise CorrectionOfFourEyes
        require_mandates(
            element,
            actor=self.actor,
            roles=then.content["roles"],
            uow=self.uow,
            now=self.passage.now,
        )

    def _validated(self, data: Any, then: Then) -> Validated:
        form = then.content["forms"][self.old.form]
        checked = self.parts.forms.validate(
            form,
            data,
            variables=then.variables,
            now=self.first.at,
            reckon=self.passage.runnable.rulebook.last_day,
        )
        subject = find_subject(self.passage.case, self.passage.key)
        require_anonymous(checked, form=form, subject=subject, kind=kind_of(then.content))
        return checked

    def _require_changed(self, checked: Validated, then: Then) -> None:
        before = open_submission(self.old, self.passage.key)
        if canonical(before) == canonical(checked.data):
            raise NothingCorrected
        form = then.content["forms"][self.old.form]
        naming = who_is_named(form, self._element())
        named = {key for key in naming if before.get(key) != checked.data.get(key)}
        exports = then.changed(checked.exports)
        steering = labels_of(form, exports=exports, keys=named)
        if steering:
            paths = answers_to_put_back(
                form, exports=exports, keys=named, before=before, after=checked.data
            )
            raise CorrectionSteersRoute(steering, paths=paths)

    def _sealed(self, checked: Validated) -> Submission:
        return seal_submission(
            checked,
            case=self.passage.case,
            key=self.passage.key,
            element=self.old.element,
            scope=self.old.scope,
            form=self.old.form,
            actor=self.actor,
            now=self.passage.now,
        )

    def _used(self, checked: Validated, corrected: Submission) -> Used:
        """Return the files that came with the correction; what was there stays where it is."""
        case = self.passage.case
        ids = {self.old.id, *(one.id for one in earlier_of(self.old, self.known))}
        there = {
            (one.id, without_rows(one.field))
            for one in self.uow.attachments.of_case(region=case.region, case_id=case.id)
            if one.submission_id in ids
        }
        return use_attachments(
            [one for one in checked.files if (one.id, without_rows(one.path)) not in there],
            place=place_of_correction(self.old.id),
            actor=self.actor,
            submission=corrected,
            case=case,
            key=self.passage.key,
            uow=self.uow,
            vault=self.parts.vault,
        )
