"""Everything about one child as plain data: the same for who reads it and for a program."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from doorgang_api.pages.answers import NOT_ANSWERED
from doorgang_api.pages.link_words import PURPOSES, ROLES
from doorgang_api.pages.participants import KINDS
from doorgang_api.pages.reading import CaseReading
from doorgang_api.pages.sentences import TECHNICAL, sentence
from doorgang_api.pages.terms import term_views
from doorgang_api.pages.timeline import timeline
from doorgang_api.pages.words import STATUS, moment_words
from doorgang_engine.letters.letter import file_name
from doorgang_engine.notes.note import Audience

from .onlookers import RolesOnly

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from doorgang_api.pages.answers import Answer
    from doorgang_api.pages.reading import FilledIn
    from doorgang_engine.dossier.telling import ToldLook
    from doorgang_engine.link import Link
    from doorgang_engine.model import Attachment, UserTask
    from doorgang_engine.notes.note import Note
    from doorgang_engine.privacy.person_file import PersonCase, PersonFile

FORMAT = 1
_TASK_STATUS = {"open": "open", "completed": "afgerond", "cancelled": "vervallen"}
_AUDIENCES = {Audience.OWN: "voor de eigen organisatie", Audience.ALL: "voor alle deelnemers"}
_LONGEST_NAME = 120  # characters of a name in the archive
_TERM = (
    "id", "name", "status", "started", "started_iso", "end", "end_iso", "raw_end", "is_rolled",
    "ground", "rule", "source", "calendar", "steps", "warnings", "suspensions", "extension",
)  # fmt: skip


def told_file(file: PersonFile, *, roles: Mapping[str, str]) -> dict[str, Any]:
    """Return a file in words, ready for JSON; ``roles`` gives the names of roles by key."""
    people = RolesOnly(file.uow, file.region, roles)
    cases = [_case(one, people) for one in file.cases]
    names = {name for case in cases if (name := case["subject"]) and not case["is_destroyed"]}
    return {
        "format": FORMAT,
        "made": _moment(file.made_at),
        "region": file.region,
        "subject": {"id": file.subject, "names": sorted(names)},
        "cases": cases,
        "looks": [_look(one, people) for one in file.looks],
    }


def attachment_paths(one: PersonCase) -> dict[str, str]:
    """Return where each file of a case stands in the archive, by id."""
    number = one.dossier.case.number
    return {
        file.id: f"bijlagen/{number}/{place:02}-{_harmless(opened.name)}"
        for place, (file, opened) in enumerate(one.dossier.files, start=1)
    }


def attachments(file: PersonFile) -> Iterator[tuple[str, Attachment]]:
    """Yield every file of all cases with its place in the archive."""
    for one in file.cases:
        paths = attachment_paths(one)
        yield from ((paths[found.id], found) for found, _ in one.dossier.files)


def _case(one: PersonCase, people: RolesOnly) -> dict[str, Any]:
    reading, case, paths = CaseReading(one.dossier), one.dossier.case, attachment_paths(one)
    people.learn(one.dossier)
    return {
        "number": case.number,
        "route": reading.names.route,
        "subject": reading.subject,
        "is_destroyed": one.is_destroyed,
        "destroyed_classes": list(one.destroyed_classes),
        "status": STATUS[case.status],
        "outcome": reading.names.outcome("", case.outcome) if case.outcome else "",
        "started": _moment(case.started_at),
        "ended": _moment(case.ended_at) if case.ended_at else None,
        "participants": [
            {"kind": KINDS.get(kind, kind), "organisation": people.organisation(organisation)}
            for kind, organisation in sorted(case.participants.items())
        ],
        "forms": [_form(form, reading, people, paths) for form in reversed(reading.filled_in)],
        "notes": [_note(note, text, reading, people) for note, text in one.dossier.notes],
        "tasks": [_task(task, reading, people) for task in reading.tasks],
        "terms": [_term(asdict(view)) for view in term_views(reading.terms)],
        "history": _history(reading, people),
        "events": list(_events(reading, people)),
        "attachments": [
            {"name": opened.name, "path": paths[file.id], "size": file.size}
            | {"media_type": file.media_type, "sha256": opened.sha256, "at": _moment(file.at)}
            for file, opened in one.dossier.files
        ],
        "letters": [
            {
                "title": letter.title,
                "path": f"brieven/{file_name(letter, number=case.number)}",
                "at": _moment(letter.made_at),
                "to": [people.organisation(one) for one in letter.organisations],
            }
            for letter in one.dossier.letters
        ],
        "links": [_link(link, one) for link in one.dossier.links],
    }


def _link(link: Link, one: PersonCase) -> dict[str, Any]:
    reply = one.dossier.reply_by(link)
    return {
        "purpose": str(PURPOSES[link.purpose]),
        "role": str(ROLES[link.role]),
        "name": one.dossier.name_for(link),
        "made": _moment(link.made_at),
        "used": _moment(link.used_at) if link.used_at else None,
        "answers": dict(reply.answers) if reply else {},
    }


def _form(
    form: FilledIn, reading: CaseReading, people: RolesOnly, paths: Mapping[str, str]
) -> dict[str, Any]:
    sent = form.submission
    data = reading.dossier.answers(sent)
    return {
        "key": sent.form,
        "title": form.title,
        "at": _moment(sent.at),
        "role": _role(sent.role, reading, people),
        "organisation": people.organisation(sent.organisation),
        "is_destroyed": data is None,
        "corrects": _moment(reading.submission(sent.corrects).at) if sent.corrects else None,
        "answers": [_answer(one, paths) for one in form.answers],
        "data": data,
    }


def _note(note: Note, text: str, reading: CaseReading, people: RolesOnly) -> dict[str, Any]:
    return {
        "at": _moment(note.at),
        "role": _role(note.role, reading, people),
        "organisation": people.organisation(note.organisation),
        "audience": _AUDIENCES[Audience(note.audience)],
        "text": text,
    }


def _answer(one: Answer, paths: Mapping[str, str]) -> dict[str, Any]:
    return {
        "label": one.label,
        "answer": one.text or ("" if one.rows else NOT_ANSWERED),
        "path": paths.get(one.file, ""),
        "rows": [
            {"title": title, "answers": [_answer(inner, paths) for inner in answers]}
            for title, answers in one.rows
        ],
    }


def _task(task: UserTask, reading: CaseReading, people: RolesOnly) -> dict[str, Any]:
    return {
        "name": task.name,
        "role": _role(task.role, reading, people),
        "organisation": people.organisation(task.organisation),
        "status": _TASK_STATUS[task.status],
        "opened": _moment(task.opened_at),
        "due": _moment(task.due_at) if task.due_at else None,
        "closed": _moment(task.closed_at) if task.closed_at else None,
    }


def _role(role: str, reading: CaseReading, people: RolesOnly) -> str:
    """Return the name of a role, also of one that the route does not know."""
    named = reading.names.role(role)
    return people.role(role) if named == role else named


def _term(view: dict[str, Any]) -> dict[str, Any]:
    return {name: view[name] for name in _TERM}


def _history(reading: CaseReading, people: RolesOnly) -> list[dict[str, Any]]:
    entries = timeline(reading.history, names=reading.names, people=people, newest_first=False)
    return [
        {
            "at": {"iso": one.iso, "words": one.moment},
            "who": one.who,
            "title": one.title,
            "sentences": list(one.sentences),
            "technical": list(one.technical),
        }
        for one in entries
    ]


def _events(reading: CaseReading, people: RolesOnly) -> Iterator[dict[str, Any]]:
    """Yield each event as the history has it, with the values that were sealed in it."""
    for recorded, event in reading.history:
        yield {
            "number": recorded.number,
            "kind": recorded.kind,
            "at": recorded.at.isoformat(),
            "who": people.person(recorded.actor),
            "text": sentence(event, reading.names.among(people)),
            "is_technical": recorded.kind in TECHNICAL,
            "values": reading.dossier.hidden(event) or {},
        }


def _look(look: ToldLook, people: RolesOnly) -> dict[str, Any]:
    return {
        "at": _moment(look.at),
        "what": look.kind,
        "role": look.role,
        "organisation": people.organisation(look.organisation),
        "seen": look.seen,
        "ground": look.ground,
        "is_emergency": look.is_emergency,
        "is_refused": look.is_refused,
    }


def _moment(moment: datetime) -> dict[str, str]:
    return {"iso": moment.isoformat(timespec="seconds"), "words": moment_words(moment)}


def _harmless(name: str) -> str:
    """Return the name of a file as every system can unpack it."""
    kept = "".join(c if c.isalnum() or c in " ._-()" else "_" for c in name)
    stem, dot, ending = kept.rpartition(".")
    short = f"{stem[:_LONGEST_NAME]}{dot}{ending[:8]}" if stem else kept[:_LONGEST_NAME]
    return short.strip(" .") or "bestand"
