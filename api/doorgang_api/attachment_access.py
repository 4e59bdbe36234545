"""Who may open a file: whoever may read the field that it stands in; before that who sent it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Response

from doorgang_engine.attachments import AGAIN, Opened, open_content, open_head
from doorgang_engine.errors import AttachmentNotFound, CaseNotFound
from doorgang_engine.history.reading import read as read_event
from doorgang_engine.submissions import open_submission
from doorgang_forms.uploads import attached_files
from doorgang_forms.visibility import readable as readable_fields

from .disclosure import readable
from .forms_adapter import form_of
from .sight import READERS, require_case

if TYPE_CHECKING:
    from doorgang_engine.model import Account, Attachment, Submission
    from doorgang_engine.ports import UnitOfWork
    from doorgang_engine.sealing import CaseKey

    from .wiring import House

#: Even when a browser would show it after all, it is alone in an empty box.
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@dataclass(frozen=True, kw_only=True)
class SeenAttachment:
    """A file that somebody may open; ``key`` is the case's, None while the file is loose."""

    attachment: Attachment
    opened: Opened
    key: CaseKey | None


def seen_attachment(
    attachment_id: str, *, account: Account, uow: UnitOfWork, house: House
) -> SeenAttachment:
    """Return a file for who may open it.

    :raises AttachmentNotFound: if there is none, or not for this person.
    """
    found = uow.attachments.find(attachment_id)
    if found is None or found.region != account.region:
        raise AttachmentNotFound(AGAIN)
    key = None if found.submission_id is None else _case_key(found, account, uow, house)
    if key is None and (found.actor, found.organisation) != (account.id, account.organisation):
        raise AttachmentNotFound(AGAIN)
    opened = open_head(found, case_key=key, vault=house.parts.vault)
    return SeenAttachment(attachment=found, opened=opened, key=key)


def download(seen: SeenAttachment, *, uow: UnitOfWork, house: House) -> Response:
    """Return the answer that saves a file. It is opened whole first: half a file is none."""
    content = open_content(seen.attachment, case_key=seen.key, vault=house.parts.vault, uow=uow)
    answer = Response(content, content_type=seen.attachment.media_type)
    plain = seen.opened.name.encode("ascii", "replace").decode().replace("?", "_")
    for unsafe in '\\"':
        plain = plain.replace(unsafe, "_")
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(seen.opened.name, safe='')}"
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def _case_key(found: Attachment, account: Account, uow: UnitOfWork, house: House) -> CaseKey:
    """Return the key of the case, when this person may read the field that names the file.

    :raises AttachmentNotFound: if they may not.
    """
    try:
        case = uow.cases.get(found.case_id or "")
        require_case(account, case)
    except CaseNotFound:
        raise AttachmentNotFound(AGAIN) from None
    content = house.parts.shelf.content(uow, case.bundle)
    shown = readable(
        submissions=uow.submissions.of_case(case.id),
        happened=[(e.at, read_event(e, None)) for e in uow.history.of_case(case.id)],
        roles=content["roles"],
        account=account,
        case=case,
    )
    submission = next((one for one in shown if one.id == found.submission_id), None)
    if submission is None:
        raise AttachmentNotFound(AGAIN)
    key = uow.cases.key(case.id)
    form = form_of(content["forms"][submission.form])
    data = open_submission(submission, key)
    if not _reads_all(submission, account):
        data = readable_fields(form=form, data=data, roles=account.roles)
    if found.id not in {one for _, _, one in attached_files(form=form, data=data)}:
        raise AttachmentNotFound(AGAIN)
    return key


def _reads_all(submission: Submission, account: Account) -> bool:
    own = submission.organisation == account.organisation
    return own or bool(READERS & set(account.roles))
