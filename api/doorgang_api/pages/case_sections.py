"""What the sections of a page of a case show: participants, documents, notes, related cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_engine.contacts.of_case import contacts_of_case
from doorgang_engine.dossier.related import related_cases
from doorgang_engine.model import UNNAMED
from doorgang_engine.terms.wording import capitalised

from . import visit
from .corrected import standing_forms
from .dossier_themes import by_theme
from .note_pages import audience_words, note_form
from .participants import KINDS
from .words import STATUS, moment_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.model import Submission

    from .answers import Answer
    from .names import People
    from .reading import CaseReading


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file that this person may open, and the form that it came with."""

    id: str
    words: str
    form: str
    submission: Submission


@dataclass(frozen=True, kw_only=True)
class Participant:
    """An organisation that takes part, or the kind of which that is still open."""

    kind: str
    kind_name: str
    name: str
    is_own: bool
    roles: Sequence[tuple[str, Sequence[Any]]]  # name of the role, contacts


def sections(reading: CaseReading, people: People, desk: Desk) -> dict[str, Any]:
    """Return what the page of a case shows beside what its print shows."""
    found = related_cases(desk, reading.dossier)
    return {
        "themes": by_theme(standing_forms(reading), config_dir=visit.house().settings.config_dir),
        "participants": participants(reading, people, desk),
        "documents": list(documents(reading)),
        "note_form": note_form(reading),
        "related": [
            (one, people_title(desk, one.bundle), capitalised(text=str(STATUS[one.status])))
            for one in found.cases
        ],
        "other_cases": found.others,
    }


def people_title(desk: Desk, bundle: str) -> str:
    """Return the title of the route of a bundle."""
    return str(visit.house().parts.shelf.content(desk.uow, bundle)["title"])


def notes(reading: CaseReading) -> list[dict[str, Any]]:
    """Return the notes that this person may read, the newest first."""
    return [
        {
            "note": note,
            "text": text,
            "role": reading.names.role(note.role),
            "audience": audience_words(note.audience),
            "moment": moment_words(note.at),
        }
        for note, text in reversed(reading.dossier.notes)
    ]


def participants(reading: CaseReading, people: People, desk: Desk) -> list[Participant]:
    """Return who takes part, with their contacts, and the kinds of which that is still open."""
    contacts = contacts_of_case(desk, reading.dossier)
    return [
        Participant(
            kind=kind,
            kind_name=KINDS.get(kind, kind),
            name=people.organisation(organisation),
            is_own=organisation == reading.account.organisation,
            roles=[
                (reading.names.role(one.role), one.contacts)
                for one in contacts.get(organisation, ())
                if one.contacts
            ],
        )
        for kind, organisation in taking_part(reading)
    ]


def taking_part(reading: CaseReading) -> list[tuple[str, str]]:
    """Return each kind with the organisation that stands for it, or UNNAMED where that is open."""
    open_kinds = reading.runnable.open_kinds if reading.is_running else frozenset()
    found = dict.fromkeys(open_kinds, UNNAMED) | dict(reading.case.participants)
    return [(kind, organisation) for kind, organisation in sorted(found.items()) if organisation]


def documents(reading: CaseReading) -> Iterator[Document]:
    """Yield the files in what this person may read, the newest first, each once."""
    seen: set[str] = set()
    for filled_in in reading.filled_in:
        for answer in _with_file(filled_in.answers):
            if answer.file not in seen:
                seen.add(answer.file)
                yield Document(
                    id=answer.file,
                    words=answer.text,
                    form=filled_in.title,
                    submission=filled_in.submission,
                )


def _with_file(answers: Sequence[Answer]) -> Iterator[Answer]:
    for one in answers:
        if one.file:
            yield one
        for _, inner in one.rows:
            yield from _with_file(inner)
