"""History events of letters and links: what went to people outside, and what came back."""

from __future__ import annotations

from dataclasses import dataclass

from .event import Event


@dataclass(frozen=True, kw_only=True)
class LetterMade(Event):
    """A letter was made, from this text; it is never changed afterwards."""

    kind = "letter_made"
    sealed = frozenset({"sha256"})
    letter_id: str
    letter: str
    title: str
    number: int  # of this letter in this case
    version: int
    template_hash: str
    element: str
    sha256: str  # of the PDF


@dataclass(frozen=True, kw_only=True)
class LetterAskedAgain(Event):
    """Somebody asked for a letter to be made again: it failed, or what it says was corrected."""

    kind = "letter_asked_again"
    sealed = frozenset({"reason"})
    letter_id: str  # of the one that will be made
    replaces: str  # id of the letter that it takes the place of; "": that one was never made
    letter: str
    title: str
    element: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class LinkMade(Event):
    """A parent or the pupil got a link, to answer something or to read."""

    kind = "link_made"
    link_id: str
    task_id: str  # "": to read
    purpose: str
    role: str
    expires_at: str


@dataclass(frozen=True, kw_only=True)
class LinkWithdrawn(Event):
    """A link was withdrawn: it works no more."""

    kind = "link_withdrawn"
    link_id: str


@dataclass(frozen=True, kw_only=True)
class LinkAnswered(Event):
    """A parent or the pupil answered by a link; the reply is with the task of who asked."""

    kind = "link_answered"
    sealed = frozenset({"sha256"})
    link_id: str
    task_id: str
    form: str
    sha256: str  # of the reply
