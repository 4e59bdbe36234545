"""Deliver messages and signals to cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import acts
from .access.decide import Resource, require
from .access.table import Act
from .advance import Passage, carry_out, enter
from .anonymity import require_anonymous
from .attachments import place_of_message, use_attachments
from .errors import NotWaiting
from .incidents import Attempt, kept_when_it_fails
from .leaving import leave
from .naming import naming_in
from .requests import sent_hash, was_carried_out
from .subject import find_subject, kind_of
from .submissions import seal_submission

if TYPE_CHECKING:
    from datetime import datetime

    from .bpmn.journal import Waiting
    from .model import Actor, Case, Submission
    from .ports import Parts, UnitOfWork, Validated


def deliver_message(
    *,
    case_id: str,
    name: str,
    payload: Any,
    actor: Actor,
    parts: Parts,
    element: str = "",
    request_id: str | None = None,
    now: datetime | None = None,
) -> Case:
    """Deliver a message to the step of a case that waits for it.

    :raises NotWaiting: if no step waits for it.
    :raises MessageAmbiguous: if several do and ``element`` does not say which.
    :raises NotYours: if another role must record it.
    :raises SubmissionInvalid: if the payload does not pass the message's form.
    """
    attempt = Attempt(case_id)
    kept = kept_when_it_fails(attempt, actor=actor, parts=parts, now=now)
    with kept, parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=case_id, request_id=request_id)
        sent = sent_hash(payload=payload)
        asked: dict[str, Any] = {"name": name, "element": element, "sent": sent}
        if was_carried_out(locked=locked, kind=acts.DeliverMessage, actor=actor, **asked):
            return locked.case
        runnable = parts.shelf.runnable(uow, locked.case.bundle)
        passage = enter(locked, runnable, now=now or locked.now)
        waiting = _receiver(passage, name, element)
        _require_role(passage, waiting, actor)
        checked = _checked(passage, waiting, payload, uow, parts)
        names = _naming(passage, waiting, checked, uow, parts)
        if checked is not None:
            _file(attempt, passage, waiting, checked, actor, uow, parts)
        attempt.act = acts.DeliverMessage(
            **asked,
            exports=dict(checked.exports) if checked else {},
            submission_id=attempt.submission.id if attempt.submission else "",
            attachments=dict(attempt.used.hashes),
            names=names,
        )
        passage.record_class = checked.record_class if checked else ""
        carry_out(passage, attempt.act, actor=actor, request_id=request_id)
        return leave(passage, uow)


def give_signal(
    *,
    case_id: str,
    name: str,
    actor: Actor,
    parts: Parts,
    request_id: str | None = None,
    now: datetime | None = None,
) -> Case:
    """Give a signal to everything in a case that waits for it.

    :raises NotYours: if this person does not work in the case.
    :raises NotWaiting: if nothing does.
    """
    with parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=case_id, request_id=request_id)
        require(actor=actor, act=Act.GIVE_SIGNAL, resource=Resource.of_case(locked.case))
        if was_carried_out(locked=locked, kind=acts.GiveSignal, actor=actor, name=name):
            return locked.case
        passage = enter(
            locked, parts.shelf.runnable(uow, locked.case.bundle), now=now or locked.now
        )
        carry_out(passage, acts.GiveSignal(name=name), actor=actor, request_id=request_id)
        return leave(passage, uow)


def _receiver(passage: Passage, name: str, element: str) -> Waiting:
    for waiting in passage.running.open_items().values():
        named = waiting.waits_for == "message" and waiting.name == name
        if named and element in ("", waiting.element):
            return waiting  # whether it is the only one is checked where it is delivered
    raise NotWaiting(
        f"Dit traject wacht op dit moment niet op het bericht '{name}'. Er is niets verwerkt."
    )


def _require_role(passage: Passage, waiting: Waiting, actor: Actor) -> None:
    kind = passage.runnable.organisation(waiting.role)
    place = Resource.of_step(passage.case, role=waiting.role, kind=kind)
    require(actor=actor, act=Act.RECORD_MESSAGE, resource=place)


def _checked(
    passage: Passage, waiting: Waiting, payload: Any, uow: UnitOfWork, parts: Parts
) -> Validated | None:
    if not waiting.form:
        return None
    content = parts.shelf.content(uow, passage.case.bundle)
    form = content["forms"][waiting.form]
    variables = passage.running.execution.variables(waiting.scope)
    checked = parts.forms.validate(
        form,
        payload,
        variables=variables,
        now=passage.now,
        reckon=passage.runnable.rulebook.last_day,
    )
    subject = find_subject(passage.case, passage.key)
    require_anonymous(checked, form=form, subject=subject, kind=kind_of(content))
    return checked


def _naming(
    passage: Passage, waiting: Waiting, checked: Validated | None, uow: UnitOfWork, parts: Parts
) -> acts.Naming | None:
    """Return whom the message names as a participant."""
    return naming_in(
        element=passage.runnable.element(waiting),
        form=parts.shelf.content(uow, passage.case.bundle)["forms"].get(waiting.form),
        data=checked.data if checked else {},
        passage=passage,
        uow=uow,
    )


def _file(
    attempt: Attempt,
    passage: Passage,
    waiting: Waiting,
    checked: Validated,
    actor: Actor,
    uow: UnitOfWork,
    parts: Parts,
) -> None:
    """Keep what was filled in, with its files."""
    submission = attempt.submission = _sealed(passage, waiting, checked, actor)
    attempt.used = use_attachments(
        checked.files,
        place=place_of_message(passage.case.id, waiting.element),
        actor=actor,
        submission=submission,
        case=passage.case,
        key=passage.key,
        uow=uow,
        vault=parts.vault,
    )
    uow.submissions.add(submission)
    attempt.used.write(uow)


def _sealed(passage: Passage, waiting: Waiting, checked: Validated, actor: Actor) -> Submission:
    return seal_submission(
        checked,
        case=passage.case,
        key=passage.key,
        element=waiting.element,
        scope=waiting.scope,
        form=waiting.form,
        actor=actor,
        now=passage.now,
    )
