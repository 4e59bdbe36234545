"""The timeline of a case: what was done, act by act, in words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from doorgang_engine import events as ev

from . import (  # noqa: F401 - add their sentences
    keeping_sentences,
    letter_sentences,
    signing_words,
    term_sentences,
)
from .sentences import TECHNICAL, sentence
from .words import moment_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doorgang_engine.model import RecordedEvent

    from .names import People, RouteNames

Happened = tuple["RecordedEvent", ev.Event]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One act: when, by whom, and what came of it; ``technical`` is for who wants it all."""

    id: str
    act: int
    iso: str
    moment: str
    who: str
    title: str
    sentences: tuple[str, ...]
    technical: tuple[str, ...]


def timeline(
    history: Iterable[Happened], *, names: RouteNames, people: People, newest_first: bool
) -> list[Entry]:
    """Return the entries of a timeline."""
    groups = groupby(history, key=lambda one: (one[0].act, one[0].at, one[0].actor))
    named = names.among(people)
    entries = [_entry(list(group), named, people) for _, group in groups]
    return entries[::-1] if newest_first else entries


def after_act(
    history: Sequence[Happened], *, act: int, names: RouteNames
) -> tuple[str, tuple[str, ...]]:
    """Return what an act was, and which sentences tell what it led to; who is next comes first."""
    own = [event for recorded, event in history if recorded.act == act]
    return _headline(sorted(own, key=lambda one: not isinstance(one, ev.TaskOpened)), names)


def reason_of_task(history: Sequence[Happened], *, task_id: str, names: RouteNames) -> str:
    """Return in words which step a task came out of; ``""`` when the history does not say."""
    for recorded, event in history:
        if isinstance(event, ev.TaskOpened) and event.task_id == task_id:
            own = [other for one, other in history if one.act == recorded.act]
            cause = next((one for one in own if isinstance(one, _CAUSES)), None)
            return sentence(cause, names) if cause else ""
    return ""


_CAUSES = (ev.CaseStarted, ev.TaskCompleted, ev.MessageReceived, ev.TimerFired, ev.SignalReceived)
_BESIDE = (
    ev.CaseMigrated,
    ev.IncidentRaised,
    ev.IncidentResolved,
    ev.LeavingRecorded,
    ev.LeavingWithdrawn,
    ev.LetterAskedAgain,
    ev.LetterMade,
    ev.LinkMade,
    ev.LinkWithdrawn,
    ev.LinkAnswered,
    ev.HoldSet,
    ev.HoldLifted,
    ev.RightExercised,
    ev.RecordsDestroyed,
    ev.NoteMade,
    ev.SubmissionCorrected,
    ev.TaskHandedOver,
    ev.SignatureAsked,
    ev.SignatureRefused,
)
_TITLES = (*_CAUSES, ev.CaseWithdrawn, *_BESIDE, ev.ParticipantChanged)
_CHANGES = (ev.TermSuspended, ev.TermResumed, ev.TermExtended, ev.TermEnded)


def _entry(group: Sequence[Happened], names: RouteNames, people: People) -> Entry:
    recorded = group[0][0]
    own = [event for _, event in group]
    title, told = _headline(own, names)
    return Entry(
        id=f"gebeurtenis-{recorded.number}",
        act=recorded.act,
        iso=recorded.at.isoformat(timespec="seconds"),
        moment=moment_words(recorded.at),
        who=people.person(recorded.actor),
        title=title,
        sentences=told,
        technical=tuple(sentence(e, names) for e in own if e.kind in TECHNICAL),
    )


def _headline(own: Sequence[ev.Event], names: RouteNames) -> tuple[str, tuple[str, ...]]:
    """Tell what was done first, then what it led to, in the order in which it happened."""
    told = [event for event in own if event.kind not in TECHNICAL]
    first = _first(told, _TITLES) or _first(told, _CHANGES)
    rest = tuple(sentence(event, names) for event in told if event is not first)
    return (sentence(first, names) if first else "Er is iets gewijzigd."), rest


def _first(told: Sequence[ev.Event], kinds: tuple[type[ev.Event], ...]) -> ev.Event | None:
    return next((event for event in told if isinstance(event, kinds)), None)
