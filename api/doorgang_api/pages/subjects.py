"""What a case is about, in words: how a page asks for its name and how it shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine.dossier.looks import LookKind
from doorgang_engine.subject import Subject, SubjectKind, kind_of
from doorgang_forms.values import clean_text

from . import visit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.model import Case, UserTask

LONGEST_NAME = 100  # characters


@dataclass(frozen=True, kw_only=True)
class NameField:
    """One part of the name, as the start page asks for it."""

    key: str  # of Subject
    field: str  # in the form
    label: str
    complaint: str


@dataclass(frozen=True, kw_only=True)
class Wording:
    """How people speak of a kind of subject."""

    question: str
    hint: str
    unnamed: str
    fields: tuple[NameField, ...]


def _titled(question: str, hint: str, unnamed: str, label: str, complaint: str) -> Wording:
    asked = NameField(key="title", field="_titel", label=label, complaint=complaint)
    return Wording(question=question, hint=hint, unnamed=unnamed, fields=(asked,))


WORDINGS = {
    SubjectKind.CHILD: Wording(
        question=_l("Over welke leerling gaat het?"),
        hint=(
            _l(
                "De naam wordt versleuteld bewaard. Alleen wie aan dit traject meewerkt ziet "
                "haar. Vul geen BSN in."
            )
        ),
        unnamed=_l("Leerling (naam niet zichtbaar)"),
        fields=(
            NameField(
                key="given_name",
                field="_voornaam",
                label=_l("Voornaam"),
                complaint=_l("Vul de voornaam van de leerling in."),
            ),
            NameField(
                key="family_name",
                field="_achternaam",
                label=_l("Achternaam"),
                complaint=_l("Vul de achternaam van de leerling in."),
            ),
        ),
    ),
    SubjectKind.ORGANISATION: _titled(
        _l("Over welke organisatie gaat het?"),
        _l("Noem de school of het bestuur, en zo nodig het schooljaar. Noem geen mensen."),
        _l("Organisatie (naam niet zichtbaar)"),
        _l("Naam"),
        _l("Vul de naam van de organisatie in."),
    ),
    SubjectKind.PLAN: _titled(
        _l("Waar gaat het over?"),
        _l(
            "Geef een titel waaraan collega’s het herkennen, zo nodig met het schooljaar. "
            "Noem geen mensen."
        ),
        _l("Plan (titel niet zichtbaar)"),
        _l("Titel"),
        _l("Vul een titel in."),
    ),
    SubjectKind.REQUEST: _titled(
        _l("Over welk verzoek gaat het?"),
        _l(
            "Noem wie het vraagt en wat, bijvoorbeeld: Inzage, ouders van Noor V. De titel wordt "
            "versleuteld bewaard. Vul geen BSN in."
        ),
        _l("Verzoek (titel niet zichtbaar)"),
        _l("Korte titel"),
        _l("Vul een korte titel van het verzoek in."),
    ),
}


def typed_subject(kind: SubjectKind) -> Subject:
    """Return the subject as it was typed on the start page."""
    return Subject(**{one.key: _typed(one.field) for one in WORDINGS[kind].fields})


def wrong_names(kind: SubjectKind) -> dict[str, str]:
    """Return what is wrong with the name that was typed, by field."""
    return {one.field: one.complaint for one in WORDINGS[kind].fields if not _typed(one.field)}


def name_or_kind(subject: Subject | None, kind: SubjectKind) -> str:
    """Return the name of what a case is about; of who may not know it, only what it is."""
    return WORDINGS[kind].unnamed if subject is None else subject.name


def names_for(
    desk: Desk,
    cases: Iterable[Case],
    *,
    kind: LookKind = LookKind.LIST,
    asked: Iterable[str] = (),
    work: Iterable[UserTask] = (),
) -> dict[str, str]:
    """Return what the cases of a list are about, by id, in words; the desk notes it."""
    shelf, known = visit.house().parts.shelf, {case.id: case for case in cases}
    found = desk.names(list(known.values()), kind=kind, asked=list(asked), work=list(work))
    return {
        case.id: name_or_kind(found[case.id], kind_of(shelf.content(desk.uow, case.bundle)))
        for case in known.values()
    }


def _typed(field: str) -> str:
    typed = request.form.get(field, "")[:LONGEST_NAME]
    return clean_text(text=typed, many_lines=False) or ""
