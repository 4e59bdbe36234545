"""What somebody may correct: a form that they read, and that is theirs to fill in anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.access.decide import acting
from doorgang_engine.access.table import Act
from doorgang_engine.attachments import place_of_correction
from doorgang_engine.corrections.correcting import place_of
from doorgang_engine.dossier.looks import Part
from doorgang_engine.errors import SubmissionNotFound

from .upload_places import UploadPlace

if TYPE_CHECKING:
    from collections.abc import Collection

    from doorgang_engine.dossier.contents import Dossier
    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.model import Actor, Submission


@dataclass(frozen=True, kw_only=True)
class Correctable:
    """A submission to correct, its dossier, and who corrects it in which role."""

    dossier: Dossier
    submission: Submission
    actor: Actor

    @property
    def place(self) -> UploadPlace:
        """For which step files are sent with the correction."""
        return UploadPlace(
            key=place_of_correction(self.submission.id),
            definition=self.dossier.form_of(self.submission),
            actor=self.actor,
            case_id=self.dossier.case.id,
        )


def correctable(
    case_id: str,
    submission_id: str,
    *,
    desk: Desk,
    shows: Collection[Part] = frozenset({Part.FORMS}),
) -> Correctable:
    """Return what somebody is to correct.

    :raises CaseNotFound: if the case is not this person's to see.
    :raises SubmissionNotFound: if it has no such submission that they may read.
    :raises NotYours: if another has to correct it.
    """
    dossier = desk.dossier(case_id, shows=shows, must_read=True)
    found = next((one for one in dossier.readable if one.id == submission_id), None)
    if found is None:
        raise SubmissionNotFound
    actor = acting(account=desk.account, act=Act.CORRECT_SUBMISSION, resource=place_of(found))
    return Correctable(dossier=dossier, submission=found, actor=actor)
