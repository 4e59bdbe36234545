"""One submission on paper: the form as it was then, with every question and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_api.forms_adapter import form_of
from doorgang_api.languages import gettext as _
from doorgang_api.languages import language
from doorgang_engine.dossier.contents import WHOLE
from doorgang_engine.dossier.looks import LookKind
from doorgang_engine.errors import CaseNotFound
from doorgang_forms.printing import PrintedField, print_view

from . import visit
from .answers import answer_words
from .reading import CaseReading, people_of
from .words import moment_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint, Response

    from doorgang_forms.definition import Form


@dataclass(frozen=True, kw_only=True)
class Line:
    """One question on paper; ``rows`` are titles with what stands in each."""

    label: str
    text: str
    is_answer: bool
    is_sensitive: bool
    is_heading: bool
    rows: tuple[tuple[str, tuple[Line, ...]], ...]


def add_to(pages: Blueprint) -> None:
    """Add ``/trajecten/<case>/formulieren/<submission>/afdruk``."""
    address = "/trajecten/<case_id>/formulieren/<submission_id>/afdruk"
    pages.add_url_rule(address, "submission_print", submission_print)


def submission_print(case_id: str, submission_id: str) -> Response:
    """Show one submission that somebody may read, to print; noted as a print.

    :raises ReasonRequired: if they may read it after saying why.
    :raises Forbidden: if the content is not for their role.
    :raises CaseNotFound: if there is no such submission for them.
    """
    with visit.desk() as desk:
        dossier = desk.dossier(case_id, shows=WHOLE, kind=LookKind.PRINT, must_read=True)
        reading, people = CaseReading(dossier), people_of(desk.uow, desk.account)
        one = next((one for one in reading.filled_in if one.submission.id == submission_id), None)
        if one is None:
            raise CaseNotFound
        form = form_of(dossier.form_of(one.submission))
        return visit.show(
            "submission_print.html",
            heading=one.title,
            reading=reading,
            people=people,
            submission=one.submission,
            sections=_sections(form, dossier.answers(one.submission) or {}, reading.file_words),
            intro=form.intro.in_language(language()) if form.intro else "",
            ground=form.ground,
            version=form.content_hash[:12],
            printed=moment_words(desk.now),
        )


def _sections(
    form: Form, data: Mapping[str, object], files: Mapping[str, str]
) -> list[tuple[str, list[Line]]]:
    return [
        (section.title, [_line(one, files) for one in section.fields])
        for section in print_view(form=form, data=data, lang=language())
    ]


def _line(one: PrintedField, files: Mapping[str, str]) -> Line:
    field, lang = one.field, language()
    title = (field.row_label or field.label).in_language(lang)
    return Line(
        label=field.label.in_language(lang),
        text=_text(one, files),
        is_answer=one.state == "answered",
        is_sensitive=field.sensitive,
        is_heading=field.type in {"group", "info"},
        rows=tuple(
            (
                f"{title} {number}" if field.type == "repeat" else "",
                tuple(_line(inner, files) for inner in row),
            )
            for number, row in enumerate(one.rows, start=1)
        ),
    )


def _text(one: PrintedField, files: Mapping[str, str]) -> str:
    if one.field.type == "info":
        return one.field.text.in_language(language()) if one.field.text else ""
    if one.field.type == "group" or (one.state == "answered" and one.field.type == "repeat"):
        return ""
    if one.state == "answered":
        return answer_words(one.field, one.value, files)
    return {
        "empty": _("Niet ingevuld"),
        "not_asked": _("Niet gevraagd"),
        "unsure": _("Niet ingevuld, niet gevraagd, of niet voor u om te lezen"),
    }[one.state]
