"""History events about what people add to a dossier beside the route: notes and corrections."""

from __future__ import annotations

from dataclasses import dataclass

from .event import AtElement, Event


@dataclass(frozen=True, kw_only=True)
class NoteMade(Event):
    """Somebody made a note; what it says is not told. ``audience``: own | all."""

    kind = "note_made"
    sealed = frozenset({"sha256"})
    note_id: str
    audience: str
    sha256: str  # of the text, so that a changed note would show


@dataclass(frozen=True, kw_only=True)
class SubmissionCorrected(AtElement):
    """A form was filled in anew, because there was a mistake in it; the old one stays."""

    kind = "submission_corrected"
    sealed = frozenset({"reason"})
    submission_id: str
    corrects: str  # id of the submission with the mistake
    form: str
    to_roles: tuple[str, ...]  # with whom it was shared: they are told
    reason: str
