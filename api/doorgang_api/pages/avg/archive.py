"""The file itself: a zip with the data to read, the data for a program, and the attachments."""

from __future__ import annotations

import json
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined

from .words import attachments, told_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.privacy.person_file import PersonFile

DATA, PAGE, LETTERS = "gegevens.json", "gegevens.html", "brieven"
MEDIA_TYPE = "application/zip"


def write_archive(file: PersonFile, *, roles: Mapping[str, str], into: BinaryIO) -> None:
    """Write everything about one child as a zip, one attachment in memory at a time.

    :raises SealBroken: if something was changed; then what was written is not to be used.
    """
    told = told_file(file, roles=roles)
    with zipfile.ZipFile(into, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(DATA, json.dumps(told, ensure_ascii=False, indent=2))
        archive.writestr(PAGE, page_of(told))
        for path, attachment in attachments(file):
            archive.writestr(path, file.content_of(attachment))
        for name, pdf in file.letters():
            archive.writestr(f"{LETTERS}/{name}", pdf)


def page_of(told: Mapping[str, Any]) -> str:
    """Return the file as a page that needs nothing from outside: no script, style or font."""
    return _templates().get_template("avg_file.html").render(file=told)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("doorgang_api"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
