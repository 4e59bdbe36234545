"""A letter as it would be, before the step that sends it is completed. Nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.letters.letter import LetterNotFound
from doorgang_engine.preview import letters_ahead, tried_completion

from .composing import compose

if TYPE_CHECKING:
    from datetime import datetime

    from doorgang_engine.model import Actor
    from doorgang_engine.ports import Parts

    from .composing import Composed

_NOT_ASKED = (
    "Met deze antwoorden gaat deze brief niet uit, of hij is niet voor uw organisatie. Er is "
    "niets verstuurd."
)


def preview_letter(
    *,
    task_id: str,
    element: str,
    submission: Any,
    actor: Actor,
    parts: Parts,
    filled_in_by: Actor | None = None,
    now: datetime | None = None,
) -> Composed:
    """Return the letter that a step would send if the task were completed with this.

    For who could read the letter once it is made, the family excepted: they get the letter itself.

    :raises TaskNotFound, TaskNotOpen, NotYours, SubmissionInvalid: as completing the task would.
    :raises LetterNotFound: if no letter would go out there, or not for this person.
    :raises LetterIncomplete: if it would say what is not known.
    """
    with tried_completion(
        task_id=task_id,
        submission=submission,
        actor=actor,
        parts=parts,
        filled_in_by=filled_in_by,
        now=now,
    ) as tried:
        shown = letters_ahead(tried, actor=actor, parts=parts)
        asked = [one for one in shown if one.content["element"] == element]
        if not asked:
            raise LetterNotFound(_NOT_ASKED)
        return compose(asked[0], case=tried.case, uow=tried.uow, parts=parts)
