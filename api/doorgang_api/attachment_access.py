"""Who may open a file: whoever may read the field that it stands in; before that who sent it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Response

from doorgang_engine.attachments import AGAIN, Opened, open_content, open_head, place_of_task
from doorgang_engine.dossier.looks import LookKind, Part
from doorgang_engine.dossier.refusals import ReasonRequired
from doorgang_engine.errors import AttachmentNotFound, CaseNotFound, Forbidden, TaskNotFound
from doorgang_engine.signing import find_signing
from doorgang_forms.uploads import attached_files

from .forms_adapter import form_of

if TYPE_CHECKING:
    from doorgang_engine.dossier.contents import Dossier
    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.model import Attachment

    from .wiring import House

#: Even when a browser would show it after all, it is alone in an empty box.
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@dataclass(frozen=True, kw_only=True)
class SeenAttachment:
    """A file that somebody may open; ``dossier`` is the case's, None while the file is loose."""

    attachment: Attachment
    opened: Opened
    dossier: Dossier | None


def seen_attachment(
    attachment_id: str, *, desk: Desk, house: House, kind: LookKind = LookKind.VIEW
) -> SeenAttachment:
    """Return a file for who may open it; of a case, the desk notes which file was seen.

    :raises AttachmentNotFound: if there is none, or not for this person.
    """
    account, found = desk.account, desk.uow.attachments.find(attachment_id)
    if found is None or found.region != account.region:
        raise AttachmentNotFound(AGAIN)
    if found.submission_id is not None:
        dossier = _dossier(found, desk, kind)
        return SeenAttachment(attachment=found, opened=dossier.head_of(found), dossier=dossier)
    if (found.actor, found.organisation) != (account.id, account.organisation):
        _require_to_sign(found, desk)
    opened = open_head(found, case_key=None, vault=house.parts.vault)
    return SeenAttachment(attachment=found, opened=opened, dossier=None)


def download(seen: SeenAttachment, *, desk: Desk, house: House) -> Response:
    """Return the answer that saves a file. It is opened whole first: half a file is none."""
    if seen.dossier is None:
        vault = house.parts.vault
        content = open_content(seen.attachment, case_key=None, vault=vault, uow=desk.uow)
    else:
        content = seen.dossier.content_of(seen.attachment, desk.uow)
    answer = Response(content, content_type=seen.attachment.media_type)
    plain = seen.opened.name.encode("ascii", "replace").decode().replace("?", "_")
    for unsafe in '\\"':
        plain = plain.replace(unsafe, "_")
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(seen.opened.name, safe='')}"
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def _dossier(found: Attachment, desk: Desk, kind: LookKind) -> Dossier:
    """Return the dossier of a file, when this person may read the field that names it.

    :raises AttachmentNotFound: if they may not.
    :raises ReasonRequired: if they may after saying why.
    """
    try:
        case_id = found.case_id or ""
        dossier = desk.dossier(case_id, shows={Part.FORMS}, kind=kind, must_read=True)
    except ReasonRequired:
        raise
    except (CaseNotFound, Forbidden):
        raise AttachmentNotFound(AGAIN) from None
    submission = next((one for one in dossier.readable if one.id == found.submission_id), None)
    data = dossier.answers(submission) if submission else None
    if submission is None or data is None:
        raise AttachmentNotFound(AGAIN)
    form = form_of(dossier.form_of(submission))
    if found.id not in {one for _, _, one in attached_files(form=form, data=data)}:
        raise AttachmentNotFound(AGAIN)
    desk.only(f"bijlage:{found.id}", f"formulier:{submission.form}")
    return dossier


def _require_to_sign(found: Attachment, desk: Desk) -> None:
    """Refuse a file that is not used yet, unless it lies in what this person is asked to sign.

    :raises AttachmentNotFound: if it does not.
    """
    beginning = place_of_task("")
    try:
        if not found.place.startswith(beginning):
            raise AttachmentNotFound(AGAIN)
        task, dossier = desk.task(found.place.removeprefix(beginning), shows={Part.FORMS})
        signing = find_signing(task, account=desk.account, uow=desk.uow)
    except (TaskNotFound, Forbidden):
        raise AttachmentNotFound(AGAIN) from None
    if signing is None or not signing.waits or signing.row.account != found.actor:
        raise AttachmentNotFound(AGAIN)
    form = form_of(dossier.content["forms"][task.form])
    if found.id not in {one for _, _, one in attached_files(form=form, data=signing.values)}:
        raise AttachmentNotFound(AGAIN)
    desk.only(f"bijlage:{found.id}", f"formulier:{task.form}")
