"""Attachments: files that belong to one submission, sealed, and kept with it.

A file comes first and is *loose*: it belongs to who sent it, for one step and one field. A
submission of that person for that step then *uses* it, once. What nobody used within a day is
thrown away.

Each file has a key of its own. While it is loose that key lies under the master key; from the
moment it is used under the key of the case, so that destroying that key destroys the file.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from .errors import (
    AttachmentNotFound,
    AttachmentRefused,
    Conflict,
    SubmissionInvalid,
    TooManyRequests,
)
from .history.chain import canonical
from .ids import new_id
from .model import Attachment
from .sealing import CaseKey, record_class_of
from .stream_sealing import open_pieces, seal_pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from .model import Actor, Case, Submission
    from .ports import AttachedFile, UnitOfWork
    from .sealing import Vault

LOOSE_FOR: Final = timedelta(days=1)
#: Bytes of all files of one case together; sent ones count until they are thrown away.
MOST_IN_CASE: Final = 250_000_000
#: What one person may send within an hour, over all nodes.
MOST_FILES: Final = 120
MOST_BYTES: Final = 500_000_000
HOUR: Final = timedelta(hours=1)
AGAIN: Final = "Dit bestand is niet (meer) beschikbaar. Voeg het opnieuw toe."
_KEY: Final = "attachment"
_HEAD: Final = "attachment_head"


@dataclass(frozen=True, kw_only=True)
class Received:
    """A file as it came in: looked at and found in order, its name made harmless."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What is sealed of an attachment beside its content."""

    name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Used:
    """The files of a submission, bound to it; ``hashes`` are their SHA-256 by id."""

    attachments: tuple[Attachment, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)

    def write(self, uow: UnitOfWork) -> None:
        """Keep them with their submission.

        :raises Conflict: if one was used or thrown away in this very moment.
        """
        if self.attachments and not uow.attachments.use(self.attachments):
            raise Conflict(f"{AGAIN} Er is niets verwerkt.")


def place_of_task(task_id: str) -> str:
    """Return for which step a file is sent: a task."""
    return f"task:{task_id}"


def place_of_message(case_id: str, element: str) -> str:
    """Return for which step a file is sent: a message that a case waits for."""
    return f"message:{case_id}:{element}"


def place_of_start(route: str, start_event: str) -> str:
    """Return for which step a file is sent: the start of a route."""
    return f"start:{route}:{start_event}"


def place_of_correction(submission_id: str) -> str:
    """Return for which step a file is sent: the correction of a submission."""
    return f"correction:{submission_id}"


def keep_attachment(
    received: Received,
    *,
    region: str,
    place: str,
    field: str,
    actor: Actor,
    uow: UnitOfWork,
    vault: Vault,
    now: datetime,
    case_id: str | None = None,
    request_id: str | None = None,
) -> Attachment:
    """Keep a file, sealed, until a submission uses it.

    ``field`` is the dotted path in the form. The same content sent again with the same
    ``request_id`` by the same person, for the same place and field, is kept once.

    :raises AttachmentRefused: if the case is full.
    :raises TooManyRequests: if this person sent too many files within the hour.
    """
    sha256 = hashlib.sha256(received.content).hexdigest()
    identity = _id(request_id, sha256, region, place, field, actor.id, now)
    if (earlier := uow.attachments.find(identity)) is not None:
        return earlier
    _require_room(received, region=region, case_id=case_id, actor=actor, uow=uow, now=now)
    key, wrapped = vault.new_key(identity)
    head = {"name": received.name, "sha256": sha256}
    attachment = Attachment(
        region=region,
        id=identity,
        case_id=case_id,
        place=place,
        field=field,
        actor=actor.id,
        organisation=actor.organisation,
        media_type=received.media_type,
        size=len(received.content),
        at=now,
        wrapped=wrapped,
        head=key.seal(canonical(head).encode(), _HEAD),
    )
    pieces = seal_pieces(received.content, secret=_secret(key), place=identity)
    if uow.attachments.add(attachment, pieces):
        return attachment
    return uow.attachments.find(identity) or attachment  # sent twice at once


def use_attachments(
    files: Sequence[AttachedFile],
    *,
    place: str,
    actor: Actor,
    submission: Submission,
    case: Case,
    key: CaseKey,
    uow: UnitOfWork,
    vault: Vault,
) -> Used:
    """Return the files of a submission, now under the case's key; they are not written yet.

    :raises SubmissionInvalid: if one is unknown, of another person, step, field or case, was used
        before, is used twice, or is not what its field takes. The message does not say which:
        it would tell whether another's file exists.
    """
    found = {file.id: uow.attachments.find(file.id) for file in files}
    wrong = {
        file.path: [AGAIN]
        for number, file in enumerate(files)
        if file.id in {other.id for other in files[:number]}
        or not _is_usable(found[file.id], file, place=place, actor=actor, case=case)
    }
    if wrong:
        raise SubmissionInvalid(wrong)
    used: list[Attachment] = []
    hashes: dict[str, str] = {}
    for file in files:
        attachment = found[file.id]
        if attachment is None:
            raise AttachmentNotFound(AGAIN)
        own = _own_key(attachment, None, vault)
        hashes[attachment.id] = _read_head(attachment, own).sha256
        used.append(
            replace(
                attachment,
                case_id=case.id,
                field=file.path,
                submission_id=submission.id,
                wrapped=key.seal(
                    _secret(own), f"{_KEY}|{attachment.id}", record_class_of(submission.data)
                ),
            )
        )
    return Used(attachments=tuple(used), hashes=hashes)


def open_head(attachment: Attachment, *, case_key: CaseKey | None, vault: Vault) -> Opened:
    """Return the name and hash of an attachment; ``case_key`` when it is used.

    :raises SealBroken: if the case's key was destroyed.
    """
    return _read_head(attachment, _own_key(attachment, case_key, vault))


def open_content(
    attachment: Attachment, *, case_key: CaseKey | None, vault: Vault, uow: UnitOfWork
) -> bytes:
    """Return the content of an attachment, whole and unchanged.

    :raises SealBroken: if it is not, or the case's key was destroyed.
    """
    own = _own_key(attachment, case_key, vault)
    pieces = uow.attachments.pieces(attachment)
    content = open_pieces(pieces, secret=_secret(own), place=attachment.id)
    if hashlib.sha256(content).hexdigest() != _read_head(attachment, own).sha256:
        raise AttachmentNotFound(AGAIN)
    return content


def throw_away_loose(*, uow: UnitOfWork, now: datetime) -> int:
    """Remove files that nobody used within a day; return how many."""
    stale = uow.attachments.loose(before=now - LOOSE_FOR)
    if stale:
        uow.attachments.remove(stale)
    return len(stale)


def _require_room(
    received: Received,
    *,
    region: str,
    case_id: str | None,
    actor: Actor,
    uow: UnitOfWork,
    now: datetime,
) -> None:
    count, sent = uow.attachments.sent_by(region=region, actor=actor.id, since=now - HOUR)
    if count >= MOST_FILES or sent + len(received.content) > MOST_BYTES:
        raise TooManyRequests(
            "U hebt in het afgelopen uur heel veel bestanden toegevoegd. Er is niets verwerkt. "
            "Ga over een uur verder.",
            seconds=int(HOUR.total_seconds()),
        )
    in_case = (
        uow.attachments.size_of_case(region=region, case_id=case_id) if case_id is not None else 0
    )
    if in_case + len(received.content) > MOST_IN_CASE:
        raise AttachmentRefused(
            f"Alle bestanden van een traject samen mogen {MOST_IN_CASE // 1_000_000} MB zijn, en "
            "dat is bereikt. Er is niets verwerkt."
        )


def _id(request_id: str | None, *what: Any) -> str:
    """Return an id: the same for the same file in the same request, else a new one."""
    *rest, now = what
    if request_id is None:
        return new_id(now)
    return str(uuid.uuid5(uuid.NAMESPACE_OID, canonical([request_id, *rest])))


def _is_usable(
    attachment: Attachment | None, file: AttachedFile, *, place: str, actor: Actor, case: Case
) -> bool:
    return (
        attachment is not None
        and attachment.submission_id is None
        and (attachment.region, attachment.place) == (case.region, place)
        and attachment.case_id in (None, case.id)
        and (attachment.actor, attachment.organisation) == (actor.id, actor.organisation)
        and without_rows(attachment.field) == without_rows(file.path)
        and attachment.media_type in file.accept
        and attachment.size <= file.most_bytes
    )


def without_rows(path: str) -> str:
    """Return a path without row numbers: a row above may have been taken out since."""
    return ".".join(part for part in path.split(".") if not part.isdigit())


def _own_key(attachment: Attachment, case_key: CaseKey | None, vault: Vault) -> CaseKey:
    if attachment.submission_id is None:
        return vault.open_key(attachment.id, attachment.wrapped)
    if case_key is None:
        raise AttachmentNotFound(AGAIN)
    secret = case_key.open(attachment.wrapped, f"{_KEY}|{attachment.id}")
    return CaseKey(attachment.id, secret)


def _secret(key: CaseKey) -> bytes:
    if key.secret is None:
        raise AttachmentNotFound(AGAIN)
    return key.secret


def _read_head(attachment: Attachment, own: CaseKey) -> Opened:
    return Opened(**json.loads(own.open(attachment.head, _HEAD)))
