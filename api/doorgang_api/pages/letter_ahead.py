"""A letter before it is sent: as a concept to save, from what stands in the form now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from doorgang_api.languages import gettext as _
from doorgang_engine.access.table import Act
from doorgang_engine.correspondence.preview import preview_letter
from doorgang_engine.errors import Conflict, ExecutionFailed, Forbidden, SubmissionInvalid
from doorgang_engine.letters.letter import LetterNotFound
from doorgang_engine.letters.template import LetterIncomplete
from doorgang_engine.letters.typeset import LetterNotTypeset
from doorgang_engine.signing import find_signing

from . import visit
from .effects import Effects, effects_of, filler_of
from .filling_in import Typed
from .letter_pages import saved_letter
from .sent_files import read_for_task
from .task_drafting import definition_sent, keep_if_possible
from .task_pages import Sent, task_page

if TYPE_CHECKING:
    from flask import Blueprint, Response

    from doorgang_engine.model import UserTask
    from doorgang_engine.signing import OpenSigning

STEP = "_brief"  # the step that sends the letter


def add_to(pages: Blueprint) -> None:
    """Add ``/taken/<id>/brief``."""
    pages.add_url_rule("/taken/<task_id>/brief", "letter_ahead", letter_ahead, methods=["POST"])


def letter_ahead(task_id: str) -> Response:
    """Give the letter that would go out, marked as a concept; else say on the task why not."""
    with visit.desk() as desk:
        found = desk.own_task(task_id, act=Act.COMPLETE_TASK)
        definition = definition_sent(found, desk)
        signing = find_signing(found, account=desk.account, uow=desk.uow)
    if signing is not None and signing.waits:
        return _concept(found, Typed(values=dict(signing.values)), signing)
    typed = read_for_task(found, definition)
    try:
        if typed.may_be_sent:
            return _concept(found, typed, None)
        wrong = Sent(typed=typed, errors=typed.file_errors)
    except SubmissionInvalid as refused:
        wrong = Sent(typed=typed, errors=refused.fields)
    except (LetterIncomplete, LetterNotFound, LetterNotTypeset) as none:
        why = _("De brief kan zo niet worden gemaakt. %(waarom)s", waarom=str(none))
        wrong = Sent(typed=typed, effects=Effects(why_not=why))
    except (Conflict, Forbidden, ExecutionFailed):
        wrong = Sent(typed=typed, effects=effects_of(found, typed))
    keep_if_possible(found, typed)  # not of a letter that was saved: the page stays as it was
    return task_page(task_id, wrong)


def _concept(found: UserTask, typed: Typed, signing: OpenSigning | None) -> Response:
    composed = preview_letter(
        task_id=found.id,
        element=request.form.get(STEP, ""),
        submission=typed.values,
        actor=visit.account().acting_as(found.role),
        parts=visit.house().parts,
        filled_in_by=filler_of(signing) if signing else None,
        now=visit.given_now(),
    )
    pdf = composed.pdf(is_draft=True)
    key = composed.contract.key
    with visit.desk() as desk:
        desk.task(found.id, shows=(), act=Act.COMPLETE_TASK)
        desk.only(f"brief-concept:{key}")
    return saved_letter(pdf, name=f"{composed.number}-{key}-concept.pdf")
