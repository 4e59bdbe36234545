"""The report of a replay as a PDF that a screen reader can read (PDF/UA-1)."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from flask import Response, render_template

from doorgang_api.attachment_access import SANDBOX
from doorgang_engine.letters.letter import MEDIA_TYPE
from doorgang_engine.letters.typeset import to_pdf

from . import visit
from .replay_pages import report_of

if TYPE_CHECKING:
    from flask import Blueprint

#: What a page brings out by a class (web/styles/replay.css), in the drawing itself: on paper no
#: style sheet of the page reaches into a picture.
PAINT = """<style>
.state.is-active > .mark-active, .state.is-late > .mark-late,
.state.is-visited > .mark-visited, .state.is-cancelled > .mark-cancelled,
.state.is-fresh > .mark-fresh, .state.is-again > .mark-again { display: inline }
.element.is-active > .body { fill: #e3effa }
.element.is-cancelled > .body { fill: #f1f2f4 }
.flow.is-taken > .line { stroke: #0b5cad; stroke-width: 3.2 }
.flow.is-taken > .head { stroke: #0b5cad; fill: #0b5cad }
.flow.is-fresh > .line { stroke: #7a4a00; stroke-width: 5 }
.flow.is-fresh > .head { stroke: #7a4a00; fill: #7a4a00 }
</style>"""


def add_to(pages: Blueprint) -> None:
    """Add ``/trajecten/<id>/naspelen/verslag.pdf``."""
    address = "/trajecten/<case_id>/naspelen/verslag.pdf"
    pages.add_url_rule(address, "replay_report_pdf", replay_report_pdf)


def replay_report_pdf(case_id: str) -> Response:
    """Give the whole replay as PDF, to be saved; noted as a print.

    :raises CaseNotFound: if it does not exist, or not for this person.
    """
    told = report_of(case_id)
    page = render_template(
        "replay_report_pdf.html",
        **{**told, "drawing": as_picture(told["drawing"]), "track": as_picture(told["track"])},
        me=visit.account(),
    )
    answer = Response(to_pdf(page), content_type=MEDIA_TYPE)
    name = f"verloop-{told['reading'].case.number}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def as_picture(svg: str) -> str:
    """Return a drawing as the address of a picture that holds it; empty when there is none."""
    if not svg:
        return ""
    opened = svg.index(">", svg.index("<svg")) + 1
    whole = svg[:opened] + PAINT + svg[opened:]
    return f"data:image/svg+xml;base64,{b64encode(whole.encode()).decode()}"
