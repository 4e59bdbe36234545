"""Make the PDF of a letter: PDF/UA-1, tagged, in Dutch, with nothing fetched from anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined, Template

from doorgang_engine.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence

_FRAME = Path(__file__).with_name("frame.html")


class LetterNotTypeset(EngineError):
    """A letter asks for something outside itself, or cannot be made into a PDF here."""

    code = "letter_not_typeset"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What stands around the text of a letter."""

    title: str
    sender: str
    to: Sequence[str]
    day: str
    number: str  # of the case
    ground: str
    is_draft: bool = False  # shown before the step that sends it; never kept
    replaces: str = ""  # which letter it takes the place of, in words


def typeset(body: str, *, sheet: Sheet) -> bytes:
    """Return a letter as PDF; ``body`` is HTML of which the values were escaped.

    :raises LetterNotTypeset: if it asks for anything outside, or Pango is not installed.
    """
    return to_pdf(_frame().render(sheet=sheet, body=body))


def to_pdf(page: str) -> bytes:
    """Return a whole page of HTML as PDF/UA-1; pictures may stand in it as ``data:``.

    :raises LetterNotTypeset: if it asks for anything outside, or Pango is not installed.
    """
    try:
        # Here, so that all else runs where Pango is not installed.
        from weasyprint import HTML  # noqa: PLC0415
        from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415
    except OSError as error:
        raise LetterNotTypeset("Pango ontbreekt op deze server.") from error
    closed = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    try:
        made: bytes = HTML(string=page, url_fetcher=closed).write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:  # no Exception: it would end the worker
        raise LetterNotTypeset("Een brief haalt niets van buiten.") from error
    return made


@cache
def _frame() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(_FRAME.read_text("utf-8"))
