"""One task: why it is there, until when, what came before, and its form."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flask import redirect, request, url_for

from doorgang_api import sight
from doorgang_api.taken_over import taken_for
from doorgang_engine.bpmn.signed import SIGNED_BY
from doorgang_engine.dossier.contents import WHOLE
from doorgang_engine.dossier.looks import Part
from doorgang_engine.errors import Conflict, Forbidden, SubmissionInvalid, TaskAlreadyCompleted
from doorgang_engine.model import TaskStatus
from doorgang_engine.signing import find_signing, send_task
from doorgang_engine.task_drafts import clear_away
from doorgang_forms.taking_over import placed_in

from . import visit
from .filling_in import Typed
from .link_replies import reply_views, with_replies
from .reading import CaseReading, people_of
from .receipts import WAITS_FOR_SIGNATURE, to_receipt
from .sent_files import read_for_task
from .signing_pages import signing_context
from .task_drafting import (
    DRAFT_KEPT,
    definition_sent,
    drafted_for,
    keep_if_possible,
    others_here,
    say_present,
)
from .task_view import closed_context, sent_back, task_context

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_api.taken_over import TakenOver
    from doorgang_engine.dossier.contents import Dossier
    from doorgang_engine.model import UserTask
    from doorgang_engine.signing import OpenSigning

    from .effects import Effects
    from .task_drafting import Drafted


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What comes back with a page after it was sent and not processed."""

    typed: Typed
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    too_late: bool = False  # a colleague was first
    form_changed: bool = False  # the case moved to another version meanwhile
    effects: Effects | None = None  # what it would lead to, when that was asked

    @property
    def status(self) -> int:
        """The status of the answer."""
        if self.too_late or self.form_changed:
            return 409
        return 422 if self.errors else 200


def add_to(pages: Blueprint) -> None:
    """Add ``/taken/<id>``."""
    pages.add_url_rule("/taken/<task_id>", "task", task, methods=["GET", "POST"])


def task(task_id: str) -> AnyResponse:
    """Show a task; when it is sent, complete it."""
    if request.method != "POST":
        return task_page(task_id, None)
    with visit.desk() as desk:
        found, dossier = desk.task(task_id, shows={Part.TASKS})
        current = dossier.content["forms"][found.form]
        definition = definition_sent(found, desk)
    typed = read_for_task(found, definition)
    wrong = _send(found, typed, form_changed=definition != current)
    return _done(found, dossier) if wrong is None else task_page(task_id, wrong)


def _send(found: UserTask, typed: Typed, *, form_changed: bool) -> Sent | None:
    """Complete the task; return what is to be shown when that was not done.

    What was typed is kept as a draft then, whatever the reason was.
    """
    try:
        if not form_changed and typed.may_be_sent:
            _complete(found, typed)
            return None
        wrong = Sent(typed=typed, errors=typed.file_errors, form_changed=form_changed)
    except SubmissionInvalid as refused:
        wrong = Sent(typed=typed, errors=refused.fields)
    except TaskAlreadyCompleted:
        wrong = Sent(typed=typed, too_late=True)
    except (Conflict, Forbidden):
        request.environ[DRAFT_KEPT] = keep_if_possible(found, typed)
        raise
    keep_if_possible(found, typed)
    return wrong


def _done(found: UserTask, dossier: Dossier) -> AnyResponse:
    me = visit.account()
    clear_away(task_id=found.id, actor=me.acting_as(found.role), parts=visit.house().parts)
    element = dossier.runnable.program.model_of(found.scope).elements[found.element]
    waits = WAITS_FOR_SIGNATURE if element.get(SIGNED_BY) else ""
    if not sight.sees_case(me, dossier.case):
        return redirect(url_for("pages.my_work", bericht=waits or "verstuurd"), 303)
    return to_receipt(dossier.case.id, waits or visit.request_id())


def _complete(found: UserTask, typed: Typed) -> None:
    send_task(
        task_id=found.id,
        submission=typed.values,
        actor=visit.account().acting_as(found.role),
        parts=visit.house().parts,
        request_id=visit.request_id(),
        now=visit.given_now(),
    )


def task_page(task_id: str, sent: Sent | None) -> Response:
    """Return the page of a task; ``sent`` is what comes back with it."""
    with visit.desk() as desk:
        found, dossier = desk.task(task_id, shows=WHOLE)
        reading, people = CaseReading(dossier), people_of(desk.uow, desk.account)
        draft = drafted_for(found, dossier, desk)
        signing = find_signing(found, account=desk.account, uow=desk.uow)
        if found.status is not TaskStatus.OPEN or not reading.is_running:
            return visit.show(
                "task_closed.html",
                heading=found.name,
                status=sent.status if sent else 200,
                draft=draft,
                **closed_context(found, reading, people),
            )
        if signing is not None and signing.waits:
            desk.only(*dossier.shown, f"formulier:{found.form}")
            return visit.show(
                "task_sign.html",
                heading=found.name,
                **signing_context(found, signing, reading, people),
            )
        back, taken = sent_back(signing, people), taken_for(found, dossier)
        answer = visit.show(
            "task.html",
            heading=found.name,
            replies=reply_views(dossier.replies_to(found), dossier.content["forms"][found.form]),
            status=sent.status if sent else 200,
            draft=draft,
            is_restored=sent is None and bool(draft.revision),
            others_here=others_here(found, desk, people),
            told=request.args.get("bericht", ""),
            effects=sent.effects if sent else None,
            sent_back=back,
            **task_context(
                found,
                reading,
                people,
                _typed(sent, draft, signing) or _begun(found, dossier, taken),
                sent.errors if sent else {},
                taken,
            ),
        )
    say_present(found)
    return answer


def _typed(sent: Sent | None, draft: Drafted, signing: OpenSigning | None) -> Typed | None:
    """Return what stands in the form: what was just sent, one's draft, or what was sent back."""
    if sent is not None and not sent.form_changed:
        return sent.typed
    if draft.values:
        return Typed(values=dict(draft.values))
    return Typed(values=dict(signing.values)) if signing is not None else None


def _begun(found: UserTask, dossier: Dossier, taken: Sequence[TakenOver]) -> Typed:
    """Return what stands in a form that nobody filled in yet.

    The replies that came for it, and what it takes over from earlier forms.
    """
    begun = with_replies(Typed(), dossier.replies_to(found), found.form)
    proposed = {one.path: one.value for one in taken}
    return replace(begun, values=placed_in(begun.values, proposed))
