"""Take in a file: how large, what is it really, may it be kept, what is it called."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from doorgang_engine.attachments import Received
from doorgang_engine.errors import AttachmentRefused
from doorgang_forms.contents import ContentRefused, check_content
from doorgang_forms.file_names import clean_file_name
from doorgang_forms.uploads import most_bytes, upload_problem

from .clamd import is_harmless

if TYPE_CHECKING:
    from doorgang_forms.definition import Field

    from .settings import Settings

LONGEST_NAME = 1_000  # characters of a name as it is sent; the rest is no part of it
HARMFUL = (
    "De virusscanner houdt dit bestand tegen. Er is niets verwerkt. Vraag uw systeembeheerder "
    "ernaar te kijken voordat u het nog eens opent."
)


def receive(*, stream: IO[bytes], name: str, field: Field, settings: Settings) -> Received:
    """Return a file that may be kept for a field of a form.

    :raises AttachmentRefused: if it may not, in Dutch with what to do.
    :raises ScannerUnavailable: if it cannot be checked for viruses now.
    """
    most = min(most_bytes(field), settings.max_upload_mb * 1_000_000)
    content = stream.read(most + 1)
    if len(content) > most:
        raise AttachmentRefused(
            f"Kies bij ‘{field.label.nl}’ een bestand van hoogstens {most // 1_000_000} MB."
        )
    try:
        media_type = check_content(content=content)
    except ContentRefused as refused:
        raise AttachmentRefused(str(refused)) from None
    problem = upload_problem(field=field, media_type=media_type, size_bytes=len(content))
    if problem is not None:
        raise AttachmentRefused(problem)
    if settings.clamav and not is_harmless(content=content, scanner=settings.clamav):
        raise AttachmentRefused(HARMFUL)
    return Received(
        name=clean_file_name(name=name[-LONGEST_NAME:], media_type=media_type),
        media_type=media_type,
        content=content,
    )
