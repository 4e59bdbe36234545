"""Submissions that correct each other: which came first, and which holds now."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from doorgang_engine.model import Submission


def first_of(submission: Submission, known: Mapping[str, Submission]) -> Submission:
    """Return the submission that a chain of corrections began with; itself when it is none.

    Of the first one it counts when it was filled in: that decides on which version of its form,
    and with whom it is shared. ``known`` are the submissions of the case by id.
    """
    while submission.corrects:
        submission = known[submission.corrects]
    return submission


def earlier_of(submission: Submission, known: Mapping[str, Submission]) -> list[Submission]:
    """Return what a submission corrected, the newest first; nothing when it is no correction."""
    found = []
    while submission.corrects:
        submission = known[submission.corrects]
        found.append(submission)
    return found


def in_force(submissions: Sequence[Submission]) -> list[Submission]:
    """Return the submissions that hold: those that no other one corrects."""
    corrected = {one.corrects for one in submissions}
    return [one for one in submissions if one.id not in corrected]


def by_id(submissions: Iterable[Submission]) -> dict[str, Submission]:
    """Return submissions by their id."""
    return {one.id: one for one in submissions}
