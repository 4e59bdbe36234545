"""A draft on the page of its task: brought back, kept, and what stands beside it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request

from doorgang_api.languages import gettext as _
from doorgang_engine.errors import EngineError
from doorgang_engine.presence import arrive, others_at
from doorgang_engine.sealing import ContentDestroyed
from doorgang_engine.task_drafts import NONE_YET, Writing, find_draft, form_typed_in, keep_draft
from doorgang_engine.terms.durations import AMSTERDAM
from doorgang_engine.terms.wording import listed

from . import visit
from .answers import answers_of
from .words import moment_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from doorgang_engine.dossier.contents import Dossier
    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.model import UserTask
    from doorgang_engine.task_drafts import OpenDraft

    from .answers import Answer
    from .filling_in import Typed
    from .names import People

REVISION = "_concept"  # the revision of the draft that the page was made with
VERSION = "_versie"  # the version of the route whose form the page shows
TICKED = "_lijst"  # points of the checklist
DRAFT_KEPT = "doorgang.draft_kept"  # in the request: whether what was refused is kept


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """What a task's page shows of somebody's own draft."""

    revision: int = NONE_YET
    at: str = ""  # in words
    values: Mapping[str, Any]
    ticked: tuple[int, ...] = ()
    form_changed: bool = False  # it was typed in an earlier version of the form
    typed: tuple[Answer, ...] = ()  # as answers, in the form that it was typed in
    beside: tuple[Answer, ...] = ()


NO_DRAFT = Drafted(values={})


def drafted_for(task: UserTask, dossier: Dossier, desk: Desk) -> Drafted:
    """Return the draft that the visitor has for a task."""
    found: OpenDraft | None = None
    with suppress(ContentDestroyed):
        found = find_draft(task, account=desk.account, uow=desk.uow)
    if found is None:
        return NO_DRAFT
    form = dossier.content["forms"][task.form]
    own = _form_of(task, found.writing.bundle, desk)
    beside = found.beside
    return Drafted(
        revision=found.revision,
        at=moment_words(found.at),
        values=found.writing.values,
        ticked=found.writing.ticked,
        form_changed=own != form,
        typed=_answers(own, found.writing),
        beside=_answers(_form_of(task, beside.bundle, desk), beside) if beside else (),
    )


def keep_typed(task: UserTask, typed: Typed, *, now: datetime | None) -> OpenDraft:
    """Keep what was typed on a page as the visitor's draft; what they wrote elsewhere stays too.

    :raises EngineError: if it cannot be kept.
    """
    return keep_draft(
        Writing(bundle=sent_version(), values=typed.values, ticked=_ticked()),
        task_id=task.id,
        actor=visit.account().acting_as(task.role),
        parts=visit.house().parts,
        based_on=_based_on(),
        keeps_both=True,
        now=now,
    )


def keep_if_possible(task: UserTask, typed: Typed) -> bool:
    """Keep what was typed beside an answer that says what was wrong; return whether it was."""
    if not sent_version():
        return False
    try:
        keep_typed(task, typed, now=visit.given_now())
    except EngineError:
        return False
    return True


def definition_sent(task: UserTask, desk: Desk) -> Mapping[str, Any]:
    """Return the form that was on the page that was sent: the case may have moved on since."""
    return _form_of(task, sent_version(), desk)


def sent_version() -> str:
    """Return which version of the route the page that was sent was made with."""
    return request.form.get(VERSION, "")


def others_here(task: UserTask, desk: Desk, people: People) -> str:
    """Return in words who else has a task open now; ``""`` when nobody has."""
    me = desk.account.acting_as(task.role)
    found = [people.person(one) for one in others_at(task, actor=me, uow=desk.uow, now=desk.now)]
    if not found:
        return ""
    if len(found) == 1:
        return _("%(naam)s heeft deze taak nu ook open.", naam=found[0])
    return _("%(namen)s hebben deze taak nu ook open.", namen=listed(items=found))


def say_present(task: UserTask) -> None:
    """Let colleagues see that the visitor has a task open."""
    actor = visit.account().acting_as(task.role)
    arrive(task, actor=actor, parts=visit.house().parts, now=visit.given_now())


def time_words(moment: datetime) -> str:
    """Write the time of day of a moment: ``10.14 uur``."""
    there = moment.astimezone(AMSTERDAM)
    return _("%(uur)s.%(minuut)s uur", uur=there.hour, minuut=f"{there.minute:02}")


def _form_of(task: UserTask, bundle: str, desk: Desk) -> Mapping[str, Any]:
    return form_typed_in(task, bundle=bundle, uow=desk.uow, parts=visit.house().parts)


def _answers(form: Mapping[str, Any], writing: Writing) -> tuple[Answer, ...]:
    return tuple(answers_of(definition=form, data=writing.values, files={}))


def _ticked() -> tuple[int, ...]:
    sent = request.form.getlist(TICKED)
    return tuple(sorted({int(one) for one in sent if one.isascii() and one.isdigit()}))


def _based_on() -> int | None:
    sent = request.form.get(REVISION, "")
    return (
        int(sent) if sent.isascii() and sent.isdigit() and len(sent) < len("1000000000") else None
    )
