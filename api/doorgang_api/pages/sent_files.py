"""Files on a page: kept as soon as they are sent, also when the rest is not right yet."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from flask import request

from doorgang_api.attachment_access import download, seen_attachment
from doorgang_api.clamd import ScannerUnavailable
from doorgang_api.forms_adapter import form_of
from doorgang_api.upload_places import UploadPlace, take_in
from doorgang_engine.attachments import place_of_task
from doorgang_engine.dossier.looks import LookKind
from doorgang_engine.errors import AttachmentNotFound, AttachmentRefused, TooManyRequests
from doorgang_forms import html_names
from doorgang_forms.uploads import attached_files

from . import visit
from .file_words import described
from .filling_in import Typed, html_path, read_typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint, Response

    from doorgang_engine.model import Account, UserTask

LARGEST_POST = 60_000_000  # bytes of one form with all its files
_SENT = f"-{html_names.UPLOAD}"


def add_to(pages: Blueprint) -> None:
    """Add ``/bijlagen/<id>``."""
    pages.add_url_rule("/bijlagen/<uuid:attachment_id>", "attachment", attachment)


def attachment(attachment_id: Any) -> Response:
    """Give a file to be saved, for who may read the field that it stands in."""
    house, kind = visit.house(), LookKind.DOWNLOAD
    with visit.desk() as desk:
        seen = seen_attachment(str(attachment_id), desk=desk, house=house, kind=kind)
        return download(seen, desk=desk, house=house)


def read_sent(
    definition: Mapping[str, Any], *, place: UploadPlace, account: Account | None = None
) -> Typed:
    """Return what was posted for a form, its files kept; of who visits, or of another account.

    A file is kept before anything is judged, so that nobody has to choose it again; what is wrong
    with one is told at its field.
    """
    kept: list[tuple[str, str]] = []
    errors: dict[str, list[str]] = {}
    for name, file in request.files.items(multi=True):
        if not file.filename or not name.endswith(_SENT):
            continue
        field = name.removesuffix(_SENT)
        try:
            one = take_in(
                file.stream,
                name=file.filename,
                field=html_path(field),
                place=place,
                account=account or visit.account(),
                house=visit.house(),
                now=visit.clock(),
                request_id=visit.request_id(),
            )
        except (AttachmentRefused, ScannerUnavailable, TooManyRequests) as refused:
            errors[html_path(field)] = [str(refused)]
        else:
            kept.append((field, one.id))
    pairs = [*request.form.items(multi=True), *kept]
    return read_typed(definition, pairs, refused=errors)


def read_for_task(task: UserTask, definition: Mapping[str, Any]) -> Typed:
    """Return what was posted for the form of a task, its files kept."""
    place = UploadPlace(
        key=place_of_task(task.id),
        definition=definition,
        actor=visit.account().acting_as(task.role),
        case_id=task.case_id,
    )
    return read_sent(definition, place=place)


def names_in(definition: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, str]:
    """Return the names of the files that a form holds, by id; only of those one may open."""
    house = visit.house()
    found: dict[str, str] = {}
    with visit.desk() as desk:
        for _, _, one in attached_files(form=form_of(definition), data=values):
            with suppress(AttachmentNotFound):  # not theirs: it is refused when it is sent
                seen = seen_attachment(one, desk=desk, house=house)
                kept = seen.attachment
                found[one] = described(seen.opened.name, kept.media_type, kept.size)
    return found
