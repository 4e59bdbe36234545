"""Submissions: what people filled in, kept whole and sealed, outside the workflow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .history.chain import canonical
from .ids import new_id
from .model import Actor, Case, Submission
from .sealing import SUBMISSION, CaseKey

if TYPE_CHECKING:
    from datetime import datetime

    from .ports import Validated


def seal_submission(
    checked: Validated,
    *,
    case: Case,
    key: CaseKey,
    element: str,
    scope: str,
    form: str,
    actor: Actor,
    now: datetime,
) -> Submission:
    """Return a submission that passed its form, ready to be kept."""
    return Submission(
        region=case.region,
        id=new_id(now),
        case_id=case.id,
        element=element,
        scope=scope,
        form=form,
        form_hash=checked.form_hash,
        at=now,
        actor=actor.id,
        role=actor.role,
        organisation=actor.organisation,
        data=key.seal(canonical(checked.data).encode(), SUBMISSION, checked.record_class),
    )


def open_submission(submission: Submission, key: CaseKey) -> dict[str, Any]:
    """Return what was filled in.

    :raises ContentDestroyed: if its time was over and its key was destroyed.
    """
    data: dict[str, Any] = json.loads(key.open(submission.data, SUBMISSION))
    return data
