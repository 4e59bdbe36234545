"""A case as a readable timeline, from its history alone: who did what when, and was it on time."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from doorgang_engine.history.reading import read
from doorgang_engine.subject import find_subject
from doorgang_engine.terms.moments import local_day
from doorgang_engine.terms.wording import counted

from .dates import short_date
from .entries import Entry, Tally, Words
from .telling import Teller

if TYPE_CHECKING:
    from doorgang_engine.history.verify import Verdict
    from doorgang_engine.model import Case
    from doorgang_engine.ports import Parts, UnitOfWork
    from doorgang_engine.subject import Subject

WIDTH = 100
DATE_WIDTH = 15
WHO_WIDTH = 25
INDENT = 2


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """A case as it went."""

    case: Case
    title: str
    subject: Subject
    entries: tuple[Entry, ...]
    tally: Tally
    outcome: str


def read_timeline(*, case_id: str, parts: Parts) -> Timeline:
    """Return the timeline of a case.

    :raises CaseNotFound: if there is no such case.
    """
    with parts.new_uow() as uow:
        case = uow.cases.get(case_id)
        key = uow.cases.key(case_id)
        recorded = uow.history.of_case(case_id)
        words = _words(case, parts, uow)
        title = parts.shelf.content(uow, case.bundle)["title"]
    teller = Teller(words)
    told = [
        teller.tell_act(at=first.at, actor=first.actor, events=[read(r, key) for r in rest])
        for first, rest in (
            (group[0], group)
            for group in (list(g) for _, g in groupby(recorded, key=lambda r: r.act))
        )
    ]
    return Timeline(
        case=case,
        title=title,
        subject=find_subject(case, key),
        entries=tuple(entry for entry in told if entry is not None),
        tally=teller.tally,
        outcome=teller.outcome,
    )


def lines_of(timeline: Timeline, *, verdict: Verdict | None = None) -> list[str]:
    """Return the timeline as lines of text, none wider than WIDTH; the verdict as last line."""
    lines = [f"{timeline.case.number}  {timeline.subject.name}: {timeline.title}", "=" * WIDTH]
    day = ""
    for entry in timeline.entries:
        written = short_date(local_day(moment=entry.at))
        lines += _entry_lines(entry, written if written != day else "")
        day = written
    lines += ["-" * WIDTH, *_summary(timeline)]
    if verdict is not None:
        lines.append(proof_line(verdict))
    return lines


def proof_line(verdict: Verdict) -> str:
    """Return in one line whether a history was proven."""
    events = counted(count=verdict.events, words=("gebeurtenis", "gebeurtenissen"))
    acts = counted(count=verdict.acts, words=("handeling", "handelingen"))
    counts = f"{events}, {acts}"
    if verdict.is_right and verdict.acts_destroyed:
        left = counted(count=verdict.acts_destroyed, words=("handeling", "handelingen"))
        return f"keten klopt: {counts}; {left} niet na te spelen, want de inhoud is vernietigd"
    if verdict.is_right:
        return f"geschiedenis bewezen: {counts}"
    found = counted(count=len(verdict.differences), words=("verschil", "verschillen"))
    return f"GESCHIEDENIS KLOPT NIET: {found}; {counts}"


def _words(case: Case, parts: Parts, uow: UnitOfWork) -> Words:
    content = parts.shelf.content(uow, case.bundle)
    return Words(
        program=parts.shelf.runnable(uow, case.bundle).program,
        roles={key: _lowered(role["naam"]) for key, role in content["roles"].items()},
        forms={key: _lowered(form["title"]["nl"]) for key, form in content["forms"].items()},
        routes={b.route: b.content["title"] for b in uow.bundles.list_active(region=case.region)},
        people={a.id: a.name for a in uow.accounts.of_region(case.region)},
    )


def _lowered(text: str) -> str:
    """Begin with a small letter, unless it begins with an abbreviation (``VO-school``)."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _entry_lines(entry: Entry, day: str) -> list[str]:
    left = _wrapped(entry.who, WHO_WIDTH - 2) + _wrapped(entry.role, WHO_WIDTH - 2)
    room = WIDTH - DATE_WIDTH - WHO_WIDTH - INDENT * entry.depth
    pad = " " * (INDENT * entry.depth)
    right = _wrapped(entry.title, room)
    for note in entry.notes:
        first, *others = _wrapped(note, room - INDENT)
        right += [f"- {first}", *(f"  {line}" for line in others)]
    rows = max(len(left), len(right))
    return [
        f"{day if n == 0 else '':<{DATE_WIDTH}}"
        f"{left[n] if n < len(left) else '':<{WHO_WIDTH}}"
        f"{pad + right[n] if n < len(right) else ''}".rstrip()
        for n in range(rows)
    ]


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False)


def _summary(timeline: Timeline) -> list[str]:
    case, tally = timeline.case, timeline.tally
    first = local_day(moment=case.started_at)
    if case.ended_at is None:
        state = f"loopt sinds {short_date(first)}"
    else:
        last = local_day(moment=case.ended_at)
        state = f"{short_date(first)} tot en met {short_date(last)}: {(last - first).days} dagen"
    met, lapsed = tally.outcomes["met"], tally.outcomes["lapsed"]
    left = tally.terms - met - lapsed
    rest = f", {left} anders geëindigd of nog lopend" if left else ""
    return [
        f"uitkomst: {timeline.outcome or 'nog geen'}",
        f"duur: {state}",
        f"gedaan: {tally.tasks} taken; {tally.timers} keer ging een wekker af",
        f"termijnen: {tally.terms}, waarvan {met} gehaald en {lapsed} verstreken{rest}",
    ]
